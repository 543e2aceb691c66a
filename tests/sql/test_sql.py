"""``relcli export sql``: one SELECT that answers as ``advise`` does, row by row, in every engine."""

from __future__ import annotations

import csv
import random
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

import duckdb
import pytest
from support import tiny
from support.process import Run
from support.shipped import DATA, told

from relcli import language
from relcli.advice.request import Request
from relcli.decide.ballot import Ballot, Ballots
from relcli.decide.decision import decide
from relcli.errors import AnswerError
from relcli.language import Texts
from relcli.model.knowledge import Knowledge
from relcli.sql.frame import AnswerTable
from relcli.sql.select import ADDED, select
from relcli.sql.text import ANSI, BIGQUERY, DIALECTS, SPARK, check_name, path_parts

KNOWLEDGE = DATA.knowledge
QUESTIONS = tuple(KNOWLEDGE.questions)
CORE = tuple(q.id for q in KNOWLEDGE.questions.values() if q.core)
BALLOTS = list(product(KNOWLEDGE.roles, (None, *KNOWLEDGE.readings)))
SAMPLE = 2000

Row = tuple[str | None, ...]
Ask = Callable[..., list[tuple[Any, ...]]]


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def in_sqlite(statement: str, columns: Sequence[str], rows: Iterable[Row], table: str = "answers") -> list:
    base = sqlite3.connect(":memory:")
    base.execute(
        f"CREATE TABLE {quoted(table)} (id INTEGER, {', '.join(f'{quoted(c)} TEXT' for c in columns)})"
    )
    blanks = ", ".join("?" * (len(columns) + 1))
    base.executemany(
        f"INSERT INTO {quoted(table)} VALUES ({blanks})", ((n, *row) for n, row in enumerate(rows))
    )
    found = sorted(base.execute(statement).fetchall())
    base.close()
    return found


def in_duckdb(statement: str, columns: Sequence[str], rows: Iterable[Row], table: str = "answers") -> list:
    base = duckdb.connect()
    base.execute(
        f"CREATE TABLE {quoted(table)} (id INTEGER, {', '.join(f'{quoted(c)} VARCHAR' for c in columns)})"
    )
    arrays = [list(column) for column in zip(*((n, *row) for n, row in enumerate(rows)), strict=True)]
    unnested = ", ".join(f"unnest(?) AS {quoted(c)}" for c in ("id", *columns))
    base.execute(f"INSERT INTO {quoted(table)} SELECT {unnested}", arrays)
    found = sorted(base.execute(statement).fetchall())
    base.close()
    return found


ENGINES = [pytest.param(in_sqlite, id="SQLite"), pytest.param(in_duckdb, id="DuckDB")]


def statement(
    role: str = "payer",
    reading: str | None = None,
    language: str = "en",
    base: Knowledge = KNOWLEDGE,
    **more: Any,
) -> str:
    table = more.pop("table", None) or AnswerTable("answers", {q: q for q in base.questions})
    texts = Texts(language, DATA.messages, base)
    return select(Ballots(base).of(role, reading), texts, table, **more)


def decided(ballot: Ballot, answers: Mapping[str, str]) -> tuple[Any, ...]:
    decision = decide(ballot, answers)
    return decision.winner, decision.verdict, decision.runner_up, decision.margin, None


@pytest.fixture(scope="module")
def sample() -> list[Row]:
    """Every combination of the core answers with nothing else, then random ones of all twelve."""
    options = {q.id: [None, *(o.id for o in q.options)] for q in KNOWLEDGE.questions.values()}
    rows: list[Row] = [
        tuple(dict(zip(CORE, chosen, strict=True)).get(q) for q in QUESTIONS)
        for chosen in product(*(options[q] for q in CORE))
    ]
    generator = random.Random(4)
    for number in range(SAMPLE):
        open_ = (0.0, 0.15, 0.5, 0.8)[number % 4]
        rows.append(
            tuple(
                generator.choice((None, "", "unknown"))
                if generator.random() < open_
                else generator.choice(options[q][1:])
                for q in QUESTIONS
            )
        )
    return rows


@pytest.fixture(scope="module")
def advised(sample: list[Row]) -> Callable[..., list[tuple[Any, ...]]]:
    """What ``advise`` decides for the rows of the sample; asked once for all databases."""

    @cache
    def ask(role: str, reading: str | None) -> list[tuple[Any, ...]]:
        ballot = Ballots(KNOWLEDGE).of(role, reading)
        return [decided(ballot, {q: a for q, a in zip(QUESTIONS, row, strict=True) if a}) for row in sample]

    return ask


# ---- the same answer as the engine ----------------------------------------------------------------


