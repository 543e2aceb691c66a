"""The search with damaged files: that it sees what goes wrong, and that some of it comes through."""

from __future__ import annotations

import importlib
import random
import sys
from pathlib import Path

import pytest
from support.checking import CLIENT

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

fuzz, shapes = map(importlib.import_module, ("fuzz", "oracles.shapes"))
TEXTS = fuzz.sources([])
WITHOUT_NODE = shapes.Node(None)


@pytest.mark.process
@pytest.mark.parametrize("suffix", sorted(TEXTS))
def test_damaged_files_come_through(suffix: str) -> None:
    for number in range(30):
        text = fuzz.damaged(TEXTS[suffix], random.Random(f"suite {number}"))

        assert list(fuzz.faults(number, fuzz.path_of(suffix), text, CLIENT, WITHOUT_NODE)) == [], text


@pytest.mark.parametrize(
    ("path", "before", "after", "what"),
    [
        ("a.html", "<p id='x'>Our clients</p>", "<p id='y'>Our clients</p>", ["it is parsed as before"]),
        ("a.json", '{"a": "Our clients"}', '{"a": "Our clients}', ["it is still parsed"]),
        ("a.rst", "``clients``\n", "``customers``\n", ["it is parsed as before"]),
        ("a.html", "<p>Our clients</p>", "<p>Our customers</p>", []),
        ("a.json", "{", "[", []),
    ],
)
def test_what_a_parser_sees_is_a_fault(path: str, before: str, after: str, what: list[str]) -> None:
    found = fuzz.whole(1, path, before, after, WITHOUT_NODE)

    assert [fault.what for fault in found] == what


@pytest.mark.process
def test_whatever_raises_is_a_fault(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["fuzz.py", "--count", "1"])
    monkeypatch.setattr(fuzz, "check_text", lambda *_: 1 / 0)

    assert fuzz.main() == 1
    assert "ZeroDivisionError" in capsys.readouterr().out
