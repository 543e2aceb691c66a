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
from relcli.errors import KnowledgeError, without_path
from relcli.line_table import LineTable, OnDemand
from relcli.model import LANGUAGES, Concept, Identified, Question, Source, Text
from relcli.model.derived import listed_examples, with_effects, with_ordered_forms
from relcli.model.files import (
    Classification,
    Document,
    Example,
    ExamplePhrases,
    FactsFile,
    Guidance,
    Link,
    Medium,
    NameList,
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

TRADES_BY_ID, TRADE_CONCEPTS, PHRASES = "trades-by-id.txt", "trade-concepts.txt", "phrases-by-concept.txt"
OWN_NAMES, NAME_INDEX = "own-names-{}.txt", "name-index-{}.json"
"""What the wheel carries of the trades, their words, what one says with them, and their names."""

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
        built = self._open_table(TRADE_CONCEPTS)
        own = self._concepts("concepts/trades") if built is None else OnDemand(built, Concept)
        return Overlay(own, self.knowledge.concepts)

    @cached_property
    def trades(self) -> Mapping[str, Trade]:
        """Trades by id, sector by sector."""
        built = self._open_table(TRADES_BY_ID)
        if built is not None:
            return OnDemand(built, Trade)
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
        built = self._open_table(OWN_NAMES.format(language))
        if built is None:
            from relcli.finder.index import own_names

            return own_names(self.trades.values(), language).get
        return lambda name: built.get(name, b"").decode() or None

    def name_index(self, language: str) -> "LanguageIndex":
        """Every name in a language that leads to a trade, as it is compared."""
        from relcli.finder.index import IndexedNames, LanguageIndex

        built = self._path(NAME_INDEX.format(language))
        if os.path.exists(built):
            with open(built, "rb") as file:
                return LanguageIndex(msgspec.json.decode(file.read(), type=IndexedNames))
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

        if os.path.exists(self._path("languages.json")):
            return OnDemand(self._read("languages", dict[str, msgspec.Raw]), LanguageRules)
        return self._read_folder("languages", LanguageRules)

    def phrases(self, language: str, concept: str) -> Mapping[str, ExamplePhrases]:
        """What one says with the terms of a concept in a language, by term."""
        return self.every_phrase.get(f"{language}/{concept}", {})

    @cached_property
    def every_phrase(self) -> Mapping[str, Mapping[str, ExamplePhrases]]:
        """The same by language and concept, ``en/client``."""
        if built := self._open_table(PHRASES):
            return OnDemand(built, dict[str, ExamplePhrases])
        files = self._read_folder("phrases", dict[str, dict[str, ExamplePhrases]])
        return {f"{code}/{concept}": told for code, file in files.items() for concept, told in file.items()}

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

    def _path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def _open_table(self, name: str) -> LineTable | None:
        """What the wheel has built of the data; None in a checkout, which does without."""
        if not os.path.exists(path := self._path(name)):
            return None
        from mmap import ACCESS_READ, mmap

        with open(path, "rb") as file:
            return LineTable(mmap(file.fileno(), 0, access=ACCESS_READ))

    def _read_list(self, name: str, entry: type[_Entry]) -> dict[str, _Entry]:
        return _by_id(getattr(self._read(name, list_file(name, entry)), name))

    def _read(self, name: str, shape: type[_T]) -> _T:
        """``data/NAME.toml``, from its JSON twin when there is one."""
        path = self._path(name)
        try:
            if os.path.exists(path + ".json"):
                with open(path + ".json", "rb") as file:
                    return msgspec.json.decode(file.read(), type=shape)
            import tomllib

            with open(path + ".toml", "rb") as file:
                return msgspec.convert(tomllib.load(file), shape)
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            raise KnowledgeError(f"{path}.toml: {without_path(error)}") from error

    def _read_folder(self, name: str, shape: type[_T]) -> dict[str, _T]:
        """Every file of ``data/NAME/`` by its stem, in alphabetical order; one twin holds them all."""
        path, stem = self._path(name), "*"
        try:
            if not os.path.exists(path + ".json"):
                stems = sorted(f.removesuffix(".toml") for f in os.listdir(path) if f.endswith(".toml"))
                return {stem: self._read(f"{name}/{stem}", shape) for stem in stems}
            decoder, files = msgspec.json.Decoder(shape), {}
            for stem, text in self._read(name, dict[str, msgspec.Raw]).items():
                files[stem] = decoder.decode(text)
        except (OSError, msgspec.MsgspecError) as error:
            raise KnowledgeError(f"{path}/{stem}.toml: {without_path(error)}") from error
        return files


def _by_id(entries: Iterable[_Entry]) -> dict[str, _Entry]:
    return {entry.id: entry for entry in entries}
