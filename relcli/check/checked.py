"""Checking one text: its findings without those that are excused or known, and the text mended."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from relcli.check import baseline, find, ignores
from relcli.check.baseline import KnownFindings
from relcli.check.files import SourceFile
from relcli.check.find import Finding
from relcli.check.fix.edits import Edit, apply_edits, edit_for
from relcli.check.ignores import Ignore
from relcli.check.meaning.cues import PASS
from relcli.check.rulebook import Rulebook

MOST_ROUNDS = 5


class CheckedFile(NamedTuple):
    """What was found in one file; ``unused`` are the ignores that excuse nothing."""

    source: SourceFile
    findings: tuple[Finding, ...]
    unused: tuple[Ignore, ...] = ()

    def tally(self) -> Counter[str]:
        """How many findings of each judgement."""
        return Counter(found.verdict.judgement for found in self.findings)

    def edits(self, book: Rulebook) -> Iterator[tuple[Finding, Edit]]:
        """Each finding that can be mended, with its edit."""
        for found in self.findings:
            edit = edit_for(self.source.text, found, book.rules)
            if edit:
                yield found, edit


def check_text(
    source: SourceFile, book: Rulebook, *, lines: set[int] | None = None, known: KnownFindings | None = None
) -> CheckedFile:
    """The findings of one file: none that is excused or known, and only those on the lines given.

    What is found is taken out of ``known``.
    """
    excuses = ignores.read_ignores(source.text)
    used: set[Ignore] = set()
    kept: list[Finding] = []
    for found in find.findings(source.text, source.kind, source.path, book):
        if found.verdict.judgement != PASS:
            excuse = ignores.covering(excuses, found.line, found.match, found.form.avoided.word)
            if excuse:
                used.add(excuse)
                continue
            if lines is not None and found.line not in lines:
                continue
            if known and baseline.take(known, baseline.key_of(source, found)):
                continue
        kept.append(found)
    return CheckedFile(source, tuple(kept), tuple(excuse for excuse in excuses if excuse not in used))


def mend(checked: CheckedFile, book: Rulebook, *, lines: set[int] | None = None) -> tuple[str, int]:
    """The text with everything mended, and how many edits that took.

    A word that changes can change what the words beside it mean, so it is repeated until nothing
    changes: running it again must find nothing more to do.
    """
    text, count = checked.source.text, 0
    for _ in range(MOST_ROUNDS):
        edits = [edit for _, edit in checked.edits(book)]
        if not edits:
            break
        count += len(edits)
        text = apply_edits(text, edits)
        checked = check_text(checked.source._replace(text=text), book, lines=lines)
    return text, count
