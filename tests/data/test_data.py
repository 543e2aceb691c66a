"""From files to values, on a small sound data folder (``sound/``) and on the shipped one."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from support.damage import SOUND, copy, damage

import relcli.data
from relcli import shipped_data
from relcli.data import Data
from relcli.errors import KnowledgeError
from relcli.model import (
    FORMS,
    AnswerOption,
    Citation,
    Claim,
    Concept,
    Criterion,
    Designation,
    FalseFriend,
    Option,
    PerLanguage,
    Question,
    Section,
    Source,
    Strength,
    Text,
    Value,
)
from relcli.model.files import Ambiguity, Example, Guidance, Link, Medium, PlacedWord, Reference, Remark
from relcli.model.people import Party, Role
from relcli.model.trades import Division, Trade
from relcli.shipped_data import open_shipped_data, shipped_data_folder

SMALL = Data(str(SOUND))
KINDS = (
    "knowledge",
    "termbase",
    "messages",
    "trades",
    "guidance",
    "references",
    "examples",
    "remarks",
    "media",
    "links",
)
KINDS += ("languages", "senses")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy(tmp_path)


# ---- every key arrives ---------------------------------------------------------------------------------


def test_a_text_is_read_by_language():
    text = Text("client", "client", "clienți")

    assert (text["ro"], dict(text)) == ("clienți", {"en": "client", "fr": "client", "ro": "clienți"})
    with pytest.raises(KeyError, match="de"):
        text["de"]


def test_a_claim():
    signed, unsigned = SMALL.knowledge.sources["notary"].claims

    assert signed == Claim(
        id="notary-signed",
        source="notary",
        section="Of clients",
        roles=("payer",),
        hears={"contract": ("agreement",)},
        supports=("client",),
        opposes=("customer",),
        strength="defining",
        effects={"client": 4, "customer": -4},
        says=Text("Signed.", "Signé.", "Semnat."),
        stays=None,
    )
    assert (signed.question, signed.options) == ("contract", ("agreement",))
    assert (unsigned.strength, unsigned.effects, unsigned.stays) == ("hint", {"customer": 1}, "Because.")


def test_a_claim_of_a_document_that_does_not_tell_two_concepts_apart_reaches_both():
    [faithful] = SMALL.knowledge.sources["grocer"].claims

    assert (faithful.supports, faithful.opposes) == (("customer",), ())
    assert faithful.effects == {"customer": 4, "client": 4}
    assert faithful.roles == ("payer", "regular")
    assert faithful.options == ("weekly", "daily")


def test_a_source():
    notary, grocer = (SMALL.knowledge.sources[name] for name in ("notary", "grocer"))

    assert replace(notary, claims=()) == Source(
        id="notary",
        reading="deed",
        author="A. Notary",
        title="Of deeds",
        language="en",
        note=Text("A note.", "Une note.", "O notă."),
        sections=(
            Section("Of clients", {"en": "clients"}),
            Section("Of customers", {"en": "customers"}),
            Section("Adverts", {"en": "adverts"}, "Nothing but advertising."),
        ),
        claims=(),
    )
    assert (grocer.covers, grocer.translated_from) == ({"customer": ("client",)}, "es")


def test_a_concept():
    client = SMALL.knowledge.concepts["client"]

    assert replace(client, designations=PerLanguage((), (), ())) == Concept(
        id="client",
        origin="documents",
        roles=("payer",),
        broader="customer",
        related=(),
        contrasts=("customer",),
        gloss=Text("with a deed", "avec acte", "cu act"),
        definition=Text("customer with a deed", "acheteur avec acte", "cumpărător cu act"),
        definition_sources=(Citation("notary", "Of clients"),),
        when=Text("With a deed.", "Avec un acte.", "Cu un act."),
        note=Text("A note.", "Une note.", "O notă."),
        unranked=None,
        designations=PerLanguage((), (), ()),
        false_friends=(FalseFriend("ro", "clienți", Text("No friend.", "Pas un ami.", "Nu e prieten.")),),
        buys=True,
    )


def test_a_concept_that_no_answer_chooses():
    novice = SMALL.knowledge.concepts["novice"]

    assert (novice.roles, novice.broader, novice.note, novice.false_friends) == ((), None, None, ())
    assert (novice.related, novice.contrasts) == (("customer",), ())
    assert novice.unranked == Text("Says what one knows.", "Dit ce que chacun sait.", "Spune cât știe.")


def test_a_concept_that_is_no_buyer(folder):
    damage(folder, "concepts/trades/patient.toml", 'origin = "sector"', 'origin = "sector"\nbuys = false')

    assert not Data(str(folder)).termbase["patient"].buys


def test_designations_by_language_with_the_forms_they_have():
    client = SMALL.knowledge.concepts["client"]
    first, second = client.designations["en"]

    assert [language for language, _ in client.designations.items()] == ["en", "fr", "ro"]
    assert first == Designation(
        term="client", language="en", status="preferred", forms={"plural": "clients"}, sources=("notary",)
    )
    assert (second.status, second.follows, second.region, second.forms) == ("admitted", "customer", "UK", {})
    [romanian] = client.designations["ro"]
    assert (romanian.gender, romanian.contrast) == ("masculine", "client cu contract")
    assert romanian.note == Text("A note.", "Une note.", "O notă.")


def test_forms_are_in_one_order_whatever_the_file(data):
    for concept in data.termbase.values():
        for designation in (d for designations in concept.designations.values() for d in designations):
            assert [*designation.forms] == [form for form in FORMS if form in designation.forms]


def test_questions_and_roles():
    contract, repeat = SMALL.knowledge.questions.values()

    assert contract == Question(
        id="contract",
        core=True,
        label=Text("Contract", "Contrat", "Contract"),
        ask=Text("Is there one?", "Y en a-t-il un\u202f?", "Există unul?"),
        why=Text("It matters.", "Cela compte.", "Contează."),
        options=(
            AnswerOption("none", *[Text("no", "non", "nu")] * 3),
            AnswerOption("agreement", *[Text("yes", "oui", "da")] * 3),
        ),
    )
    assert not repeat.core
    assert repeat.option("weekly") is repeat.options[1]
    with pytest.raises(KeyError, match="hourly"):
        repeat.option("hourly")
    assert SMALL.knowledge.roles["payer"] == Role(
        "payer", Text("who pays", "qui paie", "cine plătește"), Text("pays", "paie", "plătește")
    )
    assert SMALL.knowledge.roles["regular"].needs == {"repeat": ("weekly", "daily")}


def test_closed_lists():
    knowledge = SMALL.knowledge

    assert (knowledge.languages, knowledge.large_lead) == (("en", "fr", "ro"), 4)
    assert knowledge.date == "2000-01-02"
    assert [*knowledge.strengths] == ["defining", "hint"]
    assert [*knowledge.statuses] == ["preferred", "admitted"]
    assert [*knowledge.verdicts] == ["clear"]
    assert [*knowledge.origins] == ["documents", "sector"]
    assert knowledge.strengths["hint"] == Strength("hint", Text("h", "h", "h"), Text("h", "h", "h"), 1)
    assert knowledge.statuses["admitted"] == Value("admitted", Text("a", "a", "a"), Text("a", "a", "a"))
    assert knowledge.readings["habit"] == Criterion(
        "habit", Text("h", "h", "h"), Text("h?", "h\u202f?", "h?")
    )
    assert knowledge.topics["usage"] == Option("usage", Text("u", "u", "u"))
    assert knowledge.parties == {
        "companion": Party(
            "companion",
            Text("companion", "accompagnant", "însoțitor"),
            Text("comes along", "vient avec", "vine cu cineva"),
            "payer",
        )
    }


def test_examples_one_for_each_trade_or_set_of_answers():
    neighbour, law_firm, clinic, passer_by = SMALL.examples

    assert law_firm == Example(
        source="notary",
        section="Of clients",
        role="payer",
        expect="client",
        answers={"contract": "agreement", "repeat": "daily"},
        trade="law-firm",
        text=None,
    )
    assert (clinic.trade, clinic.answers) == ("clinic", {"contract": "agreement"})
    assert passer_by == Example(
        source="notary",
        section="Of customers",
        role="payer",
        expect="customer",
        answers={"contract": "none"},
        trade=None,
        text=Text("a passer-by", "un passant", "un trecător"),
    )
    assert (neighbour.source, neighbour.role) == ("grocer", "regular")


def test_trades():
    clinic, law_firm = SMALL.trades.values()

    assert law_firm == Trade(
        id="law-firm",
        sector="offices",
        label=Text("law firm", "cabinet juridique", "birou de avocați"),
        aliases=PerLanguage(("lawyer",), ("avocat",), ("avocat",)),
        isic="6910",
        nace="69.10",
        answers={"contract": "agreement", "repeat": "daily"},
    )
    assert (clinic.sector, clinic.isic, clinic.nace) == ("health", None, None)
    assert (clinic.words, clinic.expect) == ({"payer": "patient"}, {"en": "patient", "ro": "pacient"})
    assert (clinic.absent, law_firm.absent) == (("regular",), ())
    assert clinic.parties == {"companion": "customer"}
    assert clinic.divided == (Division("client", Text("some", "certains", "unii")),)


def test_guidance():
    step, greet = SMALL.guidance

    assert step == Guidance(
        id="grocer-first-step",
        source="grocer",
        section="Habit",
        concepts=("novice",),
        topic="journey",
        step=1,
        label=Text("First", "D’abord", "Întâi"),
        says=Text("They look.", "Ils regardent.", "Se uită."),
    )
    assert (greet.topic, greet.step) == ("usage", 0)


def test_references_links_remarks_and_messages():
    assert SMALL.references["dictionary"] == Reference("dictionary", "A dictionary", "one page")
    assert list(SMALL.references) == ["dictionary", "register", "directory"]
    assert SMALL.links == (Link("elsewhere", "client", "https://example.org/client", "dictionary"),)
    assert SMALL.remarks == (
        Remark(
            id="in-law",
            kind="usage",
            jurisdiction="EU",
            concepts=("customer",),
            trades=("clinic",),
            hears={"contract": ("none",)},
            source="dictionary",
            section="p. 1",
            says=Text("In law.", "En droit.", "În drept."),
        ),
    )
    assert SMALL.messages["hello"]["ro"] == "Bună ziua, {name}"


def test_messages_of_several_files_are_one(folder):
    more = '[more]\nen = "More"\nfr = "Plus"\nro = "Mai mult"\n'
    (folder / "messages" / "advise.toml").write_text(more, encoding="utf-8")

    assert [*Data(str(folder)).messages] == ["more", "hello", "bye"]


def test_a_remark_may_hold_anywhere_and_whatever_was_answered(folder):
    damage(folder, "remarks.toml", 'jurisdiction = "EU"\n', "")
    damage(folder, "remarks.toml", 'hears = { contract = ["none"] }\n', "")
    [remark] = Data(str(folder)).remarks

    assert (remark.jurisdiction, remark.hears) == (None, {})


def test_places():
    contract, code = SMALL.media.values()

    assert contract == Medium(
        id="contract",
        label=Text("contract", "contrat", "contract"),
        says=Text("Define it.", "Définissez-le.", "Definiți-l."),
        words=(PlacedWord(concepts=("client",), language="fr", term="mandant", counterpart="mandataire"),),
    )
    assert (code.identifiers, code.words) == (True, ())
    assert code.ambiguous == (Ambiguity("client", "account", Text("API.", "API.", "API.")),)


def test_words_of_trades_join_those_of_the_documents():
    assert [*SMALL.termbase] == ["client", "customer", "novice", "patient"]
    assert SMALL.termbase["client"] is SMALL.knowledge.concepts["client"]
    assert SMALL.termbase["patient"].origin == "sector"
    assert "patient" not in SMALL.knowledge.concepts


# ---- order -------------------------------------------------------------------------------------------


def test_files_are_read_in_alphabetical_order_and_lists_as_they_stand(data):
    stems = {
        name: sorted(p.stem for p in Path(data.folder, name).glob("*.toml"))
        for name in ("documents", "concepts")
    }

    assert [*data.knowledge.sources] == stems["documents"]
    assert [*data.knowledge.concepts] == stems["concepts"]
    raw = tomllib.loads(Path(data.folder, "questions.toml").read_text(encoding="utf-8"))
    assert [*data.knowledge.questions] == [question["id"] for question in raw["questions"]]


def test_only_toml_files_are_read(folder):
    (folder / "concepts" / "notes.txt").write_text("not read", encoding="utf-8")

    assert Data(str(folder)).knowledge == SMALL.knowledge


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_read_once(data, kind):
    assert getattr(data, kind) is getattr(data, kind)


# ---- where from ------------------------------------------------------------------------------------------


def test_the_data_of_a_checkout_lies_beside_the_package():
    assert Path(open_shipped_data().folder) == Path(relcli.__file__).parent.parent / "data"


def test_the_data_of_an_installed_package_lies_inside_it(monkeypatch, tmp_path):
    for inside in ("package/data", "data"):
        (tmp_path / inside).mkdir(parents=True)
    monkeypatch.setattr(shipped_data, "__file__", str(tmp_path / "package" / "shipped_data.py"))

    assert Path(shipped_data_folder()) == tmp_path / "package" / "data"


def test_without_data_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(shipped_data, "__file__", str(tmp_path / "package" / "shipped_data.py"))

    with pytest.raises(KnowledgeError) as caught:
        shipped_data_folder()
    assert caught.value.problems == ("no data folder beside the package",)


# ---- twins -------------------------------------------------------------------------------------------------


def twins(folder: Path) -> None:
    """Replace every file, and the files of every folder, by one JSON file that says the same."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            files = sorted(path.glob("*.toml"))
            table: Any = {f.stem: tomllib.loads(f.read_text(encoding="utf-8")) for f in files}
            for file in files:
                file.unlink()
        elif path.parent == folder and path.suffix == ".toml":
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            path.unlink()
        else:
            continue
        path.with_suffix(".json").write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_twins_say_the_same(folder, kind):
    twins(folder)
    assert not [*folder.rglob("*.toml")]

    assert getattr(Data(str(folder)), kind) == getattr(SMALL, kind)


