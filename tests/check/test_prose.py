"""What of a file is prose, by format; a parser of Markdown is the oracle, and no input makes it slow."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.checking import CLIENT, hits
from support.process import Run
from support.search import examples

from relcli.check.files import SourceFile
from relcli.check.run import check_text

INLINE = st.sampled_from(
    ["our clients", "`our clients`", "``a ` clients``", "**our clients**", "_our clients_", "[our clients](/clients)",
     "![our clients](a.png)", "<b>our clients</b>", "<a title='clients'>our clients</a>", "<https://a.b/clients>",
     "a \\` clients", "[our clients][ref]", "~~our clients~~", "&amp; clients", "it costs 3 < 4 clients", "`one",
     "clients`"]
)  # fmt: skip


PARAGRAPH = st.lists(INLINE, min_size=1, max_size=5).map(" and ".join)


BLOCK = st.one_of(
    PARAGRAPH,
    PARAGRAPH.map("# {}".format),
    PARAGRAPH.map("> {}".format),
    PARAGRAPH.map("- {}\n- our clients".format),
    PARAGRAPH.map("1. {}\n\n   our clients\n".format),
    st.sampled_from(
        ["```\nour clients\n```", "~~~ py\nour clients\n\n`clients\n~~~", "    our clients\n\n    our clients",
         "````\n```\nclients\n````", "<!-- our clients -->", "<pre>\nour clients\n</pre>",
         "[ref]: https://a.b/clients", "- a\n\n  ```\n  our clients\n  ```", "| a | our clients |\n|---|---|\n| our clients | `clients` |"]
    ),
)  # fmt: skip


def prose_of(text: str) -> int:
    """How often the word stands in what a parser of Markdown takes for text."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    inline = [child for token in parser.parse(text) for child in token.children or ()]
    # The text of a bare address is an address.
    inline = (
        [
            token
            for before, token in pairwise([inline[0], *inline])
            if (before.type, before.info) != ("link_open", "auto")
        ]
        if inline
        else []
    )
    images = [child for token in inline if token.type == "image" for child in token.children or ()]
    return sum(token.content.count("clients") for token in (*inline, *images) if token.type == "text")


@examples(400)
@given(blocks=st.lists(BLOCK, min_size=1, max_size=6))
def test_what_is_prose_is_what_a_parser_says(blocks: list[str]) -> None:
    text = "\n\n".join(blocks) + "\n"

    assert len(hits(text)) == prose_of(text)


def test_what_html_marks_as_on_the_screen_is_no_prose() -> None:
    marked = '<p>Open <span class="guimenu"><strong>Our clients</strong></span>, say our clients.</p>'

    assert [found.column for found in hits(marked, "html")] == [marked.rindex("clients") + 1]


@pytest.mark.parametrize("kind", ["markdown", "rst", "text", "html"])
def test_one_long_line_is_read_as_short_ones_are(kind: str) -> None:
    sentence = "Our clients pay `x` and <b>our clients</b> call us about `a b` things. "
    short = [f for _ in range(600) for f in hits(sentence, kind)]
    long = hits(sentence * 600, kind)

    assert len(long) == len(short) == 1200
    assert [f.verdict.judgement for f in long] == [f.verdict.judgement for f in short]


@pytest.mark.parametrize(
    "text",
    [
        "Set `client` here.", "```\nour clients\n```\n", "para\n\n    our clients\n", "https://x.org/client/a",
        "[x](/our/clients)", "<a href='clients'>x</a>", "Write {client} and %(client)s and ${client}.",
        "client_id and client.id and client() and @client", "<!-- our clients -->", "x\n\n[client]: http://a\n",
        "<pre>our clients</pre>", "myclient clients2",
        "Send client-onboarding-checklist.pdf and our-clients.docx to them.",
    ],
)  # fmt: skip
def test_code_and_addresses_are_not_prose(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "rst",
            "Our clients pay. ``client`` :ref:`client`\n\n.. code-block:: py\n\n   client\n\nOur clients\n",
            2,
        ),
        ("html", "<p class='client'>Our clients pay</p><script>client</script>", 1),
        ("json", '{"clients": "Our clients pay", "a": ["our clients"]}', 2),
        ("po", '# clients\nmsgctxt "clients"\nmsgid "Our clients"\nmsgstr "Our clients"\n', 2),
        ("text", "Our clients pay.", 1),
    ],
)
def test_each_format_has_its_own_prose(kind: str, text: str, expected: int) -> None:
    assert len(hits(text, kind)) == expected


def test_each_side_of_a_po_file_is_read_in_its_language(house: Path, run: Run) -> None:
    po = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\nmsgid "Our clients pay"\nmsgstr "Nos clients paient"\n'
    (house / "fr.po").write_text(po, encoding="utf-8")
    found = json.loads(run("check", "--json", "fr.po", cwd=house).stdout)["findings"]

    assert [(f["line"], f["column"], f["match"], f["fix"]) for f in found] == [(5, 12, "clients", None)]


@pytest.mark.parametrize(
    "unit",
    ["our clients ", "`client", "<!-- client ", "```\nclient", "[client](", "<client ", "{client", '"client', "client-", "client\n\n    ", "::\nclient\n", "a/client/", "<pre client ", "relcli: ignore client "],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["markdown", "rst", "html", "json", "po"])
def test_time_grows_with_the_length_only(unit: str, kind: str) -> None:
    def seconds(times: int) -> float:
        source = SourceFile("x", kind, unit * times)
        started = time.process_time()
        check_text(source, CLIENT)
        return time.process_time() - started

    seconds(10)
    # Eight times the length: linear is 8, quadratic 64; the best of three, in which nothing was cleaned up.
    assert min(seconds(2400) for _ in range(3)) < 24 * (seconds(300) + 0.006)
