"""What a word means, where it stands: on labelled sentences, and cue by cue."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import labelled
from support.checking import book_for, hits
from support.shipped import DATA

from relcli.check.find import findings
from relcli.check.meaning.context import Context
from relcli.check.meaning.cues import LanguageCues, verdict_on
from relcli.check.prose.kinds import MARKDOWN
from relcli.check.rulebook import Rulebook, forms_of_termbase


@pytest.mark.parametrize(("word", "floor"), [("client", 0.92), ("customer", 0.95)])
@pytest.mark.parametrize("half", [0, 1], ids=["tuned", "held out"])
def test_precision_and_recall_on_the_labelled_sentences(word: str, floor: float, half: int) -> None:
    chosen = [s for s in labelled.sentences() if s.word == word and s.number % 2 == half]
    precision, recall = labelled.rates(labelled.tally(labelled.judged(chosen, DATA)))

    assert precision >= floor
    assert recall >= floor


def test_software_is_hardly_ever_flagged() -> None:
    counts = labelled.tally(labelled.judged(labelled.sentences(), DATA))

    assert counts["software flagged"] <= 0.02 * counts["software"]


@pytest.mark.parametrize(
    ("text", "judgement", "sense"),
    [
        ("Our clients love it.", "flag", "person"),
        ("The client sends a request to the server.", "pass", "software"),
        ("Validate client-side.", "pass", "software"),
        ("Ask client support.", "pass", "compound"),
        ("Ask the client manager.", "pass", "role"),
        ("We use the Acme Client Suite for this.", "pass", "proper"),
        ("A potential client called.", "flag", "person"),
    ],
)
def test_a_word_is_judged_by_its_company(text: str, judgement: str, sense: str) -> None:
    [found] = hits(text)

    assert (found.verdict.judgement, found.verdict.sense) == (judgement, sense)


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        pytest.param("Write “client” in the form.", "quotation", id="the word itself, in quotation marks"),
        pytest.param("Dear [client name], thank you.", "code", id="a blank to be filled in"),
        pytest.param(
            "The «&nbsp;clients&nbsp;» of a system.", "quotation", id="in quotation marks, with entities"
        ),
        pytest.param("Open the page **All clients** and wait.", "proper", id="emphasised with a capital"),
        pytest.param("Go to Home > Sales > Client and wait there.", "proper", id="on a menu path"),
        pytest.param(
            "In the report, click Client to see more.", "proper", id="after what one does on a screen"
        ),
        pytest.param("Fill in the Client field of the long form.", "proper", id="before what is on a screen"),
        pytest.param("- **Client**: who the letter goes to.", "proper", id="what an item of a list explains"),
        pytest.param("### Client\n\nWho the letter goes to.", "proper", id="alone on its line"),
        pytest.param("| Client | Amount |", "proper", id="alone in a cell"),
        pytest.param("This is told in [Client](client.md) at length.", "proper", id="the title of a page"),
        pytest.param("Each invoice belongs to one Client only.", "proper", id="an entity with a capital"),
        pytest.param("We run the EM Client on every desk.", "proper", id="behind a brand in capitals"),
        pytest.param("Each invoice belongs to one\nClient only.", "proper", id="in a sentence that goes on"),
        pytest.param("Click the “New Client” button.", "quotation", id="some words with a capital, quoted"),
        pytest.param("Client Jobs are used to group invoices.", "proper", id="a name that begins a sentence"),
    ],
)
def test_a_name_is_no_fault(text: str, sense: str) -> None:
    [found] = hits(text)

    assert (found.verdict.judgement, found.verdict.sense) == ("pass", sense)


def test_a_full_stop_at_the_end_of_a_line_is_no_dotted_name() -> None:
    found = hits("We were all paid today.\nClients pay us by card.")

    assert [f.verdict.judgement for f in found] == ["flag"]


SPEAKS_OF_WORDS = [
    pytest.param("The API uses the term _client_ rather than _guest_.", id="in italics after *term*"),
    pytest.param("We say **client** when we speak of a guest.", id="in bold after *say*"),
    pytest.param("You will meet terms like *enterprise*, *client* and more.", id="in a list of such"),
    pytest.param("*Client* rather than *guest* is what we write.", id="before *rather than*"),
    pytest.param("The old form has 'client' in its third box.", id="in straight single quotes"),
    pytest.param("The old form has \u2018client\u2019 in its third box.", id="in round single quotes"),
    pytest.param("Nobody here uses the word client any more.", id="after *the word*, without any mark"),
    pytest.param("Whoever pays for the work is known as client.", id="after *known as*"),
]


@pytest.mark.parametrize("text", SPEAKS_OF_WORDS)
def test_a_word_spoken_of_is_a_mention(text: str) -> None:
    [found] = hits(text)

    assert (found.verdict.judgement, found.verdict.sense) == ("pass", "quotation")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We *always* meet our *clients* in person.", id="emphasis alone speaks of nothing"),
        pytest.param("The term of the loan suits *our many good clients*.", id="more than two words"),
        pytest.param(
            "Our clients' offices and our partners' desks are here.", id="apostrophes quote nothing"
        ),
        pytest.param("She wrote: 'Please tell our clients at once.'", id="a quotation of a whole sentence"),
    ],
)
def test_a_mark_alone_makes_no_mention(text: str) -> None:
    assert {found.verdict.judgement for found in hits(text)} == {"flag"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("New rules on Strong Client Authentication (SCA) apply.", id="with capitals"),
        pytest.param("We always do client due diligence (CDD) first.", id="in small letters"),
        pytest.param("Read **Know Your Client** (KYC) before you sign.", id="the last word, in bold"),
        pytest.param("The cost of our client operations (COCO) has gone down.", id="little words have none"),
        pytest.param("All APIs speak of CLV (client lifetime value) today.", id="the initials come first"),
        pytest.param("Two client advisory boards (CABs) met.", id="more than one"),
    ],
)
def test_a_phrase_beside_its_own_initials_is_a_name(text: str) -> None:
    found = hits(text)

    assert {(f.verdict.judgement, f.verdict.sense) for f in found} == {("pass", "proper")}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Our clients pay by card (VISA) or in cash.", id="other initials"),
        pytest.param("Our clients meet the board of directors (BOD).", id="initials of other words"),
        pytest.param("Our clients (see below) pay in time.", id="no initials at all"),
    ],
)
def test_other_brackets_make_no_name(text: str) -> None:
    assert [found.verdict.judgement for found in hits(text)] == ["flag"]


@pytest.mark.parametrize(
    ("text", "judgement"),
    [
        pytest.param("[Search customers](#search-customers)", "pass", id="what one does on a screen"),
        pytest.param("[Customer Onboarding Checklist](x.md)", "pass", id="a title"),
        pytest.param("[Customers list](x.md)", "pass", id="what is on a screen"),
        pytest.param("See [our customers](x.md) for their stories.", "flag", id="ours"),
        pytest.param("[How we help customers to move house](x.md)", "flag", id="a sentence"),
        pytest.param("![Happy customers at our stand](x.png)", "flag", id="the text of a picture"),
    ],
)
def test_the_text_of_a_link_may_be_a_title(text: str, judgement: str) -> None:
    found = hits(text, book=book_for("client", "customer", concept="client"))

    assert [f.verdict.judgement for f in found] == [judgement]


@pytest.mark.parametrize(
    "text", ["customers", "# Customers", "Customer", "clients", "### Open Banking Clients"]
)
def test_no_evidence_is_for_review(text: str) -> None:
    for book in (book_for("client", "customer", concept="client"), book_for("customer", "client")):
        assert {found.verdict.judgement for found in hits(text, book=book)} <= {"review", "pass"}


@pytest.mark.parametrize("language", sorted(DATA.senses))
def test_no_word_is_a_person_without_a_cue(language: str) -> None:
    cues = LanguageCues(DATA.senses[language], DATA.languages[language])
    nothing = Context((), (), frozenset(), (), "", "", ())

    for senses in DATA.senses[language].words:
        for word in senses.words:
            assert verdict_on(*cues.weigh(word, nothing, 0.0)).judgement != "flag"


@pytest.mark.parametrize(
    ("text", "judgement"),
    [
        pytest.param("Agencies invite their clients to the portal.", "pass", id="those of agencies"),
        pytest.param("Resellers know their clients by name.", "pass", id="those of resellers"),
        pytest.param("They act on behalf of their clients.", "pass", id="nobody says whose"),
        pytest.param("Designers meet their clients on Mondays.", "flag", id="people we employ have ours"),
        pytest.param("Each team writes to their client on Fridays.", "flag", id="our team has ours"),
        pytest.param(
            "Our designers ask agencies for their clients.",
            "pass",
            id="the nearest owner says whose they are",
        ),
        pytest.param("Ask for the landlords' clients only.", "pass", id="those of landlords"),
        pytest.param("We ask our merchants' clients nothing.", "pass", id="those of our merchants"),
        pytest.param("Our fitters call on their clients before noon.", "flag", id="ours have ours"),
        pytest.param("Tell your clients about the new fees.", "flag", id="yours are people all the same"),
    ],
)
def test_their_clients_are_those_of_whoever_is_named_before(text: str, judgement: str) -> None:
    assert [found.verdict.judgement for found in hits(text)] == [judgement]


@pytest.mark.parametrize(
    ("text", "judgements"),
    [
        pytest.param("If you are a new client, start with the quick start.", {"flag"}, id="you are a client"),
        pytest.param("The client did not answer in time.", {"pass", "review"}, id="no answer in time"),
        pytest.param("your client wants to access the accounts", {"pass", "review"}, id="it wants access"),
        pytest.param("Client work comes before training.", {"flag"}, id="client work"),
        pytest.param("The client team joins the planning.", {"flag"}, id="a client team"),
        pytest.param("- Client feedback", {"flag"}, id="an item of a list"),
        pytest.param("## The client\u2019s budget", {"flag"}, id="a heading with a possessive"),
        pytest.param("| Client sign-off | Friday |", {"flag"}, id="a cell"),
    ],
)
def test_a_client_is_told_from_a_program(text: str, judgements: set[str]) -> None:
    assert {found.verdict.judgement for found in hits(text)} <= judgements


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("consumer", "Nothing here limits the rights of a consumer under the law."),
        ("consumer", "A consumer may go to court."),
        ("consumer", "The directive protects every consumer in the union."),
        ("consumer", "A consumer has fourteen days for withdrawal."),
        ("customer", "New rules on strong customer authentication apply."),
        ("customer", "Every bank must know its limits and do customer due diligence."),
        ("customer", "The customer identification program starts in May."),
        ("user", "Slow down for other road users."),
        ("user", "Some wheelchair users need a ramp."),
    ],
)
def test_terms_of_law_and_fixed_ones_pass(word: str, text: str) -> None:
    book = book_for("patron", word, concept="patron")

    assert {found.verdict.judgement for found in hits(text, book=book)} == {"pass"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Client shall pay within thirty days.", id="a party that shall"),
        pytest.param(
            "The parties sign this agreement. Liability towards the Client ends when the invoice is paid.",
            id="in a contract",
        ),
        pytest.param("# How we find new Clients", id="a capital in a heading"),
        pytest.param("We love our Clients and their projects.", id="ours, with a capital"),
        pytest.param("See [our clients](x.md) for their stories.", id="the text of a link"),
        pytest.param("**Clients** pay us by the hour.", id="emphasis that begins a sentence"),
        pytest.param("> Our client asked for a quote.", id="a quoted line is no menu path"),
    ],
)
def test_a_capital_alone_makes_no_name(text: str) -> None:
    assert [found.verdict.judgement for found in hits(text)] == ["flag"]


@pytest.mark.parametrize(
    ("text", "judgement"),
    [
        pytest.param("The customer experience matters.", "pass", id="a compound takes the singular"),
        pytest.param("Customers experience delays.", "flag", id="after a plural it is a verb"),
        pytest.param(
            "Tell the customer.\n\n- Portal addresses", "flag", id="another paragraph is not beside it"
        ),
        pytest.param("Tell the customer\n- Service starts", "flag", id="nor is another item of a list"),
    ],
)
def test_a_compound_is_one_only_where_it_can_be(text: str, judgement: str) -> None:
    found = hits(text, book=book_for("client", "customer", concept="client"))

    assert [f.verdict.judgement for f in found] == [judgement]


@pytest.mark.parametrize(
    ("beside", "judgement"),
    [
        ("Our clients pay us.", "flag"),
        ("The HTTP client sends a request to the server.", "pass"),
        ("Nothing else is said.", "review"),
    ],
)
def test_an_unclear_hit_goes_with_the_clear_ones_beside_it(beside: str, judgement: str) -> None:
    assert hits(f"{beside} It is there for the client.")[-1].verdict.judgement == judgement


def test_a_quotation_passes_when_asked() -> None:
    text = "He said “our clients pay” and left."

    assert hits(text)[0].verdict.judgement == "flag"
    assert hits(text, book=book_for("customer", "client", quotes=False))[0].verdict.sense == "quotation"


DOCUMENTS = Path(__file__).parents[2] / "benchmarks" / "documents" / "en"


def test_whole_documents_are_judged_as_their_readers_did() -> None:
    """Every word in them is labelled: F is to be flagged, U cannot be told, the others are to be left alone."""
    rows = (line.split("\t") for line in (DOCUMENTS / "labels.tsv").read_text(encoding="utf-8").splitlines())
    labels = {(name, int(line), int(column)): label for name, line, column, _, label in rows}
    book = Rulebook(forms_of_termbase(DATA), DATA)
    right = wrong = missed = 0
    for path in sorted((DOCUMENTS / "files").iterdir()):
        for found in findings(path.read_text(encoding="utf-8"), MARKDOWN, path.name, book):
            label = labels.get((path.name, found.line, found.column), "U")
            flagged = found.verdict.judgement == "flag"
            right += flagged and label == "F"
            wrong += flagged and label in "SX"
            missed += not flagged and label == "F"

    assert right / (right + wrong) >= 0.97
    assert right / (right + missed) >= 0.97
