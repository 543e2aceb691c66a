"""Makes the pages that are drawn from the product itself: ``python docs/build.py``.

``coverage.md`` (what went where), ``cli.md`` (the help of every command) and ``advice.svg`` (a real
run). A test makes them again and compares, so they cannot go stale.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path

from rich.console import Console

from relcli import advise, load
from relcli.cli import main
from relcli.render import text, view

DOCS = Path(__file__).parent
WIRE = DOCS / "json.template.md"
ANSWERS = {"offer": "software", "volume": "many", "contract": "terms", "repeat": "ongoing"}
COMMANDS = ("", "advise", "batch", "list", "show", "check", "export", "completion", "help")


def coverage() -> str:
    """Document by document and section by section: every point taken and where it went."""
    knowledge = load.knowledge()
    lines = [
        "# What the documents say, and where it went",
        "",
        "Made by `python docs/build.py` from `data/`; a test keeps it true. Every section of the five",
        "documents is listed in its order, with each point that was taken from it, in our own words.",
        "",
    ]
    for source in knowledge.sources.values():
        points = _points(source.id)
        total = sum(map(len, points.values()))
        lines += [f"## {source.id}", "", f"*{source.title}*, {source.author}: {total} points.", ""]
        lines += ["| section | point | kind | where |", "| --- | --- | --- | --- |"]
        for section in source.sections:
            if section.skipped:
                lines.append(_row(section.title, section.skipped, "not taken", ""))
            for says, kind, where in points.get(section.title, ()):
                lines.append(_row(section.title, says, kind, f"`{where}`"))
        lines.append("")
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _points(source_id: str) -> dict[str, list[tuple[str, str, str]]]:
    knowledge = load.knowledge()
    points: dict[str, list[tuple[str, str, str]]] = {}
    for concept in knowledge.concepts.values():
        for cited in concept.definition_sources:
            if cited.source == source_id:
                row = (concept.definition["en"], "definition", f"concepts/{concept.id}")
                points.setdefault(cited.section, []).append(row)
    for claim in knowledge.sources[source_id].claims:
        points.setdefault(claim.section, []).append((claim.says["en"], "claim", claim.id))
    for guidance in load.guidance():
        if guidance.source == source_id:
            row = (guidance.says["en"], f"guidance: {guidance.topic}", guidance.id)
            points.setdefault(guidance.section, []).append(row)
    trades = load.trades()
    for example in load.examples():
        if example.source == source_id:
            name = trades[example.trade].label if example.trade else example.text
            says = f"{name['en']}: {example.expect}" if name else example.expect
            row = (says, "example", f"trades/{example.trade}" if example.trade else "examples")
            points.setdefault(example.section, []).append(row)
    return points


def cli() -> str:
    """The help of every command, word for word."""
    parts = ["# The command line", "", "Made by `python docs/build.py`; a test keeps it true.", ""]
    for command in COMMANDS:
        arguments = [command, "--help"] if command else ["--help"]
        captured = io.StringIO()
        with contextlib.redirect_stdout(captured):
            main([*arguments, "--lang", "en"])
        name = f"relcli {command}".strip()
        parts += [f"## `{name}`", "", "```text", captured.getvalue().rstrip(), "```", ""]
    return "\n".join(parts)


def wire() -> str:
    """The JSON of one real run, with what its keys mean."""
    answers = {"offer": "tailored-service", "volume": "few", "contract": "agreement", "repeat": "ongoing"}
    shown = json.dumps(advise(**answers).to_dict(), ensure_ascii=False, indent=2)
    return WIRE.read_text(encoding="utf-8").replace("{document}", shown)


def picture() -> str:
    """A real run at 88 columns, as SVG."""
    console = Console(record=True, width=88, file=io.StringIO(), force_terminal=True, highlight=False)
    flags = " ".join(f"--{question} {answer}" for question, answer in ANSWERS.items())
    console.print(f"$ relcli advise {flags}\n", style="dim")
    console.print(text.layout(view.advice_page(advise(**ANSWERS)), console.width))
    return console.export_svg(title="relcli", unique_id="relcli")


PAGES = {"coverage.md": coverage, "cli.md": cli, "json.md": wire, "advice.svg": picture}


if __name__ == "__main__":
    os.environ["COLUMNS"] = "100"
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
