"""A style for Vale: one substitution rule per word to avoid.

Vale compares ``exceptions`` with what a rule has matched, never with the words around it. So each rule
also matches the whole compound, which is longer and is tried first, and the exception excuses that.
"""

import os
from collections.abc import Mapping

from relcli.export.avoid import MARK, Avoided, avoided, pattern, scalar
from relcli.export.vocabulary import Vocabulary
from relcli.language import Texts


def rules(vocabulary: Vocabulary, texts: Texts) -> Mapping[str, str]:
    """File name to rule."""
    return {f"{word.id}.yml": _rule(word, texts) for word in avoided(vocabulary, texts)}


def _rule(word: Avoided, texts: Texts) -> str:
    guards = _guards(word)
    # Vale fills the message as C's printf would.
    message = texts.say("export-instead", right="%s", wrong="%s", why=word.why.replace("%", "%%"))
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
    right = word.instead.get(word.word) or next(iter(word.instead.values()))
    lines += [f"  {scalar(guard)}: {scalar(right)}" for guard in guards]
    lines += [f"  {scalar(pattern(wrong))}: {scalar(right)}" for wrong, right in word.instead.items()]
    return "\n".join(lines) + "\n"


def _guards(word: Avoided) -> list[str]:
    """The compounds as patterns, one for each shape: word first, word last, word between."""
    forms = "|".join(pattern(form) for form in sorted(word.instead, key=len, reverse=True))
    befores = [pattern(c.before) for c in word.compounds if not c.after]
    afters = [pattern(c.after) for c in word.compounds if not c.before]
    guards = [f"(?:{'|'.join(befores)})(?:{forms})"] if befores else []
    guards += [f"(?:{forms})(?:{'|'.join(afters)})s?"] if afters else []
    guards += [
        f"{pattern(c.before)}(?:{forms}){pattern(c.after)}s?" for c in word.compounds if c.before and c.after
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
