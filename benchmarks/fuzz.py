"""What do the readers and the fixer of ``relcli check`` make of damaged files? ``python benchmarks/fuzz.py [FOLDER…]``.

Texts of each format are cut up, mixed and damaged, ``--count`` times from ``--seed`` on, and read, judged and mended.
What must hold of each is counted where it does not: nothing raises; a finding is what stands there; undoing
the edits gives back the text; a second run changes nothing; and what a parser of the format could read is the
same to it afterwards, but for the words. A fault is printed with its number, and ``--only NUMBER`` makes it again.
The exit code is 1 if there is any.

The texts are those of this repository, and of the folders.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from oracles.shapes import Node, NotParsedError, shape_of

from relcli.check.files import SourceFile
from relcli.check.fix.edits import Edit, apply_edits
from relcli.check.prose.kinds import KINDS, kind_of
from relcli.check.rulebook import Rulebook, forms_of_house
from relcli.check.run import Mending, check_text, mend
from relcli.house import file as decision_file
from relcli.language import Texts
from relcli.shipped_data import open_shipped_data

OWN = Path(__file__).parent
LONGEST_TEXT = 200_000
OPEN_TAG = re.compile(r"<[A-Za-z/][^<>]*(?:<|$)|</(?:script|style)\s[^>]*\S", re.IGNORECASE)
DECISION = 'format_version = 2\nlanguages = ["en", "fr", "ro"]\n[words]\npayer = "customer"\n[avoid]\nclient = "customer"\n'
SAMPLES = {
    ".po": 'msgid ""\nmsgstr "Language: en\\n"\n\n#: a.c:1\nmsgid "Our clients"\nmsgstr "Our clients pay %d"\n\nmsgid "client"\nmsgid_plural "clients"\nmsgstr[0] "a client"\nmsgstr[1] "%d clients"\n',
    ".json": '{"title": "Our clients", "pay": {"one": "{n, plural, one {a client} other {# clients}}", "client": "A client pays {client}"}}\n',
    ".arb": '{"@@locale": "en", "pay": "Our clients pay {n}", "@pay": {"description": "what clients do"}}\n',
    ".yml": "en:\n  title: Our clients\n  pay: >-\n    A client pays\n    'late'\n  list:\n    - \"our clients\" # client\n",
    ".xlf": '<xliff version="1.2"><file target-language="en"><body><trans-unit id="client"><source>client</source><target>Our clients <g id="1">pay</g></target></trans-unit></body></file></xliff>\n',
    ".xml": '<resources><string name="client">Our clients\\\' bill</string><plurals name="n"><item quantity="one">a client</item></plurals></resources>\n',
    ".strings": '/* clients */\n"client" = "Our clients pay %@";\n',
    ".html": '<html lang="en"><body><h1 id="client">Our clients</h1><p title="our clients">A client <code>client</code> pays.</p><script>client()</script></body></html>\n',
    ".adoc": "= Our clients\n:client: x\n\nOur clients pay <<client>>.\n\n|===\n|client |our clients\n|===\n\n----\nclient\n----\n",
    ".rst": "Our clients\n===========\n\nA client_ pays ``client``::\n\n   client\n\n.. note:: Our clients.\n\n.. _client: https://a.b\n",
    ".mdx": "import Client from './client'\n\n# Our clients\n\n<Client name='client'>Our clients pay.</Client>\n\n{client}\n",
    ".txt": "Our clients pay. The client's bill.\n\nA client calls.\n",
}  # fmt: skip
"""What a repository of Markdown has none of, by suffix."""
PIECES = [
    "client", "Our clients pay. ", "the client's ", "a client ", "\n", "\n\n", "\r\n", "    ", "\t", "`", "```\n", "<", "</p>", "<!--", "-->", "{", "}",
    "[", "](", ")", "\\", '"', "'", ":", "::\n\n", "---\n", "====\n", "|", "# ", "= ", "- ", "> ", "msgstr ", "&amp;", "&", "{{", "${", "\ufeff", "\udc80",
    "\x00", "é", "\U0001f600", "\u2028", "%s", "clients_", "<<client>>", "@", "=", "_", "*",
]  # fmt: skip


class Fault(NamedTuple):
    """``what`` is which of the rules does not hold."""

    number: int
    what: str
    said: str


def sources(folders: list[Path]) -> Mapping[str, list[str]]:
    """The texts to begin with, by suffix."""
    found = {suffix: [text] for suffix, text in SAMPLES.items()}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if (
                path.is_file()
                and kind_of(str(path))
                and not {".git", ".venv", "node_modules"}.intersection(path.parts)
            ):
                text = path.read_bytes()[:LONGEST_TEXT].decode("utf-8", "surrogateescape")
                found.setdefault(path.suffix.lower(), []).append(text)
    return found


def damaged(texts: list[str], chance: random.Random) -> str:
    """Lines of one or two of the texts, with some pieces put in, taken out, doubled and exchanged."""
    lines: list[str] = []
    for _ in range(chance.randint(1, 2)):
        own = chance.choice(texts).splitlines(keepends=True)
        start = chance.randrange(max(1, len(own)))
        lines += own[start : start + chance.randint(1, 40)]
    text = "".join(lines)
    for _ in range(chance.choice([0, 1, 1, 2, 4, 8])):
        at = chance.randint(0, len(text))
        end = min(len(text), at + chance.choice([1, 1, 3, 10, 50]))
        text = chance.choice([
            text[:at] + chance.choice(PIECES) + text[at:],
            text[:at] + text[end:],
            text[:end] + text[at:end] + text[end:],
            text[:at] + chance.choice(PIECES) + text[end:],
            text[:end],
        ])  # fmt: skip
    return text


def path_of(suffix: str) -> str:
    """A name under which a text of such files is read."""
    return "values/strings.xml" if suffix == ".xml" else f"a{suffix}"


def undone(text: str, edits: list[Edit]) -> str:
    """The text before these edits, from the one after them."""
    shift, back = 0, []
    for edit in sorted(edits):
        back.append(Edit(edit.start + shift, edit.new, edit.old))
        shift += len(edit.new) - len(edit.old)
    return apply_edits(text, back)


def faults(number: int, path: str, text: str, book: Rulebook, node: Node) -> Iterator[Fault]:
    """The rules that do not hold of one text."""
    kind = kind_of(path)
    checked = check_text(SourceFile(path, kind, text), book)
    for found in checked.findings:
        if text[found.start : found.end] != found.match:
            yield Fault(number, "a finding is what stands there", repr(found.match))
    plan = checked.plan(book)
    for name, edits in {"safe": plan.keep(unsafe=False).edits, "every": plan.edits}.items():
        if undone(apply_edits(text, edits), list(edits)) != text:
            yield Fault(number, f"undoing {name} fix gives back the text", "")
    for unsafe in (False, True):
        how = Mending(unsafe=unsafe)
        once = mend(checked, book, how=how).text
        again = mend(check_text(SourceFile(path, kind, once), book), book, how=how).text
        if once != again:
            yield Fault(number, f"a second run changes nothing (unsafe: {unsafe})", "")
        if not unsafe:
            yield from whole(number, path, text, once, node)


def whole(number: int, path: str, before: str, after: str, node: Node) -> Iterator[Fault]:
    """What a parser sees of the safe fixes."""
    try:
        shape = shape_of(path, before, node)
    except (NotParsedError, UnicodeError):
        return
    if OPEN_TAG.search(before):  # where such a tag ends, parsers do not agree
        return
    try:
        same = shape_of(path, after, node) == shape
    except NotParsedError as error:
        yield Fault(number, "it is still parsed", str(error))
        return
    if not same:
        yield Fault(number, "it is parsed as before", "")


def rulebook(folder: Path) -> Rulebook:
    path = folder / "relcli.toml"
    path.write_text(DECISION, encoding="utf-8")
    data = open_shipped_data()
    texts = Texts("en", data.messages, data.knowledge)
    return Rulebook(forms_of_house(decision_file.read(str(path), data), data, texts), data)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="make this one again, and print it")
    parser.add_argument("--node", type=Path, metavar="FOLDER", help="parsers for Node, as in repositories.py")
    given = parser.parse_args()
    node = Node(given.node)

    with tempfile.TemporaryDirectory() as folder:
        book = rulebook(Path(folder))
    texts = sources([OWN.parent / "docs", OWN / "documents", *given.folders])
    seen: list[Fault] = []
    kinds: Counter[str] = Counter()
    start = time.perf_counter()
    for number in [given.only] if given.only is not None else range(given.count):
        chance = random.Random(f"{given.seed} {number}")
        suffix = chance.choice(sorted(texts))
        path = path_of(suffix)
        text = damaged(texts[suffix], chance)
        kinds[KINDS.get(suffix, "android")] += 1
        if given.only is not None:
            print(repr(text))
        try:
            found = list(faults(number, path, text, book, node))
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            found = [Fault(number, "nothing raises", traceback.format_exc())]
        for fault in found:
            print(f"{fault.number} {path}: not so: {fault.what}. {fault.said}")
        seen += found
    print(
        f"seed {given.seed}: {kinds.total()} texts in {time.perf_counter() - start:.0f} s, "
        f"{', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))}; {len(seen)} faults"
    )
    return bool(seen)


if __name__ == "__main__":
    sys.exit(main())
