"""Do the fixes of ``relcli check`` leave a repository whole? ``python benchmarks/repositories.py FOLDER…``.

Each folder is copied, mended by ``relcli check --fix`` under each decision of ``repositories.toml``, and read
before and after by parsers of its formats. Four things are counted: files that parsed as something else before,
links that worked before, code that is no longer what it was, and files that a second run changes again
or that ``--diff | git apply`` leaves otherwise. The exit code is 1 unless all are 0.

The parsers that are there for Node only (MDX, AsciiDoc, ICU messages) are taken from the folder of ``--node``::

    npm install @mdx-js/mdx remark-frontmatter remark-gfm @formatjs/icu-messageformat-parser @asciidoctor/core@2
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from oracles.links import Site, broken, read_site
from oracles.shapes import Node, NotParsedError, Shape, shape_of
from oracles.wording import Change, changed_no_words, changes

OWN = Path(__file__).parent
RELCLI = [sys.executable, "-m", "relcli"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(OWN.parent)}
COUNTED = ("parse", "links", "code", "again", "diff", "run")
SKIPPED = shutil.ignore_patterns(".git", "node_modules")


class Fault(NamedTuple):
    """``kind`` is one of ``COUNTED``."""

    kind: str
    path: str
    line: int
    said: str


class Outcome(NamedTuple):
    """What came of one folder under one decision; ``unseen`` files were mended, and no parser could read them before."""

    files: int
    fixes: int
    suffixes: Counter[str]
    unseen: int
    faults: list[Fault]
    mended: list[tuple[str, Change]]


def decisions(folder: Path, wanted: list[str]) -> Iterator[tuple[str, Path]]:
    """The decision files, written into a folder: those of ``repositories.toml``, and those of trades."""
    known = tomllib.loads((OWN / "repositories.toml").read_text(encoding="utf-8"))
    for name, decision in known["decisions"].items():
        if not wanted or name in wanted:
            path = folder / name / "relcli.toml"
            path.parent.mkdir()
            path.write_text(
                _toml({"format_version": 2, "languages": ["en", "fr", "ro"], **decision}), encoding="utf-8"
            )
            yield name, path
    for name, trade in known["trades"].items():
        if not wanted or name in wanted:
            (folder / name).mkdir()
            command = [*RELCLI, "advise", "--business", trade, "--save"]
            subprocess.run(command, cwd=folder / name, env=ENVIRONMENT, check=True, capture_output=True)
            yield name, folder / name / "relcli.toml"


def _toml(values: dict) -> str:
    """Tables one below the other, with inline tables as values."""

    def inline(value):
        if isinstance(value, dict):
            return "{ " + ", ".join(f"{k} = {inline(v)}" for k, v in value.items()) + " }"
        return json.dumps(value, ensure_ascii=False)

    lines = [f"{key} = {inline(value)}" for key, value in values.items() if not isinstance(value, dict)]
    for key, value in values.items():
        if isinstance(value, dict):
            lines += [f"[{key}]", *(f"{inner} = {inline(said)}" for inner, said in value.items())]
    return "\n".join(lines) + "\n"


class Repository:
    """A folder as it is: its texts and its links, read once for all decisions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name
        self.paths = sorted(
            str(path.relative_to(folder))
            for path in folder.rglob("*")
            if path.is_file()
            and not path.is_symlink()
            and not {".git", "node_modules"}.intersection(path.parts)
        )
        self.site: Site = read_site(folder, self.paths)

    def differing(self, other: Path) -> list[str]:
        """The files that are not the same bytes there."""
        return [
            path for path in self.paths if (self.folder / path).read_bytes() != (other / path).read_bytes()
        ]


def relcli_check(folder: Path, decision: Path, *switches: str) -> subprocess.CompletedProcess[bytes]:
    command = [*RELCLI, "check", "--config", str(decision), *switches, "."]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)


