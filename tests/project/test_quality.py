"""The tools that judge the code are part of the tests."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.process
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["ruff", "check", "--no-cache", "."], id="ruff finds nothing"),
        pytest.param(["ruff", "format", "--no-cache", "--check", "."], id="the format is ruff's"),
        pytest.param(["mypy"], id="mypy --strict finds nothing"),
        pytest.param(["importlinter.cli"], id="imports point down"),
    ],
)
def test_tool(command: list[str]) -> None:
    module, *arguments = command
    code = [sys.executable, "-m", module, *arguments]
    if module == "importlinter.cli":
        code = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as m; m()"]
    result = subprocess.run(code, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr


def test_only_the_doors_import_rich_and_questionary() -> None:
    doors = {"rich": {"render/text.py"}, "questionary": {"prompts/menu.py"}}
    for package, allowed in doors.items():
        pattern = re.compile(rf"^\s*(import|from) {package}\b", re.MULTILINE)
        files = {p for p in (ROOT / "relcli").rglob("*.py") if pattern.search(p.read_text("utf-8"))}

        assert {p.relative_to(ROOT / "relcli").as_posix() for p in files} == allowed


def test_no_term_question_or_sentence_is_written_in_code() -> None:
    """A sentence has two words and ends in a full stop, or has a letter that English lacks."""
    sentence = re.compile(
        r'"[^"\n]*[a-zà-ÿăâîșț]+ [a-zà-ÿăâîșț ]+[.!?…]"|"[^"\n]*[àâçéèêëîïôûùüœăâîșț][^"\n]*"'
    )
    offenders = []
    for path in sorted((ROOT / "relcli").rglob("*.py")):
        if path.parent.name == "validate":  # its sentences are for authors and stand there on purpose
            continue
        text = re.sub(r'""".*?"""', "", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"#.*", "", text)
        offenders += [f"{path.name}: {match[0]}" for match in sentence.finditer(text)]

    assert [o for o in offenders if "œ" not in o] == []
