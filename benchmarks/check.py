"""The checker's figures: ``python benchmarks/check.py [FOLDER…]``.

Precision and recall on ``tests/support/labelled.tsv`` (of each pair of lines one is held out: no cue was tuned
on it), the software-sense hits flagged wrongly; the same on whole documents, those of ``benchmarks/documents``
and of each folder given: ``FOLDER/files/`` holds them, and ``FOLDER/labels.tsv`` a line for each word in
them: file, line, column, word, label. ``F`` is to be flagged, ``S`` is software, ``X`` anything else, ``U``
cannot be told and does not count. Last the throughput on 10 MB of Markdown in one process, beside codespell
with two terms where it is installed.
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

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support import labelled
from support.labelled import Judged

from relcli.check import files
from relcli.check.find import Finding, findings
from relcli.check.rulebook import Rulebook, forms_of_termbase
from relcli.shipped_data import open_shipped_data

MEGABYTES = 10
DOCUMENTS = Path(__file__).with_name("documents")


def cues_of(found: Finding) -> list[str]:
    """What spoke, on one line."""
    return [f"{c.where}:{c.words}:{c.sense}:{c.weight}" for c in found.verdict.cues]


def show_wrong(every: list[Judged]) -> None:
    """Those that are flagged and should not be, and the other way round."""
    for sentence, found in every:
        judgement = found.verdict.judgement if found else "missed"
        if sentence.is_person != (judgement == "flag"):
            said = found and cues_of(found)
            print(f"  {judgement:7} {sentence.language} {sentence.sense}: {sentence.text} {said}")


def documents(folder: Path, *, show: bool) -> None:
    """Precision and recall of the flag on whole documents that were labelled word by word."""
    labels: dict[tuple[str, int, int], str] = {}
    for line in (folder / "labels.tsv").read_text(encoding="utf-8").splitlines():
        name, number, column, _, label, *_ = line.split("\t")
        if number.isdigit():
            labels[name, int(number), int(column)] = label
    data = open_shipped_data()
    book = Rulebook(forms_of_termbase(data), data)
    counts: dict[str, Counter[str]] = {}
    seen = set()
    for path in sorted((folder / "files").iterdir()):
        try:
            text = files.read_file(str(path))
        except files.UnreadableError:
            continue
        for found in findings(text.text, text.kind, text.path, book):
            place = path.name, found.line, found.column
            label = labels.get(place)
            seen.add(place)
            if label in (None, "U"):
                continue
            word = f"{found.form.avoided.language} {found.form.avoided.word}"
            outcome = f"{label} {found.verdict.judgement}"
            counts.setdefault(word, Counter())[outcome] += 1
            if show and (label == "F") != (found.verdict.judgement == "flag"):
                around = text.text[max(0, found.start - 100) : found.end + 80].replace("\n", " ")
                print(f"{outcome:8} {':'.join(map(str, place))}  {around}\n         {cues_of(found)}")
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
    prose = [s.text for s in labelled.sentences() if s.language == "en"]
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
    parser.add_argument("--documents", action="store_true", help="measure documents only")
    parser.add_argument("folders", nargs="*", type=Path, help="folders of labelled documents")
    chosen_ = parser.parse_args()
    show = chosen_.show
    if not chosen_.documents:
        sentences(show=show)
    for folder in (*sorted(DOCUMENTS.iterdir()), *chosen_.folders):
        print(f"documents in {folder.name}")
        documents(folder, show=show)
    if not chosen_.documents:
        throughput()


def sentences(*, show: bool) -> None:
    """Precision and recall on sentences, each without a document around it."""
    every = labelled.judged(labelled.sentences(), open_shipped_data())
    print(f"{len(every)} labelled sentences")
    for word in ("client", "customer", None):
        for half, name in ((0, "tuned"), (1, "held out")):
            chosen = [j for j in every if j.sentence.number % 2 == half and word in (None, j.sentence.word)]
            if show and word is None and half == 0:
                show_wrong(chosen)
            counts = labelled.tally(chosen)
            precision, recall = labelled.rates(counts)
            wrong = f"{counts['software flagged']}/{counts['software']}"
            rates = f"precision {precision:.3f} recall {recall:.3f} software flagged {wrong}"
            print(f"{word or 'all':9} {name:9} {rates}")


if __name__ == "__main__":
    main()
