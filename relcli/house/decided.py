"""From an advice to the words of a house."""

from collections.abc import Mapping

from msgspec.structs import replace

from relcli.advice.advice import Advice
from relcli.advice.placement import place
from relcli.advice.reasons import main_reasons
from relcli.advice.recommendation import recommend
from relcli.advice.rivals import rivals_of
from relcli.advice.trade_terms import termbase_of
from relcli.data import Data
from relcli.house.avoided import admitted_words, words_to_avoid
from relcli.house.meaning import bare_term
from relcli.house.words import PAYER, Because, HouseRole, HouseVocabulary, TextWords
from relcli.language import Texts, term_for_role
from relcli.model import Concept


def house_of(advice: Advice, data: Data, texts: Texts) -> HouseVocabulary:
    """The words for everybody in the room, as the advice decides them, with reasons in one language."""
    advice = advice._replace(people=_people(advice, data))
    trade, termbase = advice.request.trade, _termbase(advice, data)
    roles = {r: _role(advice, r, concept, data, texts) for r, concept in advice.people.items() if concept}
    main = roles.get(PAYER)
    for name, role in roles.items():
        if main and role.concept == main.concept:
            # Whoever goes by the payer's word does so for the payer's reasons.
            roles[name] = replace(role, because=main.because)
    return HouseVocabulary(
        data=data.knowledge.date,
        trade=trade.id if trade else None,
        answers={
            **{q: a for q, a in advice.answers.items() if q not in advice.assumed},
            **advice.request.facts,
        },
        languages=_languages(advice, data),
        roles=roles,
        avoid=words_to_avoid(roles, termbase, {}, trade),
        texts=_texts(advice, data, roles),
    )


def _people(advice: Advice, data: Data) -> dict[str, str | None]:
    """Those who would go by the rival of the main word go by the main word, since a house says one of the
    two; not whom the trade, the situation or the law calls so."""
    people, request, termbase = {**advice.people}, advice.request, _termbase(advice, data)
    main, trade = people.get(PAYER), request.trade if request.sector else None
    if main is None:
        return people
    rivals = {rival.id for rival in rivals_of(PAYER, {PAYER: main}, termbase)}
    called = {**request.situated, **(trade.words if trade else {}), **request.lawful}
    for role in data.knowledge.roles.keys() & people.keys() - called.keys() - {PAYER}:
        if people[role] in rivals:
            people[role] = main
    return people


def _texts(advice: Advice, data: Data, roles: Mapping[str, HouseRole]) -> dict[str, TextWords]:
    """The texts in which those who are meant go by another word; who is spoken to needs none."""
    role = advice.request.role
    if role not in roles:
        return {}
    found: dict[str, TextWords] = {}
    for medium in data.media.values():
        words: dict[str, str] = {}
        for language, main in roles[role].words.items():
            request = advice.request._replace(term_languages=(language,))
            placed = place(request, advice.answers, roles[role].concept, medium).word
            # A term with blanks is the word itself.
            if placed and "{" not in placed.term:
                bare = bare_term(placed.term, language, data, _termbase(advice, data))
                if bare and bare != main:
                    words[language] = placed.term
        if words:
            found[medium.id] = TextWords({role: words}, medium.paths)
    return found


def _languages(advice: Advice, data: Data) -> tuple[str, ...]:
    """Those that were asked for by name, else all."""
    return advice.request.term_languages or tuple(data.knowledge.languages)


def _termbase(advice: Advice, data: Data) -> Mapping[str, Concept]:
    return termbase_of(data, advice.request.trade if advice.request.sector else None)


def _role(advice: Advice, role: str, concept_id: str, data: Data, texts: Texts) -> HouseRole:
    concept = _termbase(advice, data)[concept_id]
    words = {language: term_for_role(concept, role, language) for language in _languages(advice, data)}
    recommendation = recommend(data.ballots, advice.request, advice.answers, role)
    # The strongest reason; none where nothing was heard, or the trade's own word leads.
    reasons = main_reasons(recommendation.decision) if recommendation.basis != "sector" else ()
    claims = [reason.claim for reason in reasons if reason.separates > 0][:1]
    return HouseRole(
        concept=concept_id,
        words=words,
        admitted=admitted_words(concept, words, advice.people[PAYER]),
        verdict=recommendation.verdict,
        because=tuple(Because(texts.text(claim.says), claim.source, claim.section) for claim in claims),
    )
