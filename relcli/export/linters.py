"""The words to avoid in the texts of one language, as rules for linters: a style for Vale, a file for prh.

Vale compares ``exceptions`` with what a rule has matched, never with the words around it. So each of its
rules also matches the whole compound, which is longer and is tried first, and the exception excuses that.
prh replaces what it finds, so it has one rule per form and letter case, with ``specs`` that it tries when it
loads the file.
"""

import os
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from relcli.errors import InputError
from relcli.export.vocabulary import SAID, SLOT, Vocabulary, on_one_line, unused_id
from relcli.house.avoided import AVOIDED, forms_of, right_forms
from relcli.language import Texts
from relcli.model import Designation
from relcli.model.languages import LanguageRules

MARK = "# relcli export"
"""How every rule file of ours begins."""
LETTER = r"[\p{L}\p{N}_]"


class LinterRule(NamedTuple):
    """A word to avoid: each spelling with what to write instead, why, and the exceptions.

    ``instead`` has None for a spelling whose form the word to use (``right``) lacks. ``compounds`` are what
    stands before and after the word in phrases in which it is right.
    """

    id: str
    right: str
    instead: dict[str, str | None]
    why: str
    compounds: list[tuple[str, str]]


def linter_rules(vocabulary: Vocabulary, texts: Texts) -> list[LinterRule]:
    """One rule per word; those that one role avoids and another one says are left out.

    Raises ``InputError`` when there are none, which a linter would take for approval.
    """
    [language] = vocabulary.languages
    said, inflection = vocabulary.said(language), vocabulary.data.languages[language]
    # A spelling belongs to the first rule that has it.
    taken = {form.casefold() for d in said for form in forms_of(d, inflection).values()}
    rules: dict[str, LinterRule] = {}
    for entry in vocabulary.entries:
        right = entry.main_word(language)
        for wrong in entry.of_status(language, AVOIDED):
            instead = {} if wrong.region else _instead(wrong, right, taken, inflection)
            if instead:
                taken |= {form.casefold() for form in instead}
                # A name that a file may have on any system.
                plain = unicodedata.normalize("NFKD", wrong.term).encode("ascii", "ignore").decode().lower()
                id_ = unused_id((re.sub("[^a-z0-9]+", "-", plain).strip("-") or "word",), rules)
                why = on_one_line(entry.reason) or texts.text(wrong.note or entry.concept.when)
                rules[id_] = LinterRule(
                    id_, right.term, instead, why, _compounds(wrong.term, instead, vocabulary)
                )
    if not rules:
        raise InputError("nothing-to-avoid", language=texts.say(f"language-{language}"))
    return list(rules.values())


def _instead(
    wrong: Designation, right: Designation, taken: Container[str], rules: LanguageRules
) -> dict[str, str | None]:
    same = right_forms(wrong, right, rules)
    instead: dict[str, str | None] = {}
    for name, spelling in forms_of(wrong, rules).items():
        if spelling.casefold() not in taken and spelling != same.get(name):
            instead.setdefault(spelling, same.get(name))
    return instead


