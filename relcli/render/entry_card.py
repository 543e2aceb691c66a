"""A concept entry on one screen, and several side by side; ``--explain`` has the rest (``render.entry``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relcli.data import Data
from relcli.language import DEFAULT, Texts, name_of, names_apart, preferred
from relcli.model import Concept
from relcli.model.trades import Trade
from relcli.render.card import SCREENS, CardSection, fitted
from relcli.render.evidence import claims_about
from relcli.render.head import unobvious_forms
from relcli.render.page import Item, Page
from relcli.render.senses import Word
from relcli.terminal import bar

TRADES, SENSES, BAR_WIDTH, LONG = 4, 3, 16, 140
"""So many trades are named, and senses in a line each; so long is the longest bar, and what is longer than
this is told by its gloss."""


def entry_card(concept: Concept, data: Data, texts: Texts, word: Word | None = None) -> Page:
    """Definition, words by language, who says so, and what it is not to be confused with."""
    language = texts.language
    facts = (("term", preferred(concept, language).term), ("concept", concept.id), ("origin", concept.origin))
    origin = texts.text(data.knowledge.origins[concept.origin].label)
    page = Page(name_of(concept, language), origin, (), facts, (), is_card=True)
    return fitted(page, _sections(concept, data, texts, word), SCREENS)


def _sections(concept: Concept, data: Data, texts: Texts, word: Word | None) -> Iterator[CardSection]:
    say = texts.say
    definition, when = [Item("", texts.text(concept.definition))], [Item("", texts.text(concept.when))]
    yield CardSection("definition", say("card-means"), definition, rank=1, keep=1, gap=True)
    yield CardSection("when", say("card-when"), when, rank=4)
    words = _words(concept, data, texts)
    yield CardSection("word", say("card-words"), words, rank=3, keep=3, gap=True)
    yield CardSection("admitted", say("card-or"), _admitted(concept, texts), rank=7)
    yield CardSection("say", say("card-say"), _phrases(concept, data, texts), rank=5)
    yield CardSection("trade", say("card-said-by"), _trades(concept, data, texts), rank=6)
    yield CardSection("not", say("card-not-that"), _contrasts(concept, data, texts), rank=5, keep=1, gap=True)
    # Who reads in a language knows what its words mean.
    foreign = (friend for friend in concept.false_friends if friend.language != texts.language)
    friends = [Item("", texts.text(friend.says)) for friend in foreign]
    yield CardSection("false-friend", say("card-note"), friends, rank=8)
    senses = [*_senses(word, texts)] if word else []
    yield CardSection("sense", say("card-senses"), senses, rank=6, keep=len(senses), gap=True)
    yield CardSection("next", "", [Item("", say("card-entry-explain"))], rank=0, keep=1, gap=True)


def _words(concept: Concept, data: Data, texts: Texts) -> Iterator[Item]:
    """The word of each language, with the forms that nobody would guess."""
    for language in data.knowledge.languages:
        word = preferred(concept, language)
        told = " · ".join(filter(None, (word.term, unobvious_forms(word, data, texts))))
        yield Item(texts.say(f"language-{language}"), told, key=language)


def _admitted(concept: Concept, texts: Texts) -> Iterator[Item]:
    """What else may be said in the language of the reader."""
    designations = concept.designations[texts.language]
    if words := [d.term for d in designations if d.status == "admitted" and d.region is None]:
        yield Item("", ", ".join(dict.fromkeys(words)))


def _phrases(concept: Concept, data: Data, texts: Texts) -> Iterator[Item]:
    term = preferred(concept, texts.language).term
    if phrases := data.phrases(texts.language, concept.id).get(term):
        yield Item("", ", ".join(texts.quote([*phrases.say, *filter(None, [phrases.ui])])))


def _trades(concept: Concept, data: Data, texts: Texts) -> Iterator[Item]:
    """Some of the trades that call somebody so, those first that a document names; and how many more."""
    trades = [trade for trade in data.trades.values() if _is_said_by(trade, concept, data)]
    named_by_documents = {example.trade for example in data.examples if example.expect == concept.id}
    trades.sort(key=lambda trade: trade.id not in named_by_documents)
    if trades:
        named = ", ".join(texts.text(trade.label) for trade in trades[:TRADES])
        more = len(trades) - TRADES
        yield Item("", texts.say("card-and-more", named=named, number=more) if more > 0 else named)


def _is_said_by(trade: Trade, concept: Concept, data: Data) -> bool:
    """Is it an established word of the trade, or the one of the documents that fits its answers?"""
    established = {*trade.words.values()}
    if concept.id in established or concept.id not in data.knowledge.concepts:
        return concept.id in established
    told = trade.expect.get(DEFAULT)
    others = {preferred(data.termbase[other], DEFAULT).term for other in established}
    return told == preferred(concept, DEFAULT).term and told not in others


def _senses(word: Word, texts: Texts) -> Iterator[Item]:
    """What else the word may stand for; where that is much, the last of it by what asks for it alone."""
    others = [sense for sense in word.senses if sense.is_here][1:]
    in_full = len(others) if len(others) <= SENSES else SENSES - 1
    yield from (Item(s.key, texts.text(s.concept.gloss), key=s.concept.id) for s in others[:in_full])
    if rest := others[in_full:]:
        yield Item("", ", ".join(sense.key for sense in rest), key="others")


def _contrasts(concept: Concept, data: Data, texts: Texts) -> Iterator[Item]:
    others = [data.termbase[other] for other in concept.contrasts]
    names = names_apart([concept, *others], texts.language)
    yield from (Item(names[other.id], texts.text(other.gloss), key=other.id) for other in others)


# ---- several side by side ---------------------------------------------------------------------------------


def comparison_card(concepts: Sequence[Concept], data: Data, texts: Texts) -> Page:
    """What sets them apart, as far as it fits: what each means, when it is said, by which answers."""
    names = [*names_apart(concepts, texts.language).values()]
    table = CardSection(
        "dimension",
        texts.say("heading-comparison"),
        (),
        rank=1,
        keep=2,
        columns=("", *names),
        rows=_rows(concepts, data, texts),
    )
    hint = [Item("", texts.say("card-comparison-explain"))]
    following = CardSection("next", "", hint, rank=0, keep=1, gap=True)
    return fitted(Page(" / ".join(names), "", (), (), (), is_card=True), [table, following], SCREENS)


def _rows(concepts: Sequence[Concept], data: Data, texts: Texts) -> Iterator[tuple[str, ...]]:
    say = texts.say
    definitions = [texts.text(concept.definition) for concept in concepts]
    if max(map(len, definitions)) > LONG:
        definitions = [texts.text(concept.gloss) for concept in concepts]
    yield (say("card-means"), *definitions)
    yield (say("card-when"), *(texts.text(concept.when) for concept in concepts))
    for question in data.knowledge.questions.values():
        if question.core:
            answers = [_answers(concept, question.id, data, texts) for concept in concepts]
            if len({*answers}) > 1:
                yield (texts.question(question.id), *answers)
    yield from _weight(concepts, data, texts)
    phrases = [next((item.text for item in _phrases(c, data, texts)), "") for c in concepts]
    if any(phrases):
        yield (say("card-say"), *phrases)
    told = [texts.text(concept.translating) if concept.translating else "" for concept in concepts]
    if any(told):
        yield (say("heading-translating"), *told)


def _answers(concept: Concept, question: str, data: Data, texts: Texts) -> str:
    """The answers under which a document speaks for it."""
    claims = (c for c in claims_about(concept, data) if c.question == question and concept.id in c.supports)
    options = dict.fromkeys(option for claim in claims for option in claim.options)
    return texts.say("separator").join(texts.short(question, option) for option in options)


def _weight(concepts: Sequence[Concept], data: Data, texts: Texts) -> Iterator[tuple[str, ...]]:
    """How much the documents say of each, as a bar."""
    said = [len(claims_about(concept, data)) for concept in concepts]
    if any(said):
        bars = (f"{bar(n, max(said), BAR_WIDTH, full='█')} {n}" if n else "" for n in said)
        yield (texts.say("card-claims"), *bars)
