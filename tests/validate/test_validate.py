"""Every mistake in the data is found, told with its file and place, and told with all the others."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.damage import BROKEN, SOUND, copy, copy_shipped, damage, overlay, promised

from relcli import validate
from relcli.data import Data
from relcli.validate.__main__ import print_problems
from relcli.validate.differences import as_markdown, differences, print_differences
from relcli.validate.files import DataFiles

CASES = sorted(BROKEN.rglob("*.toml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy(tmp_path)


def problems(folder: Path) -> list[str]:
    return validate.validate(str(folder))


@pytest.mark.process
def test_the_shipped_data_is_sound():
    assert validate.validate() == []


def test_the_data_that_is_broken_below_is_sound(folder):
    assert problems(folder) == []


# ---- one damaged file ----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.relative_to(BROKEN).with_suffix("").as_posix())
def test_what_is_broken_is_told_with_its_file_and_place(folder, case):
    overlay(folder, case)

    assert sorted(problems(folder)) == sorted(promised(case))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the rules that some case breaks."""
    found = set()
    for case in CASES:
        folder = copy(tmp_path_factory.mktemp("case"))
        overlay(folder, case)
        files = DataFiles(str(folder))
        found |= {
            check.__name__ for check in validate.CHECKS if check.__name__ not in found and any(check(files))
        }
    return found


@pytest.mark.parametrize("check", validate.CHECKS, ids=lambda check: check.__name__)
def test_every_rule_is_broken_once(broken: set[str], check):
    assert check.__name__ in broken


@pytest.mark.parametrize(
    "kind",
    [
        "answer to",
        "concept",
        "concept of the documents",
        "form",
        "language",
        "origin",
        "party",
        "question",
        "reading",
        "reference",
        "role",
        "role or party",
        "source",
        "status",
        "strength",
        "topic",
        "trade",
    ],
)
def test_every_kind_of_id_is_unknown_once(kind):
    assert any(f": unknown {kind} '" in line for case in CASES for line in promised(case))


# ---- files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["vocabulary.toml", "questions.toml", "references.toml", "retired.toml"])
def test_a_file_that_is_missing(folder, file):
    (folder / file).unlink()

    assert f"{file}: is missing" in problems(folder)


def test_a_file_that_nobody_knows(folder):
    (folder / "notes.toml").write_text('note = "to myself"', encoding="utf-8")

    assert problems(folder) == ["notes.toml: no such file is known"]


def test_a_relation_of_a_trades_word_need_not_be_told_by_the_documents_words(folder):
    damage(folder, "concepts/trades/patient.toml", "roles =", 'related = ["customer"]\nroles =')

    assert problems(folder) == []


def test_all_questions_may_be_in_the_core(folder):
    damage(folder, "questions.toml", 'id = "repeat"', 'id = "repeat"\ncore = true')

    assert problems(folder) == []


