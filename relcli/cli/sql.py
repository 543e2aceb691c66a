"""``relcli export sql``: which table, which columns, for whom, and to where."""

from collections.abc import Iterable, Mapping
from typing import Any

from relcli.advice.request import DEFAULT_ROLE
from relcli.batch.plan import pairs
from relcli.cli import exports
from relcli.decide.ballot import Ballots
from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.lookup import check_choice
from relcli.model import UNKNOWN, Knowledge
from relcli.sql.dialects import DEFAULT_DIALECT, DIALECTS, check_name
from relcli.sql.frame import AnswerTable
from relcli.sql.select import select

DEFAULT_TABLE = "answers"


def run(texts: Texts, knowledge: Knowledge, flags: Mapping[str, Any]) -> None:
    """Write the statement."""
    role = check_choice("--role", flags["role"] or DEFAULT_ROLE, knowledge.roles)
    reading = flags["reading"] and check_choice("--reading", flags["reading"], knowledge.readings)
    view = None if flags["view"] is None else check_name("--view", flags["view"])
    dialect = DIALECTS[check_choice("--dialect", flags["dialect"] or DEFAULT_DIALECT, DIALECTS)]
    ballot = Ballots(knowledge).of(role, reading)
    exports.write(select(ballot, texts, _table(knowledge, flags), dialect, view), flags["output"])


def _table(knowledge: Knowledge, flags: Mapping[str, Any]) -> AnswerTable:
    name = check_name("--table", DEFAULT_TABLE if flags["table"] is None else flags["table"])
    mapped = _columns(knowledge, flags["map"] or ())
    fixed = _fixed(knowledge, flags["set"] or ())
    listed = flags["columns"]
    present = (
        [check_choice("--columns", question, knowledge.questions) for question in listed.split(",")]
        if listed is not None
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
