"""Where the word will stand: the same concept, with the forms and the advice of that place."""

import re
from typing import Any

from relcli import load
from relcli.language import preferred
from relcli.recommendation import Recommendation

CODE_LANGUAGE = "en"


def placement(found: Recommendation) -> dict[str, Any] | None:
    """Medium, word and identifiers for the place asked for; None when none was or nothing is decided.

    Keys: medium, label, term (as it stands there), counterpart (the other party, or None),
    identifiers (class, plural, key, and the unambiguous one or None; None outside code), notes.
    """
    if found.request.medium is None or found.concept is None:
        return None
    medium = load.media()[found.request.medium]
    language = found.term_languages[0]
    word = next((w for w in medium.words if w.concept == found.concept and w.language == language), None)
    ambiguity = next((a for a in medium.ambiguous if a.concept == found.concept), None)
    notes = [found.texts.text(medium.says)]
    if ambiguity:
        notes.append(found.texts.text(ambiguity.says))
    identifiers = None
    if medium.identifiers:
        designation = preferred(found.concepts[found.concept], CODE_LANGUAGE)
        identifiers = {
            **_identifiers(designation.term, designation.forms.get("plural", designation.term)),
            "unambiguous": ambiguity.instead if ambiguity else None,
        }
    return {
        "medium": medium.id,
        "label": found.texts.text(medium.label),
        "term": word.term if word else found.term,
        "counterpart": word.counterpart if word else None,
        "identifiers": identifiers,
        "notes": notes,
    }


def _identifiers(term: str, plural: str) -> dict[str, str]:
    words, many = re.findall(r"\w+", term.lower()), re.findall(r"\w+", plural.lower())
    return {
        "class": "".join(word.capitalize() for word in words),
        "plural": "_".join(many),
        "key": "_".join([*words, "id"]),
    }
