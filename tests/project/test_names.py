"""A public name stands in one module only, so that whoever searches for it finds one place."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from support.process import ROOT


def public_names(path: Path) -> set[str]:
    """Classes, functions and constants of a module that others may use."""
    tree = ast.parse(path.read_text("utf-8"))
    named = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assigned = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    assigned += [node.target for node in tree.body if isinstance(node, ast.AnnAssign)]
    named |= {target.id for target in assigned if isinstance(target, ast.Name)}
    return {name for name in named if not name.startswith("_")}


def test_no_public_name_stands_in_two_modules() -> None:
    modules = defaultdict(list)
    for path in sorted((ROOT / "relcli").rglob("*.py")):
        for name in public_names(path):
            modules[name].append(path.relative_to(ROOT / "relcli").as_posix())

    assert {name: places for name, places in modules.items() if len(places) > 1} == {}
