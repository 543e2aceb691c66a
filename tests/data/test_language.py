"""Which language is spoken, which word is shown, and that every sentence exists in all of them."""

import ast
import errno
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from manual_pages import manual_page
from msgspec.structs import replace
from support import tiny
from support.shipped import DATA, texts_in

import relcli
from relcli.cli.app import Program
from relcli.cli.commands import COMMANDS
from relcli.cli.options import Run
from relcli.errors import KnowledgeError
from relcli.export.glossary import ROWS
from relcli.export.style_sheet import SHEET_COLUMNS
from relcli.failures import system_failure
from relcli.language import Texts, collides, detect, names_apart, preferred
from relcli.model import FORMS, Concept, Designation, PerLanguage, Text
from relcli.render.lists import LISTS
from relcli.render.room import ROOM_COLUMNS
from relcli.sql.select import STEPS

KNOWLEDGE = DATA.knowledge
MESSAGES = DATA.messages


# ---- which language ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        pytest.param({}, "en", id="English without a word"),
        pytest.param({"RELCLI_LANG": "fr"}, "fr", id="RELCLI_LANG"),
        pytest.param({"RELCLI_LANG": "RO"}, "ro", id="RELCLI_LANG in capitals"),
        pytest.param({"RELCLI_LANG": "fr", "LANG": "ro_RO.UTF-8"}, "fr", id="RELCLI_LANG before the locale"),
        pytest.param({"RELCLI_LANG": "fr", "LC_ALL": "C"}, "fr", id="RELCLI_LANG even under C"),
        pytest.param({"RELCLI_LANG": "de", "LANG": "ro_RO"}, "ro", id="RELCLI_LANG that is not spoken"),
        pytest.param({"RELCLI_LANG": "", "LANG": "ro_RO"}, "ro", id="RELCLI_LANG that is empty"),
        pytest.param({"LANG": "fr_CA.UTF-8"}, "fr", id="LANG with country and letters"),
        pytest.param({"LANG": "fr-CA"}, "fr", id="LANG with a hyphen"),
        pytest.param({"LANG": "ro_RO@euro"}, "ro", id="LANG with a modifier"),
        pytest.param({"LANG": "fr"}, "fr", id="LANG alone"),
        pytest.param({"LANG": "de_DE.UTF-8"}, "en", id="English for a language that is not spoken"),
        pytest.param({"LC_MESSAGES": "ro_RO", "LANG": "fr_FR"}, "ro", id="LC_MESSAGES before LANG"),
        pytest.param({"LC_ALL": "fr_FR", "LC_MESSAGES": "ro_RO"}, "fr", id="LC_ALL before LC_MESSAGES"),
        pytest.param({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "ro_RO"}, "ro", id="empty ones do not count"),
        pytest.param({"LC_ALL": "C", "LANG": "fr_FR"}, "en", id="C is English"),
        pytest.param({"LC_ALL": "C.UTF-8", "LANG": "fr_FR"}, "en", id="so is C.UTF-8"),
        pytest.param({"LC_ALL": "POSIX", "LANG": "fr_FR"}, "en", id="and POSIX"),
        pytest.param({"LANGUAGE": "ro", "LANG": "fr_FR"}, "ro", id="LANGUAGE before the locale"),
        pytest.param(
            {"LANGUAGE": "de:ro:fr", "LANG": "fr_FR"}, "ro", id="the first of LANGUAGE that is spoken"
        ),
        pytest.param({"LANGUAGE": "de", "LANG": "fr_FR"}, "fr", id="the locale after LANGUAGE"),
        pytest.param({"LANGUAGE": "", "LANG": "fr_FR"}, "fr", id="an empty LANGUAGE does not count"),
        pytest.param({"LANGUAGE": "ro", "LC_ALL": "C"}, "en", id="LANGUAGE does not count under C"),
        pytest.param({"LANGUAGE": "ro"}, "en", id="nor without a locale"),
        pytest.param({"LANGUAGE": "fr_CA:en", "LANG": "en_GB"}, "fr", id="LANGUAGE with a country"),
    ],
)
def test_detect(environment, language):
    assert detect(environment, ("en", "fr", "ro")) == language


def test_only_languages_that_are_spoken_are_detected():
    assert detect({"LANG": "ro_RO"}, ("en", "fr")) == "en"


# ---- which word ----------------------------------------------------------------------------------------


