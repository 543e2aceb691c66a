"""The checker's figures: ``python benchmarks/check.py``.

Precision and recall on ``tests/support/labelled.tsv`` (of each pair of lines one is held out: no cue was tuned
on it), the software-sense hits flagged wrongly, and the throughput on 10 MB of Markdown in one process,
beside codespell with two terms where it is installed.

``--documents FOLDER`` measures whole documents of your own instead: ``FOLDER/files/`` holds them, and
``FOLDER/labels.tsv`` a line for each word in them: file, line, column, word, label. ``F`` is to be flagged,
``S`` is software, ``X`` anything else, ``U`` cannot be told and does not count.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from relcli.check import files, find, words
from relcli.data import Data

LABELLED = Path(__file__).parents[1] / "tests" / "support" / "labelled.tsv"
MEGABYTES = 10


class Sentence(NamedTuple):
    """One labelled sentence; the label is of the first hit of its word."""

    number: int
    language: str
    word: str
    sense: str
    text: str


def sentences() -> list[Sentence]:
    """All labelled sentences."""
    lines = LABELLED.read_text(encoding="utf-8").splitlines()
    return [Sentence(n, *line.split("\t")) for n, line in enumerate(lines)]


def judged(sentence: Sentence, lookup: words.Lookup) -> find.Finding | None:
    """What the checker says of the word in the sentence, read alone."""
    options = find.Options(language=sentence.language)
    found = find.findings(sentence.text, "markdown", "x.md", lookup, options)
    hits = [f for f in found if f.form.avoided.word == sentence.word]
    if sentence.sense == "others":  # the word stands twice; one of the two is somebody else's
        return next((f for f in hits if f.verdict.sense == "others"), hits[0] if hits else None)
    return hits[0] if hits else None


def tally(chosen: list[Sentence], *, show: bool = False) -> Counter[str]:
    """True and false, flagged and not."""
    lookup = words.of_termbase(Data())
    counts: Counter[str] = Counter()
    for sentence in chosen:
        found = judged(sentence, lookup)
        judgement = found.verdict.judgement if found else "missed"
        person = sentence.sense == "person"
        counts[
            "tp"
            if person and judgement == "flag"
            else "fn"
            if person
            else "fp"
            if judgement == "flag"
            else "tn"
        ] += 1
        if sentence.sense == "software":
            counts["software"] += 1
            counts["software flagged"] += judgement == "flag"
        if show and person != (judgement == "flag"):
            said = found and [f"{c.where}:{c.words}:{c.sense}:{c.weight}" for c in found.verdict.cues]
            print(f"  {judgement:7} {sentence.language} {sentence.sense}: {sentence.text} {said}")
    return counts


def rates(counts: Counter[str]) -> tuple[float, float]:
    """Precision and recall of the flag."""
    flagged, people = counts["tp"] + counts["fp"], counts["tp"] + counts["fn"]
    return (counts["tp"] / flagged if flagged else 1.0), (counts["tp"] / people if people else 1.0)


def documents(folder: Path, *, show: bool) -> None:
    """Precision and recall of the flag on whole documents that were labelled word by word."""
    labels: dict[tuple[str, int, int], str] = {}
    for line in (folder / "labels.tsv").read_text(encoding="utf-8").splitlines():
        name, number, column, _, label, *_ = line.split("\t")
        if number.isdigit():
            labels[name, int(number), int(column)] = label
    lookup = words.of_termbase(Data())
    counts: dict[str, Counter[str]] = {}
    seen = set()
    for path in sorted((folder / "files").iterdir()):
        text = files.read(str(path))
        if isinstance(text, files.Problem):
            continue
        for found in find.findings(text.text, text.kind, text.path, lookup, find.Options()):
            place = path.name, found.line, found.column
            label = labels.get(place)
            seen.add(place)
            if label in (None, "U"):
                continue
            word = f"{found.form.avoided.language} {found.form.avoided.word}"
            outcome = f"{label} {found.verdict.judgement}"
            counts.setdefault(word, Counter())[outcome] += 1
            if show and (label == "F") != (found.verdict.judgement == "flag"):
                said = [f"{c.where}:{c.words}:{c.sense}:{c.weight}" for c in found.verdict.cues]
                around = text.text[max(0, found.start - 100) : found.end + 80].replace("\n", " ")
                print(f"{outcome:8} {':'.join(map(str, place))}  {around}\n         {said}")
    missed = Counter(label for place, label in labels.items() if place not in seen)
    for word, tally_ in counts.items():
        flagged = sum(n for outcome, n in tally_.items() if outcome.endswith("flag"))
        people = sum(n for outcome, n in tally_.items() if outcome.startswith("F"))
        software = sum(n for outcome, n in tally_.items() if outcome.startswith("S"))
        right = tally_["F flag"]
        if people + flagged:
            print(
                f"{word:12} precision {right / max(1, flagged):.3f} recall {right / max(1, people):.3f}"
                f" software flagged {tally_['S flag']}/{software}  {dict(tally_)}"
            )
    print(f"labelled and not seen: {dict(missed)}")


def throughput() -> None:
    """Ten megabytes of Markdown, whole processes, by the processor time they take."""
    if hasattr(os, "sched_setaffinity"):
        # One process each: relcli takes as many as there are processors.
        os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
    prose = [s.text for s in sentences() if s.language == "en"]
    filler = (
        "The house stands on a hill, and the road to it winds through a wood of old oaks and beeches.\n" * 8
    )
    paragraphs = [f"## Part {n}\n\n{text} {filler}" for n, text in enumerate(prose)]
    page = "\n\n".join(paragraphs) + "\n"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = 0
        while size < MEGABYTES * 1_000_000:
            (folder / f"{size}.md").write_text(page, encoding="utf-8")
            size += len(page.encode())
        house = folder / "house.toml"
        text = 'format_version = 1\ndata = "2026-11-21"\n[answers]\n[roles.payer]\nconcept = "patron"\nverdict = "clear"\n'
        text += 'reason = ""\n[roles.payer.en]\npreferred = "patron"\nadmitted = []\ndeprecated = ["client", "customer"]\n'
        house.write_text(text, encoding="utf-8")
        commands = {
            "relcli": [sys.executable, "-m", "relcli", "check", "--config", str(house), "--json", name]
        }
        codespell = shutil.which("codespell", path=str(Path(sys.executable).parent)) or shutil.which(
            "codespell"
        )
        if codespell:
            terms = folder / "terms.dic"
            terms.write_text("client->customer\nclients->customers\n", encoding="utf-8")
            commands["codespell"] = [codespell, "-D", str(terms), name]
        best = dict.fromkeys(commands, float("inf"))
        for _ in range(3):
            for tool, command in commands.items():
                before = os.times()
                subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                after = os.times()
                spent = (
                    after.children_user
                    + after.children_system
                    - before.children_user
                    - before.children_system
                )
                best[tool] = min(best[tool], spent)
        for tool, seconds in best.items():
            print(f"{tool:10} {size / 1e6 / seconds:6.1f} MB/s")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", action="store_true", help="list the wrong ones of the half for tuning")
    parser.add_argument("--documents", type=Path, help="a folder of labelled documents")
    chosen_ = parser.parse_args()
    show = chosen_.show
    if chosen_.documents:
        documents(chosen_.documents, show=show)
        return
    every = sentences()
    print(f"{len(every)} labelled sentences")
    for word in ("client", "customer", None):
        for half, name in ((0, "tuned"), (1, "held out")):
            chosen = [s for s in every if s.number % 2 == half and (word is None or s.word == word)]
            counts = tally(chosen, show=show and word is None and half == 0)
            precision, recall = rates(counts)
            wrong = f"{counts['software flagged']}/{counts['software']}"
            print(
                f"{word or 'all':9} {name:9} precision {precision:.3f} recall {recall:.3f} software flagged {wrong}"
            )
    throughput()


if __name__ == "__main__":
    main()
