"""`relcli init`: what the prose says, the decision, and files that keep to it, each only if asked for."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from support.checking import git
from support.examples import LANGUAGES
from support.process import ROOT, Run

from relcli.check.rulebook import Rulebook, forms_of_termbase
from relcli.check.survey import survey_summary
from relcli.cli.commands.check import take_survey
from relcli.cli.offers import OFFERS, TEMPLATES

PROSE = {
    "README.md": "Our customers pay. A customer is happy.\n\nThe client sends a request to the server API.\n",
    "docs/terms.md": "Our clients sign. Customers pay later.\n",
}
pytestmark = pytest.mark.process

FILES = {
    "relcli-baseline.json", ".pre-commit-config.yaml", ".github/workflows/relcli.yml",
    "styles/relcli/customer.yml", ".vale.ini", "prh.yml", ".textlintrc.json",
}  # fmt: skip
EVERYTHING = ("--with", ",".join(OFFERS))
LAW_FIRM = ("--business", "law-firm")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with prose of a firm that mixes its words."""
    folder = tmp_path / "firm"
    for name, text in PROSE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    git(folder, "init", "--quiet")
    return folder


def written(folder: Path) -> set[str]:
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    return {name for name in files if not name.startswith(".git/")} - set(PROSE)


def first_words(message: str) -> str:
    """As far as a menu leaves its blanks alone."""
    return re.split("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", message)[0][:45]


# ---- nobody to ask -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), LAW_FIRM, ("--no-input",), ("--json",)], ids=" ".join)
def test_without_a_terminal_it_says_what_it_would_do_and_writes_nothing(
    run: Run, repository: Path, arguments: tuple[str, ...]
) -> None:
    told = run("init", *arguments, cwd=repository)

    assert (told.returncode, told.stderr) == (0, "")
    assert all(
        name in told.stdout
        for name in {"relcli.toml", "styles/relcli"} | FILES - {"styles/relcli/customer.yml"}
    )
    assert written(repository) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_begins_with_what_the_prose_says(call: Run, speak, repository: Path, language: str) -> None:
    say = speak(language).say
    lines = call("init", *LAW_FIRM, "--lang", language, cwd=repository).stdout.splitlines()

    assert lines[:3] == [
        f"{speak(language).counted('files-read', 2)}.",
        say("survey-people", words="customer 3, client 1"),
        say("survey-software-left", count=1),
    ]
    assert lines[3].startswith(say("init-decision", word="client", verdict="…").partition("(")[0])
    assert len(lines) == 5


def test_the_plan_for_a_program(call: Run, repository: Path) -> None:
    told = json.loads(call("init", *LAW_FIRM, "--json", cwd=repository).stdout)

    assert told["survey"]["files"] == 2
    assert [(row["word"], row["person"]) for row in told["survey"]["words"]] == [
        ("customer", 3),
        ("client", 1),
    ]
    assert told["decision"]["business"] == "law-firm"
    assert told["decision"]["words"]["payer"] == "client"
    assert {step["status"] for step in told["steps"]} == {"planned"}
    assert [*dict.fromkeys(step["for"] for step in told["steps"])] == ["decision", *OFFERS]


def test_everything_at_once(run: Run, repository: Path) -> None:
    told = run("init", *LAW_FIRM, *EVERYTHING, cwd=repository)

    assert told.returncode == 0, told.stderr
    assert written(repository) == {"relcli.toml"} | FILES


def test_only_what_is_named(call: Run, repository: Path) -> None:
    told = call("init", *LAW_FIRM, "--with", "Baseline", "--json", cwd=repository)

    assert [step["status"] for step in json.loads(told.stdout)["steps"]] == ["written", "written"]
    assert told.stderr.count("\n") == 1  # where the decision is
    assert written(repository) == {"relcli.toml", "relcli-baseline.json"}


def test_a_folder_by_name(call: Run, repository: Path) -> None:
    told = call("init", "firm", *LAW_FIRM, "--with", "baseline,prh", cwd=repository.parent)

    assert told.returncode == 0
    assert "firm/relcli-baseline.json" in told.stderr
    assert written(repository) == {"relcli.toml", "relcli-baseline.json", "prh.yml", ".textlintrc.json"}
    assert call("check", "--baseline", "relcli-baseline.json", ".", cwd=repository).returncode == 0


