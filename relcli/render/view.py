"""What an output says, as pages of worded blocks: every renderer shows the same page.

A page has a title, lines under it, and blocks. A block is a list of items (label, text, detail) or
a table with columns. All wording is done here; a renderer only lays out.
"""

from collections.abc import Mapping
from typing import NamedTuple

from relcli.advice import Advice, Reason
from relcli.language import Words
from relcli.model import Designation, Knowledge


class Item(NamedTuple):
    """A label (may be empty), the text, and a detail such as a citation (may be empty)."""

    label: str
    text: str
    detail: str = ""


class Block(NamedTuple):
    """A heading with items, or with a table when it has columns. ``id`` names it in plain output."""

    id: str
    heading: str
    items: tuple[Item, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Page(NamedTuple):
    """The whole output. ``facts`` are the title's parts by name, for output without layout."""

    title: str
    subtitle: str
    lead: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]


def advice_page(advice: Advice) -> Page:
    """The advice: the word, the verdict and the main reason first; then everything behind it."""
    words = advice.words
    reasons = advice.reasons()
    pro = [r for r in reasons if r.separates > 0]
    con = [r for r in reasons if r.separates < 0]
    neutral = [r for r in reasons if r.separates == 0]
    undecided = advice.term is None
    why = "heading-reasons" if undecided else "heading-why"
    title = advice.term or words.say("undecided-term")
    lead = [words.text(pro[0].vote.claim.says)] if pro and not undecided else []
    blocks = [
        _assumed(advice),
        Block("reason", words.say(why, term=title), tuple(_reason(r, advice) for r in pro)),
        Block("against", words.say("heading-against"), tuple(_reason(r, advice) for r in con)),
        Block("neutral", words.say("heading-neutral"), tuple(_reason(r, advice) for r in neutral)),
        _current(advice),
        _why_not(advice),
        _readings(advice),
        _alternatives(advice),
        _terms(advice),
        _roles(advice),
        _change(advice),
        _open(advice),
        Block("note", words.say("heading-notes"), tuple(Item("", n) for n in advice.notes())),
    ]
    return Page(
        title=title,
        subtitle=_headline(advice),
        lead=(*lead, *([advice.warning] if advice.warning else [])),
        facts=_facts(advice),
        blocks=tuple(b for b in blocks if b.items or b.rows),
    )


def _facts(advice: Advice) -> tuple[tuple[str, str], ...]:
    decision = advice.decision
    named = [
        ("term", advice.term),
        ("concept", advice.concept),
        ("verdict", advice.verdict),
        ("role", decision.role),
        ("business", advice.request.business.id if advice.request.business else None),
        ("points", str(decision.points)),
        ("margin", str(decision.margin)),
        ("runner-up", decision.runner_up),
        ("warning", advice.warning),
    ]
    return tuple((name, value) for name, value in named if value is not None)


def _headline(advice: Advice) -> str:
    words, decision = advice.words, advice.decision
    if decision.winner is None:
        leaders = words.join((advice.name(c) or c for c in advice.leaders), "and")
        return words.say("headline-undecided", leaders=leaders)
    verdict = words.text(advice.knowledge.verdicts[decision.verdict].label)
    if decision.runner_up is None:
        return words.say("headline-alone", verdict=verdict)
    runner_up = advice.name(decision.runner_up)
    return words.say(f"headline-{decision.verdict}", margin=decision.margin, runner_up=runner_up)


def _reason(reason: Reason, advice: Advice) -> Item:
    words, claim = advice.words, reason.vote.claim
    label = _points(reason.effect, reason.points, reason.concept, advice)
    return Item(label, words.text(claim.says), cite(claim.source, claim.section, words))


def _points(effect: str, points: int, concept: str, advice: Advice) -> str:
    """``+4``, with the word it is for unless that is the word recommended."""
    signed = f"{'+' if effect == 'for' else '-'}{points}"
    return signed if concept == advice.concept else f"{signed} {advice.name(concept)}"


def cite(source: str, section: str, words: Words) -> str:
    """Document and section, as a reader needs them to find the place."""
    return words.say("citation", source=source, section=words.say("quote", text=section))


def _assumed(advice: Advice) -> Block:
    words = advice.words
    items = tuple(Item(words.question(q), words.answer(q, advice.answers[q])) for q in advice.assumed)
    heading = words.say("heading-assumed")
    if advice.request.business:
        business = words.text(advice.request.business.label)
        heading = words.say("labelled", label=heading, text=business)
    return Block("assumed", heading, items)


