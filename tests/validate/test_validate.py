"""Every mistake in the data is found, told with its file and place, and told with all the others."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.damage import SOUND, copy, damage

from relcli import load, validate
from relcli.validate.__main__ import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy(tmp_path)


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in validate.validate(str(folder))]


def told(found: list[str], expected: list[str]) -> bool:
    """Each expected line begins one that was found, and nothing else was found."""
    return len(found) == len(expected) and all(
        line.startswith(start) for line, start in zip(sorted(found), sorted(expected), strict=True)
    )


def test_the_shipped_data_is_sound():
    assert validate.validate() == []


def test_the_data_that_is_broken_below_is_sound(folder):
    assert problems(folder) == []


# ---- one mistake ---------------------------------------------------------------------------------------


def case(file: str, old: str, new: str, *expected: str, id: str):  # noqa: A002
    """Breaking it so is told so. Each line begins with the file when it does not say another."""
    lines = [line if ".toml: " in line else f"{file}: {line}" for line in expected]
    return pytest.param(file, old, new, lines, id=id)


SHAPES = [
    case(
        "sources/notary.toml",
        'author = "A. Notary"',
        'author = "A. Notary"\nauthour = "A. Notary"',
        "unknown key 'authour'; known are id, reading, author",
        id="unknown key",
    ),
    case(
        "sources/notary.toml",
        'stays = "Because."',
        'stay = "Because."',
        "claims[notary-unsigned]: unknown key 'stay'; known are id, section",
        id="unknown key of a claim",
    ),
    case("sources/notary.toml", 'author = "A. Notary"\n', "", "missing key 'author'", id="missing key"),
    case(
        "sources/notary.toml",
        'section = "Of clients"\nhears',
        "hears",
        "claims[notary-signed]: missing key 'section'",
        "notary-signed: unknown section None",
        id="claim without a section",
    ),
    case(
        "concepts/client.toml",
        'when = { en = "With a deed.", fr = "Avec un acte.", ro = "Cu un act." }',
        'when = { en = "With a deed.", fr = "Avec un acte." }',
        "when: missing translation 'ro'",
        id="missing translation",
    ),
    case(
        "concepts/client.toml",
        'when = { en = "With a deed.", fr = "Avec un acte.", ro = "Cu un act." }',
        'when = { en = "With a deed.", fr = " ", ro = "Cu un act." }',
        "when.fr: must be a string that is not empty",
        id="empty translation",
    ),
    case(
        "concepts/client.toml",
        'when = { en = "With a deed.", fr = "Avec un acte.", ro = "Cu un act." }',
        'when = "With a deed."',
        "when: must be a text in every language: en, fr, ro",
        id="text in one language",
    ),
    case(
        "messages.toml",
        'ro = "La revedere"',
        'ro = "La revedere"\nde = "Tschüs"',
        "bye: unknown language 'de'",
        id="unknown language",
    ),
    case(
        "messages.toml",
        'fr = "Au revoir"\n',
        "",
        "bye: missing translation 'fr'",
        id="message in two languages",
    ),
    case(
        "businesses/health.toml",
        "aliases = { en = [], fr = [], ro = [] }",
        'aliases = { en = [], fr = [], ro = "spital" }',
        "businesses[clinic].aliases.ro: must be a list of strings",
        id="aliases that are no list",
    ),
    case(
        "businesses/health.toml",
        "aliases = { en = [], fr = [], ro = [] }",
        "aliases = { en = [], fr = [] }",
        "businesses[clinic].aliases: missing translation 'ro'",
        id="aliases in two languages",
    ),
    case(
        "questions.toml",
        "core = true",
        'core = "yes"',
        "questions[contract].core: must be true or false",
        id="no truth value",
    ),
    case(
        "vocabulary.toml",
        "lead = { large = 4 }",
        "lead = { large = 4.5 }",
        "lead.large: must be a whole number",
        id="no whole number",
    ),
    case(
        "vocabulary.toml",
        "lead = { large = 4 }",
        "lead = { large = true }",
        "lead.large: must be a whole number",
        id="truth is no number",
    ),
    case("vocabulary.toml", "lead = { large = 4 }", "lead = 4", "lead: must be a table", id="no table"),
    case(
        "references.toml",
        'title = "A dictionary"',
        'title = ""',
        "references[dictionary].title: must be a string",
        id="empty string",
    ),
    case(
        "references.toml",
        'title = "A dictionary"',
        "title = 1971",
        "references[dictionary].title: must be a string",
        id="no string",
    ),
    case(
        "guidance/grocer.toml",
        'concepts = ["novice"]',
        'concepts = [""]',
        "guidance[grocer-first-step].concepts: must be a list of strings",
        "grocer-first-step: unknown concept ''",
        "concepts/novice.toml: no claim and no guidance uses this concept",
        id="empty string in a list",
    ),
    case(
        "sources/notary.toml",
        'hears = { contract = ["none"] }',
        'hears = { contract = "none" }',
        "claims[notary-unsigned].hears: must be a table of lists of strings",
        id="answers that are no list",
    ),
    case(
        "sources/notary.toml",
        'answers = { contract = "none" }',
        'answers = { contract = ["none"] }',
        "examples[#2].answers: must be a table of strings",
        id="answers that are a list",
    ),
]

CLAIMS = [
    case(
        "sources/notary.toml",
        'section = "Of clients"\nhears',
        'section = "Of clowns"\nhears',
        "notary-signed: unknown section 'Of clowns'; known are Adverts, Of clients, Of customers",
        id="unknown section",
    ),
    case(
        "sources/notary.toml",
        'strength = "hint"',
        'strength = "loud"',
        "notary-unsigned: unknown strength 'loud'; known are defining, hint",
        id="unknown strength",
    ),
    case(
        "sources/notary.toml",
        'hears = { contract = ["none"] }',
        'hears = { pact = ["none"] }',
        "notary-unsigned: unknown question 'pact'; known are contract, repeat",
        id="unknown question",
    ),
    case(
        "sources/notary.toml",
        'hears = { contract = ["none"] }',
        'hears = { contract = ["no"] }',
        "notary-unsigned: unknown answer to 'contract': 'no'; known are agreement, none",
        id="unknown answer",
    ),
    case(
        "sources/notary.toml",
        'hears = { contract = ["none"] }',
        'hears = { contract = ["none"], repeat = ["once"] }',
        "notary-unsigned: must hear exactly one question",
        id="a claim that hears two questions",
    ),
    case(
        "sources/notary.toml",
        'hears = { contract = ["none"] }',
        "hears = {}",
        "notary-unsigned: must hear exactly one question",
        id="a claim that hears none",
    ),
    case(
        "sources/notary.toml",
        'hears = { contract = ["none"] }',
        "hears = { contract = [] }",
        "notary-unsigned: no answer to 'contract' triggers it",
        id="a claim that no answer triggers",
    ),
    case(
        "sources/notary.toml",
        'hears = { contract = ["none"] }',
        'hears = { contract = ["none", "agreement"] }',
        "notary-unsigned: every answer to 'contract' triggers it, so it tells nothing",
        id="a claim that every answer triggers",
    ),
    case(
        "sources/notary.toml",
        'supports = ["customer"]',
        'supports = ["custmer"]',
        "notary-unsigned: unknown concept 'custmer'; known are client, customer, novice",
        id="unknown concept",
    ),
    case(
        "sources/notary.toml",
        'supports = ["customer"]\n',
        "",
        "notary-unsigned: supports and opposes nothing",
        id="a claim about nothing",
    ),
    case(
        "sources/notary.toml",
        'opposes = ["customer"]',
        'opposes = ["client"]',
        "notary-signed: both supports and opposes 'client'",
        id="a claim for and against",
    ),
    case(
        "sources/grocer.toml",
        'roles = ["payer", "regular"]',
        'roles = ["payer", "regulars"]',
        "grocer-faithful: unknown role 'regulars'; known are payer, regular",
        id="unknown role",
    ),
    case(
        "sources/notary.toml",
        'id = "notary-signed"',
        'id = "notary-signed"\nroles = ["regular"]',
        "notary-signed: 'client' does not fill the role 'regular'",
        id="a concept that does not fill the role",
    ),
]

SOURCES = [
    case(
        "sources/grocer.toml",
        'reading = "habit"',
        'reading = "habits"',
        "reading: unknown reading 'habits'; known are deed, habit",
        id="unknown reading",
    ),
    case(
        "sources/grocer.toml",
        'covers = { customer = ["client"] }',
        'covers = { customer = ["cliant"] }',
        "covers: unknown concept 'cliant'",
        id="unknown concept covered",
    ),
    case(
        "sources/grocer.toml",
        'covers = { customer = ["client"] }',
        'covers = { custmer = ["client"] }',
        "covers: unknown concept 'custmer'",
        id="unknown concept that covers",
    ),
    case(
        "sources/grocer.toml",
        'covers = { customer = ["client"] }',
        'covers = { client = ["customer"] }',
        "covers: names 'customer' in a claim, so it does tell it apart",
        id="covered and named",
    ),
    case(
        "sources/notary.toml",
        ', skipped = "Nothing but advertising."',
        "",
        "sections[Adverts]: nothing was taken from it and no reason is given",
        id="a section forgotten",
    ),
    case(
        "sources/grocer.toml",
        'about = { en = "habit" }',
        'about = { en = "habit" }, skipped = "No time."',
        "sections[Habit]: is said to be skipped and is used",
        id="a section skipped and used",
    ),
    case(
        "sources/notary.toml",
        'section = "Of customers"\nexpect',
        'section = "Of clowns"\nexpect',
        "examples[#2]: unknown section 'Of clowns'",
        id="unknown section of an example",
    ),
    case(
        "sources/notary.toml",
        'expect = "customer"',
        'expect = "custmer"',
        "examples[#2]: unknown concept 'custmer'",
        id="unknown concept expected",
    ),
    case(
        "sources/grocer.toml",
        'role = "regular"',
        'role = "regulars"',
        "examples[#1]: unknown role 'regulars'",
        id="unknown role of an example",
    ),
    case(
        "sources/notary.toml",
        'answers = { contract = "none" }',
        'answers = { contract = "no" }',
        "examples[#2]: unknown answer to 'contract': 'no'",
        id="unknown answer of an example",
    ),
    case(
        "sources/notary.toml",
        '"law-firm", "clinic"',
        '"law-farm", "clinic"',
        "examples[#1]: unknown business 'law-farm'",
        id="unknown business",
    ),
    case(
        "sources/notary.toml",
        'businesses = ["law-firm", "clinic"]\n',
        "",
        "examples[#1]: needs either answers or businesses",
        id="an example of nothing",
    ),
    case(
        "sources/notary.toml",
        'text = { en = "a passer-by", fr = "un passant", ro = "un trecător" }',
        "",
        "examples[#2]: answers and text go together",
        id="an example without words",
    ),
    case(
        "sources/grocer.toml",
        'expect = "customer"',
        'expect = "client"',
        "example 'a neighbour' (regular): expects 'client'; the document alone gives 'customer'",
        id="an example that does not come out",
    ),
    case(
        "businesses/health.toml",
        'answers = { contract = "agreement" }',
        'answers = { contract = "none" }',
        "sources/notary.toml: example 'clinic' (payer): expects 'client'; the document alone gives 'customer'",
        id="a business that does not come out",
    ),
]

CONCEPTS = [
    case(
        "guidance/grocer.toml",
        'concepts = ["novice"]',
        'concepts = ["customer"]',
        "concepts/novice.toml: no claim and no guidance uses this concept",
        id="a concept that nobody uses",
    ),
    case(
        "concepts/client.toml",
        'origin = "documents"',
        'origin = "document"',
        "origin: unknown origin 'document'; known are documents, sector",
        id="unknown origin",
    ),
    case(
        "concepts/client.toml",
        'roles = ["payer"]',
        'roles = ["payer", "player"]',
        "roles: unknown role 'player'",
        id="unknown role of a concept",
    ),
    case(
        "concepts/novice.toml",
        'unranked = { en = "Says what one knows.", fr = "Dit ce que chacun sait.", ro = "Spune cât știe." }\n',
        "",
        "unranked: must say why no answer can choose it, if and only if it has no roles",
        id="no role and no reason",
    ),
    case(
        "concepts/novice.toml",
        "roles = []",
        'roles = ["payer"]',
        "unranked: must say why no answer can choose it, if and only if it has no roles",
        id="a role and a reason for none",
    ),
    case(
        "concepts/client.toml",
        'broader = "customer"',
        'broader = "buyer"',
        "broader: unknown concept 'buyer'",
        id="unknown broader concept",
    ),
    case(
        "concepts/client.toml",
        'broader = "customer"',
        'broader = "client"',
        "broader: unknown concept 'client'",
        id="broader than itself",
    ),
    case(
        "concepts/novice.toml",
        'related = ["customer"]',
        'related = ["client"]',
        "related: 'client' does not say the same of 'novice'",
        "concepts/customer.toml: related: 'novice' does not say the same of 'customer'",
        id="one-sided relation",
    ),
    case(
        "concepts/client.toml",
        'contrasts = ["customer"]',
        "contrasts = []",
        "concepts/customer.toml: contrasts: 'client' does not say the same of 'customer'",
        id="one-sided contrast",
    ),
    case(
        "concepts/client.toml",
        'status = "admitted"',
        'status = "preferred"',
        "designations.en: must have exactly one preferred term",
        id="two preferred terms",
    ),
    case(
        "concepts/customer.toml",
        'term = "customer"\nstatus = "preferred"',
        'term = "customer"\nstatus = "admitted"',
        "designations.en: must have exactly one preferred term",
        id="no preferred term",
    ),
    case(
        "concepts/client.toml",
        'status = "admitted"',
        'status = "allowed"',
        "designations.en[mandator]: unknown status 'allowed'; known are admitted, preferred",
        id="unknown status",
    ),
    case(
        "concepts/client.toml",
        'gender = "masculine"\ncontrast = "client suivi"',
        'contrast = "client suivi"',
        "designations.fr[client]: needs a gender in French and Romanian, and none in English",
        id="no gender in French",
    ),
    case(
        "concepts/client.toml",
        'region = "UK"',
        'gender = "neuter"',
        "designations.en[mandator]: needs a gender in French and Romanian, and none in English",
        id="a gender in English",
    ),
    case(
        "concepts/client.toml",
        'gender = "masculine"\ncontrast = "client suivi"',
        'gender = "common"\ncontrast = "client suivi"',
        "designations.fr[client]: needs a gender in French and Romanian, and none in English",
        id="unknown gender",
    ),
    case(
        "concepts/client.toml",
        'plural = "clients"\nsources = ["notary"]',
        'plural = "clients"\nsources = []',
        "designations.en[client]: needs a source",
        id="a term without a source",
    ),
    case(
        "concepts/client.toml",
        'plural = "clients"\nsources = ["notary"]',
        'plural = "clients"\nsources = ["notaries"]',
        "designations.en[client]: unknown source 'notaries'; known are dictionary, grocer, notary",
        id="unknown source",
    ),
    case(
        "concepts/client.toml",
        'follows = "customer"',
        'follows = "buyer"',
        "designations.en[mandator]: unknown concept 'buyer'",
        id="unknown concept followed",
    ),
    case(
        "concepts/client.toml",
        'word = "clienți"',
        'word = "client"',
        "designations.ro[client]: is listed as a false friend as well",
        id="a term that is a false friend",
    ),
    case(
        "concepts/client.toml",
        'section = "Of clients"',
        'section = "Of clowns"',
        "definition_sources: unknown place 'Of clowns' in 'notary'",
        id="unknown place of a definition",
    ),
    case(
        "references.toml",
        'seen = "one page"',
        'seen = "one page"\n[[references]]\nid = "novel"\ntitle = "A novel"\nseen = "all"',
        "novel: nothing cites it",
        id="a reference that nobody cites",
    ),
]

OTHERS = [
    case(
        "guidance/grocer.toml",
        'topic = "usage"',
        'topic = "use"',
        "grocer-greet: unknown topic 'use'; known are journey, usage",
        "vocabulary.toml: topics[usage]: no guidance is about it",
        id="unknown topic",
    ),
    case(
        "guidance/grocer.toml",
        'section = "Habit"\nconcepts = ["customer"]',
        'section = "Habits"\nconcepts = ["customer"]',
        "grocer-greet: unknown section 'Habits'; known are Habit",
        id="unknown section of guidance",
    ),
    case(
        "guidance/grocer.toml",
        'concepts = ["customer"]',
        'concepts = ["custmer"]',
        "grocer-greet: unknown concept 'custmer'",
        id="unknown concept of guidance",
    ),
    case(
        "guidance/grocer.toml",
        "step = 1\n",
        "",
        "grocer-first-step: step goes with the topic journey, and with no other",
        id="a journey without a step",
    ),
    case(
        "guidance/grocer.toml",
        'topic = "usage"',
        'topic = "usage"\nstep = 2',
        "grocer-greet: step goes with the topic journey, and with no other",
        id="a step outside a journey",
    ),
    case(
        "businesses/offices.toml",
        'repeat = "daily"',
        'repeat = "hourly"',
        "law-firm: unknown answer to 'repeat': 'hourly'",
        id="unknown answer of a business",
    ),
    case(
        "businesses/offices.toml",
        'fr = "cabinet juridique"',
        'fr = "Clinique"',
        "law-firm: 'Clinique' is the name of 'clinic' already",
        id="one name for two businesses",
    ),
    case(
        "questions.toml",
        "core = true\n",
        "",
        "core: the core questions must come first, and there must be some",
        id="no core question",
    ),
    case(
        "questions.toml",
        'id = "repeat"',
        'id = "repeat"\ncore = true',
        id="all questions in the core are fine",
    ),
    case(
        "questions.toml",
        'core = true\nlabel = { en = "Contract"',
        'core = false\nlabel = { en = "Contract"',
        "core: the core questions must come first, and there must be some",
        id="the core is empty",
    ),
    case(
        "vocabulary.toml",
        'needs = { repeat = ["weekly", "daily"] }',
        'needs = { repeat = ["hourly"] }',
        "roles[regular]: unknown answer to 'repeat': 'hourly'; known are daily, once, weekly",
        id="a role that needs an unknown answer",
    ),
    case(
        "messages.toml",
        "Bonjour {name}",
        "Bonjour {nom}",
        "hello: the blanks differ: ",
        id="blanks that differ",
    ),
    case("messages.toml", "Bonjour {name}", "Bonjour", "hello: the blanks differ: ", id="a blank forgotten"),
    case(
        "messages.toml",
        "Bună ziua",
        "Bunǎ zişa",
        "hello.ro: has a letter with a cedilla; write ș or ț with a comma below",
        id="a cedilla",
    ),
    case(
        "concepts/client.toml",
        'word = "clienți"',
        'word = "clienţi"',
        "false_friends[#1].word: has a letter with a cedilla",
        id="a cedilla in a list",
    ),
    case(
        "businesses/offices.toml",
        'ro = ["avocat"]',
        'ro = ["avocaţi"]',
        "businesses[law-firm].aliases.ro[#1]: has a letter with a cedilla",
        id="a cedilla in a list of strings",
    ),
]

NAMES = [
    case(
        "sources/grocer.toml",
        'id = "grocer"',
        'id = "grocers"',
        "id: must be 'grocer', the name of the file",
        id="a file of another name",
    ),
    case(
        "concepts/novice.toml",
        'id = "novice"',
        'id = "newcomer"',
        "id: must be 'novice', the name of the file",
        "related: 'customer' does not say the same of 'newcomer'",
        "concepts/customer.toml: related: unknown concept 'novice'",
        id="a concept of another name",
    ),
    case(
        "sources/notary.toml",
        'id = "notary-unsigned"',
        'id = "unsigned"',
        "unsigned: must begin with notary-",
        id="a claim named without its document",
    ),
    case(
        "guidance/grocer.toml",
        'id = "grocer-greet"',
        'id = "greet"',
        "greet: must begin with grocer-",
        id="guidance named without its document",
    ),
    case(
        "sources/notary.toml",
        'id = "notary-unsigned"',
        'id = "notary-signed"',
        "notary-signed: the id stands in sources/notary.toml already",
        id="a claim id twice",
    ),
    case(
        "businesses/offices.toml",
        'id = "law-firm"',
        'id = "clinic"',
        "clinic: the id stands in businesses/health.toml already",
        "sources/notary.toml: examples[#1]: unknown business 'law-firm'",
        id="a business id twice",
    ),
    case(
        "guidance/grocer.toml",
        'id = "grocer-greet"',
        'id = "grocer-first-step"',
        "grocer-first-step: the id stands in guidance/grocer.toml already",
        id="a guidance id twice",
    ),
    case(
        "vocabulary.toml",
        'id = "admitted"',
        'id = "preferred"',
        "preferred: the id stands in vocabulary.toml already",
        "concepts/client.toml: designations.en[mandator]: unknown status 'admitted'",
        id="a value twice",
    ),
    case(
        "questions.toml",
        'id = "once"',
        'id = "daily"',
        "daily: the id stands in questions.toml already",
        "sources/grocer.toml: grocer-faithful: every answer to 'repeat' triggers it, so it tells nothing",
        id="an option twice",
    ),
]


TRADES = [
    case(
        "sector/patient.toml",
        'id = "patient"',
        'id = "sufferer"',
        "id: must be 'patient', the name of the file",
        "businesses/health.toml: clinic: unknown concept 'patient'",
        id="a trade's word of another name",
    ),
    case(
        "sector/patient.toml",
        'origin = "sector"',
        'origin = "sector"\nrelated = ["doctor"]',
        "related: unknown concept 'doctor'",
        id="unknown relation of a trade's word",
    ),
    case(
        "sector/patient.toml",
        'origin = "sector"',
        'origin = "sector"\nrelated = ["customer"]',
        id="a trade's word need not be told of by the documents' words",
    ),
    case(
        "sector/patient.toml",
        'section = "p. 2"',
        'section = "p. 2" }, { source = "notary", section = "p. 2"',
        "definition_sources: unknown place 'p. 2' in 'notary'",
        id="unknown place of a trade's word",
    ),
    case(
        "businesses/health.toml",
        'words = { payer = "patient" }',
        'words = { player = "patient" }',
        "clinic: unknown role 'player'",
        id="a trade's word for an unknown role",
    ),
    case(
        "businesses/health.toml",
        'words = { payer = "patient" }',
        'words = { payer = "sufferer" }',
        "clinic: unknown concept 'sufferer'",
        "sector/patient.toml: no trade uses this word",
        id="an unknown word of a trade",
    ),
    case(
        "businesses/health.toml",
        'absent = ["regular"]',
        'absent = ["player"]',
        "clinic: unknown role 'player'",
        id="an unknown role that is absent",
    ),
    case(
        "businesses/health.toml",
        'party = "companion"',
        'party = "friend"',
        "clinic: unknown party 'friend'; known are companion",
        id="unknown party",
    ),
    case(
        "businesses/health.toml",
        'concept = "customer" }',
        'concept = "custmer" }',
        "clinic: unknown concept 'custmer'",
        id="unknown concept of a party",
    ),
    case(
        "businesses/health.toml",
        'concept = "client", who',
        'concept = "cliant", who',
        "clinic: unknown concept 'cliant'",
        id="unknown concept of a division",
    ),
    case(
        "remarks.toml",
        'kind = "legal"',
        'kind = "gossip"',
        "in-law: unknown kind 'gossip'; known are legal, preference",
        id="unknown kind of remark",
    ),
    case(
        "remarks.toml",
        'source = "dictionary"',
        'source = "hearsay"',
        "in-law: unknown source 'hearsay'; known are dictionary",
        id="unknown source of a remark",
    ),
    case(
        "remarks.toml",
        'hears = { contract = ["none"] }',
        'hears = { contract = ["no"] }',
        "in-law: unknown answer to 'contract': 'no'",
        id="unknown answer of a remark",
    ),
    case(
        "remarks.toml",
        'concepts = ["customer"]',
        'concepts = ["custmer"]',
        "in-law: unknown concept 'custmer'",
        id="unknown concept of a remark",
    ),
    case(
        "remarks.toml",
        'businesses = ["clinic"]',
        'businesses = ["clinics"]',
        "in-law: unknown business 'clinics'",
        id="unknown business of a remark",
    ),
    case(
        "remarks.toml",
        'concepts = ["customer"]\nbusinesses = ["clinic"]',
        "concepts = []\nbusinesses = []",
        "in-law: is about nothing",
        id="a remark about nothing",
    ),
    case(
        "media.toml",
        'concept = "client", language = "fr"',
        'concept = "cliant", language = "fr"',
        "contract: unknown concept 'cliant'",
        id="unknown concept in a place",
    ),
    case(
        "media.toml",
        'language = "fr"',
        'language = "de"',
        "contract: unknown language 'de'; known are en, fr, ro",
        id="unknown language in a place",
    ),
    case(
        "media.toml",
        'concept = "client", instead',
        'concept = "cliant", instead',
        "code: unknown concept 'cliant'",
        id="unknown ambiguous concept",
    ),
]


TEXTS = [
    case(
        "senses/en.toml",
        'language = "en"',
        'language = "fr"',
        "language: must be 'en', the name of the file",
        id="senses of another language",
    ),
    case(
        "senses/en.toml",
        "weight = 6",
        'weight = "six"',
        "terms[#1].cues[#1].weight: must be a number",
        id="no number",
    ),
    case(
        "senses/en.toml",
        "prior = 0.5",
        "prior = true",
        "terms[#1].prior: must be a number",
        id="truth is no number either",
    ),
    case(
        "compounds.toml",
        'language = "fr"',
        'language = "de"',
        "front: unknown language 'de'; known are en, fr, ro",
        id="unknown language of a compound",
    ),
    case(
        "links.toml",
        'concept = "client"',
        'concept = "cliant"',
        "elsewhere: unknown concept 'cliant'",
        id="unknown concept of a link",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [*SHAPES, *CLAIMS, *SOURCES, *CONCEPTS, *OTHERS, *NAMES, *TRADES, *TEXTS],
)
def test_a_mistake_is_told_with_its_file_and_place(folder, file, old, new, expected):
    damage(folder, file, old, new)
    found = problems(folder)

    assert told(found, expected), found


# ---- files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["vocabulary.toml", "questions.toml", "references.toml", "messages.toml"])
def test_a_file_that_is_missing(folder, file):
    (folder / file).unlink()

    assert f"{file}: is missing" in problems(folder)


def test_a_file_that_nobody_knows(folder):
    (folder / "notes.toml").write_text('note = "to myself"', encoding="utf-8")

    assert problems(folder) == ["notes.toml: no such file is known"]


def test_a_word_of_a_trade_may_not_take_the_place_of_a_word_of_the_documents(folder):
    shutil.copy(folder / "concepts" / "novice.toml", folder / "sector" / "novice.toml")

    assert "sector/novice.toml: novice: the id stands in concepts/novice.toml already" in problems(folder)


def test_senses_of_a_language_that_is_not_spoken(folder):
    (folder / "senses" / "en.toml").rename(folder / "senses" / "de.toml")

    assert "senses/de.toml: unknown language 'de'; known are en, fr, ro" in problems(folder)


def test_guidance_without_its_document(folder):
    (folder / "guidance" / "grocer.toml").rename(folder / "guidance" / "baker.toml")

    assert "guidance/baker.toml: no source has this name" in problems(folder)


def test_the_template_is_no_data(folder):
    (folder / "template.toml").write_text("this is = not read", encoding="utf-8")
    (folder / "README.md").write_text("nor this", encoding="utf-8")

    assert problems(folder) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"id = ", "Invalid value (at end of document)", id="not TOML"),
        pytest.param(b'id = "a"\nid = "b"', "Cannot overwrite a value", id="a key twice"),
        pytest.param(b'id = "caf\xe9"', "'utf-8' codec can't decode", id="not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_parsed_hides_no_other_mistake(folder, content, says):
    (folder / "concepts" / "novice.toml").write_bytes(content)
    damage(folder, "concepts/client.toml", 'status = "admitted"', 'status = "allowed"')
    found = problems(folder)

    assert any(line.startswith(f"concepts/novice.toml: {says}") for line in found)
    assert any(
        line.startswith("concepts/client.toml: designations.en[mandator]: unknown status") for line in found
    )


def test_tables_in_the_wrong_shape_are_told_without_a_crash(folder):
    damage(folder, "references.toml", "[[references]]", "[references]")
    damage(
        folder,
        "sources/grocer.toml",
        'sections = [{ title = "Habit", about = { en = "habit" } }]',
        'sections = ["Habit"]',
    )
    found = problems(folder)

    assert "references.toml: references: must be a list of tables" in found
    assert "sources/grocer.toml: sections: must be a list of tables" in found


def test_several_mistakes_are_told_at_once(folder):
    damage(folder, "concepts/client.toml", 'status = "admitted"', 'status = "allowed"')
    damage(folder, "sources/notary.toml", 'strength = "hint"', 'strength = "loud"')
    damage(folder, "sources/grocer.toml", 'author = "A. Grocer"\n', "")
    damage(folder, "messages.toml", 'fr = "Au revoir"\n', "")
    damage(folder, "businesses/offices.toml", 'contract = "agreement"', 'contract = "agrement"')

    assert told(
        problems(folder),
        [
            "businesses/offices.toml: law-firm: unknown answer to 'contract': 'agrement'",
            "concepts/client.toml: designations.en[mandator]: unknown status 'allowed'",
            "messages.toml: bye: missing translation 'fr'",
            "sources/grocer.toml: missing key 'author'",
            "sources/notary.toml: notary-unsigned: unknown strength 'loud'",
        ],
    )


def test_mistakes_in_a_copy_of_the_shipped_data_are_told_at_once(tmp_path):
    folder = Path(shutil.copytree(load.data_folder(), tmp_path / "data"))
    damage(folder, "sources/berry.toml", 'id = "berry-need"', 'id = "berry-kneed"\nwhy = "no reason"')
    damage(folder, "vocabulary.toml", 'id = "typical"', 'id = "usual"')
    found = problems(folder)

    assert any("claims[berry-kneed]: unknown key 'why'" in line for line in found)
    assert sum("unknown strength 'typical'" in line for line in found) > 10


def test_a_twin_that_does_not_load_is_told_too(folder):
    """An installed relcli reads the JSON twins of the data, not the TOML that was checked."""
    (folder / "vocabulary.json").write_text("{", encoding="utf-8")
    [line] = problems(folder)

    assert "vocabulary.toml: Expecting property name" in line


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
    damage(folder, "concepts/client.toml", 'status = "admitted"', 'status = "allowed"')
    damage(folder, "sources/notary.toml", 'strength = "hint"', 'strength = "loud"')
    done = command(folder)

    assert (done.returncode, done.stderr) == (1, "problems: 2\n")
    assert done.stdout.splitlines() == problems(folder)


@pytest.mark.process
@pytest.mark.parametrize("arguments", [["a", "b"], ["--help"], ["-x"]], ids=" ".join)
def test_the_command_used_wrongly(arguments):
    done = command(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "usage: python -m relcli.validate [FOLDER]\n"


def test_the_command_checks_its_own_data_by_default(capsys):
    assert main([]) == 0
    assert capsys.readouterr().err == "the data is sound\n"
