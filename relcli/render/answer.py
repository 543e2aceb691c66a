"""The answer on one screen: which word, how it is said, why, who else is there, what next.

What does not fit is left out, the least needed first; ``--explain`` has it all (``relcli.render.account``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relcli.advice.advice import Advice
from relcli.advice.deciding import DecidingFact
from relcli.data import Data
from relcli.decide.counterfactuals import Flip
from relcli.language import DEFAULT, Texts, preferred
from relcli.render.card import SCREENS, CardSection, fitted
from relcli.render.deciding import word_change, word_fact
from relcli.render.example import example_of_use, phrases_with
from relcli.render.head import advice_facts, corner, divided_items, forms_line, unobvious_forms
from relcli.render.page import Item, Page
from relcli.render.placed import texts_that_differ, word_placement
from relcli.render.room import people_shown
from relcli.render.wording import Wording

FACTS, AGAINST, PEOPLE = 3, 2, 4
"""So many facts, counter-arguments and other people at most."""
SERIOUS = 4
"""What moves the lead so far against a word is told even where the word is clear."""


def answer_page(advice: Advice, data: Data, texts: Texts, *, taken: int = 0) -> Page:
    """The card, for every advice; ``taken`` lines of the screen hold what can be done with it."""
    wording = Wording(advice, data, texts)
    first, *others = wording.heads() or [wording.headline()]
    lead = [*forms_line(wording), *others, *_undecided(wording)]
    lead += [texts.text(situation.says) for situation in advice.situations if situation.says]
    page = Page(first, corner(wording), (*lead,), advice_facts(wording), (), is_card=True)
    sections = [section for section in _sections(wording) if not taken or section.id != "next"]
    return fitted(page, sections, [(columns, lines - taken) for columns, lines in SCREENS])


def _sections(wording: Wording) -> Iterator[CardSection]:
    """In the order in which they are read, each with its rank: the higher, the sooner it is left out."""
    say, because = wording.texts.say, wording.advice.because
    pro = [fact for fact in because if fact.effect == "for"]
    undecided = wording.advice.recommendation.concept is None
    place = wording.advice.placement and wording.texts.text(wording.advice.placement.medium.label)
    yield CardSection("for", place or "", _placement(wording), rank=4, keep=1, gap=True)
    yield CardSection("say", say("card-say"), _say(wording), rank=3, gap=True)
    yield CardSection("not", say("card-not"), _not(wording), rank=3)
    yield CardSection("law", say("card-law"), _law(wording), rank=3, keep=1, gap=True)
    yield CardSection("ask", say("card-ask"), _asking(wording), rank=3)
    yield CardSection(
        "because", say("card-because"), word_facts(pro[:FACTS], wording), rank=4, keep=1, gap=True
    )
    yield CardSection("close", say("card-close"), _close_call(wording), rank=1, keep=2)
    yield CardSection("but", say("card-but"), _against(wording), rank=5)
    if not _is_close(wording):
        yield CardSection("turns", say("card-turns"), _turns(wording), rank=7)
    yield CardSection("open", say("card-open"), _open(wording) if undecided else [], rank=2, keep=1)
    yield CardSection("divided", say("card-divided"), divided_items(wording), rank=6, keep=2, gap=True)
    yield CardSection("also", say("card-also"), _also(wording), rank=6, keep=1, gap=True)
    yield CardSection("text", say("card-texts"), _texts(wording), rank=9)
    yield CardSection("term", say("card-languages"), _languages(wording), rank=2, gap=True)
    yield CardSection("note", say("card-note"), _notes(wording), rank=10)
    yield CardSection("assumed", say("card-assumed"), _assumed(wording), rank=8, gap=True)
    yield CardSection("next", "", _next(wording), rank=0, keep=1, gap=True)


def _undecided(wording: Wording) -> Iterator[str]:
    decision, texts = wording.advice.recommendation.decision, wording.texts
    if wording.advice.recommendation.concept is None:
        leaders = texts.join(texts.quote(map(wording.of, decision.leaders)))
        yield texts.say("headline-undecided", leaders=leaders)


# ---- the word and how it is said --------------------------------------------------------------------------


def _placement(wording: Wording) -> Iterator[Item]:
    if wording.advice.placement:
        say, placed = wording.texts.say, word_placement(wording.advice.placement, wording)
        yield Item("", placed.term, key="word")
        if placed.counterpart:
            yield Item(say("label-counterpart"), placed.counterpart, key="counterpart")
        if placed.identifiers:
            names = ", ".join(filter(None, (placed.unambiguous, *placed.identifiers)))
            yield Item(say("label-identifiers"), names, key="identifiers")
        yield from (Item("", note) for note in placed.notes)


def _say(wording: Wording) -> Iterator[Item]:
    """What one says with the word; where several are meant, with each of their words."""
    whom, texts = wording.advice.request.whom, wording.texts
    for role in whom:
        concept = wording.advice.people.get(role)
        if concept and (phrases := phrases_with(concept, wording.in_role(role, concept), wording)):
            label = wording.in_role(role, concept) if len(whom) > 1 else ""
            told = [*phrases.say, *filter(None, [phrases.ui])]
            yield Item(label, ", ".join(texts.quote(told)), key=role)


def _not(wording: Wording) -> Iterator[Item]:
    example, texts = example_of_use(wording), wording.texts
    if example and example.avoid:
        words = ", ".join(example.avoid)
        kept = texts.join(texts.quote(example.keep))
        yield Item("", texts.say("card-keep", words=words, kept=kept) if kept else words)


# ---- why ---------------------------------------------------------------------------------------------------


def word_facts(facts: Iterable[DecidingFact], wording: Wording) -> Iterator[Item]:
    """Each fact of the business on a line, with the documents that go by it."""
    yield from (
        Item("", word_fact(fact, wording), ", ".join(fact.sources), key=fact.question or "") for fact in facts
    )


def _against(wording: Wording) -> Iterator[Item]:
    is_clear = wording.advice.recommendation.verdict == "clear"
    con = [fact for fact in wording.advice.because if fact.effect == "against"]
    for fact in con[:AGAINST]:
        if (not is_clear or -fact.weight >= SERIOUS) and not _shares_word(fact.concept, wording):
            values = {"fact": word_fact(fact, wording), "term": wording.of(fact.concept)}
            text = wording.texts.say("card-for-other", **values)
            yield Item("", text, ", ".join(fact.sources), key=fact.question or "")


def _is_close(wording: Wording) -> bool:
    recommendation = wording.advice.recommendation
    return recommendation.verdict == "contested" and recommendation.basis != "sector"


def _close_call(wording: Wording) -> Iterator[Item]:
    """Both words, what decides, and that one of them is to be said everywhere."""
    decision, say = wording.advice.recommendation.decision, wording.texts.say
    winner, runner_up = decision.winner, decision.runner_up
    if _is_close(wording) and winner and runner_up and _shares_word(runner_up, wording):
        english = (preferred(wording.concepts[c], DEFAULT).term for c in (winner, runner_up))
        first, second = wording.texts.quote(english)
        [term] = wording.texts.quote([wording.plain(runner_up)])
        yield Item("", say("card-close-in-english", term=term, first=first, second=second))
    elif _is_close(wording) and runner_up:
        yield Item("", say("card-close-call", other=wording.texts.quote([wording.of(runner_up)])[0]))
        for flip in _smallest_change(wording):
            [term] = wording.texts.quote([wording.of(flip.concept)])
            yield Item("", say("card-decides", facts=word_change(flip.change, wording.texts), term=term))


def _shares_word(concept: str, wording: Wording) -> bool:
    """Is it called as the recommended one in this language? Then nobody has to choose."""
    return wording.plain(concept) == wording.term


def _smallest_change(wording: Wording) -> tuple[Flip, ...]:
    if wording.advice.recommendation.basis == "sector" or wording.advice.recommendation.concept is None:
        return ()
    return tuple(f for f in wording.advice.flips[:1] if not _shares_word(f.concept, wording))


def _turns(wording: Wording) -> Iterator[Item]:
    for flip in _smallest_change(wording):
        facts, [term] = (
            word_change(flip.change, wording.texts),
            wording.texts.quote([wording.of(flip.concept)]),
        )
        yield Item("", wording.texts.say("card-turns-into", term=term, facts=facts))


def _open(wording: Wording) -> Iterator[Item]:
    questions = wording.advice.recommendation.decision.open_questions
    for question in [o.question for o in questions if o.could_change][:AGAINST]:
        yield Item("", wording.texts.ask(question), f"--{question}", key=question)


def _law(wording: Wording) -> Iterator[Item]:
    """What the law says of those who are meant, and what it asks."""
    texts, meant = wording.texts, {wording.advice.people.get(role) for role in wording.advice.request.whom}
    for law in wording.advice.laws:
        regulation = law.regulation
        if regulation.asks and not law.holds:
            yield Item("", texts.ask(regulation.asks), f"--{regulation.asks} yes|no")
        elif meant & {regulation.names, *regulation.concepts}:
            where, text = regulation.jurisdiction, texts.text(regulation.says)
            jurisdiction = texts.say(f"jurisdiction-{where.lower()}")
            told = texts.say("card-in-law", jurisdiction=jurisdiction, text=text)
            yield Item("", told, regulation.source)


def _asking(wording: Wording) -> Iterator[Item]:
    if asking := wording.advice.asking:
        yield Item("", wording.texts.say("card-asks"), asking.source)


# ---- everybody else, every other text --------------------------------------------------------------------


def _also(wording: Wording) -> Iterator[Item]:
    """Those who are called otherwise and were not named yet, each with who that is."""
    people = wording.advice.people
    meant = ((role, people.get(role)) for role in wording.advice.request.whom)
    named = {wording.term, *(wording.in_role(role, concept) for role, concept in meant if concept)}
    named |= {item.label for item in divided_items(wording)}
    others = [person for person in people_shown(wording) if person.term not in named]
    for person in others[:PEOPLE]:
        yield Item(person.term or "", person.who, key=person.role)


def _texts(wording: Wording) -> Iterator[Item]:
    """In one line: what the other texts say."""
    same: dict[str, list[str]] = {}
    for medium, term, _ in texts_that_differ(wording):
        same.setdefault(term, []).append(wording.texts.text(medium.label))
    labelled = (
        wording.texts.say("labelled", label=", ".join(labels), text=term) for term, labels in same.items()
    )
    if told := wording.texts.say("separator").join(labelled):
        yield Item("", told)


def _languages(wording: Wording) -> Iterator[Item]:
    """The word in each language that was asked for by name, where there are several."""
    wanted = wording.advice.request.term_languages
    for d in wording.designations() if len(wanted) > 1 else ():
        if d.status == "preferred":
            told = " · ".join(filter(None, (d.term, unobvious_forms(d, wording.data, wording.texts))))
            yield Item(wording.texts.say(f"language-{d.language}"), told, key=d.language)


def _notes(wording: Wording) -> Iterator[Item]:
    if any(note.message == "note-not-a-buyer" for note in wording.advice.notes):
        yield Item("", wording.texts.say("note-not-a-buyer", term=wording.term))


def _assumed(wording: Wording) -> Iterator[Item]:
    texts, advice = wording.texts, wording.advice
    core = [q for q in advice.assumed if wording.data.knowledge.questions[q].core]
    if core:
        yield Item("", " · ".join(texts.short(q, advice.answers[q]) for q in core))


def _next(wording: Wording) -> Iterator[Item]:
    say, number = wording.texts.say, len(people_shown(wording))
    hints = [say("card-explain"), say("card-everybody", number=number), say("card-save")]
    yield Item("", " · ".join(hints))
