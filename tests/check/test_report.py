"""What is said of findings, in each form."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft7Validator, FormatChecker
from support.process import Run


def test_the_json_is_as_promised(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Our clients pay.\nThe client sends a request.\n", encoding="utf-8")
    result = run("check", "--json", "a.md", cwd=house)
    table = json.loads(result.stdout)

    assert result.returncode == 1
    assert set(table) == {"format_version", "findings", "summary"}
    [found] = table["findings"]
    assert set(found) == {
        "path", "line", "column", "match", "judgement", "concept", "preferred", "reason", "source", "cues", "fix",
    }  # fmt: skip
    assert (found["concept"], found["source"], found["preferred"]) == ("customer", "shopify-ro", "customer")
    explained = json.loads(run("check", "--json", "--explain", "a.md", cwd=house).stdout)
    assert [f["judgement"] for f in explained["findings"]] == ["flag", "pass"]


def test_text_shows_the_line_and_a_caret(house: Path, run: Run) -> None:
    result = run("check", "--verbose", "-", stdin="Our **clients** pay.\n", cwd=house)

    assert result.stdout.splitlines()[-3:] == [
        "standard input:1:7: flag: “clients”: write “customers”.", "    Our **clients** pay.", "          ^^^^^^^",
    ]  # fmt: skip


def test_each_word_has_its_reason_once(house: Path, run: Run) -> None:
    for name in ("a.md", "b.md"):
        (house / name).write_text("Our clients pay. A client pays us.\n", encoding="utf-8")
    told = run("check", cwd=house).stdout.splitlines()

    assert told[:2] == ["client → customer", "  A customer buys."]
    assert [line.split(": ")[0] for line in told[2:]] == ["a.md:1:5", "a.md:1:20", "b.md:1:5", "b.md:1:20"]


def test_a_terminal_has_colours(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Our clients pay.\n", encoding="utf-8")

    assert "\x1b[" in run("check", "--color", "always", cwd=house).stdout
    assert "\x1b" not in run("check", cwd=house).stdout


def test_sarif_fits_the_schema_of_its_standard(house: Path, run: Run) -> None:
    (house / "a b%,é.md").write_text(
        "Our clients pay, “client” 🙂.\n\nThe client sends a request.\n\nclient\n", encoding="utf-8"
    )
    (house / "empty.md").write_text("Nothing.\n", encoding="utf-8")
    schema = json.loads(
        (Path(__file__).parents[1] / "support" / "schemas" / "sarif-2.1.0.json").read_text("utf-8")
    )
    schema = Draft7Validator(schema, format_checker=FormatChecker())
    log = json.loads(run("check", "--format", "sarif", "--explain", ".", cwd=house).stdout)
    nothing = json.loads(run("check", "--format", "sarif", "empty.md", cwd=house).stdout)

    assert {"fail", "pass"} <= {result["kind"] for result in log["runs"][0]["results"]}
    assert [*schema.iter_errors(log), *schema.iter_errors(nothing)] == []
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not schema.is_valid(log)


def test_sarif_and_github(house: Path, run: Run) -> None:
    (house / "a%,b.md").write_text("Our clients pay.\n", encoding="utf-8")
    log = json.loads(run("check", "--format", "sarif", ".", cwd=house).stdout)
    [result] = log["runs"][0]["results"]

    assert log["version"] == "2.1.0"
    assert result["locations"][0]["physicalLocation"]["region"]["charOffset"] == 4
    assert (
        result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "customers"
    )
    line = run("check", "--format", "github", ".", cwd=house).stdout
    assert line.startswith("::error file=a%25%2Cb.md,line=1,col=5,")
