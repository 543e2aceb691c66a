"""reStructuredText: what is prose in it, and that a fix leaves its structure as it was; docutils is the oracle."""

from __future__ import annotations

from collections import Counter

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given
from hypothesis import strategies as st
from support.checking import book_for, hits
from support.markup import as_before, fixed, parts, read
from support.search import examples

from relcli.check.prose.kinds import RST
from relcli.check.prose.rst import is_restructuredtext

RST_READ = {
    "a paragraph": "Our clients pay.",
    "a list": "- Our clients pay.\n\n1. Our clients pay.",
    "a block quote": "Text.\n\n   Our clients pay.",
    "a line block": "| Our clients pay.\n| Our clients pay.",
    "the body of a field": ":param clients: Our clients pay.",
    "a definition": "Our clients\n   Our clients pay.",
    "below a directive that holds prose": ".. note::\n\n   Our clients pay.",
    "beside a directive that holds prose": ".. warning:: Our clients pay.\n   Our clients call.",
    "a title of a directive, not its options": ".. admonition:: Our clients pay.\n   :class: clients\n   :name: our clients\n\n   Our clients pay.",
    "nested directives": ".. note::\n\n   .. tip::\n\n      Our clients pay.\n\n      .. code::\n\n         our clients\n\n   Our clients pay.",
    "a directive in a list": "- .. note:: Our clients pay.\n\n- Our clients pay.",
    "the text of a footnote, not its label": "Our clients [#clients]_ pay.\n\n.. [#clients] Our clients pay.\n   Our clients call.",
    "the text of a citation, not its label": "Our clients [clients]_ pay.\n\n.. [clients] Our clients pay.",
    "the caption of a figure, not its path": ".. figure:: clients.png\n   :alt: our clients\n   :target: clients\n\n   Our clients pay.",
    "the cells of a list-table": ".. list-table:: Our clients pay.\n   :header-rows: 1\n\n   * - Our clients pay.\n     - b\n   * - a\n     - Our clients pay.",
    "a paragraph that goes on in a list after code": "- Our clients pay::\n\n     clients\n\n  Our clients pay.",
    "a paragraph that goes on in a list after code below its second line": "- Our clients\n  pay::\n\n    clients\n\n  Our clients pay.",
    "after an empty comment": "..\n\n   Our clients pay.",
    "after a literal block": "Our clients pay::\n\n   clients\n\n      clients\n\nOur clients pay.",
    "the text of a link that is looked up by nothing": "Our `clients <https://a.b/clients>`__ pay.",
    "a container, not its names": ".. container:: clients\n\n   Our clients pay.",
    "a role is over where it ends": ":emphasis:`clients` our clients pay ``clients`` and ``a ` clients`` our clients.",
}  # fmt: skip
"""What docutils takes for text; the word stands in each as often as it is text, and elsewhere too."""

RST_NOT_READ = {
    "a literal": "``our clients``",
    "a role": ":ref:`our clients <clients>` :doc:`clients` `clients`:code:",
    "the default role": "`our clients`",
    "a reference by one word": "Text, clients_ and clients__.\n\n.. _clients: https://a.b\n__ https://a.b",
    "a target": ".. _our clients: https://a.b/clients",
    "a target that is quoted": ".. _`our clients`: https://a.b/clients",
    "a target inside the text": "An _`our clients` here.",
    "a substitution": "|our clients|\n\n.. |our clients| replace:: our clients",
    "a comment": ".. our clients\n   our clients\n\n   our clients",
    "a comment below its dots": "..\n   our clients",
    "a session": ">>> our clients\nour clients",
    "a literal block": "::\n\n  our clients\n\n  our clients",
    "a quoted literal block": "Text::\n\n> our clients\n> our clients",
    "code": ".. code-block:: python\n   :caption: our clients\n\n   our clients",
    "a toctree": ".. toctree::\n   :caption: our clients\n\n   our clients\n   Our clients <clients/index>",
    "a path": ".. image:: our clients.png\n   :alt: our clients",
    "what is in no known directive": ".. mermaid::\n\n   our clients",
    "an option of a command": "--clients clients  Text.\n-c clients  Text.",
    "the type of a parameter": ":type a: our clients\n:rtype: our clients",
    "the names of a glossary": ".. glossary::\n\n   our clients\n      Text.\n\n   clients\n      Text.",
    "a signature": ".. py:function:: pay(our clients)\n                 pay(clients)\n   :module: clients",
    "a target with colons too many": ".. _our clients:::\n\n   our clients",
    "a condition": ".. only:: clients and html\n\n   Text.",
}  # fmt: skip


def tree_of(text: str) -> nodes.document:
    """What docutils makes of a text, unknown roles and directives as it takes them."""
    return publish_doctree(
        text,
        settings_overrides={
            "report_level": 5,
            "file_insertion_enabled": False,
            "raw_enabled": False,
            "input_encoding": "unicode",
        },
    )


