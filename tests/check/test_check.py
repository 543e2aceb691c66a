"""``relcli check``: what a word means, where it stands, what is put in its place, and what cannot break it."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker
from markdown_it import MarkdownIt
from support.houses import DATA, own_house, role, texts
from support.process import Run

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import check as benchmark

from relcli import load
from relcli.check import files, find, fix, readers, run, team, words
from relcli.cli import main
from relcli.errors import InputError

CUSTOMER = """\
format_version = 1
data = "2026-11-21"
[answers]
[roles.payer]
concept = "customer"
verdict = "clear"
reason = "A customer buys. (shopify-ro, “Section”)"
[roles.payer.en]
preferred = "customer"
admitted = ["potential client"]
deprecated = ["client"]
[roles.payer.fr]
preferred = "consommateur"
admitted = []
deprecated = ["utilisateur"]
[roles.payer.ro]
preferred = "consumator"
admitted = []
deprecated = ["utilizator"]
"""


def lookup(right: str, *wrong: str, language: str = "en", concept: str = "customer") -> words.Lookup:
    roles = {"payer": role(right, concept=concept, because="Because.", languages=(language,))}
    house = own_house(roles, dict.fromkeys(wrong, right) if wrong else None)
    return words.of_house(house, DATA, texts())


CLIENT = lookup("customer", "client")


def hits(
    text: str, kind: str = "markdown", language: str | None = "en", **more: object
) -> list[find.Finding]:
    return find.findings(text, kind, "x", CLIENT, find.Options(language=language, **more))


def mend(text: str, table: words.Lookup, language: str = "en") -> str:
    source = files.Text("x.md", "markdown", text)
    options = find.Options(language=language)
    return run.mended(run.check(source, table, options), table, options)[0]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "relcli.toml").write_text(CUSTOMER, encoding="utf-8")
    return tmp_path


# ---- what the word means --------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "floor"), [("client", 0.92), ("customer", 0.95)])
@pytest.mark.parametrize("half", [0, 1], ids=["tuned", "held out"])
def test_precision_and_recall_on_the_labelled_sentences(word: str, floor: float, half: int) -> None:
    chosen = [s for s in benchmark.sentences() if s.word == word and s.number % 2 == half]
    precision, recall = benchmark.rates(benchmark.tally(chosen))

    assert precision >= floor
    assert recall >= floor


def test_software_is_hardly_ever_flagged() -> None:
    counts = benchmark.tally(benchmark.sentences())

    assert counts["software flagged"] <= 0.02 * counts["software"]


@pytest.mark.parametrize(
    ("text", "judgement", "sense"),
    [
        ("Our clients love it.", "flag", "person"),
        ("The client sends a request to the server.", "pass", "software"),
        ("Validate client-side.", "pass", "software"),
        ("Ask client support.", "pass", "compound"),
        ("Ask the client manager.", "pass", "role"),
        ("We use the Acme Client Suite for this.", "pass", "proper"),
        ("A potential client called.", "flag", "person"),
    ],
)
def test_a_word_is_judged_by_its_company(text: str, judgement: str, sense: str) -> None:
    [found] = hits(text)

    assert (found.verdict.judgement, found.verdict.sense) == (judgement, sense)


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        pytest.param("Write “client” in the form.", "quotation", id="the word itself, in quotation marks"),
        pytest.param("Dear [client name], thank you.", "code", id="a blank to be filled in"),
        pytest.param("Open the page **All clients** and wait.", "proper", id="emphasised with a capital"),
        pytest.param("Go to Home > Sales > Client and wait there.", "proper", id="on a menu path"),
        pytest.param(
            "In the report, click Client to see more.", "proper", id="after what one does on a screen"
        ),
        pytest.param("Fill in the Client field of the long form.", "proper", id="before what is on a screen"),
        pytest.param("- **Client**: who the letter goes to.", "proper", id="what an item of a list explains"),
        pytest.param("### Client\n\nWho the letter goes to.", "proper", id="alone on its line"),
        pytest.param("| Client | Amount |", "proper", id="alone in a cell"),
        pytest.param("This is told in [Client](client.md) at length.", "proper", id="the title of a page"),
        pytest.param("Each invoice belongs to one Client only.", "proper", id="an entity with a capital"),
        pytest.param("We run the EM Client on every desk.", "proper", id="behind a brand in capitals"),
        pytest.param("Each invoice belongs to one\nClient only.", "proper", id="in a sentence that goes on"),
        pytest.param("Click the “New Client” button.", "quotation", id="some words with a capital, quoted"),
        pytest.param("Client Jobs are used to group invoices.", "proper", id="a name that begins a sentence"),
    ],
)
def test_a_name_is_no_fault(text: str, sense: str) -> None:
    [found] = hits(text)

    assert (found.verdict.judgement, found.verdict.sense) == ("pass", sense)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Client shall pay within thirty days.", id="a party that shall"),
        pytest.param(
            "The parties sign this agreement. Liability towards the Client ends when the invoice is paid.",
            id="in a contract",
        ),
        pytest.param("# How we find new Clients", id="a capital in a heading"),
        pytest.param("We love our Clients and their projects.", id="ours, with a capital"),
        pytest.param("See [our clients](x.md) for their stories.", id="the text of a link"),
        pytest.param("**Clients** pay us by the hour.", id="emphasis that begins a sentence"),
        pytest.param("> Our client asked for a quote.", id="a quoted line is no menu path"),
    ],
)
def test_a_capital_alone_makes_no_name(text: str) -> None:
    assert [found.verdict.judgement for found in hits(text)] == ["flag"]


@pytest.mark.parametrize(
    ("text", "judgement"),
    [
        pytest.param("The customer experience matters.", "pass", id="a compound takes the singular"),
        pytest.param("Customers experience delays.", "flag", id="after a plural it is a verb"),
        pytest.param(
            "Tell the customer.\n\n- Portal addresses", "flag", id="another paragraph is not beside it"
        ),
        pytest.param("Tell the customer\n- Service starts", "flag", id="nor is another item of a list"),
    ],
)
def test_a_compound_is_one_only_where_it_can_be(text: str, judgement: str) -> None:
    options = find.Options(language="en")
    found = find.findings(text, "markdown", "x", lookup("client", "customer", concept="client"), options)

    assert [f.verdict.judgement for f in found] == [judgement]


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


@settings(max_examples=400)
@given(blocks=st.lists(BLOCK, min_size=1, max_size=6))
def test_what_is_prose_is_what_a_parser_says(blocks: list[str]) -> None:
    text = "\n\n".join(blocks) + "\n"

    assert len(hits(text)) == prose_of(text)


@pytest.mark.parametrize(
    ("beside", "judgement"),
    [
        ("Our clients pay us.", "flag"),
        ("The HTTP client sends a request to the server.", "pass"),
        ("Nothing else is said.", "review"),
    ],
)
def test_an_unclear_hit_goes_with_the_clear_ones_beside_it(beside: str, judgement: str) -> None:
    assert hits(f"{beside} It is there for the client.")[-1].verdict.judgement == judgement


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


def test_a_quotation_passes_when_asked() -> None:
    text = "He said “our clients pay” and left."

    assert hits(text)[0].verdict.judgement == "flag"
    assert hits(text, quotes=False)[0].verdict.sense == "quotation"


@pytest.mark.parametrize(
    "text",
    [
        "Set `client` here.", "```\nour clients\n```\n", "para\n\n    our clients\n", "https://x.org/client/a",
        "[x](/our/clients)", "<a href='clients'>x</a>", "Write {client} and %(client)s and ${client}.",
        "client_id and client.id and client() and @client", "<!-- our clients -->", "x\n\n[client]: http://a\n",
        "<pre>our clients</pre>", "myclient clients2",
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
    ("text", "place"),
    [
        ("\U0001f600 our **clients** pay", (1, 9)),
        ("a\r\n\r\nOur clients pay", (3, 5)),
        ("| a | b |\n|---|---|\n| x | our clients |", (3, 11)),
        ("See [our clients](x.md).", (1, 10)),
        ("> Our _clients_", (1, 8)),
    ],
    ids=["astral and emphasis", "CRLF", "table", "link text", "quoted emphasis"],
)
def test_places_are_exact(text: str, place: tuple[int, int]) -> None:
    [found] = hits(text)

    assert (found.line, found.column) == place
    assert text[found.start : found.end] == "clients"


# ---- putting the right word in ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong", "language", "before", "after"),
    [
        ("customer", "client", "en", "Our clients, OUR CLIENTS and the client’s fees.", "Our customers, OUR CUSTOMERS and the customer’s fees."),
        ("customer", "client", "en", "Our clients' fees; client-side stays.", "Our customers' fees; client-side stays."),
        ("user", "client", "en", "We met a client who pays.", "We met a user who pays."),
        ("owner", "client", "en", "We met a **client** who pays.", "We met an **owner** who pays."),
        ("client", "owner", "en", "An owner pays us.", "A client pays us."),
        ("consommateur", "utilisateur", "fr", "L’utilisateur paie, l'utilisateur de l’utilisateur.", "Le consommateur paie, le consommateur du consommateur."),
        ("consommateur", "utilisateur", "fr", "Peu d’utilisateurs, cet utilisateur, une utilisatrice.", "Peu de consommateurs, ce consommateur, une consommatrice."),
        ("utilisateur", "consommateur", "fr", "Le **consommateur** paie au consommateur.", "L’**utilisateur** paie à l’utilisateur."),
        ("consumator", "utilizator", "ro", "Utilizatorului și utilizatorilor, o utilizatoare.", "Consumatorului și consumatorilor, o consumatoare."),
    ],
)  # fmt: skip
def test_grammar_stays_right(right: str, wrong: str, language: str, before: str, after: str) -> None:
    table = lookup(right, wrong, language=language)

    assert mend(before, table, language) == after
    assert mend(after, table, language) == after


PIECES = ["Our clients pay. ", "a client ", "client-side ", "`client` ", "\n\n", "\r\n", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape"), "the client's ", "<!-- ", "-->", "```\n", "# ", "[client](client) ", "é", "\U0001f600", "A CLIENT ", "{client} "]  # fmt: skip
SOUP = st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), st.text())


@settings(derandomize=True, deadline=None, max_examples=200)
@given(text=SOUP, kind=st.sampled_from(sorted(set(readers.KINDS.values()))))
def test_undoing_the_fixes_gives_back_the_text(text: str, kind: str) -> None:
    result = run.check(files.Text("x", kind, text), CLIENT, find.Options(language="en"))
    edits = [edit for _, edit in run.edits(result)]

    assert all(text[e.start : e.start + len(e.old)] == e.old for e in edits)
    assert fix.undo(fix.apply(text, edits), edits) == text


@settings(derandomize=True, deadline=None, max_examples=100)
@given(text=SOUP, kind=st.sampled_from(sorted(set(readers.KINDS.values()))))
def test_mending_twice_changes_nothing_more(text: str, kind: str) -> None:
    def once(text: str) -> str:
        result = run.check(files.Text("x", kind, text), CLIENT, find.Options(language="en"))
        return run.mended(result, CLIENT, find.Options(language="en"))[0]

    assert once(once(text)) == once(text)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(data=st.binary() | SOUP.map(lambda t: t.encode("utf-8", "surrogateescape")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    text = files.decode("x.md", data)

    assert isinstance(text, files.Problem) or text.text.encode("utf-8", "surrogateescape") == data


def test_fix_keeps_mode_and_line_endings(house: Path, run: Run) -> None:
    page = house / "a.md"
    page.write_bytes(b"# Our clients\r\n\r\nA client pays us. \xff\r\n")
    page.chmod(0o640)
    result = run("check", "--fix", "a.md", cwd=house)

    assert page.read_bytes() == b"# Our customers\r\n\r\nA customer pays us. \xff\r\n"
    assert page.stat().st_mode & 0o777 == 0o640
    assert "a.md:1: a heading changes" in result.stderr
    assert result.returncode == 0
    assert run("check", "a.md", cwd=house).stdout == ""


def test_diff_changes_nothing(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Our clients pay.\n", encoding="utf-8")
    result = run("check", "--diff", "a.md", cwd=house)

    assert "-Our clients pay.\n+Our customers pay.\n" in result.stdout
    assert (house / "a.md").read_text(encoding="utf-8") == "Our clients pay.\n"


# ---- the words ----------------------------------------------------------------------------------------


def test_without_words_of_its_own_a_role_avoids_what_contrasts_with_it() -> None:
    table = lookup("customer")

    assert "client" in table.forms["en"]
    assert "prospect" not in table.forms["en"]


@pytest.mark.parametrize("concept", ["guest", "patient", "student", "passenger"])
def test_the_word_of_a_trade_avoids_the_general_one(concept: str) -> None:
    assert lookup(concept, concept=concept).forms["en"]["customers"].avoided.concept == concept


def test_a_word_that_another_role_says_is_no_fault() -> None:
    roles = {"payer": role("customer", concept="customer"), "regular": role("client")}
    rules = {"client": "customer", "customer": "client"}

    assert words.of_house(own_house(roles, rules), DATA, texts()).forms == {}


# ---- the command ----------------------------------------------------------------------------------------


def test_the_json_is_as_promised(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Our clients pay.\nThe client sends a request.\n", encoding="utf-8")
    result = run("check", "--json", "a.md", cwd=house)
    table = json.loads(result.stdout)

    assert result.returncode == 1
    assert set(table) == {"format_version", "findings", "summary"}
    [found] = table["findings"]
    assert set(found) == {
        "path", "line", "column", "match", "judgement", "concept", "preferred", "reason", "source", "cues", "fix",
    }  # fmt: skip
    assert (found["concept"], found["source"], found["preferred"]) == ("customer", "shopify-ro", "customer")
    explained = json.loads(run("check", "--json", "--explain", "a.md", cwd=house).stdout)
    assert [f["judgement"] for f in explained["findings"]] == ["flag", "pass"]


def test_text_shows_the_line_and_a_caret(house: Path, run: Run) -> None:
    result = run("check", "-", stdin="Our **clients** pay.\n", cwd=house)

    assert result.stdout.splitlines()[0].startswith("-:1:7: flag: “clients”: write “customer”.")
    assert result.stdout.splitlines()[1:] == ["    Our **clients** pay.", "          ^^^^^^^"]


def test_sarif_fits_the_schema_of_its_standard(house: Path, run: Run) -> None:
    (house / "a b%,é.md").write_text(
        "Our clients pay, “client” 🙂.\n\nThe client sends a request.\n\nclient\n", encoding="utf-8"
    )
    (house / "empty.md").write_text("Nothing.\n", encoding="utf-8")
    schema = json.loads(
        (Path(__file__).parents[1] / "support" / "schemas" / "sarif-2.1.0.json").read_text("utf-8")
    )
    schema = Draft7Validator(schema, format_checker=FormatChecker())
    log = json.loads(run("check", "--format", "sarif", "--explain", ".", cwd=house).stdout)
    nothing = json.loads(run("check", "--format", "sarif", "empty.md", cwd=house).stdout)

    assert {"fail", "pass"} <= {result["kind"] for result in log["runs"][0]["results"]}
    assert [*schema.iter_errors(log), *schema.iter_errors(nothing)] == []
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not schema.is_valid(log)


def test_sarif_and_github(house: Path, run: Run) -> None:
    (house / "a%,b.md").write_text("Our clients pay.\n", encoding="utf-8")
    log = json.loads(run("check", "--format", "sarif", ".", cwd=house).stdout)
    [result] = log["runs"][0]["results"]

    assert log["version"] == "2.1.0"
    assert result["locations"][0]["physicalLocation"]["region"]["charOffset"] == 4
    assert (
        result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "customers"
    )
    line = run("check", "--format", "github", ".", cwd=house).stdout
    assert line.startswith("::error file=./a%25%2Cb.md,line=1,col=5,")


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        ("Our customers pay.", [], 0),
        ("Our clients pay.", [], 1),
        ("The client sends a request.", ["--strict"], 0),
        ('Our clients pay. <!-- relcli: ignore client "their word" -->', [], 0),
        ("<!-- relcli: ignore-start -->\nOur clients pay.\n\nOur clients.\n<!-- relcli: ignore-end -->", [], 0),
    ],
)  # fmt: skip
def test_exit_codes(house: Path, run: Run, text: str, arguments: list[str], code: int) -> None:
    (house / "a.md").write_text(text + "\n", encoding="utf-8")

    assert run("check", *arguments, "a.md", cwd=house).returncode == code


def test_an_ignore_that_excuses_nothing_is_named(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Fine. <!-- relcli: ignore client -->\n", encoding="utf-8")

    assert "a.md:1: this comment excuses nothing" in run("check", "a.md", cwd=house).stderr


def test_without_a_decision_the_survey_is_offered(tmp_path: Path, run: Run) -> None:
    result = run("check", ".", cwd=tmp_path)

    assert result.returncode == 2
    assert "--survey" in result.stderr


def test_a_survey_needs_no_decision(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.md").write_text("Our clients pay us. The client sends a request.\n", encoding="utf-8")
    table = json.loads(run("check", "--survey", "--json", ".", cwd=tmp_path).stdout)

    assert table["words"] == [
        {"word": "client", "language": "en", "person": 1, "software": 1, "other": 0, "unclear": 0}
    ]
    assert "#" in run("check", "--survey", ".", cwd=tmp_path).stdout


def test_what_a_baseline_knows_is_not_told_again(house: Path, run: Run) -> None:
    (house / "a.md").write_text("Our clients pay.\n", encoding="utf-8")

    assert run("check", "--baseline", "known.json", "a.md", cwd=house).returncode == 0
    assert run("check", "--baseline", "known.json", "a.md", cwd=house).returncode == 0
    (house / "a.md").write_text("New.\n\nOur clients pay.\n\nYour clients too.\n", encoding="utf-8")
    again = run("check", "--baseline", "known.json", "a.md", cwd=house)
    assert again.returncode == 1
    assert again.stdout.startswith("a.md:5:6:")


def test_only_changed_lines(house: Path, run: Run) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=x", "-c", "user.email=x@x"]
        subprocess.run(["git", *identity, *arguments], cwd=house, check=True, capture_output=True)

    page = house / "a.md"
    page.write_text("Our clients pay.\n", encoding="utf-8")
    git("init")
    git("add", ".")
    git("commit", "-m", "x")
    page.write_text("Our clients pay.\nYour clients pay.\n", encoding="utf-8")
    result = run("check", "--changed-since", "HEAD", "a.md", cwd=house)

    assert result.stdout.startswith("a.md:2:6:")
    assert "a.md:1:" not in result.stdout
    assert run("check", "--changed-since", "nonsense", "a.md", cwd=house).returncode == 2


def test_gitignore_is_respected(house: Path, run: Run) -> None:
    for name in ("a.md", "b.md", "out/c.md", "out/keep.md", "docs/d.md"):
        (house / name).parent.mkdir(exist_ok=True)
        (house / name).write_text("Our clients pay.\n", encoding="utf-8")
    (house / ".gitignore").write_text("b.md\nout/*\n!out/keep.md\n/d.md\n", encoding="utf-8")
    found = json.loads(run("check", "--json", ".", cwd=house).stdout)["findings"]

    assert {f["path"] for f in found} == {"./a.md", "./out/keep.md", "./docs/d.md"}


@pytest.mark.skipif(os.name == "nt", reason="no FIFO")
def test_strange_files_give_a_message(house: Path, run: Run) -> None:
    os.mkfifo(house / "pipe.md")
    (house / "nul.md").write_bytes(b"our clients \0")
    (house / "loop.md").symlink_to("loop.md")
    (house / "ring").symlink_to(".")
    (house / "bad\x1b[31m.md").write_bytes(b"our clients \xff\xfe \x1b[31m\n")
    result = run("check", ".", "loop.md", cwd=house)

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "pipe.md is no regular file" in result.stderr
    assert "nul.md is no text" in result.stderr
    assert "loop.md cannot be read" in result.stderr
    assert "\x1b" not in result.stdout + result.stderr
    assert run("check", "absent.md", cwd=house).returncode == 2


# ---- no input makes it slow -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    ["our clients ", "`client", "<!-- client ", "```\nclient", "[client](", "<client ", "{client", '"client', "client-", "client\n\n    ", "::\nclient\n", "a/client/", "<pre client ", "relcli: ignore client "],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["markdown", "rst", "html", "json", "po"])
def test_time_grows_with_the_length_only(unit: str, kind: str) -> None:
    def seconds(times: int) -> float:
        text = files.Text("x", kind, unit * times)
        started = time.process_time()
        run.check(text, CLIENT, find.Options(language="en"))
        return time.process_time() - started

    seconds(10)
    # Eight times the length: linear is 8, quadratic 64.
    assert seconds(2400) < 24 * (seconds(300) + 0.006)


def test_every_cue_has_a_sense_that_can_be_told() -> None:
    senses = {
        cue["sense"] for table in load.senses().values() for t in table["terms"] for cue in t.get("cues", ())
    }

    assert {f"sense-{sense}" for sense in senses} <= load.messages().keys()


# ---- several processes ----------------------------------------------------------------------------------


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processors, and no patience."""
    monkeypatch.setattr(team, "_processors", lambda: 2)
    monkeypatch.setattr(team, "ALONE", 0)


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="one process only")


