"""No input makes reStructuredText, AsciiDoc or HTML slow, and what a fix changes there is told exactly."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.checking import CLIENT, hits
from support.markup import fixed
from support.search import examples

from relcli.check.files import SourceFile
from relcli.check.prose import Prose
from relcli.check.prose.kinds import ASCIIDOC, HTML, RST
from relcli.check.run import check_text

UNITS = {
    RST: [
        ".. note::\n   client\n", ".. toctree:: client\n   ", ".. client ", ".. glossary::\n   client\n   ", "client::\n\n  ", "client::\n\n>", ">>> client\n", ">>> client ", "`client ", "`client`_ ",
        "``client ", "client\n====\n", "= = client", "== ==\nclient\n", "+-+\n| client ", "+-client ", "client_", "client_a.", ":client", "- - .. client\n", ".. _client", "   :client:\n", "`client <", "|client",
        ":ref:`client", "\n\n   client", "=client\n=", ".. client::\n ",
    ],
    ASCIIDOC: [
        "----\nclient\n", "----client\n", "----\nclient\n-----\n", "....\nclient\n....\n", "[source]\nclient\n", "[client\n", "client::\n", "client::[", "<<client", "<<client,", "client[", "link:client[", "`client ",
        "+client", "[[client", "(((client", ":client: \\\n", "// client\n", "  client\n\n", "= client\n", "client\n------\n", "== client\n", "|===\n|client ", "client:client[", "[client]#", ".client\n", "[[client]]\n", "*" * 5 + "client ",
    ],
    HTML: [
        "<p>client", "<p title='client", '<p title="client" ', "<!-- client", "<b>client</i>", "<h1>client", "<script>client", "<code>client", "<code>client</code>", "{{ client", "{% client %}", "<% client", "<a client=", "<client ",
        "</p>client", "<p lang=fr>client", "<option>client", "<p translate=no>client", "&client", "<a alt='client'>", "<a =client'", "{{client}}<", '<meta content="client">', "<td>client<tr>", 'class="gui client', '<span class="guimenu">client',
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "unit"),
    [pytest.param(kind, unit, id=f"{kind}-{unit}") for kind in UNITS for unit in UNITS[kind]],
)
def test_time_grows_with_the_length_only(kind: str, unit: str) -> None:
    def seconds(times: int) -> float:
        source = SourceFile("x", kind, unit * times)
        started = time.process_time()
        checked = check_text(source, CLIENT)
        fixed(source.text, kind)
        assert checked.source is source
        return time.process_time() - started

    seconds(10)
    # Eight times the length: linear is 8, quadratic 64; the best of three, in which nothing was cleaned up.
    assert min(seconds(2400) for _ in range(3)) < 24 * (seconds(300) + 0.006)


MARKS = st.sampled_from(
    ["Our clients pay.", "\n", "\n\n", "   ", "clients\n=======\n", ".. ", ".. note::", "::", "`", "`_", "<", ">", "</p>", "<p>", "<!--", "-->", "<b title='", '"', "'", "----\n", "....\n", "[source]\n", "|===\n", "|", "<<",
     ">>", ":a: ", "//", "{{", "}}", "= ", "== ==\n", "+-+\n", ">>> ", "client_", "<code>", "</code>", "lang=fr", "\r\n", "\t", "- ", "[", "]", "é", "\U0001f600", "\x0c", "\u2028"]
)  # fmt: skip


@examples(300)
@given(pieces=st.lists(MARKS, max_size=30), kind=st.sampled_from([RST, ASCIIDOC, HTML]))
def test_whatever_is_written_has_stretches_in_order(pieces: list[str], kind: str) -> None:
    text = "".join(pieces)
    prose = Prose(text, kind)
    places = [place for stretch in prose._stretches for place in stretch[:2]]

    assert places == sorted(places)
    for found in hits(text, kind):
        stretch, masked = prose.stretch_at(found.start)
        assert len(masked) == len(text[stretch.start : stretch.end])
    again = fixed(fixed(text, kind), kind)
    assert again == fixed(again, kind)
