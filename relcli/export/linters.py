"""The words to avoid in the texts of one language, as rules for linters: a style for Vale, a file for prh.

They are the words, forms and right forms that ``check`` goes by. A form whose like the right word lacks, or
which may be one of several, is never replaced by another: Vale tells of it in a rule of its own, prh, which
always replaces, has no rule.

Vale compares ``exceptions`` with what a rule has matched, never with the words around it. So each of its
rules also matches the whole compound, which is longer and is tried first, and the exception excuses that.
prh replaces what it finds, so it has one rule per form and letter case, with ``specs`` that it tries when it
loads the file.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, product
from typing import NamedTuple

from relcli.errors import InputError
from relcli.export import beside
from relcli.export.vocabulary import SAID, Vocabulary, on_one_line, unused_id
from relcli.house.avoided import AVOIDED, AvoidedWord, avoided_words, forms_of, known_word, right_forms
from relcli.language import Texts
from relcli.model.languages import Compound, LanguageRules, compound

RULE_MARK = "# relcli export"
"""How every rule file of ours begins."""
LETTER = r"[\p{L}\p{N}_]"
STARTS = r"(?<![\p{L}\p{N}_$@#&\\·•]|[\p{L}\p{N}][.:=])"
ENDS = r"(?![\p{L}\p{N}_]|[.:=(\\·•]\p{L})"
"""For prh: the bounds of a word that is no part of an identifier, nor one for women and men at once."""


class Swap(NamedTuple):
    """A spelling and what to write instead; None where that is not certain.

    ``before`` and ``after`` are what may stand beside it, with what stands beside the other word.
    """

    wrong: str
    right: str | None
    before: Mapping[str, str]
    after: Mapping[str, str]


class LinterRule(NamedTuple):
    """A word to avoid: how it is spelled and replaced, why, and the ``compounds`` in which it is right.

    ``followers`` are the words that may stand behind a word of several without being taken for a part of it.
    """

    id: str
    right: str
    swaps: tuple[Swap, ...]
    why: str
    compounds: tuple[Compound, ...]
    followers: tuple[str, ...]

    def spelled(self) -> list[str]:
        """Every spelling, a longer one before what it begins with."""
        return sorted((swap.wrong for swap in self.swaps), key=len, reverse=True)


def linter_rules(vocabulary: Vocabulary, texts: Texts) -> list[LinterRule]:
    """One rule per word; those that one role avoids and another one says are left out.

    Raises ``InputError`` when there are none, which a linter would take for approval.
    """
    [language] = vocabulary.languages
    inflection = vocabulary.data.languages[language]
    rules: dict[str, LinterRule] = {}
    taken: set[str] = set()
    for avoided in _avoided(vocabulary, texts):
        # A spelling belongs to the first rule that has it.
        swaps = tuple(s for s in _swaps(avoided, vocabulary, inflection) if s.wrong.casefold() not in taken)
        taken |= {swap.wrong.casefold() for swap in swaps}
        if swaps:
            # A name that a file may have on any system.
            plain = unicodedata.normalize("NFKD", avoided.word).encode("ascii", "ignore").decode().lower()
            id_ = unused_id((re.sub("[^a-z0-9]+", "-", plain).strip("-") or "word",), rules)
            compounds = _compounds(avoided.word, [swap.wrong for swap in swaps], vocabulary)
            why = on_one_line(avoided.reason)
            # English has the noun of a compound last, so that nothing behind it can agree with the wrong one.
            followers = () if inflection.article else tuple(sorted(inflection.little_words))
            right = on_one_line(avoided.preferred)
            rules[id_] = LinterRule(id_, right, swaps, why, compounds, followers)
    if not rules:
        nothing = "no-word-avoided" if vocabulary.house else "nothing-to-avoid"
        raise InputError(nothing, language=texts.say(f"language-{language}"))
    return list(rules.values())


def _avoided(vocabulary: Vocabulary, texts: Texts) -> Iterator[AvoidedWord]:
    """Of a house, what ``check`` looks for, with the sources of the reason; of the termbase, what its
    concepts advise against."""
    [language] = vocabulary.languages
    if vocabulary.house:
        exported = {role for entry in vocabulary.entries for role in entry.roles}
        own = {d.term: e for e in reversed(vocabulary.entries) for d in reversed(e.of_status(language, SAID))}
        for avoided in avoided_words(vocabulary.house, vocabulary.data, texts):
            entry = own.get(on_one_line(avoided.preferred))
            if avoided.language == language and (entry or exported == vocabulary.house.roles.keys()):
                yield avoided._replace(reason=entry.reason) if entry else avoided
        return
    inflection = vocabulary.data.languages[language]
    said = {f.casefold() for d in vocabulary.said(language) for f in forms_of(d, inflection).values()}
    for entry in vocabulary.entries:
        right = entry.main_word(language)
        for wrong in entry.of_status(language, AVOIDED):
            if wrong.region is None:
                yield AvoidedWord(
                    word=wrong.term,
                    language=language,
                    preferred=right.term,
                    forms={k: v for k, v in forms_of(wrong, inflection).items() if v.casefold() not in said},
                    right=right_forms(wrong, right, inflection),
                    concept=entry.concept.id,
                    reason=texts.text(wrong.note or entry.concept.when),
                )


def _swaps(avoided: AvoidedWord, vocabulary: Vocabulary, rules: LanguageRules) -> Iterator[Swap]:
    """One for each spelling, in the letters of today and in older ones; a spelling of several forms is
    replaced where all of them lead to the same."""
    near = vocabulary.data.termbase.get(avoided.concept)
    gender = known_word(avoided.word, avoided.language, vocabulary.data.termbase, near=near).gender
    seen: set[str] = set()
    for letters in ({}, rules.older_letters, rules.plain_letters):
        table = str.maketrans(dict(letters))
        spelled: dict[str, list[str]] = {}
        for name, form in avoided.forms.items():
            spelled.setdefault(on_one_line(form.translate(table)), []).append(name)
        for wrong, names in spelled.items():
            rights = {on_one_line(avoided.right.get(name, "").translate(table)) for name in names}
            right = rights.pop() if avoided.agrees and len(rights) == 1 else None
            if not wrong or wrong.casefold() in seen or (right and right.casefold() == wrong.casefold()):
                continue
            seen.add(wrong.casefold())
            if right:
                plural = all("plural" in name for name in names)
                feminine = gender == "feminine" or "feminine" in names[0]
                before = beside.before(wrong, right, rules, plural=plural, feminine=feminine)
                yield Swap(wrong, right, before, beside.after(wrong, right, rules.possessive, plural=plural))
            else:
                yield Swap(wrong, None, {}, {})


def _compounds(word: str, spelled: Iterable[str], vocabulary: Vocabulary) -> tuple[Compound, ...]:
    """The phrases in which a word to avoid stays: fixed ones, what the house keeps, and names, in all their
    forms, that the vocabulary or the termbase has for something that is no buyer."""
    [language] = vocabulary.languages
    inflection = vocabulary.data.languages[language]
    names = [*vocabulary.said(language)]
    for concept in vocabulary.data.termbase.values():
        if not concept.buys or not (concept.roles or concept.broader):
            names += [d for d in concept.designations[language] if d.status in SAID]
    kept = vocabulary.house.keep.phrases if vocabulary.house else ()
    every = "|".join(re.escape(form) for form in sorted(spelled, key=len, reverse=True))
    inside = re.compile(rf"\b(?:{every})\b", re.IGNORECASE)
    # A brace in a phrase of somebody's own is no blank.
    phrases = (*map(on_one_line, kept), *(form for d in names for form in forms_of(d, inflection).values()))
    fitted = (inside.sub("{}", p, count=1) for p in phrases if "{" not in p and inside.search(p))
    found = (*vocabulary.data.senses[language].compounds_of(word), *map(compound, fitted))
    # Whichever form is said, it is the compound.
    return tuple(dict.fromkeys(c._replace(form="") for c in found if c.before or c.after))


# ---- regular expressions and YAML that all readers of rules understand alike -----------------------------


def _pattern(text: str) -> str:
    """The text itself, however its lines are broken.

    Parentheses as numbers, since Vale counts those it sees to find groups.
    """
    escaped = re.sub(r"[\\^$.|?*+\[\]{}/]", r"\\\g<0>", text)
    return escaped.replace("(", r"\x28").replace(")", r"\x29").replace(" ", r"\s+")


def _scalar(text: str) -> str:
    """A YAML string on one line, in which nothing has to be escaped but the quote."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


