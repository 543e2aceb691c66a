"""Everything that lies in ``data/``, opened once and handed down (``relcli.shipped_data``).

An installed package holds beside each TOML file, or folder of them, its JSON twin, written when the
wheel is built, since parsing TOML would cost as much as the whole rest of a start
(``docs/develop/start-up.md``). A checkout has no twins and reads the TOML. What is read is trusted to hold
together; ``relcli.validate`` is the one that asks whether it does.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec.structs import asdict, replace

from relcli.decide.ballot import Ballots
from relcli.errors import KnowledgeError
from relcli.line_table import LineTable, OnDemand
from relcli.model import LANGUAGES, Concept, Identified, Question, Source, Text
from relcli.model.derived import listed_examples, with_effects, with_ordered_forms
from relcli.model.files import (
    Classification,
    Document,
    Example,
    FactsFile,
    Guidance,
    Link,
    Medium,
    NameList,
    PhrasesFile,
    Reference,
    Regulation,
    Remark,
    RenamingStep,
    Situation,
    VocabularyFile,
    list_file,
)
from relcli.model.knowledge import Knowledge
from relcli.model.other_words import WordsFile
from relcli.model.trades import Trade
from relcli.overlay import Overlay

if TYPE_CHECKING:
    from relcli.finder.finder import TradeFinder
    from relcli.finder.index import LanguageIndex
    from relcli.model.languages import LanguageRules, LanguageSenses

TRADES_BY_ID, TRADE_CONCEPTS = "trades-by-id.txt", "trade-concepts.txt"
OWN_NAMES, NAME_INDEX = "own-names-{}.txt", "name-index-{}.json"
"""What the wheel carries of the trades, their words, and their names in each language, built beforehand."""

_T = TypeVar("_T")
_Entry = TypeVar("_Entry", bound=Identified)


class Data:
    """The data in one folder, each kind read when it is asked for first; ``KnowledgeError`` names the file
    and the key of what is broken."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    @cached_property
    def knowledge(self) -> Knowledge:
        """Everything the decision and its words need."""
        vocabulary = self._read("vocabulary", VocabularyFile)
        points = {strength.id: strength.points for strength in vocabulary.strengths}
        sources = self._read_folder("documents", Source).values()
        lists: dict[str, Any] = {
            key: _by_id(found) if isinstance(found, tuple) else found
            for key, found in asdict(vocabulary).items()
        }
        return Knowledge(
            languages=LANGUAGES,
            questions=self._read_list("questions", Question),
            facts=_by_id(self._facts.facts),
            sources=_by_id(with_effects(source, points) for source in sources),
            concepts=self._concepts("concepts"),
            **lists,
        )

    @cached_property
    def termbase(self) -> Mapping[str, Concept]:
        """Every concept by id: those of the documents, and the words that trades have established."""
        built = self._read_built(TRADE_CONCEPTS)
        own = self._concepts("concepts/trades") if built is None else OnDemand(LineTable(built), Concept)
        return Overlay(own, self.knowledge.concepts)

    @cached_property
    def trades(self) -> Mapping[str, Trade]:
        """Trades by id, sector by sector."""
        built = self._read_built(TRADES_BY_ID)
        if built is not None:
            return OnDemand(LineTable(built), Trade)
        sectors = self._read_folder("trades", list_file("trades", Trade))
        return _by_id(replace(t, sector=sector) for sector, file in sectors.items() for t in file.trades)

    @cached_property
    def ballots(self) -> Ballots:
        """Who stands for each role, and what every answer adds to whom."""
        return Ballots(self.knowledge)

    @cached_property
    def finder(self) -> "TradeFinder":
        """Finds the trade that somebody means; it reads what it needs when it needs it."""
        from relcli.finder.finder import Sources, TradeFinder
        from relcli.finder.folding import NameFolder

        return TradeFinder(
            Sources(
                ids=self.trades,
                word=lambda trade, language: self.trades[trade].expect.get(language),
                own=self.own_names,
                folder=lambda language: NameFolder(self.languages[language].names),
                index=self.name_index,
                classifications=lambda: self.classifications,
            )
        )

    def own_names(self, language: str) -> Callable[[str], str | None]:
        """Gives the trade that has this name of its own in a language, if one has."""
        built = self._read_built(OWN_NAMES.format(language))
        if built is None:
            from relcli.finder.index import own_names

            return own_names(self.trades.values(), language).get
        found = LineTable(built)
        return lambda name: found.get(name, b"").decode() or None

    def name_index(self, language: str) -> "LanguageIndex":
        """Every name in a language that leads to a trade, as it is compared."""
        from relcli.finder.index import IndexedNames, LanguageIndex

        built = self._read_built(NAME_INDEX.format(language))
        if built is not None:
            return LanguageIndex(msgspec.json.decode(built, type=IndexedNames))
        from relcli.finder.folding import NameFolder
        from relcli.finder.index import index_names, named

        names = named(language, self.trades, self.name_lists, self.classifications)
        return LanguageIndex(index_names(names, NameFolder(self.languages[language].names)))

    @cached_property
    def name_lists(self) -> Mapping[str, NameList]:
        """Names of trades from public lists, by the name of the list."""
        return self._read_folder("names", NameList)

    @cached_property
    def classifications(self) -> Mapping[str, Classification]:
        """The classes of registers, by classification, the revision that registers hold first."""
        return self._read_folder("classes", Classification)

    @cached_property
    def messages(self) -> Mapping[str, Text]:
        """Every sentence the program says: message id to language to words with ``{blanks}``."""
        files = self._read_folder("messages", dict[str, Text]).values()
        return {name: text for messages in files for name, text in messages.items()}

    @cached_property
    def guidance(self) -> tuple[Guidance, ...]:
        """What the documents teach beside the choice of a word, document by document."""
        return tuple(replace(g, source=doc.id) for doc in self._documents for g in doc.guidance)

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """Everything the documents list, one example per trade or set of answers."""
        return tuple(listed_examples(self._documents, self.trades))

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        return self._read_list("references", Reference)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """Legal senses and preferences."""
        return tuple(self._read_list("remarks", Remark).values())

    @cached_property
    def media(self) -> Mapping[str, Medium]:
        """The places where a word may stand, by id."""
        return self._read_list("media", Medium)

    @cached_property
    def renaming(self) -> tuple[RenamingStep, ...]:
        """What a rename touches, in the order in which it is done."""
        return tuple(self._read_list("renaming", RenamingStep).values())

    @cached_property
    def regulations(self) -> tuple[Regulation, ...]:
        """What the law of some place calls somebody."""
        return tuple(self._read_list("regulations", Regulation).values())

    @cached_property
    def situations(self) -> tuple[Situation, ...]:
        """Who is in the room by the facts, the first that names somebody before the others."""
        return self._facts.situations

    @cached_property
    def other_words(self) -> WordsFile:
        """The words it does not judge, and the languages it does not speak."""
        return self._read("other-words", WordsFile)

    @cached_property
    def _facts(self) -> FactsFile:
        return self._read("facts", FactsFile)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What the concepts are close to in other public vocabularies."""
        return tuple(self._read_list("links", Link).values())

    @cached_property
    def languages(self) -> "Mapping[str, LanguageRules]":
        """The little words and endings of each language."""
        from relcli.model.languages import LanguageRules

        return self._read_on_demand("languages", LanguageRules)

    @cached_property
    def phrases(self) -> Mapping[str, PhrasesFile]:
        """What one says with a term: language to concept to term to phrases."""
        return self._read_on_demand("phrases", PhrasesFile)

    @cached_property
    def senses(self) -> "Mapping[str, LanguageSenses]":
        """What tells in a text whether a word means a person, by language."""
        from relcli.model.languages import LanguageSenses, WordSenses

        return {
            code: replace(senses, words=tuple(self._read_folder(f"senses/{code}", WordSenses).values()))
            for code, senses in self._read_folder("senses", LanguageSenses).items()
        }

    @cached_property
    def _documents(self) -> tuple[Document, ...]:
        return tuple(self._read_folder("documents", Document).values())

    def _concepts(self, name: str) -> dict[str, Concept]:
        return _by_id(map(with_ordered_forms, self._read_folder(name, Concept).values()))

    def _read_built(self, name: str) -> bytes | None:
        """What the wheel has built of the data; None in a checkout, which does without."""
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            return None
        with open(path, "rb") as file:
            return file.read()

    def _read_list(self, name: str, entry: type[_Entry]) -> dict[str, _Entry]:
        return _by_id(getattr(self._read(name, list_file(name, entry)), name))

    def _read_on_demand(self, name: str, shape: Any) -> Mapping[str, Any]:
        """The files of a folder by stem, each decoded when it is asked for, of which most runs need one."""
        if os.path.exists(os.path.join(self.folder, f"{name}.json")):
            return OnDemand(self._read(name, dict[str, msgspec.Raw]), shape)
        return self._read_folder(name, shape)

    def _read(self, name: str, shape: type[_T]) -> _T:
        """``data/NAME.toml``, from its JSON twin when there is one."""
        path = os.path.join(self.folder, name)
        try:
            if os.path.exists(path + ".json"):
                with open(path + ".json", "rb") as file:
                    return msgspec.json.decode(file.read(), type=shape)
            import tomllib

            with open(path + ".toml", "rb") as file:
                return msgspec.convert(tomllib.load(file), shape)
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            raise KnowledgeError(f"{path}.toml: {error}") from error

    def _read_folder(self, name: str, shape: type[_T]) -> dict[str, _T]:
        """Every file of ``data/NAME/`` by its stem, in alphabetical order; one twin holds them all."""
        path, stem = os.path.join(self.folder, name), "*"
        try:
            if not os.path.exists(path + ".json"):
                stems = sorted(f.removesuffix(".toml") for f in os.listdir(path) if f.endswith(".toml"))
                return {stem: self._read(f"{name}/{stem}", shape) for stem in stems}
            decoder, files = msgspec.json.Decoder(shape), {}
            for stem, text in self._read(name, dict[str, msgspec.Raw]).items():
                files[stem] = decoder.decode(text)
        except (OSError, msgspec.MsgspecError) as error:
            raise KnowledgeError(f"{path}/{stem}.toml: {error}") from error
        return files


def _by_id(entries: Iterable[_Entry]) -> dict[str, _Entry]:
    return {entry.id: entry for entry in entries}


def built_files(folder: str) -> Mapping[str, bytes]:
    """What the wheel carries beside the twins of the files: read by key, or too slow to make anew."""
    from relcli.finder.index import own_names

    data, encode = Data(folder), msgspec.json.Encoder().encode
    own = {id_: concept for id_, concept in data.termbase.items() if id_ not in data.knowledge.concepts}
    built = {TRADES_BY_ID: _as_lines(data.trades), TRADE_CONCEPTS: _as_lines(own)}
    for language in LANGUAGES:
        names = own_names(data.trades.values(), language)
        built[OWN_NAMES.format(language)] = LineTable.of(names).lines
        built[NAME_INDEX.format(language)] = encode(data.name_index(language).indexed)
    return built


def _as_lines(entries: Mapping[str, msgspec.Struct]) -> bytes:
    return LineTable.of({id_: msgspec.json.encode(entry).decode() for id_, entry in entries.items()}).lines
