"""``relcli lsp``: the checker in an editor, over standard input and output."""

import os
import sys
from importlib.util import find_spec
from typing import Annotated

from relcli.check.house_rules import ReadingChoice
from relcli.cli.options import Flag, Run, languages
from relcli.errors import InputError
from relcli.lookup import check_choice
from relcli.terminal import is_set


def lsp_command(
    run: Run,
    *,
    config: Annotated[str | None, Flag("--config", "--decision", metavar="FILE", message="decision")] = None,
    skip_quotes: Annotated[bool, Flag("--skip-quotes", message="check-skip-quotes")] = False,
    term_lang: Annotated[str | None, Flag("--term-lang", values=languages, message="check-term-lang")] = None,
    stdio: Annotated[bool, Flag("--stdio", hidden=True)] = False,  # noqa: ARG001 - some editors say it
) -> int:
    """Serve an editor until it leaves: 0 when it took its leave, else 1."""
    from relcli.cli.run import told_error

    language = check_choice("--term-lang", term_lang, languages(run.data)) if term_lang else None
    if find_spec("pygls") is None:
        raise InputError("no-language-server")
    from relcli.editor.decisions import Settings
    from relcli.editor.server import serve

    settings = Settings(run.data, run.texts, told_error, config, ReadingChoice(not skip_quotes, language))
    return serve(
        settings,
        may_change_language=run.lang is None and not is_set(os.environ, "RELCLI_LANG"),
        stdin=sys.stdin.buffer,
        stdout=sys.stdout.buffer,
    )
