"""What was asked of a run over many rows, checked."""

import codecs
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from relcli.advice.asked_trade import understand_trade
from relcli.data import Data
from relcli.errors import AnswerError
from relcli.lookup import check_choice, suggest
from relcli.model import UNKNOWN

CSV, JSONL = "csv", "jsonl"
ROW_FORMATS = (CSV, JSONL)
BUSINESS = "business"
ADDED_COLUMNS = ("term", "concept", "verdict", "runner_up", "margin", BUSINESS, "error")
"""What is added to every row, after the prefix."""

DEFAULT_PREFIX = "relcli_"
DELIMITER_NAMES = {"\\t": "\t", "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


class Plan(NamedTuple):
    """How to read the rows, what to ask about them and where to write them how.

    ``columns`` maps a question, or ``business``, to the column that holds it; ``values`` other words,
    folded, to an answer; ``fixed`` holds the answers for all rows. ``format`` and ``to`` are None
    where the input itself is to say. ``rejects`` names the file for bad rows, if they are set aside;
    ``role`` is None for whom each trade means.
    """

    source: str
    output: str | None = None
    rejects: str | None = None
    format: str | None = None
    to: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = {}
    values: Mapping[str, str] = {}
    fixed: Mapping[str, str] = {}
    role: str | None = None
    reading: str | None = None
    term_languages: tuple[str, ...] = ()
    sector: bool = True
    explain: bool = False
    prefix: str = DEFAULT_PREFIX
    revision: str | None = None
    safe: bool = False
    strict: bool = False

    @property
    def added(self) -> tuple[str, ...]:
        """The names of the columns that every row is given; ``to`` must be known."""
        more = {None: (), CSV: ("reasons",), JSONL: ("advice",)}[self.to if self.explain else None]
        return tuple(self.prefix + name for name in (*ADDED_COLUMNS, *more))


def fold(word: str) -> str:
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


def check_encoding(wanted: str | None) -> str | None:
    """The name by which the codec goes; ``AnswerError`` for one that turns no text into bytes."""
    if wanted is None:
        return None
    try:
        "a".encode(wanted)
        name = codecs.lookup(wanted).name
    except (LookupError, ValueError, TypeError) as error:
        raise AnswerError("unknown-encoding", flag="--encoding", value=wanted) from error
    return "utf-8" if name == "utf-8-sig" else name


def check_delimiter(wanted: str | None) -> str | None:
    """One character, or the name of one."""
    delimiter = wanted and DELIMITER_NAMES.get(wanted.lower(), wanted)
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise AnswerError("wrong-delimiter", flag="--delimiter", value=wanted)
    return delimiter


def check_columns(data: Data, texts: Iterable[str]) -> dict[str, str]:
    """``--map QUESTION=COLUMN``."""
    known = [*data.knowledge.questions, BUSINESS]
    found = pairs("--map", texts, "QUESTION", "COLUMN")
    return {check_choice("--map", name, known): column for name, column in found}


def check_values(
    data: Data, texts: Iterable[str], language: str, revision: str | None = None
) -> dict[str, str]:
    """``--map-values WORD=ANSWER``, where the answer is an option of some question or a business."""
    questions = data.knowledge.questions.values()
    options = [*dict.fromkeys(option.id for q in questions for option in q.options), UNKNOWN]
    values = {}
    for word, answer in pairs("--map-values", texts, "WORD", "ANSWER"):
        meant = fold(answer)
        if meant not in {*options, ""}:
            try:
                asked = understand_trade(data, answer, language, revision)
            except AnswerError:
                asked = None
            # A slip in an answer is nearer than a slip in a trade.
            if asked is None or (asked.close_to and suggest(meant, options)):
                meant = check_choice("--map-values", answer, options)
            else:
                meant = asked.trade.id
        values[fold(word)] = meant
    return values


def check_fixed(
    data: Data, texts: Iterable[str], language: str, revision: str | None = None
) -> dict[str, str]:
    """``--set QUESTION=ANSWER``, or ``--set business=NAME``."""
    questions, fixed = data.knowledge.questions, {}
    for name, answer in pairs("--set", texts, "QUESTION", "ANSWER"):
        question = check_choice("--set", name, [*questions, BUSINESS])
        if question == BUSINESS:
            fixed[question] = understand_trade(data, answer, language, revision).trade.id
        else:
            options = [option.id for option in questions[question].options]
            fixed[question] = check_choice(f"--set {question}", answer, [*options, UNKNOWN])
    return fixed
