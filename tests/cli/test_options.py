"""How a command is declared: what its function's signature says is what the command line takes."""

import pkgutil
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, get_args

import pytest
from support.examples import FLAGS, LANGUAGES
from support.process import Run as Call
from support.shipped import DATA

from relcli.cli import commands
from relcli.cli.app import Command
from relcli.cli.commands import ABOUT, COMMANDS
from relcli.cli.options import Argument, Flag, Json, Run
from relcli.data import Data
from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.model import Text

MESSAGES = {
    "help-sail": "Sail.",
    "argument-ports": "Where to",
    "argument-captain": "Who steers",
    "option-sail-flag": "Which flag to fly",
    "option-flag": "Which flag to offer",
    "option-fast": "At once",
    "option-cargo": "What to carry",
    "option-log": "Where to write it down",
}


@pytest.fixture
def handed() -> dict[str, object]:
    """What the function was called with."""
    return {}


@pytest.fixture
def make() -> Callable[[Callable[..., int]], Command]:
    """``make(function)``: the command ``sail``, in English, with messages of its own."""
    said = {name: Text(en=text, fr=text, ro=text) for name, text in MESSAGES.items()}
    data = Data(DATA.folder)
    data.__dict__ |= {**DATA.__dict__, "messages": {**DATA.messages, **said}}
    run = Run(data, Texts("en", data.messages, data.knowledge))
    return lambda function: Command(run, "sail", function)


@pytest.fixture
def sail(make, handed: dict[str, object]) -> Callable[..., int]:
    """``sail("--fast", "Oslo")``: the exit code of a command with a parameter of each kind."""

    def sail_command(  # noqa: PLR0913 - one of each kind
        run: Run,
        *,
        ports: Annotated[tuple[str, ...], Argument("PORT…")],
        flag: Annotated[str | None, Flag("--flag", "-f", values=("red", "blue"))] = None,
        speed: Annotated[bool, Flag("--fast")] = False,
        cargo: Annotated[tuple[str, ...], Flag("--cargo", metavar="THING")] = (),
        log: Annotated[str, Flag("--log", metavar="[FILE]", alone="log.txt")] = "",
        json: Json = False,
        **answers: str,
    ) -> int:
        handed.update(ports=ports, answers=answers, flag=flag, speed=speed, cargo=cargo, log=log, json=json)
        return 7

    command = make(sail_command)

    def call(*arguments: str) -> int:
        code: int = command.main(list(arguments), prog_name="relcli sail", standalone_mode=False)
        return code

    return call


NOTHING = {"answers": {}, "flag": None, "speed": False, "cargo": (), "log": "", "json": False}


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        pytest.param("Oslo", {"ports": ("Oslo",)}, id="an argument; all else at its default"),
        pytest.param("Oslo Riga", {"ports": ("Oslo", "Riga")}, id="an argument of many"),
        pytest.param("Oslo --flag red", {"ports": ("Oslo",), "flag": "red"}, id="a value"),
        pytest.param("Oslo -f red --flag=blue", {"ports": ("Oslo",), "flag": "blue"}, id="the last value counts"),
        pytest.param("--fast Oslo --json", {"ports": ("Oslo",), "speed": True, "json": True}, id="switches"),
        pytest.param("Oslo --cargo tea --cargo tin", {"ports": ("Oslo",), "cargo": ("tea", "tin")}, id="repeated"),
        pytest.param("-- --fast", {"ports": ("--fast",)}, id="after two dashes no flags"),
        pytest.param(
            "Oslo --place shop --offer goods",
            {"ports": ("Oslo",), "answers": {"offer": "goods", "place": "shop"}},
            id="a flag for each question, those given only",
        ),
        pytest.param("Oslo --log", {"ports": ("Oslo",), "log": "log.txt"}, id="alone at the end"),
        pytest.param("--log --fast Oslo", {"ports": ("Oslo",), "log": "log.txt", "speed": True}, id="alone"),
        pytest.param("Oslo --log mine.txt", {"ports": ("Oslo",), "log": "mine.txt"}, id="not alone"),
        pytest.param("Oslo --log=mine.txt", {"ports": ("Oslo",), "log": "mine.txt"}, id="not alone, with ="),
    ],
)  # fmt: skip
def test_the_function_is_handed_what_was_typed(
    sail, handed: dict[str, object], arguments: str, given: Mapping[str, object]
) -> None:
    assert sail(*arguments.split()) == 7
    assert handed == {**NOTHING, **given}


@pytest.mark.parametrize(
    ("arguments", "code", "values"),
    [
        pytest.param("", "missing-argument", {"value": "PORT…"}, id="what has no default"),
        pytest.param("Oslo --fats", "unknown-option", {"value": "--fats", "suggestion": "--fast"}, id="near"),
        pytest.param("Oslo -x", "unknown-option", {"value": "-x", "suggestion": None}, id="no letter"),
        pytest.param("Oslo --fast=1", "option-takes-no-value", {"flag": "--fast"}, id="a switch"),
        pytest.param("Oslo --flag", "option-needs-value", {"flag": "--flag"}, id="no value"),
        pytest.param("Oslo --lang eo", "unknown-value", {"flag": "--lang", "value": "eo"}, id="no language"),
    ],
)
def test_a_mistake_is_an_error_of_ours(
    sail, handed: dict[str, object], arguments: str, code: str, values: Mapping[str, object]
) -> None:
    with pytest.raises(AnswerError) as raised:
        sail(*arguments.split())

    assert handed == {}
    assert raised.value.code == code
    assert {key: raised.value.values[key] for key in values} == values


