"""Makes what the pages show of the product itself, from the product itself: ``python docs/build.py``.

Whole pages: the help of every command, the manual in each language, where each point of the documents
went, the picture of a real run. Parts of pages written by hand, between ``<!-- made: NAME -->`` and
``<!-- end -->``: the rooms of the house, the JSON of a real run. A test makes them all again and
compares, so none can go stale.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from manual_pages import manual_page
from rich.console import Console
from rich.text import Text

from relcli.advice.advice import make_advice
from relcli.advice.request import Request
from relcli.cli import main
from relcli.cli.options import Run
from relcli.data import Data
from relcli.language import Texts
from relcli.model import LANGUAGES
from relcli.model.trades import Trade
from relcli.render.wire import wire_advice
from relcli.shipped_data import open_shipped_data

DOCS = Path(__file__).parent
ROOT = DOCS.parent
DATA = ROOT / "data"
COMMANDS = ("", "advise", "init", "batch", "list", "show", "check", "lsp", "export", "completion", "help")
LAW_FIRM = "--offer tailored-service --volume few --contract agreement --repeat ongoing"
SHOWN = ("web agency",)
COLUMNS = 88
"""Of the picture."""

Points = Mapping[str, list[tuple[str, str, str]]]
"""Section to what was taken from it: what it says, the kind of thing, where it stands in ``data/``."""


def build() -> Mapping[Path, str]:
    """Every page that is made or has a part that is, as it should be."""
    pages = {DOCS / name: make() for name, make in PAGES.items()}
    for page in sorted(DOCS.rglob("*.md")):
        if PART.search(text := page.read_text(encoding="utf-8")):
            pages[page] = PART.sub(_part, text)
    return pages


PART = re.compile(r"(<!-- made: (?P<name>[a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _part(found: re.Match[str]) -> str:
    return f"{found[1]}{PARTS[found['name']]()}\n{found[3]}"


def rooms() -> str:
    """The house from the top floor down: each module or package with the first sentences of its docstring."""
    lines = ["| floor | room | what it is for |", "| ---: | --- | --- |"]
    floors = _floors()
    for number, floor in zip(range(len(floors), 0, -1), floors, strict=True):
        lines += [_row(str(number), f"`{room}`", purpose) for room, purpose in floor]
    return "\n".join(lines)


def _floors() -> list[list[tuple[str, str]]]:
    """The layers of the import contract, and above them what the contract leaves out: the doors."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [layers] = [
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers" and contract["containers"] == ["relcli"]
    ]
    purposes = dict(_rooms())
    floors = [re.findall(r"\w+", layer) for layer in layers]
    outside = sorted(set(purposes) - {name for floor in floors for name in floor})
    return [[(purposes[name][0], purposes[name][1]) for name in floor] for floor in [outside, *floors]]


def _rooms() -> Iterator[tuple[str, tuple[str, str]]]:
    """Name, and how it is written with what its docstring begins with, of all that lies in ``relcli/``."""
    for path in sorted((ROOT / "relcli").iterdir()):
        if path.suffix == ".py":
            yield path.stem, (path.name, _purpose(path))
        elif (path / "__init__.py").exists():
            yield path.name, (f"{path.name}/", _purpose(path / "__init__.py"))


