"""The termbase in the mouth of a trade: what it says comes first, and other words are made of that."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from relcli.advice.request import DEFAULT_ROLE, Request
from relcli.data import Data
from relcli.language import preferred
from relcli.model import LANGUAGES, Concept, Designation, PerLanguage
from relcli.model.languages import TermPattern
from relcli.model.trades import Trade
from relcli.overlay import Overlay

PROSPECT = "prospect"


def concepts_of(data: Data, request: Request) -> Mapping[str, Concept]:
    """The documents' concepts, and those of the trades only where one of their words may come up."""
    trade = request.trade if request.sector else None
    has_words = trade and (trade.divided or trade.words or trade.parties or trade.said)
    is_settled = request.situated or request.lawful or request.asked_role in data.knowledge.parties
    return termbase_of(data, trade) if has_words or is_settled else data.knowledge.concepts


def termbase_of(data: Data, trade: Trade | None) -> Mapping[str, Concept]:
    """Every concept with its terms in the order of the trade: the one that it says is the preferred one, and
    whoever may join those it serves is called after them."""
    if trade is None:
        return data.termbase
    own = dict[str, Concept]()
    termbase = Overlay(own, data.termbase)
    for language, words in trade.said.items():
        for concept, term in words.items():
            own[concept] = _with_terms(
                termbase[concept], language, _said_first(termbase[concept].designations[language], term)
            )
    # Whoever is not one yet would pay; where the trade has no word for that, he is of those whom it means.
    payer = DEFAULT_ROLE in trade.words or DEFAULT_ROLE in (trade.whom or (DEFAULT_ROLE,))
    joined = {**trade.words, **trade.parties}.get(DEFAULT_ROLE if payer else trade.whom[0])
    if joined and PROSPECT in termbase:
        own[PROSPECT] = _called_after(termbase[joined], termbase, data)
    return termbase


def words_meant(trade: Trade, data: Data, language: str) -> str:
    """What its people call those they mean, who may be several."""
    called = {**trade.words, **trade.parties}
    if len(trade.whom) > 1 and called.keys() >= {*trade.whom}:
        concepts = termbase_of(data, trade)
        return " · ".join(preferred(concepts[called[role]], language).term for role in trade.whom)
    return trade.expect.get(language, "")


def _with_terms(concept: Concept, language: str, terms: Iterable[Designation]) -> Concept:
    own = (tuple(terms) if code == language else found for code, found in concept.designations.items())
    return replace(concept, designations=PerLanguage(*own))


def _said_first(terms: Iterable[Designation], said: str) -> list[Designation]:
    """The terms with one of them preferred; what was preferred is admitted."""
    status = {True: "preferred", False: "admitted"}
    return sorted(
        (
            replace(d, status=status[d.term == said]) if d.term == said or d.status == "preferred" else d
            for d in terms
        ),
        key=lambda d: d.status != "preferred",
    )


def _called_after(concept: Concept, termbase: Mapping[str, Concept], data: Data) -> Concept:
    """The prospect of a trade with a word of its own; where that is the word for any customer, so is his."""
    prospect = termbase[PROSPECT]
    for language in LANGUAGES:
        word = preferred(concept, language)
        plain = {preferred(termbase[other], language).term for other in prospect.contrasts}
        patterns = data.languages[language].prospects
        fitting = [p for p in patterns if concept.id in p.concepts] or [p for p in patterns if not p.concepts]
        made = _made_of(word, fitting[0]) if fitting and word.term not in plain else None
        prospect = _with_terms(prospect, language, [made]) if made else prospect
    return prospect


def _made_of(word: Designation, pattern: TermPattern) -> Designation | None:
    """The term that the pattern makes of the word; None for one whose gender it has no forms for."""
    forms = {"term": word.term, **word.forms}
    shifted = {form: form for form in forms}
    if word.gender == "feminine":  # Its own forms are what another noun has as its feminine ones.
        shifted = {form: "feminine" if form == "term" else f"feminine_{form}" for form in forms}
    blanks = {shifted[form]: spelling for form, spelling in forms.items()}
    texts = {"term": pattern.term, **pattern.forms}
    made = {}
    for form in forms:
        text = texts.get(shifted[form])
        if text is not None and shifted[form] in blanks:
            made[form] = text.format_map({"term": word.term, **blanks})
    if word.gender == "neuter" or "term" not in made:
        return None
    return replace(
        word, term=made.pop("term"), forms=made, contrast=None, follows=None, note=None, region=None
    )
