"""The rules for Vale and prh find every form, leave compounds alone and offer no wrong form."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from support.houses import DATA, LAW_FIRM, SHOP, decide, exported, own_house, role, texts, whole
from support.vale import Vale

from relcli import export
from relcli.errors import InputError
from relcli.export.vocabulary import Vocabulary
from relcli.house.words import HouseVocabulary


@pytest.fixture(scope="module")
def law_firm_style() -> Mapping[str, str]:
    return export.make("vale", exported(decide(**LAW_FIRM), ("en",)), texts())


@pytest.fixture(scope="module")
def shop_style() -> Mapping[str, str]:
    return export.make("vale", exported(decide(**SHOP), ("en",)), texts())


def cited(decided: HouseVocabulary) -> str:
    """The reason for the payer's word, with its source."""
    [because] = decided.roles["payer"].because
    return f"{because.says} ({because.source}, “{because.section}”)"


STAYS = {
    "law firm": [
        "Customer service is open.",
        "Ask customer support, or Customer Support.",
        "The customer\nexperience matters.",
        "A potential customer called.",
        "Our customer relationship management runs.",
        "A client pays.",
    ],
    "shop": [
        "The client-side code fails.",
        "An API client connects; two HTTP clients do.",
        "An OAuth client secret and a client ID.",
        "Write a client library.",
        "The Client Application starts.",
        "The client/server model.",
        "A customer pays.",
    ],
}
CHANGES = {
    "law firm": [
        ("The customer pays.", [("customer", "client")], "The client pays."),
        ("Customers' bills.", [("Customers", "clients")], "Clients' bills."),
        ("The customer serviced it.", [("customer", "client")], "The client serviced it."),
        ("A savvy customer asks.", [("customer", "client")], "A savvy client asks."),
        (
            "Ask customer service for a customer.",
            [("customer", "client")],
            "Ask customer service for a client.",
        ),
    ],
    "shop": [
        ("Our clients return.", [("clients", "customers")], "Our customers return."),
        ("Every client's order.", [("client", "customer")], "Every customer's order."),
        ("The client approved.", [("client", "customer")], "The customer approved."),
    ],
}


@pytest.mark.parametrize(("who", "text"), [(w, t) for w in STAYS for t in STAYS[w]])
def test_vale_leaves_fixed_compounds_alone(
    who: str, text: str, law_firm_style: Mapping[str, str], shop_style: Mapping[str, str]
) -> None:
    style = law_firm_style if who == "law firm" else shop_style

    assert [alert for rule in style.values() for alert in Vale(rule).alerts(text)] == []


@pytest.mark.parametrize(
    ("who", "text", "expected"), [(w, text, alerts) for w in CHANGES for text, alerts, _ in CHANGES[w]]
)
def test_vale_finds_the_word_to_avoid_in_every_form(
    who: str,
    text: str,
    expected: list[tuple[str, str]],
    law_firm_style: Mapping[str, str],
    shop_style: Mapping[str, str],
) -> None:
    style = law_firm_style if who == "law firm" else shop_style

    assert [alert for rule in style.values() for alert in Vale(rule).alerts(text)] == expected


def test_a_style_has_a_rule_per_word_and_its_message_carries_the_reason(
    law_firm_style: Mapping[str, str],
) -> None:
    reason = cited(decide(**LAW_FIRM))

    assert set(law_firm_style) == {"customer.yml"}
    assert Vale(law_firm_style["customer.yml"]).message.endswith(reason)


LINTED = [
    pytest.param(lambda lang: whole((lang,)), "fr", id="the French of the termbase"),
    pytest.param(lambda lang: whole((lang,)), "ro", id="the Romanian of the termbase"),
    pytest.param(lambda lang: exported(decide(**LAW_FIRM), (lang,)), "en", id="the English of a law firm"),
    pytest.param(lambda lang: exported(decide(**SHOP), (lang,)), "en", id="the English of a shop"),
]


@pytest.mark.parametrize(("make", "language"), LINTED)
def test_no_rule_is_against_a_word_that_the_vocabulary_says(
    make: Callable[[str], Vocabulary], language: str
) -> None:
    vocabulary = make(language)
    kept = [
        form
        for entry in vocabulary.entries
        for d in entry.of_status(language, ("preferred", "admitted"))
        for form in (d.term, *d.forms.values())
    ]
    rules = [Vale(rule) for rule in export.make("vale", vocabulary, texts(language)).values()]

    assert rules
    assert [alert for rule in rules for form in kept for alert in rule.alerts(form)] == []


def test_a_word_that_another_role_says_is_no_fault() -> None:
    roles = {"payer": role("customer", concept="customer"), "end-user": role("client")}
    vocabulary = exported(own_house(roles, {"client": "customer", "buyer": "customer"}), ("en",))

    assert set(export.make("vale", vocabulary, texts())) == {"buyer.yml"}


def test_a_percent_sign_in_a_reason_is_no_blank_of_the_message() -> None:
    decided = own_house({"payer": role("client", because="100 % of them, %s")}, {"punter": "client"})
    rules = export.make("vale", exported(decided, ("en",)), texts())

    assert Vale(rules["punter.yml"]).message.endswith("100 % of them, %s")


def test_what_is_deprecated_in_one_region_only_is_no_fault() -> None:
    rules = export.make("vale", whole(("fr",)), texts("fr"))

    assert rules
    assert [
        a for rule in rules.values() for a in Vale(rule).alerts("Le prospect est un payeur de taxes.")
    ] == []


