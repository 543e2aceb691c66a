"""``relcli export FORMAT``: what to export, in which form, and to where."""

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

from relcli import export
from relcli.advice.advice import make_advice
from relcli.advice.request import DEFAULT_ROLE, make_request
from relcli.atomic import State, state_of, write_folder
from relcli.cli.options import Argument, Flag, Reading, Run, languages, questions, roles, trades
from relcli.cli.output import to_json, write_exact
from relcli.errors import AnswerError
from relcli.export.vocabulary import Vocabulary, house, termbase
from relcli.house import file
from relcli.house.decided import house_of
from relcli.house.words import HouseVocabulary
from relcli.lookup import check_choice
from relcli.model import UNKNOWN, Question
from relcli.sql.text import DEFAULT_DIALECT, DIALECTS, check_name
from relcli.terminal import printable, say_on_stderr

if TYPE_CHECKING:
    from relcli.sql.frame import AnswerTable

EXPORTED = (*export.EXPORT_FORMATS, "sql", "schema")


def export_command(
    run: Run,
    *,
    form: Annotated[str, Argument("FORMAT", values=EXPORTED)],
    output: Annotated[str | None, Flag("--output", "-o", metavar="FILE")] = None,
    langs: Annotated[str | None, Flag("--langs", metavar="LIST", values=languages)] = None,
    decision: Annotated[str | None, Flag("--decision", "--config", metavar="FILE")] = None,
    business: Annotated[str | None, Flag("--business", "-b", metavar="TEXT", search=trades)] = None,
    all: Annotated[bool, Flag("--all")] = False,
    role: Annotated[str | None, Flag("--role", metavar="ROLE", values=roles)] = None,
    table: Annotated[str, Flag("--table", metavar="NAME")] = "answers",
    map: Annotated[tuple[str, ...], Flag("--map", metavar="QUESTION=COLUMN")] = (),
    set: Annotated[tuple[str, ...], Flag("--set", metavar="QUESTION=ANSWER")] = (),
    columns: Annotated[str | None, Flag("--columns", metavar="LIST", values=questions)] = None,
    reading: Reading = None,
    view: Annotated[str | None, Flag("--view", metavar="NAME")] = None,
    dialect: Annotated[str, Flag("--dialect", values=tuple(DIALECTS))] = DEFAULT_DIALECT,
) -> int:
    """Write the termbase, the words of the house, the decision as SQL or the schema of its JSON."""
    before = state_of(output)
    data, texts, _ = run
    chosen = check_choice("FORMAT", form, EXPORTED)
    if chosen == "schema":
        from relcli.render.schema import advice_schema

        write_exact(to_json(advice_schema(data)), output, before)
    elif chosen == "sql":
        from relcli.sql.select import select

        payer = check_choice("--role", role or DEFAULT_ROLE, data.knowledge.roles)
        heard = check_choice("--reading", reading, data.knowledge.readings) if reading else None
        named = None if view is None else check_name("--view", view)
        quoting = DIALECTS[check_choice("--dialect", dialect, DIALECTS)]
        answers = _answer_table(data.knowledge.questions, table, columns, map, set)
        write_exact(select(data.ballots.of(payer, heard), texts, answers, quoting, named), output, before)
    else:
        given = {"--all": all, "--decision": decision, "--business": business}
        sources = [flag for flag, value in given.items() if value]
        if len(sources) > 1:
            raise AnswerError("contradicting-flags", first=sources[0], second=sources[1])
        path = decision if sources else file.find(os.getcwd())
        decided = _decided(run, path, business)
        if chosen == export.MODEL and decided is None:
            raise AnswerError("needs-decision", value=chosen)
        chosen_languages = _languages(run, chosen, langs)
        if path and not decision:
            say_on_stderr(texts.say("export-house", name=printable(os.path.relpath(path))))
        _write(run, chosen, _vocabulary(run, decided, chosen_languages, role), output, before)
    return 0


def _decided(run: Run, path: str | None, business: str | None) -> HouseVocabulary | None:
    """The words of a decision file, or those that a trade would decide for."""
    if business is None:
        return None if path is None else file.read(path, run.data)
    request = make_request(run.data, run.texts.language, answers={}, trade=business)
    return house_of(make_advice(run.data, request), run.data, run.texts)


def _languages(run: Run, form: str, given: str | None) -> tuple[str, ...]:
    """In the order given, which is what makes a pair; a linter reads texts of one language."""
    known = run.data.knowledge.languages
    if given is None:
        return (run.texts.language,) if form in (*export.FOR_LINTERS, export.MODEL) else known
    chosen = dict.fromkeys(check_choice("--langs", code, known) for code in given.split(","))
    if form in export.FOR_LINTERS and len(chosen) > 1:
        raise AnswerError("one-language", flag="--langs", value=given)
    return tuple(chosen)


def _vocabulary(
    run: Run, decided: HouseVocabulary | None, chosen: tuple[str, ...], role: str | None
) -> Vocabulary:
    """The words of that house; without one the whole termbase."""
    known = decided.roles if decided else run.data.knowledge.roles
    role = check_choice("--role", role, known) if role else None
    return house(decided, run.data, run.texts, chosen, role) if decided else termbase(run.data, chosen, role)


def _write(run: Run, form: str, vocabulary: Vocabulary, output: str | None, before: State) -> None:
    if form == export.FOLDER and output is None:
        raise AnswerError("needs-folder", flag="--output", value=form)
    made = export.make(form, vocabulary, run.texts)
    if isinstance(made, str):
        write_exact(made, output, before)
    elif output is not None:
        from relcli.export.linters import is_own_folder

        write_folder(output, made, is_own_folder, before)


def _answer_table(
    known: Mapping[str, Question],
    table: str,
    columns: str | None,
    mapped: Iterable[str],
    fixed: Iterable[str],
) -> "AnswerTable":
    """Which table has which answers, as the flags say; ``AnswerError`` names the flag that is wrong."""
    from relcli.batch.plan import pairs
    from relcli.sql.frame import AnswerTable

    column_of, answer_to = {}, {}
    for text in mapped:
        [(question, _)] = pairs("--map", [text], "QUESTION", "COLUMN")
        # A column is taken as it is written, blanks included: that is how the table has it.
        column = check_name("--map", text.partition("=")[2])
        column_of[check_choice("--map", question, known)] = column
    for name, answer in pairs("--set", fixed, "QUESTION", "ANSWER"):
        question = check_choice("--set", name, known)
        options = [option.id for option in known[question].options]
        answer_to[question] = check_choice(f"--set {question}", answer, [*options, UNKNOWN])
    source = check_name("--table", table)
    own_columns = [q for q in known if q not in answer_to] if columns is None else columns.split(",")
    present = [check_choice("--columns", question, known) for question in own_columns]
    if not (present or column_of) or not answer_to.keys().isdisjoint({*column_of, *present}):
        first = "--columns" if answer_to.keys().isdisjoint(column_of) else "--map"
        raise AnswerError("contradicting-flags", first=first, second="--set")
    return AnswerTable(source, dict(zip(present, present, strict=True)) | column_of, answer_to)
