"""`relcli batch`: the advice of `relcli advise` for every row, and nothing of a row lost."""

from __future__ import annotations

import csv
import importlib.util
import io
import itertools
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from support.process import CLEAN
from support.shipped import DATA, told

from relcli import load
from relcli.advice.request import make_request
from relcli.batch import jobs, records
from relcli.batch.answer import Adviser
from relcli.batch.desk import Desk
from relcli.batch.layout import Layout, guess_delimiter
from relcli.batch.plan import BUSINESS, CSV, Plan
from relcli.batch.rows import CsvRows
from relcli.batch.score import Decided, Scorer
from relcli.decide.ballot import Ballots
from relcli.decide.decision import decide
from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.model import UNKNOWN, Knowledge

ADDED = ("term", "concept", "verdict", "runner_up", "margin", "error")
CORE = ("offer", "volume", "contract", "repeat")

Batch = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def batch() -> Batch:
    """``batch("a,b\\n…", "--strict")`` in a real process: bytes in, bytes out."""

    def call(
        data: bytes | str, *flags: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "relcli", "batch", *flags],
            input=data.encode() if isinstance(data, str) else data,
            capture_output=True,
            check=False,
            cwd=cwd,
            env={**CLEAN, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **(env or {})},
            timeout=120,
        )

    return call


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def objects(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.decode().split("\n") if line]


# ---- the same as advise ------------------------------------------------------------------------------


def combinations(knowledge: Knowledge, questions: Sequence[str]) -> Iterator[dict[str, str]]:
    options = [["", *(o.id for o in knowledge.questions[q].options)] for q in questions]
    for answers in itertools.product(*options):
        yield {q: a for q, a in zip(questions, answers, strict=True) if a}


@pytest.mark.parametrize("reading", [None, "service", "loyalty", "role"])
@pytest.mark.parametrize("role", ["payer", "end-user", "prospect", "regular", "group"])
def test_the_sums_decide_as_the_engine_does(
    ballots: Ballots, knowledge: Knowledge, role: str, reading: str | None
) -> None:
    ballot = ballots.of(role, reading)
    scorer = Scorer(ballot)
    chance = random.Random(f"{role} {reading}")
    sample = [
        {q.id: chance.choice(q.options).id for q in knowledge.questions.values() if chance.random() < share}
        for share in (0.2, 0.5, 0.8, 1.0)
        for _ in range(500)
    ]
    assert scorer.fits
    for answers in [*combinations(knowledge, CORE), *sample]:
        decided = scorer.decide(sum(scorer.weights[q][answers.get(q, UNKNOWN)] for q in scorer.questions))
        decision = decide(ballot, answers)

        assert (decided.winner, decided.runner_up, decided.margin, decided.verdict) == (
            decision.winner,
            decision.runner_up,
            decision.margin,
            decision.verdict,
        ), answers


def rows_with_businesses(knowledge: Knowledge, number: int, seed: int) -> list[tuple[str, ...]]:
    """Cells for every question and the business, as people would fill them in."""
    chance = random.Random(seed)
    trades = list(load.trades().values())
    rows = []
    for _ in range(number):
        cells = [
            chance.choice(["", "", UNKNOWN, chance.choice(q.options).id, chance.choice(q.options).id.upper()])
            for q in knowledge.questions.values()
        ]
        trade = chance.choice(trades)
        trade = chance.choice(["", trade.id, f" {trade.label['fr']} ", trade.label["ro"].upper()])
        rows.append((*cells, trade))
    return rows


