"""An advice in words, in the shape of the contract."""

from __future__ import annotations

from collections.abc import Iterable

from relcli.advice.advice import Advice
from relcli.advice.contrast import Contrast
from relcli.advice.reasons import Reason
from relcli.data import Data
from relcli.decide.counterfactuals import Flip
from relcli.language import Texts, preferred
from relcli.model import Designation
from relcli.render.names import designations_of, warn_one_word
from relcli.render.shapes import (
    FORMAT_VERSION,
    WireAdvice,
    WireAlternative,
    WireContrast,
    WireCurrent,
    WireDivision,
    WireFlip,
    WireIdentifiers,
    WirePerson,
    WirePlacement,
    WireReading,
    WireReason,
    WireRecommendation,
    WireTerm,
    WireTrade,
    WireVoice,
)
from relcli.render.wording import (
    Wording,
    alternatives_of,
    word_current,
    word_notes,
    word_placement,
    word_why_not,
    wording_of,
)


def wire_advice(advice: Advice, data: Data, texts: Texts) -> WireAdvice:
    """Put an advice into words and into the shape of the contract."""
    wording = wording_of(advice, data, texts)
    decision = advice.recommendation.decision
    return WireAdvice(
        format_version=FORMAT_VERSION,
        language=texts.language,
        answers=dict(advice.answers),
        business=_trade(wording),
        recommendation=_recommendation(wording),
        terms=[_term(designation, texts) for designation in designations_of(advice, data)],
        alternatives=_alternatives(wording),
        divided=[
            WireDivision(division.concept, wording.names.of(division.concept), texts.text(division.who))
            for division in advice.recommendation.divided
        ],
        reasons=_reasons(advice.reasons, texts),
        readings=_readings(wording),
        roles=[
            WirePerson(role, concept, wording.names.in_role(role, concept) if concept else None)
            for role, concept in advice.people.items()
        ],
        counterfactuals=_flips(advice.flips, wording),
        open_questions=decision.open_questions,
        why_not=_contrast(advice.why_not, wording) if advice.why_not else None,
        current=_current(wording),
        placement=_placement(wording),
        notes=word_notes(wording),
        command=advice.request.command(),
    )


def _trade(wording: Wording) -> WireTrade | None:
    request = wording.advice.request
    if request.trade is None:
        return None
    label = wording.texts.text(request.trade.label)
    return WireTrade(request.trade.id, label, list(wording.advice.assumed), request.withheld())


def _recommendation(wording: Wording) -> WireRecommendation:
    advice, names, texts = wording.advice, wording.names, wording.texts
    recommendation = advice.recommendation
    decision = recommendation.decision
    concept = names.concepts[recommendation.concept] if recommendation.concept else None
    return WireRecommendation(
        role=advice.request.role,
        concept=recommendation.concept,
        term=names.term,
        basis=recommendation.basis,
        general_term=names.general_term,
        verdict=recommendation.verdict,
        points=decision.points,
        margin=decision.margin,
        runner_up=decision.runner_up,
        robustness=advice.robustness,
        definition=texts.text(concept.definition) if concept else None,
        sources=concept.definition_sources if concept else (),
        forms=dict(preferred(concept, names.language).forms) if concept else {},
        warning=warn_one_word(advice, names, texts),
    )


def _term(designation: Designation, texts: Texts) -> WireTerm:
    return WireTerm(
        language=designation.language,
        term=designation.term,
        status=designation.status,
        gender=designation.gender,
        feminine=designation.forms.get("feminine"),
        plural=designation.forms.get("plural"),
        forms=dict(designation.forms),
        region=designation.region,
        contrast=designation.contrast,
        note=texts.text(designation.note) if designation.note else None,
    )


def _alternatives(wording: Wording) -> list[WireAlternative]:
    names = wording.names
    return [
        WireAlternative(concept, names.of(concept), points, wording.texts.text(names.concepts[concept].when))
        for concept, points in alternatives_of(wording)
    ]


def _reasons(reasons: Iterable[Reason], texts: Texts) -> list[WireReason]:
    return [
        WireReason(
            claim=reason.claim.id,
            source=reason.claim.source,
            section=reason.claim.section,
            question=reason.claim.question,
            answer=reason.answer,
            concept=reason.concept,
            effect=reason.effect,
            strength=reason.claim.strength,
            points=reason.points,
            says=texts.text(reason.claim.says),
        )
        for reason in reasons
    ]


def _readings(wording: Wording) -> list[WireReading]:
    def named(concept: str | None) -> str | None:
        return wording.names.of(concept) if concept else None

    return [
        WireReading(
            reading.id,
            reading.concept,
            named(reading.concept),
            reading.agrees,
            [WireVoice(voice.id, voice.concept, named(voice.concept)) for voice in reading.sources],
        )
        for reading in wording.advice.recommendation.decision.readings
    ]


def _flips(flips: Iterable[Flip], wording: Wording) -> list[WireFlip]:
    return [WireFlip(dict(flip.change), flip.concept, wording.names.of(flip.concept)) for flip in flips]


def _contrast(contrast: Contrast, wording: Wording) -> WireContrast:
    return WireContrast(
        concept=contrast.foil,
        term=wording.names.of(contrast.foil),
        points=contrast.points,
        behind=contrast.behind,
        says=word_why_not(contrast, wording),
        against=_reasons(contrast.against, wording.texts),
        pro=_reasons(contrast.pro, wording.texts),
        would_need=_flips(contrast.would_need, wording),
    )


def _current(wording: Wording) -> WireCurrent | None:
    current = wording.advice.current
    if current is None:
        return None
    return WireCurrent(current.word, current.verdict, current.concept, word_current(current, wording))


def _placement(wording: Wording) -> WirePlacement | None:
    placement = wording.advice.placement
    if placement is None:
        return None
    placed = word_placement(placement, wording)
    identifiers = None
    if placed.identifiers:
        names = placed.identifiers
        identifiers = WireIdentifiers(names["class"], names["plural"], names["key"], placed.unambiguous)
    return WirePlacement(
        placement.medium.id,
        wording.texts.text(placement.medium.label),
        placed.term,
        placed.counterpart,
        identifiers,
        list(placed.notes),
    )
