"""French: what is elided before the word, or was."""

import re

from relcli.check.find import Finding
from relcli.check.fix.spelling import MARKUP, capitalised, starts_with
from relcli.model.languages import Elided, Elision


def elision(left: str, found: Finding, right: str, rule: Elision) -> tuple[int, str]:
    """How much of what stands before the word is replaced, and by what: the shape that fits the new word."""
    was_elided, elides = (starts_with(word, rule.before, rule.never_before) for word in (found.match, right))
    if was_elided == elides:
        return 0, ""
    pairs = [(p.short, p.full) if was_elided else (p.full, p.short) for p in rule.words if _agrees(p, found)]
    for old, new in sorted(pairs, key=lambda pair: -len(pair[0])):
        match = re.search(rf"(?<!\w)({_either(old)})(?P<gap>[ \u00a0\n]*){MARKUP}\Z", left, re.IGNORECASE)
        if match is None or (old[-1].isalpha() and not match["gap"]):
            continue
        spelled = new.replace("\u2019", "'") if "'" in match[1] else new
        gap = (match["gap"] or " ") if new[-1].isalpha() else ""
        return len(match[0]), capitalised(match[1], spelled) + gap + match["markup"]
    return 0, ""


def _agrees(pair: Elided, found: Finding) -> bool:
    gender = "feminine" if "feminine" in found.form.name else "masculine"
    return pair.gender is None or (not found.form.is_plural and pair.gender == gender)


def _either(phrase: str) -> str:
    return re.escape(phrase).replace("\u2019", "['\u2019]")