def square(path: str) -> tuple[int, int]:
    return int(path) ** 2, os.getpid()


@pytest.mark.process
@LINUX
@pytest.mark.parametrize("number", [0, 1, 5, 500])
@pytest.mark.usefixtures("two")
def test_what_comes_of_files_comes_in_their_order(number: int) -> None:
    done = [*team.in_order(square, map(str, range(number)))]

    assert [value for value, _ in done] == [n**2 for n in range(number)]
    assert (len({process for _, process in done} - {os.getpid()}) > 0) == (number == 500)


@pytest.mark.process
@LINUX
@pytest.mark.usefixtures("two")
def test_what_a_killed_worker_leaves_is_done_here() -> None:
    done = team.in_order(square, map(str, range(5000)))
    first = [next(done) for _ in range(50)]
    for worker in multiprocessing.active_children():
        worker.kill()

    assert [value for value, _ in (*first, *done)] == [n**2 for n in range(5000)]


@pytest.mark.process
@LINUX
@pytest.mark.usefixtures("two")
def test_a_complaint_keeps_its_words_between_processes() -> None:
    def complain(path: str) -> None:
        if path == "30":
            raise InputError("file-changed", name=path)

    with pytest.raises(InputError) as caught:
        [*team.in_order(complain, map(str, range(100)))]

    assert (caught.value.code, caught.value.values) == ("file-changed", {"name": "30"})