def check(repository: Repository, decision: Path, node: Node, *, unsafe: bool) -> Outcome:
    """Mend a copy and look at it."""
    switches = ["--fix", "--unsafe-fixes"] if unsafe else ["--fix"]
    faults: list[Fault] = []
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / repository.name
        shutil.copytree(repository.folder, copy, ignore=SKIPPED, symlinks=True)
        patch = relcli_check(copy, decision, "--diff", *switches[1:])
        fixed = relcli_check(copy, decision, "--json", *switches)
        summary = _summary(fixed, faults)
        differing = repository.differing(copy)
        mended = {path: _text(copy / path) for path in differing}
        faults += _again(repository, copy, decision, switches, mended)
        if patch.returncode > 1 or b"Traceback" in patch.stderr:
            faults.append(Fault("run", "--diff", 0, patch.stderr.decode(errors="replace")[-200:]))
        faults += _applied(repository, Path(name), patch.stdout, mended)
    fixes, unseen, lines = 0, 0, []
    for path, text in mended.items():
        old = _text(repository.folder / path)
        found = changes(old, text)
        fixes += sum(change.count for change in found)
        lines += [(path, change) for change in found]
        try:
            shape = shape_of(path, old, node)
        except NotParsedError:
            shape = None
        if shape is None:
            unseen += 1
        else:
            faults += _shape_faults(path, shape, text, node)
        faults += [
            Fault("code", path, line, f"{was} → {now}") for line, was, now in changed_no_words(old, text)
        ]
    if mended:
        new = repository.site.changed(
            {path: text for path, text in mended.items() if path in repository.site.texts}
        )
        for path, link in broken(repository.site, new, frozenset(mended)):
            faults.append(Fault("links", path, link.line, f"{link.kind} {link.target}"))
    suffixes = Counter(Path(path).suffix for path in mended)
    return Outcome(summary.get("files", 0), fixes, suffixes, unseen, faults, lines)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _summary(fixed: subprocess.CompletedProcess[bytes], faults: list[Fault]) -> dict[str, int]:
    try:
        return json.loads(fixed.stdout)["summary"]
    except (ValueError, KeyError):
        said = fixed.stderr.decode(errors="replace").strip()
        if fixed.returncode > 2 or "Traceback" in said or not said:
            faults.append(Fault("run", ".", 0, said[-300:]))
        return {}


def _again(
    repository: Repository, copy: Path, decision: Path, switches: list[str], mended: dict[str, str]
) -> Iterator[Fault]:
    """What a second run changes."""
    relcli_check(copy, decision, *switches)
    for path in repository.paths:
        now = (copy / path).read_bytes()
        was = (
            mended[path].encode("utf-8", "surrogateescape")
            if path in mended
            else (repository.folder / path).read_bytes()
        )
        if now != was:
            texts = [data.decode("utf-8", "surrogateescape") for data in (was, now)]
            for change in changes(*texts)[:3]:
                yield Fault("again", path, change.line, f"{_near(change)}")


def _applied(repository: Repository, folder: Path, patch: bytes, mended: dict[str, str]) -> Iterator[Fault]:
    """Where the patch leads to other bytes than the fix."""
    if b"--- a/" not in patch:  # nothing, or only what is not safe
        yield from (Fault("diff", path, 1, "not in the patch") for path in mended)
        return
    copy = folder / "patched"
    shutil.copytree(repository.folder, copy, ignore=SKIPPED, symlinks=True)
    for data in (patch, patch.replace(b"--- a/./", b"--- a/").replace(b"+++ b/./", b"+++ b/")):
        applied = subprocess.run(
            ["git", "apply", "-"], input=data, cwd=copy, capture_output=True, check=False
        )
        if not applied.returncode:
            break
        yield Fault("diff", ".", 1, f"git apply: {applied.stderr.decode(errors='replace').strip()[:200]}")
    else:
        return
    for path in repository.paths:
        wanted = mended.get(path)
        data = (copy / path).read_bytes()
        if data != (
            wanted.encode("utf-8", "surrogateescape")
            if wanted is not None
            else (repository.folder / path).read_bytes()
        ):
            yield Fault("diff", path, 1, "the patch gives other bytes than --fix")


