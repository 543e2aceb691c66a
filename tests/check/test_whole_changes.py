"""What changes together or not at all: headings and links, definitions and uses, labels."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.checking import CLIENT, book_for, git, mended
from support.process import CLEAN, Run

from relcli.check.files import SourceFile
from relcli.check.fix.anchors import ANCHORS, links_in
from relcli.check.run import Mending, check_text, mend


def both(text: str, kind: str = "markdown") -> str:
    """With unsafe fixes too."""
    return mend(check_text(SourceFile("x.md", kind, text), CLIENT), CLIENT, how=Mending(unsafe=True)).text


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        pytest.param("# Our clients\n\n[x](#our-clients)\n", True, id="a link to it"),
        pytest.param("# Our clients\n\n[Our clients](a.md)\n", True, id="a link that says it"),
        pytest.param("# The client's rights\n\n[x](b.md#the-clients-rights)\n", True, id="an apostrophe leaves no trace"),
        pytest.param("# Our clients\n\n# Our clients\n\n[x](#our-clients-1)\n", True, id="the second of a name"),
        pytest.param("# Our clients\n\n[x](#our-customers)\n", True, id="the new name is taken"),
        pytest.param("# Our clients {#ours}\n\n[x](#ours)\n", False, id="an anchor of its own"),
        pytest.param("# Our clients\n\n[x](#others)\n", False, id="nothing leads to it"),
        pytest.param("Our clients\n===========\n\n[x](#our-clients)\n", True, id="a line below"),
        pytest.param("# Our [clients](https://a.b)\n\n[x](#our-clients)\n", True, id="a link in it"),
        pytest.param("# Our [clients][a]\n\n[x](#our-clients)\n", True, id="a reference in it"),
        pytest.param("# Our <b>clients</b>\n\n[x](#our-clients)\n", True, id="a tag in it"),
        pytest.param("# Our [clients](https://a.b)\n\n[x](#our-clients-https-a-b)\n", False, id="its address leads nowhere"),
    ],
)  # fmt: skip
def test_a_heading_that_is_looked_up_stays(text: str, stays: bool) -> None:
    first = text.partition("\n")[0]

    assert (mended(text).partition("\n")[0] == first) is stays


def test_when_asked_for_a_heading_changes_with_all_that_leads_to_it(house: Path, run: Run) -> None:
    (house / "docs").mkdir()
    (house / "a.md").write_text("# What our clients pay\n\nOur clients.\n\n[x](#what-our-clients-pay)\n")
    page = "[What our clients pay](../a.md#what-our-clients-pay), [b](../a.html#what-our-clients-pay)\n"
    (house / "docs" / "b.md").write_text(page)
    run("check", "--fix", cwd=house)
    safely = (house / "a.md").read_text(), (house / "docs" / "b.md").read_text()
    run("check", "--fix", "--unsafe-fixes", cwd=house)

    assert safely == ("# What our clients pay\n\nOur customers.\n\n[x](#what-our-clients-pay)\n", page)
    assert (house / "a.md").read_text() == safely[0].replace("our clients", "our customers").replace(
        "our-clients", "our-customers"
    )
    assert (house / "docs" / "b.md").read_text() == page.replace("our clients", "our customers").replace(
        "our-clients", "our-customers"
    )


def test_a_heading_that_not_all_can_follow_stays(house: Path, run: Run) -> None:
    text = "# Our clients\n\n[x](/site/a/#our-clients)\n"
    (house / "a.md").write_text(text)
    run("check", "--fix", "--unsafe-fixes", cwd=house)

    assert (house / "a.md").read_text() == text


def test_links_outside_of_what_is_checked_count(house: Path, run: Run) -> None:
    (house / "a.md").write_text("# Our clients\n")
    (house / "b.md").write_text("[x](a.md#our-clients)\n")
    run("check", "--fix", "a.md", cwd=house)

    assert (house / "a.md").read_text() == "# Our clients\n"


def test_every_anchor_is_known_by_its_name() -> None:
    title = "What our client's “clients” – née Müller – pay: 2.0"
    for anchor in ANCHORS:
        assert links_in([("x.md", f"[x](#{anchor(title)})")]).may_follow(title), anchor


CONTRACT = """\
“Client” means the person who signs. The Client shall pay. A client of the bank is a third party.

