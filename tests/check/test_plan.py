"""Which edits are safe, which are made only when they are asked for, and which not at all."""

from __future__ import annotations

import pytest
from support.checking import CLIENT, book_for

from relcli.check.files import SourceFile
from relcli.check.fix.edits import apply_edits
from relcli.check.rulebook import Rulebook
from relcli.check.run import check_text

BUYER = book_for("customer", "client", "buyer")
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
        # ---- terms and names
        pytest.param(
            "“Client” means whoever signs. The Client shall pay. We call our buyers when they pay us.", "markdown", BUYER,
            "“Client” means whoever signs. The Client shall pay. We call our customers when they pay us.", "“Customer” means whoever signs. The Customer shall pay. We call our customers when they pay us.",
            id="another word than the defined one",
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