NO_PROSE = (nodes.literal, nodes.literal_block, nodes.comment, nodes.doctest_block, nodes.problematic, nodes.system_message, nodes.option_string, nodes.field_name, nodes.label, nodes.footnote_reference, nodes.citation_reference, nodes.substitution_definition, nodes.raw, nodes.math, nodes.math_block, nodes.title_reference)  # fmt: skip


def ancestors(node):
    while node is not None:
        yield node
        node = node.parent


def docutils_prose(text: str) -> int:
    """How often the word stands in what docutils takes for text."""
    every = tree_of(text).findall(nodes.Text)
    return sum(
        node.astext().count("clients")
        for node in every
        if not any(isinstance(a, NO_PROSE) for a in ancestors(node))
    )


@pytest.mark.parametrize("text", RST_READ.values(), ids=RST_READ)
def test_restructuredtext_is_read_where_docutils_sees_text(text: str) -> None:
    inside = docutils_prose(text) - text.count(":emphasis:`clients`")

    assert len(hits(text, RST)) == inside > 0


@pytest.mark.parametrize("text", RST_NOT_READ.values(), ids=RST_NOT_READ)
def test_the_structure_of_restructuredtext_is_never_read(text: str) -> None:
    assert read(f"{text}\n", RST) == []
    assert read(f"Our clients pay.\n\n{text}\n\nOur clients call.\n", RST) == [
        "Our clients pay.",
        "Our clients call.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our clients\n===========\n", ["heading"]),
        ("===========\nOur clients\n===========\n", ["heading"]),
        ("=============\n Our clients\n=============\n", ["heading"]),
        ("Our clients pay.\n\n----\n\nOur clients pay.\n", ["text", "text"]),
        ("Our clients pay\nOur clients pay\n===============\n", ["text", "text"]),
        ("Our clients\n===\n", ["text"]),
        ("a::\n\n===========\nOur clients\n===========\n", ["heading"]),
        (
            "======= ====\nclients who\n======= ====\nclients we\n\nclients we\n======= ====\n\nOur clients.\n",
            ["table", "table", "table", "text"],
        ),
        (
            "+---------+\n| clients |\n+=========+\n| clients |\n+---------+\n\nOur clients.\n",
            ["table", "table", "text"],
        ),
        ("   === =======\n   we  clients\n   === =======\n\n   Our clients.\n", ["table", "text"]),
        ("See `our clients`_ and `our clients <a>`_ and `our clients <b>`__.\n", ["key", "key", "text"]),
        ("See `our clients`_\n==================\n", ["key"]),
        ("Set x = y, our clients pay.\n\nA = = = b, our clients\n", ["text", "text"]),
    ],
)
def test_the_parts_of_restructuredtext(text: str, expected: list[str]) -> None:
    assert parts(text, RST) == expected


@pytest.mark.parametrize(
    ("right", "before", "after"),
    [
        ("customer", "Our clients\n===========\n", "Our customers\n=============\n"),
        ("customer", "===========\nOur clients\n===========\n", "=============\nOur customers\n=============\n"),
        ("customer", "Our clients\n================\n", "Our customers\n================\n"),
        ("customer", "Our clients\n============\n", "Our customers\n=============\n"),
        ("user", "Our clients\n===========\n", "Our users\n=========\n"),
        ("user", "Our clients\n============\n", "Our users\n============\n"),
        ("customer", "Our clients are 客户\n====================\n", "Our customers are 客户\n======================\n"),
        ("customer", "Our clients\r\n===========\r\n", "Our customers\r\n=============\r\n"),
        ("owner", "A client pays us\n----------------\n", "An owner pays us\n----------------\n"),
        ("customer", "Our clients, and clients\n========================\n", "Our customers, and customers\n============================\n"),
        ("customer", "Our clients\n===========\n\nSee ``our clients``.\n", "Our customers\n=============\n\nSee ``our clients``.\n"),
    ],
)  # fmt: skip
def test_what_hangs_on_a_heading_follows_it(right: str, before: str, after: str) -> None:
    assert fixed(before, RST, book_for(right, "client")) == after


@pytest.mark.parametrize(
    "text",
    [
        "Our clients\n===========\n\nOur customers\n=============\n\nSee `our clients`_, `our customers`_.\n",
        "Our clients\n===========\n\nSee `our\n  clients`_.\n",
        "Our *clients*\n=============\n\nSee `our clients`_.\n",
        "Clients\n=======\n\nSee clients_.\n",
        "Clients\n=======\n\nSee [clients]_.\n",
        "Our clients\n===========\n\n.. _here: `our clients`_\n\nSee here_.\n",
    ],
)
def test_a_heading_that_is_referred_to_stays(text: str) -> None:
    assert fixed(text, RST) == text


