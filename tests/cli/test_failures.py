"""Why something cannot be read or written: in the language of the reader, with the place, by the names people use."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from support.examples import LANGUAGES
from support.process import CLEAN, Run
from support.shipped import texts_in

from relcli.failures import Failure, failure_of, system_failure

START = 'format_version = 2\nlanguages = ["en"]\n'
HOUSE = f'{START}[words]\npayer = "client"\n'
CHECK = ("check", "a.md", "--config", "x")
ANSWERS = ("advise", "--answers", "x")
BASELINE = ("check", "a.md", "--config", "house.toml", "--baseline", "x")
BATCH = ("batch", "x", "--from")


class Cause(NamedTuple):
    """What the file ``x`` holds (None: it is a folder), what is run, and what is told in English."""

    content: str | bytes | None
    arguments: tuple[str, ...]
    told: str


CAUSES = {
    "TOML that is none": Cause("a = b", CHECK, "line 1, column 5"),
    "TOML that breaks off": Cause("a = ", CHECK, "something is missing at the end"),
    "TOML with a key twice": Cause("a = 1\na = 2\n", CHECK, "line 2, column 6 repeats a key or a table"),
    "TOML with a key twice at the end": Cause("a = 1\na = 2", CHECK, "a key or a table stands there twice"),
    "TOML with a number too long": Cause(f"a = {'9' * 5000}", CHECK, "the content cannot be understood"),
    "TOML nested too deep": Cause(f"a = {'[' * 9999}", CHECK, "the nesting is too deep"),
    "a decision that is not UTF-8": Cause(b'a = "\xe9"', CHECK, "x is not UTF-8 text"),
    "a decision that is a folder": Cause(None, CHECK, "x cannot be read: Is a directory"),
    "a decision of a later version": Cause("format_version = 9", CHECK, "version 9 of the format"),
    "a decision without a key": Cause("format_version = 2\n[words]\n", CHECK, "the key languages is missing"),
    "a decision without a table": Cause(START, CHECK, "x has no table [words]"),
    "a decision with a number for a text": Cause(f"trade = 3\n{HOUSE}", CHECK, "trade must be a text in quotation marks"),
    "a decision with an unknown key": Cause(f"a = 3\n{HOUSE}", CHECK, "there is no key “a” in a decision file"),
    "a decision with an unknown key in a table": Cause(f"{HOUSE}[keep]\na = 3\n", CHECK, "[keep] does not take “a”"),
    "an old decision without a key": Cause("format_version = 1\n[roles.payer]\n", CHECK, "[roles.payer] has no key concept"),
    "answers in broken JSON": Cause('{"offer": goods}', ANSWERS, "neither JSON nor TOML: line 1, column 11"),
    "answers in broken TOML": Cause("offer = goods", ANSWERS, "neither JSON nor TOML: line 1, column 9"),
    "answers nested too deep": Cause('{"a":' + "[" * 100_000, ANSWERS, "the nesting is too deep"),
    "answers that are not UTF-8": Cause(b"\xff", ANSWERS, "x is not UTF-8 text"),
    "answers that are a folder": Cause(None, ANSWERS, "x cannot be read: Is a directory"),
    "an answer that is a list": Cause('{"offer": ["a", true]}', ANSWERS, '--offer does not take “["a", true]”'),
    "a baseline in broken JSON": Cause("{", BASELINE, "known findings: line 1, column 2"),
    "a baseline without findings": Cause('{"format_version": 1}', BASELINE, "it does not hold what such a file holds"),
    "a baseline of another version": Cause('{"format_version": 7}', BASELINE, "its format version is 7"),
    "a baseline that is not UTF-8": Cause(b'"\xe9"', BASELINE, "it is not UTF-8 text"),
    "a baseline that is a folder": Cause(None, BASELINE, "x cannot be read: Is a directory"),
    "rows in a folder": Cause(None, BATCH[:2], "x cannot be read: Is a directory"),
    "a row of broken JSON": Cause('{"é": goods}\n', (*BATCH, "jsonl"), "invalid JSON: column 7"),
    "a row that breaks off": Cause('{"a"\n', (*BATCH, "jsonl"), "invalid JSON: the end is missing"),
    "a row nested too deep": Cause('{"a":' + "[" * 1_000_000, (*BATCH, "jsonl"), "invalid JSON: the nesting is too deep"),
    "a text in broken JSON": Cause("{", ("check", "x", "--as", "json", "--config", "house.toml"), "line 1, column 2"),
    "a text in broken XML": Cause("<a>", ("check", "x", "--as", "xliff", "--config", "house.toml"), "line 1, column 4"),
    "a place where nothing is": Cause("", ("check", "y.md", "--config", "house.toml"), "y.md cannot be read: No such file"),
    "a folder to write to that is missing": Cause("", ("export", "csv", "--all", "-o", "gone/y"), "gone/y cannot be written: No such file"),
    "a folder to set up that is a file": Cause("", ("init", "x"), "x cannot be read: Not a directory"),
}  # fmt: skip

ENGLISH = re.compile(
    r"\b(?:the|is|not|of|with|at|expected|expecting|invalid|unexpected|cannot|found|no|such|directory|file|denied"
    r"|got|missing|unknown|field|object|codec|byte|decode|value|character|statement|document|end|truncated"
    r"|malformed|line|error|KeyError|None|True)\b"
)


@pytest.fixture
def tell(call: Run, tmp_path: Path) -> Callable[[Cause, str], str]:
    """What is said of a cause on the first line, or of the first row."""
    (tmp_path / "house.toml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "a.md").write_text("Our clients pay.\n", encoding="utf-8")

    def told(cause: Cause, language: str) -> str:
        path = tmp_path / "x"
        if cause.content is None:
            path.mkdir(exist_ok=True)
        else:
            content = cause.content
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        done = call(*cause.arguments, cwd=tmp_path, env={"RELCLI_LANG": language})
        assert done.returncode == (1 if "invalid JSON" in cause.told else 2)
        lines = done.stderr.splitlines()
        return lines[1].replace("broken-json: ", "") if done.returncode == 1 else lines[0]

    return told


@pytest.mark.parametrize("cause", CAUSES.values(), ids=CAUSES)
def test_it_is_told_without_a_word_of_the_parser(tell: Callable[[Cause, str], str], cause: Cause) -> None:
    assert cause.told in tell(cause, "en")
    for language in ("fr", "ro"):
        assert ENGLISH.findall(tell(cause, language)) == []


NUMBERS = sorted(
    number for number, name in errno.errorcode.items() if f"failure-{name.lower()}" in texts_in("en")._messages
)  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS, ids=[errno.errorcode[number] for number in NUMBERS])
def test_the_reason_of_the_system_goes_by_its_number(number: int) -> None:
    told = {code: texts_in(code).failure(system_failure(number)) for code in LANGUAGES}

    assert len({*told.values()}) == len(LANGUAGES)
    assert failure_of(OSError(number, "in whatever words")) == system_failure(number)


def test_a_number_that_has_no_words_is_told_itself() -> None:
    assert [texts_in(code).failure(system_failure(9999)) for code in LANGUAGES] == [
        "system error 9999", "erreur système 9999", "eroarea de sistem 9999",
    ]  # fmt: skip


def test_an_error_without_number_or_place_is_not_quoted() -> None:
    assert failure_of(ValueError("embedded null byte")) == Failure("failure-unknown")
    assert failure_of(OSError("odd")) == Failure("failure-unknown")


def test_a_parser_of_another_version_is_understood_by_its_place() -> None:
    class NewerError(tomllib.TOMLDecodeError):
        def __init__(self) -> None:  # its arguments are others in each version
            ValueError.__init__(self, "Whatever it is called (at line 3, column 7)")

    assert failure_of(NewerError()) == Failure("failure-place", {"line": "3", "column": "7"})


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="a folder that is in use stays there")
@pytest.mark.parametrize("arguments", [("check",), ("export", "csv"), ("init", "--no-input")], ids=" ".join)
def test_a_folder_that_was_removed_is_told(
    arguments: tuple[str, ...], program: Mapping[str, str], tmp_path: Path
) -> None:
    script = 'rmdir "$PWD" && exec "$0" -P -m relcli "$@"'
    told = subprocess.run(
        ["sh", "-c", script, sys.executable, *arguments],
        cwd=tmp_path, env={**CLEAN, **program}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert told.returncode == 2
    assert "relcli: The folder you are in has been removed." in told.stderr


# ---- standard input ---------------------------------------------------------------------------------------

HERE = ("--config", "house.toml")
STANDARD_INPUT = {
    "a text that is none": (("check", "-", *HERE), "\0"),
    "a table of texts that is none": (("check", "-", "--as", "json", *HERE), "{"),
    "a table of texts that breaks off": (("check", "-", "--as", "yaml", *HERE), "a: ["),
    "an exception for nothing": (("check", "-", *HERE), "<!-- relcli: ignore client -->\nOur friends pay.\n"),
    "a text that is to be mended": (("check", "-", "--fix", *HERE), ""),
    "a text beside its decision": (("check", "-", "--config", "-"), ""),
    "answers that are empty": (("advise", "--answers", "-"), ""),
    "answers that are none": (("advise", "--answers", "-"), "[]"),
    "answers in neither form": (("advise", "--answers", "-"), "{"),
    "answers to the other name of the flag": (("advise", "--config", "-"), "{"),
}


@pytest.mark.parametrize(("arguments", "text"), STANDARD_INPUT.values(), ids=STANDARD_INPUT)
def test_standard_input_is_called_so(
    call: Run, tmp_path: Path, arguments: tuple[str, ...], text: str
) -> None:
    (tmp_path / "house.toml").write_text(HOUSE, encoding="utf-8")
    for language in LANGUAGES:
        told = call(*arguments, cwd=tmp_path, stdin=text, env={"RELCLI_LANG": language}).stderr

        assert texts_in(language).file("-") in told
        assert not re.search(r"(?<![\w-]) -[ .:]", told.replace("--config -", ""))


def test_a_finding_in_standard_input_stands_there(call: Run, tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text(HOUSE, encoding="utf-8")
    told = call("check", "-", *HERE, cwd=tmp_path, stdin="Our customers pay.\n", env={"RELCLI_LANG": "ro"})
    as_json = call("check", "-", "--json", *HERE, cwd=tmp_path, stdin="Our customers pay.\n")

    assert "\nintrarea standard:1:5: " in told.stdout
    assert '"path":"-"' in as_json.stdout


@pytest.mark.process
def test_a_decision_may_come_from_standard_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Our customers pay.\n", encoding="utf-8")
    found = run("check", "a.md", "--config", "-", cwd=tmp_path, stdin=HOUSE)
    broken = run("check", "a.md", "--config", "-", cwd=tmp_path, stdin="a = ")

    assert found.returncode == 1
    assert (broken.returncode, "standard input is not valid TOML" in broken.stderr) == (2, True)
