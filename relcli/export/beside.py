"""What stands beside a word and goes with it: an article that fits its sound, and an English possessive.

Each is a pair of what stands there and what stands there beside the other word.
"""

from relcli.model.languages import Elision, LanguageRules, SoundArticle

Pairs = dict[str, str]
EITHER_APOSTROPHE = ("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def before(wrong: str, right: str, rules: LanguageRules, *, plural: bool, feminine: bool) -> Pairs:
    """An article, or the like, that another word wants otherwise; none where both want the same."""
    if rules.article:
        return _article(wrong, right, rules.article)
    if rules.elision:
        return _elision(wrong, right, rules.elision, None if plural else feminine)
    return {}


def after(wrong: str, right: str, ending: str | None, *, plural: bool) -> Pairs:
    """A possessive that another word wants otherwise: the one has an s, the other an apostrophe alone."""
    if ending is None:
        return {}
    was, ends = (word.casefold().endswith(ending) for word in (wrong, right))
    if plural and ends and not was:
        return {mark + ending: mark for mark in EITHER_APOSTROPHE}
    return {mark: mark + ending for mark in EITHER_APOSTROPHE} if was and not ends else {}


def _article(wrong: str, right: str, rule: SoundArticle) -> Pairs:
    had_vowel, vowel = (_starts(word, rule.vowel_sounds, rule.consonant_sounds) for word in (wrong, right))
    if had_vowel == vowel:
        return {}
    old, new = rule.before_consonant, rule.before_vowel
    return {f"{old} ": f"{new} "} if vowel else {f"{new} ": f"{old} "}


def _elision(wrong: str, right: str, rule: Elision, feminine: bool | None) -> Pairs:  # noqa: FBT001
    """``feminine`` is None in the plural, where nothing agrees with the gender."""
    was_elided, elides = (_starts(word, rule.before, rule.never_before) for word in (wrong, right))
    if was_elided == elides:
        return {}
    gender = None if feminine is None else "feminine" if feminine else "masculine"
    pairs: Pairs = {}
    for word in rule.words:
        if word.gender in (None, gender):
            full, short = (
                text if text.endswith(EITHER_APOSTROPHE) else f"{text} " for text in (word.full, word.short)
            )
            old, new = (short, full) if was_elided else (full, short)
            for mark in EITHER_APOSTROPHE:
                pairs[old.replace(EITHER_APOSTROPHE[0], mark)] = new.replace(EITHER_APOSTROPHE[0], mark)
    if not was_elided:
        # What is not elided yet does not say which mark the text has: the typographic one.
        pairs = {old: new.replace(EITHER_APOSTROPHE[1], EITHER_APOSTROPHE[0]) for old, new in pairs.items()}
    return pairs


def _starts(word: str, beginnings: tuple[str, ...], exceptions: tuple[str, ...]) -> bool:
    """By the longest that fits."""
    low = word.casefold()
    longest = (
        max((len(b) for b in each if low.startswith(b)), default=0) for each in (beginnings, exceptions)
    )
    fits, does_not = longest
    return fits > does_not
