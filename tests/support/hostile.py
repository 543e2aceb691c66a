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
    (folder / ".gitattributes").write_text("*.md filter=evil diff=evil\nb.md filter=other\n", encoding="utf-8")
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
