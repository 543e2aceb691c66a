"""The page on what the tests hold says what their names say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from support.process import ROOT

PAGE = ROOT / "docs" / "develop" / "what-the-tests-hold.md"
BEGIN, END = "<!-- names -->\n", "<!-- end of the names -->\n"
MODULES = [
    *sorted((ROOT / "tests" / "cli").glob("test_*.py")),
    ROOT / "tests" / "prompts" / "test_terminal.py",
]


def rows() -> Iterator[str]:
    yield "| about | held |\n| --- | --- |\n"
    for path in MODULES:
        names = re.findall(r"^def test_(\w+)", path.read_text("utf-8"), re.MULTILINE)
        subject = path.stem.removeprefix("test_").replace("_", " ")
        held = "; ".join(name.replace("_", " ") for name in names)
        yield f"| [{subject}](../../{path.relative_to(ROOT).as_posix()}) | {held} |\n"


def test_the_page_has_the_names_of_the_tests(request: pytest.FixtureRequest) -> None:
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    _, after = rest.split(END)
    page = f"{before}{BEGIN}{''.join(rows())}{END}{after}"
    if request.config.getoption("--bless"):
        PAGE.write_text(page, encoding="utf-8")

    assert page == PAGE.read_text("utf-8"), "--bless rewrites it"
