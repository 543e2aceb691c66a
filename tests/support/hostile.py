"""What a hostile repository tries: programs for git to run, and text that would act on a terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from support.checking import git

RUN = "ran"
"""The file that would be there if anything had been run."""


def hostile_repository(folder: Path) -> Path:
    """A repository whose settings name a program wherever git would run one; gives the file it writes.

    One text is changed since the commit ``start``, and one is new.
    """
    ran = folder.parent / RUN
    script = folder.parent / "attack"
    script.write_text(f"#!/bin/sh\necho $0 $* >> '{ran}'\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    for name in ("a.md", "b.md", "inner/c.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("Our clients pay.\n", encoding="utf-8")
    (folder / ".gitattributes").write_text(
        "*.md filter=evil diff=evil\nb.md filter=other\n", encoding="utf-8"
    )
    git(folder / "inner", "init")
    git(folder / "inner", "add", ".")
    git(folder / "inner", "commit", "-m", "inner")
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "start")
    git(folder, "tag", "start")
    hooks = folder / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "fsmonitor-watchman", "pre-commit", "reference-transaction"):
        (hooks / name).symlink_to(script)
        (folder / ".git" / "hooks" / name).unlink(missing_ok=True)
        (folder / ".git" / "hooks" / name).symlink_to(script)
    settings = SETTINGS.format(script=script, hooks=hooks)
    for config in (folder / ".git" / "config", folder / "inner" / ".git" / "config"):
        config.write_text(config.read_text(encoding="utf-8") + settings, encoding="utf-8")
    for name in ("a.md", "b.md", "inner/c.md"):
        (folder / name).write_text("Our clients pay.\n\nOur clients sign.\n", encoding="utf-8")
    (folder / "new.md").write_text("Our clients pay.\n", encoding="utf-8")
    return ran


SETTINGS = """
[core]
	fsmonitor = {script}
	hooksPath = {hooks}
	pager = {script}
	sshCommand = {script}
	alternateRefsCommand = {script}
	askPass = {script}
[filter "evil"]
	clean = {script}
	smudge = {script}
	required = true
[filter "other"]
	process = {script}
	required = true
[diff]
	external = {script}
	submodule = log
[diff "evil"]
	textconv = {script}
	command = {script}
[pager]
	diff = {script}
[alias]
	diff = !{script}
[extensions]
	partialClone = evil
[remote "evil"]
	url = ext::{script}
	promisor = true
[protocol]
	allow = always
"""


ACTS = "evil\x1b[31m\x1b]0;title\x07\x9b31m\u202e\u2066\u200b\ufeff\x7f\r\n::error::forged\t[red]x[/red][link=http://x]y"
"""Whatever could act on a terminal, forge a line of the output or be taken for markup."""
FORGED = re.compile(r"^\s*::error::forged", re.MULTILINE)


def quoted(text: str) -> str:
    """A string of TOML, all letters of which are escaped that are not plain."""
    plain = (c if c.isascii() and c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
    return f'"{"".join(plain)}"'


EVIL = quoted(ACTS)
START = 'format_version = 2\nlanguages = ["en"]\n'
WORDS = '[words]\npayer = "client"\n[avoid]\ncustomer = "client"\n'
FIELDS: Mapping[str, str] = {
    "a word": f'{START}[words]\npayer = {{ en = {EVIL}, concept = "client" }}\n[avoid]\ncustomer = {EVIL}\n',
    "a word to avoid": f"{START}{WORDS}{EVIL} = {EVIL}\n",
    "a word that nobody says": f'{START}[words]\npayer = "client"\n[avoid]\ncustomer = {EVIL}\n',
    "a word for nobody": f"{START}[words]\npayer = {EVIL}\n",
    "a concept": f'{START}[words]\npayer = {{ en = "client", concept = {EVIL} }}\n',
    "a word of a region": f'{START}[words]\npayer = {{ en = "client", en-CA = {EVIL} }}\n[avoid]\ncustomer = "client"\n',
    "a region": f'{START}[words]\npayer = {{ en = "client", {quoted("en-" + ACTS)} = "client" }}\n',
    "a role": f"{START}[words]\n{EVIL} = {EVIL}\n",
    "a language": f"format_version = 2\nlanguages = [{EVIL}]\n{WORDS}",
    "a word of a text": f'{START}{WORDS}[words.docs]\npayer = {EVIL}\npaths = ["*.md"]\n',
    "a path of a text": f'{START}{WORDS}[words.docs]\npayer = "guest"\npaths = [{EVIL}]\n',
    "a path of a text that leads out": f'{START}{WORDS}[words.docs]\npayer = "guest"\npaths = [{quoted("../" + ACTS)}]\n',
    "a phrase": f"{START}{WORDS}[keep]\nphrases = [{EVIL}, {quoted('customer ' + ACTS)}]\n",
    "a path": f"{START}{WORDS}[keep]\npaths = [{EVIL}]\n",
    "a path that leads out": f'{START}{WORDS}[keep]\npaths = [{quoted("../" + ACTS)}]\n',
    "a reason": f"{START}{WORDS}[[because]]\nsays = {EVIL}\n",
    "a source": f'{START}{WORDS}[[because]]\nsays = "So."\nsource = {EVIL}\nsection = {EVIL}\n',
    "a role of a reason": f'{START}{WORDS}[[because]]\nsays = "So."\nrole = {EVIL}\n',
    "a trade": f"trade = {EVIL}\n{START}{WORDS}",
    "a date": f'data = {EVIL}\n{START}{WORDS}[answers]\noffer = "goods"\n',
    "an answer": f"{START}{WORDS}[answers]\noffer = {EVIL}\n",
    "a question": f'{START}{WORDS}[answers]\n{EVIL} = "goods"\n',
    "a verdict": f"{START}{WORDS}[verdicts]\npayer = {EVIL}\n",
    "the word of theirs": f"theirs = {EVIL}\n{START}{WORDS}",
    "an unknown key": f"{EVIL} = 1\n{START}{WORDS}",
    "an unknown key in a table": f"{START}{WORDS}[keep]\n{EVIL} = 1\n",
    "an unknown key in a reason": f'{START}{WORDS}[[because]]\nsays = "So."\n{EVIL} = 1\n',
    "a reason of version 1": (
        'format_version = 1\ndata = "2026-11-21"\n[answers]\n[roles.payer]\nconcept = "client"\nverdict = "clear"\n'
        f'reason = {EVIL}\n[roles.payer.en]\npreferred = "client"\nadmitted = [{EVIL}]\ndeprecated = ["customer", {EVIL}]\n'
    ),
    "a key that is too long": f"{quoted(ACTS * 10)} = 1\n{START}{WORDS}",
    "no TOML": f"{START}{ACTS} = [\n",
}  # fmt: skip
"""A decision file for each string that may stand in one, with what acts in its place."""