def _purpose(path: Path) -> str:
    """The first paragraph of the docstring, read and not imported."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if not docstring:
        raise SystemExit(f"{path.relative_to(ROOT)} does not say what it is for")
    return " ".join(docstring.split("\n\n", maxsplit=1)[0].split()).replace("``", "`")


def coverage() -> str:
    """Document by document and section by section: every point taken and where it went."""
    data = open_shipped_data()
    lines = [
        "# What the documents say, and where it went",
        "",
        "Made by `python docs/build.py` from `data/`; a test keeps it true. Every section of the five",
        "documents is listed in its order, with each point that was taken from it, in our own words.",
        "",
    ]
    for source in data.knowledge.sources.values():
        points = _points(data, source.id)
        total = sum(map(len, points.values()))
        lines += [f"## {source.id}", "", f"*{source.title}*, {source.author}: {total} points.", ""]
        lines += ["| section | point | kind | where |", "| --- | --- | --- | --- |"]
        for section in source.sections:
            if section.skipped:
                lines.append(_row(section.title, section.skipped, "not taken", ""))
            for says, kind, where in points.get(section.title, ()):
                lines.append(_row(section.title, says, kind, f"`{where}`"))
        lines.append("")
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _points(data: Data, source_id: str) -> Points:
    points: dict[str, list[tuple[str, str, str]]] = {}
    for concept in data.knowledge.concepts.values():
        for cited in concept.definition_sources:
            if cited.source == source_id:
                row = (concept.definition["en"], "definition", f"concepts/{concept.id}")
                points.setdefault(cited.section, []).append(row)
    for claim in data.knowledge.sources[source_id].claims:
        points.setdefault(claim.section, []).append((claim.says["en"], "claim", claim.id))
    for guidance in data.guidance:
        if guidance.source == source_id:
            row = (guidance.says["en"], f"guidance: {guidance.topic}", guidance.id)
            points.setdefault(guidance.section, []).append(row)
    for example in data.examples:
        if example.source == source_id:
            name = data.trades[example.trade].label if example.trade else example.text
            says = f"{name['en']}: {example.expect}" if name else example.expect
            row = (says, "example", f"trades/{example.trade}" if example.trade else "examples")
            points.setdefault(example.section, []).append(row)
    return points


def run(*arguments: str, columns: int = 100) -> str:
    """What the program prints in English when it is run with these arguments."""
    os.environ["COLUMNS"] = str(columns)
    written = io.BytesIO()
    with io.TextIOWrapper(written, encoding="utf-8", newline="\n") as captured:
        with contextlib.redirect_stdout(captured):
            main([*arguments, "--lang", "en"])
        captured.flush()
        return written.getvalue().decode("utf-8").rstrip()


def cli() -> str:
    """The help of every command, word for word."""
    parts = ["# The command line", "", "Made by `python docs/build.py`; a test keeps it true.", ""]
    for command in COMMANDS:
        shown = run(*command.split(), "--help")
        parts += [f"## `{f'relcli {command}'.strip()}`", "", "```text", shown, "```", ""]
    return "\n".join(parts)


def manual(language: str) -> str:
    """What ``man relcli`` shows in this language."""
    data = open_shipped_data()
    return manual_page(Run(data, Texts(language, data.messages, data.knowledge)))


def trades() -> str:
    """Every trade with its word, by letter, to be found; and with everybody's, by sector, to be compared."""
    data = open_shipped_data()
    texts = {code: Texts(code, data.messages, data.knowledge) for code in data.knowledge.languages}
    letters: dict[str, list[Trade]] = {}
    for trade in sorted(data.trades.values(), key=lambda trade: trade.label["en"].casefold()):
        letters.setdefault(trade.label["en"][0].upper(), []).append(trade)
    sectors: dict[str, list[Trade]] = {}
    for trade in data.trades.values():
        sectors.setdefault(texts["en"].sector(trade.sector), []).append(trade)
    lines = [
        "# The trades and their words",
        "",
        "Made by `python docs/build.py` from `data/`; a test keeps it true. `relcli advise TRADE` has the",
        "reasons, `relcli list businesses TEXT` finds one by any of its names.",
        "",
        "By letter: " + " · ".join(f"[{letter}](#{letter.lower()})" for letter in letters),
        "",
        "By sector: " + " · ".join(f"[{sector}](#{_anchor(sector)})" for sector in sectors),
        "",
    ]
    for letter, family in letters.items():
        lines += [f"## {letter}", "", "| English | French | Romanian |", "| --- | --- | --- |"]
        lines += [_row(*(_with_word(trade, code) for code in texts)) for trade in family]
        lines.append("")
    for sector, family in sectors.items():
        lines += [
            f"## {sector}",
            "",
            "Neighbours stand together: where one has another word than the rest, there is a reason.",
            "In brackets the words of the others, where they differ.",
            "",
            "| trade | English | French | Romanian |",
            "| --- | --- | --- | --- |",
            *(_row(trade.label["en"], *(_words(data, texts[c], trade) for c in texts)) for trade in family),
            "",
        ]
    return "\n".join(lines)


