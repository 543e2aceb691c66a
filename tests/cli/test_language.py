"""Which language is spoken, and what becomes of letters that a stream cannot take."""

from __future__ import annotations

import json
import re

import pytest
from support.examples import FLAGS
from support.process import Run


@pytest.mark.parametrize(
    ("flags", "env", "usage"),
    [
        pytest.param(("--lang", "ro"), {"RELCLI_LANG": "fr"}, "Utilizare:", id="--lang over RELCLI_LANG"),
        pytest.param(("--lang", "fr", "--lang", "ro"), {}, "Utilizare:", id="the last --lang"),
        pytest.param((), {"RELCLI_LANG": "ro", "LANG": "fr_FR"}, "Utilizare:", id="RELCLI_LANG over LANG"),
        pytest.param((), {"LANGUAGE": "de:ro:fr", "LANG": "fr_FR"}, "Utilizare:", id="LANGUAGE is a list"),
        pytest.param((), {"LC_ALL": "ro_RO", "LC_MESSAGES": "fr_FR"}, "Utilizare:", id="LC_ALL over LC_MESSAGES"),
        pytest.param((), {"LC_MESSAGES": "ro_RO", "LANG": "fr_FR"}, "Utilizare:", id="LC_MESSAGES over LANG"),
        pytest.param((), {"LANG": "fr_CA.UTF-8"}, "Usage\u00a0:", id="fr_CA is fr"),
        pytest.param((), {"LANG": "de_DE.UTF-8"}, "Usage:", id="an unknown language is English"),
        pytest.param((), {"LC_ALL": "C", "LANG": "fr_FR", "LANGUAGE": "ro"}, "Usage:", id="LC_ALL=C is English"),
        pytest.param((), {"RELCLI_LANG": "", "LC_MESSAGES": "", "LANG": "ro_RO"}, "Utilizare:", id="empty counts not"),
        pytest.param((), {"RELCLI_LANG": "de", "LANG": "ro_RO"}, "Utilizare:", id="an unknown RELCLI_LANG counts not"),
        pytest.param((), {}, "Usage:", id="nothing set"),
    ],
)  # fmt: skip
def test_which_language(call: Run, flags: tuple[str, ...], env: dict[str, str], usage: str) -> None:
    shown = call("version", "--help", *flags, env={"LC_ALL": "", **env}).stdout

    assert shown.startswith(f"{usage} relcli version")


ENCODINGS = ("cp1252", "cp437", "cp852", "latin-1", "ascii")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("form", ["plain", "text", "markdown", "json"])
def test_a_letter_that_the_stream_lacks_becomes_its_base(call: Run, encoding: str, form: str) -> None:
    told = call("show", "client", "--lang", "ro", "--format", form, encoding=encoding)

    assert (told.returncode, told.stderr) == (0, "")
    assert re.search(r"clien[tț]i|clien\\u021bi", told.stdout)
    assert form == "json" or not re.search(r"\\u[0-9a-f]{4}", told.stdout)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_error_is_told_with_the_letters_there_are(call: Run, encoding: str) -> None:
    told = call("advise", "--offer", "ș", "--lang", "ro", encoding=encoding)

    assert (told.returncode, told.stdout) == (2, "")
    assert "accepta" in told.stderr.replace("ă", "a")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_loses_no_letter(call: Run, encoding: str) -> None:
    arguments = ("advise", *FLAGS, "--lang", "ro", "--json")

    assert json.loads(call(*arguments, encoding=encoding).stdout) == json.loads(call(*arguments).stdout)


@pytest.mark.parametrize(
    ("env", "encoding"),
    [({"PYTHONIOENCODING": "cp1252"}, "cp1252"), ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, "ascii")],
    ids=["cp1252", "LC_ALL=C"],
)
@pytest.mark.parametrize(
    "arguments", [("advise", *FLAGS), ("advise", "--offer", "ș")], ids=["an answer", "an error"]
)
def test_a_process_of_another_encoding_says_what_a_call_does(
    run: Run, call: Run, env: dict[str, str], encoding: str, arguments: tuple[str, ...]
) -> None:
    told = run(*arguments, env={"PYTHONUTF8": "0", "RELCLI_LANG": "ro", **env}, encoding=encoding)
    expected = call(*arguments, env={"RELCLI_LANG": "ro"}, encoding=encoding)

    assert told.returncode == expected.returncode
    assert told.stdout == expected.stdout
    assert told.stderr.splitlines()[1:] == expected.stderr.splitlines()[1:]
