"""From what a caller wrote to a checked request: the one door for the command line and for Python."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli.advice.asked_trade import understand_trade
from relcli.data import Data
from relcli.errors import AnswerError
from relcli.language import DEFAULT
from relcli.lookup import check_answers, check_choice, find_concept, senses_of
from relcli.model import UNKNOWN
from relcli.model.knowledge import Knowledge
from relcli.model.trades import Trade

DEFAULT_ROLE = "payer"


class Request(NamedTuple):
    """What was asked: checked answers and everything that steers the advice on them.

    ``answers`` are those given; the trade's own fill the gaps. ``asked_role`` is the role or party that was
    asked about, None where the trade says whom it means. ``language`` is that of everything said;
    ``term_languages`` is empty unless they were asked for by name. ``current`` is the caller's own word,
    unchecked. ``sector`` is False when the words of the trade are to be ignored; ``trade_as`` is how the
    trade was written, where that is no name of it, ``trade_by`` the classification by which its class was
    read, where another revision reads it otherwise. ``is_decided``: the house has settled all this, and only
    the ``current`` word is in question. ``facts`` are the answers to what no document weighs;
    ``situated`` and ``lawful`` follow from them (``in_its_room``): role or party to concept, and what the
    law says of somebody goes before what the trade says.
    """

    answers: Mapping[str, str]
    asked_role: str | None = None
    reading: str | None = None
    language: str = DEFAULT
    term_languages: tuple[str, ...] = ()
    trade: Trade | None = None
    explain: bool = False
    why_not: str | None = None
    current: str | None = None
    medium: str | None = None
    sector: bool = True
    trade_as: str | None = None
    trade_by: str | None = None
    is_decided: bool = False
    facts: Mapping[str, str] = {}
    situated: Mapping[str, str] = {}
    lawful: Mapping[str, str] = {}

    @property
    def is_empty(self) -> bool:
        """Is there nothing to go on: no answer but ``unknown``, and no trade?"""
        given = (*self.answers.values(), *self.facts.values())
        return self.trade is None and all(answer == UNKNOWN for answer in given)

    @property
    def whom(self) -> tuple[str, ...]:
        """Those who are answered for: who was asked about, else whom the trade means, else who pays."""
        meant = self.trade.whom if self.trade and self.sector else ()
        return (self.asked_role,) if self.asked_role else meant or (DEFAULT_ROLE,)

    @property
    def role(self) -> str:
        """The first of them, to whom all that is said of the decision belongs."""
        return self.whom[0]

    @property
    def first_language(self) -> str:
        """The language of the words that are recommended."""
        return self.term_languages[0] if self.term_languages else self.language

    def assumed(self) -> dict[str, str]:
        """The trade's answers to the questions that were not answered or withheld."""
        own = self.trade.answers if self.trade else {}
        return {q: answer for q, answer in own.items() if q not in self.answers}

    def merged_answers(self) -> dict[str, str]:
        """All answers there are: those given over those assumed."""
        return {**self.assumed(), **self.answers}

    def withheld(self) -> list[str]:
        """The questions whose answer by the trade was set aside, without another one."""
        own = self.trade.answers if self.trade else {}
        return [q for q, answer in self.answers.items() if answer == UNKNOWN and q in own]

    def command(self) -> str:
        """The command line that asks for this again. It holds ids only: nothing needs quoting."""
        flags = {
            "--business": self.trade and self.trade.id,
            **{f"--{question}": answer for question, answer in {**self.answers, **self.facts}.items()},
            "--role": self.role if self.whom != self._replace(asked_role=None).whom else None,
            "--reading": self.reading,
            "--term-lang": ",".join(self.term_languages),
        }
        parts = [part for flag, value in flags.items() if value for part in (flag, value)]
        return " ".join(["relcli", "advise", *parts, *([] if self.sector else ["--no-sector"])])