def test_an_argument_too_many_is_an_error_of_ours(make) -> None:
    def sail_command(run: Run, *, captain: Annotated[str | None, Argument("NAME")] = None) -> int:
        return 0

    with pytest.raises(AnswerError) as raised:
        make(sail_command).main(["Ann", "Bob", "Cy"], prog_name="relcli sail", standalone_mode=False)

    assert (raised.value.code, raised.value.values["value"]) == ("extra-argument", "Bob Cy")


def test_the_help_is_filled_in_by_name(sail, capsys: pytest.CaptureFixture[str]) -> None:
    assert sail("--help") == 0
    lines = [re.split(r"  +", line.strip(), maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    shown = {line[0]: line[1] for line in lines if len(line) == 2}
    own = ["PORT…", "-f, --flag red|blue", "--fast", "--cargo THING", "--log [FILE]"]

    assert [shown[name] for name in own] == [
        "Where to [required]".replace(" [", "  ["),
        "Which flag to fly",
        "At once",
        "What to carry",
        "Where to write it down",
    ]
    questions = [
        f"--{q.id} {'|'.join(o.id for o in q.options)}|unknown" for q in DATA.knowledge.questions.values()
    ]
    order = [
        line[0] for line in lines if line[0] in {*own, *questions, "--lang en|fr|ro", "--json", "-h, --help"}
    ]
    assert order == ["PORT…", *questions, *own[1:], "--lang en|fr|ro", "--json", "-h, --help"]


def test_values_are_looked_up_when_they_are_asked_for(make) -> None:
    asked = []

    def ports(data: Data) -> list[str]:
        asked.append(data)
        return ["Oslo", "Riga", "Rome"]

    def sail_command(
        run: Run, *, cargo: Annotated[str, Flag("--cargo", metavar="X", values=ports)] = ""
    ) -> int:
        return 0

    command = make(sail_command)
    assert asked == []

    [cargo] = [option for option in command.params if "--cargo" in option.opts]
    context = command.make_context("sail", [], resilient_parsing=True)

    assert [item.value for item in cargo.shell_complete(context, "R")] == ["Riga", "Rome"]
    assert len(asked) == 1


# ---- the commands that there are ---------------------------------------------------------------------------

MODULES = {name: "about" if name in ABOUT else name for name in COMMANDS}
FUNCTIONS = [
    getattr(import_module(f"relcli.cli.commands.{module}"), f"{name}_command")
    for name, module in MODULES.items()
]


def test_a_command_is_a_file_or_among_the_short_ones() -> None:
    assert {*ABOUT} < {*COMMANDS}
    assert {module.name for module in pkgutil.iter_modules(commands.__path__)} == {*MODULES.values()}


@pytest.mark.parametrize("function", FUNCTIONS, ids=COMMANDS)
def test_every_parameter_of_a_command_is_a_typed_flag(function: Callable[..., int]) -> None:
    declared = signature(function, eval_str=True)
    run, *parameters = declared.parameters.values()

    assert (run.annotation, declared.return_annotation) == (Run, int)
    for parameter in parameters:
        if parameter.kind is Parameter.VAR_KEYWORD:
            assert parameter.annotation is str
            continue
        kind, declaration = get_args(parameter.annotation)
        assert kind in (bool, str, str | None, tuple[str, ...])
        assert isinstance(declaration, (Flag, Argument))
        if kind is bool:
            assert parameter.default is False
        if isinstance(declaration, Flag):
            assert parameter.default is not Parameter.empty


def test_no_flag_is_looked_up_by_a_string() -> None:
    texts = [path.read_text("utf-8") for path in Path(commands.__file__).parents[1].rglob("*.py")]

    assert [
        found for text in texts for found in re.findall(r"flags\[|\*\*flags|Mapping\[str, Any\]", text)
    ] == []


# ---- --lang, wherever it stands -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_before_the_command_is_that_of_the_answer(call: Call, language: str) -> None:
    before, after = call("--lang", language, "advise", *FLAGS), call("advise", *FLAGS, "--lang", language)

    assert (before.returncode, before.stdout, before.stderr) == (0, after.stdout, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_language_before_the_command_is_refused_as_after_it(call: Call, language: str) -> None:
    env = {"RELCLI_LANG": language}
    before, after = (
        call(*arguments, env=env)
        for arguments in (("--lang", "de", "advise", *FLAGS), ("advise", *FLAGS, "--lang", "de"))
    )

    assert (before.returncode, before.stdout) == (2, "")
    assert before.stderr == after.stderr


def test_an_unknown_language_without_a_command_is_refused_too(call: Call) -> None:
    told = call("--lang", "de")

    assert (told.returncode, told.stdout) == (2, "")
    assert "Allowed: en, fr, ro." in told.stderr