@pytest.mark.parametrize("sector", [True, False], ids=["words of the trade", "--no-sector"])
@pytest.mark.parametrize("role", ["payer", "end-user", "regular", "group", "prospect", "principal"])
@pytest.mark.parametrize("language", ["en", "ro"])
def test_a_row_gets_what_advise_gives(
    knowledge: Knowledge, ballots: Ballots, role: str, language: str, *, sector: bool
) -> None:
    party = next(iter(knowledge.parties))
    role = party if role == "principal" else role
    if not sector and role == party:
        pytest.skip("parties are of the trade")
    texts = Texts(language, load.messages(), knowledge)
    columns = {q: q for q in (*knowledge.questions, BUSINESS)}
    adviser = Adviser(
        Plan("-", to=CSV, role=role, language=language, sector=sector), texts, knowledge, columns
    )
    rows = rows_with_businesses(knowledge, 60, seed=len(role))
    halved: Sequence[object] = [adviser.outcome(row) for row in rows]
    if adviser.halves:
        firsts, seconds = ([tuple(row[at] for at in half) for row in rows] for half in adviser.halves)
        halved = [
            adviser.plain(found) if isinstance(found, Decided) else found
            for found in adviser.by_halves(firsts, seconds, rows.__getitem__)
        ]

    for cells, by_halves in zip(rows, halved, strict=True):
        outcome = adviser.outcome(cells)
        answers = {q: a for q, a in zip(columns, cells[:-1], strict=False) if a}
        try:
            request = make_request(
                DATA, language, answers=answers, role=role, trade=cells[-1] or None, sector=sector
            )
        except AnswerError:
            assert outcome.problem
            assert by_halves.problem
            continue
        advised = told(request, language)["recommendation"]
        expected = tuple(advised[key] for key in ("term", "concept", "verdict", "runner_up", "margin"))
        for found in (outcome, by_halves):
            assert (found.term, found.concept, found.verdict, found.runner_up, found.margin) == expected, (
                cells
            )


def test_a_row_is_what_the_command_advise_says(batch: Batch, run: Callable[..., object]) -> None:
    line = run("advise", "--business", "law firm", "--market", "businesses", "--json", "--term-lang", "fr")
    advice = json.loads(line.stdout)
    [row] = table(batch("business,market\nlaw firm,businesses\n", "--term-lang", "fr").stdout)

    assert [row[f"relcli_{name}"] for name in ADDED] == [
        advice["recommendation"]["term"],
        advice["recommendation"]["concept"],
        advice["recommendation"]["verdict"],
        advice["recommendation"]["runner_up"] or "",
        str(advice["recommendation"]["margin"]),
        "",
    ]


