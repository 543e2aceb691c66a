"""Markdown and MDX: what in them is prose, and what must never change."""

from __future__ import annotations

import pytest
from support.checking import hits, mended


def words(text: str, kind: str) -> list[str]:
    """Each line on which the word stands in prose."""
    lines = text.split("\n")
    return [lines[found.line - 1].strip() for found in hits(text, kind)]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        pytest.param("```\na\n```ts\nclients = 1\n```\n\nOur clients pay.\n", ["Our clients pay."], id="no info string closes"),
        pytest.param("````\n```\nclients\n```\nclients\n````\nOur clients pay.\n", ["Our clients pay."], id="as many ticks as opened"),
        pytest.param("> ```\n> clients\n\nOur clients pay.\n", ["Our clients pay."], id="the quotation ends its fence"),
        pytest.param("- a\n\n  ```\n  clients\n  ```\n\n- our clients\n", ["- our clients"], id="a fence in a list"),
        pytest.param("~~~\nclients\n```\nclients\n~~~\nOur clients pay.\n", ["Our clients pay."], id="only its own sign closes"),
        pytest.param("Pay[^clients].\n\n[^clients]: Our clients pay.\n", ["[^clients]: Our clients pay."], id="the text of a footnote, not its label"),
        pytest.param('[x](/clients "What our clients say").\n', ['[x](/clients "What our clients say").'], id="the title of a link"),
        pytest.param('[x]: /clients "What our clients say"\n', ['[x]: /clients "What our clients say"'], id="the title of a reference"),
        pytest.param("See [our clients][] and ![our clients][].\n\n[our clients]: a.md\n", [], id="a reference by its text"),
        pytest.param("See [our\nclients][], [Our clients] and [our clients][a].\n\n[our clients]: a.md\n[a]: b.md\n", ["See [our", "clients][], [Our clients] and [our clients][a]."][1:], id="a reference over two lines"),
        pytest.param("By \\(our clients\\) and our clients.\n", ["By \\(our clients\\) and our clients."], id="a formula"),
        pytest.param("[x](/a 'Our clients pay'), our clients\n", ["[x](/a 'Our clients pay'), our clients"], id="a title in single marks is none"),
        pytest.param("::: clients\nOur clients pay :clients: and %clients%.\n:::\n", ["Our clients pay :clients: and %clients%."], id="a container, a short code, a placeholder"),
        pytest.param("- Our clients\n  pay.\n\n      our clients\n\n  our clients\n", ["- Our clients", "our clients"], id="code in a list"),
        pytest.param("<div>\n    <p>\n\n    our clients\n", [], id="code in HTML that a blank line ended"),
        pytest.param("- a\n\n    - our clients\n\n      our clients\n", ["- our clients", "our clients"], id="no code in a list"),
        pytest.param("!!! note\n\n    Our clients pay.\n\n        our clients\n", ["Our clients pay."], id="code in an admonition"),
        pytest.param("$$\nour clients\n$$\n", [], id="mathematics"),
        pytest.param("Home{#clients}\n\n:::tip[Our clients]\n", [":::tip[Our clients]"], id="an anchor, an admonition"),
    ],
)  # fmt: skip
def test_prose_in_markdown(text: str, prose: list[str]) -> None:
    assert words(text, "markdown") == prose


FRONT = """\
---
title: Our clients pay
slug: clients
layout: clients
aliases:
  - clients
tags: [clients, our clients]
description: >
  What our clients say
  of us.
menu:
  main:
    identifier: clients
sidebar_label: "All our clients"
---

Our clients pay.
"""


@pytest.mark.parametrize("kind", ["markdown", "mdx"])
def test_front_matter_has_texts_and_names(kind: str) -> None:
    prose = [
        "title: Our clients pay",
        "What our clients say",
        'sidebar_label: "All our clients"',
        "Our clients pay.",
    ]

    assert words(FRONT, kind) == prose
    assert words(FRONT.replace("\n", "\r\n"), kind) == prose
    toml = '+++\ntitle = "Our clients pay"\nslug = "clients"\n+++\nOur clients pay.\n'
    assert words(toml, kind) == ['title = "Our clients pay"', "Our clients pay."]


MDX = """\
import clients from "./clients.json"
import {Clients} from "@site/our clients"
export const clients = [
  "our clients",

  {name: `our ${clients.map((client) => "}")} clients`}, // our clients }
];

# Page

Our clients pay {clients.map((client) => <li key={client.id}>our client {"}"}</li>)} us.

{/* our clients
```
*/}

<Clients
  list={clients}
  note="our clients > others">
  Our clients pay.
</Clients>

    Our clients pay, too.

```js
export const clients = {
```

We import clients from all over the world.
export our clients? No.
"""


def test_prose_in_mdx_is_the_text_of_components() -> None:
    assert words(MDX, "mdx") == [
        'Our clients pay {clients.map((client) => <li key={client.id}>our client {"}"}</li>)} us.',
        "Our clients pay.",
        "Our clients pay, too.",
        "We import clients from all over the world.",
        "export our clients? No.",
    ]  # fmt: skip


def test_code_of_mdx_stays_byte_for_byte() -> None:
    page = 'import clients from "./clients.json"\n\n{clients.map((client) => <li key={client.id}>{client.name}</li>)}\n'

    assert mended(page, kind="mdx") == page
