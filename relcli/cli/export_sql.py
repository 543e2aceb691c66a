"""The statement of ``relcli export sql``: which table, which columns, for whom."""

from collections.abc import Iterable

from relcli.advice.request import DEFAULT_ROLE
from relcli.batch.plan import pairs
from relcli.cli.options import Run
from relcli.errors import AnswerError
from relcli.lookup import check_choice
from relcli.model import UNKNOWN, Knowledge
from relcli.sql.text import DEFAULT_DIALECT, DIALECTS, check_name
from relcli.sql.frame import AnswerTable
from relcli.sql.select import select

DEFAULT_TABLE = "answers"


def sql_statement(  # noqa: PLR0913 - one parameter per flag
    run: Run,
    *,
    role: str | None,
    reading: str | None,
    table: str | None,
    columns: str | None,
    mapped: Iterable[str],
    fixed: Iterable[str],
    view: str | None,
    dialect: str | None,
) -> str:
    """The SELECT, or the view, for what the flags say; ``AnswerError`` names the flag that is wrong."""
    knowledge = run.data.knowledge
    chosen = check_choice("--role", role or DEFAULT_ROLE, knowledge.roles)
    heard = check_choice("--reading", reading, knowledge.readings) if reading else None
    named = None if view is None else check_name("--view", view)
    quoting = DIALECTS[check_choice("--dialect", dialect or DEFAULT_DIALECT, DIALECTS)]
    answers = _table(knowledge, table, columns, _columns(knowledge, mapped), _fixed(knowledge, fixed))
    return select(run.data.ballots.of(chosen, heard), run.texts, answers, quoting, named)


def _table(
    knowledge: Knowledge,
    table: str | None,
    columns: str | None,
    mapped: dict[str, str],
    fixed: dict[str, str],
) -> AnswerTable:
    name = check_name("--table", DEFAULT_TABLE if table is None else table)
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
