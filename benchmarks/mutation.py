"""Do the tests notice a mistake? ``python benchmarks/mutation.py ROOM…`` (of ``decide``, ``fix``, ``house``).

Each place of a room is changed a little, one change at a time: a comparison, a number, a text, a condition, a bound
of a slice, an argument, an element, a statement. The tests of the room have to fail then; those that do not notice
are printed with the change. The exit code is 1 if there are any.

The tests are collected once, and a process is forked for each change: it puts the changed code into the functions
there are, empties their caches and runs the tests that call the changed function, the quickest first. What is
left is tried again in a process of its own, on a copy of the repository, with the tests that start processes
(``--quick`` leaves that out): there nothing was made before the change.

``--sample N`` takes that many changes of each room, evenly, ``--seed`` others; ``--only PATTERN`` those in whose
line (``relcli/decide/tally.py:46: …``) it is found. It needs ``os.fork``, and the two cores of a small machine.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import functools
import gc
import importlib
import mmap
import os
import pickle
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
CHECK = "tests/check/test_"
ROOMS = {
    "decide": ("relcli/decide", ["tests/decide", "tests/data/test_knowledge.py"]),
    "fix": (
        "relcli/check/fix",
        [
            *(f"{CHECK}{name}.py" for name in ("around", "edits", "anchors", "plan", "whole_changes", "grammar", "fix")),
            *(f"{CHECK}{name}.py" for name in ("restructuredtext", "asciidoc")),
        ],
    ),
    "house": ("relcli/house", ["tests/house", f"{CHECK}texts_of_a_house.py", "tests/export/test_house.py", f"{CHECK}grammar.py"]),
}  # fmt: skip
"""Where a room is, and the tests that are about it."""
SLOW = "time_grows or any_trade or any_bytes or same_as_check"
OPTIONS = ["-x", "-q", "-o", "addopts=--import-mode=importlib", "-p", "no:xdist", "-p", "no:cacheprovider"]
REMEMBERING = type(functools.cache(len))
MOST_MEMORY = 2 << 30
PATIENCE = 5
"""So many seconds a test of a changed program has, and ten times what it took besides."""

# ---- the changes --------------------------------------------------------------------------------------

SWAPPED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min", "find": "rfind", "rfind": "find",
         "startswith": "endswith", "endswith": "startswith", "lstrip": "rstrip", "rstrip": "lstrip"}  # fmt: skip
PLAIN = {"lower", "upper", "casefold", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "replace"}
"""Methods that a text can do without."""


class Change(NamedTuple):
    """One field of a node (or one element of it) that gets another value, and the function it is in."""

    path: str
    node: ast.AST
    field: str
    index: int | None
    value: object
    function: int | None
    """The line of the outermost function around it; None where it is in none or where it is remembered."""

    @property
    def place(self) -> object:
        """What has to be called for it to matter."""
        return self.path if self.function is None else (self.path, self.function)

    def apply(self) -> object:
        """Make it, and say what it was."""
        old = getattr(self.node, self.field)
        if self.index is None:
            setattr(self.node, self.field, self.value)
        else:
            new = [*old]
            new[self.index : self.index + 1] = [] if self.value is None else [self.value]
            setattr(self.node, self.field, new)
        return old

    def __str__(self) -> str:
        before = ast.unparse(self.node)
        old = self.apply()
        after = ast.unparse(self.node)
        setattr(self.node, self.field, old)
        start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
        start = max(0, start - 50)
        line = next(n.lineno for n in ast.walk(self.node) if hasattr(n, "lineno"))
        return f"{self.path}:{line}: {before[start : start + 110]!r} -> {after[start : start + 110]!r}"


def changes_in(path: str, tree: ast.Module) -> Iterator[Change]:
    """Every change of a module, in the order of its lines."""
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            continue
        inner = statement.body if isinstance(statement, ast.ClassDef) else [statement]
        for one in inner:
            function = None
            if isinstance(one, ast.FunctionDef) and not any(
                "cache" in ast.unparse(d) for d in one.decorator_list
            ):
                function = min([one.lineno, *(d.lineno for d in one.decorator_list)])
            for node in _changeable(one):
                for field, index, value in _changes_of(node):
                    yield Change(path, node, field, index, value, function)


def _changeable(node: ast.AST) -> Iterator[ast.AST]:
    """The node and what is in it, but for types, decorators and docstrings."""
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    is_type = isinstance(node, ast.Subscript) and ast.unparse(node.value) in {"tuple", "dict", "Callable"}
    if is_docstring or is_type:
        return
    yield node
    left_out = {"annotation", "returns", "decorator_list"}
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return  # for whoever breaks it: the lists have one length
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if field not in left_out and isinstance(child, ast.AST):
                yield from _changeable(child)


def _changes_of(node: ast.AST) -> Iterator[tuple[str, int | None, object]]:  # noqa: C901, PLR0912
    match node:
        case ast.Compare():
            for index, op in enumerate(node.ops):
                yield "ops", index, SWAPPED[type(op)]()
        case ast.BoolOp():
            yield "op", None, SWAPPED[type(node.op)]()
            if len(node.values) > 1:
                for index in range(len(node.values)):
                    yield "values", index, None
        case ast.BinOp() | ast.AugAssign() if type(node.op) in SWAPPED:
            yield "op", None, SWAPPED[type(node.op)]()
        case ast.Constant(value=bool()):
            yield "value", None, not node.value
        case ast.Constant(value=int()):
            yield "value", None, node.value + 1
            yield "value", None, node.value - 1
        case ast.Constant(value=str()):
            for shorter in dict.fromkeys((node.value[1:], node.value[:-1])) if node.value else ("X",):
                yield "value", None, shorter
        case ast.Tuple(ctx=ast.Load()) | ast.List(ctx=ast.Load()) | ast.Set():
            for index in range(len(node.elts)) if len(node.elts) > 1 else ():
                yield "elts", index, None
        case ast.Slice():
            for field in ("lower", "upper"):
                if getattr(node, field):
                    yield field, None, None
        case ast.comprehension():
            for index in range(len(node.ifs)):
                yield "ifs", index, None
        case ast.Call():
            for index, keyword in enumerate(node.keywords):
                if keyword.arg != "strict":
                    yield "keywords", index, None
        case ast.Attribute(ctx=ast.Load()) | ast.Name(ctx=ast.Load()):
            field = "attr" if isinstance(node, ast.Attribute) else "id"
            if getattr(node, field) in NAMES:
                yield field, None, NAMES[getattr(node, field)]
        case ast.Return(value=ast.expr()) if not _is_false(node.value):
            yield "value", None, ast.Constant(None)
        case ast.IfExp():
            yield "test", None, ast.Constant(value=True)
            yield "test", None, ast.Constant(value=False)
        case ast.If() | ast.While() if not isinstance(node.test, ast.Compare):
            yield "test", None, ast.UnaryOp(ast.Not(), node.test)
    yield from _shorter(node)


def _shorter(node: ast.AST) -> Iterator[tuple[str, int | None, object]]:
    """What is left out of a node: a ``not``, a method that a text can do without, a statement."""
    for field, value in ast.iter_fields(node):
        if field == "decorator_list":
            continue
        for index, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            match child:
                case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
                    yield field, index, operand
                case ast.Call(func=ast.Attribute(attr=name, value=receiver)) if name in PLAIN:
                    yield field, index, receiver
                case (
                    ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign() | ast.Raise()
                ):
                    yield field, index, ast.Pass()
                case ast.Continue() | ast.Break():
                    yield field, index, ast.Pass()


def _is_false(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value in {None, False}


# ---- a changed program --------------------------------------------------------------------------------


def put_in(module: ModuleType, tree: ast.Module) -> None:
    """Give the functions of a module that is imported the code of this one, and its constants their values."""
    fresh = {"__name__": module.__name__, "__file__": module.__file__, "__package__": module.__package__}
    exec(compile(ast.fix_missing_locations(tree), str(module.__file__), "exec"), fresh)
    for name, new in fresh.items():
        old = vars(module).get(name)
        if name.startswith("__") or old is new or _swapped(old, new, module.__name__):
            continue
        for other in [m for key, m in sys.modules.items() if key.startswith("relcli")]:
            if vars(other).get(name) is old:
                setattr(other, name, new)
    for cached in gc.get_objects():
        if isinstance(cached, REMEMBERING) and str(cached.__module__).startswith("relcli"):
            cached.cache_clear()


def _swapped(old: object, new: object, module: str) -> bool:
    """Is it code, and put into what there is?"""
    if isinstance(new, type):
        if new.__module__ == module:
            for name, value in vars(new).items():
                _swapped(vars(old).get(name), value, module)
        return True
    if isinstance(new, FunctionType):
        if isinstance(old, FunctionType) and new.__module__ == module:
            old.__code__, old.__defaults__, old.__kwdefaults__ = (
                new.__code__,
                new.__defaults__,
                new.__kwdefaults__,
            )
        return True
    for inside in ("fget", "func", "__wrapped__", "__func__"):
        if hasattr(new, inside) and hasattr(old, inside):
            return _swapped(getattr(old, inside), getattr(new, inside), module)
    return False


class Run:
    """A pytest plug-in that runs the collected tests once for each change, instead of once."""

    def __init__(self, trees: dict[str, ast.Module], changes: list[Change], jobs: int) -> None:
        self.trees, self.changes, self.jobs = trees, changes, jobs
        self.left: list[Change] = []
        self.timed_out = 0
        self.noticed_by: dict[object, list[int]] = defaultdict(list)
        self.noticing = mmap.mmap(-1, 4 * len(changes) + 4)  # by change the test that failed, counted from 1
        self.reports = [0.0, False]

    def pytest_report_teststatus(self) -> tuple[str, str, str]:
        return "", "", ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.reports = [self.reports[0] + report.duration, self.reports[1] or report.failed]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for path in self.trees:
            importlib.import_module(path.removesuffix(".py").replace("/", "."))
        sys.stdout.flush()
        took, reached = self._reached(session.items)
        running: dict[int, int] = {}
        for number, change in enumerate(self.changes):
            if not (own := reached[change.place]):
                self._keep(change)
                continue
            # What noticed a change of the same function may well notice the next.
            first = dict.fromkeys(reversed(self.noticed_by[change.place]))
            order = [*first, *sorted(own - first.keys(), key=took.__getitem__)]
            running[self._fork(number, [(index, session.items[index], took[index]) for index in order])] = (
                number
            )
            if len(running) >= self.jobs:
                self._await(running)
        while running:
            self._await(running)
        self.left.sort(key=self.changes.index)
        return True

    def _await(self, running: dict[int, int]) -> None:
        pid, status = os.wait()
        number = running.pop(pid)
        change = self.changes[number]
        self.timed_out += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM
        if status == 0:
            self._keep(change)
        elif index := int.from_bytes(self.noticing[4 * number : 4 * number + 4]):
            self.noticed_by[change.place].append(index - 1)

    def _keep(self, change: Change) -> None:
        self.left.append(change)
        print(f"? {self.changes.index(change) + 1}/{len(self.changes)} {change}", file=sys.stderr, flush=True)

    def _reached(self, items: list[pytest.Item]) -> tuple[list[float], dict[object, set[int]]]:
        """How long each test took, and which tests called a function or anything of a file."""
        with tempfile.TemporaryFile() as file:
            if not (pid := os.fork()):
                _silence()
                os.write(2, b"")
                took, reached = [], defaultdict(set)
                files = {str(ROOT / path): path for path in self.trees}
                calls: set[tuple[str, int]] = set()

                def note(frame: object, event: str, _: object) -> None:
                    if event == "call" and frame.f_code.co_filename in files:
                        calls.add((files[frame.f_code.co_filename], frame.f_code.co_firstlineno))

                for index, item in enumerate(items):
                    calls.clear()
                    self.reports = [0.0, False]
                    sys.setprofile(note)
                    item.config.hook.pytest_runtest_protocol(
                        item=item, nextitem=(*items[index + 1 :], None)[0]
                    )
                    sys.setprofile(None)
                    if self.reports[1]:
                        file.write(pickle.dumps(item.nodeid))
                        file.flush()
                        os._exit(1)
                    took.append(self.reports[0])
                    for call in calls:
                        reached[call].add(index)
                        reached[call[0]].add(index)
                file.write(pickle.dumps((took, reached)))
                file.flush()
                os._exit(0)
            os.waitpid(pid, 0)
            file.seek(0)
            result = pickle.load(file)
            if isinstance(result, str):
                sys.exit(f"fails without a change: {result}")
            return result

    def _fork(self, number: int, items: list[tuple[int, pytest.Item, float]]) -> int:
        if pid := os.fork():
            return pid
        change = self.changes[number]
        _silence()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        with contextlib.suppress(BaseException):
            change.apply()
            put_in(sys.modules[change.path.removesuffix(".py").replace("/", ".")], self.trees[change.path])
            self.reports = [0.0, False]
            for (index, item, took), (_, following, _) in zip(items, [*items[1:], (0, None, 0)], strict=True):
                signal.alarm(int(PATIENCE + 10 * took))
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.reports[1]:
                    self.noticing[4 * number : 4 * number + 4] = (index + 1).to_bytes(4)
                    os._exit(1)
            os._exit(0)
        os._exit(1)


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


# ---- once more, from the start ------------------------------------------------------------------------


def is_noticed_afresh(change: Change, tree: ast.Module, tests: Iterable[str], copy_of_root: Path) -> bool:
    """Do the tests fail in a process of their own, where the changed file is the one on the disk?"""
    original = (ROOT / change.path).read_text(encoding="utf-8")
    old = change.apply()
    changed = ast.unparse(tree)
    setattr(change.node, change.field, old)
    target = copy_of_root / change.path
    target.write_text(changed, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(copy_of_root), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        command = [sys.executable, "-m", "pytest", *OPTIONS, "-k", f"not ({SLOW})", *tests]
        done = subprocess.run(
            command, cwd=copy_of_root, env=env, capture_output=True, timeout=300, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        target.write_text(original, encoding="utf-8")
    return done.returncode != 0


def copied(to: Path) -> Path:
    """A copy of what the tests need, without compiled files: they would be taken for those of the changed one."""
    for name in ("relcli", "data", "docs", "tests", "benchmarks"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy(path, to)
    return to


def examine(room: str, options: argparse.Namespace) -> list[Change]:
    """The changes of a room that no test notices."""
    folder, tests = ROOMS[room]
    files = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).glob("*.py"))
    trees = {path: ast.parse((ROOT / path).read_text(encoding="utf-8")) for path in files}
    every = [change for path in files for change in changes_in(path, trees[path])]
    chosen = [change for change in every if re.search(options.only, str(change))]
    if options.sample and options.sample < len(chosen):
        step = len(chosen) / options.sample
        first = random.Random(options.seed).random()
        chosen = [chosen[int((first + n) * step)] for n in range(options.sample)]
    began = time.monotonic()
    run = Run(trees, chosen, options.jobs)
    pytest.main([*OPTIONS, "-m", "not process", "-k", f"not ({SLOW})", *tests], plugins=[run])
    left = run.left
    print(
        f"{room}: {len(every)} changes, {len(chosen)} tried, {run.timed_out} run too long, {len(left)} left",
        flush=True,
    )
    if not options.quick:
        with tempfile.TemporaryDirectory() as folder_of_copy:
            place = copied(Path(folder_of_copy))
            left = [c for c in left if not is_noticed_afresh(c, trees[c.path], tests, place)]
    minutes = (time.monotonic() - began) / 60
    print(f"{room}: {len(chosen) - len(left)} of {len(chosen)} noticed, in {minutes:.0f} minutes")
    for change in left:
        print(change, flush=True)
    return left


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rooms", nargs="+", choices=ROOMS, metavar="ROOM")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    return int(any(map(bool, [examine(room, options) for room in options.rooms])))


if __name__ == "__main__":
    sys.exit(main())