@pytest.mark.process
def test_twins_are_utf_8_whatever_the_locale(folder):
    twins(folder)
    code = f"from relcli.data import Data; data = Data({str(folder)!r}); data.messages; data.knowledge"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PATH": ""},
        timeout=60,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_a_twin_is_read_rather_than_the_file_beside_it(folder):
    (folder / "references.json").write_text('{"references": []}', encoding="utf-8")
    (folder / "documents.json").write_text("{}", encoding="utf-8")

    assert Data(str(folder)).references == {}
    assert Data(str(folder)).guidance == ()


# ---- broken data ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "change", "says"),
    [
        pytest.param(
            "knowledge",
            ("documents/notary.toml", 'author = "A. Notary"\n', ""),
            "missing required field `author`",
            id="a document without a key",
        ),
        pytest.param(
            "knowledge",
            ("documents/notary.toml", 'strength = "hint"\n', ""),
            "missing required field `strength` - at `$.claims[1]`",
            id="a claim without a key",
        ),
        pytest.param(
            "knowledge",
            ("documents/notary.toml", 'strength = "hint"', 'strength = "loud"'),
            "notary-unsigned: unknown strength 'loud'",
            id="a claim of unknown strength",
        ),
        pytest.param(
            "knowledge",
            (
                "documents/notary.toml",
                '{ contract = ["none"] }',
                '{ contract = ["none"], repeat = ["once"] }',
            ),
            "at `$.claims[1].hears`",
            id="a claim that hears two questions",
        ),
        pytest.param(
            "knowledge",
            ("documents/notary.toml", 'hears = { contract = ["none"] }', 'hears = ["none"]'),
            "Expected `object`, got `array` - at `$.claims[1].hears`",
            id="a claim of the wrong type",
        ),
        pytest.param(
            "knowledge",
            ("concepts/client.toml", 'term = "mandator"\n', ""),
            "missing required field `term` - at `$.designations.en[1]`",
            id="a designation without a key",
        ),
        pytest.param(
            "knowledge",
            ("vocabulary.toml", "large_lead = 4\n", ""),
            "missing required field `large_lead`",
            id="no large lead",
        ),
        pytest.param(
            "termbase",
            ("concepts/trades/patient.toml", 'origin = "sector"\n', ""),
            "missing required field `origin`",
            id="a word of a trade without a key",
        ),
        pytest.param(
            "trades",
            ("trades/health.toml", ", ro = [] }", " }"),
            "missing required field `ro` - at `$.trades[0].aliases`",
            id="a trade without a language",
        ),
        pytest.param(
            "trades",
            ("trades/health.toml", "[[trades]]", "[[trade]]"),
            "unknown field `trade`",
            id="a list of another name",
        ),
        pytest.param(
            "guidance",
            ("documents/grocer.toml", 'topic = "usage"\n', ""),
            "missing required field `topic` - at `$.guidance[1]`",
            id="guidance without a key",
        ),
        pytest.param(
            "examples",
            ("documents/notary.toml", '"law-firm"', '"law-farm"'),
            "unknown trade 'law-farm'",
            id="an example of an unknown trade",
        ),
        pytest.param(
            "messages",
            ("messages/common.toml", 'fr = "Au revoir"\n', ""),
            "missing required field `fr` - at `$[...]`",
            id="a message without a language",
        ),
    ],
)
def test_broken_data_is_told_with_its_file_and_key(folder, kind, change, says):
    damage(folder, *change)

    with pytest.raises(KnowledgeError) as caught:
        getattr(Data(str(folder)), kind)
    [problem] = caught.value.problems
    assert f"{change[0]}: " in problem
    assert says in problem


