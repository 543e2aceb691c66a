"""From files to values, on a small sound data folder (``sound/``) and on the shipped one."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.damage import SOUND, copy, damage

from relcli import load
from relcli.errors import KnowledgeError
from relcli.model import (
    Ambiguity,
    Citation,
    Claim,
    Designation,
    Division,
    Example,
    FalseFriend,
    Guidance,
    Medium,
    Option,
    Party,
    PlacedWord,
    Question,
    Reference,
    Remark,
    Role,
    Section,
    Trade,
    Value,
)

FOLDER = str(SOUND)
READERS: dict[str, Callable[[str], Any]] = {
    reader.__name__: reader
    for reader in (
        load.knowledge,
        load.termbase,
        load.messages,
        load.trades,
        load.guidance,
        load.references,
        load.examples,
        load.remarks,
        load.media,
    )
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy(tmp_path)


def text(english: str, french: str, romanian: str) -> dict[str, str]:
    return {"en": english, "fr": french, "ro": romanian}


# ---- every key arrives ---------------------------------------------------------------------------------


def test_a_claim():
    signed, unsigned = load.knowledge(FOLDER).sources["notary"].claims

    assert signed == Claim(
        id="notary-signed",
        source="notary",
        section="Of clients",
        roles=("payer",),
        question="contract",
        options=("agreement",),
        supports=("client",),
        opposes=("customer",),
        strength="defining",
        effects={"client": 4, "customer": -4},
        says=text("Signed.", "Signé.", "Semnat."),
        stays=None,
    )
    assert (unsigned.strength, unsigned.effects, unsigned.stays) == ("hint", {"customer": 1}, "Because.")


def test_a_claim_of_a_document_that_does_not_tell_two_concepts_apart_reaches_both():
    [faithful] = load.knowledge(FOLDER).sources["grocer"].claims

    assert (faithful.supports, faithful.opposes) == (("customer",), ())
    assert faithful.effects == {"customer": 4, "client": 4}
    assert faithful.roles == ("payer", "regular")
    assert faithful.options == ("weekly", "daily")


def test_a_source():
    notary, grocer = (load.knowledge(FOLDER).sources[name] for name in ("notary", "grocer"))

    assert notary._replace(claims=()) == type(notary)(
        id="notary",
        reading="deed",
        author="A. Notary",
        title="Of deeds",
        language="en",
        note=text("A note.", "Une note.", "O notă."),
        covers={},
        sections=(
            Section("Of clients", {"en": "clients"}, None),
            Section("Of customers", {"en": "customers"}, None),
            Section("Adverts", {"en": "adverts"}, "Nothing but advertising."),
        ),
        claims=(),
    )
    assert grocer.covers == {"customer": ("client",)}


def test_a_concept():
    client = load.knowledge(FOLDER).concepts["client"]

    assert client._replace(designations={}) == type(client)(
        id="client",
        origin="documents",
        roles=("payer",),
        broader="customer",
        related=(),
        contrasts=("customer",),
        gloss=text("with a deed", "avec acte", "cu act"),
        definition=text("customer with a deed", "acheteur avec acte", "cumpărător cu act"),
        definition_sources=(Citation("notary", "Of clients"),),
        when=text("With a deed.", "Avec un acte.", "Cu un act."),
        note=text("A note.", "Une note.", "O notă."),
        unranked=None,
        designations={},
        false_friends=(FalseFriend("ro", "clienți", text("No friend.", "Pas un ami.", "Nu e prieten.")),),
        buys=True,
    )


def test_a_concept_that_no_answer_chooses():
    novice = load.knowledge(FOLDER).concepts["novice"]

    assert (novice.roles, novice.broader, novice.note, novice.false_friends) == ((), None, None, ())
    assert (novice.related, novice.contrasts) == (("customer",), ())
    assert novice.unranked == text("Says what one knows.", "Dit ce que chacun sait.", "Spune cât știe.")


def test_a_concept_that_is_no_buyer(folder):
    damage(folder, "sector/patient.toml", 'origin = "sector"', 'origin = "sector"\nbuys = false')

    assert not load.termbase(str(folder))["patient"].buys


def test_designations_by_language_with_the_forms_they_have():
    client = load.knowledge(FOLDER).concepts["client"]
    first, second = client.designations["en"]

    assert [*client.designations] == ["en", "fr", "ro"]
    assert first == Designation(
        term="client",
        language="en",
        status="preferred",
        gender=None,
        forms={"plural": "clients"},
        contrast=None,
        follows=None,
        region=None,
        note=None,
        sources=("notary",),
    )
    assert (second.status, second.follows, second.region, second.forms) == ("admitted", "customer", "UK", {})
    [romanian] = client.designations["ro"]
    assert (romanian.gender, romanian.contrast) == ("masculine", "client cu contract")
    assert romanian.note == text("A note.", "Une note.", "O notă.")


def test_forms_are_in_one_order_whatever_the_file():
    for concept in load.termbase().values():
        for designation in (d for designations in concept.designations.values() for d in designations):
            assert [*designation.forms] == [form for form in load.FORMS if form in designation.forms]


def test_questions_and_roles():
    knowledge = load.knowledge(FOLDER)
    contract, repeat = knowledge.questions.values()

    assert contract == Question(
        id="contract",
        core=True,
        label=text("Contract", "Contrat", "Contract"),
        ask=text("Is there one?", "Y en a-t-il un ?", "Există unul?"),
        why=text("It matters.", "Cela compte.", "Contează."),
        options=(Option("none", text("no", "non", "nu")), Option("agreement", text("yes", "oui", "da"))),
    )
    assert not repeat.core
    assert repeat.option("weekly") is repeat.options[1]
    with pytest.raises(KeyError, match="hourly"):
        repeat.option("hourly")
    assert knowledge.roles["payer"] == Role(
        "payer", text("who pays", "qui paie", "cine plătește"), text("pays", "paie", "plătește"), {}
    )
    assert knowledge.roles["regular"].needs == {"repeat": ("weekly", "daily")}


def test_closed_lists():
    knowledge = load.knowledge(FOLDER)

    assert (knowledge.languages, knowledge.large_lead) == (("en", "fr", "ro"), 4)
    assert knowledge.date == "2000-01-02"
    assert [*knowledge.strengths] == ["defining", "hint"]
    assert [*knowledge.statuses] == ["preferred", "admitted"]
    assert [*knowledge.verdicts] == ["clear"]
    assert [*knowledge.origins] == ["documents", "sector"]
    assert knowledge.statuses["admitted"] == Value("admitted", text("a", "a", "a"), text("a", "a", "a"))
    assert knowledge.readings["habit"] == Value("habit", text("h", "h", "h"), text("h?", "h ?", "h?"))
    assert knowledge.topics["usage"] == Value("usage", text("u", "u", "u"), {})
    assert knowledge.parties == {
        "companion": Party(
            "companion",
            text("companion", "accompagnant", "însoțitor"),
            text("comes along", "vient avec", "vine cu cineva"),
            "payer",
        )
    }


def test_examples_one_for_each_business_or_set_of_answers():
    neighbour, law_firm, clinic, passer_by = load.examples(FOLDER)

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
        text=text("a passer-by", "un passant", "un trecător"),
    )
    assert (neighbour.source, neighbour.role) == ("grocer", "regular")


def test_businesses():
    clinic, law_firm = load.trades(FOLDER).values()

    assert law_firm == Trade(
        id="law-firm",
        sector="offices",
        label=text("law firm", "cabinet juridique", "birou de avocați"),
        aliases={"en": ("lawyer",), "fr": ("avocat",), "ro": ("avocat",)},
        isic="6910",
        nace="69.10",
        answers={"contract": "agreement", "repeat": "daily"},
        leads=("6910",),
    )
    assert (clinic.sector, clinic.isic, clinic.nace, clinic.leads) == ("health", None, None, ())
    assert clinic.words == {"payer": "patient"}
    assert (clinic.absent, law_firm.absent) == (("regular",), ())
    assert clinic.parties == {"companion": "customer"}
    assert clinic.divided == (Division("client", text("some", "certains", "unii")),)


def test_guidance():
    step, greet = load.guidance(FOLDER)

    assert step == Guidance(
        id="grocer-first-step",
        source="grocer",
        section="Habit",
        concepts=("novice",),
        topic="journey",
        step=1,
        label=text("First", "D’abord", "Întâi"),
        says=text("They look.", "Ils regardent.", "Se uită."),
    )
    assert (greet.topic, greet.step) == ("usage", 0)


def test_references_remarks_and_messages():
    assert load.references(FOLDER) == {"dictionary": Reference("dictionary", "A dictionary", "one page")}
    assert load.remarks(FOLDER) == (
        Remark(
            id="in-law",
            kind="legal",
            jurisdiction="EU",
            concepts=("customer",),
            trades=("clinic",),
            hears={"contract": ("none",)},
            source="dictionary",
            section="p. 1",
            says=text("In law.", "En droit.", "În drept."),
        ),
    )
    assert load.messages(FOLDER)["hello"]["ro"] == "Bună ziua, {name}"


def test_a_remark_may_hold_anywhere_and_whatever_was_answered(folder):
    damage(folder, "remarks.toml", 'jurisdiction = "EU"\n', "")
    damage(folder, "remarks.toml", 'hears = { contract = ["none"] }\n', "")
    [remark] = load.remarks(str(folder))

    assert (remark.jurisdiction, remark.hears) == (None, {})


def test_places():
    contract, code = load.media(FOLDER).values()

    assert contract == Medium(
        id="contract",
        label=text("contract", "contrat", "contract"),
        says=text("Define it.", "Définissez-le.", "Definiți-l."),
        identifiers=False,
        words=(PlacedWord("client", "fr", "mandant", "mandataire"),),
        ambiguous=(),
    )
    assert (code.identifiers, code.words) == (True, ())
    assert code.ambiguous == (Ambiguity("client", "account", text("API.", "API.", "API.")),)


def test_words_of_trades_join_those_of_the_documents():
    termbase = load.termbase(FOLDER)

    assert [*termbase] == ["client", "customer", "novice", "patient"]
    assert termbase["client"] is load.knowledge(FOLDER).concepts["client"]
    assert termbase["patient"].origin == "sector"
    assert "patient" not in load.knowledge(FOLDER).concepts


# ---- order -------------------------------------------------------------------------------------------


def test_files_are_read_in_alphabetical_order_and_lists_as_they_stand():
    knowledge = load.knowledge()
    stems = {
        name: sorted(p.stem for p in Path(load.data_folder(), name).glob("*.toml"))
        for name in ("sources", "concepts")
    }

    assert [*knowledge.sources] == stems["sources"]
    assert [*knowledge.concepts] == stems["concepts"]
    raw = tomllib.loads(Path(load.data_folder(), "questions.toml").read_text(encoding="utf-8"))
    assert [*knowledge.questions] == [question["id"] for question in raw["questions"]]


def test_only_toml_files_are_read(folder):
    (folder / "concepts" / "notes.txt").write_text("not read", encoding="utf-8")

    assert load.knowledge(str(folder)) == load.knowledge(FOLDER)


@pytest.mark.parametrize("reader", READERS)
def test_data_is_read_once(reader):
    assert READERS[reader](FOLDER) is READERS[reader](FOLDER)


# ---- where from ------------------------------------------------------------------------------------------


def test_the_data_of_a_checkout_lies_beside_the_package():
    assert Path(load.data_folder()) == Path(load.__file__).parent.parent / "data"


def test_the_data_of_an_installed_package_lies_inside_it(monkeypatch, tmp_path):
    for inside in ("package/data", "data"):
        (tmp_path / inside).mkdir(parents=True)
    monkeypatch.setattr(load, "__file__", str(tmp_path / "package" / "load.py"))

    assert Path(load.data_folder()) == tmp_path / "package" / "data"


def test_without_data_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(load, "__file__", str(tmp_path / "package" / "load.py"))

    with pytest.raises(KnowledgeError) as caught:
        load.data_folder()
    assert caught.value.problems == ("no data folder beside the package",)


@pytest.mark.parametrize("reader", READERS)
def test_the_shipped_data_is_the_default(reader):
    assert READERS[reader](None) == READERS[reader](load.data_folder())
    assert READERS[reader](None)


# ---- twins -------------------------------------------------------------------------------------------------


def twins(folder: Path) -> None:
    """Replace every file, and every folder of files, by one JSON file that says the same."""
    for path in [*folder.iterdir()]:
        if path.is_dir():
            files = sorted(path.glob("*.toml"))
            table: Any = {f.stem: tomllib.loads(f.read_text(encoding="utf-8")) for f in files}
            for file in files:
                file.unlink()
            path.rmdir()
        else:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            path.unlink()
        path.with_suffix(".json").write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("reader", READERS)
def test_twins_say_the_same(folder, reader):
    twins(folder)
    assert not [*folder.rglob("*.toml")]

    assert READERS[reader](str(folder)) == READERS[reader](FOLDER)


@pytest.mark.process
def test_twins_are_utf_8_whatever_the_locale(folder):
    twins(folder)
    code = f"from relcli import load; load.messages({str(folder)!r}); load.knowledge({str(folder)!r})"
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
    (folder / "guidance.json").write_text("{}", encoding="utf-8")

    assert load.references(str(folder)) == {}
    assert load.guidance(str(folder)) == ()


# ---- broken data ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "broken", "says"),
    [
        pytest.param(
            "knowledge",
            ("sources/notary.toml", 'author = "A. Notary"\n', ""),
            "notary: notary: KeyError('author')",
            id="a source without a key",
        ),
        pytest.param(
            "knowledge",
            ("sources/notary.toml", 'strength = "hint"\n', ""),
            "notary: notary-unsigned: KeyError('strength')",
            id="a claim without a key",
        ),
        pytest.param(
            "knowledge",
            ("sources/notary.toml", 'strength = "hint"', 'strength = "loud"'),
            "notary: notary-unsigned: KeyError('loud')",
            id="a claim of unknown strength",
        ),
        pytest.param(
            "knowledge",
            ("sources/notary.toml", 'id = "notary-unsigned"\n', ""),
            "notary: ?: KeyError('id')",
            id="a claim without an id",
        ),
        pytest.param(
            "knowledge",
            ("sources/notary.toml", 'hears = { contract = ["none"] }', 'hears = ["none"]'),
            "notary: notary-unsigned: AttributeError(",
            id="a claim of the wrong type",
        ),
        pytest.param(
            "knowledge",
            ("concepts/novice.toml", "roles = []", "roles = 0"),
            "novice: novice: TypeError(",
            id="a concept of the wrong type",
        ),
        pytest.param(
            "knowledge",
            ("concepts/client.toml", 'term = "mandator"\n', ""),
            "client: client: KeyError('term')",
            id="a designation without a key",
        ),
        pytest.param(
            "knowledge",
            (
                "questions.toml",
                'ask = { en = "How often?", fr = "À quel rythme ?", ro = "Cât de des?" }\n',
                "",
            ),
            "questions: repeat: KeyError('ask')",
            id="a question without a key",
        ),
        pytest.param(
            "knowledge",
            ("vocabulary.toml", 'says = { en = "returns", fr = "revient", ro = "revine" }\n', ""),
            "vocabulary: regular: KeyError('says')",
            id="a role without a key",
        ),
        pytest.param(
            "knowledge",
            ("vocabulary.toml", 'like = "payer"\n', ""),
            "vocabulary: companion: KeyError('like')",
            id="a party without a key",
        ),
        pytest.param(
            "termbase",
            ("sector/patient.toml", 'origin = "sector"\n', ""),
            "sector/patient: patient: KeyError('origin')",
            id="a word of a trade without a key",
        ),
        pytest.param(
            "trades",
            ("businesses/health.toml", 'answers = { contract = "agreement" }\n', ""),
            "businesses/health: clinic: KeyError('answers')",
            id="a business without a key",
        ),
        pytest.param(
            "trades",
            ("businesses/health.toml", ", ro = [] }", " }"),
            "businesses/health: clinic: KeyError('ro')",
            id="a business without a language",
        ),
        pytest.param(
            "guidance",
            ("guidance/grocer.toml", 'topic = "usage"\n', ""),
            "guidance/grocer: grocer-greet: KeyError('topic')",
            id="guidance without a key",
        ),
        pytest.param(
            "knowledge",
            ("vocabulary.toml", '{ id = "usage", label = { en = "u", fr = "u", ro = "u" } }', '"usage"'),
            "vocabulary: ?: TypeError(",
            id="an entry that is no table",
        ),
        pytest.param(
            "examples",
            ("sources/notary.toml", '"law-firm"', '"law-farm"'),
            "notary: ?: KeyError('law-farm')",
            id="an example of an unknown business",
        ),
        pytest.param(
            "remarks",
            ("remarks.toml", 'kind = "legal"\n', ""),
            "remarks: in-law: KeyError('kind')",
            id="a remark without a key",
        ),
        pytest.param(
            "media",
            ("media.toml", 'term = "mandant", ', ""),
            "media: contract: KeyError('term')",
            id="a place without a key",
        ),
    ],
)
def test_broken_data_is_told_with_its_file_and_key(folder, reader, broken, says):
    damage(folder, *broken)

    with pytest.raises(KnowledgeError) as caught:
        READERS[reader](str(folder))
    [problem] = caught.value.problems
    assert problem.startswith(says)


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        pytest.param("vocabulary.toml", b"id = ", "Invalid value", id="not TOML"),
        pytest.param("vocabulary.toml", b"\xff", "can't decode", id="not UTF-8"),
        pytest.param("vocabulary.json", b"{", "Expecting property name", id="not JSON"),
        pytest.param("concepts.json", b"[1", "Expecting", id="a folder's twin that is not JSON"),
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
        load.knowledge(str(folder))
    [problem] = caught.value.problems
    assert problem.startswith(f"{path.with_suffix('.toml')}: ")
    assert says in problem


@pytest.mark.parametrize(
    ("reader", "file", "old", "new"),
    [
        pytest.param("knowledge", "vocabulary.toml", "lead = { large = 4 }\n", "", id="no large lead"),
        pytest.param(
            "knowledge",
            "sources/notary.toml",
            'hears = { contract = ["none"] }',
            'hears = { contract = ["none"], repeat = ["once"] }',
            id="a claim that hears two questions",
        ),
        pytest.param(
            "references", "references.toml", 'seen = "one page"', "", id="a reference without a key"
        ),
        pytest.param(
            "trades",
            "businesses/health.toml",
            "[[businesses]]",
            "[[business]]",
            id="a list of another name",
        ),
        pytest.param("guidance", "guidance.toml", None, None, id="a folder that is missing"),
    ],
)
def test_data_broken_outside_an_entry_is_told_too(folder, reader, file, old, new):
    if old is None:
        (folder / "guidance" / "grocer.toml").unlink()
        (folder / "guidance").rmdir()
    else:
        damage(folder, file, old, new)

    with pytest.raises(KnowledgeError):
        READERS[reader](str(folder))


def test_an_error_carries_every_problem_for_the_message_that_shows_it():
    error = KnowledgeError("first", "second")

    assert (error.code, error.values, error.problems) == (
        "broken-knowledge",
        {"problems": "first\nsecond"},
        ("first", "second"),
    )
