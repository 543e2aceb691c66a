"""AsciiDoc: what is prose in it, and that a fix leaves its structure as it was; Asciidoctor is the oracle."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import pytest
from support.checking import hits
from support.markup import ShownText, as_before, fixed, parts, read

from relcli.check.fix.edits import Edit, apply_edits
from relcli.check.prose.kinds import ASCIIDOC

READ = {
    "a paragraph": ("Our clients pay.", 1),
    "lists": ("* Our clients pay.\n  Our clients call.\n** Our clients pay.\n\n. Our clients pay.", 4),
    "a list of definitions": ("term:: Our clients pay.\nother::\n  Our clients call.", 2),
    "an admonition": ("NOTE: Our clients pay.\n\n[TIP]\n====\nOur clients pay.\n====", 2),
    "a quotation": ("[quote, Our clients]\n____\nOur clients pay.\n____", 1),
    "a sidebar": ("****\nOur clients pay.\n****", 1),
    "a table": ('[cols="1,2"]\n|===\n|Our clients pay |Our clients call\n\n  a|Our clients pay.\n2+|\nOur clients pay.\n|===', 4),
    "behind a table that holds half of a listing": ("|===\n|a\n\n----\nclients\n|===\n\nOur clients pay.\n\n----\nclients\n----", 1),
    "the title of a block": (".Our clients pay.\n----\nour clients\n----", 1),
    "below a title with a line": ("Our clients\n-----------\n\nOur clients pay.", 2),
    "the text of links": ("See <<clients,our clients>>, link:clients.html[our clients], xref:clients.adoc#clients[our clients], https://a.b/clients[our clients].", 4),
    "a note": ("Text.footnote:[Our clients pay.] Our clients call.", 2),
    "emphasis": ("*Our clients* pay, _our clients_ call, #our clients#, [.lead]#our clients# pay.", 4),
    "inside a condition": ("ifdef::clients[]\nOur clients pay.\nendif::[]", 1),
    "after code in a list": ("* Our clients pay.\n+\n----\nour clients\n----\n* Our clients pay.", 2),
    "the title of the document, not its authors": ("= Our clients\nClients Clients <a@clients.b>\n:clients: clients\n\nOur clients pay.", 2),
    "after front matter": ("---\ntitle: clients\n---\n\nOur clients pay.", 1),
    "with other ends of lines": ("----\r\nour clients\r\n----\r\n\r\nOur clients pay.\r\n", 1),
}  # fmt: skip

NOT_READ = {
    "an attribute": ":clients: our clients\n:other: our clients \\\n  our clients\n:!clients:",
    "what stands for an attribute": "Say {clients} and {set:clients:our clients}.",
    "a listing": "----\nour clients\n\nour clients\n----",
    "a longer listing": "------\nour clients\n----\nour clients\n------",
    "a literal": "....\nour clients\n....",
    "what is passed through": "++++\nour clients\n++++",
    "a fence": "```ruby\nour clients\n```",
    "comments": "// our clients\n\n////\nour clients\n////",
    "a paragraph of code": "[source,ruby]\n.Title\nour clients\nour clients",
    "the short form of it": "[,ruby]\n----\nour clients\n----",
    "code in an open block": "[source%linenums,ruby]\n--\nour clients\n\nour clients\n--",
    "a diagram": "[plantuml, clients, svg]\n--\nour clients\n--",
    "an indented paragraph": "  our clients\nour clients",
    "an indented paragraph in a list": "* Text.\n\n  our clients",
    "formulas": "[stem]\n++++\nour clients\n++++\n\nstem:[clients] latexmath:[clients]",
    "macros of blocks": "include::clients.adoc[]\n\nimage::clients.png[Our clients]\n\nifdef::clients[our clients]",
    "what is typed": "`our clients`, ``our clients``, +our clients+, +++our clients+++, pass:[our clients]",
    "what is on a screen": "kbd:[clients] btn:[Our clients] menu:Our[clients] image:clients.png[Our clients]",
    "places": "[[clients]]\n[#our-clients.clients]\nText <<clients>> <<clients#>> [[clients,our clients]] and anchor:clients[] xref:clients[].",
    "entries of an index": "(((our clients, clients)))Text.",
}  # fmt: skip


@pytest.mark.parametrize(("text", "count"), READ.values(), ids=READ)
def test_asciidoc_is_read_where_it_is_prose(text: str, count: int) -> None:
    assert [found.verdict.judgement for found in hits(text, ASCIIDOC)] == ["flag"] * count


@pytest.mark.parametrize("text", NOT_READ.values(), ids=NOT_READ)
def test_the_structure_of_asciidoc_is_never_read(text: str) -> None:
    around = f"Our clients pay.\n\n{text}\n\nOur clients call.\n"

    assert read(f"{text}\n", ASCIIDOC) == []
    assert read(around, ASCIIDOC) == ["Our clients pay.", "Our clients call."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("== Our clients\n", ["heading"]),
        ("## Our clients\n", ["heading"]),
        ("Our clients\n-----------\n", ["heading"]),
        ("Our clients\n------------\n", ["heading"]),
        ("[#id]\nOur clients\n~~~~~~~~~~~\n", ["heading"]),
        ("Our clients\n----\nour clients\n----\n", ["text"]),
        ("See <<Our clients>> and <<id,our clients>>.\n", ["key", "text"]),
        ("== See <<Our clients>> and <<id,our clients>>\n", ["key", "heading"]),
        ("|===\n|Our clients pay.\n|===\n", ["text"]),
    ],
)
def test_the_parts_of_asciidoc(text: str, expected: list[str]) -> None:
    assert parts(text, ASCIIDOC) == expected


FOLLOWED = {
    "the line below": ("Our clients\n-----------\n", "Our customers\n-------------\n"),
    "a line that was one too long": ("Our clients\n------------\n", "Our customers\n-------------\n"),
    "no reference by another name": ("[#id]\n== Our clients\n\nSee <<id>>: our clients.\n", "[#id]\n== Our customers\n\nSee <<id>>: our customers.\n"),
    "nothing, if its place is gone to": ("== Our clients\n\nSee <<_our_clients>>: our clients.\n", "== Our clients\n\nSee <<_our_clients>>: our customers.\n"),
    "nothing, if its place is gone to as Antora has it": ("== Our clients\n\nSee xref:#our-clients[our clients].\n", "== Our clients\n\nSee xref:#our-clients[our customers].\n"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), FOLLOWED.values(), ids=FOLLOWED)
def test_what_hangs_on_a_heading_follows_it(before: str, after: str) -> None:
    assert fixed(before, ASCIIDOC) == after


CONVERT = """
const asciidoctor = require('@asciidoctor/core')();
const log = asciidoctor.MemoryLogger.create();
asciidoctor.LoggerManager.setLogger(log);
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const options = {safe: 'secure', standalone: true, attributes: {experimental: '', nofooter: ''}};
const pages = texts.map(text => asciidoctor.convert(text, options));
process.stdout.write(JSON.stringify([pages, log.getMessages().map(message => message.getText())]));
"""


def asciidoctor(npm: Path, texts: list[str]) -> tuple[list[str], list[str]]:
    """The pages that Asciidoctor makes, and what it says of them."""
    done = subprocess.run(
        ["node", "-e", CONVERT], cwd=npm, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    pages, said = json.loads(done.stdout)
    return pages, said


LINES = [
    "Our clients pay.", "`our clients`", "<<clients,our clients>>", "<<Our clients>>", "{clients}", "*our clients*", "link:clients[our clients]", "+our clients+",
    "https://a.b/clients[our clients]", "kbd:[clients]", "xref:clients#clients[our clients]", "https://a.b/clients", "<<_our_clients>>", "footnote:[Our clients pay.]",
    "pass:[our clients]", "a ` clients", "C++ clients",
]  # fmt: skip
BLOCKS = [
    "{}", "* {}\n* our clients", "* {}\n\n  clients", "term:: {}", "our clients::\n  {}", "NOTE: {}", "|===\n|{} |clients\n\n|our clients\n|{}\n|===", ".{}\n----\nclients\n----",
    "== Our clients", "Clients\n-------", "Our clients\n-----------", "=== {}", "[source]\nclients\n{}", "  clients\n{}", "// clients", "////\n\nclients\n////", ":clients: {}",
    "....\n{}\n....", "====\n{}\n\n  clients\n====", "[[clients]]\n{}", "[quote, clients]\n{}", "--\n{}\n--", "[listing]\n--\n{}\n--", "```\n{}\n```", "* a\n+\n{}\n+\n----\n{}\n----",
    "[verse]\n{}\n{}", ". {}\n.. our clients\n  clients", "++++\n{}\n++++", "[clients]\n{}", "* * *", "'''", "____\n{}\n____", "image::clients.png[our clients]",
]  # fmt: skip


def texts() -> list[str]:
    """Many texts, the same ones each time."""
    chance = random.Random(1)

    def block() -> str:
        lines = (" and ".join(chance.choices(LINES, k=chance.randint(1, 2))) for _ in range(2))
        return (
            chance.choice(BLOCKS).replace("{}", "%s").replace("%s", next(lines), 1).replace("%s", next(lines))
        )

    return ["\n\n".join(block() for _ in range(chance.randint(1, 6))) + "\n" for _ in range(400)]


def test_what_is_read_is_text_for_asciidoctor(npm: Path) -> None:
    marked, counts = [], []
    for text in texts():
        found = [hit for hit in hits(text, ASCIIDOC) if hit.part != "key"]
        marked.append(apply_edits(text, [Edit(hit.start, hit.match, "zyxwzyx") for hit in found]))
        counts.append(len(found))
    pages, _ = asciidoctor(npm, marked)
    shown = [ShownText(page.partition("<body")[2]).shown.count("zyxwzyx") for page in pages]

    assert [text for text, count, seen in zip(marked, counts, shown, strict=True) if seen < count] == []
    assert sum(counts) > 800


def test_a_fix_leaves_the_pages_of_asciidoctor_as_they_were(npm: Path) -> None:
    before, said = asciidoctor(npm, texts())
    after, said_then = asciidoctor(npm, [fixed(text, ASCIIDOC) for text in texts()])

    assert [
        text
        for text, then, page in zip(texts(), after, before, strict=True)
        if as_before(then) != as_before(page)
    ] == []
    assert len(said_then) == len(said)