def named(concept_id: str, term: str, contrast: str | None = None, contrasts: str = "") -> Concept:
    """A concept with one French word for it, and perhaps one to tell it from another of that word."""
    designation = Designation(term=term, language="fr", status="preferred", contrast=contrast, sources=())
    admitted = replace(designation, term=f"{term} aussi", status="admitted", contrast=None)
    return replace(
        tiny.concept(concept_id),
        gloss=Text("", f"gloss of {concept_id}", ""),
        designations=PerLanguage((), (admitted, designation), ()),
        contrasts=tuple(contrasts.split()),
    )


CLIENT = named("client", "client", "client suivi", contrasts="customer")
CUSTOMER = named("customer", "client", "acheteur", contrasts="client consumer prospect")
CONSUMER = named("consumer", "consommateur")
GUEST = named("guest", "client")
BUYER = named("buyer", "acheteur")


def test_the_preferred_designation_wherever_it_stands():
    assert preferred(CLIENT, "fr").term == "client"


@pytest.mark.parametrize(
    ("concepts", "names"),
    [
        pytest.param([], [], id="nobody"),
        pytest.param([CLIENT, CONSUMER], ["client", "consommateur"], id="different words stay"),
        pytest.param([CLIENT, CUSTOMER], ["client", "acheteur"], id="the first keeps the word"),
        pytest.param([CUSTOMER, CLIENT], ["client", "client suivi"], id="whichever it is"),
        pytest.param([CLIENT, GUEST], ["client", "client (gloss of guest)"], id="a gloss without a contrast"),
        pytest.param(
            [BUYER, CLIENT, CUSTOMER],
            ["acheteur", "client", "client (gloss of customer)"],
            id="a gloss if the contrast is taken too",
        ),
    ],
)
def test_names_apart(concepts, names):
    assert names_apart(concepts, "fr") == dict(zip((c.id for c in concepts), names, strict=True))


@pytest.mark.parametrize("language", KNOWLEDGE.languages)
def test_all_shipped_concepts_can_be_named_apart_at_once(language):
    names = names_apart(DATA.termbase.values(), language)

    assert len(set(names.values())) == len(names) == len(DATA.termbase)


@pytest.mark.parametrize(
    ("concept", "others"),
    [
        pytest.param(CLIENT, [CUSTOMER], id="the same word and a contrast"),
        pytest.param(CUSTOMER, [CLIENT], id="a contrast of another word does not collide"),
        pytest.param(GUEST, [], id="nor does the same word without a contrast"),
    ],
)
def test_collides(concept, others):
    known = {c.id: c for c in (CLIENT, CUSTOMER, CONSUMER, GUEST)}

    assert collides(concept, known, "fr") == others


def test_client_and_customer_collide_in_french_and_romanian_only():
    client = KNOWLEDGE.concepts["client"]
    colliding = {
        language: [other.id for other in collides(client, KNOWLEDGE.concepts, language)]
        for language in KNOWLEDGE.languages
    }

    assert colliding == {"en": [], "fr": ["customer"], "ro": ["customer"]}


# ---- which sentence --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "conjunction", "joined"),
    [
        pytest.param([], "and", "", id="nothing"),
        pytest.param(["un"], "and", "un", id="one"),
        pytest.param(["un", "deux"], "and", "un et deux", id="two"),
        pytest.param(["un", "deux", "trois"], "or", "un, deux ou trois", id="three"),
    ],
)
def test_join(parts, conjunction, joined):
    texts = Texts("fr", MESSAGES, KNOWLEDGE)

    assert texts.join(iter(parts), conjunction) == joined


def test_words_of_one_language():
    texts = Texts("ro", MESSAGES, KNOWLEDGE)

    assert texts.language == "ro"
    assert texts.say("quote", text="{x}") == "„{x}”"
    assert texts.text({"en": "yes", "ro": "da"}) == "da"
    assert texts.question("offer") == KNOWLEDGE.questions["offer"].label["ro"]
    assert texts.answer("offer", "goods") == KNOWLEDGE.questions["offer"].option("goods").label["ro"]
    with pytest.raises(KnowledgeError, match="no-such-message"):
        texts.say("no-such-message")


@pytest.mark.parametrize(
    ("language", "day", "told"),
    [
        pytest.param("en", "2026-11-21", "21 November 2026", id="English"),
        pytest.param("fr", "2026-11-21", "21 novembre 2026", id="French"),
        pytest.param("fr", "2026-08-01", "1er août 2026", id="the first in French"),
        pytest.param("ro", "2026-08-01", "1 august 2026", id="the first in Romanian"),
        pytest.param("fr", "2026-13-01", "2026-13-01", id="no month"),
        pytest.param("fr", "hier", "hier", id="no day at all"),
    ],
)
def test_a_day(language, day, told):
    assert Texts(language, MESSAGES, KNOWLEDGE).date(day) == told


