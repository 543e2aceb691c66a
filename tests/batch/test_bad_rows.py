"""`relcli batch` and everything that can be wrong with a row: rows in = rows out + rejects, always."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from support.batch import ENVIRONMENT, answer
from support.shipped import texts_in

pytestmark = pytest.mark.process

# ---- damage of every kind ----------------------------------------------------------------------------


def bare(written: bytes) -> list[bytes]:
    """The lines of an output without what was added to them."""
    return written.split(b"\n")[1:-1]


HEADER = b"id,offer,volume,note\n"

DAMAGE: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "a cell missing": lambda row, _: row.rpartition(b",")[0],
    "a cell too many": lambda row, _: row + b",more",
    "cut off": lambda row, chance: row[: chance.randrange(1, len(row) - 8)],
    "a quote at the start": lambda row, _: row.replace(b",", b',"', 1),
    "a quote in the last cell": lambda row, _: b'"'.join(row.rpartition(b",")[::2]),
    "a quote opened last": lambda row, _: row.replace(b"note", b'"note'),
    "an unknown value": lambda row, _: row.replace(b"goods", b"g\xc3\xb6\xc3\xb6ds"),
    "another encoding": lambda row, _: row.replace(b"note", b"\xe9\xff"),
    "a NUL": lambda row, _: row.replace(b"goods", b"go\0ds"),
    "a stray CR": lambda row, _: row.replace(b",", b"\r,", 1),
    "control characters": lambda row, _: row.replace(b"goods", b"\x1b[31m\x07"),
    "noise": lambda row, chance: bytes(chance.choice(b'abc;|\t "') for _ in row).replace(b'"', b"'"),
    "a formula": lambda row, _: row.replace(b"note", b"=1+1"),
}


def damaged(number: int, share: float, seed: int, *kinds: str) -> list[bytes]:
    chance = random.Random(seed)
    rows = []
    for at in range(number):
        row = b"%d,goods,%s,note %d" % (at, chance.choice([b"mass", b"many", b""]), at)
        if chance.random() < share:
            row = DAMAGE[chance.choice(kinds or [*DAMAGE])](row, chance)
        rows.append(row)
    return rows


@pytest.mark.parametrize("kind", [*DAMAGE])
def test_a_damaged_row_harms_no_other(kind: str) -> None:
    rows = damaged(300, 0.1, 1, kind)
    result = answer(HEADER + b"".join(row + b"\n" for row in rows))
    written = bare(result.stdout)
    good = [row for row in rows if b",goods," in row and row.count(b",") == 3 and b'"' not in row]

    assert len(written) == len(rows)
    answered = [
        line for line in written if line.count(b",") == 10 and line.endswith(b",") and b"customer" in line
    ]
    plain = [row for row in good if b"\r" not in row and b"\xff" not in row]
    assert set(plain) <= {line.rsplit(b",", 7)[0] for line in answered}
    assert all(line.startswith(row.split(b",")[0]) for row, line in zip(rows, written, strict=True))


@pytest.mark.parametrize("flags", [(), ("--to", "jsonl")], ids=["CSV", "to JSON Lines"])
@pytest.mark.parametrize("seed", range(3))
def test_rows_in_are_rows_out_and_rejects(tmp_path: Path, seed: int, flags: Sequence[str]) -> None:
    rows = damaged(20_000, 0.01, seed)
    given = HEADER + b"".join(row + b"\n" for row in rows)
    every = answer(given, "--summary", *flags)
    apart = answer(given, "--summary", "--rejects", str(tmp_path / "rejects"), *flags)
    rejects = (tmp_path / "rejects").read_bytes()
    summary = json.loads(apart.stderr)["summary"]
    header = 0 if flags else 1

    assert every.returncode == apart.returncode == 1
    assert every.stdout.count(b"\n") == len(rows) + header
    assert apart.stdout.count(b"\n") - header + rejects.count(b"\n") == len(rows)
    assert (summary["rows"], summary["rejected"]) == (len(rows), rejects.count(b"\n"))
    assert (
        summary["written"] + summary["rejected"]
        == summary["rows"]
        == json.loads(every.stderr)["summary"]["rows"]
    )
    assert 0 < summary["rejected"] < len(rows) / 50
    # Exactly as they came, and in their order.
    left = iter(given.split(b"\n"))
    assert all(line in left for line in rejects.split(b"\n")[:-1])


def test_a_broken_row_of_json_lines_harms_no_other(tmp_path: Path) -> None:
    good = b'{"id": 1, "offer": "goods"}'
    bad = [
        b'{"id": 2, "offer":', b'{"id": 3} {"id": 4}', b"[1]", b"7", b"null", b'"text"', b"{'offer': 1}",
        b'{"offer": "gods"}', b'{"offer": ["goods"]}', b'{"offer": true}', b'{"offer": 7}', b"\xff\xfe",
        b'{"offer": "\xe9"}', b'{"relcli_term": 1}', b'{"n": "' + b"[" * 10 + b'"', b"[" * 100_000, b'{"a": \0}',
    ]  # fmt: skip
    lines = [line for row in bad for line in (good, row)] + [good]
    given = b"\n".join(lines) + b"\n"
    every = answer(given)
    apart = answer(given, "--rejects", str(tmp_path / "rejects"))
    written = every.stdout.split(b"\n")[:-1]

    assert len(written) == len(lines)
    for line, row in zip(written, lines, strict=True):
        # Bytes that are no UTF-8 stay what they are.
        found = json.loads(line.decode("utf-8", "surrogateescape"))
        assert (found["relcli_error"] is None) == (row is good)
        assert found.get("id") == (1 if row is good else found.get("id"))
    assert (tmp_path / "rejects").read_bytes() == b"\n".join(bad) + b"\n"
    assert apart.stdout.count(b"\n") == len(bad) + 1
    broken = json.loads(written[1])
    assert broken["relcli_row"] == '{"id": 2, "offer":'


@pytest.mark.parametrize(
    ("row", "code"),
    [
        pytest.param(b"goods,x,y", "wrong-columns", id="too many"),
        pytest.param(b"goods", "wrong-columns", id="too few"),
        pytest.param(b'goods,"x', "open-quote", id="cut off in a quoted cell"),
        pytest.param(b"goods\r,x", "broken-cells", id="a stray CR"),
        pytest.param(b"gods,x", "unknown-value-near", id="a slip"),
        pytest.param(b"zzz,x", "unknown-value", id="nothing like it"),
        pytest.param(b"goods,\xe9", "not-in-encoding", id="another encoding"),
    ],
)
def test_the_error_says_what_is_wrong_and_stands_in_its_column(row: bytes, code: str) -> None:
    result = answer(b"offer,n\n" + row + b"\n")
    if code not in {"open-quote", "broken-cells"}:  # which no reader can pass
        [found] = csv.DictReader(io.StringIO(result.stdout.decode("utf-8", "surrogateescape"), newline=""))
        assert found["relcli_error"].startswith(f"{code}: ")
        assert found["relcli_term"] == ""
    assert f"{code} 1" in result.stderr.decode()
    assert "line 2: " in result.stderr.decode()
    assert result.returncode == 1


def test_a_row_too_long_loses_nothing_and_keeps_the_columns_in_place() -> None:
    result = answer(b'offer,n\ngoods,"x,y",over,"a ""b"""\n')
    header, row = csv.reader(io.StringIO(result.stdout.decode()))

    assert row[: len(header)][:2] == ["goods", "x,y"]
    assert row[len(header) - 1].startswith("wrong-columns")
    assert row[len(header) :] == ["over", 'a "b"']