# ---- forms and dialects ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "written"),
    [
        pytest.param("offer,note\ngoods,x\n", "offer,note,{h}\ngoods,x,{t}\n", id="commas"),
        pytest.param("offer;note\ngoods;1,5\n", "offer;note;{h}\ngoods;1,5;{t}\n", id="semicolons"),
        pytest.param("offer\tnote\ngoods\tx\n", "offer\tnote\t{h}\ngoods\tx\t{t}\n", id="tabs"),
        pytest.param("offer|note\ngoods|x\n", "offer|note|{h}\ngoods|x|{t}\n", id="bars"),
        pytest.param("offer\ngoods\n", "offer,{h}\ngoods,{t}\n", id="one column"),
        pytest.param("offer,n\r\ngoods,x\r\n", "offer,n,{h}\r\ngoods,x,{t}\r\n", id="CR LF"),
        pytest.param("offer,n\rgoods,x\r", "offer,n,{h}\rgoods,x,{t}\r", id="CR alone"),
        pytest.param(
            "offer,n\ngoods,x\r\ngoods,y\n", "offer,n,{h}\ngoods,x,{t}\r\ngoods,y,{t}\n", id="line ends mixed"
        ),
        pytest.param("\ufeffoffer,n\ngoods,x\n", "\ufeffoffer,n,{h}\ngoods,x,{t}\n", id="byte order mark"),
        pytest.param(
            'offer,n\ngoods,"a\nb, ""c"""\ngoods,d\n',
            'offer,n,{h}\ngoods,"a\nb, ""c""",{t}\ngoods,d,{t}\n',
            id="quoted line ends",
        ),
        pytest.param(
            'offer,n\r\ngoods,"a\nb"\r\n',
            'offer,n,{h}\r\ngoods,"a\nb",{t}\r\n',
            id="LF in a cell, CR LF after it",
        ),
        pytest.param('"offer","n"\n"goods","x"\n', '"offer","n",{h}\n"goods","x",{t}\n', id="all quoted"),
        pytest.param("offer,n\ngoods,x", "offer,n,{h}\ngoods,x,{t}\n", id="no line end at the end"),
        pytest.param("offer,n\n\ngoods,x\n\n", "offer,n,{h}\n\ngoods,x,{t}\n\n", id="blank lines stay blank"),
        pytest.param(
            'offer,n\ngoods,5" pipe\n', 'offer,n,{h}\ngoods,5" pipe,{t}\n', id="a quote inside a cell"
        ),
        pytest.param(
            'offer,n\ngoods,"a"b\n', 'offer,n,{h}\ngoods,"a"b,{t}\n', id="more after a closing quote"
        ),
        pytest.param(
            "n,n,,offer\n1,2,3,goods\n", "n,n,,offer,{h}\n1,2,3,goods,{t}\n", id="names twice, no name"
        ),
        pytest.param(
            " OFFER ,n\n Goods ,x\n", " OFFER ,n,{h}\n Goods ,x,{t}\n", id="case and blanks are free"
        ),
        pytest.param("offer,n\ngoods,é ș 😀\n", "offer,n,{h}\ngoods,é ș 😀,{t}\n", id="letters"),
        pytest.param("offer,n\ngoods,a\0b\n", "offer,n,{h}\ngoods,a\0b,{t}\n", id="NUL bytes"),
        pytest.param("", "", id="nothing at all"),
        pytest.param("offer,n\n", "offer,n,{h}\n", id="a header alone"),
    ],
)
def test_a_row_passes_through_byte_for_byte(batch: Batch, given: str, written: str) -> None:
    [tail] = {row["relcli_verdict"]: row for row in table(batch("offer\ngoods\n").stdout)}.values()
    delimiter = next((d for d in ";\t|" if d in given), ",")
    header = delimiter.join(f"relcli_{name}" for name in ADDED)
    cells = delimiter.join(tail[f"relcli_{name}"] for name in ADDED)
    result = batch(given)

    assert result.stdout.decode() == written.replace("{h}", header).replace("{t}", cells)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("given", "told", "read_as"),
    [
        pytest.param("offer,n\ngoods,é\n".encode("cp1252"), "cp1252", "cp1252", id="asked for"),
        pytest.param(
            "\ufeffoffer\tn\r\ngoods\tș\r\n".encode("utf-16-le"), None, "utf-16-le", id="UTF-16 by its mark"
        ),
        pytest.param("offer,n\ngoods,é\n".encode("utf-16-be"), "utf-16-be", "utf-16-be", id="UTF-16 without"),
        pytest.param("offer,n\ngoods,日本\n".encode("shift_jis"), "shift_jis", "shift_jis", id="Shift JIS"),
    ],
)
def test_an_encoding_is_kept(batch: Batch, given: bytes, told: str | None, read_as: str) -> None:
    result = batch(given, *(["--encoding", told] if told else []))
    lines = result.stdout.decode(read_as).splitlines()

    assert [
        line.startswith(start) for line, start in zip(lines, given.decode(read_as).splitlines(), strict=True)
    ]
    assert "customer" in lines[1]
    assert result.returncode == 0