def test_a_number_has_the_point_of_its_language():
    told = {code: Texts(code, MESSAGES, KNOWLEDGE).number(1.5) for code in KNOWLEDGE.languages}

    assert told == {"en": "1.5", "fr": "1,5", "ro": "1,5"}


def test_why_the_system_failed():
    french = Texts("fr", MESSAGES, KNOWLEDGE)

    assert french.failure(system_failure(errno.ENOENT)) == "ce fichier ou ce dossier n’existe pas"
    assert french.failure(system_failure(errno.ENOTSUP)) == f"erreur système {errno.ENOTSUP}"


def test_a_placeholder_is_in_the_words_of_the_reader():
    french, romanian = (Texts(code, MESSAGES, KNOWLEDGE) for code in ("fr", "ro"))

    assert french.placeholder("QUESTION=COLUMN") == "QUESTION=COLONNE"
    assert romanian.placeholder("[FILE]") == "[FIȘIER]"
    assert french.placeholder("few|many") == "few|many"


# ---- messages and the code that says them ------------------------------------------------------------------

TREES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(Path(relcli.__file__).parent.rglob("*.py"))
    if path.name != "validate.py"  # speaks English only, since it checks the messages themselves
}


def nodes(kind: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, kind))


def calls(*names: str) -> Iterator[ast.Call]:
    """Calls of a function or method of that name."""
    for node in nodes(ast.Call):
        if getattr(node.func, "attr", getattr(node.func, "id", None)) in names:
            yield node