def test_the_decision_that_is_written_is_the_one_that_check_goes_by(call: Run, repository: Path) -> None:
    call("init", *LAW_FIRM, *EVERYTHING, cwd=repository)
    found = call("check", "README.md", cwd=repository)

    assert found.returncode == 1
    assert "README.md:1:5" in found.stdout
    # The baseline knows them, whether files are named, as a hook does, or the folder.
    for paths in (["."], ["README.md", "docs/terms.md"], ["./README.md"]):
        known = call("check", "--baseline", "relcli-baseline.json", *paths, cwd=repository)
        assert (known.returncode, known.stdout) == (0, "")


def test_the_files_are_what_the_tools_read(call: Run, repository: Path) -> None:
    call("init", *LAW_FIRM, *EVERYTHING, cwd=repository)
    [hooks] = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    workflow = yaml.safe_load((repository / ".github/workflows/relcli.yml").read_text("utf-8"))
    textlint = json.loads((repository / ".textlintrc.json").read_text("utf-8"))

    assert [hook["id"] for hook in hooks["hooks"]] == [hook["id"] for hook in offered]
    assert hooks["hooks"][0]["args"] == ["--baseline", "relcli-baseline.json"]
    assert workflow["jobs"]["relcli"]["steps"][-1]["run"].startswith("relcli check --format github ")
    assert textlint["rules"]["prh"]["rulePaths"] == ["prh.yml"]
    assert "StylesPath = styles\n" in (repository / ".vale.ini").read_text("utf-8")


def test_a_hook_without_a_baseline_names_none(call: Run, repository: Path) -> None:
    call("init", *LAW_FIRM, "--with", "hook", cwd=repository)

    assert "baseline" not in (repository / ".pre-commit-config.yaml").read_text("utf-8")


@pytest.mark.parametrize("template", ["hook.yaml", "workflow.yml"])
def test_the_page_on_the_checker_shows_the_same_files(template: str) -> None:
    text = Path(TEMPLATES, template).read_text("utf-8")

    assert f"```yaml\n{text}```" in (ROOT / "docs" / "use" / "checker.md").read_text("utf-8")


# ---- what is there already ---------------------------------------------------------------------------------


def test_nothing_is_overwritten(call: Run, speak, repository: Path) -> None:
    call("init", *LAW_FIRM, "--with", "vale", cwd=repository)
    for name in sorted(FILES | {"relcli.toml"}):
        path = repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name != "relcli.toml":
            path.write_text("mine\n", encoding="utf-8")
    before = {name: (repository / name).read_bytes() for name in written(repository)}
    told = call("init", "--business", "supermarket", *EVERYTHING, cwd=repository)

    assert told.returncode == 0
    assert {name: (repository / name).read_bytes() for name in written(repository)} == before
    assert speak("en").say("init-kept", name="relcli.toml") in told.stderr
    assert speak("en").say("init-kept", name=".vale.ini") in told.stderr


def test_settings_that_are_there_are_told_what_to_add(call: Run, repository: Path) -> None:
    (repository / ".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")
    (repository / "_vale.ini").write_text("MinAlertLevel = error\n", encoding="utf-8")
    told = call("init", *LAW_FIRM, "--with", "hook,vale", cwd=repository)

    assert "      - id: relcli-check\n" in told.stderr
    assert "BasedOnStyles = relcli\n" in told.stderr
    assert written(repository) == {
        "relcli.toml", ".pre-commit-config.yaml", "_vale.ini", "styles/relcli/customer.yml"
    }  # fmt: skip
    (repository / ".pre-commit-config.yaml").write_text("repos: [relcli]\n", encoding="utf-8")
    assert "relcli-check" not in call("init", "--with", "hook", cwd=repository).stderr


def test_the_decision_of_a_folder_above_counts(call: Run, repository: Path) -> None:
    call("init", *LAW_FIRM, "--with", "baseline", cwd=repository)
    told = json.loads(call("init", "docs", "--json", cwd=repository).stdout)

    assert told["steps"][0] == {"for": "decision", "path": "relcli.toml", "status": "kept"}
    assert told["decision"]["words"]["payer"] == "client"