def test_json_lines_pass_through_byte_for_byte(batch: Batch) -> None:
    rows = [
        '{"id":1.10,"offer":"goods","x":{"y":[1,{}]}}',
        '{ "offer" : "goods" , "big": 123456789012345678901234567890 }  ',
        '{"offer":null,"volume":"mass","esc":"\\u00e9\\ud83d"}',
        "{}",
        '{"nothing": "known"}',
    ]
    result = batch("\n".join(rows) + "\n\n")
    written = result.stdout.decode().splitlines()

    assert result.returncode == 0
    for row, line in zip(rows, written, strict=False):
        assert line.startswith(row.rstrip()[:-1].rstrip())
        assert {k: v for k, v in json.loads(line).items() if not k.startswith("relcli_")} == json.loads(row)
    assert written[5] == ""
    assert [json.loads(line)["relcli_verdict"] for line in written[3:5]] == ["undecided", "undecided"]


@pytest.mark.skipif(importlib.util.find_spec("msgspec") is None, reason="needs msgspec")
@pytest.mark.parametrize(
    "line",
    [
        '{"offer":"goods","n":NaN}', '{"offer":"goods","n":1e999}', '{"offer":"goods","n":"\\ud800"}',
        '{"offer":"goods","offer":"software"}', '{"offer":"goods","n":01}', '{"offer":"goods","n":"\t"}',
        '{"offer":"goods",}', '{"offer":"goods"}x', '{"offer":"goods"} {}', '{"off\\u0065r":"goods"}',
        '{"offer":7}', '{"offer":1.10}', '{"offer":true}', '{"offer":["goods"]}', '{"offer":{}}', '["offer"]', "7",
        '{"offer":"goods","n":"\\q"}', "{" + '"a":{' * 5000 + "}" * 5000 + "}",
    ],
)  # fmt: skip
def test_the_fast_reader_reads_as_the_standard_library_does(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> object:
        reader = records.JsonRows(["offer", "volume"], ["relcli_term"], "relcli_", objects=False)
        taken = reader.take(line + "\n", whole=False)
        if any(
            not isinstance(cell, str | None) for row in taken.rows if isinstance(row, tuple) for cell in row
        ):
            taken = reader.read_again(line + "\n")
        return taken.raws, taken.rows, taken.odd

    fast = read()
    monkeypatch.setattr(records, "fast_reader", lambda keys: None)

    assert fast == read()


@pytest.mark.parametrize(
    ("name", "data", "flags"),
    [
        pytest.param("a.csv", "offer\ngoods\n", (), id="by the ending .csv"),
        pytest.param("a.tsv", "x\toffer,\n1\tgoods\n", ("--map", "offer=offer,"), id="by the ending .tsv"),
        pytest.param("a.ndjson", '{"offer": "goods"}\n', (), id="by the ending .ndjson"),
        pytest.param("a.txt", '\n {"offer": "goods"}\n', (), id="JSON Lines by the first bytes"),
        pytest.param("a.txt", "offer\ngoods\n", (), id="CSV by the first bytes"),
        pytest.param("a.csv", '{"offer": "goods"}\n', ("--from", "jsonl"), id="as --from says"),
    ],
)
def test_the_form_is_found(batch: Batch, tmp_path: Path, name: str, data: str, flags: Sequence[str]) -> None:
    (tmp_path / name).write_text(data)
    result = batch("", str(tmp_path / name), *flags)

    assert b"customer" in result.stdout
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        pytest.param("a;b;c\n1,5;2,5;3\n", ";", id="decimal commas"),
        pytest.param("a,b\n1;2;3,4\n1;2,4\n", ",", id="the header's, when rows hold both"),
        pytest.param("a|b,c\nx|y\nz|w\n", "|", id="what most rows have"),
        pytest.param("offer\ngoods\n", ",", id="a single column"),
        pytest.param('"a,b";c\n"1,2";3\n', ";", id="quoted delimiters do not count"),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    assert guess_delimiter(text, "\n") == delimiter


def test_csv_becomes_json_lines_and_back(batch: Batch) -> None:
    given = 'id,offer,note\n1,goods,"a, b\nc"\n2,software,é\n'
    lines = batch(given, "--to", "jsonl")
    back = batch(lines.stdout, "--to", "csv", "--prefix", "again_")

    assert [{k: o[k] for k in ("id", "offer", "note")} for o in objects(lines.stdout)] == table(
        given.encode()
    )
    for row, once in zip(table(back.stdout), objects(lines.stdout), strict=True):
        assert [row[f"again_{n}"] for n in ADDED] == [
            "" if (v := once[f"relcli_{n}"]) is None else str(v) for n in ADDED
        ]
        assert row["note"] == once["note"]


def test_values_of_json_become_cells_as_they_are_written(batch: Batch) -> None:
    given = '{"offer": "goods", "n": 1.10, "b": true, "z": null, "o": {"a": [1]}, "big": 12345678901234567890123}\n'
    [row] = table(batch(given, "--to", "csv").stdout)

    assert [row[k] for k in ("n", "b", "z", "big")] == ["1.10", "true", "", "12345678901234567890123"]
    assert json.loads(row["o"]) == {"a": [1]}


def test_the_ending_of_the_output_says_what_to_write(batch: Batch, tmp_path: Path) -> None:
    batch("offer\ngoods\n", "--output", str(tmp_path / "out.jsonl"))

    assert objects((tmp_path / "out.jsonl").read_bytes())[0]["relcli_term"] == "customer"


# ---- columns and values ------------------------------------------------------------------------------


def test_other_names_and_other_words(batch: Batch) -> None:
    given = "line_of_trade,Clients,deal\nRetail,mass,\nLaw,few,agreement\n"
    flags = ["--map", "offer=line_of_trade", "--map", "volume=clients", "--map", "contract=deal"]
    words = ["--map-values", "Retail=goods", "--map-values", "law=tailored-service"]
    plain = batch("offer,volume,contract\ngoods,mass,\ntailored-service,few,agreement\n")

    added = [[row[f"relcli_{n}"] for n in ADDED] for row in table(plain.stdout)]
    assert [[r[f"relcli_{n}"] for n in ADDED] for r in table(batch(given, *flags, *words).stdout)] == added


def test_one_answer_for_all_rows(batch: Batch) -> None:
    fixed = table(batch("offer,contract\ngoods,agreement\n", "--set", "contract=none").stdout)
    given = table(batch("offer,contract\ngoods,none\n").stdout)
    trade = table(batch("id\n1\n", "--set", "business=law firm").stdout)

    assert [fixed[0][f"relcli_{n}"] for n in ADDED] == [given[0][f"relcli_{n}"] for n in ADDED]
    named = table(batch("id,trade\n1,Law\n", "--map", "business=trade", "--map-values", "law=avocat").stdout)
    assert trade[0]["relcli_term"] == named[0]["relcli_term"] == "client"


def test_an_unknown_answer_withholds_what_the_business_would_give(batch: Batch) -> None:
    rows = table(batch("business,offer\nsupermarket,\nsupermarket,unknown\n").stdout)

    assert rows[0]["relcli_margin"] != rows[1]["relcli_margin"]


@pytest.mark.parametrize(
    ("data", "flags", "code", "hint"),
    [
        pytest.param("a,b\n1,2\n", (), "no-answers-in-columns", "--map", id="no column of answers"),
        pytest.param("offer,Offer,OFFER\n,,\n", ("--map", "volume=x"), "no-such-column", "offer", id="--map of no column"),
        pytest.param("Offer,OFFER\n,\n", (), "column-twice", "Rename", id="a question twice"),
        pytest.param("offer,relcli_term\n,\n", (), "column-taken", "--prefix", id="an added name is taken"),
        pytest.param('{"offer": "goods", "relcli_term": 1}\n', ("--to", "csv"), "column-taken", "--prefix", id="as a key"),
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
        pytest.param("offer\n", ("--jobs", "0"), "not-a-number", "1", id="no process"),
        pytest.param("offer\n", ("--from", "xml"), "unknown-value", "jsonl", id="no such form"),
        pytest.param("offer\n", ("missing.csv",), "input-unreadable", None, id="no such file"),
        pytest.param("offer\n", (".",), "input-unreadable", None, id="a folder"),
        pytest.param("offer\n", ("--output", "no/where.csv"), "file-unwritable", None, id="output folder missing"),
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


# ---- reasons, formulas, summary ----------------------------------------------------------------------


def test_explain_gives_the_whole_advice_or_the_reasons(batch: Batch, run: Callable[..., object]) -> None:
    [line] = objects(batch('{"offer": "goods", "volume": "mass"}\n', "--explain").stdout)
    [row] = table(batch("offer,volume\ngoods,mass\n", "--explain").stdout)
    advice = json.loads(run("advise", "--offer", "goods", "--volume", "mass", "--explain", "--json").stdout)

    assert line["relcli_advice"] == advice
    assert all(reason["says"] in row["relcli_reasons"] for reason in advice["reasons"])


FORMULAS = ["=1+1", "+cmd", "-x", "@sum", "\tx", "\uff1d1", "-5", "+4.2", "x=1"]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_formulas_pass_unless_they_are_disarmed(batch: Batch, form: str) -> None:
    rows = [{"=h": cell, "offer": "goods"} for cell in FORMULAS]
    out = io.StringIO()
    writer = csv.DictWriter(out, ["=h", "offer"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    given = out.getvalue() if form == "csv" else "".join(json.dumps(row) + "\n" for row in rows)
    plain = table(batch(given, "--to", "csv").stdout)
    safe = list(csv.reader(io.StringIO(batch(given, "--to", "csv", "--safe-csv").stdout.decode())))

    assert [row["=h"] for row in plain] == FORMULAS
    assert [row[0] for row in safe] == ["'=h", *(f"'{cell}" for cell in FORMULAS[:6]), *FORMULAS[6:]]


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


# ---- the stream --------------------------------------------------------------------------------------


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes that can be waited for")
@pytest.mark.parametrize(
    ("first", "row"),
    [
        pytest.param(b"offer,n\n", b"goods,x\n", id="CSV"),
        pytest.param(b"offer,n\n", b'goods,"x\ny"\n', id="CSV with a quoted line end"),
        pytest.param(b"", b'{"offer": "goods"}\n', id="JSON Lines"),
        pytest.param(b"", b'{"offer": "goods"}\r\n', id="JSON Lines with CR LF"),
    ],
)
def test_a_row_comes_out_as_soon_as_it_is_in(first: bytes, row: bytes) -> None:
    code = [sys.executable, "-m", "relcli", "batch", "-"]
    with subprocess.Popen(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(first)
        for _ in range(3):
            process.stdin.write(row)
            answer = b""
            # Without a time limit: a row held back would hang here until the test run gives up.
            while b"customer" not in answer or not answer.endswith(b"\n"):
                piece = os.read(process.stdout.fileno(), 4096)
                assert piece
                answer += piece
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 4096])
def test_how_the_text_is_cut_into_pieces_does_not_matter(size: int) -> None:
    text = 'a,b\n1,"x\ny"\n\n"q ""q"" q",2\n1,2,3\nopen,"never\n3,4\r\n5,"é\r\n6"\nlast,"one'
    whole = CsvRows(",", "\n", 2)
    once = whole.take(text, whole=True)
    pieces = CsvRows(",", "\n", 2)
    found = [pieces.take(text[at : at + size], whole=False) for at in range(0, len(text), size)]
    found.append(pieces.take("", whole=True))

    raws = [raw for batch in found for raw in batch.raws]
    problems = [batch.odd.get(at) for batch in found for at in range(len(batch.raws))]
    assert "".join(batch.text for batch in found) == once.text == text
    assert raws == once.raws
    assert problems == [once.odd.get(at) for at in range(len(once.raws))]


def test_a_file_of_many_pieces_is_answered_as_row_by_row(
    batch: Batch, knowledge: Knowledge, ballots: Ballots
) -> None:
    chance = random.Random(11)
    questions = list(knowledge.questions.values())
    rows = [[chance.choice(["", *(o.id for o in q.options)]) for q in questions] for _ in range(45_000)]
    given = "".join(",".join(row) + "\n" for row in [[q.id for q in questions], *rows])
    found = list(csv.reader(io.StringIO(batch(given).stdout.decode())))[1:]

    assert [row[: len(questions)] for row in found] == rows
    for row in chance.sample(found, 300) + found[-300:]:
        answers = {q.id: a for q, a in zip(questions, row, strict=False) if a}
        decision = decide(ballots.of("payer"), answers)
        concept = decision.winner or ""
        assert row[len(questions) + 1 :] == [
            concept, decision.verdict, decision.runner_up or "", str(decision.margin), "",
        ]  # fmt: skip


# ---- several processes -------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "pread"), reason="one process only")
@pytest.mark.parametrize("form", ["csv", "crlf", "quoted", "jsonl"])
def test_two_processes_write_what_one_writes(batch: Batch, tmp_path: Path, form: str) -> None:
    chance = random.Random(form)
    offers = ["goods", "software", "gods", "mixed", ""]
    filler = "x" * 60

    def row(number: int) -> str:
        offer = chance.choice(offers)
        if form == "jsonl":
            return json.dumps({"n": number, "offer": offer, "f": filler}) if number % 997 else '{"n": '
        note = f'"{filler}\n{number},""{filler}"' if form == "quoted" and number % 3 else filler
        return f"{number},{offer},{note}" if number % 997 else f"{number},{offer}"

    end = "\r\n" if form == "crlf" else "\n"
    header = "" if form == "jsonl" else f"n,offer,f{end}"
    path = tmp_path / f"a.{'jsonl' if form == 'jsonl' else 'csv'}"
    path.write_text(header + "".join(row(n) + end for n in range(130_000)), newline="")
    assert path.stat().st_size > 2 << 22
    one, two = (
        batch("", str(path), "--jobs", jobs, "--rejects", str(tmp_path / f"rejects{jobs}"), "--summary")
        for jobs in ("1", "2")
    )

    assert one.stdout == two.stdout
    assert (tmp_path / "rejects1").read_bytes() == (tmp_path / "rejects2").read_bytes()
    assert json.loads(one.stderr) == json.loads(two.stderr)
    assert one.returncode == two.returncode == 1


@pytest.mark.process
@pytest.mark.skipif(sys.platform != "linux", reason="small parts are for forked workers only")
@pytest.mark.parametrize("harm", ["a worker is killed", "the files between them are gone"])
def test_what_a_worker_cannot_hand_over_is_answered_again(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    monkeypatch.setattr(jobs, "PART", 1 << 14)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = tmp_path / "rows.csv"
    rows = [f"{n},goods" for n in range(40_000)]
    path.write_text("\n".join(["n,offer", *rows, ""]))
    plan, layout = Plan(str(path)), Layout(CSV, "utf-8", names=("n", "offer"), columns={"offer": "offer"})
    desk = Desk(plan, layout, Texts("en", load.messages(), knowledge), knowledge)
    desk.line = 2
    parts = jobs.answer(jobs.Share(plan, layout, "en"), len("n,offer\n"), desk, 2)
    out = [next(parts).out]
    if harm == "a worker is killed":
        for worker in multiprocessing.active_children():
            worker.kill()
    else:
        shutil.rmtree(next(tmp_path.glob("relcli-*")))
    out += [part.out for part in parts]

    written = b"".join(out).decode().splitlines()
    assert [line.rsplit(",", 6)[0] for line in written] == rows


def test_a_layout_is_cut_only_where_bytes_are_lines() -> None:
    assert Layout(CSV, "utf-8").by_lines
    assert not Layout(CSV, "utf-16-le").by_lines
    assert not Layout(CSV, "utf-8", end="\r").by_lines
