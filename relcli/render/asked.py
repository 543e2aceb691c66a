"""What was asked about one word, alone: why it is not the word, or what to do with the one in use."""

from __future__ import annotations

from collections.abc import Iterable

from relcli.advice.advice import Advice
from relcli.advice.deciding import DecidingFact, facts_between
from relcli.advice.reasons import Contrast, CurrentWord
from relcli.data import Data
from relcli.language import Texts
from relcli.render.card import CardSection, fitted
from relcli.render.deciding import word_change, word_fact
from relcli.render.head import advice_facts, corner
from relcli.render.page import Item, Page
from relcli.render.wording import Wording, renamed_forms, word_current, word_why_not

ASKED_SCREENS = ((80, 5), (60, 7))
FACTS_A_SIDE = 2


def asked_page(advice: Advice, data: Data, texts: Texts) -> Page:
    """Five lines for an advice that was asked about a word."""
    wording = Wording(advice, data, texts)
    current, foil = advice.current, advice.why_not
    title, sections = wording.headline(), list[CardSection]()
    if foil:
        title = _title_of_foil(foil, wording)
        sections += _sections_of_foil(foil, wording)
    if current:
        title = texts.say(f"current-{current.verdict}-title", word=current.word, term=wording.term or "")
        sections += _sections_of_current(current, wording)
    page = Page(title, corner(wording), (), advice_facts(wording), (), is_card=True)
    return fitted(page, sections, ASKED_SCREENS if not (foil and current) else ())


def _title_of_foil(foil: Contrast, wording: Wording) -> str:
    term = wording.of(foil.foil)
    if foil.message == "why-not-is-it" or wording.term is None:
        return wording.headline()
    return wording.texts.say("why-not-title", term=wording.term, foil=term)


def _sections_of_foil(foil: Contrast, wording: Wording) -> Iterable[CardSection]:
    say, decision = wording.texts.say, wording.advice.recommendation.decision
    # Of the trade's own word the reason has been told.
    facts = facts_between(decision, foil.foil) if foil.behind else []
    pro = [fact for fact in facts if fact.effect == "for"]
    con = [fact for fact in facts if fact.effect == "against"]
    yield CardSection("why-not", "", _items(word_why_not(foil, wording)), rank=1, keep=1)
    yield CardSection("against", say("card-against"), _told(pro, wording), rank=3, keep=1)
    yield CardSection("for", say("card-for"), _told(con, wording), rank=4, keep=1)
    # Whatever is answered, a trade that has a word of its own keeps it.
    flips = () if wording.advice.recommendation.basis == "sector" else foil.would_need[:1]
    changes = (word_change(flip.change, wording.texts) for flip in flips)
    term = wording.texts.quote([wording.of(foil.foil)])[0]
    turned = [say("card-turns-into", term=term, facts=facts) for facts in changes]
    yield CardSection("turns", say("card-turns"), _items(*turned), rank=2)


def _told(facts: Iterable[DecidingFact], wording: Wording) -> list[Item]:
    """What speaks for a side, with the documents."""
    few = [*facts][:FACTS_A_SIDE]
    return [Item("", word_fact(f, wording), ", ".join(f.sources), key=f.question or "") for f in few]


def _sections_of_current(current: CurrentWord, wording: Wording) -> Iterable[CardSection]:
    say = wording.texts.say
    yield CardSection("current", "", _items(word_current(current, wording)), rank=1, keep=1)
    forms = dict.fromkeys(renamed_forms(current, wording).values())
    told = " · ".join(say("rename-form", old=old, new=new) for old, new in forms)
    yield CardSection("forms", say("card-forms"), _items(told), rank=2)
    following = say("card-rename-next") if current.verdict != "keep" else ""
    yield CardSection("next", say("card-next"), _items(following), rank=3)


def _items(*texts: str) -> list[Item]:
    return [Item("", text) for text in texts if text]
