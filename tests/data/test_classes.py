"""The classes of activities: codes as their classification writes them, and numbers that were mistaken before."""

from __future__ import annotations

import re
import tomllib

import pytest
from support.process import ROOT

CODES = {
    "nace-2": r"[A-U]|\d\d(\.\d\d?)?",
    "nace-2-1": r"[A-V]|\d\d(\.\d\d?)?",
    "naf-2": r"\d\d\.\d\d[A-Z]",
    "isic-4": r"[A-U]|\d{2,4}",
    "naics-2022": r"\d{6}",
}
FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (ROOT / "data/classes").glob("*.toml")}


def test_every_classification_is_looked_at() -> None:
    assert set(FILES) == set(CODES)


@pytest.mark.parametrize("name", CODES)
def test_a_code_is_written_as_its_classification_writes_it(name: str) -> None:
    assert [code for code in FILES[name]["classes"] if not re.fullmatch(CODES[name], code)] == []


@pytest.mark.parametrize("name", CODES)
def test_a_class_has_a_title_and_leads_to_at_most_five_trades_each_once(name: str) -> None:
    for code, entry in FILES[name]["classes"].items():
        trades = entry["trades"]
        assert len(set(trades)) == len(trades) <= 5, code
        assert {"en", "fr", "ro"} & set(entry), code


@pytest.mark.parametrize("name", CODES)
def test_what_stands_above_a_class_is_there_as_well(name: str) -> None:
    """Two digits or three, where the classification goes so far up."""
    codes = FILES[name]["classes"]
    if "A" in codes:
        above = {code[:-1].rstrip(".") for code in codes if len(code) > 2}
        assert above - set(codes) == set()


@pytest.mark.parametrize(
    ("name", "code", "trade"),
    [
        ("nace-2", "47.72", "shoe-shop"),
        ("isic-4", "4772", "pharmacy"),
        ("nace-2", "47.73", "pharmacy"),
        ("nace-2", "47.91", "online-shop"),
        ("nace-2-1", "47.91", "online-marketplace"),
        ("naf-2", "47.91A", "online-shop"),
        ("naf-2", "47.41Z", "computer-shop"),
        ("naf-2", "52.29A", "courier-service"),
        ("naf-2", "52.29B", "freight-forwarder"),
        ("nace-2", "47.74", "medical-supply-shop"),
        ("nace-2", "58.13", "newspaper"),
        ("nace-2-1", "58.13", "magazine"),
        ("nace-2", "47.64", "sports-shop"),
        ("nace-2-1", "47.64", "toy-shop"),
        ("nace-2", "47.81", "market-stall"),
        ("nace-2-1", "47.81", "car-dealer"),
        ("nace-2", "62.01", "software-house"),
        ("naf-2", "69.10Z", "law-firm"),
        ("naf-2", "84.13Z", "job-centre"),
        ("naics-2022", "541110", "law-firm"),
    ],
)
def test_numbers_that_mean_something_else_next_door(name: str, code: str, trade: str) -> None:
    assert FILES[name]["classes"][code]["trades"][0] == trade


def test_where_two_revisions_have_a_class_in_common_it_leads_to_the_same_trades() -> None:
    former, latter = FILES["nace-2"]["classes"], FILES["nace-2-1"]["classes"]
    same = [code for code in former.keys() & latter.keys() if former[code]["en"] == latter[code]["en"]]

    assert len(same) > 300
    # Bricklayers have moved out of 43.99, coaches and cable cars out of 49.39.
    assert [c for c in sorted(same) if former[c]["trades"] != latter[c]["trades"]] == ["43.99", "49.39"]


def test_romanian_and_french_letters() -> None:
    for name, file in FILES.items():
        for code, entry in file["classes"].items():
            written = "".join(entry.get(language, "") for language in ("en", "fr", "ro"))
            assert "'" not in written, (name, code)
            assert not set("şţŞŢ") & set(written), (name, code)
            assert "  " not in written, (name, code)
