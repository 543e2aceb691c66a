"""What leads to a heading, in which markup, and what changes with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from relcli.check.fix.anchors import (
    ANCHORS,
    LONGEST_HEADING,
    Renamed,
    edits_after,
    heading_at,
    heading_named_at,
    links_in,
    target,
)
from relcli.check.fix.edits import apply_edits

HERE = os.path.realpath("a.md")


@pytest.mark.parametrize(
    ("title", "anchors"),
    [
        ("Our Clients", ["our-clients", "our-clients", "our-clients", "_our_clients"]),
        (" Our clients’ bills ", ["our-clients-bills", "our-clients-bills", "our-clients-bills", "_our_clients_bills"]),
        ("Fees – 2.0", ["fees--20", "fees-20", "fees-2-0", "_fees_2_0"]),
        ("Née: snake_case", ["née-snake_case", "nee-snake_case", "nee-snake-case", "_née_snake_case"]),
        ("What is it? (a note)", ["what-is-it-a-note", "what-is-it-a-note", "what-is-it-a-note", "_what_is_it_a_note"]),
        ("Tab\tand 日本", ["taband-日本", "tab-and", "tab-and", "_taband_日本"]),
    ],
)  # fmt: skip
def test_each_tool_has_its_own_anchor(title: str, anchors: list[str]) -> None:
    assert [make(title) for make in ANCHORS] == anchors


@pytest.mark.parametrize(
    ("line", "title"),
    [
        pytest.param("## Our clients ##", "Our clients", id="marks on both sides"),
        pytest.param("== Our clients", "Our clients", id="marks of AsciiDoc"),
        pytest.param("> # Our clients", "Our clients", id="in a quotation"),
        pytest.param("# C# for clients", "C# for clients", id="a mark inside"),
        pytest.param("# Our clients\r", "Our clients", id="a line end of Windows"),
        pytest.param("# Our [clients](a.md)", "Our clients", id="a link"),
        pytest.param("# Our ![clients][a]", "Our clients", id="a picture by reference"),
        pytest.param("== Our link:a.html[clients]", "Our clients", id="a link of AsciiDoc"),
        pytest.param("== Our https://a.b[clients]", "Our clients", id="an address of AsciiDoc"),
        pytest.param("== Our <<a,clients>>", "Our clients", id="a reference of AsciiDoc"),
        pytest.param("Our `clients <a>`_", "Our clients", id="a link of reStructuredText"),
        pytest.param("Our :ref:`clients <a>`", "Our clients", id="a role of reStructuredText"),
        pytest.param("# Our <b>clients</b>", "Our clients", id="a tag"),
        pytest.param("# Our [](a.md)clients", "Our clients", id="a link without words"),
        pytest.param("# Our clients {#ours}", None, id="its own anchor"),
        pytest.param("# Our clients {#ours} ", None, id="its own anchor and a blank"),
        pytest.param("# {#ours} for clients", "{#ours} for clients", id="an anchor that does not end it"),
        pytest.param('# <a name="ours"></a>Our clients', None, id="its own anchor in HTML"),
        pytest.param('# <a href="ours">Our clients</a>', "Our clients", id="a link in HTML"),
        pytest.param("== Our clients [[ours]]", None, id="its own anchor in AsciiDoc"),
        pytest.param("== [[ours]] for clients", "[[ours]] for clients", id="a wiki link that does not end it"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "Before.\n{}\nBehind {{#x}}\n"], ids=["alone", "among lines"])
def test_a_heading_is_what_its_links_show(line: str, title: str | None, around: str) -> None:
    text = around.format(line)

    assert heading_at(text, text.index("lients")) == title


def test_of_a_huge_heading_the_beginning_is_read() -> None:
    assert heading_at("# " + "x" * 5000, 2) == "x" * (LONGEST_HEADING - 2)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[x](#our-clients)", id="a fragment"),
        pytest.param("[x](#our-clients-1)", id="the second of the name"),
        pytest.param("[x](#our-clients_1)", id="the second of the name, with a line"),
        pytest.param("[x](b.md#Our%20Clients)", id="an escaped fragment"),
        pytest.param("[Our clients](b.md)", id="a link"),
        pytest.param("[Our clients][b]", id="a reference"),
        pytest.param("[Our clients]_", id="a citation"),
        pytest.param("[[Our clients]]", id="a wiki"),
        pytest.param("[[Home#Our clients|x]]", id="a section in a wiki"),
        pytest.param('<a class="b">Our clients</a>', id="HTML"),
        pytest.param("`Our clients`_", id="reStructuredText"),
        pytest.param("`Our clients <b>`__", id="reStructuredText with an address"),
        pytest.param(":ref:`Our clients`", id="Sphinx"),
        pytest.param(":ref:`x <Our clients>`", id="Sphinx with other words"),
        pytest.param(":ref:`x <docs/b:Our clients>`", id="Sphinx in a document"),
        pytest.param("<<Our clients>>", id="AsciiDoc"),
        pytest.param("<<b,Our clients>>", id="AsciiDoc with other words"),
        pytest.param("xref:b.adoc[Our clients]", id="AsciiDoc in a document"),
        pytest.param("link:b.html[Our clients]", id="AsciiDoc to a page"),
    ],
)
def test_what_leads_to_a_heading_is_known(text: str) -> None:
    assert links_in([("a.md", text)]).looks_up("Our clients")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[Our clients]", id="brackets alone"),
        pytest.param("Our `Our clients` pay", id="code"),
        pytest.param("<abbr>Our clients</abbr>", id="a tag that begins alike"),
        pytest.param("<a>Our clients</b>", id="another tag ends it"),
        pytest.param("<Our clients>>", id="one angle"),
        pytest.param("myxref:b[Our clients]", id="a longer word"),
        pytest.param("[x](#our-clients-1a)", id="no number ends it"),
        pytest.param("[x](#our-2-clients)", id="a number in the middle"),
        pytest.param("preferred:`Our clients`", id="no role"),
    ],
)
def test_what_leads_elsewhere_is_none_of_it(text: str) -> None:
    assert not links_in([("a.md", text)]).looks_up("Our clients")


def test_a_word_with_a_line_behind_is_a_reference_in_restructuredtext_alone() -> None:
    text = "See clients_ and `clients_`."

    assert links_in([("a.rst", text)]).titles == {"clients": {"clients"}}
    assert not links_in([("a.md", text)]).titles
    assert not links_in([("a.rst", "See our_clients_x and `clients_`, _clients_.")]).titles


def test_a_number_may_belong_to_the_heading_itself() -> None:
    text = "[x](#our-clients-2)"
    edits = edits_after(HERE, "markdown", text, [Renamed(HERE, "Our clients 2", "Our customers 2")])

    assert links_in([("a.md", text)]).looks_up("Our clients 2")
    assert apply_edits(text, edits) == "[x](#our-customers-2)"


def test_a_page_that_is_there_is_meant_before_what_others_are_made_of(tmp_path: Path) -> None:
    for name in ("b.md", "b.html"):
        (tmp_path / name).touch()

    assert target(f"{tmp_path}/a.md", "b.html") == os.path.realpath(tmp_path / "b.html")
    assert target(f"{tmp_path}/a.md", "b") == os.path.realpath(tmp_path / "b.md")


def test_what_has_no_letters_is_no_name() -> None:
    links = links_in([("a.md", "[--](#--)")])

    assert (links.fragments, links.titles) == ({}, {})


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        pytest.param("[x](#our-clients)", True, id="an anchor of a tool"),
        pytest.param("[x](#_our_clients)", True, id="an anchor of another tool"),
        pytest.param("[x](#OurClients)", False, id="an anchor of no tool"),
        pytest.param("[Our clients](b.md)", True, id="its words"),
        pytest.param("[our clients](b.md)", True, id="its words in small letters"),
        pytest.param("[OUR CLIENTS](b.md)", False, id="its words in capitals"),
        pytest.param("[x](#our-clients) [y](#others) [OTHERS](b.md)", True, id="others do not matter"),
    ],
)
def test_it_is_known_how_a_link_follows(text: str, follows: bool) -> None:
    assert links_in([("a.md", text)]).may_follow("Our clients") is follows


@pytest.mark.parametrize(
    ("path", "text", "follows"),
    [
        pytest.param("a.md", "[x](#our-clients)", True, id="in a file that may change"),
        pytest.param("b.md", "[x](#our-clients)", False, id="in a file that may not"),
        pytest.param("b.md", "[Our clients](a.md)", False, id="named in a file that may not"),
        pytest.param("a.md", "[Our clients](a.md)", True, id="named in a file that may"),
        pytest.param("a.md", "[x](a.md#our-clients)", True, id="to a file that may change"),
        pytest.param("a.md", "[x](b.md#our-clients)", False, id="to a file that may not"),
    ],
)
def test_a_link_may_only_follow_where_its_file_changes(
    path: str, text: str, follows: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        Path(name).touch()
    links = links_in([(path, text)], mended={os.path.realpath("a.md")})

    assert links.may_follow("Our clients") is follows


@pytest.mark.parametrize(
    ("file", "link"),
    [
        ("docs/a.md", ""),
        ("docs/b.md", "b.md"),
        ("docs/b.md", "b"),
        ("docs/b.mdx", "b"),
        ("docs/b.markdown", "b"),
        ("docs/b.rst", "b"),
        ("docs/b.adoc", "b"),
        ("docs/b.html", "b"),
        ("docs/b/index.md", "b"),
        ("docs/b/README.md", "b"),
        ("docs/b/index.html", "b"),
        ("docs/b.md", "b.html"),
        ("docs/b/index.md", "b/"),
        ("docs/b.md", "b/"),
        ("c d.md", "../c%20d.md"),
        (None, "c.md"),
    ],
)
def test_a_link_leads_to_the_file_that_a_page_is_made_of(file: str | None, link: str, tmp_path: Path) -> None:
    for name in ["docs/a.md", *([file] if file else [])]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert target(f"{tmp_path}/docs/a.md", link) == (os.path.realpath(tmp_path / file) if file else None)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[x](#our-clients)", "[x](#our-customers)"),
        ("[x](#_our_clients)", "[x](#_our_customers)"),
        ("[x](#our-clients-1)", "[x](#our-customers-1)"),
        ("[x](#OurClients)", "[x](#OurClients)"),
        ("[x](missing.md#our-clients)", "[x](missing.md#our-clients)"),
        ("[Our clients](b.md)", "[Our customers](b.md)"),
        ("[our clients](b.md)", "[our customers](b.md)"),
        ("[OUR CLIENTS](b.md)", "[OUR CLIENTS](b.md)"),
        ("[My clients](b.md#my-clients)", "[My clients](b.md#my-clients)"),
        (
            "```\n[Our clients](#our-clients)\n```\n[x](#our-clients)",
            "```\n[Our clients](#our-clients)\n```\n[x](#our-customers)",
        ),
    ],
)
def test_links_follow_a_renamed_heading(text: str, after: str) -> None:
    edits = [*edits_after(HERE, "markdown", text, [Renamed(HERE, "Our clients", "Our customers")])]

    assert apply_edits(text, edits) == after
    assert not any(edit.safe for edit in edits)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("[Our clients](a.md#our-clients)", "Our clients"),
        ("[Our clients](#our-clients)", "Our clients"),
        ("[x] [Our clients](#our-clients)", "Our clients"),
        ("[Our clients](#others)", None),
        ("[Our clients](a.md)", None),
        ("Our clients](#our-clients)", None),
        ("[Our clients]\n(#our-clients)", None),
    ],
)
def test_a_link_names_the_heading_that_it_leads_to(text: str, title: str | None) -> None:
    assert heading_named_at(text, text.index("clients")) == title