@pytest.mark.process
@pytest.mark.parametrize("ask", ENGINES)
@pytest.mark.parametrize(("role", "reading"), BALLOTS)
def test_every_row_is_decided_as_advise_decides_it(
    role: str, reading: str | None, ask: Ask, sample: list[Row], advised: Callable[..., list[tuple[Any, ...]]]
) -> None:
    found = ask(statement(role, reading), QUESTIONS, sample)

    assert [row[1 : 1 + len(QUESTIONS)] for row in found] == sample
    for row, expected in zip(found, advised(role, reading), strict=True):
        assert row[-5:] == expected, row


def test_the_sample_sees_every_verdict_and_every_word(sample: list[Row]) -> None:
    ballot = Ballots(KNOWLEDGE).of("payer")
    found = [decided(ballot, {q: a for q, a in zip(QUESTIONS, row, strict=True) if a}) for row in sample]

    assert {verdict for _, verdict, *_ in found} == set(KNOWLEDGE.verdicts)
    assert {winner for winner, *_ in found} > {None, "client", "consumer", "customer", "prospect", "shopper"}


@pytest.mark.parametrize("language", KNOWLEDGE.languages)
@pytest.mark.parametrize("role", KNOWLEDGE.roles)
def test_the_term_is_the_one_that_advise_recommends(role: str, language: str, sample: list[Row]) -> None:
    some = sample[:: len(sample) // 150]
    for given, row in zip(some, in_sqlite(statement(role, language=language), QUESTIONS, some), strict=True):
        answers = {q: a for q, a in zip(QUESTIONS, given, strict=True) if a}
        advised = told(Request(answers, role), language)["recommendation"]
        expected = [advised[key] for key in ("term", "concept", "verdict", "runner_up", "margin")]
        assert [*row[-6:-1]] == expected, answers


MARKET = tiny.knowledge(
    questions=[tiny.question("size", "small large"), tiny.question("again", "never weekly daily")],
    roles=(tiny.role("payer"), tiny.role("regular", again="weekly daily")),
    concepts=[tiny.concept("client", "payer regular"), tiny.concept("guest", "group"), tiny.concept("regular", "payer regular")],
    sources=[
        tiny.source(
            "inn",
            "habit",
            # Names a concept that cannot fill the role: it may lead its reading and never wins.
            tiny.claim("host", "size=small", "payer", "regular", guest=+4, client=+2),
            tiny.claim("often", "again=weekly|daily", "payer", "regular", regular=+2, client=-1),
            covers={"regular": "client"},
        ),
        tiny.source("bank", "deed", tiny.claim("big", "size=large", "payer", "regular", client=+4)),
        tiny.source("club", "deed", tiny.claim("daily", "again=daily", "regular", client=+1, regular=+4)),
    ],
)  # fmt: skip


@pytest.mark.parametrize("ask", ENGINES)
@pytest.mark.parametrize("base", [pytest.param(tiny.TINY, id="tiny"), pytest.param(MARKET, id="market")])
def test_any_knowledge_is_decided_alike(base: Knowledge, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Roles with needs, covered and deprived concepts, lone candidates: what the shipped data has not."""
    monkeypatch.setattr(
        language, "preferred", lambda concept, _: type("Word", (), {"term": concept.id, "forms": {}})
    )
    questions = tuple(base.questions)
    profiles = tiny.profiles(base)
    rows = [tuple(answers.get(q) for q in questions) for answers in profiles]
    for role, reading in product(base.roles, (None, *base.readings)):
        ballot = Ballots(base).of(role, reading)
        if not ballot.concepts:
            continue
        found = ask(statement(role, reading, base=base), questions, rows)
        assert [row[-5:] for row in found] == [decided(ballot, answers) for answers in profiles], (
            role,
            reading,
        )


# ---- what rows may hold ---------------------------------------------------------------------------


@pytest.mark.parametrize("ask", ENGINES)
@pytest.mark.parametrize(
    ("written", "means"),
    [
        pytest.param(None, None, id="NULL is no answer"),
        pytest.param("", None, id="an empty text is no answer"),
        pytest.param("   ", None, id="spaces are no answer"),
        pytest.param("unknown", None, id="unknown is no answer"),
        pytest.param("UNKNOWN", None, id="in capitals too"),
        pytest.param("Goods", "goods", id="capitals do not matter"),
        pytest.param("  GOODS ", "goods", id="spaces around do not matter"),
    ],
)
def test_an_answer_may_be_written_so(written: str | None, means: str | None, ask: Ask) -> None:
    rows = [(offer, "many", *[None] * 10) for offer in (written, means)]
    first, second = ask(statement(), QUESTIONS, rows)

    assert first[-6:] == second[-6:]
    assert first[-1] is None
    assert first[1] == written


@pytest.mark.parametrize("ask", ENGINES)
@pytest.mark.parametrize("role", KNOWLEDGE.roles)
def test_a_wrong_answer_gives_nothing_but_the_name_of_its_question(role: str, ask: Ask) -> None:
    """Even where the role takes an answer for granted, as `advise` refuses it there too."""
    rows: list[Row] = [
        ("bespoke", "few", "agreement", "ongoing", *[None] * 8),
        ("goods", "few", "agreement", "often", *[None] * 8),
        ("goods", *[None] * 10, "maybe"),
        ("goods", "lots", *[None] * 9, "maybe"),
        ("goods", "many", *[None] * 10),
    ]
    found = ask(statement(role), QUESTIONS, rows)

    assert [row[-1] for row in found] == ["offer", "repeat", "stage", "volume", None]
    assert all(row[-6:-1] == (None,) * 5 for row in found[:-1])
    assert found[-1][-4] is not None


@pytest.mark.parametrize("ask", ENGINES)
def test_no_row_is_lost_or_doubled(ask: Ask) -> None:
    generator = random.Random(9)
    cells = [None, "", "goods", "Goods", " goods", "nonsense", "a|b", "software"]
    rows: list[Row] = [tuple(generator.choice(cells) for _ in QUESTIONS) for _ in range(500)] * 3
    found = ask(statement(), QUESTIONS, rows)

    assert [row[0] for row in found] == list(range(len(rows)))
    assert [row[1:13] for row in found] == rows


@pytest.mark.parametrize("ask", ENGINES)
def test_an_empty_table_gives_no_rows(ask: Ask) -> None:
    columns = ("offer", "volume")
    table = AnswerTable("answers", {q: q for q in columns})
    if ask is in_sqlite:
        assert ask(statement(table=table), columns, []) == []
    else:
        base = duckdb.connect()
        base.execute("CREATE TABLE answers (offer VARCHAR, volume VARCHAR)")
        assert base.execute(statement(table=table)).fetchall() == []


# ---- which columns --------------------------------------------------------------------------------


@pytest.mark.parametrize("ask", ENGINES)
def test_questions_without_a_column_are_open_or_the_same_for_all(ask: Ask) -> None:
    columns = {"offer": "line of trade", "repeat": "repeat"}
    table = AnswerTable("answers", columns, {"contract": "terms", "stage": "unknown"})
    options = [[None, *(o.id for o in KNOWLEDGE.questions[q].options)] for q in columns]
    rows: list[Row] = list(product(*options))
    for role in KNOWLEDGE.roles:
        ballot = Ballots(KNOWLEDGE).of(role)
        found = ask(statement(role, table=table), tuple(columns.values()), rows)
        for given, row in zip(rows, found, strict=True):
            answers = {q: a for q, a in zip(columns, given, strict=True) if a} | {"contract": "terms"}
            assert row[-5:] == decided(ballot, answers), (role, answers)


@pytest.mark.parametrize(
    ("role", "question", "answer"),
    [
        pytest.param("regular", "repeat", "one-off", id="refused by the role"),
        pytest.param("regular", "repeat", "ongoing", id="allowed by the role"),
        pytest.param("prospect", "stage", "bought", id="the role leaves no choice"),
    ],
)
def test_a_fixed_answer_is_narrowed_by_the_role(role: str, question: str, answer: str) -> None:
    table = AnswerTable("answers", {"volume": "volume"}, {question: answer})
    [row] = in_sqlite(statement(role, table=table), ["volume"], [("few",)])

    assert row[-5:] == decided(Ballots(KNOWLEDGE).of(role), {"volume": "few", question: answer})


# ---- names that bite ------------------------------------------------------------------------------

NASTY = [
    "answers; DROP TABLE victim; --",
    'x" ; DROP TABLE victim; --',
    'x"" ; DROP TABLE victim; --',
    '"',
    '""',
    "'; DROP TABLE victim; --",
    "x') UNION SELECT 1 --",
    "/* x",
    "x */ --",
    "[x]",
    "`x`",
    "x`; DROP TABLE victim; --",
    "x\\",
    "select",
    "order by",
    "{table}",
    "%s ? :x $1",
    "été cumpărător 客户",
    "Robert'); DROP TABLE victim;--",
    "relcli_answers",
    "RELCLI_decided",
    "relcli_own_points",
    "t",
    "d",
]


@pytest.mark.parametrize("ask", ENGINES)
@pytest.mark.parametrize("name", NASTY)
def test_a_name_is_only_ever_a_name(name: str, ask: Ask) -> None:
    """As a table and as a column; whatever it says, it is looked up and found."""
    table = AnswerTable(f'"{name.replace(chr(34), 2 * chr(34))}"', {"offer": name, "volume": "volume"})
    [row] = ask(statement(table=table), [name, "volume"], [("goods", "many")], name)

    assert row[:3] == (0, "goods", "many")
    assert row[-5] == "customer"


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_quotes_are_balanced_whatever_the_name(name: str, dialect: str) -> None:
    """Taking every string, name and comment out leaves the words of the statement for a plain name."""
    rules = DIALECTS[dialect]
    name_body = r"(?:\\.|[^`\\])*" if rules is BIGQUERY else rf"(?:{rules.quote * 2}|[^{rules.quote}])*"
    text_body = r"(?:''|[^'])*" if rules is ANSI else r"(?:\\.|[^'\\])*"
    token = rf"{rules.quote}{name_body}{rules.quote}|'{text_body}'|--[^\n]*"

    def skeleton(given: str) -> list[str]:
        one = f'"{given.replace(chr(34), 2 * chr(34))}"'
        table = AnswerTable(one, {"offer": given, "volume": given})
        return re.sub(token, "_", statement(table=table, dialect=rules, view=one)).split()

    stemmed = " ".join(skeleton(name)).replace("relcli_own_own_", "relcli_").replace("relcli_own_", "relcli_")
    assert stemmed.split() == skeleton("plain")


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("accounts", ["accounts"]),
        ("crm.accounts", ["crm", "accounts"]),
        ("prod.crm.Accounts 2026", ["prod", "crm", "Accounts 2026"]),
        ('"accounts.csv"', ["accounts.csv"]),
        ('crm."odd.one"', ["crm", "odd.one"]),
        ('"say ""hi"""', ['say "hi"']),
        ('x"; DROP TABLE y; --', ['x"; DROP TABLE y; --']),
        ('"a"; DROP TABLE "b"', ['"a"; DROP TABLE "b"']),
        ("a..b", ["a..b"]),
        (".", ["."]),
    ],
)
def test_a_table_is_named_across_schemas(path: str, parts: list[str]) -> None:
    assert path_parts(path) == parts


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x00b", "a\x1b[31m", "a\udc80"])
def test_what_no_name_can_be_is_refused(name: str) -> None:
    with pytest.raises(AnswerError) as error:
        check_name("--table", name)

    assert (error.value.code, error.value.values["flag"]) == ("not-a-name", "--table")


def test_the_word_of_a_concept_may_hold_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    word = type("Word", (), {"term": "l'habitué\\\"--", "forms": {}})
    monkeypatch.setattr(language, "preferred", lambda *_: word)
    table = AnswerTable("answers", {"volume": "volume"})
    rows: list[Row] = [("many",)]

    assert in_sqlite(statement(table=table), ["volume"], rows)[0][-6] == word.term
    assert in_duckdb(statement(table=table), ["volume"], rows)[0][-6] == word.term
    assert r"THEN 'l\'habitué\\" in statement(table=table, dialect=SPARK)


# ---- the text -------------------------------------------------------------------------------------


def code(text: str) -> str:
    """Without comments and strings."""
    return re.sub(r"'[^']*'|--[^\n]*", "", text)


@pytest.mark.parametrize(("role", "reading"), BALLOTS)
def test_only_what_every_engine_has_is_used(role: str, reading: str | None) -> None:
    text = code(statement(role, reading)).upper()
    functions = set(re.findall(r"\b([A-Z_]+)\(", text))

    assert functions <= {"COALESCE", "LOWER", "TRIM", "NULLIF"}
    assert not re.search(r"/|\bCAST\b|::|\bIS NOT DISTINCT\b|<=>|\|\||\bMATERIALIZED\b|\[|\d\.\d", text)


def test_every_claim_that_is_counted_is_named_with_its_section() -> None:
    text = statement()
    heard = {c.id: " ".join(c.section.split()) for c in Ballots(KNOWLEDGE).of("payer").claims}

    assert [c for c, section in heard.items() if f"-- {c} ({section})" not in text] == []
    assert all(source in text for source in KNOWLEDGE.sources)


@pytest.mark.parametrize("language", KNOWLEDGE.languages)
def test_only_comments_and_terms_depend_on_the_language(language: str) -> None:
    here, english = statement(language=language), statement()

    assert code(here).split() == code(english).split()
    assert (here == english) == (language == "en")


@pytest.mark.parametrize("language", KNOWLEDGE.languages)
def test_a_client_that_splits_at_semicolons_finds_one_statement(language: str) -> None:
    text = statement(language=language)

    assert (text.count(";"), text.endswith(";\n")) == (1, True)
    assert not re.search(r"--.*'", text)


def test_the_same_knowledge_gives_the_same_bytes() -> None:
    assert statement("end-user", "role") == statement("end-user", "role")


@pytest.mark.parametrize("ask", [sqlite3.connect, duckdb.connect])
def test_a_view_answers_as_the_select_does(ask: Callable[..., Any]) -> None:
    base = ask(":memory:")
    base.execute(f"CREATE TABLE answers ({', '.join(f'{quoted(q)} VARCHAR(20)' for q in QUESTIONS)})")
    base.execute("INSERT INTO answers (offer, volume) VALUES ('goods', 'many')")
    base.execute(statement(view='advice for "all"'))
    columns = [*QUESTIONS, *(f"relcli_{name}" for name in ADDED)]
    cursor = base.execute('SELECT * FROM "advice for ""all"""')

    assert [c[0] for c in cursor.description] == columns
    assert cursor.fetchall() == base.execute(statement()).fetchall()
    base.close()


# ---- the command ----------------------------------------------------------------------------------


@pytest.fixture
def base() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute('CREATE TABLE accounts (line_of_trade TEXT, "how often" TEXT)')
    connection.execute("INSERT INTO accounts VALUES ('tailored-service', 'ongoing'), ('goods', 'one-off')")
    yield connection
    connection.close()


def test_the_command_writes_what_a_database_runs(run: Run, base: sqlite3.Connection) -> None:
    flags = ["--table", "accounts", "--map", "offer=line_of_trade", "--map", "repeat=how often"]
    result = run("export", "sql", *flags, "--columns", "offer", "--set", "contract=Agreement", "--lang", "fr")

    assert (result.returncode, result.stderr) == (0, "")
    rows = base.execute(result.stdout).fetchall()
    ballot = Ballots(KNOWLEDGE).of("payer")
    for offer, repeat, term, *rest in rows:
        answers = {"offer": offer, "repeat": repeat, "contract": "agreement"}
        assert tuple(rest) == decided(ballot, answers)
        assert term == "client"


def test_role_reading_and_view_reach_the_statement(run: Run, tmp_path: Any) -> None:
    target = tmp_path / "relcli.sql"
    flags = ["--role", "regular", "--reading", "loyalty", "--view", "advice", "--dialect", "spark"]
    result = run("export", "sql", *flags, "-o", str(target))

    assert (result.returncode, result.stdout) == (0, "")
    assert target.read_text("utf-8") == statement("regular", "loyalty", view="advice", dialect=SPARK)


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--map", "ofer=x"], "Did you mean offer?"),
        (["--map", "offer"], "--map does not take “offer”."),
        (["--map", "offer="], "--map does not take “”."),
        (["--table", ""], "--table does not take “”."),
        (["--view", " "], "--view does not take “”."),
        (["--set", "offer=none"], "--set offer does not take “none”."),
        (["--columns", "offer,colour"], "--columns does not take “colour”."),
        (["--columns", "offer", "--set", "offer=goods"], "--columns"),
        (["--map", "offer=x", "--set", "offer=goods"], "--map"),
        (["--dialect", "oracle"], "Allowed: ansi, spark, bigquery."),
        (["--role", "owner"], "--role does not take “owner”."),
        (["--reading", "sevice"], "Did you mean service?"),
    ],
)
def test_what_is_wrong_is_said(flags: list[str], told: str, run: Run) -> None:
    result = run("export", "sql", *flags)

    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_some_question_needs_a_column(run: Run) -> None:
    every = [f for q in KNOWLEDGE.questions.values() for f in ("--set", f"{q.id}={q.options[0].id}")]
    result = run("export", "sql", *every)

    assert result.returncode == 2
    assert "--columns" in result.stderr


def test_the_statement_and_the_batch_give_the_same_columns(run: Run, sample: list[Row]) -> None:
    some = sample[:: len(sample) // 200]
    lines = [",".join(QUESTIONS), *(",".join(cell or "" for cell in row) for row in some)]
    result = run("batch", "-", "--role", "regular", "--lang", "ro", stdin="\n".join(lines) + "\n")
    added = [f"relcli_{name}" for name in ADDED]
    # The statement is about answers, not about trades: it has no column for them.
    batch = [[row[name] for name in added] for row in csv.DictReader(result.stdout.splitlines())]
    found = in_sqlite(statement("regular", language="ro"), QUESTIONS, some)

    assert batch == [["" if cell is None else str(cell) for cell in row[-len(ADDED) :]] for row in found]
