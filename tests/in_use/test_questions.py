"""Questions that people asked in public: where each was seen, and that relcli takes what they would type.

Whether an answer is good is for a reader to say, by the points of each question (``questions.toml``).
"""

from __future__ import annotations

import shlex
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from support.process import Run

QUESTIONS = tomllib.loads(Path(__file__).with_name("questions.toml").read_text("utf-8"))["questions"]
KINDS = ("parties", "texts", "sense", "people-first", "word-in-use", "law", "language", "no-trade")
ENOUGH = 60

questions = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
typed = pytest.mark.parametrize(
    "question",
    [
        # What is checked in a folder is asked of git.
        pytest.param(q, marks=pytest.mark.process) if "relcli check" in " ".join(q["commands"]) else q
        for q in QUESTIONS
    ],
    ids=lambda question: question["id"],
)


def test_there_are_enough_of_every_kind_and_none_twice() -> None:
    assert len(QUESTIONS) >= ENOUGH
    assert min(Counter(question["kind"] for question in QUESTIONS).values()) >= ENOUGH / 8
    assert {question["kind"] for question in QUESTIONS} == {*KINDS}
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)


@questions
def test_each_says_where_it_was_seen_and_what_a_good_answer_has(question: dict[str, Any]) -> None:
    assert question["seen"].startswith("https://") or "/" in question["seen"]
    assert len(question["points"]) >= 2
    assert all(command.startswith("relcli ") for command in question["commands"])


@typed
def test_what_people_would_type_is_taken(call: Run, question: dict[str, Any]) -> None:
    """An answer, or a question back: which of several trades, which decision; no option is unknown."""
    for command in question["commands"]:
        told = call(*shlex.split(command)[1:])

        asks_back = any(flag in told.stderr for flag in ("--business", "--term-lang", "--config"))
        assert told.returncode == 0 or asks_back, command
        assert "Traceback" not in told.stderr
