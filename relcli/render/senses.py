"""The senses of a word, put into words: those relcli knows, those of a language that it does not speak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relcli.data import Data
from relcli.language import DEFAULT, Texts, preferred
from relcli.lookup import WordSense, fold_term
from relcli.model.other_words import ForeignLanguage, Unjudged
from relcli.render.page import Item, Page, filled_blocks

SENSES_VERSION = 1


class Word:
    """All there is to say of a word that somebody typed.

    ``senses`` are the likeliest first; ``foreign`` the languages that have it, each with the concepts;
    ``unjudged`` what is said of a word without an entry.
    """

    def __init__(self, text: str, senses: Sequence[WordSense], data: Data, language: str) -> None:
        self.text, self.senses = text, senses
        self.foreign = [*_foreign(text, data)]
        without = (u for u in data.other_words.unjudged if fold_term(text) in map(fold_term, u.words))
        # Of two languages that have the word, the one that is spoken here.
        self.unjudged = next(iter(sorted(without, key=lambda u: u.language != language)), None)

    @property
    def is_known(self) -> bool:
        return bool(self.senses or self.foreign or self.unjudged)

    @property
    def is_plain(self) -> bool:
        """Is there one sense, and nothing else to say?"""
        likeliest = [sense for sense in self.senses if sense.rank == self.senses[0].rank]
        return len(likeliest) == 1


def _foreign(text: str, data: Data) -> Iterator[tuple[ForeignLanguage, tuple[str, ...]]]:
    for language in data.other_words.languages:
        for entry in language.words:
            if fold_term(text) in map(fold_term, entry.words):
                yield language, entry.concepts


def senses_table(word: Word, texts: Texts) -> dict[str, object]:
    """The senses as plain values; an entry has them beside the rest."""
    return {
        "format_version": SENSES_VERSION,
        "language": texts.language,
        "word": word.text,
        **senses_keys(word, texts),
    }


def senses_keys(word: Word, texts: Texts) -> dict[str, object]:
    """What an entry says of the word by which it was found."""
    return {
        "senses": [
            {
                "key": sense.key,
                "concept": sense.concept.id,
                "language": sense.designation.language if sense.designation else None,
                "domain": sense.concept.domain,
                "definition": texts.text(sense.concept.definition),
            }
            for sense in word.senses
        ],
        "foreign": [
            {"language": language.id, "concepts": [*concepts], "note": _homonym([language], texts)}
            for language, concepts in word.foreign
        ],
        "unjudged": word.unjudged and {"near": word.unjudged.near, "says": texts.text(word.unjudged.says)},
    }


def senses_page(word: Word, data: Data, texts: Texts, *, explain: bool = False) -> Page:
    """Each sense with what asks for it: in a line, or by its definition to whoever wants it explained."""
    lead = [texts.say("senses-several", word=word.text)] if len(word.senses) > 1 else []
    if word.unjudged:
        lead.append(_no_opinion(word.unjudged, word.text, data, texts))
    languages = texts.join(texts.text(language.label) for language, _ in word.foreign)
    blocks = filled_blocks(
        (
            ("sense", "", sense_items(word, texts, briefly=not explain)),
            ("foreign", texts.say("heading-foreign", language=languages), _foreign_items(word, data, texts)),
        )
    )
    return Page(word.text, "", (*lead,), (("word", word.text),), blocks)


def sense_items(word: Word, texts: Texts, *, briefly: bool = False) -> Iterator[Item]:
    """Each sense with the words that ask for it alone; those of another language where there is no other."""
    here = [sense for sense in word.senses if sense.is_here] or word.senses
    told = ((sense.key, sense.concept) for sense in here)
    return (Item(key, texts.text(c.gloss if briefly else c.definition), key=c.id) for key, c in told)


def _no_opinion(unjudged: Unjudged, word: str, data: Data, texts: Texts) -> str:
    near = preferred(data.termbase[unjudged.near], texts.language).term
    return texts.say("no-opinion", word=word, says=texts.text(unjudged.says), near=near)


def _foreign_items(word: Word, data: Data, texts: Texts) -> Iterator[Item]:
    """The concepts that any of the languages has for it, and what nobody here can tell."""
    if not word.foreign:
        return
    for id_ in dict.fromkeys(id_ for _, concepts in word.foreign for id_ in concepts):
        concept = data.termbase[id_]
        english = preferred(concept, DEFAULT).term
        yield Item(id_, texts.say("labelled", label=english, text=concept.definition[DEFAULT]), key=id_)
    yield Item("", texts.say("foreign-unchecked"))
    if homonym := _homonym([language for language, _ in word.foreign], texts):
        yield Item("", homonym)


def _homonym(languages: Sequence[ForeignLanguage], texts: Texts) -> str | None:
    """That the program of this name is no person."""
    programs = {language.program.casefold(): language.program for language in languages if language.program}
    return (
        texts.say("foreign-program", words=texts.join(texts.quote(programs.values()))) if programs else None
    )
