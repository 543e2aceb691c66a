"""The words to avoid in the texts of one language, as linters need them."""

import itertools
import re
import unicodedata
from collections.abc import Container
from typing import NamedTuple

from relcli.errors import InputError
from relcli.export.vocabulary import AVOIDED, Entry, Vocabulary, on_one_line
from relcli.house.avoided import Compound, compounds, forms_of, right_forms
from relcli.language import Texts
from relcli.model import Designation
from relcli.model.languages import LanguageRules


class LinterRule(NamedTuple):
    """A word to avoid: each spelling with what to write instead, why, and the exceptions.

    ``instead`` has None for a spelling whose form the word to use (``right``) lacks.
    """

    id: str
    right: str
    instead: dict[str, str | None]
    why: str
    compounds: tuple[Compound, ...]


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
        for wrong in entry.of_status(language, AVOIDED):
            instead = {} if wrong.region else _instead(wrong, entry.main_word(language), taken, inflection)
            if instead:
                taken |= {form.casefold() for form in instead}
                phrases = compounds(wrong.term, instead, language, (d.term for d in said), vocabulary.data)
                why = _why(entry, wrong, texts)
                id_ = _unused_id(wrong.term, rules)
                rules[id_] = LinterRule(id_, entry.main_word(language).term, instead, why, tuple(phrases))
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


def _why(entry: Entry, wrong: Designation, texts: Texts) -> str:
    return on_one_line(entry.reason) or texts.text(wrong.note or entry.concept.when)


def _unused_id(word: str, taken: Container[str]) -> str:
    """A name for the rule that a file may have on any system."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode("ascii").lower()
    slug = re.sub("[^a-z0-9]+", "-", plain).strip("-") or "word"
    numbered = (f"{slug}-{number}" for number in itertools.count(2))
    return next(id_ for id_ in itertools.chain((slug,), numbered) if id_ not in taken)