@pytest.mark.process
@LINUX
@pytest.mark.parametrize(
    "flags", [["--json"], ["--format", "sarif"], ["--explain"], ["--diff"], ["--survey"]]
)
def test_several_processes_say_what_one_says(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], flags: list[str]
) -> None:
    for number in range(40):
        (house / f"{number}.md").write_text(f"{number} clients pay.\n\nThe client sends a request.\n")
    (house / "broken.md").write_bytes(b"\0")
    monkeypatch.chdir(house)
    said = []
    for processors in (1, 2):
        monkeypatch.setattr(team, "_processors", lambda count=processors: count)
        monkeypatch.setattr(team, "ALONE", 0)
        with contextlib.suppress(SystemExit):
            main(["check", *flags, "."])
        said.append(capsys.readouterr())

    assert said[0] == said[1]
    assert said[0].out


@pytest.mark.process
@LINUX
@pytest.mark.usefixtures("two")
def test_whoever_stops_listening_leaves_nobody_behind() -> None:
    done = team.in_order(square, map(str, range(5000)))
    for _ in range(50):
        next(done)
    assert multiprocessing.active_children()
    done.close()

    assert not multiprocessing.active_children()


@pytest.mark.process
@LINUX
def test_ctrl_c_ends_all_processes(house: Path) -> None:
    for number in range(400):
        (house / f"{number}.md").write_text("Our clients pay. The client sends a request.\n" * 200)
    script = "import sys; from relcli.check import team; team._processors = lambda: 2; team.ALONE = 0\n"
    script += "from relcli.cli import main; sys.exit(main(['check', '--config', 'relcli.toml', '.']))"
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=house, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "Traceback" not in told
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_file_asked_for_by_name_must_be_readable(house: Path, run: Run) -> None:
    (house / "nul.md").write_bytes(b"our clients \0")

    assert run("check", "nul.md", cwd=house).returncode == 2
    assert run("check", ".", cwd=house).returncode == 0


def test_a_diff_has_no_line_that_is_not_there(house: Path, run: Run) -> None:
    said = run("check", "--diff", "-", stdin="Our clients pay.\n", cwd=house).stdout

    assert said.splitlines()[2:] == ["@@ -1 +1 @@", "-Our clients pay.", "+Our customers pay."]


def test_restructuredtext_has_headings_and_blank_lines_below_comments(house: Path, run: Run) -> None:
    text = ".. relcli: ignore client\n\nOur clients pay.\n\nOur clients\n===========\n"
    (house / "a.rst").write_text(text)
    told = run("check", "--fix", "a.rst", cwd=house).stderr

    assert "a.rst:5: a heading changes" in told
    assert (house / "a.rst").read_text() == text.replace("clients\n=", "customers\n=")
