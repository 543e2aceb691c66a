"""Rules of prh as prh runs them."""

from __future__ import annotations

import pytest
import yaml


class Prh:
    """A rule file: every rule looks for its pattern everywhere, and no two may want the same place."""

    def __init__(self, text: str) -> None:
        regex = pytest.importorskip("regex")
        self.rules = [
            (regex.compile(rule["pattern"][1:-1], regex.MULTILINE), rule["expected"], rule["specs"])
            for rule in yaml.safe_load(text)["rules"]
        ]

    def mended(self, text: str) -> str:
        """The text with every match replaced."""
        found = sorted(
            (*match.span(), instead)
            for pattern, instead, _ in self.rules
            for match in pattern.finditer(text)
            if match[0] != instead
        )
        parts, done = [], 0
        for start, end, instead in found:
            assert start >= done, f"two rules want {text[start:end]!r}"
            parts += [text[done:start], instead]
            done = end
        return "".join(parts) + text[done:]

    def failing(self) -> list[tuple[str, str]]:
        """What prh would refuse the file for: specs that do not come true."""
        return [
            (spec["from"], spec["to"])
            for pattern, instead, specs in self.rules
            for spec in specs
            if pattern.sub(lambda _, instead=instead: instead, spec["from"]) != spec["to"]
        ]