def roles_there(knowledge: Knowledge, trade: Trade | None, *, sector: bool) -> list[str]:
    """The roles in which somebody is there, and the parties of the trade."""
    roles = [role for role in knowledge.roles if trade is None or role not in trade.absent]
    return [*roles, *trade.parties] if trade and sector else roles


def find_role(data: Data, request: Request, wanted: str) -> str:
    """The role or party of that id, or that is called so there, in any language. Where no trade is named it
    may be any of them; else ``AnswerError`` names all that are there."""
    knowledge, key = data.knowledge, wanted.strip().lower()
    trade = request.trade if request.sector else None
    there = roles_there(knowledge, request.trade, sector=request.sector)
    if key not in there:
        senses = senses_of(data.termbase, wanted, request.language)
        if request.trade is None:
            fitting = [key] if key in knowledge.parties else []
            for concept in (sense.concept for sense in senses):
                # The word for a role may fill others as well.
                fitting += [role for role in there if role == concept.id] + [*concept.roles]
        else:
            called = {sense.concept.id for sense in senses}
            words = {**trade.words, **trade.parties} if trade else {}
            people = (*(trade.whom if trade else ()), *words)
            fitting = [person for person in people if words.get(person) in called]
        if fitting:
            return fitting[0]
    return check_choice("--role", wanted, there)


def check_language(data: Data, flag: str, value: str) -> str:
    """The language that is meant, of those that relcli speaks; ``AnswerError`` says what it can do for one
    that it does not speak and that somebody may well ask for."""
    folded = value.strip().lower()
    if folded not in data.knowledge.languages:
        for language in data.other_words.languages:
            if folded == language.id or folded.startswith(f"{language.id}-"):
                spoken = ", ".join(data.knowledge.languages)
                raise AnswerError("language-not-spoken", flag=flag, language=language.label, spoken=spoken)
    return check_choice(flag, value, data.knowledge.languages)


def make_request(  # noqa: PLR0913 - one parameter per thing that can be asked
    data: Data,
    language: str,
    *,
    answers: Mapping[str, object],
    role: str | None = None,
    reading: str | None = None,
    term_languages: Iterable[str] = (),
    trade: str | None = None,
    explain: bool = False,
    why_not: str | None = None,
    current: str | None = None,
    medium: str | None = None,
    sector: bool = True,
    revision: str | None = None,
    is_decided: bool = False,
) -> Request:
    """Check everything against the data; ``AnswerError`` says what is wrong and what is allowed.

    Trades and terms are looked up in any language; ``language`` settles ties and names them, ``revision``
    those between the revisions of a classification.
    """
    knowledge = data.knowledge
    asked = understand_trade(data, trade, language, revision) if trade else None
    languages = [check_language(data, "--term-lang", code) for code in term_languages]
    given = check_answers({**knowledge.questions, **knowledge.facts}, answers)
    request = Request(
        answers={question: answer for question, answer in given.items() if question in knowledge.questions},
        reading=check_choice("--reading", reading, knowledge.readings) if reading else None,
        language=language,
        term_languages=tuple(dict.fromkeys(languages)),
        trade=asked.trade if asked else None,
        explain=explain,
        why_not=find_concept(data.termbase, why_not, language, flag="--why-not").id if why_not else None,
        current=current,
        medium=check_choice("--for", medium, data.media) if medium else None,
        sector=sector,
        trade_as=asked.close_to if asked else None,
        trade_by=asked.by if asked else None,
        is_decided=is_decided,
        facts={fact: answer for fact, answer in given.items() if fact in knowledge.facts},
    )
    return request._replace(asked_role=find_role(data, request, role)) if role else request


def require_answers(request: Request, knowledge: Knowledge) -> Request:
    """The request itself, or an ``AnswerError`` that lists every question and its options."""
    if request.is_empty:
        flags = "\n".join(
            f"  --{question.id} {'|'.join(option.id for option in question.options)}"
            for question in knowledge.questions.values()
        )
        raise AnswerError("missing-answers", flags=flags)
    return request
