"""HTML: what is prose in it, and that a fix leaves its tree as it was; lxml and the parser of Python are the oracles."""

from __future__ import annotations

import random

import pytest
from lxml import html
from support.checking import CLIENT, hits
from support.markup import ShownText, as_before, fixed, parts, read
from support.shipped import DATA

from relcli.check.fix.edits import Edit, apply_edits
from relcli.check.prose.html import html_stretches
from relcli.check.prose.kinds import HTML
from relcli.check.rulebook import Rulebook

READ = {
    "text": ("<p>Our clients pay.</p>", ["text"]),
    "a heading, through its emphasis": ("<h2 class='clients'>Our <em>clients</em> pay</h2>", ["heading"]),
    "what an image shows": ('<img src="clients.png" alt="Our clients pay at the desk">', ["text"]),
    "a title": ("<a href='/clients' title='What our clients pay us'>x</a>", ["text"]),
    "what is to be filled in": ('<input name="clients" placeholder="Search our clients">', ["label"]),
    "what is read aloud": ('<nav aria-label="Our clients">x</nav>', ["label"]),
    "the description of the page": ('<meta name="description" content="Our clients pay us.">', ["text"]),
    "the description for others": ('<meta property="og:description" content="Our clients pay us.">', ["text"]),
    "a button": ("<button>Our clients</button>", ["label"]),
    "a long button": ("<button>Tell all of our clients</button>", ["text"]),
    "options that are not closed": ("<select><option value='clients'>Our clients<option>All our clients</select>", ["label", "label"]),
    "the head of a column": ("<table><tr><th>Our clients<td>Our clients pay.</table>", ["label", "text"]),
    "beside code": ("<p>Our clients <code>clients</code> call, <kbd>clients</kbd> our clients.</p>", ["text", "text"]),
    "beside what is put in": ("<p>{{ clients }} our clients {% if clients %}pay{% endif %} <% clients %></p>", ["text"]),
    "in a tag that holds what is put in": ('<p {% if a < b %}class="our clients"{% endif %}>Our clients pay.</p>', ["text"]),
    "in a tag whose attributes have a bracket": ('<p data-x="a > our clients">Our clients pay.</p>', ["text"]),
    "behind an apostrophe in a tag": ("<p title=it's class='clients'>Our clients pay, it's true.</p>", ["text"]),
    "behind a comment": ("<!-- <h1>our clients -->Our clients pay.", ["text"]),
    "behind a script": ("<script>if (a<b) {'<h1>our clients'}</script>Our clients pay.", ["text"]),
    "after what is not to be translated": ("<p><span translate='no'>Our clients</span> Our clients pay.</p>", ["text"]),
    "a key of a catalogue": (
        "<h1>Our clients {% blocktrans with a=b %}our clients{% plural %}<b>our clients</b>{% endblocktrans %} our clients</h1>{% trans %}our clients{% endtrans %}",
        ["heading", "key", "key", "heading", "key"],
    ),
    "beside a key of a catalogue": ('<p>{% trans "our clients" %} our clients {% trans "x" %}</p>', ["text"]),
    "behind the end of a script in capitals": ("<script>'</scripts>'</SCRIPT >Our clients pay.", ["text"]),
    "before a comment that is not closed": ("<p>Our clients</p><!-- <p>our clients</p>", ["text"]),
    "before code that is not closed": ("<p>Our clients <code>clients</p><p>our clients</p>", ["text"]),
    "in capitals": ("<P CLASS='clients'>Our clients <CODE>clients</CODE></P><PRE>our clients</PRE>", ["text"]),
}  # fmt: skip

