"""Tables of texts: what in them is text, what belongs together, and that a change of a word breaks none."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from pyicumessageformat import Parser
from support.search import examples
from translate.storage.properties import stringsfile
from translate.storage.pypo import pofile

from relcli.check.prose.formats import PROSE_FORMATS
from relcli.check.prose.icu import message_mask
from relcli.check.prose.inline import MASK
from relcli.check.prose.kinds import ANDROID, APPLE, ARB, JSON, PO, XLIFF, YAML
from relcli.check.prose.spans import KEY, LABEL, TEXT, Stretch
from relcli.check.prose.tables import is_table_of_texts
from relcli.check.prose.yaml_strings import yaml_entries

WORD = re.compile(r"[^\W\d_]+")


def seen(kind: str, text: str) -> list[tuple[str, str, str | None]]:
    """The words that are prose in each stretch, its part and its language."""
    form = PROSE_FORMATS[kind]
    shown = [(form.mask(text[s.start : s.end]), s.part, s.language) for s in form.stretches(text)]
    return [(" ".join(masked.replace(MASK, " ").split()), part, language) for masked, part, language in shown]


def words(kind: str, text: str) -> list[str]:
    return [masked for masked, _, _ in seen(kind, text)]


def units(kind: str, text: str) -> list[list[str]]:
    """The texts that are judged as one."""
    together: dict[int | None, list[str]] = {}
    for stretch in PROSE_FORMATS[kind].stretches(text):
        together.setdefault(stretch.unit, []).append(text[stretch.start : stretch.end])
    return list(together.values())


# --- messages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "prose"),
    [
        ("{who, select, customer {Our customer pays} other {You pay}}", "Our customer pays You pay"),
        ("{customer, select, other {x}}", "x"),
        ("{n, plural, offset:1 =0 {none} one {# customer paid} other {# customers paid}}", "none customer paid customers paid"),
        ("You have {n,plural,one{a {kind, select, new {new} other {}} client}other{# clients}} now", "You have a new client clients now"),
        ("{day, date, short} for {customer}", "for"),
        ("{n, plural, one {{{count}} client} other {{{count}} clients}}", "client clients"),
        ("{n, plural, other {a '{client}' and it's # clients}}", "a and it's clients"),
        ("{n, plural, one {client} other {clients}", ""),
        ("{n, plural, one {client}} customers}", ""),
        ("{{customer}} and {{ customer.name | upper }}", "and"),
        ("see $t(customer.name) and $t(client, {'count': 1})", "see and"),
        ("@:customer @.lower:customer @:{'customer.name'} @:(customer) too", "too"),
        ("no clients | one client | {n} clients", "no clients one client clients"),
        ("{0} no client|[1,19] a client|[20,*] clients", "no client a client clients"),
        ("The :customer paid", "The paid"),
        ("Ratio 1:2, note: customer", "Ratio 1:2, note: customer"),
        ("Hello %customer%", "Hello"),
        ("50% clients and 100% others", "50% clients and 100% others"),
        ("%s %1$s %d %-5.2f %(customer)s %{customer} %<customer>s %@ %lld %2$@ %#@customers@ clients", "clients"),
        ("<0>Our clients</0> <b title='client'>pay</b><br/>", "Our clients pay"),
        ("#{customer} __customer__ [[customer]] ${customer} $CUSTOMER$ pays", "pays"),
        ("Clients &amp; friends &lt;b&gt;here&lt;/b&gt; caf&eacute;", "Clients & friends here"),
        (r"our clients\nclients\tpay", "our clients clients pay"),
        (r"cli\u00e8nts clients", "clients"),
        (r"\u00abclients\u00bb", "\u00abclients \u00bb"),
        (r"say \"clients\" now", 'say "clients " now'),
        (r"l\u2019utilisateur, l&#39;utilisateur, l''utilisateur", "l' , l' , l'"),
    ],
)  # fmt: skip
def test_the_syntax_of_a_message_is_no_prose(message: str, prose: str) -> None:
    masked = message_mask(message)

    assert len(masked) == len(message)
    assert " ".join(masked.replace(MASK, " ").split()) == prose


NAMES = st.sampled_from(["n", "customer", "client", "user.name", "0"])
CASES = st.lists(
    st.sampled_from(["one", "few", "=0", "=1", "client", "customer"]), unique=True, max_size=3
).map(lambda cases: [*cases, "other"])
PIECES = st.sampled_from(
    ["our clients ", "it's ", "pay ", "l''ami ", "'{client}' ", "'{''}' ", "\n", "\u00e9t\u00e9 ", "a, b "]
)


def _complex(message: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def build(draw: Any) -> str:
        kind = draw(st.sampled_from(["plural", "select", "selectordinal"]))
        cases = [case for case in draw(CASES) if kind != "select" or case[0] != "="]
        space = draw(st.sampled_from(["", " ", "\n  "]))
        number = "# " if kind != "select" else ""
        branches = space.join(f"{space or ' '}{case}{space}{{{number}{draw(message)}}}" for case in cases)
        return f"{{{draw(NAMES)},{space}{kind},{branches}{space}}}"

    return st.composite(build)()


MESSAGES = st.recursive(
    st.lists(st.one_of(PIECES, NAMES.map("{{{}}} ".format)), max_size=3).map("".join),
    lambda message: st.lists(st.one_of(message, _complex(message)), min_size=1, max_size=3).map(" ".join),
    max_leaves=8,
)


def texts_in(parts: Any) -> Iterator[str]:
    """The texts of a message as a parser of ICU gives them."""
    for part in [parts] if isinstance(parts, str | dict) else parts:
        if isinstance(part, str):
            yield part
        else:
            for branch in part.get("options", {}).values():
                yield from texts_in(branch)


@examples(200)
@given(MESSAGES)
def test_the_prose_of_a_message_is_what_a_parser_of_icu_says(message: str) -> None:
    told = " ".join(texts_in(Parser({"allow_tags": False}).parse(message)))
    # What is quoted is shown as it stands, in braces, and is no prose; a doubled apostrophe hides its word.
    told = re.sub(r"\{(?:client)?'?\}?", " ", told).replace("l'ami", "l")

    assert WORD.findall(message_mask(message)) == WORD.findall(told)


# --- formats ------------------------------------------------------------------------------------------------

PORTABLE = r"""msgid ""
msgstr ""
"Project-Id-Version: our clients\n"
"Language: fr_CA\n"

