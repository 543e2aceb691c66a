"""What cannot be read as what it is: told with its place, never a pass, and never in the way of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.process import Run

from relcli.check.prose.formats import PROSE_FORMATS
from relcli.check.prose.kinds import ANDROID, APPLE, ARB, JSON, MDX, PO, TABLES_OF_TEXTS, XLIFF, YAML

DEEP = "[" * 100_000 + '"our clients"' + "]" * 100_000
DEEP_XML = "<string>" * 100_000 + "our clients" + "</string>" * 100_000
NOT_JSON, NOT_XML, DEEPER = "check-not-json", "check-not-xml", "check-too-deep"
CUT, STRAY = "check-cut-short", "check-no-entry"

FAULTS = {
    "JSON that breaks off": (JSON, '{"a": "our clients"', NOT_JSON, 1),
    "JSON with a comma too many": (JSON, '{\n"a": "our clients",}', NOT_JSON, 2),
    "JSON with a comment": (JSON, '// note\n{"a": "our clients"}', NOT_JSON, 1),
    "two values in one JSON": (JSON, '{"a": "b"}\n{"a": "b"}', NOT_JSON, 2),
    "JSON nested too deep": (JSON, DEEP, DEEPER, 0),
    "ARB that breaks off": (ARB, '{"@@locale": "en"', NOT_JSON, 1),
    "XLIFF with an element that is not closed": (XLIFF, "<xliff>\n<file></xliff>", NOT_XML, 2),
    "XLIFF with an unknown entity": (XLIFF, "<xliff>&nbsp;</xliff>", NOT_XML, 1),
    "XLIFF that is not UTF-8": (XLIFF, "<xliff>caf\udce9</xliff>", "check-not-utf8", 0),
    "Android strings that break off": (ANDROID, "<resources><string>our clients", NOT_XML, 1),
    "Android strings nested too deep": (ANDROID, DEEP_XML, DEEPER, 0),
    "YAML with a quotation mark left open": (YAML, 'a: b\nc: "our clients\nd: e\n', CUT, 2),
    "YAML with a bracket left open": (YAML, "a: b\nc: [d\ne: f\n", CUT, 2),
    "YAML with a tab before a key": (YAML, "a:\n\tb: c\n", CUT, 2),
    "YAML with two keys on a line": (YAML, "a: b: c\n", CUT, 1),
    "YAML that is one flow collection": (YAML, '{"a": "our clients"}\n', CUT, 1),
    "YAML with a line end that others do not know": (YAML, "a: b\nc: d\u2028e: f\n", CUT, 2),
    "PO with the marks of a conflict": (PO, 'msgid "a"\n<<<<<<< ours\nmsgstr "b"\n', STRAY, 2),
    "PO with a quotation mark left open": (PO, 'msgid "a\nmsgstr "b"\n', STRAY, 1),
    "PO with a word of its own": (PO, 'msgid "a"\nmsgstr "b"\n\nour clients\n', STRAY, 4),
    "Apple strings with a value left open": (APPLE, '"a" = "b";\n"c" = "our\n', STRAY, 2),
    "Apple strings without a semicolon": (APPLE, '"a" = "b"\n', STRAY, 1),
    "Apple strings with a word of its own": (APPLE, '/* c */\n"a" = "b"; clients\n', STRAY, 2),
    "Apple strings as a property list": (APPLE, '<?xml version="1.0"?>\n<plist></plist>\n', STRAY, 1),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "code", "line"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_read_is_named_with_its_line(kind: str, text: str, code: str, line: int) -> None:
    fault = PROSE_FORMATS[kind].fault(text)

    assert fault is not None
    assert (fault.code, fault.line) == (code, line)
    # Of what is told as not read at all nothing must be found either.
    assert not fault.whole or PROSE_FORMATS[kind].stretches(text) == []


SOUND = {
    "JSON with a mark at its beginning": (JSON, '\ufeff{"a": "b"}'),
    "JSON with a number as long as a page": (JSON, '{"a": ' + "9" * 5000 + "}"),
    "JSON with a line end in a string": (JSON, '{"a": "our\nclients"}'),
    "JSON with numbers that are none": (JSON, '{"a": NaN, "b": -Infinity, "c": 1.5}'),
    "YAML with comments and several documents": (YAML, "# a\n---\na: b\n...\n---\nc: d # e\n"),
    "YAML with an empty document": (YAML, "--- {}\n"),
    "YAML with an empty table": (YAML, "{}\n"),
    "YAML with lists, anchors and tags": (YAML, "a: &x\n  - b\n  - [c, 'd']\ne: *x\nf: !!str g\n"),
    "YAML with blocks": (YAML, "a: |\n  our\n\n  clients: here\nb: >-\n  c\n"),
    "PO with comments and old entries": (PO, '# a\n#, fuzzy\nmsgid ""\nmsgstr ""\n"b\\n"\n\n#~ msgid "c"\n'),
    "PO with several forms": (PO, 'msgctxt "a"\nmsgid "b"\nmsgid_plural "c"\nmsgstr[0] "d"\r\n'),
    "Apple strings with comments": (APPLE, '/* a */ "b" = "c";\n// d\nE.f = "g \\" h";\n'),
    "XLIFF with a declaration": (XLIFF, '<?xml version="1.0" encoding="UTF-8"?>\n<xliff/>'),
    "Android strings with markup": (ANDROID, "<resources><string>a <b>c</b></string></resources>"),
    **{f"nothing in {kind}": (kind, " \n") for kind in sorted(TABLES_OF_TEXTS)},
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), SOUND.values(), ids=SOUND)
def test_what_is_read_has_no_fault(kind: str, text: str) -> None:
    assert PROSE_FORMATS[kind].fault(text) is None


@pytest.mark.parametrize("kind", sorted(PROSE_FORMATS.keys() - TABLES_OF_TEXTS))
def test_prose_is_never_wrong(kind: str) -> None:
    assert PROSE_FORMATS[kind].fault(DEEP + "{ <a ``` ") is None


def test_templates_in_templates_are_no_way_to_stop_it() -> None:
    text = "{" + "`${" * 5000 + "\n\nOur clients\n"

    assert PROSE_FORMATS[MDX].stretches(text)
    assert [*PROSE_FORMATS[MDX].blocks(text)]


# ---- the whole run --------------------------------------------------------------------------------------

NAMES = {JSON: "en.json", ARB: "app.arb", XLIFF: "a.xlf", ANDROID: "values/strings.xml", YAML: "en.yml"}
NAMES |= {PO: "a.po", APPLE: "a.strings"}


def write(folder: Path, name: str, text: str) -> None:
    path = folder / "locales" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_by_name_it_is_no_pass(house: Path, call: Run, fault: tuple[str, str, str, int]) -> None:
    kind, text, code, line = fault
    write(house, NAMES[kind], text.replace("clients", "friends"))
    (house / "good.md").write_text("Our customers pay.\n", encoding="utf-8")
    told = call("check", f"locales/{NAMES[kind]}", "good.md", cwd=house)
    first, summary = told.stderr.splitlines()

    assert (told.returncode, told.stdout) == (2, "")
    assert f"locales/{NAMES[kind]}" in first
    assert not line or f"line {line}" in first
    # The other file is read, and so is what of this one can be.
    assert ("2 files read" if code in (CUT, STRAY) else "1 file read") in summary


@pytest.mark.process
def test_in_a_folder_it_is_told_and_the_rest_is_checked(house: Path, call: Run) -> None:
    write(house, "en.json", "{")
    write(house, "deep.arb", DEEP)
    (house / "deep.json").write_text(DEEP, encoding="utf-8")
    (house / "good.md").write_text("Our customers pay.\n", encoding="utf-8")
    clean = call("check", cwd=house)
    (house / "bad.md").write_text("Our clients pay.\n", encoding="utf-8")
    told = call("check", cwd=house)

    assert (clean.returncode, clean.stdout) == (0, "")
    assert [line.split()[1] for line in clean.stderr.splitlines()[:-1]] == [
        "deep.json", "locales/deep.arb", "locales/en.json",
    ]  # fmt: skip
    assert told.returncode == 1
    assert "bad.md:1:5" in told.stdout


@pytest.mark.process
def test_a_folder_with_nothing_else_is_no_pass(house: Path, call: Run) -> None:
    write(house, "en.json", "{")

    assert call("check", cwd=house).returncode == 2


@pytest.mark.process
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("tsconfig.json", id="a name of a tool"),
        pytest.param("settings.json", id="a name that is likely one"),
        pytest.param(".vscode/x.json", id="a folder of a tool"),
        pytest.param("tests/broken.json", id="a folder of tests"),
        pytest.param("templates/deployment.yaml", id="YAML of which nothing says that it holds texts"),
    ],
)
def test_of_what_is_for_machines_nothing_is_said(house: Path, call: Run, name: str) -> None:
    (house / name).parent.mkdir(parents=True, exist_ok=True)
    (house / name).write_text('// with a comment\n{"a": "our clients pay here",}\n', encoding="utf-8")
    (house / "good.md").write_text("Our customers pay.\n", encoding="utf-8")
    walked, named = call("check", cwd=house), call("check", name, cwd=house)

    assert (walked.returncode, walked.stderr.count("\n")) == (0, 1)
    assert named.returncode == 2
    assert "--as" in named.stderr


def test_what_stands_before_the_fault_is_found_and_mended(house: Path, call: Run) -> None:
    write(house, "en.yml", 'en:\n  a: "Our clients pay."\n  b: "open\n')
    found = call("check", "locales/en.yml", cwd=house)
    mended = call("check", "--fix", "locales/en.yml", cwd=house)

    assert (found.returncode, mended.returncode) == (1, 2)
    assert "locales/en.yml:2:11" in found.stdout
    assert "Our customers pay." in (house / "locales" / "en.yml").read_text(encoding="utf-8")


@pytest.mark.process
@pytest.mark.parametrize("arguments", [("check", "--survey", "."), ("init",)], ids=["a survey", "init"])
def test_nothing_else_stumbles_over_it(house: Path, call: Run, arguments: tuple[str, ...]) -> None:
    write(house, "en.json", DEEP)
    write(house, "en.yml", 'en: "open\n')
    write(house, "a.xlf", DEEP_XML)
    told = call(*arguments, cwd=house)

    assert "Something went wrong" not in told.stderr
    assert "locales/en.json" in told.stderr
