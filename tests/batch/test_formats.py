"""What `relcli batch` reads and writes: dialects, encodings, JSON Lines, and between them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.batch import ADDED, Batch, objects, table

from relcli.batch.layout import guess_delimiter


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
        pytest.param(
            'offer,"n\nm"\r\ngoods,x\r\n',
            'offer,"n\nm",{h}\r\ngoods,x,{t}\r\n',
            id="LF in a name, CR LF after it",
        ),
        pytest.param(
            'offer,"n\r\nm"\ngoods,x\n',
            'offer,"n\r\nm",{h}\ngoods,x,{t}\n',
            id="CR LF in a name, LF after it",
        ),
        pytest.param('offer,5" n\ngoods,x\n', 'offer,5" n,{h}\ngoods,x,{t}\n', id="a mark alone"),
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


@pytest.mark.parametrize(
    ("row", "mapped"),
    [
        pytest.param({"properties": {"industry": "hotel"}}, "properties.industry", id="in an object"),
        pytest.param({"a": {"b.c": "hotel"}}, "a.b.c", id="a key with a dot in an object"),
        pytest.param({"a.b": "hotel", "a": {"b": "bank"}}, "a.b", id="an exact key wins"),
    ],
)
@pytest.mark.parametrize("to", ["jsonl", "csv"])
def test_a_path_with_dots_leads_into_an_object(batch: Batch, row: object, mapped: str, to: str) -> None:
    result = batch(json.dumps(row) + "\n", "--map", f"business={mapped}", "--to", to)
    [found] = (objects if to == "jsonl" else table)(result.stdout)

    assert (result.returncode, found["relcli_term"]) == (0, "guest")


@pytest.mark.parametrize("other", ['{"properties": 7}', '{"properties": null}', '{"properties": {}}', "{}"])
def test_a_path_may_lead_nowhere_in_some_rows(batch: Batch, other: str) -> None:
    given = '{"properties": {"industry": "hotel"}}\n' + other + "\n"
    result = batch(given, "--map", "business=properties.industry")

    assert [row["relcli_verdict"] for row in objects(result.stdout)] == ["clear", "undecided"]
    assert result.returncode == 0


@pytest.mark.parametrize("value", ["7", "1.10", "true", '["goods"]', '{"a": 1e5}'])
def test_an_answer_that_is_no_text_is_told_as_it_is_written(batch: Batch, value: str) -> None:
    result = batch(f'{{"offer": "goods", "n": 1}}\n{{"offer": {value}, "n": 1.10}}\n{{"offer": "goods"}}\n')
    good, bad, last = objects(result.stdout)

    assert f"“{value}”" in str(bad["relcli_error"])
    assert (good["relcli_term"], last["relcli_term"]) == ("customer", "customer")
    assert f'{{"offer": {value}, "n": 1.10, "relcli_term": null'.encode() in result.stdout


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [";", "|", ","])
def test_the_line_for_excel_names_the_delimiter_and_is_kept(
    batch: Batch, newline: str, delimiter: str
) -> None:
    lines = [f"sep={delimiter}", f"offer{delimiter}n", f"goods{delimiter}x", f"gods{delimiter}x", ""]
    result = batch("\ufeff" + newline.join(lines))
    first, header, row, *_ = result.stdout.decode().split(newline)

    assert first == f"\ufeffsep={delimiter}"
    assert header.split(delimiter)[:3] == ["offer", "n", "relcli_term"]
    assert row.startswith(f"goods{delimiter}x{delimiter}customer{delimiter}")
    assert b"line 4: unknown-value-near" in result.stderr
    [found, _] = objects(batch(newline.join(lines), "--to", "jsonl").stdout)
    assert (found["n"], found["relcli_term"]) == ("x", "customer")


def test_with_json_the_output_is_json_lines(batch: Batch) -> None:
    result = batch("offer,n\ngoods,1\ngods,2\n", "--json", "--summary")

    assert [row["n"] for row in objects(result.stdout)] == ["1", "2"]
    assert json.loads(result.stderr)["summary"]["rows"] == 2


def test_half_a_pair_in_an_escape_harms_nothing(batch: Batch) -> None:
    given = '{"offer": "goods", "cut": "\\\\ud83d \\ud83d\\ude00 \\ud83d"}\n'
    [row] = table(batch(given, "--to", "csv").stdout)

    assert row["cut"] == "\\ud83d 😀 �"
    assert batch(given).stdout.decode().startswith(given[:-2])


def test_values_of_json_become_cells_as_they_are_written(batch: Batch) -> None:
    given = '{"offer": "goods", "n": 1.10, "b": true, "z": null, "o": {"a": [1]}, "big": 12345678901234567890123}\n'
    [row] = table(batch(given, "--to", "csv").stdout)

    assert [row[k] for k in ("n", "b", "z", "big")] == ["1.10", "true", "", "12345678901234567890123"]
    assert json.loads(row["o"]) == {"a": [1]}


def test_the_ending_of_the_output_says_what_to_write(batch: Batch, tmp_path: Path) -> None:
    batch("offer\ngoods\n", "--output", str(tmp_path / "out.jsonl"))

    assert objects((tmp_path / "out.jsonl").read_bytes())[0]["relcli_term"] == "customer"


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
