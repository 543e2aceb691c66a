"""The command line as a table: what is typed, what comes out where, and the exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from relcli import load

LANGUAGES = ("en", "fr", "ro")
CLIENT = {"offer": "tailored-service", "volume": "few", "contract": "agreement", "repeat": "ongoing"}
FLAGS = tuple(part for question, answer in CLIENT.items() for part in (f"--{question}", answer))
SUPERMARKET = ("--offer", "goods", "--volume", "mass")

TABLE = {
    "advise": (
        ("advise", *FLAGS), 0, "stdout",
        "alternative\tcustomer\tWhen people buy goods", "alternative\tacheteur\tQuand", "alternative\tcumpărător\tCând",
    ),
    "advise in Markdown": (
        ("advise", *FLAGS, "--format", "markdown"), 0, "stdout",
        "# client\n\n*clear: ahead of customer by", "# client\n\n*net : ", "# client\n\n*clar: avans de",
    ),
    "advise as text": (
        ("advise", *FLAGS, "--format", "text"), 0, "stdout",
        "\nWhy client\n• +4  ", "\nPourquoi client\n• +4  ", "\nDe ce client\n• +4  ",
    ),
    "advise as JSON": (
        ("advise", *FLAGS, "--json"), 0, "stdout",
        '\n  "language": "en",\n', '\n  "language": "fr",\n', '\n  "language": "ro",\n',
    ),
    "advise quietly": (("advise", *FLAGS, "-q"), 0, "stdout", "client\n", "client\n", "client\n"),
    "advise with nothing to go on": (
        ("advise",), 2, "stderr",
        "There is nothing to go on", "Il n’y a rien sur quoi s’appuyer", "Nu există pe ce se sprijini",
    ),
    "advise for a role": (
        ("advise", *SUPERMARKET, "--role", "group", "-q"), 0, "stdout", "clientele\n", "clientèle\n", "clientelă\n",
    ),
    "advise by one reading": (
        ("advise", *SUPERMARKET, "--reading", "service"), 0, "stdout",
        "reading\tthe service reading\t", "reading\tla lecture par le service\t", "reading\tlectura",
    ),
    "a wrong value": (
        ("advise", "--offer", "god"), 2, "stderr",
        "--offer does not take “god”.", "--offer n’accepte pas « god ».", "--offer nu acceptă „god”.",
    ),
    "a wrong business": (
        ("advise", "--business", "zqx"), 2, "stderr",
        "No type of business “zqx” is known.", "L’activité « zqx » n’est pas connue.", "Tipul de afacere „zqx” nu",
    ),
    "a business of several kinds": (
        ("advise", "--business", "47.11"), 2, "stderr",
        "“47.11” fits several types of business: ", "« 47.11 » correspond à plusieurs", "„47.11” se potrivește mai",
    ),
    "a wrong term": (
        ("advise", *FLAGS, "--why-not", "zqx"), 2, "stderr",
        "No term “zqx” is known.", "Le terme « zqx » n’est pas connu.", "Termenul „zqx” nu este cunoscut.",
    ),
    "no terminal to ask on": (
        ("advise", "-i"), 2, "stderr",
        "Questions can be asked only on a terminal.", "Les questions ne peuvent être posées", "Întrebările pot fi puse",
    ),
    "flags that exclude each other": (
        ("advise", *FLAGS, "-q", "--json"), 2, "stderr",
        "--quiet and --json exclude each other", "--quiet et --json s’excluent", "--quiet și --json se exclud",
    ),
    "a flag without its value": (
        ("advise", "--offer"), 2, "stderr", "--offer needs a value.", "--offer attend une valeur.", "--offer așteaptă o",
    ),
    "a value that no flag wants": (
        ("advise", "--explain=yes"), 2, "stderr", "--explain takes no value.", "--explain n’attend pas", "--explain nu așteaptă",
    ),
    "an unknown flag": (
        ("list", "terms", "--plain"), 2, "stderr",
        "There is no option --plain.\n`relcli list --help`", "Il n’y a pas d’option --plain.", "Nu există opțiunea --plain.",
    ),
    "an unknown command": (
        ("recommend",), 2, "stderr",
        "There is no command “recommend”.", "Il n’y a pas de commande « recommend ».", "Nu există comanda „recommend”.",
    ),
    "an extra argument": (
        ("list", "terms", "too (many)"), 2, "stderr",
        "“too (many)” was not expected here.", "« too (many) » n’est pas attendu ici.", "„too (many)” nu este așteptat",
    ),
    "list terms": (
        ("list", "terms"), 0, "stdout", "buyer\tbuyer\tpayer\tperson", "buyer\tacheteur\t", "buyer\tcumpărător\t",
    ),
    "list questions": (
        ("list", "questions"), 0, "stdout",
        "\tWhat do they get from you?\n", "\tQue reçoivent-ils de vous ?\n", "\tCe primesc de la dumneavoastră?\n",
    ),
    "list businesses": (
        ("list", "businesses"), 0, "stdout", "\tlaw firm\t", "\tcabinet d’avocats\t", "\tcabinet de avocatură\t",
    ),
    "list sources": (("list", "sources"), 0, "stdout", "machine translation", "Traduction", "Traducere automată"),
    "list readings": (
        ("list", "readings"), 0, "stdout", "loyalty\tDo they come", "loyalty\tReviennent-ils", "loyalty\tSe întorc",
    ),
    "list nothing": (("list",), 2, "stderr", "WHAT is missing.", "Il manque WHAT.", "Lipsește WHAT."),
    "list something else": (
        ("list", "trades"), 2, "stderr", "Allowed: terms, questions,", "Valeurs admises : terms,", "Valori admise: terms,",
    ),
    "show": (
        ("show", "customer"), 0, "stdout", "relation\tbroader\tbuyer", "relation\tgénérique\tacheteur", "relation\tgeneric\t",
    ),
    "show by a word of any language": (
        ("show", "mușteriu"), 0, "stdout", "concept\tcustomer\n", "concept\tcustomer\n", "concept\tcustomer\n",
    ),
    "show two side by side": (
        ("show", "client", "customer"), 0, "stdout", "dimension\tOffer\t", "dimension\tOffre\t", "dimension\tOferta\t",
    ),
    "show the same one twice": (
        ("show", "client", "clients"), 0, "stdout", "term\tclient\n", "term\tclient\n", "term\tclient\n",
    ),
    "show nothing": (("show",), 2, "stderr", "TERM… is missing.", "Il manque TERM….", "Lipsește TERM…."),
    "show what is not known": (
        ("show", "cleint"), 2, "stderr", "Did you mean client?", "Vouliez-vous dire client ?", "Ați vrut să scrieți client?",
    ),
    "export schema": (("export", "schema"), 0, "stdout", '"$schema"', '"$schema"', '"$schema"'),
    "export nothing": (("export",), 2, "stderr", "FORMAT is missing.", "Il manque FORMAT.", "Lipsește FORMAT."),
    "help": (("help",), 0, "stdout", "Usage: relcli", "Usage : relcli", "Utilizare: relcli"),
    "help for a command": (
        ("help", "show"), 0, "stdout", "One term: its whole entry.", "Un terme : sa fiche complète.", "Un termen: fișa lui",
    ),
    "help for no command": (
        ("help", "zqx"), 2, "stderr", "COMMAND does not take “zqx”.", "COMMAND n’accepte pas", "COMMAND nu acceptă",
    ),
    "the frame of the help": (
        ("show", "--help"), 0, "stdout", "[required]\n\nOptions:", "[obligatoire]\n\nOptions :", "[obligatoriu]\n\nOpțiuni:",
    ),
    "version": (("version",), 0, "stdout", "relcli ", "relcli ", "relcli "),
    "completion": (("completion", "fish"), 0, "stdout", "complete --command", "complete --command", "complete --command"),
    "completion for an unknown shell": (
        ("completion", "tcsh"), 2, "stderr", "Allowed: bash, zsh,", "Valeurs admises : bash, zsh,", "Valori admise: bash, zsh,",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_what_is_typed_and_what_is_said(run, row: tuple, language: str) -> None:
    arguments, code, stream, *says = row
    result = run(*arguments, "--lang", language)
    said = {"stdout": result.stdout, "stderr": result.stderr}

    assert result.returncode == code
    assert says[LANGUAGES.index(language)] in said.pop(stream)
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
        pytest.param(("--business", "4711"), "ambiguous-business", "--business", id="an ambiguous business"),
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
@pytest.mark.parametrize("form", [("--json",), ("--format=json",)], ids=" ".join)
def test_an_error_as_json(
    run, arguments: tuple[str, ...], code: str, flag: str | None, form: tuple[str]
) -> None:
    result = run("advise", *form, *arguments)
    error = json.loads(result.stderr)

    assert (result.returncode, result.stdout) == (2, "")
    assert error.keys() == {"error"}
    assert (error["error"]["code"], error["error"]["flag"]) == (code, flag)
    assert "\n" not in error["error"]["message"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_as_json_keeps_its_keys_in_every_language(run, language: str) -> None:
    error = json.loads(run("advise", "--json", "--offer", "god", "--lang", language).stderr)["error"]

    assert error["code"] == "unknown-value"
    assert error["message"].startswith("--offer ")
    assert error["hint"].splitlines()[-1] == {
        "en": "Did you mean goods?",
        "fr": "Vouliez-vous dire goods ?",
        "ro": "Ați vrut să scrieți goods?",
    }[language]  # fmt: skip


# ---- answers from a file --------------------------------------------------------------------------------------

DOCUMENTS = {
    "JSON": json.dumps(CLIENT),
    "JSON with blanks before it": f"\n\n  {json.dumps(CLIENT, indent=4)}",
    "JSON with a byte order mark": "\ufeff" + json.dumps(CLIENT),
    "JSON with Windows line ends": json.dumps(CLIENT, indent=2).replace("\n", "\r\n"),
    "JSON under answers": json.dumps({"answers": CLIENT}),
    "JSON with null and other case": json.dumps(
        {**CLIENT, "cycle": None, "VOLUME": "Few"} | {"volume": None}
    ),
    "TOML": "".join(f'{question} = "{answer}"\n' for question, answer in CLIENT.items()),
    "TOML with Windows line ends": "".join(f'{q} = "{a}"\r\n' for q, a in CLIENT.items()),
    "TOML under answers": "[answers]\n" + "".join(f'{q} = "{a}"\n' for q, a in CLIENT.items()),
}
del DOCUMENTS["JSON with null and other case"]


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
        pytest.param(("--business", "law firm", "--offer", "unknown", "--volume", "mass"), id="a business, corrected"),
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
def tie(engine) -> tuple[str, ...]:
    """Flags that decide nothing: the first answer which alone leaves two words equal."""
    ballot = engine.ballot("payer")
    return next(
        (f"--{question.id}", option.id)
        for question in engine.knowledge.questions.values()
        for option in question.options
        if ballot.decide({question.id: option.id}).winner is None
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_quiet_and_undecided_says_so_on_stderr_alone(run, tie: tuple[str, ...], language: str) -> None:
    result = run("advise", *tie, "--quiet", "--lang", language)

    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr.startswith({"en": "undecided", "fr": "indécis", "ro": "nedecis"}[language])
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
        "CABINET D’AVOCATS",
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


def test_broken_data_is_told_without_a_traceback(run, tmp_path: Path) -> None:
    program = "import sys; from relcli import load; load.data_folder = lambda: sys.argv.pop(1)\n" \
        "from relcli.cli import main; sys.exit(main(sys.argv[1:]))"  # fmt: skip
    import subprocess
    import sys

    result = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), "advise", *FLAGS],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 2
    assert result.stderr.startswith("relcli: ")
    assert "Traceback" not in result.stderr


def test_every_message_of_an_error_is_used_or_reachable() -> None:
    """An error whose message is missing would be a KeyError in front of the reader."""
    code = "".join(path.read_text("utf-8") for path in Path(load.__file__).parent.rglob("*.py"))
    raised = set(re.findall(r'(?:AnswerError|InputError|RelcliError)\(\s*"([a-z0-9-]+)"', code))

    assert {f"error-{name}" for name in raised} - load.messages().keys() == set()