def test_git_has_its_files_in_the_top_folder_only(call: Run, speak, repository: Path) -> None:
    told = call("init", "docs", *LAW_FIRM, "--with", "hook,workflow", cwd=repository)

    assert told.returncode == 0
    assert speak("en").say("init-elsewhere", name="docs/.pre-commit-config.yaml") in told.stderr
    assert written(repository) == {"docs/relcli.toml"}


def test_a_linter_that_would_have_nothing_to_find_gets_no_file(call: Run, repository: Path) -> None:
    decision = 'format_version = 2\nlanguages = ["en"]\n[words]\npayer = "client"\n[avoid]\n'
    (repository / "relcli.toml").write_text(decision, encoding="utf-8")
    told = json.loads(call("init", "--with", "vale,prh", "--json", cwd=repository).stdout)

    assert {step["status"] for step in told["steps"][1:]} == {"needless"}
    assert written(repository) == {"relcli.toml"}


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize(
    ("link", "offer", "name"),
    [
        (".github", "workflow", ".github/workflows/relcli.yml"),
        ("styles", "vale", "styles/relcli"),
    ],
)
def test_nothing_is_written_through_a_link_that_leads_out(
    call: Run, repository: Path, link: str, offer: str, name: str
) -> None:
    outside = repository.parent / "outside"
    outside.mkdir()
    (repository / link).symlink_to(outside)
    told = call("init", *LAW_FIRM, "--with", offer, cwd=repository)

    assert told.returncode == 2
    assert f"relcli: {name} lies behind a link" in told.stderr
    assert [*outside.iterdir()] == []


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device")
def test_settings_without_end_are_not_read(call: Run, repository: Path) -> None:
    (repository / ".vale.ini").symlink_to("/dev/zero")

    assert "BasedOnStyles = relcli\n" in call("init", *LAW_FIRM, "--with", "vale", cwd=repository).stderr


# ---- what is wrong -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((*LAW_FIRM, "--with", "hok"), "unknown-value", "Did you mean hook?"),
        (("nowhere",), "file-unreadable", "nowhere"),
        (("README.md",), "file-unreadable", "README.md"),
        (("--with", "hook"), "missing-answers", "--offer"),
        (("--business", "agency"), "ambiguous-business", "agency"),
    ],
)
def test_what_is_refused(
    call: Run, repository: Path, arguments: tuple[str, ...], code: str, says: str
) -> None:
    told = call("init", *arguments, "--json", cwd=repository)
    error = json.loads(told.stderr)["error"]

    assert (told.returncode, told.stdout, error["code"]) == (2, "", code)
    assert says in f"{error['message']}\n{error['hint']}"
    assert written(repository) == set()


def test_a_folder_without_prose(call: Run, speak, tmp_path: Path) -> None:
    told = call("init", cwd=tmp_path)

    assert told.stdout.startswith(f"0 files read.\n{speak('en').say('survey-nobody')}\n")


