"""What in a text is no word, whatever the format; and where two texts differ."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

NO_WORD = re.compile(
    r"""
      (?:https?|ftp|mailto|file):[^\s<>"')\[\]]+           # addresses
    | [\w.+-]+@[\w-]+\.[\w.-]+                             # of mail
    | \{\{.*?\}\} | \{%.*?%\} | <%.*?%> | \$\{[^}\n]*\}    # of template engines
    | %\([^)\s]+\)[a-z] | %\{\w+\} | %\w+% | \{[\w.$-]+\} | \[\^[^\]\s]+\]
    | (?<![\w:.])[:@$\#][A-Za-z][\w-]*                     # :name, @name, $name, #name
    | @:[\w.]+
    | (?<![\w-])--?[A-Za-z][\w-]*                          # options
    | [A-Za-z0-9]+(?:_[A-Za-z0-9]+)+                       # snake_case
    | \b[a-z]+[A-Z]\w*                                     # camelCase
    | \b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b                      # CamelCase
    | [\w-]+\.(?:md|mdx|rst|adoc|html?|json|ya?ml|toml|xml|py|js|ts|tsx|php|rb|java|png|jpe?g|svg|gif|pdf|csv|css)\b
    | (?<![\w</])/[\w.-]+(?:/[\w.-]*)+ | \b[\w.-]+/[\w.-]+/[\w./-]*   # paths
    | `[^`\n]+`                                            # code
    """,
    re.VERBOSE | re.DOTALL,
)


class Change(NamedTuple):
    """A line before and after; ``count`` is how many stretches of it differ."""

    line: int
    before: str
    after: str
    count: int


def no_words(text: str) -> list[tuple[int, str]]:
    """Each with its line."""
    found, line, at = [], 1, 0
    for match in NO_WORD.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        found.append((line, match[0]))
    return found


def changed_no_words(before: str, after: str) -> Iterator[tuple[int, str, str]]:
    """Those that differ, with the line: what was, what is."""
    old, new = no_words(before), no_words(after)
    if len(old) == len(new):
        for (_, was), (line, now) in zip(old, new, strict=True):
            if was != now and _address(was) != _address(now):
                yield line, was, now
        return
    gone, come = Counter(said for _, said in old), Counter(said for _, said in new)
    for line, was in old:
        if gone[was] > come[was] and _address(was) != "#":
            gone[was] -= 1
            yield line, was, "gone"
    for line, now in new:
        if come[now] > gone[now] and _address(now) != "#":
            come[now] -= 1
            yield line, "new", now


def _address(said: str) -> str:
    """A fragment may change with its heading: that it works, the links tell."""
    return "#" if re.fullmatch(r"#[\w-]+", said) else said


TOKENS = re.compile(r"\w+|\s+|.", re.DOTALL)
LONG = 1000


def changes(before: str, after: str) -> list[Change]:
    """The lines that differ."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) != len(new):
        return [Change(1, f"{len(old)} lines", f"{len(new)} lines", 1)]
    found = []
    for number, (was, now) in enumerate(zip(old, new, strict=True), 1):
        if was != now:
            found.append(Change(number, was, now, _stretches(TOKENS.findall(was), TOKENS.findall(now))))
    return found


def _stretches(old: list[str], new: list[str]) -> int:
    """How many stretches differ; of a long line that has grown or shrunk, one."""
    if len(old) == len(new):
        differ = [was != now for was, now in zip(old, new, strict=True)]
        return sum(here and not before for here, before in zip(differ, [False, *differ], strict=False))
    if len(old) > LONG:
        return 1
    return sum(
        what != "equal" for what, *_ in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    )
