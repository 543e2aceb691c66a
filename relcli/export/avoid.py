"""The words to avoid in the texts of one language, for linters.

With what to write instead, and where the word is right all the same: in a fixed compound.
"""

import itertools
import re
import unicodedata
from collections.abc import Container
from typing import NamedTuple

from relcli import load
from relcli.errors import InputError
from relcli.export.vocabulary import Vocabulary, compounds, elsewhere, main_word, reason
from relcli.language import Texts
from relcli.model import Designation

MARK = "# relcli export"
"""How every rule file of ours begins."""
HERE = "{}"
"""Where the word stands in a compound."""


class Compound(NamedTuple):
    """What stands before and after the word."""

    before: str
    after: str


class Avoided(NamedTuple):
    """A word to avoid: each of its forms with what to write instead, why, and the exceptions."""

    id: str
    word: str
    instead: dict[str, str]
    why: str
    compounds: tuple[Compound, ...]


def avoided(vocabulary: Vocabulary, texts: Texts) -> list[Avoided]:
    """The words to avoid; those that one role avoids and another one says are left out.

    Raises ``InputError`` when there are none, which a linter would take for approval.
    """
    [language] = vocabulary.languages
    kept = {form.casefold() for form in elsewhere(vocabulary, language)}
    found: dict[str, Avoided] = {}
    for entry in vocabulary.entries:
        for word in entry.of_status(language, "deprecated", "superseded"):
            if word.region is None:
                instead = _instead(word, main_word(entry, language), kept)
                kept |= {form.casefold() for form in instead}
                if instead:
                    why = reason(entry) or texts.text(word.note or entry.concept.when)
                    excused = tuple(_compounds(word, instead, vocabulary))
                    id_ = _unused(word.term, found)
                    found[id_] = Avoided(id_, word.term, instead, why, excused)
    if not found:
        raise InputError("nothing-to-avoid", language=texts.say(f"language-{language}"))
    return list(found.values())


def _instead(word: Designation, right: Designation, kept: set[str]) -> dict[str, str]:
    """Each form of the word to avoid, with the same form of the right word, or the nearest it has."""
    instead = {word.term: right.term}
    for form, text in word.forms.items():
        nearest = (form, form.removeprefix("feminine_"), "plural" if "plural" in form else "")
        same = next((right.forms[name] for name in nearest if name in right.forms), right.term)
        instead.setdefault(text, same)
    return {text: same for text, same in instead.items() if text.casefold() not in kept and text != same}


def _compounds(word: Designation, forms: dict[str, str], vocabulary: Vocabulary) -> list[Compound]:
    phrases = [
        phrase
        for table in load.read(load.data_folder(), "compounds")["compounds"]
        if table["language"] == word.language and table["word"] == word.term
        for phrase in table["phrases"]
    ]
    every = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    inside = re.compile(rf"\b(?:{every})\b", re.IGNORECASE)
    for term in compounds(vocabulary, word.language):
        phrase = inside.sub(HERE, term, count=1)
        if HERE in phrase and phrase != HERE:
            phrases.append(phrase)
    parts = (phrase.partition(HERE) for phrase in dict.fromkeys(phrases))
    return [Compound(before, after) for before, _, after in parts]


def _unused(word: str, taken: Container[str]) -> str:
    """A name for the rule that a file may have on any system."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode("ascii").lower()
    slug = re.sub("[^a-z0-9]+", "-", plain).strip("-") or "word"
    numbered = (f"{slug}-{number}" for number in itertools.count(2))
    return next(id_ for id_ in itertools.chain((slug,), numbered) if id_ not in taken)


# ---- regular expressions and YAML that all readers understand alike ------------------------------------


def pattern(text: str) -> str:
    """The text itself, however its lines are broken.

    Parentheses as numbers, since Vale counts those it sees to find groups.
    """
    return r"\s+".join(_SPECIAL.sub(_escape, part) for part in text.split(" "))


def _escape(special: re.Match[str]) -> str:
    return {"(": r"\x28", ")": r"\x29"}.get(special[0], rf"\{special[0]}")


_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}/]")


def scalar(text: str) -> str:
    """A YAML string on one line, in which nothing has to be escaped but the quote."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
