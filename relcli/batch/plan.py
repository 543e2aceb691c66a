"""What was asked of a run over many rows: checked, and of plain values, so that a worker can be sent it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli import load
from relcli.errors import AnswerError
from relcli.lookup import TradeIndex, check_choice
from relcli.model import UNKNOWN, Knowledge

CSV, JSONL = "csv", "jsonl"
FORMS = (CSV, JSONL)
BUSINESS = "business"
COLUMNS = ("term", "concept", "verdict", "runner_up", "margin", "error")
"""What is added to every row, after the prefix."""

PREFIX = "relcli_"


class Plan(NamedTuple):
    """How to read the rows, what to ask about them and what to write.

    ``columns`` maps a question, or ``business``, to the column that holds it; ``values`` other words,
    folded, to an answer; ``fixed`` holds the answers for all rows.
    """

    source: str
    form: str | None = None
    to: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = {}
    values: Mapping[str, str] = {}
    fixed: Mapping[str, str] = {}
    role: str = "payer"
    reading: str | None = None
    language: str = "en"
    term_languages: tuple[str, ...] = ()
    sector: bool = True
    explain: bool = False
    prefix: str = PREFIX
    safe: bool = False
    strict: bool = False
    aside: bool = False

    @property
    def added(self) -> tuple[str, ...]:
        """The names of the columns that every row is given."""
        more = {None: (), CSV: ("reasons",), JSONL: ("advice",)}[self.to if self.explain else None]
        return tuple(self.prefix + name for name in (*COLUMNS, *more))


def fold(word: str) -> str:
    """A cell as it is compared: without blanks around it, in lower case."""
    return word.strip().lower()


def pairs(flag: str, texts: Iterable[str], left: str, right: str) -> list[tuple[str, str]]:
    """``LEFT=RIGHT`` flags as pairs; ``AnswerError`` for one without an equals sign."""
    found = []
    for text in texts:
        before, equals, after = text.partition("=")
        if not equals or not before.strip():
            raise AnswerError("not-a-pair", flag=flag, value=text, left=left, right=right)
        found.append((before.strip(), after.strip()))
    return found


def check_columns(knowledge: Knowledge, texts: Iterable[str]) -> dict[str, str]:
    """``--map QUESTION=COLUMN``."""
    known = [*knowledge.questions, BUSINESS]
    return {
        check_choice("--map", name, known): column
        for name, column in pairs("--map", texts, "QUESTION", "COLUMN")
    }


def check_values(knowledge: Knowledge, texts: Iterable[str], language: str) -> dict[str, str]:
    """``--map-values WORD=ANSWER``, where the answer is an option of some question or a business."""
    options = [*dict.fromkeys(o.id for q in knowledge.questions.values() for o in q.options), UNKNOWN]
    values = {}
    for word, answer in pairs("--map-values", texts, "WORD", "ANSWER"):
        if answer and fold(answer) not in options:
            try:
                answer = TradeIndex(load.trades()).find(answer, language).trade.id  # noqa: PLW2901
            except AnswerError:
                check_choice("--map-values", answer, options)
        values[fold(word)] = answer
    return values


def check_fixed(knowledge: Knowledge, texts: Iterable[str], language: str) -> dict[str, str]:
    """``--set QUESTION=ANSWER``, or ``--set business=NAME``."""
    fixed = {}
    for name, answer in pairs("--set", texts, "QUESTION", "ANSWER"):
        question = check_choice("--set", name, [*knowledge.questions, BUSINESS])
        if question == BUSINESS:
            fixed[question] = TradeIndex(load.trades()).find(answer, language).trade.id
        else:
            options = [o.id for o in knowledge.questions[question].options]
            fixed[question] = check_choice(f"--set {question}", answer, [*options, UNKNOWN])
    return fixed
