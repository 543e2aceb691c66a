"""An advice in words, in the shape of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec import Struct

from relcli.advice.advice import Advice
from relcli.advice.reasons import Reason
from relcli.data import Data
from relcli.decide.counterfactuals import Flip
from relcli.language import Texts, preferred
from relcli.model import Text
from relcli.render import shape_parts as parts
from relcli.render import shapes
from relcli.render.deciding import word_fact
from relcli.render.example import example_of_use
from relcli.render.people import word_people
from relcli.render.placed import texts_that_differ, word_placement
from relcli.render.wording import (
    Wording,
    renamed_forms,
    renaming_steps,
    word_asking,
    word_current,
    word_notes,
    word_why_not,
)

_S = TypeVar("_S", bound=Struct)


def wire_advice(advice: Advice, data: Data, texts: Texts) -> shapes.WireAdvice:
    """Put an advice into words and into the shape of the contract."""
    wording = Wording(advice, data, texts)
    recommendation, request = advice.recommendation, advice.request
    trade, told = request.trade, texts.text
    return shapes.WireAdvice(
        format_version=shapes.FORMAT_VERSION,
        language=texts.language,
        answers=dict(advice.answers),
        facts=dict(request.facts),
        business=parts.WireTrade(
            trade.id,
            told(trade.label),
            "exact" if request.trade_as is None else "close",
            list(advice.assumed),
            request.withheld(),
        )
        if trade
        else None,
        recommendation=_recommendation(wording),
        terms=[
            _filled(parts.WireTerm, texts, d, feminine=d.forms.get("feminine"), plural=d.forms.get("plural"))
            for d in wording.designations()
        ],
        alternatives=[
            parts.WireAlternative(c, wording.of(c), points, told(wording.concepts[c].when))
            for c, points in wording.alternatives()
        ],
        divided=[parts.WireDivision(d.concept, term, told(d.who)) for d, term in wording.divided()],
        example=_example(wording),
        because=[
            parts.WireBecause(f.question, f.answer, word_fact(f, wording), f.sources, f.effect)
            for f in advice.because
        ],
        reasons=_reasons(advice.reasons, texts),
        readings=_readings(wording),
        roles=_roles(wording),
        texts=[parts.WireText(medium.id, term, why) for medium, term, why in texts_that_differ(wording)],
        law=_laws(wording),
        situation=[told(situation.says) for situation in advice.situations if situation.says],
        ask_them=word_asking(wording),
        whom=_people(advice.request.whom, wording),
        counterfactuals=_flips(advice.flips, wording),
        open_questions=recommendation.decision.open_questions,
        why_not=_contrast(wording),
        current=_current(wording),
        placement=_placement(wording),
        notes=word_notes(wording),
        command=request.command(),
    )


def _filled(shape: type[_S], texts: Texts, source: object, **own: object) -> _S:
    """The shape with these fields, and the others from the attributes of the same names."""
    for field in shape.__struct_fields__:
        if field not in own:
            value = getattr(source, field)
            own[field] = texts.text(value) if isinstance(value, Text) else value
    return shape(**own)


def _people(roles: Iterable[str], wording: Wording) -> list[parts.WirePerson]:
    def person(role: str, concept: str | None) -> parts.WirePerson:
        return parts.WirePerson(role, concept, wording.in_role(role, concept) if concept else None)

    return [person(role, wording.advice.people.get(role)) for role in roles]


def _roles(wording: Wording) -> list[parts.WireRole]:
    return [
        parts.WireRole(
            *(person.role, person.concept, told.term, told.definition, told.identifier, person.kind),
            [parts.WireRelation(to, how) for to, how in person.relations],
            *(person.owner, told.sourced),
        )
        for person, told in zip(wording.advice.room, word_people(wording), strict=True)
    ]


def _example(wording: Wording) -> parts.WireExample | None:
    example = example_of_use(wording)
    if example is None or wording.term is None:
        return None
    return parts.WireExample(next(iter(example.say), wording.term), example.avoid)


def _laws(wording: Wording) -> list[parts.WireLaw]:
    return [
        _filled(
            parts.WireLaw,
            wording.texts,
            law.regulation,
            concept=law.regulation.names,
            term=wording.plain(law.regulation.names) if law.regulation.names else None,
            holds=law.holds,
        )
        for law in wording.advice.laws
    ]


def _recommendation(wording: Wording) -> parts.WireRecommendation:
    advice, texts = wording.advice, wording.texts
    recommendation = advice.recommendation
    concept = wording.concepts[recommendation.concept] if recommendation.concept else None
    return _filled(
        parts.WireRecommendation,
        texts,
        recommendation,
        points=recommendation.decision.points,
        margin=recommendation.decision.margin,
        runner_up=recommendation.decision.runner_up,
        term=wording.term,
        general_term=wording.general_term,
        robustness=advice.robustness,
        definition=texts.text(concept.definition) if concept else None,
        sources=concept.definition_sources if concept else (),
        forms=dict(preferred(concept, wording.language).forms) if concept else {},
        warning=wording.warning(),
    )


def _reasons(reasons: Iterable[Reason], texts: Texts) -> list[parts.WireReason]:
    return [
        parts.WireReason(
            *(claim.id, claim.source, claim.section, claim.question, reason.answer, reason.concept),
            *(reason.effect, claim.strength, reason.points, texts.text(claim.says)),
        )
        for reason in reasons
        for claim in [reason.claim]
    ]


def _readings(wording: Wording) -> list[parts.WireReading]:
    def term(concept: str | None) -> str | None:
        return wording.plain(concept) if concept else None

    return [
        parts.WireReading(
            *(reading.id, reading.concept, term(reading.concept), reading.agrees),
            [parts.WireVoice(voice.id, voice.concept, term(voice.concept)) for voice in reading.sources],
        )
        for reading in wording.advice.recommendation.decision.readings
    ]


def _flips(flips: Iterable[Flip], wording: Wording) -> list[parts.WireFlip]:
    return [parts.WireFlip(dict(flip.change), flip.concept, wording.of(flip.concept)) for flip in flips]


def _contrast(wording: Wording) -> parts.WireContrast | None:
    contrast = wording.advice.why_not
    return contrast and _filled(
        parts.WireContrast,
        wording.texts,
        contrast,
        concept=contrast.foil,
        term=wording.of(contrast.foil),
        says=word_why_not(contrast, wording),
        against=_reasons(contrast.against, wording.texts),
        pro=_reasons(contrast.pro, wording.texts),
        would_need=_flips(contrast.would_need, wording),
    )


def _current(wording: Wording) -> parts.WireCurrent | None:
    current = wording.advice.current
    return current and _filled(
        parts.WireCurrent,
        wording.texts,
        current,
        says=word_current(current, wording),
        forms=[parts.WireRenamed(form, *words) for form, words in renamed_forms(current, wording).items()],
        steps=[parts.WireStep(*step) for step in renaming_steps(current, wording)],
    )


def _placement(wording: Wording) -> parts.WirePlacement | None:
    placement = wording.advice.placement
    if placement is None:
        return None
    placed, medium = word_placement(placement, wording), placement.medium
    names = placed.identifiers
    identifiers = parts.WireIdentifiers(*names, placed.unambiguous) if names else None
    label = wording.texts.text(medium.label)
    return parts.WirePlacement(medium.id, label, placed.term, placed.counterpart, identifiers, placed.notes)