The Provider may ask the Client for its papers.
"""


@pytest.mark.parametrize(
    "definition",
    [
        "“Client” means the person who signs.",
        "The person who signs (the “Client”) pays.",
        'Acme, hereinafter referred to as the "Client", pays.',
        "Acme, hereinafter **Client**, pays.",
        "«Client»: whoever signs.",
        "Client: any person who signs.",
        "- **Client**: any person who signs.",
        "| Client | any person who signs |",
        "Client means the person who signs.",
    ],
)
def test_a_defined_term_changes_everywhere_or_nowhere(definition: str) -> None:
    text = f"{definition}\n\nThe Client shall pay. The Client's duties.\n"

    assert mended(text) == text
    assert "Client" not in both(text)
    assert both(text) == text.replace("Client", "Customer")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Mme Martin, ci-après dénommée « le Client », signe.\n\nLe Client s’engage à payer.\n"),
        ("fr", "« Client » : toute personne qui signe.\n\nLe Client s’engage à payer.\n"),
        ("fr", "Client : toute personne qui signe.\n\nLe Client s’engage à payer. Le client paie.\n"),
        (
            "ro",
            "Firma X, numită în cele ce urmează „Clientul”, semnează.\n\nClientul se obligă să plătească.\n",
        ),
        ("ro", "Firma X, în calitate de Client, semnează.\n\nClientul se obligă să plătească.\n"),
        ("ro", "Client – orice persoană care semnează.\n\nClientul se obligă să plătească.\n"),
        ("ro", "Firma X, denumită în continuare „Clientul”, semnează.\n\nClientul se obligă să plătească.\n"),
    ],
)
def test_a_defined_term_in_french_and_romanian(language: str, text: str) -> None:
    word = {"fr": "consommateur", "ro": "consumator"}[language]
    book = book_for(word, "client", language=language)

    assert mended(text, book) == text


@pytest.mark.process
def test_a_patch_can_be_applied(house: Path, program: Mapping[str, str]) -> None:
    git(house, "init")
    (house / "docs").mkdir()
    pages = {
        "a.md": "Our clients pay.\r\n\r\nOur clients.\r\n", "docs/b c.md": "Our clients pay", "é.md": "Our clients\tpay.\n", "t\tx.md": "Our clients pay.\n", 'd "é".md': "Our clients pay.\n",
    }  # fmt: skip
    for name, text in pages.items():
        (house / name).write_bytes(text.encode())
    (house / "latin.md").write_bytes(b"Our clients pay in caf\xe9s.\n")
    command = [sys.executable, "-P", "-m", "relcli", "check", "--diff"]
    told = subprocess.run(command, cwd=house, env={**CLEAN, **program}, capture_output=True, check=False)
    subprocess.run(["git", "apply", "-"], input=told.stdout, cwd=house, check=True)

    assert (house / "latin.md").read_bytes() == b"Our customers pay in caf\xe9s.\n"
    for name, text in pages.items():
        assert (house / name).read_bytes().decode() == text.replace("client", "customer")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Do not write client.", id="spoken of"),
        pytest.param("Prefer customer over client.", id="one over the other"),
        pytest.param("A client who pays differs from a customer who buys.", id="told apart"),
        pytest.param("We bill on a client-by-client basis.", id="said twice in one word"),
        pytest.param(
            "Acme (hereinafter the Client) pays us. The Client shall pay.", id="defined without marks"
        ),
    ],
)
def test_what_is_said_of_the_words_stays_true(text: str) -> None:
    assert mended(text) == text


def test_a_program_in_a_plain_text_stays() -> None:
    text = "Our clients pay:\n\n    client = our_client()   # our client pays\n    $ pay our client\n"

    assert mended(text, kind="text") == text.replace("clients", "customers")


def test_asked_for_alone_unsafe_fixes_are_written_with_the_safe_ones(house: Path, run: Run) -> None:
    (house / "a.md").write_text("# Our clients\n\nOur clients pay. See [x](#our-clients).\n")
    run("check", "--unsafe-fixes", cwd=house)

    assert (house / "a.md").read_text() == "# Our customers\n\nOur customers pay. See [x](#our-customers).\n"


def test_a_name_with_a_capital_in_one_place_is_prose_in_none() -> None:
    text = "The Client shall pay. The Client's data are kept. Invoices are sent to the Client.\n"

    assert mended(text) == text


def test_what_a_baseline_knows_is_not_mended(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Our clients pay.\n\nA client signs.\n")
    run("check", "--baseline", "known.json", cwd=house)
    (house / "a.md").write_text("Our clients pay.\n\nA client signs.\n\nYour clients, our clients.\n")
    run("check", "--baseline", "known.json", "--fix", cwd=house)

    assert (house / "a.md").read_text().startswith("Our clients pay.\n\nA client signs.\n\n")
    assert "our customers" in (house / "a.md").read_text()


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="no such names")
def test_a_change_is_seen_whatever_its_file_is_called(house: Path, run: Run) -> None:
    names = ["t\tx.md", 'd "é".md', "back\\slash.md"]
    git(house, "init")
    for name in names:
        (house / name).write_text("Ours.\n", encoding="utf-8")
    git(house, "add", ".")
    git(house, "commit", "-m", "x")
    for name in names:
        (house / name).write_text("Our clients pay.\n", encoding="utf-8")
    told = run("check", "--changed-since", "HEAD", "--json", cwd=house)

    assert {found["path"] for found in json.loads(told.stdout)["findings"]} == set(names)


def test_a_long_line_is_not_shown_whole_for_each_change(house: Path, run: Run) -> None:
    (house / "locales").mkdir()
    table = {f"k{number}": "Clients" for number in range(300)}
    (house / "locales" / "en.json").write_text(json.dumps(table))
    told = run("check", "--diff", cwd=house).stdout

    assert told.count("# +") == 300
    assert len(told) < 300_000


def test_a_baseline_that_is_none_is_wrong_usage(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Our clients pay.\n")
    (house / "deep.json").write_text("[" * 100_000)

    assert run("check", "--baseline", "deep.json", "a.md", cwd=house).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_baseline_that_is_a_link_to_nothing_cannot_be_read(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Our clients pay.\n")
    (house / "known.json").symlink_to("nowhere")
    told = run("check", "--baseline", "known.json", "a.md", cwd=house)

    assert (told.returncode, "known.json cannot be read" in told.stderr) == (2, True)