def strings(node: ast.AST) -> Iterator[str]:
    """Every string that an expression may come to; ``f"headline-{verdict}"`` is ``headline-*``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)


def error_codes() -> set[str]:
    """What errors are raised with, directly or by way of a variable or a default."""
    raised = calls("RelcliError", "AnswerError", "InputError", "KnowledgeError")
    direct = {code for call in raised for argument in call.args[:1] for code in strings(argument)}
    elsewhere = {s for node in nodes(ast.Constant) for s in strings(node) if f"error-{s}" in MESSAGES}
    # What is wrong with a row of a file is told beside the row, by a message of its own.
    rows = {code for code in direct if f"row-{code}" in MESSAGES}
    return {code for code in direct - rows if re.fullmatch(r"[a-z]+(-[a-z]+)*", code)} | elsewhere


class Listening(Texts):
    """Remembers what was said."""

    def __init__(self) -> None:
        super().__init__("en", MESSAGES, KNOWLEDGE)
        self.said: set[str] = set()

    def say(self, message: str, /, **values: object) -> str:
        self.said.add(message)
        return super().say(message, **values)


def said_by_the_command_line() -> set[str]:
    """What is said while every command is declared: the help of each command, flag and argument; and in the
    manual, which is made of them."""
    words = Listening()
    run = Run(DATA, words)
    manual_page(run)
    program = Program(run)
    for command in COMMANDS:
        program.get_command(None, command)
    return words.said


def handed_to(*names: str) -> set[str]:
    """The ids that calls of that name are given first."""
    return {s for call in calls(*names) for argument in call.args[:1] for s in strings(argument)}


def fillings() -> dict[str, set[str]]:
    """What may stand for the blank of a message id that is put together, where that is a known list."""
    return {
        **{
            f"count-{what}-*": {"one", "few", "many"}
            for what in ("files-read", "words-mended", "rows", "findings")
        },
        "column-*": {key for listing in LISTS.values() for key in listing.keys}
        | {"dimension", *ROOM_COLUMNS, *SHEET_COLUMNS},
        "error-*": error_codes(),
        "export-*": {name for name, _ in ROWS},
        "form-*": set(FORMS),
        "frame-*": {"usage", "options", "arguments", "commands", "required"},
        "gender-*": {"masculine", "feminine", "neuter"},
        "in-language-*": set(KNOWLEDGE.languages),
        "join-*": {"and", "or"},
        "jurisdiction-*": {
            r.jurisdiction.lower() for r in (*DATA.remarks, *DATA.regulations) if r.jurisdiction
        },
        "language-*": set(KNOWLEDGE.languages),
        "list-*": {*LISTS},
        "metavar-*": {"options", "args"},
        "month-*": {f"{month:02}" for month in range(1, 13)},
        "note-*": {remark.kind for remark in DATA.remarks if remark.jurisdiction},
        "note-*-anywhere": {remark.kind for remark in DATA.remarks if not remark.jurisdiction},
        "failure-*": {e.lower() for e in errno.errorcode.values() if f"failure-{e.lower()}" in MESSAGES},
        "reading-*": {"agrees", "agrees-general", "dissents", "picks", "silent"},
        "relation-*": {"broader", "narrower", "related", "contrasts"},
        "sector-*": {trade.sector for trade in DATA.trades.values()},
        "sql-*": {"head", *(step.__name__ for step in STEPS), "rows"},
    }


def put_together() -> set[str]:
    """Every message id that is surely put together somewhere."""
    return said_by_the_command_line() | {
        asked.replace("*", filling) for asked, filled in fillings().items() for filling in filled
    }


def patterns() -> set[str]:
    """Every string that is put together and could be the id of a message, with * for what is filled in."""
    made = {s for node in nodes(ast.JoinedStr) for s in strings(node)}
    return {p for p in made if re.fullmatch(r"[a-z]+-([a-z]+-)*[*](-[a-z]+)*", p)}


def fitting(pattern: str, words: set[str]) -> set[str]:
    """The messages that one of these words makes of a pattern."""
    before, _, after = pattern.partition("*")
    return {
        message
        for message in MESSAGES
        if message.startswith(before) and message.endswith(after)
        if message.removeprefix(before).removesuffix(after) in words
    }


def test_every_message_that_is_said_exists():
    literal = {s for call in calls("say", "_tell") for argument in call.args[:2] for s in strings(argument)}
    said = put_together() | {s for s in literal if re.fullmatch(r"[a-z]+(-[a-z_]+)+", s)}

    assert sorted(said - MESSAGES.keys()) == []


def test_every_message_is_said_by_some_code():
    literal = {s for node in nodes(ast.Constant) for s in strings(node)}
    cues = [
        cue
        for senses in DATA.senses.values()
        for cue in (*senses.cues, *(cue for words in senses.words for cue in words.cues))
    ]
    words = literal | {value for cue in cues for value in (cue.where, cue.sense)}
    others = patterns() - fillings().keys() - {"argument-*", "help-*", "option-*"}
    said = put_together() | literal | {m for pattern in others for m in fitting(pattern, words)}

    assert sorted(MESSAGES.keys() - said) == []


COUNTED = sorted(
    {message.split("-", 1)[1].rpartition("-")[0] for message in MESSAGES if message.startswith("count-")}
)
NUMBERS = (0, 1, 2, 19, 20, 21, 25, 101, 119, 120)
SINGULAR = {"en": {1}, "fr": {0, 1}, "ro": {1}}
WITH_DE = {20, 21, 25, 120}
"""Of these numbers, those after which Romanian says „de”."""


@pytest.mark.parametrize("what", COUNTED)
@pytest.mark.parametrize("language", KNOWLEDGE.languages)
def test_a_noun_agrees_with_its_number(language: str, what: str) -> None:
    told = {n: texts_in(language).counted(what, n).removeprefix(f"{n} ") for n in NUMBERS}
    plurals = {noun.removeprefix("de ") for n, noun in told.items() if n not in SINGULAR[language]}

    assert {told[n] for n in SINGULAR[language]} == {told[1]}
    assert len(plurals) == 1
    assert told[1] not in plurals
    assert {n for n in NUMBERS if told[n].startswith("de ")} == (WITH_DE if language == "ro" else set())


@pytest.mark.parametrize(
    ("language", "number", "told"),
    [
        ("en", 9999, "9999 rows"),
        ("en", 12345, "12,345 rows"),
        ("fr", 1234567, "1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567 lignes"),
        ("ro", 10000, "10.000 de rânduri"),
        ("ro", 10007, "10.007 rânduri"),
    ],
)
def test_the_thousands_of_a_long_number_stand_apart(language: str, number: int, told: str) -> None:
    assert texts_in(language).counted("rows", number) == told


IS_NUMBER = (
    "number",
    "count",
    "holds",
    "of",
    "bad",
    "review",
    "points",
    "total",
    "found",
    "expected",
    "large",
)
"""The blanks that numbers fill; one named otherwise, and read before a noun, is for whoever reads the messages."""


@pytest.mark.parametrize("language", KNOWLEDGE.languages)
def test_no_other_message_has_a_noun_after_a_number(language: str) -> None:
    """What no plural is made for says "label: number"; small words may follow."""
    followed = re.compile(
        rf"(?<!--)\{{({'|'.join(IS_NUMBER)})\}} (?!(?:of|sur|din|environ|au lieu|instead|în loc)\b)\w"
    )
    told = {id_: text[language] for id_, text in MESSAGES.items() if not id_.startswith("count-")}

    assert {id_: text for id_, text in told.items() if followed.search(text)} == {}
