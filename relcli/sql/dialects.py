"""How engines quote what a caller names, and which names there can be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from relcli.errors import AnswerError


class Dialect(NamedTuple):
    """How an engine quotes names and strings, and what stands for a quote within them."""

    quote: str
    in_names: Mapping[str, str]
    in_texts: Mapping[str, str]

    def name(self, name: str) -> str:
        """A quoted identifier."""
        return f"{self.quote}{_escaped(name, self.in_names)}{self.quote}"

    def path(self, path: str) -> str:
        """A table or view as it is named across schemas: dots part, unless within double quotes."""
        return ".".join(self.name(part) for part in path_parts(path))

    def text(self, text: str) -> str:
        """A string."""
        return f"'{_escaped(text, self.in_texts)}'"


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(char, char) for char in text)


ANSI = Dialect('"', {'"': '""'}, {"'": "''"})
SPARK = Dialect("`", {"`": "``"}, {"'": r"\'", "\\": r"\\"})
BIGQUERY = Dialect("`", {"`": r"\`", "\\": r"\\"}, {"'": r"\'", "\\": r"\\"})
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
