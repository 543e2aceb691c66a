"""How often each word is used for people, for software and otherwise: where a team starts."""

from collections.abc import Generator, Mapping
from typing import Any

from relcli.check.checked import check_text
from relcli.check.files import UnreadableFile
from relcli.check.find import Finding
from relcli.check.meaning.cues import FLAG, PERSON, REVIEW, SOFTWARE, UNCLEAR
from relcli.check.report import REPORT_VERSION
from relcli.check.rulebook import Rulebook
from relcli.check.run import Read, each_file
from relcli.language import Texts
from relcli.terminal import printable

OTHER = "other"
USES = (PERSON, SOFTWARE, OTHER, UNCLEAR)
LONGEST_BAR = 30

UseCounts = dict[tuple[str, str], dict[str, int]]
"""Word and language to use to count."""


def count_files(
    paths: tuple[str, ...], book: Rulebook, read: Read
) -> Generator[tuple[str, UseCounts | UnreadableFile], None, None]:
    """Each file with its counts, or with why it could not be read."""

    def count(path: str) -> tuple[str, UseCounts | UnreadableFile]:
        source = read(path)
        if isinstance(source, UnreadableFile):
            return path, source
        counts: UseCounts = {}
        for found in check_text(source, book).findings:
            _add(counts, (found.form.avoided.word, found.form.avoided.language), {_use(found): 1})
        return path, counts

    return each_file(count, paths)


def survey_table(by_file: Mapping[str, UseCounts]) -> dict[str, Any]:
    """The counts for JSON, the most frequent word first."""
    return {
        "format_version": REPORT_VERSION,
        "words": _listed(_total(by_file)),
        "files": [{"path": path, "words": _listed(counts)} for path, counts in by_file.items()],
    }


def survey_text(by_file: Mapping[str, UseCounts], texts: Texts) -> str:
    """A line for each word and use, with a bar; first in all, then file by file."""
    parts = [_block(texts.say("survey-total"), _total(by_file), texts)]
    parts += [_block(printable(path), counts, texts) for path, counts in by_file.items()]
    return "\n\n".join(parts) + "\n"


def _use(found: Finding) -> str:
    judgement = found.verdict.judgement
    if judgement in (FLAG, REVIEW):
        return PERSON if judgement == FLAG else UNCLEAR
    return SOFTWARE if found.verdict.sense == SOFTWARE else OTHER


def _add(counts: UseCounts, key: tuple[str, str], uses: Mapping[str, int]) -> None:
    into = counts.setdefault(key, dict.fromkeys(USES, 0))
    for use, count in uses.items():
        into[use] += count


def _total(by_file: Mapping[str, UseCounts]) -> UseCounts:
    total: UseCounts = {}
    for counts in by_file.values():
        for key, uses in counts.items():
            _add(total, key, uses)
    return total


def _listed(counts: UseCounts) -> list[dict[str, Any]]:
    return [{"word": word, "language": language, **uses} for (word, language), uses in _sorted(counts)]


def _sorted(counts: UseCounts) -> list[tuple[tuple[str, str], dict[str, int]]]:
    return sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0]))


def _block(title: str, counts: UseCounts, texts: Texts) -> str:
    if not counts:
        return f"{title}\n  {texts.say('survey-nothing')}"
    lines = [title]
    most = max(n for uses in counts.values() for n in uses.values())
    width = max(len(texts.say(f"survey-{use}")) for use in USES)
    for (word, language), uses in _sorted(counts):
        lines.append(f"  {word} ({texts.say('language-' + language)}): {sum(uses.values())}")
        for use in filter(uses.get, USES):
            bar = "#" * max(1, round(LONGEST_BAR * uses[use] / most))
            lines.append(f"    {texts.say('survey-' + use).ljust(width)}  {uses[use]:>5}  {bar}")
    return "\n".join(lines)
