"""What a word means, where it stands: on labelled sentences, and cue by cue."""

from __future__ import annotations

import pytest
from support import labelled
from support.checking import book_for, hits
from support.shipped import DATA


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
