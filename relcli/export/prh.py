"""Rules for prh, which textlint runs: one rule per form and letter case, since prh replaces what it finds.

A rule carries ``specs``, which prh tries when it loads the file.
"""

from collections.abc import Iterable, Iterator

from relcli.export.linter_rules import LinterRule, linter_rules
from relcli.export.patterns import MARK, pattern, scalar
from relcli.export.vocabulary import Vocabulary
from relcli.house.avoided import Compound
from relcli.language import Texts

LETTER = r"[\p{L}\p{N}_]"


def prh_rules(vocabulary: Vocabulary, texts: Texts) -> str:
    """A rule file."""
    lines = [f"{MARK} prh", "version: 1", "rules:"]
    for rule in linter_rules(vocabulary, texts):
        for wrong, right in rule.instead.items():
            # What prh finds it replaces, so a form without its like is left alone.
            for found, expected in dict(zip(_cases(wrong), _cases(right or wrong), strict=True)).items():
                if found != expected:
                    lines += _rule(rule, found, expected)
    return "\n".join(lines) + "\n"


def _rule(rule: LinterRule, found: str, expected: str) -> Iterator[str]:
    yield f"  - expected: {scalar(expected)}"
    yield f"    pattern: {scalar(f'/{_pattern(found, rule.compounds)}/')}"
    yield f"    prh: {scalar(rule.why)}"
    yield "    specs:"
    yield from _spec(found, expected)
    for compound in rule.compounds:
        text = f"{compound.before}{found}{compound.after}"
        yield from _spec(text, text)


def _spec(before: str, after: str) -> Iterator[str]:
    yield f"      - from: {scalar(before)}"
    yield f"        to: {scalar(after)}"


def _pattern(found: str, compounds: tuple[Compound, ...]) -> str:
    """The form as a whole word outside the compounds, in any of their letter cases.

    prh would understand neither a flag for one part nor a word boundary beside an accented letter.
    """
    word = pattern(found)
    before = _any_case(c.before for c in compounds if not c.after)
    after = _any_case(c.after for c in compounds if not c.before)
    both = "|".join(
        f"(?<={_any_case([c.before])}){word}(?:{_any_case([c.after])})"
        for c in compounds
        if c.before and c.after
    )
    return "".join(
        (
            f"(?<!{LETTER})",
            f"(?<!(?<!{LETTER})(?:{before}))" if before else "",
            f"(?!{both})" if both else "",
            word,
            f"(?!(?:{after})s?(?!{LETTER}))" if after else "",
            f"(?!{LETTER})",
        )
    )


def _any_case(texts: Iterable[str]) -> str:
    cases = (case for text in texts for case in (*_cases(text), text.title()))
    return "|".join(pattern(case) for case in dict.fromkeys(cases))


def _cases(text: str) -> tuple[str, str, str]:
    """As it stands, as a sentence begins, and all in capitals."""
    return text, text[:1].upper() + text[1:], text.upper()