# ---- Vale ---------------------------------------------------------------------------------------------


def vale_style(vocabulary: Vocabulary, texts: Texts) -> Mapping[str, str]:
    """File name to rule: a substitution for each word, and what to look for where there is nothing to
    substitute."""
    files: dict[str, str] = {}
    rules = linter_rules(vocabulary, texts)
    for rule in rules:
        mended = [swap for swap in rule.swaps if swap.right]
        told = [swap for swap in rule.swaps if not swap.right]
        if mended:
            files[f"{rule.id}.yml"] = _substitution(rule, mended, texts)
        if told:
            other = unused_id((f"{rule.id}-forms",), [r.id for r in rules])
            files[f"{other if mended else rule.id}.yml"] = _existence(rule, told, texts)
    return files


def _substitution(rule: LinterRule, swaps: Iterable[Swap], texts: Texts) -> str:
    guards = _guards(rule)
    swapped = dict.fromkeys(guards, rule.right)
    for swap in swaps:
        right, word = swap.right or rule.right, _pattern(swap.wrong)
        swapped |= {_pattern(old) + word: new + right for old, new in swap.before.items()}
        swapped |= {word + _pattern(old): right + new for old, new in swap.after.items()}
        swapped[word] = right
    # Vale fills the message as C's printf would.
    message = texts.say("export-instead", right="%s", wrong="%s", why=rule.why.replace("%", "%%"))
    return "\n".join(
        [
            *_vale_head("substitution", message, guards),
            "swap:",
            *(f"  {_scalar(wrong)}: {_scalar(right)}" for wrong, right in swapped.items()),
            "",
        ]
    )


