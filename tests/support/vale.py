"""Rules of Vale as Vale runs them."""

from __future__ import annotations

import re

import yaml


class Vale:
    """A rule as Vale 3 runs it: what it looks for by length, longest first, in one alternation; a match is
    excused when an exception is found in it. A rule that only looks has nothing to write instead."""

    def __init__(self, text: str) -> None:
        rule = yaml.safe_load(text)
        assert rule["level"] == "warning"
        swap = rule["swap"] if rule["extends"] == "substitution" else dict.fromkeys(rule["tokens"])
        if rule["extends"] == "substitution":
            self.message = rule["message"] % ("RIGHT", "WRONG")
            assert 0 < self.message.index("RIGHT") < self.message.index("WRONG")
        else:
            assert rule["extends"] == "existence"
            self.message = rule["message"] % "WRONG"
        keys = sorted(swap, key=len, reverse=True)
        # Vale numbers its own groups, and refuses those of a rule by counting parentheses.
        assert all(key.count("(") == key.count("(?") for key in keys)
        self.right = [swap[key] for key in keys]
        flags = re.IGNORECASE if rule["ignorecase"] else 0
        self.pattern = re.compile(rf"(?m)\b(?:{'|'.join(f'({key})' for key in keys)})\b", flags)
        exceptions = sorted(rule.get("exceptions", ()), key=len, reverse=True)
        self.excused = re.compile(rf"(?m)\b(?:{'|'.join(exceptions)})\b") if exceptions else None

    def alerts(self, text: str) -> list[tuple[str, str | None]]:
        return [
            (match[0], self.right[match.lastindex - 1])
            for match in self.pattern.finditer(text)
            if match.lastindex and not (self.excused and self.excused.search(match[0]))
        ]