def test_a_broken_twin_of_a_folder_is_told_with_its_file(folder):
    damage(folder, "trades/health.toml", ", ro = [] }", " }")
    twins(folder)

    with pytest.raises(KnowledgeError) as caught:
        Data(str(folder)).trades  # noqa: B018
    assert f"{folder / 'trades' / 'health.toml'}: " in caught.value.problems[0]


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        pytest.param("vocabulary.toml", b"id = ", "Invalid value", id="not TOML"),
        pytest.param("vocabulary.toml", b"\xff", "is not UTF-8 text", id="not UTF-8"),
        pytest.param("vocabulary.json", b"{", "truncated", id="not JSON"),
        pytest.param(
            "vocabulary.json", b'{"date": "\xff"}', "is not UTF-8 text", id="JSON that is not UTF-8"
        ),
        pytest.param("concepts.json", b'{"a"', "truncated", id="a folder's twin that is not JSON"),
        pytest.param("questions.toml", None, "No such file", id="a file that is missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(folder, file, content, says):
    path = folder / file
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)

    with pytest.raises(KnowledgeError) as caught:
        Data(str(folder)).knowledge  # noqa: B018
    [problem] = caught.value.problems
    assert problem.startswith(f"{path.with_suffix('.toml')}: ")
    assert says in problem


def test_a_folder_that_is_missing_is_named(folder):
    (folder / "trades").rename(folder / "shops")

    with pytest.raises(KnowledgeError) as caught:
        Data(str(folder)).trades  # noqa: B018
    assert str(folder / "trades") in caught.value.problems[0]


def test_an_error_carries_every_problem_for_the_message_that_shows_it():
    error = KnowledgeError("first", "second")

    assert (error.code, error.values, error.problems) == (
        "broken-knowledge",
        {"problems": "first\nsecond"},
        ("first", "second"),
    )