def _why_not(advice: Advice) -> Block:
    told = advice.why_not()
    if told is None:
        return Block("why-not", "")
    words = advice.words
    items = [Item("", told["says"])]
    for effect in ("against", "for"):
        items += [
            Item(
                _points(reason["effect"], reason["points"], reason["concept"], advice),
                reason["says"],
                cite(reason["source"], reason["section"], words),
            )
            for reason in told[effect]
        ]
    items += [
        Item(words.say("would-need"), change_text(flip["change"], words)) for flip in told["would_need"]
    ]
    return Block("why-not", words.say("heading-why-not", term=told["term"]), tuple(items))


def _current(advice: Advice) -> Block:
    told = advice.current()
    items = (Item(told["verdict"], told["says"]),) if told else ()
    return Block("current", advice.words.say("heading-current"), items)


def _readings(advice: Advice) -> Block:
    words = advice.words
    items = []
    for reading in advice.decision.readings:
        label = words.text(advice.knowledge.readings[reading.id].label)
        if reading.concept is None:
            text = words.say("reading-silent")
        else:
            state = {True: "agrees", False: "dissents", None: "picks"}[reading.agrees]
            text = words.say(f"reading-{state}", term=advice.name(reading.concept))
        detail = "; ".join(
            words.say("source-picks", source=v.id, term=advice.name(v.concept))
            if v.concept
            else words.say("source-silent", source=v.id)
            for v in reading.sources
        )
        items.append(Item(label, text, detail))
    return Block("reading", words.say("heading-readings"), tuple(items))


def _alternatives(advice: Advice) -> Block:
    words = advice.words
    items = tuple(
        Item(a["term"], a["when"], words.say("points", points=a["points"])) for a in advice.alternatives()
    )
    return Block("alternative", words.say("heading-alternatives"), items)


def _terms(advice: Advice) -> Block:
    items = tuple(designation_item(d, advice.words, advice.knowledge) for d in advice.designations())
    return Block("term", advice.words.say("heading-terms"), items)


def designation_item(designation: Designation, words: Words, knowledge: Knowledge) -> Item:
    """A term with its language, status, gender and forms; the note is the detail."""
    status = words.text(knowledge.statuses[designation.status].label)
    parts = [f"{status} ({designation.region})" if designation.region else status]
    if designation.gender:
        parts.append(words.say(f"gender-{designation.gender}"))
    parts += _forms(designation, words)
    language = words.say(f"language-{designation.language}")
    note = words.text(designation.note) if designation.note else ""
    return Item(f"{language}: {designation.term}", ", ".join(parts), note)


def _forms(designation: Designation, words: Words) -> list[str]:
    return [f"{words.say(f'form-{form}')} {word}" for form, word in designation.forms.items()]


def _roles(advice: Advice) -> Block:
    words = advice.words
    items = []
    for role, concept in advice.roles.items():
        if role == advice.decision.role:
            continue
        label = words.text(advice.knowledge.roles[role].label)
        if concept is None:
            text = words.say("role-undecided")
        else:
            message = "role-same" if concept == advice.concept else "reading-picks"
            text = words.say(message, term=advice.name(concept))
        items.append(Item(label, text))
    return Block("role", words.say("heading-roles"), tuple(items))


def change_text(change: Mapping[str, str], words: Words) -> str:
    """A set of changed answers as a phrase."""
    return words.join(
        words.say("labelled", label=words.question(q), text=words.answer(q, a)) for q, a in change.items()
    )


def _change(advice: Advice) -> Block:
    words = advice.words
    items = [
        Item(advice.name(flip.concept) or "", change_text(flip.change, words)) for flip in advice.flips()
    ]
    if not items:
        items.append(Item("", words.say("flip-none")))
    if advice.concept:
        items.append(Item("", words.say("robustness", **advice.robustness()._asdict())))
    return Block("change", words.say("heading-change"), tuple(items))


def _open(advice: Advice) -> Block:
    words = advice.words
    could = [words.question(o.question) for o in advice.decision.open_questions if o.could_change]
    items = (Item("", words.say("open-could", questions=words.join(could))),) if could else ()
    return Block("open", words.say("heading-open"), items)
