"""Answers from a file or standard input: JSON or TOML, what ``--json`` printed, and what is wrong with a file."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from support.examples import ADVISE, CLIENT, FLAGS, SUPERMARKET
from support.process import Run

DOCUMENTS = {
    "JSON": json.dumps(CLIENT),
    "JSON with blanks before it": f"\n\n  {json.dumps(CLIENT, indent=4)}",
    "JSON with a byte order mark": "\ufeff" + json.dumps(CLIENT),
    "JSON with Windows line ends": json.dumps(CLIENT, indent=2).replace("\n", "\r\n"),
    "JSON under answers": json.dumps({"answers": CLIENT}),
    "JSON with null": json.dumps({**CLIENT, "cycle": None}),
    "JSON in capitals": json.dumps(CLIENT).upper(),
    "TOML": "".join(f'{question} = "{answer}"\n' for question, answer in CLIENT.items()),
    "TOML with Windows line ends": "".join(f'{q} = "{a}"\r\n' for q, a in CLIENT.items()),
    "TOML under answers": "[answers]\n" + "".join(f'{q} = "{a}"\n' for q, a in CLIENT.items()),
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_answers_from_a_file_or_standard_input(call: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers"
    file.write_bytes(text.encode())

    assert call("advise", "--answers", str(file), "-q").stdout == "client\n"
    assert call("advise", "--answers", "-", "-q", stdin=text).stdout == "client\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(FLAGS, id="answers"),
        pytest.param(("--business", "law firm"), id="a business"),
        pytest.param(("--business", "law firm", "--volume", "mass"), id="a business, corrected"),
        pytest.param((*SUPERMARKET, "--role", "regular"), id="a role"),
    ],
)
def test_a_whole_advice_goes_back_in(call: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    first = call("advise", *arguments, "--json").stdout
    file = tmp_path / "advice.json"
    file.write_text(first, encoding="utf-8")
    told, again = json.loads(first), json.loads(call("advise", "--answers", str(file), "--json").stdout)

    assert again["recommendation"] == told["recommendation"]
    assert again["business"] == told["business"]


def test_a_whole_advice_goes_back_in_by_a_pipe(bash: Run) -> None:
    first = f"{ADVISE} --business supermarket --role regular --json"

    assert bash(f"{first} | relcli advise --answers - --json").stdout == bash(first).stdout != ""


def test_a_flag_overrides_the_file(call: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({**CLIENT, "business": "law firm"}))
    told = json.loads(call("advise", "--answers", str(file), "--offer", "goods", "--json").stdout)

    assert told["answers"]["offer"] == "goods"
    assert told["business"]["id"] == "law-firm"


BROKEN = {
    "missing": (None, "file-unreadable", "No such file or directory"),
    "empty": (b"", "answers-empty", "is empty"),
    "only blanks": (b" \n\n", "answers-empty", "is empty"),
    "broken JSON": (b'{"offer": ', "answers-unreadable", "neither JSON nor TOML"),
    "broken TOML": (b"offer = goods", "answers-unreadable", "neither JSON nor TOML"),
    "a list": (b"[1, 2]", "answers-not-a-table", "holds no answers"),
    "nothing at all": (b"null", "answers-not-a-table", "holds no answers"),
    "a text": (b'"goods"', "answers-not-a-table", "holds no answers"),
    "answers that are a list": (b'{"answers": [1]}', "answers-not-a-table", "holds no answers"),
    "an unknown question": (b'{"ofer": "goods"}', "unknown-question", "Did you mean offer?"),
    "an unknown value": (b'{"offer": "god"}', "unknown-value", "Did you mean goods?"),
    "a number": (b'{"offer": 5}', "unknown-value", "5"),
    "a list as a value": (b'{"offer": ["a"]}', "unknown-value", "Allowed: goods"),
    "a business that is a number": (b'{"business": 5}', "answers-not-a-table", "holds no answers"),
    "no answers at all": (b"{}", "missing-answers", "--offer goods|"),
    "Latin-1": ("offer = 'é'".encode("latin-1"), "file-not-utf8", "not UTF-8"),
    "UTF-16": ('{"offer": "goods"}'.encode("utf-16"), "file-not-utf8", "not UTF-8"),
    "too deep": (b'{"offer":' + b"[" * 100_000, "answers-unreadable", "neither JSON nor TOML"),
}


@pytest.mark.parametrize(("content", "code", "says"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_explained(
    call: Run, tmp_path: Path, content: bytes | None, code: str, says: str
) -> None:
    file = tmp_path / "answers"
    if content is not None:
        file.write_bytes(content)
    told = call("advise", "--answers", str(file), "--json")
    error = json.loads(told.stderr)["error"]

    assert (told.returncode, told.stdout) == (2, "")
    assert error["code"] == code
    assert says in f"{error['message']} {error['hint']}"


def test_a_folder_is_no_answers_file(call: Run, tmp_path: Path) -> None:
    told = call("advise", "--answers", str(tmp_path))

    assert (told.returncode, told.stdout) == (2, "")
    assert "cannot be read: Is a directory." in told.stderr


def test_not_knowing_is_an_answer_and_what_is_assumed_is_shown(
    call: Run, questions: dict[str, list[str]]
) -> None:
    unknown = [part for question in questions for part in (f"--{question}", "unknown")]
    told = json.loads(call("advise", *unknown, "--business", "supermarket", "--json").stdout)
    assumed = json.loads(call("advise", "--business", "supermarket", "--json").stdout)

    assert told["business"]["assumed"] == []
    assert len(told["open_questions"]) == len(questions)
    assert assumed["business"]["assumed"] == [*assumed["answers"]] != []
    assert "\nassumed\t" in call("advise", "--business", "supermarket").stdout


def test_an_answer_overrides_the_business(call: Run) -> None:
    told = json.loads(
        call("advise", "-b", "law firm", "--offer", "goods", "--volume", "unknown", "--json").stdout
    )

    assert told["answers"]["offer"] == "goods"
    assert "volume" not in told["answers"]
    assert not {"offer", "volume"} & {*told["business"]["assumed"]}


def test_what_is_said_otherwise_now_than_in_a_decision_file(call: Run, tmp_path: Path) -> None:
    """But nothing of whom nobody is there, as a law firm has no regulars."""
    (tmp_path / "relcli.toml").write_text(
        'format_version = 2\ndata = "2026-11-21"\ntrade = "law-firm"\nlanguages = ["en"]\n'
        '[words]\npayer = "customer"\nregular = "customer"\ngroup = "clientele"\n'
    )
    told = call("advise", "--answers", "relcli.toml", "-q", cwd=tmp_path)

    assert told.stdout == "client\n"
    assert [line for line in told.stderr.splitlines() if "has changed" in line] == [
        "The knowledge has changed since 21 November 2026: for “who pays” the word was “customer”, now it is “client”."
    ]


@pytest.mark.parametrize(
    "name",
    [
        "law firm",
        "Law Firm",
        "law-firm",
        "firm law",
        "cabinet d'avocats",
        "CABINET D\u2019AVOCATS",
        "cabinet de avocatura",
    ],
)
def test_a_business_by_any_of_its_names(call: Run, name: str) -> None:
    told = json.loads(call("advise", "--business", name, "--json").stdout)

    assert told["business"]["id"] == "law-firm"
    assert told["recommendation"]["concept"] == "client"


def test_flags_in_any_order_and_both_spellings(call: Run, plain: str) -> None:
    pairs = [*zip(FLAGS[::2], FLAGS[1::2], strict=True)]

    assert call("advise", *(part for pair in reversed(pairs) for part in pair)).stdout == plain
    assert call("advise", *("=".join(pair) for pair in pairs)).stdout == plain
    assert call("show", "--", "client").stdout == call("show", "client").stdout


def test_the_command_of_an_advice_gives_it_again(call: Run) -> None:
    arguments = ("--business", "law firm", "--volume", "mass", "--role", "end-user", "--reading", "service")
    told = json.loads(call("advise", *arguments, "--json").stdout)
    program, *again = shlex.split(told["command"])

    assert program == "relcli"
    assert json.loads(call(*again, "--json").stdout) == told