def test_the_summary_names_what_it_cannot_tell(data, speak, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Client.\n", encoding="utf-8")
    files, read = take_survey([str(tmp_path)], Rulebook(forms_of_termbase(data), data), speak("en"))

    assert speak("en").say("survey-unclear-left", count=1) in survey_summary(files, read, speak("en"))


# ---- on a terminal -----------------------------------------------------------------------------------------


@pytest.fixture
def walk(terminal, repository: Path) -> Callable[..., object]:
    """``walk("--lang", "fr", env={…})``: on a terminal in the repository."""

    def start(*arguments: str, env: dict[str, str] | None = None, **size: int) -> object:
        line = f"cd {shlex.quote(str(repository))} && relcli init {shlex.join(arguments)}"
        return terminal(shell=line, env=env, **{"rows": 150, **size})

    return start


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("env", [{}, {"RELCLI_ACCESSIBLE": "1"}], ids=["menu", "lines"])
def test_each_file_by_a_key(walk, speak, repository: Path, language: str, env: dict[str, str]) -> None:
    say, enter = speak(language).say, "\n" if env else ""
    yes, no = (say(f"init-{answer}-key") + enter for answer in ("yes", "no"))
    asking = walk(*LAW_FIRM, "--lang", language, env=env)
    for offer, name, key in (
        ("decision", "relcli.toml", yes),
        ("baseline", "relcli-baseline.json", yes),
        ("hook", ".pre-commit-config.yaml", yes),
        ("workflow", ".github/workflows/relcli.yml", no),
        ("vale", "styles/relcli", yes),
        ("prh", "prh.yml", no),
    ):
        asking.wait_for(first_words(say(f"init-ask-{offer}", name=name, count=3)))
        asking.press(key)

    assert asking.exit_code() == 0
    assert {name for name in written(repository) if not name.startswith("styles/")} == {
        "relcli.toml", "relcli-baseline.json", ".pre-commit-config.yaml", ".vale.ini"
    }  # fmt: skip
    assert yaml.safe_load((repository / ".pre-commit-config.yaml").read_text("utf-8"))


def test_enter_saves_and_declines_the_rest(walk, repository: Path) -> None:
    asking = walk(*LAW_FIRM)
    for words in ("Save the decision", "Places that", "Check what", "Check each", "Vale to", "textlint to"):
        asking.wait_for(words)
        asking.press("enter")

    assert asking.exit_code() == 0
    assert written(repository) == {"relcli.toml"}


def test_without_the_decision_it_is_over(walk, speak, repository: Path) -> None:
    asking = walk(*LAW_FIRM)
    asking.wait_for("Save the decision")
    asking.press("n")

    assert asking.exit_code() == 0
    assert speak("en").say("init-without-decision", name="relcli.toml") in asking.screen
    assert written(repository) == set()


def test_whoever_leaves_is_told_what_is_written(walk, repository: Path) -> None:
    asking = walk(*LAW_FIRM)
    asking.wait_for("Save the decision")
    asking.press("y")
    asking.wait_for("Places that contradict")
    asking.press("ctrl-c")

    assert asking.exit_code() == 130
    assert "Written before you left: relcli.toml." in asking.screen
    assert written(repository) == {"relcli.toml"}


def test_who_says_nothing_is_asked_what_they_do(walk, speak, repository: Path) -> None:
    asking = walk()
    screen = asking.wait_for("What do you do?")
    asking.press("ctrl-c")

    assert speak("en").say("survey-people", words="customer 3, client 1") in screen
    assert asking.exit_code() == 130
    assert speak("en").say("init-nothing-written") in asking.screen


def test_no_baseline_is_offered_where_nothing_contradicts(walk, repository: Path) -> None:
    for name in PROSE:
        (repository / name).write_text("Our clients pay.\n", encoding="utf-8")
    asking = walk(*LAW_FIRM)
    asking.wait_for("Save the decision")
    asking.press("y")
    screen = asking.wait_for("Check what is committed")
    asking.press("ctrl-c")

    assert asking.exit_code() == 130
    assert "Not needed" in screen
    assert "Places that" not in screen


def test_a_narrow_terminal_without_colour(walk, repository: Path) -> None:
    asking = walk(*LAW_FIRM, env={"NO_COLOR": "1"}, columns=60)
    asking.wait_for("Save the decision")
    asking.press("y")
    screen = asking.wait_for("relcli-baseline.json?")
    asking.press("ctrl-c")

    assert asking.exit_code() == 130
    assert max(len(line) for line in screen.splitlines()) <= 60
    assert not re.search(r"\x1b\[[0-9;]*(?:3[0-8]|9[0-7])[0-9;]*m", asking.raw)


def test_several_trades_are_asked_about(walk) -> None:
    asking = walk("--business", "agency")
    asking.wait_for("Which is it?")
    asking.press("ctrl-c")

    assert asking.exit_code() == 130


@pytest.mark.parametrize("key", ["s", "enter"])
def test_the_interview_decides_and_may_save(walk, repository: Path, key: str) -> None:
    asking = walk()
    asking.wait_for("What do you do?")
    asking.press("law firm", "enter")
    asking.wait_for("Enter done")
    asking.press(key)
    if key == "enter":
        asking.wait_for("Save the decision")
        asking.press("y")
    else:
        asking.wait_for("The decision is in relcli.toml.")
        asking.press("enter")
    screen = asking.wait_for("Places that contradict")
    asking.press("ctrl-c")

    assert "relcli advise --business law-firm" in screen
    assert asking.exit_code() == 130
    assert "Written before you left: relcli.toml." in asking.screen
    assert written(repository) == {"relcli.toml"}
