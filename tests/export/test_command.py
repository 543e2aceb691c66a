"""``relcli export``: what it writes, where, and what it refuses."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from support.houses import DATA, LAW_FIRM, decide, texts, whole
from support.process import ROOT
from support.tbx import LANG, Tbx, held

from relcli import export
from relcli.house.file import to_toml

TEXT_FORMATS = [f for f in export.EXPORT_FORMATS if f not in export.FOR_LINTERS]


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """A folder with a decision file."""
    text = to_toml(decide(**LAW_FIRM), DATA, "words")
    (tmp_path / "relcli.toml").write_text(text, encoding="utf-8")
    return tmp_path


def all_of(form: str) -> tuple[str, ...]:
    """All that a format can take; who is in the room is that of one business."""
    return ("--business", "law-firm") if form == export.MODEL else ("--all",)


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_the_same_bytes_twice_with_lf_and_one_final_newline(form: str, run: Any, tmp_path: Path) -> None:
    first = run("export", form, *all_of(form), cwd=tmp_path, env={"PYTHONHASHSEED": "1"}, encoding=None)
    second = run("export", form, *all_of(form), cwd=tmp_path, env={"PYTHONHASHSEED": "2"}, encoding=None)

    assert (first.returncode, first.stderr) == (0, b"")
    assert first.stdout == second.stdout
    assert first.stdout.endswith(b"\n")
    assert not first.stdout.endswith(b"\n\n")
    assert b"\r" not in first.stdout


@pytest.mark.parametrize("form", [*TEXT_FORMATS, "schema"])
def test_a_file_has_the_same_bytes_as_standard_output(form: str, run: Any, tmp_path: Path) -> None:
    shown = run("export", form, *all_of(form), cwd=tmp_path, encoding=None)
    written = run("export", form, *all_of(form), "-o", "x", cwd=tmp_path, encoding=None)

    assert (written.returncode, written.stdout) == (0, b"")
    assert (tmp_path / "x").read_bytes() == shown.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_an_export_is_utf_8_whatever_the_stream(run: Any, tmp_path: Path) -> None:
    environment = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    result = run("export", "tbx", "--all", cwd=tmp_path, env=environment, encoding=None)

    assert Tbx(result.stdout.decode("utf-8")).held() == held(whole())


def test_the_decision_file_is_found_upwards(run: Any, decided: Path) -> None:
    below = decided / "docs" / "guide"
    below.mkdir(parents=True)
    result = run("export", "json", cwd=below)

    assert json.loads(result.stdout)["decision"]["answers"] == LAW_FIRM
    assert f"{os.pardir}{os.sep}{os.pardir}{os.sep}relcli.toml" in result.stderr


@pytest.mark.parametrize("flag", ["--decision", "--config"])
def test_a_decision_file_can_be_named(flag: str, run: Any, decided: Path, tmp_path: Path) -> None:
    (decided / "relcli.toml").rename(decided / "other.toml")
    result = run("export", "json", flag, "other.toml", cwd=tmp_path)

    assert json.loads(result.stdout)["concepts"][0]["id"] == "client"
    assert result.stderr == ""


def test_all_is_the_whole_termbase_even_beside_a_decision(run: Any, decided: Path) -> None:
    document = json.loads(run("export", "json", "--all", cwd=decided).stdout)

    assert document["decision"] is None
    assert [c["id"] for c in document["concepts"]] == list(DATA.termbase)


def test_a_role_narrows_both(run: Any, decided: Path) -> None:
    of_house = json.loads(run("export", "json", "--role", "prospect", cwd=decided).stdout)["concepts"]
    of_all = json.loads(run("export", "json", "--role", "Group", "--all", cwd=decided).stdout)["concepts"]

    assert [c["roles"] for c in of_house] == [["prospect"]]
    assert [c["id"] for c in of_all] == [c.id for c in DATA.termbase.values() if "group" in c.roles]


def test_languages_come_in_the_order_given(run: Any, tmp_path: Path) -> None:
    read = Tbx(run("export", "tbx-v2", "--all", "--langs", "ro,EN", cwd=tmp_path).stdout)
    entries = (entry for entry in read.entries() if entry not in read.bans())
    orders = {tuple(s.get(LANG) for s in entry.iter("langSec")) for entry in entries}

    assert orders == {("ro", "en")}


WRONG = {
    "an unknown format": (("export", "xlsx"), "tbx"),
    "an unknown language": (("export", "tbx", "--langs", "en,de"), "--langs"),
    "an unknown role": (("export", "tbx", "--all", "--role", "boss"), "--role"),
    "no such decision": (("export", "tbx", "--decision", "none.toml"), "none.toml"),
    "a decision and all": (("export", "tbx", "--decision", "x", "--all"), "--all"),
    "a linter for two languages": (("export", "prh", "--all", "--langs", "en,fr"), "--langs"),
    "a linter with nothing to find": (("export", "prh", "--all", "--role", "group"), "English"),
    "a style without a folder": (("export", "vale", "--all", "--lang", "fr"), "--output"),
    "a file that is a folder": (("export", "csv", "--all", "-o", "."), "."),
    "a folder that does not exist": (("export", "csv", "--all", "-o", "no/x.csv"), "no/x.csv"),
}


@pytest.mark.parametrize(("arguments", "named"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_and_nothing_is_written(
    arguments: tuple[str, ...], named: str, run: Any, tmp_path: Path
) -> None:
    result = run(*arguments, cwd=tmp_path)

    assert (result.returncode, result.stdout) == (2, "")
    assert named in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_and_a_link_stays_one(run: Any, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("real.csv")
    run("export", "csv", "--all", "-o", "link.csv", cwd=tmp_path)

    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8").startswith("id,concept,")


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="needs /dev/null")
def test_a_device_is_written_to_and_stays_one(run: Any, tmp_path: Path) -> None:
    result = run("export", "csv", "--all", "-o", "/dev/null", cwd=tmp_path)

    assert result.returncode == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_told(run: Any, tmp_path: Path) -> None:
    result = run("export", "csv", "--all", "-o", "/dev/full", cwd=tmp_path)

    assert result.returncode == 2
    assert "Traceback" not in result.stderr


class TestStyleFolder:
    COMMAND = ("export", "vale", "--all", "--lang", "fr", "-o", "style")

    def test_it_is_made_and_an_earlier_export_is_replaced_whole(self, run: Any, tmp_path: Path) -> None:
        style = tmp_path / "style"
        style.mkdir()
        (style / "stale.yml").write_text("# relcli export vale\n", encoding="utf-8")
        result = run(*self.COMMAND, cwd=tmp_path)

        expected = export.make("vale", whole(("fr",)), texts("fr"))
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
        assert {p.name: p.read_text(encoding="utf-8") for p in style.iterdir()} == dict(expected)
        assert [p.name for p in tmp_path.iterdir()] == ["style"]

    @pytest.mark.parametrize("stranger", ["mine.yml", "README.md"])
    def test_a_folder_with_something_of_somebody_else_is_left_alone(
        self, stranger: str, run: Any, tmp_path: Path
    ) -> None:
        (tmp_path / "style").mkdir()
        (tmp_path / "style" / stranger).write_text("extends: existence\n", encoding="utf-8")
        result = run(*self.COMMAND, cwd=tmp_path)

        assert result.returncode == 2
        assert [p.name for p in (tmp_path / "style").iterdir()] == [stranger]
        assert [p.name for p in tmp_path.iterdir()] == ["style"]

    def test_a_file_in_its_place_is_left_alone(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "style").write_text("mine", encoding="utf-8")
        result = run(*self.COMMAND, cwd=tmp_path)

        assert result.returncode == 2
        assert (tmp_path / "style").read_text(encoding="utf-8") == "mine"


def test_every_format_is_documented() -> None:
    page = (ROOT / "docs" / "use" / "exports.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## `([^`]+)`(?: and `([^`]+)`)?", page, re.MULTILINE)

    assert {name for pair in headings for name in pair if name} >= set(export.EXPORT_FORMATS)
    assert all(a != b for a, b in pairwise(headings))


@pytest.mark.process
def test_no_format_imports_what_it_does_not_need(tmp_path: Path) -> None:
    code = (
        "import sys\nbefore = set(sys.modules)\nfrom relcli.cli import main\n"
        "try:\n    main(['export', 'csv', '--all', '-o', 'x'])\n"
        "finally:\n    print(sorted(m for m in sys.modules.keys() - before if m.split('.')[0] in"
        " ('lxml', 'yaml', 'rdflib', 'xml', 'rich', 'questionary')))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == "[]"


def test_a_glossary_lists_a_word_once(run: Any) -> None:
    glossary = run("export", "markdown", "--all", "--langs", "en,fr,ro").stdout
    cells = [cell.split("**")[1::2] for line in glossary.splitlines() for cell in line.split(" | ")]

    assert [words for words in cells if len(words) != len({*words})] == []


def test_the_help_names_every_format() -> None:
    told = DATA.messages["argument-form"]

    assert [
        f for f in export.EXPORT_FORMATS for text in told.values() if not re.search(rf"\b{f}\b", text)
    ] == []
