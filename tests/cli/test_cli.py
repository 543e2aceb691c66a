"""The command line as a table: what is typed, what comes out where, and the exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from relcli import __version__, load
from relcli.language import Texts
from relcli.model import Knowledge

LANGUAGES = ("en", "fr", "ro")
CLIENT = {"offer": "tailored-service", "volume": "few", "contract": "agreement", "repeat": "ongoing"}
FLAGS = tuple(part for question, answer in CLIENT.items() for part in (f"--{question}", answer))
SUPERMARKET = ("--offer", "goods", "--volume", "mass")
Says = Callable[[Texts], str]


def message(name: str, **values: str) -> Says:
    """The first line of that message, as the language of the call has it."""
    return lambda words: words.say(name, **{**BLANKS, **values}).splitlines()[0]


def exactly(text: str) -> Says:
    return lambda _: text


def refused(flag: str, value: str) -> Says:
    return message("error-unknown-value", flag=flag, value=value)


def question(texts: Texts) -> str:
    return texts.text(texts._knowledge.questions["offer"].ask)


def reading(texts: Texts) -> str:
    return texts.text(texts._knowledge.readings["service"].label)


def the_test_of_a_reading(texts: Texts) -> str:
    return texts.text(texts._knowledge.readings["service"].says)


BLANKS = dict.fromkeys(("path", "flags", "allowed", "nearest", "fitting", "why"), "")
TABLE = {
    "advise": (("advise", *FLAGS), 0, "stdout", exactly("term\tclient\n")),
    "advise in Markdown": (("advise", *FLAGS, "--format", "markdown"), 0, "stdout", message("heading-why", term="client")),
    "advise as text": (("advise", *FLAGS, "--format", "text"), 0, "stdout", message("heading-why", term="client")),
    "advise quietly": (("advise", *FLAGS, "-q"), 0, "stdout", exactly("client\n")),
    "advise for a role": (("advise", *SUPERMARKET, "--role", "group"), 0, "stdout", exactly("concept\tclientele\n")),
    "advise by one reading": (("advise", *FLAGS, "--reading", "service"), 0, "stdout", reading),
    "advise with nothing to go on": (("advise",), 2, "stderr", message("error-missing-answers")),
    "a wrong value": (("advise", "--offer", "god"), 2, "stderr", refused("--offer", "god")),
    "a wrong format": (("show", "client", "--format", "xml"), 2, "stderr", refused("--format", "xml")),
    "a wrong colour": (("list", "terms", "--color", "red"), 2, "stderr", refused("--color", "red")),
    "a wrong business": (("advise", "-b", "zqx"), 2, "stderr", message("error-unknown-business", value="zqx")),
    "a wrong term": (("advise", *FLAGS, "--why-not", "zqx"), 2, "stderr", message("error-unknown-term", value="zqx")),
    "no terminal to ask on": (("advise", "-i"), 2, "stderr", message("error-no-terminal")),
    "flags that exclude each other": (
        ("advise", *FLAGS, "-q", "--format", "text"), 2, "stderr",
        message("error-contradicting-flags", first="--quiet", second="--format text"),
    ),
    "a flag without its value": (("advise", "--offer"), 2, "stderr", message("error-option-needs-value", value="--offer")),
    "a value that no flag wants": (
        ("advise", "--explain=yes"), 2, "stderr", message("error-option-takes-no-value", value="--explain"),
    ),
    "an unknown flag": (("list", "--plain"), 2, "stderr", message("error-unknown-option", value="--plain")),
    "an unknown command": (("recommend",), 2, "stderr", message("error-unknown-command", value="recommend")),
    "an extra argument": (
        ("list", "terms", "too (many)"), 2, "stderr", message("error-extra-argument", value="too (many)"),
    ),
    "list terms": (("list", "terms"), 0, "stdout", exactly("\nclient\tclient\t")),
    "list questions": (("list", "questions"), 0, "stdout", question),
    "list businesses": (("list", "businesses"), 0, "stdout", exactly("\nlaw-firm\t")),
    "list sources": (("list", "sources"), 0, "stdout", exactly("crazycall\tservice\t")),
    "list readings": (("list", "readings"), 0, "stdout", the_test_of_a_reading),
    "list as a table": (("list", "terms", "--format", "markdown"), 0, "stdout", message("column-definition")),
    "list nothing": (("list",), 2, "stderr", message("error-missing-argument", value="WHAT")),
    "list something else": (("list", "trades"), 2, "stderr", refused("WHAT", "trades")),
    "show": (("show", "customer"), 0, "stdout", message("relation-broader")),
    "show by a word of any language": (("show", "mușteriu"), 0, "stdout", exactly("concept\tcustomer\n")),
    "show two side by side": (("show", "client", "customer"), 0, "stdout", message("label-when")),
    "show the same one twice": (("show", "client", "client"), 0, "stdout", exactly("concept\tclient\n")),
    "show nothing": (("show",), 2, "stderr", message("error-missing-argument", value="TERM…")),
    "show what is not known": (("show", "cleint"), 2, "stderr", message("did-you-mean", suggestion="client")),
    "export schema": (("export", "schema"), 0, "stdout", exactly('"$schema"')),
    "export nothing": (("export",), 2, "stderr", message("error-missing-argument", value="FORMAT")),
    "export something else": (("export", "xml"), 2, "stderr", refused("FORMAT", "xml")),
    "help": (("help",), 0, "stdout", message("frame-usage")),
    "help for a command": (("help", "show"), 0, "stdout", message("frame-arguments")),
    "help for no command": (("help", "zqx"), 2, "stderr", refused("COMMAND", "zqx")),
    "the frame of the help": (("show", "--help"), 0, "stdout", message("frame-required")),
    "version": (("version",), 0, "stdout", exactly(f"relcli {__version__}\n")),
    "completion": (("completion", "fish"), 0, "stdout", exactly("complete --command relcli")),
    "completion for nothing": (("completion",), 2, "stderr", message("error-missing-argument", value="SHELL")),
    "completion for an unknown shell": (("completion", "tcsh"), 2, "stderr", refused("SHELL", "tcsh")),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_what_is_typed_and_what_is_said(run, knowledge: Knowledge, row: tuple, language: str) -> None:
    (command, *rest), code, stream, says = row
    result = run(command, "--lang", language, *rest)
    said = {"stdout": result.stdout, "stderr": result.stderr}

    assert result.returncode == code
    assert says(Texts(language, load.messages(), knowledge)) in said.pop(stream)
    assert [*said.values()] == [""]


def test_an_unknown_language_is_refused_everywhere(run) -> None:
    for command in (("advise", *FLAGS), ("list", "terms"), ("show", "client"), ("export", "schema"),
                    ("completion", "bash"), ("help",), ("version",)):  # fmt: skip
        result = run(*command, "--lang", "de")
        assert (result.returncode, result.stdout) == (2, ""), command
        assert "Allowed: en, fr, ro." in result.stderr


# ---- errors as JSON ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "flag"),
    [
        pytest.param(("--offer", "god"), "unknown-value", "--offer", id="a wrong value"),
        pytest.param(("--offer", "goods", "--role", "x"), "unknown-value", "--role", id="a wrong role"),
        pytest.param(("--offer", "goods", "--term-lang", "x"), "unknown-value", "--term-lang", id="a wrong language"),
        pytest.param(("--business", "zqx"), "unknown-business", "--business", id="an unknown business"),
        pytest.param(("--offer", "goods", "--why-not", "zqx"), "unknown-term", "--why-not", id="an unknown term"),
        pytest.param(("--answers", "missing.json"), "file-unreadable", "--answers", id="a missing file"),
        pytest.param(("--zqx",), "unknown-option", "--zqx", id="an unknown option"),
        pytest.param(("--explain=1",), "option-takes-no-value", "--explain", id="a value too many"),
        pytest.param(("-i",), "no-terminal", "--interactive", id="no terminal"),
        pytest.param((), "missing-answers", None, id="no answers"),
        pytest.param(("x",), "extra-argument", None, id="an extra argument"),
        pytest.param(("-q",), "contradicting-flags", None, id="contradicting flags"),
    ],
)  # fmt: skip
def test_an_error_as_json(run, arguments: tuple[str, ...], code: str, flag: str | None) -> None:
    result = run("advise", "--json", *arguments)
    error = json.loads(result.stderr)

    assert (result.returncode, result.stdout) == (2, "")
    assert error.keys() == {"error"}
    assert (error["error"]["code"], error["error"]["flag"]) == (code, flag)
    assert "\n" not in error["error"]["message"]


@pytest.mark.parametrize("form", [("--format", "json"), ("--format=json",), ("--format=JSON",)], ids=" ".join)
def test_an_error_as_json_by_any_spelling(run, form: tuple[str, ...]) -> None:
    assert json.loads(run("show", "zqx", *form).stderr)["error"]["code"] == "unknown-term"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_as_json_keeps_its_keys_in_every_language(run, knowledge, language: str) -> None:
    texts = Texts(language, load.messages(), knowledge)
    error = json.loads(run("advise", "--json", "--offer", "god", "--lang", language).stderr)["error"]

    assert (error["code"], error["flag"]) == ("unknown-value", "--offer")
    assert error["hint"].splitlines()[-1] == texts.say("did-you-mean", suggestion="goods")


# ---- answers from a file --------------------------------------------------------------------------------------

DOCUMENTS = {
    "JSON": json.dumps(CLIENT),
    "JSON with blanks before it": f"\n\n  {json.dumps(CLIENT, indent=4)}",
    "JSON with a byte order mark": "\ufeff" + json.dumps(CLIENT),
    "JSON with Windows line ends": json.dumps(CLIENT, indent=2).replace("\n", "\r\n"),
    "JSON under answers": json.dumps({"answers": CLIENT}),
    "JSON with null": json.dumps({**CLIENT, "cycle": None}),
    "JSON in capitals": json.dumps(CLIENT).upper(),
    "TOML": "".join(f'{question} = "{answer}"\n' for question, answer in CLIENT.items()),
    "TOML with Windows line ends": "".join(f'{q} = "{a}"\r\n' for q, a in CLIENT.items()),
    "TOML under answers": "[answers]\n" + "".join(f'{q} = "{a}"\n' for q, a in CLIENT.items()),
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_answers_from_a_file_or_standard_input(run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers"
    file.write_bytes(text.encode())

    assert run("advise", "--answers", str(file), "-q").stdout == "client\n"
    assert run("advise", "--answers", "-", "-q", stdin=text).stdout == "client\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(FLAGS, id="answers"),
        pytest.param(("--business", "law firm"), id="a business"),
        pytest.param(("--business", "law firm", "--volume", "mass"), id="a business, corrected"),
        pytest.param((*SUPERMARKET, "--role", "regular"), id="a role"),
    ],
)  # fmt: skip
def test_a_whole_advice_goes_back_in(run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    first = run("advise", *arguments, "--json").stdout
    file = tmp_path / "advice.json"
    file.write_text(first, encoding="utf-8")
    told, again = json.loads(first), json.loads(run("advise", "--answers", str(file), "--json").stdout)

    assert again["recommendation"] == told["recommendation"]
    assert again["business"] == told["business"]


def test_a_flag_overrides_the_file(run, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({**CLIENT, "business": "law firm"}))
    told = json.loads(run("advise", "--answers", str(file), "--offer", "goods", "--json").stdout)

    assert told["answers"]["offer"] == "goods"
    assert told["business"]["id"] == "law-firm"


BROKEN = {
    "missing": (None, "file-unreadable", "No such file or directory"),
    "empty": (b"", "answers-empty", "is empty"),
    "only blanks": (b" \n\n", "answers-empty", "is empty"),
    "broken JSON": (b'{"offer": ', "answers-unreadable", "neither JSON nor TOML"),
    "broken TOML": (b"offer = goods", "answers-unreadable", "neither JSON nor TOML"),
    "a list": (b"[1, 2]", "answers-not-a-table", "holds no answers"),
    "nothing at all": (b"null", "answers-not-a-table", "holds no answers"),
    "a text": (b'"goods"', "answers-not-a-table", "holds no answers"),
    "answers that are a list": (b'{"answers": [1]}', "answers-not-a-table", "holds no answers"),
    "an unknown question": (b'{"ofer": "goods"}', "unknown-question", "Did you mean offer?"),
    "an unknown value": (b'{"offer": "god"}', "unknown-value", "Did you mean goods?"),
    "a number": (b'{"offer": 5}', "unknown-value", "5"),
    "a list as a value": (b'{"offer": ["a"]}', "unknown-value", "Allowed: goods"),
    "a business that is a number": (b'{"business": 5}', "answers-not-a-table", "holds no answers"),
    "no answers at all": (b"{}", "missing-answers", "--offer goods|"),
    "Latin-1": ("offer = 'é'".encode("latin-1"), "file-not-utf8", "not UTF-8"),
    "UTF-16": ('{"offer": "goods"}'.encode("utf-16"), "file-not-utf8", "not UTF-8"),
    "too deep": (b'{"offer":' + b"[" * 100_000, "answers-unreadable", "neither JSON nor TOML"),
}


@pytest.mark.parametrize(("content", "code", "says"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_explained(run, tmp_path: Path, content: bytes | None, code: str, says: str) -> None:
    file = tmp_path / "answers"
    if content is not None:
        file.write_bytes(content)
    told = run("advise", "--answers", str(file), "--json")
    error = json.loads(told.stderr)["error"]

    assert (told.returncode, told.stdout) == (2, "")
    assert error["code"] == code
    assert says in f"{error['message']} {error['hint']}"


def test_a_folder_is_no_answers_file(run, tmp_path: Path) -> None:
    result = run("advise", "--answers", str(tmp_path))

    assert (result.returncode, result.stdout) == (2, "")
    assert "cannot be read: Is a directory." in result.stderr


# ---- the flags of advise ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def tie(ballots) -> tuple[str, ...]:
    """Flags that decide nothing: the first answer which alone leaves two words equal."""
    ballot = ballots.of("payer")
    return next(
        (f"--{question.id}", option.id)
        for question in ballots.knowledge.questions.values()
        for option in question.options
        if decide(ballot, {question.id: option.id}).winner is None
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_quiet_and_undecided_says_so_on_stderr_alone(run, tie: tuple[str, ...], language: str) -> None:
    result = run("advise", *tie, "--quiet", "--lang", language)

    assert (result.returncode, result.stdout) == (0, "")
    assert load.messages()["undecided-term"][language] in result.stderr
    assert run("advise", *tie, "--quiet", "--exit-status").returncode == 3


def test_undecided_has_no_term_anywhere(run, tie: tuple[str, ...]) -> None:
    told = json.loads(run("advise", *tie, "--json").stdout)["recommendation"]

    assert (told["term"], told["concept"], told["verdict"]) == (None, None, "undecided")
    assert run("advise", *tie).stdout.startswith("verdict\tundecided\n")


@pytest.mark.parametrize(
    ("term", "says"),
    [
        pytest.param("client", "client is behind customer by ", id="behind"),
        pytest.param("customer", "customer is the word: there is nothing to tell against it.", id="it is"),
        pytest.param("clientelă", "is no word for this role", id="another role"),
    ],
)
def test_why_not(run, term: str, says: str) -> None:
    shown = run("advise", *SUPERMARKET, "--why-not", term).stdout

    assert re.search(f"^why-not\t\t.*{says}", shown, re.MULTILINE)


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        pytest.param("customer", "keep", id="the right word"),
        pytest.param("Customers", "keep", id="its plural"),
        pytest.param("client", "keep", id="the right word of another language"),
        pytest.param("prospect", "align", id="right for another role"),
        pytest.param("buyer", "rename", id="a word that misleads"),
        pytest.param("zqx", "rename", id="no term at all"),
    ],
)
def test_the_word_in_use(run, word: str, verdict: str) -> None:
    told = json.loads(run("advise", *SUPERMARKET, "--current", word, "--json").stdout)["current"]

    assert (told["word"], told["verdict"]) == (word, verdict)


@pytest.mark.parametrize(
    "name",
    [
        "law firm",
        "Law Firm",
        "law-firm",
        "firm law",
        "cabinet d'avocats",
        "CABINET D\u2019AVOCATS",
        "cabinet de avocatura",
    ],
)
def test_a_business_by_any_of_its_names(run, name: str) -> None:
    told = json.loads(run("advise", "--business", name, "--json").stdout)

    assert told["business"]["id"] == "law-firm"
    assert told["recommendation"]["concept"] == "client"


def test_an_answer_overrides_the_business(run) -> None:
    told = json.loads(
        run("advise", "-b", "law firm", "--offer", "goods", "--volume", "unknown", "--json").stdout
    )

    assert told["answers"]["offer"] == "goods"
    assert "volume" not in told["answers"]
    assert not {"offer", "volume"} & {*told["business"]["assumed"]}


@pytest.mark.parametrize(
    ("flags", "terms"),
    [
        pytest.param((), "customer", id="the language of everything"),
        pytest.param(("--lang", "ro"), "client", id="--lang"),
        pytest.param(("--lang", "ro", "--term-lang", "en"), "customer", id="--term-lang"),
        pytest.param(("--term-lang", "fr,en"), "client", id="the first of several"),
        pytest.param(("--term-lang", "EN,en"), "customer", id="the same twice"),
    ],
)
def test_the_language_of_the_term(run, flags: tuple[str, ...], terms: str) -> None:
    assert run("advise", *SUPERMARKET, "-q", *flags).stdout == f"{terms}\n"


def test_the_terms_come_in_the_languages_asked_for(run) -> None:
    told = json.loads(run("advise", *SUPERMARKET, "--term-lang", "ro,fr", "--json").stdout)

    assert list(dict.fromkeys(term["language"] for term in told["terms"])) == ["ro", "fr"]


def test_the_command_of_an_advice_gives_it_again(run, bash) -> None:
    arguments = ("--business", "law firm", "--volume", "mass", "--role", "end-user", "--reading", "service")
    told = json.loads(run("advise", *arguments, "--json").stdout)

    assert json.loads(bash(f"{told['command']} --json").stdout) == told


@pytest.mark.parametrize("switch", ["--debug", "RELCLI_DEBUG=1"])
def test_debug_adds_a_traceback_and_changes_nothing_else(run, switch: str) -> None:
    flags = (switch,) if switch.startswith("--") else ()
    env = {} if flags else dict([switch.split("=")])
    usual = run("advise", "--offer", "god", "--json")
    debugged = run("advise", "--offer", "god", "--json", *flags, env=env)
    *traceback, error = debugged.stderr.splitlines()

    assert traceback[0] == "Traceback (most recent call last):"
    assert (debugged.returncode, f"{error}\n") == (usual.returncode, usual.stderr)


def test_broken_data_is_told_without_a_traceback(environment, tmp_path: Path) -> None:
    program = """
        import sys
        from relcli import load
        load.data_folder = lambda: sys.argv[1]
        from relcli.cli import main
        sys.exit(main(sys.argv[2:]))
    """
    result = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(tmp_path), "advise", *FLAGS],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip

    assert result.returncode == 2
    assert result.stderr.startswith("relcli: ")
    assert "Traceback" not in result.stderr


def test_every_message_of_an_error_is_used_or_reachable() -> None:
    """An error whose message is missing would be a KeyError in front of the reader."""
    code = "".join(path.read_text("utf-8") for path in Path(load.__file__).parent.rglob("*.py"))
    raised = set(re.findall(r'(?:AnswerError|InputError|RelcliError)\(\s*"([a-z0-9-]+)"', code))

    assert {f"error-{name}" for name in raised} - load.messages().keys() == set()
