"""How a statement is written: quoted as its engine wants it, laid out for people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from textwrap import indent
from typing import NamedTuple

from relcli.errors import AnswerError

WIDTH = 90


class Dialect(NamedTuple):
    """How an engine quotes names and strings, and what stands for a quote within them."""

    quote: str
    in_names: Mapping[int, str]
    in_texts: Mapping[int, str]

    def name(self, name: str) -> str:
        """A quoted identifier."""
        return f"{self.quote}{name.translate(self.in_names)}{self.quote}"

    def path(self, path: str) -> str:
        """A table or view as it is named across schemas: dots part, unless within double quotes."""
        return ".".join(map(self.name, path_parts(path)))

    def text(self, text: str) -> str:
        """A string."""
        return f"'{text.translate(self.in_texts)}'"


_IN_TEXTS = str.maketrans({"'": r"\'", "\\": r"\\"})
ANSI = Dialect('"', str.maketrans({'"': '""'}), str.maketrans({"'": "''"}))
SPARK = Dialect("`", str.maketrans({"`": "``"}), _IN_TEXTS)
BIGQUERY = Dialect("`", str.maketrans({"`": r"\`", "\\": r"\\"}), _IN_TEXTS)
DEFAULT_DIALECT = "ansi"
DIALECTS: Mapping[str, Dialect] = {DEFAULT_DIALECT: ANSI, "spark": SPARK, "bigquery": BIGQUERY}


def path_parts(path: str) -> list[str]:
    """``sales.accounts`` is two names, ``"accounts.csv"`` in double quotes is one."""
    part = r'"(?:[^"]|"")+"|[^".]+'
    if not re.fullmatch(rf"(?:{part})(?:\.(?:{part}))*", path, re.DOTALL):
        return [path]
    return [
        found[1:-1].replace('""', '"') if found.startswith('"') else found
        for found in re.findall(part, path, re.DOTALL)
    ]


def check_name(flag: str, name: str) -> str:
    """The name itself, unless no engine could have such a one: empty, or with control characters."""
    if not name.strip() or any(unicodedata.category(char) in ("Cc", "Cs") for char in name):
        raise AnswerError("not-a-name", flag=flag, value=name)
    return name


def comment(line: str) -> str:
    """Without what a client might cut the statement at: some split at semicolons wherever they stand."""
    return f"-- {line.replace(';', ',').replace(chr(39), chr(0x2019))}"


def in_rows(parts: Iterable[str], joint: str = ", ", start: str = "") -> list[str]:
    """Lines of some parts each, with the joint between; ``start`` is what a further line begins with."""
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + len(part) <= WIDTH:
            lines[-1] += joint + part
        else:
            lines.append(start + part if lines else part)
    return lines


def chain(parts: Iterable[str], operator: str) -> str:
    """The parts joined by the operator, some to a line."""
    return "\n  ".join(in_rows(parts, f" {operator} ", f"{operator} "))


def case_when(lines: Iterable[str], operand: str = "") -> str:
    """A CASE of these lines (``WHEN … THEN …``)."""
    return "\n".join([f"CASE {operand}".rstrip(), *(indent(line, "  ") for line in lines), "END"])


def select_from(columns: Iterable[str], source: str, *, distinct: bool = False) -> str:
    """A SELECT, each of its columns on a line of its own."""
    listed = ",\n".join(indent(column, "  ") for column in columns)
    return f"SELECT{' DISTINCT' if distinct else ''}\n{listed}\nFROM {source}"
