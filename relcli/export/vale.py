"""A style for Vale: one substitution rule per word to avoid.

Vale compares ``exceptions`` with what a rule has matched, never with the words around it. So each rule
also matches the whole compound, which is longer and is tried first, and the exception excuses that.
"""

import os
from collections.abc import Mapping

from relcli.export.linter_rules import LinterRule, linter_rules
from relcli.export.patterns import MARK, pattern, scalar
from relcli.export.vocabulary import Vocabulary
from relcli.language import Texts


def vale_style(vocabulary: Vocabulary, texts: Texts) -> Mapping[str, str]:
    """File name to rule."""
    return {f"{rule.id}.yml": _rule(rule, texts) for rule in linter_rules(vocabulary, texts)}


def _rule(rule: LinterRule, texts: Texts) -> str:
    guards = _guards(rule)
    # Vale fills the message as C's printf would.
    message = texts.say("export-instead", right="%s", wrong="%s", why=rule.why.replace("%", "%%"))
    lines = [
        f"{MARK} vale",
        "extends: substitution",
        f"message: {scalar(message)}",
        "level: warning",
        "ignorecase: true",
    ]
    if guards:
        lines += ["exceptions:", *(f"  - {scalar(f'(?i:{guard})')}" for guard in guards)]
    lines.append("swap:")
    lines += [f"  {scalar(guard)}: {scalar(rule.right)}" for guard in guards]
    # Vale only names the word to use and writes nothing, so the word itself may stand for a form it lacks.
    lines += [f"  {scalar(pattern(w))}: {scalar(right or rule.right)}" for w, right in rule.instead.items()]
    return "\n".join(lines) + "\n"


def _guards(rule: LinterRule) -> list[str]:
    """The compounds as patterns, one for each shape: word first, word last, word between."""
    forms = "|".join(pattern(form) for form in sorted(rule.instead, key=len, reverse=True))
    befores = [pattern(c.before) for c in rule.compounds if not c.after]
    afters = [pattern(c.after) for c in rule.compounds if not c.before]
    guards = [f"(?:{'|'.join(befores)})(?:{forms})"] if befores else []
    guards += [f"(?:{forms})(?:{'|'.join(afters)})s?"] if afters else []
    guards += [
        f"{pattern(c.before)}(?:{forms}){pattern(c.after)}s?" for c in rule.compounds if c.before and c.after
    ]
    return guards


def is_own_folder(folder: str) -> bool:
    """Nothing in the folder but what an earlier export has put there."""
    return all(map(_is_own_file, os.scandir(folder)))


def _is_own_file(entry: "os.DirEntry[str]") -> bool:
    if not entry.is_file(follow_symlinks=False) or not entry.name.endswith(".yml"):
        return False
    with open(entry.path, encoding="utf-8", errors="replace") as file:
        return file.readline().startswith(MARK)
