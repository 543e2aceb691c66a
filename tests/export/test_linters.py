"""The rules for Vale and prh find every form, leave compounds alone and offer no wrong form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace
from support.houses import DATA, LAW_FIRM, SHOP, decide, exported, own_house, role, texts, whole
from support.prh import Prh
from support.textlint import lint
from support.vale import Vale

from relcli import export
from relcli.errors import InputError
from relcli.export.vocabulary import Vocabulary
from relcli.house.avoided import forms_of
from relcli.house.words import HouseVocabulary, Keep
from relcli.model.languages import compound


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


def test_the_compounds_are_about_known_words_in_forms_that_they_have() -> None:
    known = {(d.language, d.term): d for e in reversed(whole().entries) for d in reversed(e.every)}
    for language, senses in DATA.senses.items():
        for words in senses.words:
            for group in words.compounds:
                word = known[language, group.word or words.words[0]]
                forms = forms_of(word, DATA.languages[language])
                for phrase in group.phrases:
                    before, form, after, _ = compound(phrase)
                    assert before or after
                    assert not form or form in forms


ROMANIAN_COMPOUNDS = {
    "client": [
        *("serviciul clienți", "serviciul pentru clienți", "relații cu clienții", "relațiile cu clienții"),
        *("experiența clientului", "experiența clienților", "aplicație client", "client API"),
    ],
    "utilizator": ["interfața cu utilizatorul", "experiența utilizatorului", "nume de utilizator"],
    "consumator": ["protecția consumatorilor", "drepturile consumatorilor"],
}


@pytest.mark.parametrize(("word", "phrases"), ROMANIAN_COMPOUNDS.items(), ids=ROMANIAN_COMPOUNDS)
def test_a_compound_is_told_in_the_form_that_it_has(word: str, phrases: list[str]) -> None:
    decided = own_house({"payer": role("pacient", concept="patient", languages=("ro",))}, {word: "pacient"})
    sheet = export.make("markdown", exported(decided, ("ro",)), texts("ro"))
    line = next(line for line in sheet.splitlines() if "nume de utilizator" in line or phrases[0] in line)

    assert set(phrases) <= set(line.rstrip(".").partition(": ")[2].split(", "))


@pytest.mark.parametrize("form", export.FOR_LINTERS)
@pytest.mark.parametrize(
    "text",
    [
        "Serviciul clienți și serviciul pentru clienți răspund.",
        "Departamentul de relații cu clienții.",
        "Experiența clientului contează, experiența clienților la fel.",
        "Managementul relațiilor cu clienții.",
        "Clientul HTTP se conectează, doi clienți HTTP la fel.",
    ],
)
def test_a_romanian_compound_stays_in_every_form(form: str, text: str) -> None:
    decided = own_house(
        {"payer": role("pacient", concept="patient", languages=("ro",))}, {"client": "pacient"}
    )
    made = export.make(form, exported(decided, ("ro",)), texts("ro"))

    assert changed(made, text) == text


def changed(made: str | Mapping[str, str], text: str) -> str:
    """The text with what the rules find mended; for a style, with what its messages say."""
    if isinstance(made, str):
        return Prh(made).mended(text)
    for rule in made.values():
        for wrong, right in Vale(rule).alerts(text):
            text = text.replace(wrong, right or f"<{wrong}>", 1)
    return text


def test_the_names_of_a_house_stay_in_every_form() -> None:
    roles = {
        "payer": role("pacient", concept="patient", languages=("ro",)),
        "prospect": role("client potențial", concept="prospect", languages=("ro",)),
    }
    vocabulary = exported(own_house(roles, {"client": "pacient"}), ("ro",))
    text = "Clientul potențial, clienții potențiali, oferta clienților potențiali, un client potențial."

    for form in export.FOR_LINTERS:
        assert changed(export.make(form, vocabulary, texts("ro")), text) == text


def test_what_a_house_keeps_stays() -> None:
    decided = decide(**LAW_FIRM)
    kept = replace(decided, keep=Keep(phrases=("Customer Success", "the {customer}")))
    for form in export.FOR_LINTERS:
        made = export.make(form, exported(kept, ("en",)), texts())
        assert changed(made, "Customer Success has a customer.").endswith("Success has a client.")


def test_where_a_form_has_no_like_vale_tells_and_prh_does_not_replace() -> None:
    # The termbase knows no feminine of the word to use.
    own = own_house(
        {"payer": role("prospect", concept="prospect", languages=("fr",))}, {"client": "prospect"}
    )
    vocabulary = exported(own, ("fr",))
    style = export.make("vale", vocabulary, texts("fr"))
    text = "La cliente paie ; les clientes et les clients aussi."

    assert {name: Vale(rule).alerts(text) for name, rule in style.items()} == {
        "client.yml": [("clients", "prospects")],
        "client-forms.yml": [("cliente", None), ("clientes", None)],
    }
    assert "prospect" in Vale(style["client-forms.yml"]).message
    prh = Prh(export.make("prh", vocabulary, texts("fr")))
    assert prh.mended(text) == "La cliente paie ; les clientes et les prospects aussi."


def test_where_one_spelling_is_several_forms_none_is_guessed() -> None:
    # *O vizitatoare* is one, *două vizitatoare* are two.
    own = own_house({"payer": role("client", languages=("ro",))}, {"vizitator": "client"})
    vocabulary = exported(own, ("ro",))
    text = "O vizitatoare, două vizitatoare, vizitatorul."

    assert Prh(export.make("prh", vocabulary, texts("ro"))).mended(text) == text.replace(
        "vizitatorul", "clientul"
    )
    style = export.make("vale", vocabulary, texts("ro"))
    assert [w for w, _ in Vale(style["vizitator-forms.yml"]).alerts(text)] == ["vizitatoare", "vizitatoare"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Clientul este aici.", "Proprietarul animalului este aici."),
        ("Vine clientul, pleacă.", "Vine proprietarul animalului, pleacă."),
        ("Clientul nu plătește.", "Proprietarul animalului nu plătește."),
        ("Clientul nou plătește.", "Clientul nou plătește."),
    ],
)
def test_an_adjective_is_never_taken_from_its_noun(text: str, right: str) -> None:
    own = own_house(
        {"payer": role("proprietar de animal", concept="pet-owner", languages=("ro",))},
        {"client": "proprietar de animal"},
    )

    assert Prh(export.make("prh", exported(own, ("ro",)), texts("ro"))).mended(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "acheteur·euse",
        "acheteur(euse)",
        "@acheteur",
        "$acheteur",
        "acheteur.nom",
        "un_acheteur",
        "liste.acheteur",
    ],
)
def test_what_is_no_plain_word_is_not_replaced(text: str) -> None:
    own = own_house({"payer": role("client", languages=("fr",))}, {"acheteur": "client"})

    assert Prh(export.make("prh", exported(own, ("fr",)), texts("fr"))).mended(text) == text


def test_words_of_another_gender_are_told_of_and_never_replaced() -> None:
    own = own_house({"payer": role("gazdă", concept="host", languages=("ro",))}, {"client": "gazdă"})
    vocabulary = exported(own, ("ro",))
    style = export.make("vale", vocabulary, texts("ro"))

    assert Vale(style["client.yml"]).alerts("Clientul și clienta.") == [("Clientul", None), ("clienta", None)]
    with pytest.raises(InputError, match="nothing-to-replace"):
        export.make("prh", vocabulary, texts("ro"))


@pytest.mark.parametrize("form", export.FOR_LINTERS)
def test_a_house_that_avoids_nothing_in_the_language_is_told_so(form: str) -> None:
    with pytest.raises(InputError, match="no-word-avoided"):
        export.make(form, exported(own_house({"payer": role("client")}, {}), ("ro",)), texts())


def test_a_rule_of_the_house_holds_whoever_says_the_other_word() -> None:
    roles = {"payer": role("client", admitted=("account",), languages=("en",))}
    own = own_house(roles, {"punter": "account", "mark": "friend"})

    assert set(export.make("vale", exported(own, ("en",)), texts())) == {"punter.yml", "mark.yml"}


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


@pytest.mark.parametrize("who", CHANGES)
def test_textlint_finds_and_mends_with_the_prh_rules(who: str, npm: Path, tmp_path: Path) -> None:
    decided = decide(**(LAW_FIRM if who == "law firm" else SHOP))
    rules = export.make("prh", exported(decided, ("en",)), texts())
    text = "\n\n".join([*STAYS[who], *(text for text, _, _ in CHANGES[who])]) + "\n"
    messages, mended = lint(npm, tmp_path, rules, text)

    assert len(messages) == len(CHANGES[who])
    assert all(cited(decided) in message for message in messages)
    assert mended == "\n\n".join([*STAYS[who], *(right for _, _, right in CHANGES[who])]) + "\n"


def test_textlint_reads_the_rules_of_accented_texts(npm: Path, tmp_path: Path) -> None:
    own = own_house(
        {"payer": role("habitué", concept="regular", languages=("fr",))},
        {"client régulier": "habitué", "chaland": "habitué"},
    )
    rules = export.make("prh", exported(own, ("fr",)), texts("fr"))
    messages, mended = lint(npm, tmp_path, rules, "Un client régulier, des Chalands.\n")

    assert len(messages) == 2
    assert mended == "Un habitué, des Habitués.\n"
