"""How often each word is used for people, for software and otherwise: where a team starts."""

from collections.abc import Mapping
from typing import Any

from relcli.check.run import Result
from relcli.check.senses import FLAG, PERSON, REVIEW, SOFTWARE
from relcli.language import Texts
from relcli.terminal import printable

OTHER, UNCLEAR = "other", "unclear"
USES = (PERSON, SOFTWARE, OTHER, UNCLEAR)
BAR = 30

Tally = dict[tuple[str, str], dict[str, int]]
"""Word and language to use to count."""


def count(result: Result) -> Tally:
    """One file's findings."""
    tally: Tally = {}
    for found in result.findings:
        judgement, sense = found.verdict.judgement, found.verdict.sense
        use = PERSON if judgement == FLAG else UNCLEAR if judgement == REVIEW else OTHER
        if use == OTHER and sense == SOFTWARE:
            use = SOFTWARE
        key = (found.form.avoided.word, found.form.avoided.language)
        uses = tally.setdefault(key, dict.fromkeys(USES, 0))
        uses[use] += 1
    return tally


def add(total: Tally, more: Tally) -> None:
    """Add a file's counts to those of all."""
    for key, uses in more.items():
        into = total.setdefault(key, dict.fromkeys(USES, 0))
        for use, number in uses.items():
            into[use] += number


def as_list(tally: Tally) -> list[dict[str, Any]]:
    """The counts for JSON, the most frequent word first."""
    return [{"word": word, "language": language, **uses} for (word, language), uses in _sorted(tally)]


def _sorted(tally: Tally) -> list[tuple[tuple[str, str], dict[str, int]]]:
    return sorted(tally.items(), key=lambda item: (-sum(item[1].values()), item[0]))


def as_text(files: Mapping[str, Tally], total: Tally, texts: Texts) -> str:
    """A line for each word and use, with a bar; first in all, then file by file."""
    parts = [_block(texts.say("survey-total"), total, texts)]
    parts += [_block(printable(path), tally, texts) for path, tally in files.items()]
    return "\n\n".join(parts) + "\n"


def _block(title: str, tally: Tally, texts: Texts) -> str:
    lines = [title]
    most = max((n for uses in tally.values() for n in uses.values()), default=0)
    width = max((len(texts.say(f"survey-{use}")) for use in USES), default=0)
    for (word, language), uses in _sorted(tally):
        lines.append(f"  {word} ({texts.say('language-' + language)}): {sum(uses.values())}")
        for use in USES:
            if uses[use]:
                bar = "#" * max(1, round(BAR * uses[use] / most))
                lines.append(f"    {texts.say('survey-' + use).ljust(width)}  {uses[use]:>5}  {bar}")
    if not tally:
        lines.append(f"  {texts.say('survey-nothing')}")
    return "\n".join(lines)