def _shape_faults(path: str, old: Shape, after: str, node: Node) -> Iterator[Fault]:
    try:
        new = shape_of(path, after, node) or []
    except NotParsedError as error:
        yield Fault("parse", path, 1, str(error)[:200])
        return
    if len(old) == len(new):
        for was, now in zip(old, new, strict=True):
            if was != now:
                yield Fault(
                    "code" if was.startswith("code") else "parse", path, _line_of(now, after), _pair(was, now)
                )
        return
    at = next(
        (n for n, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), min(len(old), len(new))
    )
    was, now = ("".join(shape[at : at + 1]) for shape in (old, new))
    yield Fault("parse", path, _line_of(now, after), _pair(was, now))


def _line_of(item: str, text: str) -> int:
    """Where the last word of an item of a shape stands, for whoever looks."""
    words = item.split()
    at = text.find(words[-1]) if words else -1
    return text.count("\n", 0, max(at, 0)) + 1


def _pair(was: str, now: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), 0)
    low = max(0, at - 60)
    return f"{was[:20]}…{was[low : at + 40]!r} → {now[low : at + 40]!r}"


def _near(change: Change) -> str:
    """The place of a line where it changes."""
    pairs = zip(change.before, change.after, strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), 0)
    low = max(0, at - 70)
    return f"{change.before[low : at + 70].strip()}  →  {change.after[low : at + 70].strip()}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--node", help="a folder where the parsers for Node are installed")
    parser.add_argument("--decision", action="append", default=[], help="only this one; may be said again")
    parser.add_argument("--unsafe", action="store_true", help="with --unsafe-fixes as well")
    parser.add_argument("--show", action="store_true", help="each fault with its file and line")
    parser.add_argument("--sample", type=int, default=0, help="so many of the fixes, to be read")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    node = Node(arguments.node)
    print(
        f"Parsers for Node: {', '.join(node.kinds) or 'none, so that MDX, AsciiDoc and ICU messages are not parsed'}"
    )
    total: Counter[str] = Counter()
    sample: list[tuple[str, str, str, Change]] = []
    print(
        f"{'repository':22}{'decision':10}{'files':>6}{'fixes':>7}{'unseen':>7}"
        + "".join(f"{kind:>7}" for kind in COUNTED),
        flush=True,
    )
    with tempfile.TemporaryDirectory() as name:
        chosen = [*decisions(Path(name), arguments.decision)]
        for folder in arguments.folders:
            repository = Repository(folder.resolve())
            for decision, path in chosen:
                for unsafe in (False, True) if arguments.unsafe else (False,):
                    outcome = check(repository, path, node, unsafe=unsafe)
                    counts = Counter(fault.kind for fault in outcome.faults)
                    total.update(counts)
                    total["fixes"] += outcome.fixes
                    total["unseen"] += outcome.unseen
                    row = f"{repository.name:22.21}{decision + ('!' if unsafe else ''):10}{outcome.files:6}{outcome.fixes:7}{outcome.unseen:7}"
                    formats = " ".join(f"{n}{suffix}" for suffix, n in outcome.suffixes.most_common(4))
                    print(row + "".join(f"{counts[kind]:7}" for kind in COUNTED) + f"  {formats}", flush=True)
                    for fault in outcome.faults if arguments.show else ():
                        print(f"  {fault.kind:5} {repository.name}/{fault.path}:{fault.line}: {fault.said}")
                    if not unsafe:
                        sample += [(repository.name, decision, *mended) for mended in outcome.mended]
    print(
        f"{'total':22}{'':16}{total['fixes']:7}{total['unseen']:7}"
        + "".join(f"{total[kind]:7}" for kind in COUNTED)
    )
    for name, decision, path, change in random.Random(arguments.seed).sample(
        sample, min(arguments.sample, len(sample))
    ):
        print(f"{name}/{path}:{change.line} [{decision}]\n    {_near(change)}")
    node.close()
    return any(total[kind] for kind in COUNTED)


if __name__ == "__main__":
    sys.exit(main())
