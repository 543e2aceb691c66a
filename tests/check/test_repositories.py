"""The measurement on repositories: that its oracles see what breaks, and a small repository comes through."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

links, shapes, wording, repositories = map(
    importlib.import_module, ("oracles.links", "oracles.shapes", "oracles.wording", "repositories")
)
WITHOUT_NODE = shapes.Node(None)

SMALL = {
    "README.md": "# A shop\n\nOur customers pay. See [the guide](docs/guide.md#paying).\n\n```sh\nls customers\n```\n",
    "docs/guide.md": '---\nid: customers\ntitle: How to pay\n---\n\n## Paying\n\nOur customers pay <b title="x">late</b>.\n',
    "docs/index.rst": "Guide\n=====\n\nOur customers pay, as :ref:`customers` says.\n\n.. _customers:\n\nMore\n----\n",
    "locale/fr.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Pay %(n)d"\nmsgstr "Payez %(n)d"\n',
    "lang/en.json": '{"customers": {"paid": "Our customers paid {amount}."}}\n',
    "page.html": "<html><body><p>Our customers pay.</p><pre>customers</pre></body></html>\n",
}


@pytest.mark.process
def test_a_small_repository_comes_through_whole(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    for name, text in SMALL.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    [(_, decision)] = repositories.decisions(tmp_path, ["client"])

    outcome = repositories.check(repositories.Repository(folder), decision, WITHOUT_NODE, unsafe=False)

    assert outcome.faults == []
    assert outcome.fixes >= 4


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "---\nslug: customers\n---\n"),
        ("a.md", "```\ncustomers\n```\n"),
        ("a.md", "Run `customers`.\n"),
        ("a.md", "<div class='customers'>Pay</div>\n"),
        ("a.rst", "customers\n=========\n\nPay.\n"),
        ("a.rst", "========= ====\ncustomers who\n========= ====\nPay       1\n========= ====\n"),
        ("a.rst", ".. toctree::\n\n   customers\n"),
        ("a.rst", "Pay, says :doc:`customers`.\n"),
        ("a.rst", ">>> customers = 1\n"),
        ("a.rst", ".. note::\n\n   ``customers``\n"),
        ("a.html", "<p id=customers>Pay</p>"),
        ("a.html", "<script>customers()</script>"),
        ("lang/en.json", '{"customers": "Pay"}'),
        ("a.json", '{"dependencies": ["customers"]}'),
        ("a.yml", "tag: customers\n"),
        ("locale/en.yml", "customers: Pay\n"),
        ("a.toml", "layout = 'customers'\n"),
        ("a.po", 'msgid "customers"\nmsgstr "x"\n'),
        ("values/strings.xml", '<resources><string name="customers">Pay</string></resources>'),
        ("fr.xlf", '<x target-language="fr"><source>customers</source></x>'),
        ("en.strings", '"customers" = "Pay";'),
    ],
)  # fmt: skip
@pytest.mark.process
def test_a_shape_sees_what_a_machine_reads(path: str, text: str) -> None:
    if path.endswith(".rst"):
        pytest.importorskip("docutils")
    before, after = (
        shapes.shape_of(path, said, WITHOUT_NODE)
        for said in (text, text.replace("customers", "our clientele"))
    )

    assert before != after


@pytest.mark.parametrize("said", ["l'usager", r"l\\\'usager"])
def test_an_apostrophe_of_android_is_escaped_once(said: str) -> None:
    before, right, wrong = (
        shapes.shape_of(
            "values-fr/strings.xml", f'<resources><string name="a">{text}</string></resources>', WITHOUT_NODE
        )
        for text in ("le client", r"l\'usager", said)
    )

    assert before == right != wrong


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "---\ntitle: Our customers\n---\n\n# Our customers\n\nOur *customers* pay.\n"),
        ("a.rst", "Customer\n=========\n\nOur *customers* pay.\n\n.. note:: Our customers.\n"),
        ("a.html", "<p title='Our customers'>Our customers</p>"),
        ("lang/en.json", '{"who": "customers"}'),
        ("locale/en.yml", "who: customers\n"),
        ("a.yml", "who: our customers\n"),
        ("a.po", 'msgid "Who"\nmsgstr "customers"\n'),
        ("values/strings.xml", '<resources><string name="who">customers</string></resources>'),
        ("en.strings", '"who" = "Our customers";'),
    ],
)  # fmt: skip
@pytest.mark.process
def test_a_shape_does_not_see_words(path: str, text: str) -> None:
    if path.endswith(".rst"):
        pytest.importorskip("docutils")
    before, after = (
        shapes.shape_of(path, said, WITHOUT_NODE) for said in (text, text.replace("customers", "clients"))
    )

    assert before == after


@pytest.mark.parametrize(
    ("texts", "path", "after"),
    [
        ({"a.md": "[x](b.md#customers)", "b.md": "# Customers"}, "b.md", "# Clients"),
        ({"a.md": "[x](b.md#customers)", "b.md": "# Customers"}, "a.md", "[x](b.md#clients)"),
        ({"a.md": "[x](customers.md)", "customers.md": ""}, "a.md", "[x](clients.md)"),
        ({"a.md": "[x](#customers)\n# Customers"}, "a.md", "[x](#customers)\n# Clients"),
        ({"a.rst": ":ref:`customers`", "b.rst": ".. _customers:"}, "b.rst", ".. _clients:"),
        ({"a.rst": ".. toctree::\n\n   customers\n", "customers.rst": ""}, "a.rst", ".. toctree::\n\n   clients\n"),
        ({"a.adoc": "<<_customers>>\n\n== Customers"}, "a.adoc", "<<_customers>>\n\n== Clients"),
        ({"a.html": '<a href="#customers"><i id="customers">'}, "a.html", '<a href="#customers"><i id="clients">'),
    ],
)  # fmt: skip
def test_a_link_that_breaks_is_seen(texts: dict[str, str], path: str, after: str) -> None:
    site = links.Site(texts, frozenset())
    same = [*links.broken(site, site.changed({path: texts[path]}), frozenset({path}))]

    assert same == []
    assert [*links.broken(site, site.changed({path: after}), frozenset({path}))] != []


@pytest.mark.parametrize(
    "said",
    ["customer_id", "%(customer)s", "{customer}", "customers.md", ":customer", "@customer", "https://x.test/customer",
     "customerId", "--customer", "{{ customer }}", "{% trans 'customer' %}", "[^customer]", "`customer`"],
)  # fmt: skip
def test_what_is_no_word(said: str) -> None:
    before, after = f"Pay {said} now", f"Pay {said.replace('customer', 'client')} now"

    assert [*wording.changed_no_words(before, after)] != []
    assert [*wording.changed_no_words("Our customers pay", "Our clients pay")] == []
