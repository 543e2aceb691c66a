"""What the tests of the checker share: a house against which a text is checked, in this process."""

from __future__ import annotations

import subprocess
from pathlib import Path

from hypothesis import strategies as st

from relcli.check.files import SourceFile
from relcli.check.find import Finding, findings
from relcli.check.rulebook import Rulebook, forms_of_house
from relcli.check.run import check_text, mend
from support.houses import own_house, role, texts
from support.shipped import DATA

CUSTOMER = """\
format_version = 1
data = "2026-11-21"
[answers]
[roles.payer]
concept = "customer"
verdict = "clear"
reason = "A customer buys. (shopify-ro, “Section”)"
[roles.payer.en]
preferred = "customer"
admitted = ["potential client"]
deprecated = ["client"]
[roles.payer.fr]
preferred = "consommateur"
admitted = []
deprecated = ["utilisateur"]
[roles.payer.ro]
preferred = "consumator"
admitted = []
deprecated = ["utilizator"]
"""


def book_for(
    right: str, *wrong: str, language: str = "en", concept: str = "customer", quotes: bool = True
) -> Rulebook:
    """A house that says ``right`` and not the others, in texts of one language."""
    roles = {"payer": role(right, concept=concept, because="Because.", languages=(language,))}
    house = own_house(roles, dict.fromkeys(wrong, right) if wrong else None)
    table = forms_of_house(house, DATA, texts())
    return Rulebook(table, DATA, quotes=quotes, language=language)


CLIENT = book_for("customer", "client")


def hits(text: str, kind: str = "markdown", *, book: Rulebook = CLIENT) -> list[Finding]:
    return findings(text, kind, "x", book)


def mended(text: str, book: Rulebook = CLIENT, kind: str = "markdown") -> str:
    return mend(check_text(SourceFile("x.md", kind, text), book), book).text


def git(folder: Path, *arguments: str) -> None:
    """Git as nobody in particular, whose own settings do not count."""
    identity = ["-c", "user.name=x", "-c", "user.email=x@x"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


PIECES = ["Our clients pay. ", "a client ", "client-side ", "`client` ", "\n\n", "\r\n", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape"), "the client's ", "<!-- ", "-->", "```\n", "# ", "[client](client) ", "é", "\U0001f600", "A CLIENT ", "{client} "]  # fmt: skip


SOUP = st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), st.text())
"""Any text, and text in which the word stands in all sorts of places."""