def test_the_template_is_no_data(folder):
    (folder / "template.toml").write_text("this is = not read", encoding="utf-8")
    (folder / "README.md").write_text("nor this", encoding="utf-8")

    assert problems(folder) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"id = ", "Invalid value (at end of document)", id="not TOML"),
        pytest.param(b'id = "a"\nid = "b"', "Cannot overwrite a value", id="a key twice"),
        pytest.param(b'id = "caf\xe9"', "is not UTF-8 text", id="not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_parsed_hides_no_other_mistake(folder, content, says):
    (folder / "concepts" / "novice.toml").write_bytes(content)
    damage(folder, "concepts/client.toml", 'status = "admitted"', 'status = "allowed"')
    found = problems(folder)

    assert any(line.startswith(f"concepts/novice.toml: {says}") for line in found)
    assert any(
        line.startswith("concepts/client.toml: designations.en[mandator].status: unknown status")
        for line in found
    )


def test_several_mistakes_in_several_files_are_told_at_once(folder):
    for name in ("concepts/client/terms", "documents/grocer/guidance", "messages/common/texts"):
        overlay(folder, BROKEN / f"{name}.toml")
    found = problems(folder)

    for name in ("concepts/client/terms", "documents/grocer/guidance", "messages/common/texts"):
        assert set(promised(BROKEN / f"{name}.toml")) <= set(found)


@pytest.mark.process
def test_mistakes_in_a_copy_of_the_shipped_data_are_told_at_once(tmp_path):
    folder = copy_shipped(tmp_path)
    damage(folder, "documents/berry.toml", 'id = "berry-need"', 'id = "berry-kneed"\nwhy = "no reason"')
    damage(folder, "vocabulary.toml", 'id = "typical"', 'id = "usual"')
    found = problems(folder)

    assert any("claims[berry-kneed]: unknown key 'why'" in line for line in found)
    assert sum("unknown strength 'typical'" in line for line in found) > 10


def test_a_twin_that_does_not_load_is_told_too(folder):
    """An installed relcli reads the JSON twins of the data, not the TOML that was checked."""
    (folder / "vocabulary.json").write_text("{", encoding="utf-8")
    [line] = problems(folder)

    assert "vocabulary.toml: " in line


# ---- the command ------------------------------------------------------------------------------------------


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "relcli.validate", *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "PATH": ""},
        timeout=60,
    )


@pytest.mark.process
def test_the_command_is_content_with_sound_data():
    done = command(SOUND)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "the data is sound\n")


@pytest.mark.process
def test_the_command_lists_every_mistake_and_fails(folder):
    overlay(folder, BROKEN / "documents" / "notary" / "examples-of-nothing.toml")
    done = command(folder)

    assert (done.returncode, done.stderr) == (1, "problems: 2\n")
    assert done.stdout.splitlines() == problems(folder)


@pytest.mark.process
@pytest.mark.parametrize("arguments", [["a", "b"], ["--help"], ["-x"]], ids=" ".join)
def test_the_command_used_wrongly(arguments):
    done = command(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "usage: python -m relcli.validate [FOLDER]\n"


@pytest.mark.process
def test_the_command_checks_its_own_data_by_default(capsys):
    assert print_problems([]) == 0
    assert capsys.readouterr().err == "the data is sound\n"


# ---- two states of the data ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(("concepts/client.toml", "with a deed", "who has a deed"), ["Changed", "concepts: client"], id="a definition"),
        pytest.param(("concepts/client.toml", '"mandator"', '"instructor"'), ["Added", "terms: instructor (en, client)", "Retired", "terms: mandator (en, client)"], id="a term"),
        pytest.param(("concepts/client.toml", 'status = "admitted"', 'status = "deprecated"'), ["Changed", "terms: mandator (en, client)"], id="a status"),
        pytest.param(("vocabulary.toml", 'date = "2', 'date = "3'), [], id="nothing that is cited"),
    ],
)  # fmt: skip
def test_what_differs_between_two_states_is_listed(folder, tmp_path, change, told):
    file, old, new = change
    before = copy(tmp_path / "before")
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    listed = as_markdown(list(differences(Data(str(before)), Data(str(folder)))))

    assert [line.lstrip("#- 1") for line in listed.splitlines() if line] == told


def test_the_command_refuses_what_is_no_folder_and_counts_problems(folder, capsys):
    (folder / "remarks.toml").write_text("broken =", encoding="utf-8")

    assert print_problems(["--help"]) == print_problems([str(folder / "nowhere")]) == 2
    assert print_problems([str(folder)]) == 1
    assert "problems: 1" in capsys.readouterr().err


def test_changes_are_printed_or_refused(folder, capsys):
    assert print_differences([str(folder), str(folder)]) == 0
    assert capsys.readouterr().out == ""
    assert (
        print_differences([])
        == print_differences(["--help"])
        == print_differences([str(folder / "nowhere")])
        == 2
    )
    assert "usage: python -m relcli.validate.differences OLD [NEW]" in capsys.readouterr().err
