"""The official schemas, where they lie beside the checkout."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import pytest

from support.process import ROOT

CONFORMANCE = ROOT.parent / "shared" / "conformance"
needs_conformance = pytest.mark.skipif(
    not CONFORMANCE.is_dir(), reason="the official schemas are not at ../shared/conformance"
)


def checker(folder: str, name: str) -> Callable[..., list[str]]:
    spec = importlib.util.spec_from_file_location(name, CONFORMANCE / folder / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check  # type: ignore[no-any-return]
