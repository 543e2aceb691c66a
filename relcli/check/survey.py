"""How often each word is used for people, for software and otherwise: where a team starts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from relcli.check.files import SourceFile
from relcli.check.find import Finding
from relcli.check.fix.edits import Edit
from relcli.check.meaning.cues import FLAG, PERSON, REVIEW, SOFTWARE, UNCLEAR
from relcli.check.report import REPORT_VERSION
from relcli.language import Texts
from relcli.terminal import bar

OTHER = "other"
USES = (PERSON, SOFTWARE, OTHER, UNCLEAR)
LONGEST_BAR = 30
MOST_WORDS = 8
"""So many words for people are named in the summary."""

Use = tuple[str, str, str]
"""A word, its language, and one of the ``USES``."""


def use_of(source: SourceFile, found: Finding, _edit: Edit | None) -> tuple[str, Use]:
    """What a survey has of a finding: its file, and the use."""
    judgement, sense = found.verdict.judgement, found.verdict.sense
    use = {FLAG: PERSON, REVIEW: UNCLEAR}.get(judgement, SOFTWARE if sense == SOFTWARE else OTHER)
    return source.path, (found.form.avoided.word, found.form.avoided.language, use)


def survey_table(files: Mapping[str, Iterable[Use]]) -> dict[str, Any]:
    """The counts for JSON, the most frequent word first."""

    def listed(uses: Iterable[Use]) -> list[dict[str, Any]]:
        return [{"word": word, "language": lang, **counts} for word, lang, counts in _counted(uses)]

    return {
        "format_version": REPORT_VERSION,
        "words": listed(use for uses in files.values() for use in uses),
        "files": [{"path": path, "words": listed(uses)} for path, uses in files.items()],
    }


def survey_text(files: Mapping[str, Iterable[Use]], texts: Texts) -> str:
    """A line for each word and use, with a bar; first in all, then file by file."""
    every = [use for uses in files.values() for use in uses]
    blocks = [_block(texts.say("survey-total"), every, texts)]
    blocks += [_block(texts.file(path), uses, texts) for path, uses in files.items()]
    return "\n\n".join(blocks) + "\n"


def survey_summary(files: Mapping[str, Iterable[Use]], read: int, texts: Texts) -> str:
    """What was read, how people are called in it, and what is left alone, in two or three lines."""
    counted = _counted(use for uses in files.values() for use in uses)
    totals: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for word, _, counts in counted:
        totals.update(counts)
        people[word] += counts[PERSON]
    lines = [f"{texts.counted('files-read', read)}."]
    if totals[PERSON]:
        most = [f"{word} {count}" for word, count in people.most_common(MOST_WORDS) if count]
        lines.append(texts.say("survey-people", words=", ".join(most)))
    else:
        lines.append(texts.say("survey-nobody"))
    rest = [texts.say(f"survey-{use}-left", count=totals[use]) for use in (SOFTWARE, UNCLEAR) if totals[use]]
    return "\n".join([*lines, *([" ".join(rest)] if rest else [])])


def _counted(uses: Iterable[Use]) -> list[tuple[str, str, dict[str, int]]]:
    """How often each word has each use, the most frequent word first."""
    counts = Counter(uses)
    words = Counter((word, language) for word, language, _ in counts.elements())
    ordered = sorted(words, key=lambda key: (-words[key], key))
    return [(*key, {use: counts[*key, use] for use in USES}) for key in ordered]


def _block(title: str, uses: Iterable[Use], texts: Texts) -> str:
    counted = _counted(uses)
    if not counted:
        return f"{title}\n  {texts.say('survey-nothing')}"
    lines = [title]
    most = max(count for _, _, counts in counted for count in counts.values())
    width = max(len(texts.say(f"survey-{use}")) for use in USES)
    for word, language, counts in counted:
        label = f"{word} ({texts.say('language-' + language)})"
        lines.append("  " + texts.say("labelled", label=label, text=sum(counts.values())))
        for use in filter(counts.get, USES):
            share = bar(counts[use], most, LONGEST_BAR)
            lines.append(f"    {texts.say('survey-' + use).ljust(width)}  {counts[use]:>5}  {share}")
    return "\n".join(lines)
