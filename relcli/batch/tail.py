"""What is added to a row, and rows in the other form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from relcli.batch.answer import Outcome, Problem, as_text
from relcli.batch.layout import csv_line
from relcli.batch.letters import has_all_letters
from relcli.batch.plan import Plan
from relcli.language import Texts

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - full width acts alike
"""What a spreadsheet takes for the beginning of a formula."""


def told(problem: Problem, texts: Texts) -> str:
    """What is wrong with a row: a code for programs, then words."""
    return f"{problem.code}: {texts.say(f'row-{problem.code}', **problem.values)}"


class CsvTail:
    """The added cells of a row of CSV."""

    def __init__(self, plan: Plan, texts: Texts, delimiter: str) -> None:
        self.plan = plan
        self.texts = texts
        self.delimiter = delimiter

    def __call__(self, outcome: Outcome) -> str:
        """The added cells with a delimiter before each."""
        cells = [
            "" if value is None else str(value)
            for value in (
                *(outcome.term, outcome.concept, outcome.verdict, outcome.runner_up, outcome.margin),
                outcome.problem and told(outcome.problem, self.texts),
                *([outcome.detail] if self.plan.explain else []),
            )
        ]
        return self.delimiter + csv_line(cells, self.delimiter)

    def header(self) -> str:
        """The names of the added columns."""
        return self.delimiter + csv_line(self.plan.added, self.delimiter)

    def in_place(self, raw: str, cells: Sequence[str], width: int, tail: str) -> str:
        """A row of the wrong width with the added cells where they belong; nothing is lost."""
        if not cells or len(cells) == width:
            return raw + tail
        if len(cells) < width:
            return raw + self.delimiter * (width - len(cells)) + tail
        kept, over = csv_line(cells[:width], self.delimiter), csv_line(cells[width:], self.delimiter)
        return f"{kept}{tail}{self.delimiter}{over}"

    def safe(self, cells: Sequence[str]) -> str:
        """The cells such that no spreadsheet takes one for a formula."""
        return csv_line([disarm(cell) for cell in cells], self.delimiter)


class JsonTail:
    """The added members of an object, with the brace that closes it."""

    def __init__(self, plan: Plan, texts: Texts) -> None:
        self.plan = plan
        self.texts = texts

    def __call__(self, outcome: Outcome) -> str:
        """The added members, a comma before each."""
        members = (
            *map(dump, (outcome.term, outcome.concept, outcome.verdict, outcome.runner_up, outcome.margin)),
            dump(outcome.problem and told(outcome.problem, self.texts)),
            *([outcome.detail or "null"] if self.plan.explain else []),
        )
        pairs = zip(self.plan.added, members, strict=True)
        return "".join(f", {dump(name)}: {value}" for name, value in pairs) + "}"


def dump(value: Any) -> str:
    """As JSON on one line; letters as they are, and bytes that are none of the encoding escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if has_all_letters(text) else json.dumps(value)


def disarm(cell: str) -> str:
    """A cell that would act as a formula, with an apostrophe before it; numbers stay numbers."""
    if not cell.startswith(FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def cells_of(found: Mapping[str, Any], names: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """The members of an object as cells under these names, and those that have no name there."""
    cells = [as_text(found.get(name)) or "" for name in names]
    return cells, {name: value for name, value in found.items() if name not in names}