# our clients
#. our clients
#, fuzzy, c-format
#| msgid "our old clients"
msgctxt "the clients"
msgid "Our client pays %s"
msgid_plural ""
"Our clients "
"pay %s"
msgstr[0] "Notre client paie %s."
msgstr[1] ""
"Nos clients\n"
"paient, et les cli"
"ents aussi."

msgid "Customer"
msgstr "Client"

#~ msgid "our clients"
#~ msgstr "nos clients"
"""

XLIFF_1 = """<?xml version="1.0"?>
<xliff version="1.2"><file source-language="en" target-language="pt-BR"><header><note>clients</note></header><body>
<trans-unit id="client"><source>Our <g id="1">clients</g> pay now.</source>
<target state="new">Os <g id="1">clientes</g> <ph id="2">clients</ph> <x id="3" equiv-text="&lt;client>"/>pagam agora.</target>
<note>clients</note><alt-trans><target>clients</target></alt-trans></trans-unit>
<trans-unit id="b" translate="no"><source>clients</source></trans-unit>
<trans-unit id="c"><source/><target><![CDATA[<b>clients</b> &amp; more]]></target></trans-unit></body></file></xliff>
"""

XLIFF_2 = """<xliff version="2.0" srcLang="en" trgLang="ro"><file id="f"><unit id="u">
<notes><note>clients</note></notes><segment><source>Our clients</source><target>Clienții <pc id="1">noștri</pc></target></segment>
<segment><source>pay.</source><target>plătesc <mrk id="m" translate="no">clients</mrk>.</target></segment></unit>
<unit id="v" translate="no"><segment><source>clients</source></segment></unit></file></xliff>
"""

ANDROID_STRINGS = r"""<?xml version="1.0" encoding="utf-8"?>
<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">
<!-- clients --><string name="client">It\'s our client\'s %1$s\nday.</string>
<string name="a" translatable="false">clients</string><string name="r">@string/clients</string>
<plurals name="p"><item quantity="one">%d client</item><item quantity="other">%d clients</item></plurals>
<string-array name="s"><item>All clients</item><item>l\'utilisateur</item></string-array>
<string name="x">For <xliff:g id="c" example="client">clients %s</xliff:g> and <b>clients</b></string>
<style name="t"><item name="i">clients</item></style></resources>
"""

APPLE_STRINGS = r"""/* our clients */
"our clients" = "Our %@ clients say \"yes\".\n"; // clients
clients.key = "Clients";
"""

RAILS = """\
# our clients
fr: # clients
  clients: &base
    title: Nos clients paient toujours à l'heure # clients
    "quoted": "Nos \\"clients\\" \\u00e9t\\u00e9\\nclients"
    single: 'l''utilisateur et les clients'
    one: "%{count} client"
    other: '%{count} clients'
    list:
    - Tous les clients
    -   deep: Un client
    icon: clients-icon
    other_list: [":clients", 'clients']
    same: *base
    long: Nos clients
      paient
    folded: >-
      Nos clients
      paient

      bien.
    below:
      "Les clients"
    tagged: !ruby/sym clients
