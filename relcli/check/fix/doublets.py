"""Women and men in one word (client·e·s, client(e), le/la client(e)): one unit, changed as a whole or not."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from relcli.check.fix.around import Place, apostrophe_near, gap_before
from relcli.check.fix.articles import APOSTROPHE, Before, Exchange, as_loud, before_word, closed, elides
from relcli.house.avoided import AvoidedWord
from relcli.model.languages import Elision, LanguageRules

POINTS = "\u00b7\u2022\u22c5\u2027\u2219"
BEHIND = re.compile(
    r"(?:\((?P<bracketed>[^\W\d_]{1,7})\)|(?P<mark>[^\w\s()])(?P<marked>[^\W\d_]{1,7}))"
    r"(?P<plural>\([^\W\d_]{1,2}\)|[^\w\s()]?[^\W\d_]{1,2})?(?![^\W_])"
)
IS_ONE = re.compile(rf"\([^\W\d_]{{1,7}}\)|[{POINTS}][^\W\d_]")
"""What is a doublet, whatever stands in it."""
BEFORE = re.compile(
    rf"(?<!\w)(?P<one>[^\W\d_]+)(?:(?P<mark>[{POINTS}/(-])|\s(?P<join>\w+)\s)(?P<two>[^\W\d_]+)\)?\Z"
)
"""An article or adjective for both: un·e, le/la, le ou la."""
ARTICLES_REACH = 40
BOTH = "both"
"""The gender of a doublet: what agrees with one gender does not fit it."""


class Unit(NamedTuple):
    """A doublet: where it ends, and what comes in its place; None where that is not known."""

    end: int
    text: str | None = None


def unit_at(place: Place, names: frozenset[str], avoided: AvoidedWord, rules: LanguageRules) -> Unit | None:
    """The doublet of which the word is a part, if it is."""
    text, start, end = place.text, place.start, place.end
    behind = _behind(place, names, avoided, rules)
    if behind or rules.readings is None:
        return behind
    pair = BEFORE.search(text[max(0, start - ARTICLES_REACH) : gap_before(text, start).start])
    if pair is None or not _is_for_both(pair, rules):
        return None
    form = avoided.forms.get("term")
    if form != avoided.forms.get("feminine") or not pair["mark"]:
        return Unit(end)  # un(e) client is half of one
    made = _marked_as(avoided.right, "(" if pair["mark"] == "/" else pair["mark"], rules)
    return Unit(end, made)


def _is_for_both(pair: re.Match[str], rules: LanguageRules) -> bool:
    assert rules.readings
    told = [word for telling in rules.readings.before for word in telling.words]
    one, two = pair["one"].lower(), pair["two"].lower()
    if pair["join"]:
        return pair["join"].lower() in rules.joins and one in told and two in told and one != two
    return one in told and (two in told or (rules.doublets is not None and two in rules.doublets.paired))


def _behind(place: Place, names: frozenset[str], avoided: AvoidedWord, rules: LanguageRules) -> Unit | None:
    text, end = place.text, place.end
    found, own = BEHIND.match(text, end), avoided.forms
    if found is None:
        return Unit(end) if IS_ONE.match(text, end) else None
    ending = (found["bracketed"] or found["marked"]).lower()
    plural = found["plural"] or ""
    several = _added(own, "term", "plural")
    if found["mark"] and (rules.doublets is None or found["mark"] not in rules.doublets.marks):
        return None
    if ending == several and not plural:
        return None  # only of their number: the word changes, what is behind it stays
    mark = found["mark"] or "("
    if (
        "term" in names
        and _ends(own, "feminine", ending)
        and plural.strip(f"(){mark}").lower() in ("", several)
    ):
        made = _marked_as(avoided.right, mark, rules)
        if plural and made is not None:
            made = made + plural if _is_regular(avoided.right, several) else None
            if made == avoided.right["term"] + plural and not plural.startswith("("):
                made = avoided.right["plural"]
        return Unit(found.end(), made)
    if names & {"term", "plural"} and _ends(own, "feminine_plural", ending) and not plural:
        base = "plural" if "plural" in names else "term"
        made = _marked_as(avoided.right, mark, rules, base, several)
        return Unit(found.end(), made if _is_regular(avoided.right, several) else None)
    return Unit(end) if IS_ONE.match(text, end) else None


def _ends(forms: Mapping[str, str], name: str, ending: str) -> bool:
    form = forms.get(name, "").lower()
    return len(ending) < len(form) and form.endswith(ending)


def _added(forms: Mapping[str, str], name: str, longer: str) -> str | None:
    """What one form has behind another one."""
    if name not in forms or longer not in forms or not forms[longer].startswith(forms[name]):
        return None
    return forms[longer].removeprefix(forms[name])


def keeps_number(place: Place, name: str, avoided: AvoidedWord) -> bool:
    """Is the mark for several behind a word that of its right form as well, if there is one?"""
    found = BEHIND.match(place.text, place.end)
    longer = name.replace("term", "plural").replace("feminine", "feminine_plural")
    several = _added(avoided.forms, name, longer)
    if not found or not found["bracketed"] or found["bracketed"].lower() != several:
        return True
    return _added(avoided.right, name, longer) == several


def _is_regular(right: Mapping[str, str], several: str | None) -> bool:
    """Do both genders have the same ending for several?"""
    pairs = (("term", "plural"), ("feminine", "feminine_plural"))
    return all(_added(right, one, more) == several for one, more in pairs)


def _marked_as(
    right: Mapping[str, str], mark: str, rules: LanguageRules, base: str = "term", several: str | None = ""
) -> str | None:
    """The right word for both, with this mark; None where it is not known how that is written."""
    man, woman = right.get("term", " "), right.get("feminine", "")
    if " " in man or rules.doublets is None or base not in right:
        return None
    if man == woman:
        return right["plural"] if several else man
    for his, hers, ending in rules.doublets.endings:
        if man.endswith(his) and woman == man.removesuffix(his) + hers:
            shown = ending + (several or "")
            return right[base] + (f"({shown})" if mark == "(" else mark + shown)
    return None


# ---- before it -----------------------------------------------------------------------------------------


def before_unit(place: Place, words: Exchange, rules: LanguageRules) -> Before | None:
    """What comes before the new unit; None where that is not known."""
    text, start = place.text, place.start
    if rules.elision and elides(words.new, rules.elision) and not elides(words.old, rules.elision):
        gap = gap_before(text, start)
        left = text[max(0, gap.start - ARTICLES_REACH) : gap.start]
        for pattern, short in _for_both(rules.elision, rules.joins):
            match = pattern.search(left)
            if match and gap.has_blank and gap.closes:
                at = gap.start - len(match[0])
                new = as_loud(words.match, match[0], short).replace(APOSTROPHE, apostrophe_near(text, at))
                return Before(at, new + closed(text, start, gap, short))
    return before_word(text, start, words, rules)


@cache
def _for_both(rule: Elision, joins: frozenset[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The articles for both that are one before a vowel: le/la, du/de la, au ou à la; the longest first."""
    between = rf"(?: ?[{POINTS}/(] ?|\s(?:{'|'.join(sorted(joins))})\s)"
    made = []
    for his in rule.words:
        for hers in rule.words:
            if (his.gender, hers.gender) == ("masculine", "feminine") and his.short.endswith(hers.short):
                both = his.full, his.short.removesuffix(hers.short) + hers.full
                one, two = (re.escape(word) for word in both)
                pattern = rf"(?<!\w)(?:{one}{between}{two}|{two}{between}{one})\)?\Z"
                made.append((len(both[1]), re.compile(pattern, re.IGNORECASE), his.short))
    return tuple((pattern, short) for _, pattern, short in sorted(made, key=lambda item: -item[0]))
