"""The text of a statement, laid out for people: comments, lists over lines, indented cases."""

from __future__ import annotations

from collections.abc import Iterable

WIDTH = 90


def comment(line: str) -> str:
    """Without what a client might cut the statement at: some split at semicolons wherever they stand."""
    return f"-- {line.replace(';', ',').replace(chr(39), chr(0x2019))}"


def conjunction(conditions: Iterable[str]) -> str:
    """All of the conditions."""
    return fold_lines(conditions, "AND")


def fold_lines(parts: Iterable[str], operator: str) -> str:
    """The parts joined by the operator, some to a line."""
    lines: list[str] = []
    for part in parts:
        if not lines:
            lines.append(part)
        elif len(lines[-1]) + len(part) > WIDTH:
            lines.append(f"{operator} {part}")
        else:
            lines[-1] += f" {operator} {part}"
    return "\n  ".join(lines)


def names_in_rows(names: Iterable[str]) -> list[str]:
    """Names of columns, some to a line."""
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + len(name) <= WIDTH:
            lines[-1] += f", {name}"
        else:
            lines.append(name)
    return lines


def case_when(lines: Iterable[str], operand: str = "") -> str:
    """A CASE of these lines (``WHEN … THEN …``)."""
    return "\n".join([f"CASE {operand}".rstrip(), *(f"  {indent_inner(line)}" for line in lines), "END"])


def indent_inner(text: str) -> str:
    """Indented but for the first line."""
    return text.replace("\n", "\n  ")


def column_list(columns: Iterable[str]) -> str:
    """Columns, each on a line of its own."""
    return ",\n".join(f"  {indent_inner(column)}" for column in columns)


def indent(text: str) -> str:
    """Every line, but no blanks where there is nothing."""
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())