def shape(node: nodes.Node) -> object:
    """The tree of a document: its nodes and its text, whose right word is the wrong one again."""
    if isinstance(node, nodes.Text):
        return as_before(node.astext())
    kept = ("refuri", "uri", "classes", "format", "colwidth", "morecols")
    return (
        node.tagname,
        [(name, str(node.get(name))) for name in kept if node.get(name)],
        [shape(child) for child in node.children if not isinstance(child, nodes.system_message)],
    )


def warnings(tree: nodes.document) -> list[str]:
    """What docutils complains of; that a name stands twice is only remarked."""
    every = [message for message in tree.findall(nodes.system_message) if message["level"] > 1]
    return [as_before(message.children[0].astext()) for message in every]


LINE = st.sampled_from(
    ["Our clients pay.", "clients_", "`Our clients`_", "Clients", "``our clients``", "`our clients <https://a.b/>`__", "`our clients <https://a.b/>`_", "[clients]_", "|clients|",
     ":strong:`our clients`", "*our clients*", "**our clients**", "a::", "we say clients::", "`clients`", "https://a.b/clients", "\\*our clients*", "our clients --clients", "a ` clients ``"]
)  # fmt: skip
WORDS = st.lists(LINE, min_size=1, max_size=3).map(" and ".join)
RST_BLOCK = st.one_of(
    WORDS,
    WORDS.map("- {}\n- our clients".format),
    WORDS.map("- a\n\n  {}".format),
    WORDS.map("1. {}\n\n   our clients\n".format),
    WORDS.map("   {}\n\n   our clients\n".format),
    WORDS.map("| {}\n| our clients".format),
    WORDS.map(".. note:: {}\n   :name: clients-a\n\n   our clients".format),
    WORDS.map(".. note::\n\n   {}\n\n   our clients".format),
    WORDS.map(".. {}\n   our clients".format),
    WORDS.map(".. [1] {}\n   our clients".format),
    WORDS.map(":clients: {}\n   our clients".format),
    WORDS.map("clients\n   {}\n".format),
    st.sampled_from(
        ["Our clients\n===========", "===========\nOur clients\n===========", "Clients\n-------", "Our clients\n------------------", "Clients\n====", "client\n~~~~~~~~",
         ">>> clients\nclients", "::\n\n  clients\n\n   clients", ".. clients\n   clients\n\n   clients", "..\n\n   our clients", ".. _clients: https://a.b", ".. _clients:",
         ".. |clients| replace:: our clients", ".. [clients] Our clients", ".. code::\n\n   clients\n\nour clients", ".. image:: clients\n   :alt: clients", ".. nothing:: clients\n\n   clients",
         "======= ====\nclients who\n======= ====\nclients we\n======= ====", "+-------+\n|clients|\n+-------+", "> clients\n> clients", "----", "__ clients_", ".. __: clients_",
         "-c clients  our clients", "--clients  our clients", ".. figure:: clients.png\n\n   our clients\n\n   our clients", ".. class:: clients", ".. rubric:: Our clients", "clients"]
    ),
)  # fmt: skip


@examples(150)
@given(blocks=st.lists(RST_BLOCK, min_size=1, max_size=6))
def test_a_fix_leaves_the_tree_of_docutils_as_it_was(blocks: list[str]) -> None:
    text = "\n\n".join(blocks) + "\n"
    before, after = tree_of(text), tree_of(fixed(text, RST))

    assert shape(after) == shape(before)
    # A line that was too short may have become long enough.
    assert Counter(warnings(after)) <= Counter(warnings(before))


@examples(150)
@given(blocks=st.lists(RST_BLOCK, min_size=1, max_size=6))
def test_what_is_read_in_restructuredtext_is_text_for_docutils(blocks: list[str]) -> None:
    text = "\n\n".join(blocks) + "\n"
    unfit = "zyx"
    for found in hits(text, RST):
        changed = text[: found.start] + unfit.ljust(len(found.match), "x") + text[found.end :]
        tree = tree_of(changed)
        # A message quotes what it complains of; what is problematic is text as it stands.
        shown = [
            set(map(type, ancestors(node))) for node in tree.findall(nodes.Text) if unfit in node.astext()
        ]
        assert all(
            {nodes.system_message, nodes.problematic, nodes.title_reference} & around
            or not around & {*NO_PROSE}
            for around in shown
        )
        assert found.part == "key" or unfit in tree.astext()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clients\n=======\n\n.. toctree::\n\n   clients\n", True),
        (".. _clients:\n\nClients\n=======\n", True),
        ("Our clients, see :ref:`clients`.\n", True),
        ("Clients\n=======\n\nOur clients pay... and:: so on.\n", False),
        ("Dear clients,\n\n.. and so on: `x`\n", False),
    ],
)
def test_a_text_shows_that_it_is_restructuredtext(text: str, expected: bool) -> None:
    assert is_restructuredtext(text) == expected