def test_another_encoding_is_told_with_its_line_and_the_flag() -> None:
    given = "offer,n\ngoods,é\n".encode() + "goods,é\n".encode("cp1252")
    mixed = answer(given)

    said = texts_in("en").say("row-not-in-encoding", line=3, encoding="utf-8")
    assert "line 3" in said
    assert "--encoding" in said
    assert said in mixed.stderr.decode()
    assert b"goods,\xe9," in mixed.stdout
    assert answer("offer,n\ngoods,é\n".encode("cp1252"), "--encoding", "cp1252").returncode == 0


def test_strict_stops_at_the_first_bad_row(tmp_path: Path) -> None:
    given = b"offer\ngoods\ngods\ngoods\nbad\n"
    out = tmp_path / "out.csv"
    out.write_text("old")
    to_stream = answer(given, "--strict", "--summary")
    to_file = answer(given, "--strict", "--output", str(out))
    aside = answer(given, "--strict", "--rejects", str(tmp_path / "rejects"))

    assert to_stream.stdout.count(b"\n") == 3
    assert json.loads(to_stream.stderr)["summary"]["rows"] == 2
    assert (aside.stdout.count(b"\n"), (tmp_path / "rejects").read_bytes()) == (2, b"gods\n")
    assert [r.returncode for r in (to_stream, to_file, aside)] == [1, 1, 1]
    assert out.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.csv", "rejects"]


# ---- size --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(b"x" * 100_000_000, id="plain"),
        pytest.param(b'"' + b"x" * 100_000_000 + b'"', id="quoted"),
    ],
)
def test_a_field_of_100_megabytes_passes(tmp_path: Path, cell: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(b"offer,n\ngoods,a\ngoods," + cell + b"\ngoods,b\n")
    result = answer(None, "a.csv", "--output", "out.csv", cwd=tmp_path)
    lines = (tmp_path / "out.csv").read_bytes().split(b"\n")

    assert result.returncode == 0
    assert lines[2].startswith(b"goods," + cell + b",customer,")
    assert len(lines) == 5


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
@pytest.mark.parametrize(
    ("rows", "flags"),
    [
        pytest.param(b"goods,mass,x\n", (), id="few profiles"),
        pytest.param(None, (), id="every row another"),
        pytest.param(b'"goods,mass,x\n', (), id="every quote left open"),
    ],
)
def test_memory_stays_flat(tmp_path: Path, rows: bytes | None, flags: Sequence[str]) -> None:
    def peak(number: int) -> int:
        path = tmp_path / f"{number}.csv"
        with path.open("wb") as file:
            file.write(b"offer,volume,id\n")
            for at in range(number):
                file.write(rows or b"bad %d,mass,%d\n" % (at, at))
        code = (
            "import sys\n"
            "from relcli.cli import main\n"
            "main(sys.argv[1:])\n"
            "status = open('/proc/self/status').read().split()\n"
            "print(status[status.index('VmHWM:') + 1], file=sys.stderr)\n"
        )
        arguments = ["batch", str(path), "--output", os.devnull, *flags]
        result = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True,
            check=True,
            env=ENVIRONMENT,
            timeout=300,
        )
        return int(result.stderr.split()[-1])

    assert peak(200_000) - peak(20_000) < 40_000
