"""How often the trade is found for names as people type them: ``python benchmarks/names.py FILE``.

``FILE`` is JSON Lines with ``name``, ``language``, ``kind``, ``expect_trade`` (ids, or English names of trades that
are not in the data under that id) and ``expect_words`` (the words that a person of the trade accepts). A name
without ``expect_trade`` is judged by the word; so is a trade that the file never speaks of. With ``--half 1`` or
``--half 2`` only one half of the names, by a checksum of each: one to look at, one to hold out. ``--misses`` lists
what was not right outright.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
import zlib
from collections import defaultdict
from pathlib import Path

from relcli.advice.advice import make_advice
from relcli.advice.request import make_request
from relcli.finder.folding import join_words
from relcli.language import Texts
from relcli.render.wording import Wording
from relcli.shipped_data import open_shipped_data

COLUMNS = ("names", "right", "offered", "wrong", "none", "word", "exact")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", type=int, choices=(1, 2))
    parser.add_argument("--kinds", action="store_true", help="a line per kind of name as well")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    rows = [json.loads(line) for line in asked.file.read_text(encoding="utf-8").splitlines()]
    judge = Judge(open_shipped_data(), rows)
    rows = [
        row for row in rows if asked.half is None or zlib.crc32(row["name"].encode()) % 2 == asked.half - 1
    ]
    table, times = defaultdict[str, list[list[bool]]](list), []
    for row in rows:
        started = time.perf_counter()
        judge.data.finder.find(row["name"], row["language"])
        times.append((time.perf_counter() - started) * 1e3)
        marks, told = judge.marks(row)
        table[row["language"]].append(marks)
        if asked.kinds:
            table[f"{row['language']} {row['kind']}"].append(marks)
        if asked.misses and not marks[0]:
            print(f"{row['language']}  {row['name']}: {told}; accepted: {', '.join(judge.accepted(row))}")
    print(f"{'':16}" + "".join(f"{column:>9}" for column in COLUMNS))
    for name, marks in sorted(table.items()):
        shares = (f"{sum(column) / len(marks):9.3f}" for column in zip(*marks, strict=True))
        print(f"{name:16}{len(marks):9}" + "".join(shares))
    print(f"a look-up: median {statistics.median(times[10:]):.2f} ms, worst {max(times[10:]):.2f} ms")


class Judge:
    """Whether an outcome is one that a person accepts."""

    def __init__(self, data, rows) -> None:
        self.data = data
        self.spoken_of = {trade for row in rows for trade in row["expect_trade"]}
        self.texts = {code: Texts(code, data.messages, data.knowledge) for code in data.knowledge.languages}

    @staticmethod
    def accepted(row) -> list[str]:
        return row["expect_trade"] or row["expect_words"]

    def marks(self, row) -> tuple[list[bool], str]:
        """Right outright, right or offered, wrong, nothing, right by the word, found by its very name."""
        found = self.data.finder.find(row["name"], row["language"])
        given = found.trades[:1] if found.outcome in ("exact", "close") else ()
        right = any(self.accepts(row, trade) for trade in given)
        offered = any(self.accepts(row, trade) for trade in found.trades)
        word = bool(given) and self.word(given[0], row["language"]) in row["expect_words"]
        marks = [right, offered, bool(given) and not right, not found.trades, word, found.outcome == "exact"]
        return marks, f"{found.outcome} {', '.join(found.trades)}"

    def accepts(self, row, trade: str) -> bool:
        expected = {join_words(name) for name in row["expect_trade"]}
        names = {join_words(trade), *map(join_words, self.data.trades[trade].label.values())}
        if names & expected or (expected and trade in self.spoken_of):
            return bool(names & expected)
        return self.word(trade, row["language"]) in row["expect_words"]

    def word(self, trade: str, language: str) -> str | None:
        request = make_request(self.data, language, answers={}, trade=trade)
        return Wording(make_advice(self.data, request), self.data, self.texts[language]).term


if __name__ == "__main__":
    main()
