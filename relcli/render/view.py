"""What an output says, as pages of worded blocks: every renderer shows the same page.

A page has a title, lines under it, and blocks. A block is a list of items (label, text, detail) or
a table with columns. All wording is done here; a renderer only lays out.
"""

from collections.abc import Mapping
from typing import NamedTuple

from relcli.advice import Advice
from relcli.language import Texts, cite
from relcli.model import Designation, Knowledge
from relcli.recommendation import Reason


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
    texts = advice.texts
    reasons = advice.reasons()
    pro = [r for r in reasons if r.separates > 0]
    con = [r for r in reasons if r.separates < 0]
    neutral = [r for r in reasons if r.separates == 0]
    undecided = advice.decision.winner is None
    decided = "heading-why-general" if advice.basis == "sector" else "heading-why"
    why = "heading-reasons" if undecided else decided
    documents_word = advice.name(advice.decision.winner) or ""
    blocks = [
        _current(advice),
        _placement(advice),
        _why_not(advice),
        _divided(advice),
        Block("reason", texts.say(why, term=documents_word), tuple(_reason(r, advice) for r in pro)),
        Block("against", texts.say("heading-against"), tuple(_reason(r, advice) for r in con)),
        Block("neutral", texts.say("heading-neutral"), tuple(_reason(r, advice) for r in neutral)),
        _readings(advice),
        _alternatives(advice),
        _terms(advice),
        _roles(advice),
        _assumed(advice),
        _change(advice),
        _open(advice),
        Block("note", texts.say("heading-notes"), tuple(Item("", n) for n in advice.notes())),
    ]
    return Page(
        title=advice.term or texts.say("undecided-term"),
        subtitle=headline(advice),
        lead=(*_lead(advice, pro), *([advice.warning] if advice.warning else [])),
        facts=_facts(advice),
        blocks=tuple(b for b in blocks if b.items or b.rows),
    )


def _lead(advice: Advice, pro: list[Reason]) -> list[str]:
    """The one sentence to read: the trade's definition, or the document that speaks loudest."""
    texts = advice.texts
    if advice.basis == "sector" and advice.concept:
        concept = advice.concepts[advice.concept]
        sources = texts.say("separator").join(
            cite(c.source, c.section, texts) for c in concept.definition_sources
        )
        return [f"{texts.text(concept.definition)} ({sources})"]
    if advice.concept and pro:
        return [texts.text(pro[0].vote.claim.says)]
    return []


def _facts(advice: Advice) -> tuple[tuple[str, str], ...]:
    decision = advice.decision
    named = [
        ("term", advice.term),
        ("concept", advice.concept),
        ("verdict", advice.verdict),
        ("role", advice.request.role),
        ("business", advice.request.trade.id if advice.request.trade else None),
        ("basis", advice.basis),
        ("general-term", advice.general_term),
        ("points", str(decision.points)),
        ("margin", str(decision.margin)),
        ("runner-up", decision.runner_up),
        ("warning", advice.warning),
    ]
    return tuple((name, value) for name, value in named if value is not None)


def headline(advice: Advice) -> str:
    """The verdict in a line."""
    texts, decision = advice.texts, advice.decision
    verdict = texts.text(advice.knowledge.verdicts[advice.verdict].label)
    if advice.basis == "sector":
        general = advice.general_term
        if general in (None, advice.term):
            return texts.say("headline-party", verdict=verdict)
        return texts.say("headline-sector", verdict=verdict, general=general)
    if decision.winner is None:
        leaders = texts.join(advice.name(c) or c for c in advice.leaders)
        return texts.say("headline-undecided", leaders=leaders)
    if decision.runner_up is None:
        return texts.say("headline-alone", verdict=verdict)
    runner_up = advice.name(decision.runner_up)
    return texts.say(f"headline-{decision.verdict}", margin=decision.margin, runner_up=runner_up)


def _divided(advice: Advice) -> Block:
    items = tuple(
        Item(advice.name(concept) or concept, advice.texts.text(who)) for concept, who in advice.divided()
    )
    return Block("divided", advice.texts.say("heading-divided"), items)


def _placement(advice: Advice) -> Block:
    place = advice.placement()
    if place is None:
        return Block("for", "")
    say, items = advice.texts.say, [Item("", place["term"])]
    if place["counterpart"]:
        items.append(Item(say("label-counterpart"), place["counterpart"]))
    if place["identifiers"]:
        names = dict(place["identifiers"])
        unambiguous = names.pop("unambiguous")
        items.append(Item(say("label-identifiers"), ", ".join(names.values())))
        if unambiguous:
            items.append(Item(say("label-unambiguous"), unambiguous))
    items += [Item("", note) for note in place["notes"]]
    return Block("for", say("heading-for", place=place["label"]), tuple(items))


def _reason(reason: Reason, advice: Advice) -> Item:
    texts, claim = advice.texts, reason.vote.claim
    return Item(advice.points_of(reason), texts.text(claim.says), cite(claim.source, claim.section, texts))