"""


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        pytest.param(
            PO, PORTABLE,
            [("Our client pays", KEY, "en"), ("Our clients pay", KEY, "en"), ("Notre client paie .", TEXT, "fr"),
             ("Nos clients paient, et les aussi.", TEXT, "fr"), ("Customer", KEY, "en"), ("Client", LABEL, "fr")],
            id="po",
        ),
        pytest.param(
            PO, PORTABLE.replace("\n", "\r\n"),
            [("Our client pays", KEY, "en"), ("Our clients pay", KEY, "en"), ("Notre client paie .", TEXT, "fr"),
             ("Nos clients paient, et les aussi.", TEXT, "fr"), ("Customer", KEY, "en"), ("Client", LABEL, "fr")],
            id="po-crlf",
        ),
        pytest.param(PO, 'msgid "Our clients"\nmsgstr ""\n', [("Our clients", KEY, "en")], id="pot"),
        pytest.param(
            XLIFF, XLIFF_1,
            [("Our clients pay now.", KEY, "en"), ("Os clientes pagam agora.", TEXT, "pt"), ("clients & more", LABEL, "pt")],
            id="xliff-1.2",
        ),
        pytest.param(
            XLIFF, XLIFF_2,
            [("Our clients", KEY, "en"), ("Clienții noștri", TEXT, "ro"), ("pay.", KEY, "en"), ("plătesc .", TEXT, "ro")],
            id="xliff-2.0",
        ),
        pytest.param(
            ANDROID, ANDROID_STRINGS,
            [("It' our client' day.", TEXT, None), ("client", LABEL, None), ("clients", LABEL, None),
             ("All clients", LABEL, None), ("l'", LABEL, None), ("For and clients", LABEL, None)],
            id="android",
        ),
        pytest.param(
            APPLE, APPLE_STRINGS, [('Our clients say "yes ".', TEXT, None), ("Clients", LABEL, None)], id="apple"
        ),
        pytest.param(
            ARB,
            '{"@@locale": "fr_CA", "@@author": "our clients", "client": "Nos {n} clients.",'
            ' "@client": {"description": "the client", "placeholders": {"n": {"example": "clients"}}}}',
            [("Nos clients.", TEXT, "fr")],
            id="arb",
        ),
        pytest.param(
            YAML, RAILS,
            [("Nos clients paient toujours à l'heure", TEXT, "fr"), ('Nos "clients " clients', LABEL, "fr"),
             ("l' et les clients", LABEL, "fr"), ("client", LABEL, "fr"), ("clients", LABEL, "fr"),
             ("Tous les clients", LABEL, "fr"), ("Un client", LABEL, "fr"), ("Nos clients paient", LABEL, "fr"), ("Nos clients paient bien.", TEXT, "fr"),
             ("Les clients", LABEL, "fr")],
            id="yaml",
        ),
        pytest.param(
            JSON,
            '{"en": {"client": "Client", "all": "All clients", "x": ["Save client", "Our clients pay us every month"]},'
            ' "de-AT": {"client": "Kunde"}}',
            [("Client", LABEL, "en"), ("All clients", LABEL, "en"), ("Save client", LABEL, "en"),
             ("Our clients pay us every month", TEXT, "en"), ("Kunde", LABEL, "de")],
            id="json-by-language",
        ),
        pytest.param(
            JSON,
            '{"a": {"string": "Delete the client?", "context": "dialog for a client"},'
            ' "b": {"id": "client", "defaultMessage": "A client.", "description": "the client"},'
            ' "c": {"message": "Clients", "description": "clients", "placeholders": {"n": {"content": "$1", "example": "clients"}}},'
            ' "_comment": "for clients", "//": "for clients",'
            ' "d": {"title": "Clients", "description": "Our clients", "comment": "A client"}}',
            [("Delete the client?", TEXT, None), ("A client.", TEXT, None), ("Clients", LABEL, None),
             ("Clients", LABEL, None), ("Our clients", LABEL, None), ("A client", LABEL, None)],
            id="json-notes",
        ),
        pytest.param(
            JSON,
            '{"icon": "client-icon", "path": "/clients", "file": "clients.csv", "link": "https://a.b/clients", "mail": "a@client.org",'
            ' "color": "#client", "id": "client_1", "camel": "clientList", "word": "client", "name": "Client:", "n": {"client": 1}}',
            [("client", LABEL, None), ("Client:", LABEL, None)],
            id="json-identifiers",
        ),
        pytest.param(JSON, '{"a": "our clients",}', [], id="json-broken"),
        pytest.param(XLIFF, XLIFF_1 + "<", [], id="xml-broken"),
    ],
)  # fmt: skip
def test_what_is_text_in_a_table(kind: str, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert seen(kind, text) == expected
    assert seen(kind, "\ufeff" + text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        pytest.param(
            PO, 'msgid "a b"\nmsgid_plural "c d"\nmsgstr[0] "e"\nmsgstr[1] "f"\nmsgid "g"\nmsgstr "h"\n',
            [["a b", "c d", "e", "f"], ["g", "h"]], id="po-entries",
        ),
        pytest.param(
            JSON,
            '{"a_one": "one a", "b": "b", "a_other": "some a", "c": {"one": "one c", "other": "some c"},'
            ' "d": "one d", "d_plural": "some d", "l": [{"t": "x"}, {"t": "y"}, "z"]}',
            [["one a", "some a"], ["b"], ["one c", "some c"], ["one d", "some d"], ["x"], ["y"], ["z"]],
            id="i18next",
        ),
        pytest.param(
            YAML, "a:\n  one: one a\n  other: some a\nb:\n- x\n- y\n", [["one a", "some a"], ["x"], ["y"]], id="rails"
        ),
        pytest.param(
            XLIFF, XLIFF_2,
            [["Our clients", 'Clienții <pc id="1">noștri</pc>', "pay.", 'plătesc <mrk id="m" translate="no">clients</mrk>.']],
            id="xliff",
        ),
        pytest.param(
            ANDROID,
            '<resources><plurals name="a"><item quantity="one">b</item><item quantity="other">c</item></plurals>'
            "<string-array><item>d</item><item>e</item></string-array></resources>",
            [["b", "c"], ["d"], ["e"]], id="android",
        ),
    ],
)  # fmt: skip
def test_forms_of_one_text_are_one_unit(kind: str, text: str, expected: list[list[str]]) -> None:
    assert units(kind, text) == expected


def test_of_one_unit_all_are_labels_or_none_is() -> None:
    short, long = '"msgstr[0] "A client"', 'msgstr[1] "Our clients pay us every month."'
    po = f'msgid "a"\nmsgid_plural "b"\n{short[1:]}\n{long}\n'

    assert [part for _, part, _ in seen(PO, po)] == [KEY, KEY, TEXT, TEXT]


# --- which files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("locales/en/common.json", '{"a": "Client"}', True),
        ("src/i18n/fr.yml", "fr:\n  a: Client\n", True),
        ("fr.json", '{"a": "Client"}', True),
        ("app/en-US.json", '{"a": "Client"}', True),
        ("messages.fr.json", '{"a": "Client"}', True),
        ("lang/app.json", '{"a": "Client"}', True),
        ("_locales/en/messages.json", '{"a": {"message": "Client"}}', True),
        ("config/locales/devise.en.yml", "en:\n  a: Client\n", True),
        ("data/help.json", '{"a": "Our clients pay.", "b": "They call us.", "c": "We call them back."}', True),
        ("data/help.json", '{"a": "Our clients pay."}', False),
        ("tests/help.json", '{"a": "Our clients pay.", "b": "They call us.", "c": "We call them back."}', False),
        ("data/firms.json", '{"a": "Our clients", "b": "Their clients", "c": "All clients"}', False),
        ("data/help.yml", "a: Our clients pay.\nb: They call us.\nc: We call them back.\n", False),
        ("data/help.yml", "en:\n  a: Our clients pay.\n", True),
        ("locales/en/app.json", '{"a": "Client"}', True),
        ("locales/en/jobs.json", '{"jobs": {"services": "Client"}}', True),
        ("data/people.json", '{"a": "client", "b": "Our clients"}', False),
        ("locales/package.json", '{"name": "our clients"}', False),
        ("package-lock.json", '{"name": "our clients"}', False),
        ("composer.lock", '{"name": "our clients"}', False),
        ("tsconfig.app.json", '{"name": "our clients"}', False),
        ("api/openapi.yml", "en:\n  title: Our clients\n", False),
        ("i18n/api.json", '{"openapi": "3.1.0", "info": {"title": "Our clients"}}', False),
        ("client.schema.json", '{"a": "our clients"}', False),
        ("client.json", '{"$schema": "x", "properties": {"a": {"title": "our clients"}}}', False),
        ("docker-compose.yml", "en:\n  a: our clients\n", False),
        (".github/workflows/ci.yml", "en:\n  a: our clients\n", False),
        ("mkdocs.yml", "en:\n  a: Our clients\n", False),
        ("_config.yml", "en:\n  a: Our clients\n", False),
        ("pubspec.yaml", "en:\n  a: Our clients\n", False),
        ("chart/Chart.yaml", "en:\n  a: Our clients\n", False),
        ("i18n.config.json", '{"a": "our clients"}', False),
        (".eslintrc.json", '{"a": "our clients"}', False),
        ("manifest.json", '{"a": "our clients"}', False),
        ("deploy.yml", "- name: Install our clients\n- name: Start our clients\n", False),
        ("k8s/api.yaml", "apiVersion: v1\nkind: Our clients\n", False),
        ("build.yml", "name: our clients\njobs:\n  a: Run our clients\n", False),
        ("locales/fr.json", "{}", False),
    ],
)  # fmt: skip
def test_which_files_are_tables_of_texts(path: str, text: str, expected: bool) -> None:
    assert is_table_of_texts(path, text) is expected
    assert is_table_of_texts(path.replace("/", "\\"), text) is expected


# --- nothing breaks -----------------------------------------------------------------------------------------

NEW = "zebra"


def changes(kind: str, text: str) -> Iterator[tuple[Stretch, str]]:
    """The text with one word changed, for each word that may be."""
    form = PROSE_FORMATS[kind]
    stretches = form.stretches(text)
    assert all(a.end <= b.start for a, b in pairwise(stretches))
    for stretch in stretches:
        piece = text[stretch.start : stretch.end]
        masked = form.mask(piece)
        assert len(masked) == len(piece)
        for word in WORD.finditer(masked) if stretch.part != KEY else ():
            start, end = (stretch.start + at for at in word.span())
            around = text[start - 1 : start] + text[end : end + 1]
            if text[start:end] != word[0] or any(c.isalnum() or c == "_" for c in around):
                continue
            assert form.written(text, stretch, NEW) == NEW
            yield stretch, text[:start] + NEW + text[end:]


def flat(value: Any, path: tuple[Any, ...] = ()) -> dict[tuple[Any, ...], Any]:
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return {k: v for key, inner in pairs for k, v in flat(inner, (*path, key)).items()}
    return {path: value}


def assert_one_value_differs(kind: str, text: str, parse: Callable[[str], Any]) -> None:
    before = flat(parse(text))
    for _, changed in changes(kind, text):
        after = flat(parse(changed))
        assert before.keys() == after.keys()
        [(old, new)] = [(before[key], after[key]) for key in before if before[key] != after[key]]
        assert new.replace(NEW, "") in old or NEW in new
        assert type(old) is type(new) is str


TEXTS = st.one_of(
    MESSAGES,
    st.lists(
        st.sampled_from(
            ["our clients", "client", " ", "\n", "'", '"', "\\", "\t", "#", ": ", "- ", "{x}", "%s", "\u00e9", "l'", "&", "<b>",
             "| ", "> ", "[", "@:a", "\u2019", "1", "no", "\u00a0", ",", "*", "!", "?", "``", "{", "}", "\\n"]
        ),
        max_size=6,
    ).map("".join),
)  # fmt: skip
KEYS = st.sampled_from(
    ["client", "one", "other", "a_b", "Our clients", "description", "fr", "no", "x: y", "it's", '"q"', "- c"]
)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.one_of(st.dictionaries(KEYS, inner, max_size=4), st.lists(inner, max_size=3)),
    max_leaves=8,
)


@examples(100)
@given(
    tree=st.dictionaries(KEYS, TREES, min_size=1), escaped=st.booleans(), indent=st.sampled_from([None, 2])
)
def test_a_word_changes_one_value_of_json(tree: Any, escaped: bool, indent: int | None) -> None:
    text = json.dumps(tree, ensure_ascii=escaped, indent=indent)

    assert_one_value_differs(JSON, text, json.loads)


def values_in(text: str) -> dict[tuple[int, int], str]:
    """The scalars of YAML that are values, by where they stand."""
    found: dict[tuple[int, int], str] = {}

    def visit(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            for _, value in node.value:
                visit(value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                visit(value)
        else:
            found[node.start_mark.index, node.end_mark.index] = node.value

    for node in yaml.compose_all(text, Loader=yaml.SafeLoader):
        if node is not None:
            visit(node)
    return found


def yaml_tree(text: str) -> Any:
    """What YAML holds; keys that stand there twice are two."""

    def tree(node: yaml.Node | None) -> Any:
        if isinstance(node, yaml.MappingNode):
            return [[tree(key), tree(value)] for key, value in node.value]
        if isinstance(node, yaml.SequenceNode):
            return [*map(tree, node.value)]
        return node and node.value

    return [*map(tree, yaml.compose_all(text, Loader=yaml.BaseLoader))]


def assert_yaml_is_told(text: str) -> None:
    """Each text that is read is a value, from its first character to its last."""
    try:
        values = values_in(text)
    except yaml.YAMLError:
        assume(False)
    for entry in yaml_entries(text):
        [(start, end)] = [place for place in values if place[0] <= entry.start < entry.end <= place[1]]
        opening, closing = text[start : entry.start], text[entry.end : end]
        if opening[:1] in ("|", ">"):
            assert not closing.strip()
            assert not re.sub(r"#.*", "", opening.strip("|>+- \r\n"))
        else:
            assert (opening, closing) in (("", ""), ("'", "'"), ('"', '"'))
    assert_one_value_differs(YAML, text, yaml_tree)


@examples(120)
@given(
    tree=st.dictionaries(KEYS, TREES, min_size=1),
    form=st.fixed_dictionaries(
        {
            "default_style": st.sampled_from([None, '"', "'", "|", ">"]),
            "width": st.sampled_from([30, 10000]),
            "indent": st.sampled_from([2, 4]),
            "allow_unicode": st.booleans(),
            "line_break": st.sampled_from(["\n", "\r\n"]),
        }
    ),
)
def test_what_is_read_of_yaml_are_values_and_a_word_changes_one(tree: Any, form: dict[str, Any]) -> None:
    assert_yaml_is_told(yaml.safe_dump(tree, sort_keys=False, **form))


LINES = st.sampled_from(
    ["a: our clients", "b:", "- our clients", "-", "- c: our clients", "d: 'our clients'", 'e: "our clients"', "f: |", "g: >-",
     "our clients", "# our clients", "", "h: our clients # clients", "i: [our clients]", "j: {k: our clients", "our clients}",
     "l: &m our clients", "n: *m", "o: !t our clients", "'p q': our clients", '"r": our clients', "- - our clients", "---", "s: 'our",
     "clients'", 't: "our', 'clients"', "u: our: clients", "? v", ": our clients", "w:our clients", "x: it's our 'clients'", "<<: *m",
     "y: our clients:", "z: |2", "aa: - our clients", "...", "bb : our clients", "cc:  # clients", "dd: [", "our clients]", "\tee: our clients",
     "ff: our\tclients", 'gg: "our\\', "hh: our clients\u00a0: x", "ii: @our clients", "jj: 'our''s' clients", "kk: our clients#x"]
)  # fmt: skip


@examples(400)
@given(
    st.lists(st.tuples(st.sampled_from([0, 0, 1, 2, 2, 4, 6]), LINES), min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n"]),
)
def test_no_line_of_yaml_is_taken_for_what_it_is_not(lines: list[tuple[int, str]], ending: str) -> None:
    assert_yaml_is_told("".join(f"{' ' * indent}{line}{ending}" for indent, line in lines))


def test_simple_texts_in_yaml_are_all_read() -> None:
    tree = {
        "fr": {
            "a": "Nos clients",
            "b": ["un client", "l'ami", "c: d", "e #f", "- g", "\u00e9"],
            "c": {"d": "h\ni\n"},
        }
    }
    for style in (None, '"', "'", "|", ">"):
        text = yaml.safe_dump(tree, default_style=style, width=10000, allow_unicode=True)
        assert len([*yaml_entries(text)]) == 8, text


XML_TEXTS = st.lists(
    st.sampled_from(
        ["our clients", " ", "\n", "&amp;", "&lt;b&gt;", "\u00e9", "<g id='1'>clients</g>", '<x id="clients" a=">"/>', "\\'", "\\n", "%1$s",
         "<ph id='2'>clients</ph>", "<![CDATA[clients <b>]]>", "<!-- clients -->", "l\\'", "&#233;", "{n, plural, one {client} other {clients}}"]
    ),
    max_size=5,
).map("".join)  # fmt: skip


def xml_texts(text: str) -> dict[str, str]:
    """What each element holds, and its attributes, by the way to it."""
    found: dict[str, str] = {}
    for number, element in enumerate(ET.fromstring(text).iter()):
        found[f"{number} {element.tag} {element.attrib}"] = element.text or ""
        found[f"{number} tail"] = element.tail or ""
    return found


@examples(100)
@given(st.lists(XML_TEXTS, min_size=1, max_size=4))
def test_a_word_changes_one_text_of_xml(texts: list[str]) -> None:
    units = "".join(
        f"<trans-unit id='client'><source>{t}</source><target a='>'>{t}</target></trans-unit>" for t in texts
    )
    strings = "".join(f'<string name="client">{t}</string>' for t in texts)

    assert_one_value_differs(XLIFF, f"<xliff><!-- é --><file>{units}</file></xliff>", xml_texts)
    assert_one_value_differs(ANDROID, f"<resources>{strings}</resources>", xml_texts)


def quoted(text: str) -> str:
    return (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    )


@st.composite
def catalogues(draw: Any) -> str:
    def field(keyword: str) -> str:
        lines = draw(st.lists(TEXTS, min_size=1, max_size=3))
        return "\n".join([f"{keyword} {quoted(lines[0])}", *map(quoted, lines[1:])])

    entries = []
    for number in range(draw(st.integers(1, 3))):
        plural = draw(st.booleans())
        keys = [f'msgctxt "client {number}"', field("msgid"), *([field("msgid_plural")] if plural else [])]
        texts = [field("msgstr[0]"), field("msgstr[1]")] if plural else [field("msgstr")]
        entries.append(
            "\n".join(
                [draw(st.sampled_from(["# our clients", '#| msgid "clients"', "#, fuzzy"])), *keys, *texts]
            )
        )
    return 'msgid ""\nmsgstr "Language: fr\\n"\n\n' + "\n\n".join(entries) + "\n"


def po_units(text: str) -> dict[tuple[Any, ...], Any]:
    def forms(text: Any) -> list[str]:
        return [*map(str, getattr(text, "strings", [text]))]

    return flat(
        [[forms(u.source), forms(u.target), u.getcontext()] for u in pofile.parsestring(text.encode()).units]
    )


@examples(60)
@given(catalogues())
def test_a_word_changes_one_translation_of_a_catalogue(text: str) -> None:
    assert_one_value_differs(PO, text, po_units)


@examples(100)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_word_changes_one_value_of_apple(texts: list[str]) -> None:
    text = "".join(f'/* clients */\n"our clients {n}" = {quoted(t)};\n' for n, t in enumerate(texts))

    def pairs(text: str) -> list[tuple[str, str]]:
        return [[unit.name, unit.value] for unit in stringsfile.parsestring(text.encode("utf-16")).units]

    assert_one_value_differs(APPLE, text, pairs)


# --- words written, time ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "new", "written"),
    [
        (JSON, '{"a": "our clients"}', 'our "x"', 'our \\"x\\"'),
        (JSON, '{"a": "our clients"}', "a {b}", None),
        (YAML, "a: 'our clients'", "maître d'ouvrage", "maître d''ouvrage"),
        (YAML, "a: our clients", "maître d'ouvrage", "maître d'ouvrage"),
        (YAML, "a: our clients", "a: b", None),
        (YAML, "a: our clients", "- b", None),
        (
            ANDROID,
            "<resources><string>our clients</string></resources>",
            "maître d'ouvrage",
            r"maître d\'ouvrage",
        ),
        (ANDROID, "<resources><string>our clients</string></resources>", "a & b", None),
        (XLIFF, XLIFF_1, "a & b", None),
        (PO, 'msgid "a"\nmsgstr "b c"\n', "maître d'ouvrage", "maître d'ouvrage"),
    ],
)
def test_words_are_written_as_their_place_asks(kind: str, text: str, new: str, written: str | None) -> None:
    form = PROSE_FORMATS[kind]

    assert form.written(text, form.stretches(text)[-1], new) == written


@pytest.mark.parametrize("kind", [PO, JSON, YAML, ARB, XLIFF, ANDROID, APPLE])
@pytest.mark.parametrize(
    "unit",
    ['"', "'", "{", "{n, plural, one {", "}", "\\", "a: ", "a:", " ", "- ", "&", "<", "<!--", "[", "|", "#", "%", "@:", "a", "''", "\n ",
     "a: b\n", "a: 'b\n", "-\n", '"a" = "b', 'msgid "a"\n', "a: [\n", "{{", "a: >\n "],
)  # fmt: skip
def test_time_grows_with_the_length_only(unit: str, kind: str) -> None:
    form = PROSE_FORMATS[kind]
    frame = {JSON: '{{"a": "{}"}}', ARB: '{{"a": "{}"}}', XLIFF: "<xliff><file><trans-unit><target>{}</target></trans-unit></file></xliff>",
             ANDROID: "<resources><string>{}</string></resources>"}  # fmt: skip

    def seconds(times: int) -> float:
        text = unit * times
        started = time.process_time()
        form.stretches(text)
        form.stretches(frame.get(kind, "{}").format(text))
        form.mask(text)
        return time.process_time() - started

    seconds(10)
    # Eight times the length: linear is 8, quadratic 64; the best of three, in which nothing was cleaned up.
    assert min(seconds(4000) for _ in range(3)) < 24 * (seconds(500) + 0.005)
