"""The whole account of an advice: the answer, every claim heard, readings, languages, what would change it.

Places are cited once, in a numbered list at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import asdict

from relcli.advice.advice import Advice
from relcli.advice.reasons import Reason, split_reasons
from relcli.advice.request import DEFAULT_ROLE
from relcli.data import Data
from relcli.language import Texts
from relcli.render.evidence import designation_items
from relcli.render.footnotes import Footnotes
from relcli.render.head import advice_facts, corner, divided_items
from relcli.render.page import Item, Page, filled_blocks
from relcli.render.placed import texts_that_differ, word_placement
from relcli.render.wording import (
    Wording,
    label_reason,
    renamed_forms,
    renaming_steps,
    word_before,
    word_current,
    word_notes,
    word_why_not,
)
from relcli.terminal import bar

REGULAR = "regular"
BARS, BAR_WIDTH = 4, 24
"""So many words are weighed against each other, the heaviest with a bar of so many columns."""


def account_page(advice: Advice, data: Data, texts: Texts) -> Page:
    """Everything that is known of an advice, in the order in which it is read."""
    wording, say, notes = Wording(advice, data, texts), texts.say, Footnotes(texts)
    winner, foil = advice.recommendation.decision.winner, advice.why_not and advice.why_not.foil
    place = texts.text(advice.placement.medium.label) if advice.placement else ""
    pro, con, neutral = split_reasons(advice.reasons)
    decided = "heading-why-general" if advice.recommendation.basis == "sector" else "heading-why"
    why = say(decided, term=wording.of(winner)) if winner else say("heading-reasons")
    assumed = say("heading-assumed")
    if advice.request.trade:
        assumed = say("labelled", label=assumed, text=texts.text(advice.request.trade.label))
    general = wording.general_term
    change = say("heading-change-general", term=general) if general else say("heading-change")
    argument = (
        ("weight", say("heading-weight"), _weight(wording)),
        ("reason", why, _reasons(pro, wording, notes)),
        ("against", say("heading-against"), _reasons(con, wording, notes)),
        ("neutral", say("heading-neutral"), _reasons(neutral, wording, notes)),
        ("reading", say("heading-readings"), _readings(wording)),
        ("alternative", say("heading-alternatives"), _alternatives(wording)),
        ("change", change, _changes(wording)),
        ("open", say("heading-open"), _open_questions(wording)),
    )
    blocks = (
        ("before", "", (Item("", text) for text in word_before(wording))),
        ("current", say("heading-current"), _current(wording)),
        ("for", say("heading-for", place=place), _placement(wording)),
        ("why-not", say("heading-why-not", term=wording.of(foil) if foil else ""), _why_not(wording, notes)),
        ("definition", say("heading-definition"), _definition(wording, notes)),
        ("role", say("heading-roles"), _roles(wording)),
        ("text", say("heading-texts"), _texts(wording)),
        ("divided", say("heading-divided"), divided_items(wording, elsewhere=True)),
        # Where nobody buys anything, how the documents would choose among their words is another story.
        *(argument if advice.is_trade else ()),
        ("designation", say("heading-terms"), designation_items(wording.designations(), data, texts)),
        ("assumed", assumed, _assumed(wording)),
        ("note", say("heading-notes"), (Item("", note) for note in word_notes(wording))),
        ("source", say("heading-sources"), notes.items()),
    )
    return Page(
        title=wording.headline(),
        subtitle=corner(wording),
        lead=tuple(filter(None, (wording.warning(),))),
        facts=advice_facts(wording),
        blocks=filled_blocks(blocks),
    )


# ---- the items of its blocks ------------------------------------------------------------------------------


def _definition(wording: Wording, notes: Footnotes) -> Iterator[Item]:
    if concept := wording.advice.recommendation.concept:
        known = wording.concepts[concept]
        marks = (notes.mark(c.source, c.section) for c in known.definition_sources)
        yield Item("", wording.texts.text(known.definition), " ".join(marks))


def _weight(wording: Wording) -> Iterator[Item]:
    """The leading words of the documents, each with a bar as long as its points."""
    ranking = wording.advice.recommendation.decision.ranking
    weighed = [(concept, points) for concept, points in ranking[:BARS] if points > 0]
    for concept, points in weighed:
        picture = bar(points, weighed[0][1], BAR_WIDTH, full="█")
        yield Item(wording.of(concept), picture, wording.texts.say("points", points=points), key=concept)


def _current(wording: Wording) -> Iterator[Item]:
    if current := wording.advice.current:
        say = wording.texts.say
        yield Item(current.verdict, word_current(current, wording))
        if forms := renamed_forms(current, wording):
            told = (say("rename-form", old=old, new=new) for old, new in dict.fromkeys(forms.values()))
            yield Item(say("label-forms"), say("separator").join(told))
        if steps := renaming_steps(current, wording):
            yield from (Item(label, when) for label, when in steps)
            yield Item("", say("rename-cost"))


def _placement(wording: Wording) -> Iterator[Item]:
    if wording.advice.placement:
        say, placed = wording.texts.say, word_placement(wording.advice.placement, wording)
        yield Item("", placed.term)
        if placed.counterpart:
            yield Item(say("label-counterpart"), placed.counterpart)
        if placed.identifiers:
            yield Item(say("label-identifiers"), ", ".join(placed.identifiers))
        if placed.unambiguous:
            yield Item(say("label-unambiguous"), placed.unambiguous)
        yield from (Item("", note) for note in placed.notes)


def _texts(wording: Wording) -> Iterator[Item]:
    """Texts that say the same stand in one line; why is told of one alone."""
    same: dict[str, list[tuple[str, str | None]]] = {}
    for medium, term, note in texts_that_differ(wording):
        same.setdefault(term, []).append((wording.texts.text(medium.label), note))
    for term, told in same.items():
        [(_, note), *others] = told
        yield Item(", ".join(label for label, _ in told), term, "" if others else note or "")


def _why_not(wording: Wording, notes: Footnotes) -> Iterator[Item]:
    if contrast := wording.advice.why_not:
        yield Item("", word_why_not(contrast, wording))
        yield from _reasons([*contrast.against, *contrast.pro], wording, notes)
        for flip in contrast.would_need:
            yield Item(wording.texts.say("would-need"), _changed(flip.change, wording.texts))


def _reasons(reasons: Iterable[Reason], wording: Wording, notes: Footnotes) -> Iterator[Item]:
    texts = wording.texts
    for reason in reasons:
        claim = reason.claim
        said = texts.text(claim.says)
        mark = notes.mark(claim.source, claim.section)
        yield Item(label_reason(reason, wording), said, f"{claim.source} {mark}", key=claim.id)


def _readings(wording: Wording) -> Iterator[Item]:
    texts = wording.texts
    agrees = "agrees-general" if wording.advice.recommendation.basis == "sector" else "agrees"
    for reading in wording.advice.recommendation.decision.readings:
        text = texts.say("reading-silent")
        if reading.concept:
            state = {True: agrees, False: "dissents", None: "picks"}[reading.agrees]
            text = texts.say(f"reading-{state}", term=wording.attributed(reading.concept))
        detail = texts.say("separator").join(
            texts.say("source-picks", source=voice.id, term=wording.attributed(voice.concept, quoted=True))
            if voice.concept
            else texts.say("source-silent", source=voice.id)
            for voice in reading.sources
        )
        yield Item(texts.text(wording.data.knowledge.readings[reading.id].label), text, detail)


def _alternatives(wording: Wording) -> Iterator[Item]:
    """Only the words that something speaks for, unless nothing speaks for any of them."""
    texts, alternatives = wording.texts, wording.alternatives()
    for concept, points in [(c, points) for c, points in alternatives if points > 0] or alternatives:
        when = texts.text(wording.concepts[concept].when)
        yield Item(wording.of(concept), when, texts.say("points", points=points))


def _roles(wording: Wording) -> Iterator[Item]:
    advice, say = wording.advice, wording.texts.say
    for role, concept in advice.people.items():
        if role in advice.request.whom or (role == REGULAR and concept and _tells_nothing(concept, wording)):
            continue
        text = say("role-undecided")
        if concept:
            term = wording.in_role(role, concept)
            same = (concept, term) == (advice.recommendation.concept, wording.term)
            text = say("role-same" if same else "reading-picks", term=term)
        yield Item(wording.role(role), text)


def _tells_nothing(concept: str, wording: Wording) -> bool:
    """Are those who come back called by the main word?"""
    payer = wording.advice.people.get(DEFAULT_ROLE)
    return wording.plain(concept) in {wording.term, payer and wording.plain(payer)}


def _assumed(wording: Wording) -> Iterator[Item]:
    texts, advice = wording.texts, wording.advice
    yield from (Item(texts.question(q), texts.answer(q, advice.answers[q]), key=q) for q in advice.assumed)


def _changes(wording: Wording) -> Iterator[Item]:
    texts, advice = wording.texts, wording.advice
    for flip in advice.flips:
        yield Item(wording.of(flip.concept), _changed(flip.change, texts))
    if not advice.flips:
        yield Item("", texts.say("flip-none"))
    if advice.recommendation.decision.winner:
        yield Item("", texts.say("robustness", **asdict(advice.robustness)))


def _changed(change: Mapping[str, str], texts: Texts) -> str:
    """A set of changed answers as a phrase."""
    # An answer may have commas of its own.
    return texts.say("separator").join(
        texts.say("labelled", label=texts.question(q), text=texts.answer(q, a)) for q, a in change.items()
    )


def _open_questions(wording: Wording) -> Iterator[Item]:
    texts, questions = wording.texts, wording.advice.recommendation.decision.open_questions
    if could := [texts.question(o.question) for o in questions if o.could_change]:
        yield Item("", texts.say("open-could", questions=texts.join(could)))
