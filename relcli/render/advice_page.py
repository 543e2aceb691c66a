"""The advice as a page: the word, the verdict and the main reason first; then everything behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import asdict

from relcli.advice.advice import Advice
from relcli.advice.reasons import Reason, split_reasons
from relcli.advice.request import DEFAULT_ROLE
from relcli.data import Data
from relcli.language import Texts, cite
from relcli.model import Designation
from relcli.render.evidence import definition_sources, designation_items
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

REGULAR = "regular"


def advice_page(advice: Advice, data: Data, texts: Texts) -> Page:
    """Everything that is shown of an advice, in the order in which it is read."""
    wording, say = Wording(advice, data, texts), texts.say
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
    decided_by = (
        ("reason", why, _reasons(pro, wording)),
        ("against", say("heading-against"), _reasons(con, wording)),
        ("neutral", say("heading-neutral"), _reasons(neutral, wording)),
        ("reading", say("heading-readings"), _readings(wording)),
        ("alternative", say("heading-alternatives"), _alternatives(wording)),
    )
    changes = (
        ("change", change, _changes(wording)),
        ("open", say("heading-open"), _open_questions(wording)),
    )
    # Where the trade has a word of its own, how the documents would choose among theirs is another story.
    tells_all = advice.is_trade and (advice.recommendation.basis != "sector" or advice.request.explain)
    blocks = (
        ("before", "", (Item("", text) for text in word_before(wording))),
        ("current", say("heading-current"), _current(wording)),
        ("for", say("heading-for", place=place), _placement(wording)),
        ("why-not", say("heading-why-not", term=wording.of(foil) if foil else ""), _why_not(wording)),
        ("role", say("heading-roles"), _roles(wording)),
        ("text", say("heading-texts"), _texts(wording)),
        ("divided", say("heading-divided"), _divided(wording)),
        *(decided_by if tells_all else ()),
        ("term", say("heading-terms"), designation_items(_terms(wording), data, texts)),
        ("assumed", assumed, _assumed(wording)),
        *(changes if tells_all else ()),
        ("note", say("heading-notes"), (Item("", note) for note in word_notes(wording))),
    )
    warning = wording.warning()
    return Page(
        title=wording.headline(),
        subtitle=_headline(wording),
        lead=tuple(filter(None, (_lead(wording), warning))),
        facts=_facts(wording, warning),
        blocks=filled_blocks(blocks),
    )


# ---- the word and its verdict -----------------------------------------------------------------------------


def _headline(wording: Wording) -> str:
    """The verdict in a line."""
    texts, recommendation = wording.texts, wording.advice.recommendation
    decision = recommendation.decision
    verdict = texts.text(wording.data.knowledge.verdicts[recommendation.verdict].label)
    if recommendation.basis == "sector":
        by_trade = wording.advice.request.trade
        return texts.say("headline-sector" if by_trade else "headline-situation", verdict=verdict)
    if decision.winner is None:
        return texts.say(
            "headline-undecided", leaders=texts.join(texts.quote(map(wording.of, decision.leaders)))
        )
    if decision.runner_up is None:
        return texts.say("headline-alone", verdict=verdict)
    runner_up = wording.of(decision.runner_up)
    return texts.say(f"headline-{decision.verdict}", margin=decision.margin, runner_up=runner_up)


def _lead(wording: Wording) -> str | None:
    """The one sentence to read: the trade's definition, or the document that speaks loudest."""
    texts, recommendation = wording.texts, wording.advice.recommendation
    if recommendation.basis == "sector" and recommendation.concept:
        concept = wording.concepts[recommendation.concept]
        return f"{texts.text(concept.definition)} ({definition_sources(concept, texts)})"
    pro, _, _ = split_reasons(wording.advice.reasons)
    return texts.text(pro[0].claim.says) if recommendation.concept and pro else None


def _facts(wording: Wording, warning: str | None) -> tuple[tuple[str, str], ...]:
    request, recommendation = wording.advice.request, wording.advice.recommendation
    decision = recommendation.decision
    named = (
        ("term", wording.term),
        *(("whom", word) for word in wording.heads()),
        ("concept", recommendation.concept),
        ("verdict", recommendation.verdict),
        ("role", request.role),
        ("business", request.trade.id if request.trade else None),
        ("basis", recommendation.basis),
        ("general-term", wording.general_term),
        ("points", str(decision.points)),
        ("margin", str(decision.margin)),
        ("runner-up", decision.runner_up),
        ("warning", warning),
    )
    return tuple((name, value) for name, value in named if value is not None)


# ---- the items of its blocks ------------------------------------------------------------------------------


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


def _why_not(wording: Wording) -> Iterator[Item]:
    if contrast := wording.advice.why_not:
        yield Item("", word_why_not(contrast, wording))
        yield from _reasons([*contrast.against, *contrast.pro], wording)
        for flip in contrast.would_need:
            yield Item(wording.texts.say("would-need"), _changed(flip.change, wording.texts))


def _divided(wording: Wording) -> Iterator[Item]:
    """By word: where the language has one word for two of the concepts, nobody is told from the others."""
    says: dict[str, list[str]] = {}
    for division, term in wording.divided():
        says.setdefault(term, []).append(wording.texts.text(division.who))
    if len(says) > 1:
        for term, who in says.items():
            yield Item(term, wording.texts.say("separator").join(who))


def _reasons(reasons: Iterable[Reason], wording: Wording) -> Iterator[Item]:
    texts = wording.texts
    for reason in reasons:
        claim = reason.claim
        said = texts.text(claim.says)
        yield Item(label_reason(reason, wording), said, cite(claim.source, claim.section, texts))


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


def _terms(wording: Wording) -> Iterator[Designation]:
    """Those in the languages that were asked for; the whole account has them all."""
    request = wording.advice.request
    shown = request.term_languages or (request.language,)
    return (d for d in wording.designations() if request.explain or d.language in shown)


def _assumed(wording: Wording) -> Iterator[Item]:
    """In one line, unless the whole account is wanted."""
    texts, advice = wording.texts, wording.advice
    told = [(texts.question(q), texts.answer(q, advice.answers[q])) for q in advice.assumed]
    if advice.request.explain:
        yield from (Item(question, answer) for question, answer in told)
    elif told:
        yield Item("", texts.say("separator").join(answer for _, answer in told))


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