def _compounds(word: str, forms: Iterable[str], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The phrases in which a word to avoid stays: fixed ones, and names that the vocabulary or the termbase
    has for something that is no buyer."""
    [language] = vocabulary.languages
    phrases = list(vocabulary.data.senses[language].compounds_of(word))
    names = [d.term for d in vocabulary.said(language)]
    for concept in vocabulary.data.termbase.values():
        if not concept.buys or not (concept.roles or concept.broader):
            names += [d.term for d in concept.designations[language] if d.status in SAID]
    every = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    inside = re.compile(rf"\b(?:{every})\b", re.IGNORECASE)
    fitted = (inside.sub(SLOT, name, count=1) for name in names)
    phrases += [phrase for phrase in fitted if SLOT in phrase and phrase != SLOT]
    parts = (phrase.partition(SLOT) for phrase in dict.fromkeys(phrases))
    return [(before, after) for before, _, after in parts]


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
    """File name to rule."""
    return {f"{rule.id}.yml": _substitution(rule, texts) for rule in linter_rules(vocabulary, texts)}


def _substitution(rule: LinterRule, texts: Texts) -> str:
    guards = _guards(rule)
    # Vale fills the message as C's printf would.
    message = texts.say("export-instead", right="%s", wrong="%s", why=rule.why.replace("%", "%%"))
    lines = [f"{MARK} vale", "extends: substitution", f"message: {_scalar(message)}", "level: warning"]
    lines.append("ignorecase: true")
    lines += ["exceptions:", *(f"  - {_scalar(f'(?i:{guard})')}" for guard in guards)] if guards else []
    lines += ["swap:", *(f"  {_scalar(guard)}: {_scalar(rule.right)}" for guard in guards)]
    # Vale only names the word to use and writes nothing, so the word itself may stand for a form it lacks.
    lines += [
        f"  {_scalar(_pattern(w))}: {_scalar(right or rule.right)}" for w, right in rule.instead.items()
    ]
    return "\n".join(lines) + "\n"


def _guards(rule: LinterRule) -> list[str]:
    """The compounds as patterns, one for each shape: word first, word last, word between."""
    forms = "|".join(_pattern(form) for form in sorted(rule.instead, key=len, reverse=True))
    befores = "|".join(_pattern(before) for before, after in rule.compounds if not after)
    afters = "|".join(_pattern(after) for before, after in rule.compounds if not before)
    guards = [f"(?:{befores})(?:{forms})"] if befores else []
    guards += [f"(?:{forms})(?:{afters})s?"] if afters else []
    guards += [f"{_pattern(b)}(?:{forms}){_pattern(a)}s?" for b, a in rule.compounds if b and a]
    return guards


def is_own_folder(folder: str) -> bool:
    """Nothing in the folder but what an earlier export has put there."""
    for entry in os.scandir(folder):
        if not entry.is_file(follow_symlinks=False) or not entry.name.endswith(".yml"):
            return False
        with open(entry.path, encoding="utf-8", errors="replace") as file:
            if not file.readline().startswith(MARK):
                return False
    return True


# ---- prh ----------------------------------------------------------------------------------------------


def prh_rules(vocabulary: Vocabulary, texts: Texts) -> str:
    """A rule file."""
    lines = [f"{MARK} prh", "version: 1", "rules:"]
    for rule in linter_rules(vocabulary, texts):
        for wrong, right in rule.instead.items():
            # What prh finds it replaces, so a form without its like is left alone.
            for found, expected in dict(zip(_cases(wrong), _cases(right or wrong), strict=True)).items():
                if found != expected:
                    lines += _replacement(rule, found, expected)
    return "\n".join(lines) + "\n"


def _replacement(rule: LinterRule, found: str, expected: str) -> Iterator[str]:
    yield f"  - expected: {_scalar(expected)}"
    yield f"    pattern: {_scalar(f'/{_outside(found, rule.compounds)}/')}"
    yield f"    prh: {_scalar(rule.why)}"
    yield "    specs:"
    kept = (f"{before}{found}{after}" for before, after in rule.compounds)
    for text, becomes in ((found, expected), *((text, text) for text in kept)):
        yield f"      - from: {_scalar(text)}"
        yield f"        to: {_scalar(becomes)}"


def _outside(found: str, compounds: list[tuple[str, str]]) -> str:
    """The form as a whole word outside the compounds, in any of their letter cases.

    prh would understand neither a flag for one part nor a word boundary beside an accented letter.
    """
    word = _pattern(found)
    before = _any_case(before for before, after in compounds if not after)
    after = _any_case(after for before, after in compounds if not before)
    both = "|".join(f"(?<={_any_case([b])}){word}(?:{_any_case([a])})" for b, a in compounds if b and a)
    guards = f"(?<!(?<!{LETTER})(?:{before}))" if before else ""
    guards += f"(?!{both})" if both else ""
    follows = f"(?!(?:{after})s?(?!{LETTER}))" if after else ""
    return f"(?<!{LETTER}){guards}{word}{follows}(?!{LETTER})"


def _any_case(texts: Iterable[str]) -> str:
    cases = (case for text in texts for case in (*_cases(text), text.title()))
    return "|".join(_pattern(case) for case in dict.fromkeys(cases))


def _cases(text: str) -> tuple[str, str, str]:
    """As it stands, as a sentence begins, and all in capitals."""
    return text, text[:1].upper() + text[1:], text.upper()
