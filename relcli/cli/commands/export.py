"""``relcli export FORMAT``: what to export, in which form, and to where."""

import os
from typing import Annotated

from relcli import export
from relcli.atomic import write_folder
from relcli.cli.options import Argument, Flag, Reading, Run, languages, questions, roles
from relcli.cli.output import to_json, write_exact
from relcli.errors import AnswerError
from relcli.export.vocabulary import Vocabulary, house, termbase
from relcli.house import file
from relcli.lookup import check_choice
from relcli.sql.text import DIALECTS
from relcli.terminal import printable, say_on_stderr

SQL, SCHEMA = "sql", "schema"
FORMS = (*export.FORMATS, SQL, SCHEMA)


def export_command(
    run: Run,
    *,
    form: Annotated[str, Argument("FORMAT", values=FORMS)],
    output: Annotated[str | None, Flag("--output", "-o", metavar="FILE")] = None,
    langs: Annotated[str | None, Flag("--langs", metavar="LIST", values=languages)] = None,
    decision: Annotated[str | None, Flag("--decision", "--config", metavar="FILE")] = None,
    all: Annotated[bool, Flag("--all")] = False,
    role: Annotated[str | None, Flag("--role", metavar="ROLE", values=roles)] = None,
    table: Annotated[str | None, Flag("--table", metavar="NAME")] = None,
    map: Annotated[tuple[str, ...], Flag("--map", metavar="QUESTION=COLUMN")] = (),
    set: Annotated[tuple[str, ...], Flag("--set", metavar="QUESTION=ANSWER")] = (),
    columns: Annotated[str | None, Flag("--columns", metavar="LIST", values=questions)] = None,
    reading: Reading = None,
    view: Annotated[str | None, Flag("--view", metavar="NAME")] = None,
    dialect: Annotated[str | None, Flag("--dialect", values=tuple(DIALECTS))] = None,
) -> int:
    """Write the termbase, the words of the house, the decision as SQL or the schema of its JSON."""
    chosen = check_choice("FORMAT", form, FORMS)
    if chosen == SCHEMA:
        from relcli.render.schema import advice_schema

        write_exact(to_json(advice_schema(run.data)), output)
    elif chosen == SQL:
        from relcli.cli.export_sql import sql_statement

        statement = sql_statement(
            run,
            role=role,
            reading=reading,
            table=table,
            columns=columns,
            mapped=map,
            fixed=set,
            view=view,
            dialect=dialect,
        )
        write_exact(statement, output)
    else:
        if all and decision:
            raise AnswerError("contradicting-flags", first="--all", second="--decision")
        path = None if all else decision or file.find(os.getcwd())
        chosen_languages = _languages(run, chosen, langs)
        if path and not decision:
            say_on_stderr(run.texts.say("export-house", name=printable(os.path.relpath(path))))
        _write(run, chosen, _vocabulary(run, path, chosen_languages, role), output)
    return 0


def _languages(run: Run, form: str, given: str | None) -> tuple[str, ...]:
    """In the order given, which is what makes a pair; a linter reads texts of one language."""
    known = run.data.knowledge.languages
    if given is None:
        return (run.texts.language,) if form in export.FOR_LINTERS else known
    chosen = [check_choice("--langs", code, known) for code in given.split(",")]
    if form in export.FOR_LINTERS and len(set(chosen)) > 1:
        raise AnswerError("one-language", flag="--langs", value=given)
    return tuple(dict.fromkeys(chosen))


def _vocabulary(run: Run, path: str | None, chosen: tuple[str, ...], role: str | None) -> Vocabulary:
    """The words of the house whose file this is; without one the whole termbase."""
    if path is None:
        role = check_choice("--role", role, run.data.knowledge.roles) if role else None
        return termbase(run.data, chosen, role)
    decided = file.read(path, run.data)
    role = check_choice("--role", role, decided.roles) if role else None
    return house(decided, run.data, run.texts, chosen, role)


def _write(run: Run, form: str, vocabulary: Vocabulary, output: str | None) -> None:
    if form != export.FOLDER:
        write_exact(export.make(form, vocabulary, run.texts), output)
    elif output is None:
        raise AnswerError("needs-folder", flag="--output", value=form)
    else:
        write_folder(output, export.make_folder(vocabulary, run.texts), export.is_own_folder)