def _existence(rule: LinterRule, swaps: Iterable[Swap], texts: Texts) -> str:
    guards, why = _guards(rule), rule.why.replace("%", "%%")
    message = texts.say("export-no-form", right=rule.right.replace("%", "%%"), wrong="%s", why=why)
    tokens = (*guards, *(_pattern(swap.wrong) for swap in swaps))
    lines = _vale_head("existence", message, guards)
    return "\n".join([*lines, "tokens:", *(f"  - {_scalar(token)}" for token in tokens), ""])


def _vale_head(extends: str, message: str, guards: Iterable[str]) -> list[str]:
    lines = [f"{RULE_MARK} vale", f"extends: {extends}", f"message: {_scalar(message)}", "level: warning"]
    excused = [f"  - {_scalar(f'(?i:{guard})')}" for guard in guards]
    return [*lines, "ignorecase: true", *(["exceptions:"] if excused else []), *excused]


def _guards(rule: LinterRule) -> list[str]:
    """The compounds as patterns, one for each shape: word first, word last, word between.

    What begins with the word may have the article before it that a swap would take with it.
    """
    forms = "|".join(map(_pattern, rule.spelled()))
    articles = "|".join(_pattern(old) for old in dict.fromkeys(chain(*(swap.before for swap in rule.swaps))))
    befores = "|".join(_pattern(c.before) for c in rule.compounds if not c.after)
    afters = "|".join(_pattern(c.after) for c in rule.compounds if not c.before)
    article = f"(?:{articles})?" if articles else ""
    guards = [f"(?:{befores})(?:{forms})"] if befores else []
    guards += [f"{article}(?:{forms})(?:{afters})s?"] if afters else []
    both = (c for c in rule.compounds if c.before and c.after)
    return [*guards, *(f"{_pattern(c.before)}(?:{forms}){_pattern(c.after)}s?" for c in both)]


def is_own_folder(folder: str) -> bool:
    """Nothing in the folder but what an earlier export has put there."""
    for entry in os.scandir(folder):
        if not entry.is_file(follow_symlinks=False) or not entry.name.endswith(".yml"):
            return False
        with open(entry.path, encoding="utf-8", errors="replace") as file:
            if not file.readline().startswith(RULE_MARK):
                return False
    return True


# ---- prh ----------------------------------------------------------------------------------------------


def prh_rules(vocabulary: Vocabulary, texts: Texts) -> str:
    """A rule file."""
    lines = [f"{RULE_MARK} prh", "version: 1", "rules:"]
    for rule in linter_rules(vocabulary, texts):
        for swap in rule.swaps:
            if swap.right:
                lines += _replacements(rule, swap, swap.right)
    if lines[-1] == "rules:":
        raise InputError("nothing-to-replace", language=texts.say(f"language-{vocabulary.languages[0]}"))
    return "\n".join(lines) + "\n"


