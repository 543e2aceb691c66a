"""The manual page: whole in each language, and such that every program which shows such pages takes it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.examples import LANGUAGES
from support.process import ROOT, Run
from support.shipped import DATA, texts_in

from relcli import __version__
from relcli.cli.app import Program
from relcli.cli.options import Run as Opened

MAN = ROOT / "docs" / "man"
PAGES = {"en": MAN / "relcli.1", "fr": MAN / "fr" / "relcli.1", "ro": MAN / "ro" / "relcli.1"}
SHOWN = {
    r"\-": "-", r"\ ": "\N{NO-BREAK SPACE}", r"\e": "\\", r"\&": "", r"\fB": "", r"\fI": "", r"\fR": "",
    r"\(aq": "'", r"\(ga": "`", r"\(dq": '"', r"\(ha": "^", r"\(ti": "~",
}  # fmt: skip
"""The escapes that a page may have, and what a reader sees of each."""
ESCAPE = re.compile(r"\\(?:f.|\(..|.)")
COLUMNS = 80


def source(language: str) -> str:
    return PAGES[language].read_text(encoding="utf-8")


def shown(text: str) -> str:
    """What a reader sees, as one line."""
    whole = re.sub(r"\n\.TQ\n\\& *", "", text)
    return " ".join(ESCAPE.sub(lambda found: SHOWN[found[0]], whole).split())


def unmarked(text: str) -> str:
    """The same of a help text."""
    return " ".join(text.replace("`", "").replace("…", "...").split())


def section(language: str, heading: str) -> str:
    """What a page has under a heading of either rank, for a reader."""
    _, _, after = source(language).partition(f'"{heading}"\n')
    return shown(re.split(r"(?m)^\.S[HS] ", after)[0])


def parameters(language: str) -> Iterator[tuple[str, str, str]]:
    """Command, and what its help says of each argument and flag: how it is written, and what it is for."""
    program = Program(Opened(DATA, texts_in(language)))
    root = program.make_context("relcli", [], resilient_parsing=True)
    for name in program.list_commands(root):
        command = program.get_command(root, name)
        if not command.hidden:
            context = command.make_context(name, [], parent=root, resilient_parsing=True)
            for parameter in command.get_params(context):
                if record := parameter.get_help_record(context):
                    yield name, record[0], parameter.help


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_a_section_with_all_its_flags(language: str) -> None:
    say = texts_in(language).say
    common = section(language, say("manual-heading-options"))
    declared = list(parameters(language))
    sections = {name: section(language, f"relcli {name}") for name, _, _ in declared}

    assert {"advise", "help"} <= sections.keys()
    missing = [
        (name, usage)
        for name, usage, purpose in declared
        if not any(unmarked(f"{usage} {purpose}") in text for text in (sections[name], common))
    ]
    assert missing == []
    purposes = {name: unmarked(say(f"help-{name}").partition("\n")[0]) for name in sections}
    assert [name for name, text in sections.items() if not text.startswith(purposes[name])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_synopsis_has_the_usage_of_every_command(call: Run, language: str) -> None:
    synopsis = section(language, texts_in(language).say("manual-heading-synopsis"))
    names = ["", *dict.fromkeys(name for name, _, _ in parameters(language))]
    usages = [call(*n.split(), "--help", "--lang", language).stdout.partition("\n")[0] for n in names]

    assert [
        usage
        for usage in usages
        if unmarked(re.sub("[{}]", "", usage[usage.index("relcli") :])) not in synopsis
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_can_be_copied(call: Run, language: str) -> None:
    """A line that goes on below says so as a shell understands it."""
    blocks = re.findall(r"(?s)\n\.nf\n(.*?)\n\.fi", source(language))
    printed = [ESCAPE.sub(lambda found: SHOWN[found[0]], line) for b in blocks for line in b.split("\n")]
    copied = re.sub(r" \\\n +", " ", "\n".join(printed)).split("\n")
    names = ["", *dict.fromkeys(name for name, _, _ in parameters(language))]
    helps = [call(*name.split(), "--help", "--lang", language).stdout for name in names]

    assert max(map(len, printed)) <= COLUMNS - len("           ")
    assert sorted(copied) == sorted(
        line.strip() for text in helps for line in text.split("\n\n")[2].splitlines()[1:]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_variable_that_is_read_is_told(language: str) -> None:
    told = section(language, texts_in(language).say("manual-heading-environment"))
    read = {
        node.value
        for path in (ROOT / "relcli").rglob("*.py")
        if "environ" in (code := path.read_text(encoding="utf-8"))
        for expression in ast.walk(ast.parse(code))
        if isinstance(expression, ast.expr) and "environ" in ast.unparse(expression)
        for node in ast.walk(expression)
        if isinstance(node, ast.Constant) and re.fullmatch("(?!GIT_)[A-Z_]{2,}", str(node.value))
    }  # those of git are git's

    assert {"RELCLI_LANG", "LC_ALL", "NO_COLOR", "PAGER", "TERM"} <= read
    assert [variable for variable in sorted(read) if not re.search(rf"\b{variable}\b", told)] == []


def test_the_english_page_loses_nothing_in_ascii() -> None:
    """roff has another letter for these; any other it would leave out."""
    assert set(re.sub("[’“”]", "", source("en"))) <= set(map(chr, range(128)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exit_codes_are_those_of_the_help(language: str) -> None:
    say = texts_in(language).say
    [codes] = [part for part in say("help-root").split("\n\n") if "--exit-status" in part]
    told = section(language, say("manual-heading-exit"))

    assert re.findall(r"(?<!\S)\d+(?= [A-ZÎȘȚÉÀ])", told) == re.findall(r"\b\d+\b", codes)


LINE = re.compile(
    r'\.(\\" .*|TH RELCLI 1 \d{4}-\d\d-\d\d "relcli [\d.]+" "[^"\\]+"|S[HS] "[^"\\]+"|T[PQ]|PP|RS 4|RE|nf|fi|br|nh|ad l)'
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_is_a_macro_of_man_or_text_that_none_can_be_taken_for(language: str) -> None:
    lines = source(language).splitlines()
    text = [line for line in lines if not line.startswith(".")]

    assert [line for line in lines if line.startswith(".") and not LINE.fullmatch(line)] == []
    assert [line for line in text if line != line.strip() and not line.startswith("    ")] == []
    # What is left without its escapes is nothing that roff reads in a way of its own, nor shows as another letter.
    assert [line for line in text if re.search(r"^$|[\\'`\"^~\u00a0\u202f-]", ESCAPE.sub("", line))] == []
    assert {escape for line in text for escape in ESCAPE.findall(line)} <= SHOWN.keys()
    assert [line for line in text if not re.fullmatch(r"(?:[^\\]|\\f[BI].*?\\fR|\\[^f])*", line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_macros_stand_as_man_wants_them(language: str) -> None:
    kinds = [line[:3].rstrip() if line.startswith(".") else "text" for line in source(language).splitlines()]
    page = " ".join(kinds)
    entry, block = r"\.TP text (?:\.TQ text )*text", r"\.RS \.nf(?: text)+ \.fi \.RE"
    body = rf"(?:(?:text|\.br text|\.PP|{entry}|{block}) )*"

    assert re.fullmatch(rf'\.\\" \.\\" \.TH \.nh \.ad (?:\.S[HS] {body})+', f"{page} ")
    assert re.search(r"\.(?:SH|SS|PP) \.PP|\.PP (?:\.S|\.TP|$)", page) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_head_has_the_version_and_the_date_of_the_knowledge(language: str) -> None:
    [head] = re.findall(r"(?m)^\.TH .*$", source(language))

    assert head.startswith(f'.TH RELCLI 1 {DATA.knowledge.date} "relcli {__version__}" ')


def shown_by(*command: str, page: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command, str(page)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin"},
    )


@pytest.mark.process
@pytest.mark.skipif(shutil.which("mandoc") is None, reason="needs mandoc: apt-get install mandoc")
@pytest.mark.parametrize("language", LANGUAGES)
def test_mandoc_has_nothing_to_say_and_shows_it_in_80_columns(language: str) -> None:
    lint = shown_by("mandoc", "-T", "lint", "-W", "warning", page=PAGES[language])
    page = shown_by("mandoc", "-T", "utf8", "-O", f"width={COLUMNS - 2}", page=PAGES[language])
    text = re.sub(".\b", "", page.stdout)

    assert (lint.stdout, lint.stderr, page.stderr) == ("", "", "")
    assert f"\n{texts_in(language).say('manual-heading-name')}\n" in text
    assert [line for line in text.splitlines() if len(line) > COLUMNS] == []


@pytest.mark.process
@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff: apt-get install groff")
@pytest.mark.parametrize("language", LANGUAGES)
def test_groff_has_nothing_to_say_and_shows_it_in_80_columns(language: str) -> None:
    options = ("-man", "-Tutf8", "-ww", "-K", "utf8", "-P-c", "-rLL=78n")
    page = shown_by("groff", *options, page=PAGES[language])
    text = re.sub(".\b", "", page.stdout)

    assert page.stderr == ""
    assert f"\n{texts_in(language).say('manual-heading-name')}\n" in text
    assert [line for line in text.splitlines() if len(line) > COLUMNS] == []
