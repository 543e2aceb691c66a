"""What a word means in a Romanian text: who is served, a program, a name, somebody else's, a term of law."""

from __future__ import annotations

import pytest
from support.checking import book_for
from support.shipped import DATA

from relcli.check.find import Finding, findings
from relcli.check.rulebook import Rulebook, forms_of_termbase

BOOK = Rulebook(forms_of_termbase(DATA), DATA, language="ro")
PLAIN = str.maketrans("ăâîșțĂÂÎȘȚ", "aaistAAIST")
CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")
PROGRAMS = """
Clientul trimite o cerere HTTP către server, iar serverul răspunde cu JSON. API-ul așteaptă un token. Instalați
pachetul cu Docker, apoi configurați portul, proxy-ul și protocolul TLS al rețelei.
"""
"""The rest of a page about software."""


def judged(text: str, book: Rulebook = BOOK) -> list[Finding]:
    return findings(text, "markdown", "x", book)


@pytest.mark.parametrize(
    "text",
    [
        "Consumatorul are dreptul de retragere.",
        "Legea apără consumatorul.",
        "OUG 34/2014 dă consumatorului un termen.",
        "Consumatorul se poate adresa ANPC.",
        "Un consumator nu este ținut de clauze abusive.",
        "Protecția consumatorilor este obligatorie.",
        "Contractul dintre un profesionist și un consumator este la distanță.",
        "Drepturile consumatorului sunt clare.",
    ],
)
def test_a_term_of_law_keeps_its_name(text: str) -> None:
    [found] = judged(text)

    assert (found.verdict.judgement, found.verdict.sense) == ("pass", "compound")


@pytest.mark.parametrize(
    "text",
    [
        "Departamentul relații clienți s-a mutat.",
        "Serviciul clienți răspunde.",
        "Serviciul de clienți răspunde.",
        "Serviciul pentru clienți răspunde.",
        "Oferim servicii pentru clienți.",
        "Suportul pentru clienți răspunde.",
        "Suport pentru clienți: zilnic.",
        "Intrați în contul de client.",
        "Zona clienți este nouă.",
        "Nume client: Ion.",
        "Aici apare ID-ul clientului.",
        "Introduceți un număr client.",
        "Introduceți codul client.",
        "Deschideți un dosar client.",
        "Completați fișa client.",
        "Relațiile cu clienții contează.",
        "Faceți o sinteză client.",
    ],
)
def test_a_compound_names_nobody(text: str) -> None:
    [found] = judged(text)

    assert found.verdict.judgement == "pass"
    assert found.verdict.sense in {"compound", "role"}


@pytest.mark.parametrize(
    "text",
    [
        "Firmele scriu în numele clienților lor.",
        "Clienții lor plătesc.",
        "Instalatorul își sună clienții săi.",
        "Clienții furnizorilor plătesc.",
        "Utilizatorii clienților noștri plătesc.",
    ],
)
def test_somebody_elses_are_not_ours(text: str) -> None:
    found = [f for f in judged(text) if f.verdict.judgement == "pass"]

    assert [f.verdict.sense for f in found] == ["others"]


PEOPLE = [
    "Drepturile clienților noștri și contractul clientului sunt aici.",
    "Clientul a plătit factura.",
    "Clienții plătesc factura.",
    "Trimiteți oferta clientului.",
    "La cererea clientului restituim suma.",
    "Fiecare client primește o ofertă.",
    "Mulțumim clienților pentru încredere.",
    "Clientul își alege produsele.",
    "Cumpărătorul declară că a citit comanda.",
    "Utilizatorii noștri apreciază tema.",
    "Utilizatorul sau administratorul confirmă.",
]


@pytest.mark.parametrize("text", PEOPLE)
@pytest.mark.parametrize(
    "letters",
    [
        pytest.param({}, id="with the letters of the language"),
        pytest.param(PLAIN, id="in plain letters"),
        pytest.param(CEDILLAS, id="with cedillas"),
    ],
)
def test_a_person_is_told_whatever_the_letters(text: str, letters: dict[int, int]) -> None:
    found = judged(text.translate(letters))

    assert {f.verdict.judgement for f in found} == {"flag"}