def _replacements(rule: LinterRule, swap: Swap, right: str) -> Iterator[str]:
    """The word with each thing beside it that changes too, and then alone; in all letter cases."""
    beside_it = f"(?<!(?<!{LETTER})(?:{_any_case(swap.before)}))" if swap.before else ""
    behind_it = "".join(f"(?!{_pattern(old)}(?!{LETTER}))" for old in swap.after)
    followed = ""
    if " " in right and rule.followers:
        followed = rf"(?=\s*(?:[^\s\p{{L}}\p{{N}}]|$)|\s+(?:{_any_case(rule.followers)})(?!{LETTER}))"
    for (old, wrong), (new, instead) in _pairs(swap.before, swap.wrong, right):
        # What ends like it goes first: *de la* before *la*.
        low = old.lower()
        longer = [other.removesuffix(low) for other in swap.before if other.endswith(low) and other != low]
        start = f"(?<!(?<!{LETTER})(?:{_any_case(longer)}))" if longer else ""
        pattern = f"{STARTS}{start}{_pattern(old)}{_outside(wrong, rule.compounds)}{followed}"
        yield from _replacement(rule, pattern, {old + wrong: new + instead})
    for wrong, instead in dict(zip(_cases(swap.wrong), _cases(right), strict=True)).items():
        if wrong != instead:
            for old, new in swap.after.items():
                pattern = f"{STARTS}{_outside(wrong, rule.compounds, _pattern(old))}"
                yield from _replacement(rule, pattern, {wrong + old: instead + new})
            pattern = f"{STARTS}{beside_it}{_outside(wrong, rule.compounds)}{behind_it}{followed}"
            stays = (f"{c.before}{wrong}{c.after}" for c in rule.compounds if wrong == swap.wrong)
            yield from _replacement(rule, pattern, {wrong: instead, **{text: text for text in stays}})


def _replacement(rule: LinterRule, pattern: str, specs: Mapping[str, str]) -> Iterator[str]:
    """What it writes is what the first of the specs becomes."""
    yield f"  - expected: {_scalar(next(iter(specs.values())))}"
    yield f"    pattern: {_scalar(f'/{pattern}/')}"
    yield f"    prh: {_scalar(rule.why)}"
    yield "    specs:"
    for text, becomes in specs.items():
        yield f"      - from: {_scalar(text)}"
        yield f"        to: {_scalar(becomes)}"


def _pairs(
    before: Mapping[str, str], wrong: str, right: str
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """What stands beside a word and the word, with what both become, in letter cases that go together."""
    seen: set[str] = set()
    for (old, new), case in product(before.items(), range(len(_cases(wrong)))):
        word, instead = _cases(wrong)[case], _cases(right)[case]
        beside_it = list(zip(_cases(old), _cases(new), strict=True))
        # All in capitals goes with that; the first letter of an article alone may be a capital anywhere.
        for first, then in beside_it[::-1] if word.isupper() else beside_it[:2]:
            if first + word not in seen:
                seen.add(first + word)
                yield (first, word), (then, instead)


def _outside(found: str, compounds: Iterable[Compound], tail: str = "") -> str:
    """The form outside the compounds, in any of their letter cases, up to the end of the word.

    prh would understand neither a flag for one part nor a word boundary beside an accented letter.
    """
    word = _pattern(found)
    before = _any_case(c.before for c in compounds if not c.after)
    after = _any_case(c.after for c in compounds if not c.before)
    around = (c for c in compounds if c.before and c.after)
    both = "|".join(f"(?<={_any_case([c.before])}){word}(?:{_any_case([c.after])})" for c in around)
    guards = f"(?<!(?<!{LETTER})(?:{before}))" if before else ""
    guards += f"(?!{both})" if both else ""
    follows = f"(?!(?:{after})s?(?!{LETTER}))" if after else ""
    return f"{guards}{word}{tail}{follows}{ENDS}"


def _any_case(texts: Iterable[str]) -> str:
    cases = (case for text in texts for case in (*_cases(text), text.title()))
    return "|".join(_pattern(case) for case in dict.fromkeys(cases))


def _cases(text: str) -> tuple[str, str, str]:
    """As it stands, as a sentence begins, and all in capitals."""
    return text, text[:1].upper() + text[1:], text.upper()