def _with_word(trade: Trade, language: str) -> str:
    word = trade.expect.get(language)
    return f"{trade.label[language]} · **{word}**" if word else trade.label[language]


def _anchor(heading: str) -> str:
    """What a heading is linked by."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _words(data: Data, texts: Texts, trade: Trade) -> str:
    """The word, and in brackets the words of the others."""
    request = Request({}, language=texts.language, trade=trade)
    told = wire_advice(make_advice(data, request), data, texts)
    word = told.recommendation.term
    singular = (role.term for role in told.roles if role.role != "group")
    others = dict.fromkeys(term for term in singular if term not in {None, word})
    return f"{word} ({', '.join(others)})" if others else str(word)


def wire() -> str:
    """The JSON of one real run."""
    return f"```json\n{run('advise', *LAW_FIRM.split(), '--json')}\n```"


def picture() -> str:
    """A real run as SVG."""
    shown = run("advise", *SHOWN, "--format", "text", "--color", "always", columns=COLUMNS)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(f"$ relcli advise {shlex.join(SHOWN)}\n", style="dim")
    console.print(Text.from_ansi(shown))
    return console.export_svg(title="relcli", unique_id="relcli")


def lists() -> str:
    """Every list of classes and of names: how much it holds by language, and the works it is taken from."""
    lines = ["| file | entries | of several trades | en | fr | ro | from |"]
    lines += ["| --- | ---: | ---: | ---: | ---: | ---: | --- |"]
    for path in (*sorted((DATA / "classes").glob("*.toml")), *sorted((DATA / "names").glob("*.toml"))):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = list(table.get("names") or table["classes"].values())
        several = sum(len(entry["trades"]) > 1 for entry in entries)
        texts = [[entry[language] for entry in entries if language in entry] for language in LANGUAGES]
        counts = [sum(1 if isinstance(text, str) else len(text) for text in found) for found in texts]
        works = table.get("sources") or filter(None, [table.get("source")])
        figures = [str(figure) for figure in (len(entries), several, *counts)]
        lines.append(_row(f"`{path.relative_to(DATA)}`", *figures, ", ".join(f"`{work}`" for work in works)))
    return "\n".join(lines)


def works() -> str:
    """The works that the lists are taken from: title with version and licence, and what was looked at."""
    data = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("[cn][la]*/*.toml"))]
    cited = {work for table in data for work in (*table.get("sources", ()), table.get("source"))}
    known = tomllib.loads((DATA / "references.toml").read_text(encoding="utf-8"))["references"]
    rows = [_row(f"`{w['id']}`", w["title"], w["seen"]) for w in known if w["id"] in cited]
    return "\n".join(["| work | title, version, licence | what was seen |", "| --- | --- | --- |", *rows])


PAGES: Mapping[str, Callable[[], str]] = {
    "reference/coverage.md": coverage,
    "reference/cli.md": cli,
    "reference/trades.md": trades,
    "reference/advice.svg": picture,
    "man/relcli.1": partial(manual, "en"),
    "man/fr/relcli.1": partial(manual, "fr"),
    "man/ro/relcli.1": partial(manual, "ro"),
}
PARTS: Mapping[str, Callable[[], str]] = {"rooms": rooms, "json": wire, "lists": lists, "works": works}


if __name__ == "__main__":
    for path, text in build().items():
        path.write_text(text, encoding="utf-8")
