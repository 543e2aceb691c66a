"""Which edits are safe, which are made only when they are asked for, and which not at all."""

from __future__ import annotations

import pytest
from support.checking import CLIENT, book_for, mended

from relcli.check.files import SourceFile
from relcli.check.fix.anchors import Renamed
from relcli.check.fix.edits import Edit, apply_edits
from relcli.check.fix.plan import renamed_headings
from relcli.check.fix.underlines import underlines
from relcli.check.rulebook import Rulebook
from relcli.check.run import check_text

BUYER = book_for("customer", "client", "buyer")
QUOTED = book_for('"user"', "client")
PROBATION = book_for("person on probation", "client")
MEMBER = book_for("member", "client")
OWN = book_for("Zed", "client")


def planned(text: str, kind: str, book: Rulebook, *, unsafe: bool) -> str:
    """The text after one round of its plan."""
    plan = check_text(SourceFile("x", kind, text), book).plan(book)
    return apply_edits(text, plan.keep(unsafe=unsafe).edits)


TABLE = "+--------+\n| client |\n+--------+\n"
PAYERS = "+-----------------+\n| Our clients pay |\n+-----------------+\n"


@pytest.mark.parametrize(
    ("text", "kind", "book", "safely", "asked"),
    [
        # ---- where it stands
        pytest.param(f"Our clients pay.\n\n{TABLE}", "rst", CLIENT, f"Our customers pay.\n\n{TABLE}", f"Our customers pay.\n\n{TABLE}", id="a table hangs on its width"),
        pytest.param(PAYERS, "rst", MEMBER, PAYERS, PAYERS.replace("client", "member"), id="a word of the same length fits"),
        pytest.param("<button>Our clients</button>", "html", CLIENT, "<button>Our clients</button>", "<button>Our customers</button>", id="a label"),
        pytest.param('{"pay": "Our clients pay us every month."}', "json", QUOTED, '{"pay": "Our \\"user\\"s pay us every month."}', '{"pay": "Our \\"user\\"s pay us every month."}', id="as its format writes it"),
        # ---- terms and names
        pytest.param(
            "“Client” means whoever signs. The Client shall pay. We call our buyers when they pay us.", "markdown", BUYER,
            "“Client” means whoever signs. The Client shall pay. We call our customers when they pay us.", "“Customer” means whoever signs. The Customer shall pay. We call our customers when they pay us.",
            id="another word than the defined one",
        ),
        pytest.param("Our buyers pay.", "markdown", BUYER, "Our buyers pay.", "Our buyers pay.", id="what a person has to look at is defined nowhere"),
        pytest.param(
            "The Client shall pay. The Client's data are kept. Invoices are sent to the Client. Our client pays us every month.", "markdown", CLIENT,
            "The Client shall pay. The Client's data are kept. Invoices are sent to the Client. Our customer pays us every month.", "The Customer shall pay. The Client's data are kept. Invoices are sent to the Client. Our customer pays us every month.",
            id="a small letter beside a name",
        ),
        # ---- what a sentence sets apart
        pytest.param("Our clients pay. A customer buys.", "markdown", CLIENT, "Our customers pay. A customer buys.", "Our customers pay. A customer buys.", id="the right word in the next sentence"),
        pytest.param("A customer buys. Our clients pay.", "markdown", CLIENT, "A customer buys. Our customers pay.", "A customer buys. Our customers pay.", id="the right word in the sentence before"),
        pytest.param("Our clients differ from a customer.", "markdown", CLIENT, "Our clients differ from a customer.", "Our customers differ from a customer.", id="the right word in the same sentence"),
        pytest.param(
            "Our clients differ from a customer. Two customers buy.", "markdown", CLIENT,
            "Our clients differ from a customer. Two customers buy.", "Our customers differ from a customer. Two customers buy.",
            id="one of two forms in the same sentence",
        ),
        pytest.param("Our clients differ from a CUSTOMER.", "markdown", CLIENT, "Our clients differ from a CUSTOMER.", "Our customers differ from a CUSTOMER.", id="the right word in capitals"),
        pytest.param("Our clients differ from a Zed.", "markdown", OWN, "Our clients differ from a Zed.", "Our Zeds differ from a Zed.", id="a right word with a capital"),
        # ---- headings
        pytest.param("# Our clients\n\n[x](#our-clients)\n", "markdown", CLIENT, "# Our clients\n\n[x](#our-clients)\n", "# Our customers\n\n[x](#our-clients)\n", id="a heading that is linked to"),
        pytest.param("# Our clients\n\n[x](#OurClients)\n", "markdown", CLIENT, "# Our clients\n\n[x](#OurClients)\n", "# Our clients\n\n[x](#OurClients)\n", id="a link that cannot follow"),
        pytest.param("# Ours\n\n# Our clients\n\n[x](#our-customers)\n", "markdown", CLIENT, "# Ours\n\n# Our clients\n\n[x](#our-customers)\n", "# Ours\n\n# Our clients\n\n[x](#our-customers)\n", id="its new name is taken"),
        pytest.param("[x](#our-customers-pay)\n\n# Our clients pay", "markdown", CLIENT, "[x](#our-customers-pay)\n\n# Our clients pay", "[x](#our-customers-pay)\n\n# Our clients pay", id="its new name is taken and it ends the text"),
        # ---- what changes together
        pytest.param('{"pay_one": "A client pays us.", "pay_other": "Our client-facing staff pays us."}', "json", PROBATION, '{"pay_one": "A client pays us.", "pay_other": "Our client-facing staff pays us."}', '{"pay_one": "A client pays us.", "pay_other": "Our client-facing staff pays us."}', id="one form of a message that cannot change"),
        pytest.param('{"pay_one": "A client pays us.", "pay_other": "Our clients are no customers."}', "json", CLIENT, '{"pay_one": "A client pays us.", "pay_other": "Our clients are no customers."}', '{"pay_one": "A customer pays us.", "pay_other": "Our customers are no customers."}', id="one form of a message that is not safe"),
        pytest.param('msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Our clients pay us every month."\nmsgstr "Our clients pay us every month."\n', "po", CLIENT, 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Our clients pay us every month."\nmsgstr "Our customers pay us every month."\n', 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Our clients pay us every month."\nmsgstr "Our customers pay us every month."\n', id="the key of a message stays"),
        pytest.param("See [Our clients](#our-clients) now.", "markdown", CLIENT, "See [Our clients](#our-clients) now.", "See [Our customers](#our-clients) now.", id="a link that names a heading"),
        pytest.param("See [Our clients](#OurClients) now.", "markdown", CLIENT, "See [Our clients](#OurClients) now.", "See [Our clients](#OurClients) now.", id="a link that names one and cannot follow"),
    ],
)  # fmt: skip
def test_a_plan_is_as_safe_as_the_place_of_its_edits(
    text: str, kind: str, book: Rulebook, safely: str, asked: str
) -> None:
    assert planned(text, kind, book, unsafe=False) == safely
    assert planned(text, kind, book, unsafe=True) == asked


def test_a_heading_that_changes_is_told_with_its_new_words() -> None:
    text = "# Ours\n\n## What our clients pay our clients ##\n\nOur clients pay.\n"
    plan = check_text(SourceFile("x", "markdown", text), CLIENT).plan(CLIENT)

    assert [*renamed_headings("x", text, plan)] == [
        Renamed("x", "What our clients pay our clients", "What our customers pay our customers")
    ]
    assert not [*renamed_headings("x", text, plan.only(lambda found, _: found.line > 3))]


def test_a_heading_with_its_own_anchor_is_not_told() -> None:
    text = "# Our clients {#ours}\n"
    plan = check_text(SourceFile("x", "markdown", text), CLIENT).plan(CLIENT)

    assert plan.edits
    assert not [*renamed_headings("x", text, plan)]


USER = book_for("user", "client")


@pytest.mark.parametrize(
    ("kind", "book", "before", "after"),
    [
        pytest.param("rst", CLIENT, "Our clients\n===========\n", "Our customers\n=============\n", id="as long as its title"),
        pytest.param("rst", CLIENT, "Ａ: our clients pay\n===================\n", "Ａ: our customers pay\n=====================\n", id="a letter that is written wide"),
        pytest.param("rst", CLIENT, "Cafe\u0301: our clients pay\n=====================\n", "Cafe\u0301: our customers pay\n=======================\n", id="an accent of its own"),
        pytest.param("rst", USER, "Our clients\n============\n", "Our users\n============\n", id="a longer one may stay"),
        pytest.param("asciidoc", USER, "Our clients\n------------\n", "Our users\n---------\n", id="in AsciiDoc it may not"),
    ],
)  # fmt: skip
def test_the_line_under_a_title_changes_with_it(kind: str, book: Rulebook, before: str, after: str) -> None:
    assert mended(before, book, kind) == after


@pytest.mark.parametrize("safe", [True, False])
def test_the_line_under_a_title_is_as_safe_as_all_that_changes_in_it(safe: bool) -> None:
    text = "Our clients and clients\n=======================\n"
    edits = [Edit(4, "clients", "customers"), Edit(16, "clients", "customers", safe=safe)]

    assert [*underlines(text, "rst", edits)] == [Edit(24, "=" * 23, "=" * 27, safe)]