@pytest.mark.parametrize("letters", [{}, PLAIN, CEDILLAS], ids=["own", "plain", "cedillas"])
def test_a_compound_is_told_whatever_the_letters(letters: dict[int, int]) -> None:
    for text in ("Relațiile cu clienții contează.", "Protecția consumatorilor este în lege."):
        assert [f.verdict.judgement for f in judged(text.translate(letters))] == ["pass"]


@pytest.mark.parametrize(
    "text",
    [
        "Puteți folosi orice client compatibil CalDAV.",
        "Aici apare ID-ul clientului.",
        "Clientul se autentifică cu un token.",
        "Mai mulți clienți se conectează simultan.",
        "Verificarea se face client-side.",
        "Configurați clientul de e-mail.",
        "Serverul îi răspunde clientului.",
    ],
)
def test_a_program_is_told_in_a_page_about_software(text: str) -> None:
    assert judged(f"{PROGRAMS}\n{text}\n")[-1].verdict.judgement == "pass"


@pytest.mark.parametrize(
    "text",
    [
        "Acme oferă unui client o reducere.",
        "Acme oferă unui client credite dacă disponibilitatea scade.",
        "Operatorul are datoria de a comunica cu clienții.",
        "Clienții noștri primesc o factură.",
    ],
)
def test_a_page_about_software_speaks_of_people_too(text: str) -> None:
    assert judged(f"{PROGRAMS}\n{text}\n")[-1].verdict.judgement == "flag"


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("utilizator", "Alegeți un dispozitiv definit de utilizator."),
        ("utilizator", "Vă conectați ca utilizatorul `root`."),
        ("obișnuit", "De obicei un utilizator obișnuit așteaptă."),
        ("obișnuit", "Este folosit în mod obișnuit."),
        ("membru", "România este stat membru."),
        ("membru", "Membrii comisiei votează."),
        ("pacient", "Deschideți dosarul de pacient."),
        ("elev", "Aveți carnetul de elev?"),
        ("gazdă", "Porniți mașina gazdă."),
        ("cititor", "Conectați un cititor de carduri."),
        ("utilizator", "Introduceți numele de utilizator."),
        ("utilizator", "Ștergeți sesiunea utilizator."),
    ],
)
def test_words_of_other_trades_have_senses_of_their_own(word: str, text: str) -> None:
    found = judged(text, book_for("client", word, language="ro", concept="client"))

    assert [f.verdict.judgement for f in found] == ["pass"]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("obișnuit", "Un obișnuit al casei stă la bar."),
        ("membru", "Membrii plătesc o cotizație."),
        ("pacient", "Pacientul vine la medic."),
        ("elev", "Elevul vine la curs."),
        ("oaspete", "Oaspeții primesc cheia."),
        ("cititor", "Cititorul împrumută o carte."),
    ],
)
def test_words_of_other_trades_mean_people_too(word: str, text: str) -> None:
    found = judged(text, book_for("client", word, language="ro", concept="client"))

    assert [f.verdict.judgement for f in found] == ["flag"]


@pytest.mark.parametrize(
    "word", ["client", "consumator", "cumpărător", "membru", "obișnuit", "pacient", "utilizator"]
)
def test_without_evidence_nothing_is_flagged(word: str) -> None:
    [found] = findings(word, "text", "x", book_for("parte", word, language="ro", concept="client"))

    assert (found.verdict.judgement, found.verdict.cues) == ("review", ())


@pytest.mark.parametrize("end", [".", "!", "?"])
def test_a_sentence_that_begins_a_line_is_no_identifier(end: str) -> None:
    [found] = judged(f"Avansul se plătește azi{end}\nClienții noștri plătesc factura.")

    assert found.verdict.judgement == "flag"


def test_what_a_word_is_called_is_told() -> None:
    assert {"termen", "cuvânt", "numit", "denumit", "zice"} <= DATA.senses["ro"].names.mentions
