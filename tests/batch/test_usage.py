"""What `relcli batch` is asked for: what cannot be run, other names, the summary."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from support.batch import Batch, table


@pytest.mark.parametrize(
    ("data", "flags", "code", "hint"),
    [
        pytest.param("a,b\n1,2\n", (), "no-answers-in-columns", "--map", id="no column of answers"),
        pytest.param("offer,Offer,OFFER\n,,\n", ("--map", "volume=x"), "no-such-column", "offer", id="--map of no column"),
        pytest.param("Offer,OFFER\n,\n", (), "column-twice", "Rename", id="a question twice"),
        pytest.param("offer,relcli_term\n,\n", (), "column-taken", "--prefix", id="an added name is taken"),
        pytest.param("offer,a,a\n,,\n", ("--to", "jsonl"), "column-twice", "Rename", id="a key twice"),
        pytest.param("offer,\n,\n", ("--to", "jsonl"), "column-without-name", "--to csv", id="a key without a name"),
        pytest.param('[{"offer": "goods"}]', (), "json-array", "jq", id="a JSON array"),
        pytest.param("offer\n", ("--map", "ofer=x"), "unknown-value", "offer", id="--map of no question"),
        pytest.param("offer\n", ("--map", "offer"), "not-a-pair", "QUESTION=COLUMN", id="--map without ="),
        pytest.param("offer\n", ("--map-values", "Retail=good"), "unknown-value", "goods", id="--map-values to no answer"),
        pytest.param("offer\n", ("--set", "offer=god"), "unknown-value", "goods", id="--set to no answer"),
        pytest.param("offer\n", ("--set", "business=zzqq"), "unknown-business", None, id="--set to no business"),
        pytest.param("offer\n", ("--encoding", "utf8000"), "unknown-encoding", "cp1252", id="no such encoding"),
        pytest.param("offer\n", ("--encoding", "base64"), "unknown-encoding", "cp1252", id="no encoding of text"),
        pytest.param("offer\n", ("--delimiter", "--"), "wrong-delimiter", "tab", id="two characters"),
        pytest.param("offer\n", ("--jobs", "2"), "unknown-option", None, id="no option for several processes"),
        pytest.param("offer\n", ("--to", "csv"), "contradicting-flags", None, id="--json and CSV"),
        pytest.param("offer\n", ("--output", "a.csv"), "contradicting-flags", None, id="--json and a CSV file"),
        pytest.param("offer\n", ("a.XLSX",), "spreadsheet", "CSV UTF-8", id="a spreadsheet"),
        pytest.param("offer\n", ("a.ods",), "spreadsheet", "CSV UTF-8", id="an OpenDocument spreadsheet"),
        pytest.param("offer\n", ("--from", "xml"), "unknown-value", "jsonl", id="no such form"),
        pytest.param("offer\n", ("missing.csv",), "input-unreadable", None, id="no such file"),
        pytest.param("offer\n", (".",), "input-unreadable", None, id="a folder"),
        pytest.param("offer\n", ("--output", "no/where.jsonl"), "file-unwritable", None, id="output folder missing"),
        pytest.param("offer\n", ("--rejects", "no/where.csv"), "file-unwritable", None, id="rejects folder missing"),
        pytest.param("offer\n", ("--output", "a", "--rejects", "a"), "same-file", None, id="rejects over output"),
        pytest.param("offer\n", ("--role", "boss"), "unknown-value", None, id="no such role"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_said_before_a_row_is_written(  # noqa: PLR0913, PLR0917
    batch: Batch, tmp_path: Path, data: str, flags: Sequence[str], code: str, hint: str | None
) -> None:
    result = batch(data, "--json", *flags, cwd=tmp_path)
    error = json.loads(result.stderr)["error"]

    assert (result.returncode, result.stdout, error["code"]) == (2, b"", code)
    assert hint is None or hint in error["message"] + (error["hint"] or "")
    assert not any(path.stat().st_size for path in tmp_path.iterdir())


def test_another_prefix_makes_room(batch: Batch) -> None:
    [row] = table(batch("offer,relcli_term\ngoods,mine\n", "--prefix", "advice_").stdout)

    assert (row["relcli_term"], row["advice_term"]) == ("mine", "customer")


def test_the_summary_counts_every_row(batch: Batch) -> None:
    given = "offer,volume\ngoods,mass\ngoods,mass\ngods,mass\ngoods\n,\n"
    result = batch(given, "--summary")
    summary = json.loads(result.stderr)["summary"]
    rows = table(result.stdout)

    assert summary["rows"] == summary["written"] == 5
    assert summary["terms"] == {"customer": 2}
    assert summary["verdicts"] == {rows[0]["relcli_verdict"]: 2, "undecided": 1}
    assert summary["errors"] == {"unknown-value-near": 1, "wrong-columns": 1}
    assert [error["line"] for error in summary["first_errors"]] == [4, 5]


def test_on_a_terminal_the_summary_is_bars_and_progress_goes_away(
    terminal: Callable[..., object], tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("offer\n" + "goods\n" * 30 + "software\n" * 10 + "x\n")
    screen = terminal(shell=f"relcli batch {tmp_path}/a.csv --summary > {tmp_path}/out.csv; echo done")
    screen.wait_for("done")
    text = screen.screen

    assert "customer" in text
    assert "█" in text
    assert text.index("Terms") < text.index("Verdicts") < text.index("Errors")
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 42


def test_an_added_name_that_is_a_key_is_said_before_a_row_is_written(batch: Batch) -> None:
    result = batch('{"offer": "goods", "relcli_term": 1}\n', "--to", "csv")

    assert (result.returncode, result.stdout) == (2, b"")
    assert b"--prefix" in result.stderr


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_a_key_that_no_row_has_is_told(batch: Batch, tmp_path: Path, language: str) -> None:
    given = '{"industry": "hotel", "n": 1}\n' * 3
    flags = ["--map", "business=sector", "--lang", language]
    to_stream = batch(given, *flags, "--json")
    batch(given, *flags, "--output", "out.jsonl", cwd=tmp_path)
    error = json.loads(to_stream.stderr)["error"]

    assert (to_stream.returncode, error["code"]) == (2, "no-such-key")
    assert "sector" in error["message"]
    assert "industry, n" in error["hint"]
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('{"a": 1}\n{"sector": null}\n', id="a later row has it"),
        pytest.param("", id="no rows"),
        pytest.param('{"a"\n', id="no row can be read"),
    ],
)
def test_a_key_that_may_be_right_is_not_told(batch: Batch, rows: str) -> None:
    assert batch(rows, "--map", "business=sector", "--from", "jsonl").returncode != 2