NOT_READ = {
    "attributes": '<p class="our clients" id="clients" data-title="our clients" onclick="our clients">x</p>',
    "attributes without quotes": "<img alt=clients title=clients>",
    "values": '<input value="our clients" name="our clients">',
    "other data of the page": '<meta name="keywords" content="our clients"><link title="our clients">',
    "code": "<pre>our clients</pre> <code>our <b>clients</b></code> <samp>clients</samp> <var>clients</var>",
    "the end of a script that is none": "<script>x</scripts>our clients</script>",
    "a comment of browsers": "</ our clients>",
    "scripts and styles": "<script>our clients</script><style>our clients</style>",
    "what is written into": "<textarea>our clients</textarea>",
    "what is not to be translated": '<p translate="no">our clients</p> <b class="x notranslate">our <i>clients</i></b>',
    "attributes of what is not to be translated": '<p class="notranslate" title="our clients">x</p>',
    "a comment": "<!-- our clients -->",
    "what is put in": "{{ our clients }} {% our clients %} <% our clients %> <?php our clients ?> {# our clients #}",
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_html_is_read_where_somebody_sees_or_hears_it(text: str, expected: list[str]) -> None:
    assert parts(text, HTML) == expected


@pytest.mark.parametrize("text", NOT_READ.values(), ids=NOT_READ)
def test_the_structure_of_html_is_never_read(text: str) -> None:
    assert read(text, HTML) == []
    assert len(read(f"<p>Our clients pay.</p>\n{text}\n<p>Our clients call.</p>", HTML)) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<p lang="fr">Nos clients</p><p>Our clients</p>', ["fr", None]),
        ('<p>Our <i lang="ro-RO">clienți</i> pay</p>', [None, "ro", None]),
        (
            '<div lang="fr"><div>Nos clients</div><p lang="en">Our clients</p>Nos</div>Our',
            ["fr", "en", "fr", None],
        ),
        ('<li lang="fr">Nos clients<li>Our clients', ["fr", None]),
        ('<img lang="fr" alt="Nos clients">', ["fr"]),
        ('<html lang="fr"><p>Nos clients</p></html>', [None]),
        ("</p></b>Our clients</i>", [None]),
    ],
)
def test_each_element_may_say_its_language(text: str, expected: list[str | None]) -> None:
    assert [stretch.language for stretch in html_stretches(text)] == expected


PIECES = [
    "Our clients pay.", "<p>Our clients", "</p>", "<b>clients</b>", "<h1>Our clients</h1>", "<code>clients</code>", "<pre>clients\n\nclients</pre>", '<img alt="Our clients">',
    "<a title='our clients' class=\"clients\" href=/clients>our clients</a>", "<br>", "<div class='a > clients'>", "</div>", "<!-- clients -->", "<script>clients<b</script>",
    "<ul><li>clients<li>our clients</ul>", "<table><tr><th>Clients<td>our clients</table>", "&amp;clients;", "3 < 4 clients", "\n\n", "<span lang=fr>clients</span>", "<p title=it's>",
    '<meta name="description" content="clients">', "<option>clients", "<style>.clients{}</style>", "<hr/>", "<i translate=no>clients <b>clients</b></i>", "clients-a='clients'", "<svg><title>clients</title></svg>",
]  # fmt: skip


def pages() -> list[str]:
    """Many pages, the same ones each time."""
    chance = random.Random(1)
    return [" ".join(chance.choices(PIECES, k=chance.randint(1, 12))) for _ in range(500)]


def shape(node) -> object:
    """A tree whose right words are the wrong ones again."""
    values = sorted((name, as_before(value)) for name, value in node.attrib.items())
    kept = [(name, value) for name, value in node.attrib.items() if name not in ("alt", "title", "content")]
    return (
        str(node.tag),
        values,
        sorted(kept),
        as_before(node.text or ""),
        as_before(node.tail or ""),
        [shape(child) for child in node],
    )


@pytest.mark.parametrize("part", range(5))
def test_a_fix_leaves_the_tree_as_it_was(part: int) -> None:
    for page in pages()[part::5]:
        assert shape(html.fromstring(f"<body>{fixed(page, HTML)}")) == shape(html.fromstring(f"<body>{page}"))


class SeenText(ShownText):
    """With the attributes that are read."""

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        self.shown += " ".join(value or "" for name, value in attrs if name in ("alt", "title", "content"))


@pytest.mark.parametrize("part", range(5))
def test_what_is_read_is_text_for_a_parser(part: int) -> None:
    for page in pages()[part::5]:
        found = hits(page, HTML)
        marked = apply_edits(page, [Edit(hit.start, hit.match, "zyxwzyx") for hit in found])

        assert SeenText(marked + ">").shown.count("zyxwzyx") == len(found), page


def test_of_a_page_in_another_language_only_what_is_in_ours_is_read() -> None:
    text = '<html lang="xx"><p>Our clients pay.</p><p lang="en">Our clients call.</p></html>'

    assert [
        text[hit.start - 4 : hit.end + 5] for hit in hits(text, HTML, book=Rulebook(CLIENT.table, DATA))
    ] == ["Our clients call"]
