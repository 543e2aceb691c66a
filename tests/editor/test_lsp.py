"""The language server, spoken to as an editor does: over pipes, in the protocol."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from support.checking import CUSTOMER
from support.editor import Editor, applied
from support.process import CLEAN, Run

pytestmark = pytest.mark.process
pytest.importorskip("pygls")
EVERYWHERE = {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}


@pytest.fixture
def edit(program: Mapping[str, str], tmp_path: Path) -> Iterator[Callable[..., Editor]]:
    opened: list[Editor] = []

    def start(*arguments: str, env: Mapping[str, str] | None = None) -> Editor:
        environment = {**CLEAN, **program, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **(env or {})}
        opened.append(Editor(environment, *arguments, cwd=tmp_path))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "relcli.toml").write_text(CUSTOMER, encoding="utf-8")
    return tmp_path


def uri(folder: Path, name: str = "a.md") -> str:
    return (folder / name).as_uri()


def places(found: list[dict]) -> list[tuple[int, int, int]]:
    return [
        (d["range"]["start"]["line"], d["range"]["start"]["character"], d["range"]["end"]["character"])
        for d in found
    ]


def test_a_finding_is_shown_explained_mended_and_gone(edit, house: Path) -> None:
    editor, text = edit(), "Our clients pay.\n"
    capabilities = editor.start(house)
    [found] = editor.open(uri(house), text)

    assert capabilities["positionEncoding"] == "utf-16"
    assert places([found]) == [(0, 4, 11)]
    assert (found["severity"], found["code"], found["source"]) == (2, "en/client", "relcli")
    assert found["message"] == "“clients”: write “customers”. A customer buys."
    hover = editor.hover(uri(house), 0, 6)
    assert hover.startswith(
        "“clients”: write “customers”.\n\nA customer buys. (shopify-ro, “Section”)\n\nCues: "
    )
    assert editor.hover(uri(house), 0, 1) is None
    fix, everything = editor.actions(uri(house), found["range"])
    assert (fix["title"], fix["kind"], fix["isPreferred"]) == ("Write “customers”", "quickfix", True)
    assert fix["diagnostics"][0]["range"] == found["range"]
    assert everything["kind"] == "source.fixAll.relcli"
    mended = applied(text, fix)
    assert mended == applied(text, everything) == "Our customers pay.\n"
    assert editor.type(uri(house), mended) == []
    assert not (house / "a.md").exists()
    assert editor.leave() == 0
    assert editor.process.stderr.read() == b""


def test_what_is_unclear_informs_and_what_passes_is_not_shown(edit, house: Path) -> None:
    editor = edit()
    editor.start(house)

    assert editor.open(uri(house), "The client sends requests to the server over HTTP.\n") == []
    assert [found["severity"] for found in editor.open(uri(house, "b.md"), "A client.\n")] == [3]


@pytest.mark.parametrize(
    ("offered", "chosen", "start"),
    [
        pytest.param(None, "utf-16", 11, id="none offered"),
        pytest.param(["utf-32", "utf-16"], "utf-32", 9, id="utf-32"),
        pytest.param(["utf-8"], "utf-8", 16, id="utf-8"),
    ],
)
def test_places_are_counted_as_the_editor_counts(edit, house: Path, offered, chosen: str, start: int) -> None:
    editor = edit()
    capabilities = {"general": {"positionEncodings": offered}} if offered else {}
    told = editor.start(house, capabilities=capabilities)
    [found] = editor.open(uri(house), "\u2028\f\r\nx 😀😀 Our clients pay.\n".replace("x ", ""))

    assert told["positionEncoding"] == chosen
    before = "😀😀 Our "
    width = {
        "utf-16": len(before.encode("utf-16-le")) // 2,
        "utf-32": len(before),
        "utf-8": len(before.encode()),
    }
    assert places([found]) == [(1, width[chosen], width[chosen] + 7)]


def test_astral_characters_do_not_move_an_edit(edit, house: Path) -> None:
    editor, text = edit(), "😀😀 Our clients pay. 😀 A client’s invoice.\n"
    editor.start(house)
    editor.open(uri(house), text)
    [everything] = editor.actions(uri(house), EVERYWHERE, "source.fixAll")

    assert applied(text, everything) == "😀😀 Our customers pay. 😀 A customer’s invoice.\n"


def test_the_line_under_a_heading_follows(edit, house: Path) -> None:
    editor, text = edit(), "Our clients\n===========\n\nOur clients pay.\n"
    editor.start(house)
    found = editor.open(uri(house, "a.rst"), text, "restructuredtext")
    [fix] = editor.actions(uri(house, "a.rst"), found[0]["range"], "quickfix")

    assert applied(text, fix) == "Our customers\n=============\n\nOur clients pay.\n"


def test_a_heading_that_is_linked_to_is_not_safe_and_its_link_follows(edit, house: Path) -> None:
    editor, text = edit(), "# Our clients\n\nSee [there](#our-clients).\n"
    editor.start(house)
    [found] = editor.open(uri(house), text)
    [fix] = editor.actions(uri(house), found["range"])

    assert fix["title"] == "Write “customers” (not safe: other places may depend on it)"
    assert not fix["isPreferred"]
    assert applied(text, fix) == "# Our customers\n\nSee [there](#our-customers).\n"


def test_a_heading_that_another_file_leads_to_stays(edit, house: Path) -> None:
    editor = edit()
    (house / "b.md").write_text("[there](a.md#our-clients)\n", encoding="utf-8")
    editor.start(house)
    [found] = editor.open(uri(house), "# Our clients\n")

    assert editor.actions(uri(house), found["range"]) == []
    (house / "b.md").write_text("Nothing.\n", encoding="utf-8")
    editor.save(uri(house))
    editor.found(uri(house))
    assert [action["isPreferred"] for action in editor.actions(uri(house), found["range"], "quickfix")] == [
        True
    ]


def test_a_message_changes_in_all_its_forms(edit, house: Path) -> None:
    text = 'msgid "Our client pays."\nmsgid_plural "Our clients pay."\nmsgstr[0] ""\nmsgstr[1] ""\n'
    editor = edit()
    editor.start(house)
    found = editor.open(uri(house, "en.po"), text, "po")

    for action in editor.actions(uri(house, "en.po"), EVERYWHERE, "quickfix"):
        assert "client" not in applied(text, action)
    assert found


def test_the_decision_is_read_again_when_it_changes(edit, house: Path) -> None:
    editor, text = edit(), "Our clients pay. Our patrons pay.\n"
    editor.start(house)
    registered = editor.told("client/registerCapability")
    decision = house / "relcli.toml"

    assert registered["registrations"][0]["method"] == "workspace/didChangeWatchedFiles"
    assert places(editor.open(uri(house), text)) == [(0, 4, 11)]
    _changed(decision, CUSTOMER.replace('"client"]', '"client", "patron"]'))
    editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": decision.as_uri(), "type": 2}])
    assert places(editor.found(uri(house))) == [(0, 4, 11), (0, 21, 28)]
    _changed(decision, CUSTOMER)
    editor.save(decision.as_uri())
    assert places(editor.found(uri(house))) == [(0, 4, 11)]


def _changed(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(time.time_ns(), time.time_ns()))


def test_a_broken_decision_is_told_and_the_server_lives(edit, house: Path) -> None:
    editor, decision = edit(), house / "relcli.toml"
    editor.start(house)
    editor.open(uri(house), "Our clients pay.\n")
    _changed(decision, "format_version = \n")
    editor.save(decision.as_uri())
    told = editor.told("window/showMessage")

    assert told["type"] == 1
    assert "relcli.toml" in told["message"]
    assert editor.found(uri(house)) == []
    _changed(decision, CUSTOMER)
    editor.save(decision.as_uri())
    assert len(editor.found(uri(house))) == 1
    assert editor.leave() == 0


@pytest.mark.parametrize(
    ("arguments", "locale", "message"),
    [
        pytest.param(
            ("--lang", "fr"),
            "ro",
            "«\u00a0clients\u00a0»\u00a0: écrivez «\u00a0customers\u00a0». ",
            id="French is asked for",
        ),
        pytest.param((), "ro", "„clients”: scrieți „customers”. ", id="the editor speaks Romanian"),
        pytest.param((), "de-DE", "“clients”: write “customers”. ", id="the editor speaks something else"),
    ],
)
def test_the_language_of_the_messages(edit, house: Path, arguments, locale: str, message: str) -> None:
    editor = edit(*arguments)
    editor.start(house, locale=locale)
    [found] = editor.open(uri(house), "Our clients pay.\n")

    assert found["message"].startswith(message)
    titles = [action["title"] for action in editor.actions(uri(house), found["range"])]
    assert len(set(titles)) == 2


NOT_CHECKED = {
    "a kind that is not read": ("a.py", "python", "# Our clients pay.\n"),
    "a log, which is plain text to an editor": ("a.log", "plaintext", "Our clients pay.\n"),
    "a licence": ("LICENSE", "plaintext", "Our clients pay.\n"),
    "a file for machines": ("package.json", "json", '{"description": "Our clients pay us money."}'),
    "no text": ("a.md", "markdown", "Our clients pay.\0\n"),
    "a file that is kept": ("old/a.md", "markdown", "Our clients pay.\n"),
    "somebody else's": ("node_modules/a/a.md", "markdown", "Our clients pay.\n"),
    "an excused line": ("a.md", "markdown", "Our clients pay. <!-- relcli: ignore client -->\n"),
}
KEEP = 'format_version = 2\nlanguages = ["en"]\n[words]\npayer = "customer"\n[avoid]\nclient = "customer"\n[keep]\npaths = ["old/**"]\n'


def test_what_check_leaves_alone_is_left_alone(edit, house: Path) -> None:
    (house / "relcli.toml").write_text(KEEP, encoding="utf-8")
    editor = edit()
    editor.start(house)

    for name, (file, language, text) in NOT_CHECKED.items():
        assert editor.open(uri(house, file), text, language) == [], name
        assert editor.actions(uri(house, file), EVERYWHERE) == []
        editor.tell("textDocument/didClose", textDocument={"uri": uri(house, file)})
        assert editor.found(uri(house, file)) == []
    assert editor.open("git:/a.md", "Our clients pay.\n") == []
    assert len(editor.open(uri(house, "README"), "Our clients pay.\n", "plaintext")) == 1
    assert len(editor.open("untitled:Untitled-1", "Our clients pay.\n")) == 1
    assert editor.leave() == 0


def test_a_text_that_is_too_long_is_named_and_left(edit, house: Path) -> None:
    editor = edit()
    editor.start(house)

    assert editor.open(uri(house), "Our clients pay.\n" * 70_000) == []
    assert any(
        m.get("method") == "window/logMessage" and "a.md" in m["params"]["message"] for m in editor.heard
    )


def test_each_folder_has_its_own_decision_and_without_one_there_is_silence(edit, tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("one", "two", "three"))
    for folder in (first, second, third):
        folder.mkdir()
    (first / "relcli.toml").write_text(CUSTOMER, encoding="utf-8")
    (second / "relcli.toml").write_text(
        KEEP.replace('"customer"', '"guest"').replace("client =", "customer ="), encoding="utf-8"
    )
    editor, text = edit(), "Our clients pay. Our customers pay.\n"
    editor.start(first, second)

    assert [d["code"] for d in editor.open(uri(first), text)] == ["en/client"]
    assert [d["code"] for d in editor.open(uri(second), text)] == ["en/customer"]
    assert editor.open(uri(third), text) == []
    assert editor.open(uri(third, "b.md"), text) == []
    assert len([m for m in editor.heard if m.get("method") == "window/logMessage"]) == 1


def test_a_text_with_its_own_words(edit, house: Path) -> None:
    own = KEEP.replace("[avoid]", '[words.contract]\npayer = "client"\npaths = ["legal/**"]\n[avoid]')
    (house / "relcli.toml").write_text(own, encoding="utf-8")
    editor = edit()
    editor.start(house)

    assert [d["code"] for d in editor.open(uri(house), "Our clients pay.\n")] == ["en/client"]
    assert "en/client" not in [d["code"] for d in editor.open(uri(house, "legal/a.md"), "Our clients pay.\n")]


def test_an_editor_that_knows_no_versions_gets_plain_edits(edit, house: Path) -> None:
    editor = edit()
    editor.start(house, capabilities={"workspace": {}})
    [found] = editor.open(uri(house), "Our clients pay.\n")

    assert all("changes" in action["edit"] for action in editor.actions(uri(house), found["range"]))


def test_nonsense_ends_nothing_and_shows_no_traceback(edit, house: Path) -> None:
    editor = edit()
    editor.start(house)
    editor.tell(
        "textDocument/didChange",
        textDocument={"uri": "file:///no", "version": 1},
        contentChanges=[{"text": ""}],
    )
    editor.tell("textDocument/didOpen", textDocument=1)
    editor.tell("no/such/thing")
    editor.send(id=77, method="no/such/request", params={})

    assert len(editor.open(uri(house), "Our clients pay. \ud800\n")) == 1
    assert editor.hover("file:///nowhere/at/all.md", 0, 0) is None
    assert editor.leave() == 0
    assert "Traceback" not in str(editor.heard)
    assert editor.process.stderr.read() == b""


SAME = {
    "a.md": "# Our clients\n\nOur clients pay. A client’s invoice; a client sends requests over HTTP.\n\n[x](b.md#clients)\n",
    "b.md": "# Clients\n\n| Clients | Invoice |\n| ------- | ------- |\n| Our clients | 1 |\n",
    "c.rst": "Clients\n=======\n\nOur clients pay. Ask `our clients <#clients>`_.\n",
    "fr/d.md": "L’utilisateur paie sa facture. Nos utilisateurs achètent nos produits.\n",
    "en.json": '{"a": "Our clients pay their invoices.", "b": "The client is buying again today."}\n',
    "legal/e.md": "This Agreement binds Acme and you (the “Client”). The Client shall pay.\n",
}


def test_an_editor_sees_and_mends_the_same_as_check(edit, call: Run, house: Path) -> None:
    for name, text in SAME.items():
        (house / name).parent.mkdir(exist_ok=True)
        (house / name).write_text(text, encoding="utf-8")
    editor = edit()
    editor.start(house)
    mended = {}
    for name, text in SAME.items():
        report = json.loads(call("check", name, "--format", "json", cwd=house).stdout)["findings"]
        shown = editor.open(uri(house, name), text)
        everything = editor.actions(uri(house, name), EVERYWHERE, "source.fixAll.relcli")
        mended[name] = applied(text, everything[0]) if everything else text

        assert [(d["range"]["start"]["line"] + 1, d["range"]["start"]["character"] + 1) for d in shown] == [
            (found["line"], found["column"]) for found in report
        ], name
    for name, text in mended.items():
        call("check", "--fix", name, cwd=house)
        assert (house / name).read_text(encoding="utf-8") == text
        (house / name).write_text(SAME[name], encoding="utf-8")
    assert mended != SAME


def test_leaving_without_goodbye_is_a_failure(edit, house: Path) -> None:
    editor = edit()
    editor.start(house)
    editor.send(method="exit")

    assert editor.process.wait(30) == 1


def test_nobody_there_is_no_failure(run: Run) -> None:
    told = run("lsp", "--stdio", stdin="")

    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


@pytest.mark.parametrize("language", ["en", "fr", "ro"])
def test_without_the_package_one_message_tells_what_to_install(call: Run, monkeypatch, language: str) -> None:
    monkeypatch.setattr("relcli.cli.commands.lsp.find_spec", lambda _: None)
    told = call("lsp", "--lang", language)

    assert (told.returncode, told.stdout) == (2, "")
    assert 'pip install "pygls>=2"' in told.stderr