def _assumed(advice: Advice) -> Block:
    texts = advice.texts
    items = tuple(Item(texts.question(q), texts.answer(q, advice.answers[q])) for q in advice.assumed)
    heading = texts.say("heading-assumed")
    if advice.request.trade:
        trade = texts.text(advice.request.trade.label)
        heading = texts.say("labelled", label=heading, text=trade)
    return Block("assumed", heading, items)


def _why_not(advice: Advice) -> Block:
    contrast = advice.why_not()
    if contrast is None:
        return Block("why-not", "")
    texts = advice.texts
    items = [Item("", contrast.says)]
    items += [_reason(reason, advice) for reason in (*contrast.against, *contrast.pro)]
    items += [Item(texts.say("would-need"), change_text(flip.change, texts)) for flip in contrast.would_need]
    term = advice.name(contrast.foil)
    return Block("why-not", texts.say("heading-why-not", term=term), tuple(items))


def _current(advice: Advice) -> Block:
    told = advice.current()
    items = (Item(told["verdict"], told["says"]),) if told else ()
    return Block("current", advice.texts.say("heading-current"), items)


def _readings(advice: Advice) -> Block:
    texts = advice.texts
    items = []
    for reading in advice.decision.readings:
        label = texts.text(advice.knowledge.readings[reading.id].label)
        if reading.concept is None:
            text = texts.say("reading-silent")
        else:
            state = {True: "agrees", False: "dissents", None: "picks"}[reading.agrees]
            text = texts.say(f"reading-{state}", term=advice.name(reading.concept))
        detail = texts.say("separator").join(
            texts.say("source-picks", source=v.id, term=advice.name(v.concept))
            if v.concept
            else texts.say("source-silent", source=v.id)
            for v in reading.sources
        )
        items.append(Item(label, text, detail))
    return Block("reading", texts.say("heading-readings"), tuple(items))


def _alternatives(advice: Advice) -> Block:
    """Only the words that something speaks for, unless nothing speaks for any of them."""
    texts = advice.texts
    alternatives = advice.alternatives()
    spoken_for = [a for a in alternatives if a["points"] > 0] or alternatives
    items = tuple(Item(a["term"], a["when"], texts.say("points", points=a["points"])) for a in spoken_for)
    return Block("alternative", texts.say("heading-alternatives"), items)


def _terms(advice: Advice) -> Block:
    items = tuple(designation_item(d, advice.texts, advice.knowledge) for d in advice.designations())
    return Block("term", advice.texts.say("heading-terms"), items)


def designation_item(designation: Designation, texts: Texts, knowledge: Knowledge) -> Item:
    """A term with its language, status, gender and forms; the note is the detail."""
    status = texts.text(knowledge.statuses[designation.status].label)
    parts = [f"{status} ({designation.region})" if designation.region else status]
    if designation.gender:
        parts.append(texts.say(f"gender-{designation.gender}"))
    parts += _forms(designation, texts)
    language = texts.say(f"language-{designation.language}")
    note = texts.text(designation.note) if designation.note else ""
    label = texts.say("labelled", label=language, text=designation.term)
    return Item(label, ", ".join(parts), note)


def _forms(designation: Designation, texts: Texts) -> list[str]:
    return [f"{texts.say(f'form-{form}')} {word}" for form, word in designation.forms.items()]


def _roles(advice: Advice) -> Block:
    texts = advice.texts
    items = []
    for role, concept in advice.roles.items():
        if role == advice.request.role:
            continue
        if concept is None:
            text = texts.say("role-undecided")
        else:
            term = advice.name_in_role(role, concept)
            same = concept == advice.concept and term == advice.term
            text = texts.say("role-same" if same else "reading-picks", term=term)
        items.append(Item(advice.role_label(role), text))
    return Block("role", texts.say("heading-roles"), tuple(items))


def change_text(change: Mapping[str, str], texts: Texts) -> str:
    """A set of changed answers as a phrase."""
    return texts.join(
        texts.say("labelled", label=texts.question(q), text=texts.answer(q, a)) for q, a in change.items()
    )


def _change(advice: Advice) -> Block:
    texts = advice.texts
    items = [
        Item(advice.name(flip.concept) or "", change_text(flip.change, texts)) for flip in advice.flips()
    ]
    if not items:
        items.append(Item("", texts.say("flip-none")))
    if advice.decision.winner:
        items.append(Item("", texts.say("robustness", **advice.robustness()._asdict())))
    if advice.general:
        heading = texts.say("heading-change-general", term=advice.general_term)
    else:
        heading = texts.say("heading-change")
    return Block("change", heading, tuple(items))


def _open(advice: Advice) -> Block:
    texts = advice.texts
    could = [texts.question(o.question) for o in advice.decision.open_questions if o.could_change]
    items = (Item("", texts.say("open-could", questions=texts.join(could))),) if could else ()
    return Block("open", texts.say("heading-open"), items)
