"""The table of answers that ``relcli export sql`` is told of."""

from collections.abc import Iterable

from relcli.batch.plan import pairs
from relcli.errors import AnswerError
from relcli.lookup import check_choice
from relcli.model import UNKNOWN, Knowledge
from relcli.sql.dialects import check_name
from relcli.sql.frame import AnswerTable

DEFAULT_TABLE = "answers"


def answer_table(
    knowledge: Knowledge, table: str | None, columns: str | None, map_: Iterable[str], set_: Iterable[str]
) -> AnswerTable:
    """The table that the flags of these names describe; ``AnswerError`` names the one that is wrong."""
    name = check_name("--table", DEFAULT_TABLE if table is None else table)
    mapped, fixed = _columns(knowledge, map_), _fixed(knowledge, set_)
    present = (
        [check_choice("--columns", question, knowledge.questions) for question in columns.split(",")]
        if columns is not None
        else [question for question in knowledge.questions if question not in fixed]
    )
    twice = {*fixed} & {*mapped, *present}
    if twice or not (present or mapped):
        first = "--map" if twice & {*mapped} else "--columns"
        raise AnswerError("contradicting-flags", first=first, second="--set")
    return AnswerTable(name, {**{question: question for question in present}, **mapped}, fixed)


def _columns(knowledge: Knowledge, texts: Iterable[str]) -> dict[str, str]:
    """A column is taken as it is written, blanks included: that is how the table has it."""
    found = {}
    for text in texts:
        [(question, _)] = pairs("--map", [text], "QUESTION", "COLUMN")
        column = check_name("--map", text.partition("=")[2])
        found[check_choice("--map", question, knowledge.questions)] = column
    return found


def _fixed(knowledge: Knowledge, texts: Iterable[str]) -> dict[str, str]:
    found = {}
    for name, answer in pairs("--set", texts, "QUESTION", "ANSWER"):
        question = check_choice("--set", name, knowledge.questions)
        options = [option.id for option in knowledge.questions[question].options]
        found[question] = check_choice(f"--set {question}", answer, [*options, UNKNOWN])
    return found