@pytest.mark.parametrize("form", export.FOR_LINTERS)
def test_a_linter_with_nothing_to_find_is_refused(form: str) -> None:
    with pytest.raises(InputError, match="nothing-to-avoid"):
        export.make(form, whole(("en",))._replace(entries=()), texts())


def test_the_compounds_are_about_known_words() -> None:
    known = {(d.language, d.term) for e in whole().entries for d in e.every}
    for language, senses in DATA.senses.items():
        for words in senses.words:
            assert {(language, group.word or words.words[0]) for group in words.compounds} <= known
        for phrase in (p for words in senses.words for group in words.compounds for p in group.phrases):
            assert phrase.count("{}") == 1
            assert phrase != "{}"


NO_FEMININE = own_house({"payer": role("convive", languages=("fr",))}, {"client": "convive"})
"""Nobody knows a feminine of the word to use."""


def test_where_a_form_has_no_like_vale_warns_and_prh_does_not_replace() -> None:
    vocabulary = exported(NO_FEMININE, ("fr",))
    [rule] = export.make("vale", vocabulary, texts("fr")).values()
    prh = yaml.safe_load(export.make("prh", vocabulary, texts("fr")))["rules"]

    assert Vale(rule).alerts("La cliente paie ; les clients aussi.") == [
        ("cliente", "convive"),
        ("clients", "convives"),
    ]
    assert {r["expected"] for r in prh} == {
        "convive",
        "Convive",
        "CONVIVE",
        "convives",
        "Convives",
        "CONVIVES",
    }


def test_a_romanian_rule_finds_the_genitive() -> None:
    [rule] = [
        r for name, r in export.make("vale", whole(("ro",)), texts("ro")).items() if name == "asistat.yml"
    ]

    assert Vale(rule).alerts("Dosarul asistatului.") == [("asistatului", "beneficiarului")]


def test_a_prh_rule_says_why_and_tries_itself() -> None:
    text = export.make("prh", exported(decide(**LAW_FIRM), ("en",)), texts())
    rules = yaml.safe_load(text)["rules"]
    specs = {(spec["from"], spec["to"]) for rule in rules for spec in rule["specs"]}

    expected = ["client", "Client", "CLIENT", "clients", "Clients", "CLIENTS"]
    assert [rule["expected"] for rule in rules] == expected
    assert {rule["prh"] for rule in rules} == {cited(decide(**LAW_FIRM))}
    assert {("Customers", "Clients"), ("customer service", "customer service")} <= specs


@pytest.fixture(scope="session")
def textlint(request: pytest.FixtureRequest) -> Path:
    """A folder with textlint and prh, installed once per checkout."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("needs npm")
    folder = Path(request.config.cache.mkdir("textlint"))  # type: ignore[union-attr]
    binary = folder / "node_modules" / ".bin" / "textlint"
    if not binary.exists():
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", str(folder)]
        wanted = ["textlint@15", "textlint-rule-prh@6"]
        result = subprocess.run(
            [*command, *wanted], cwd=folder, capture_output=True, text=True, check=False, timeout=300
        )
        if result.returncode:
            pytest.skip(f"npm cannot install textlint: {result.stderr[-200:]}")
    return folder


def lint(textlint: Path, folder: Path, rules: str, text: str) -> tuple[list[str], str]:
    """What textlint says of the text, and the text as it mends it."""
    (folder / "prh.yml").write_text(rules, encoding="utf-8")
    (folder / "text.md").write_text(text, encoding="utf-8")
    config = {"rules": {"prh": {"rulePaths": [str(folder / "prh.yml")]}}}
    (folder / "textlintrc.json").write_text(json.dumps(config), encoding="utf-8")
    command = [
        *(str(textlint / "node_modules" / ".bin" / "textlint"), "--config", str(folder / "textlintrc.json")),
        *("--rules-base-directory", str(textlint / "node_modules"), str(folder / "text.md")),
    ]
    found = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False)
    assert found.returncode in (0, 1), found.stderr
    subprocess.run([*command, "--fix"], capture_output=True, check=False)
    messages = [m["message"] for m in json.loads(found.stdout)[0]["messages"]]
    return messages, (folder / "text.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("who", CHANGES)
def test_textlint_finds_and_mends_with_the_prh_rules(who: str, textlint: Path, tmp_path: Path) -> None:
    decided = decide(**(LAW_FIRM if who == "law firm" else SHOP))
    rules = export.make("prh", exported(decided, ("en",)), texts())
    text = "\n\n".join([*STAYS[who], *(text for text, _, _ in CHANGES[who])]) + "\n"
    messages, mended = lint(textlint, tmp_path, rules, text)

    assert len(messages) == len(CHANGES[who])
    assert all(cited(decided) in message for message in messages)
    assert mended == "\n\n".join([*STAYS[who], *(right for _, _, right in CHANGES[who])]) + "\n"


def test_textlint_reads_the_rules_of_accented_texts(textlint: Path, tmp_path: Path) -> None:
    own = own_house(
        {"payer": role("habitué", concept="regular", languages=("fr",))},
        {"client régulier": "habitué", "chaland": "habitué"},
    )
    rules = export.make("prh", exported(own, ("fr",)), texts("fr"))
    messages, mended = lint(textlint, tmp_path, rules, "Un client régulier, des Chalands.\n")

    assert len(messages) == 2
    assert mended == "Un habitué, des Habitués.\n"
