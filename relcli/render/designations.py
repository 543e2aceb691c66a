"""One term of a concept as a line of a page."""

from __future__ import annotations

from collections.abc import Mapping

from relcli.language import Texts
from relcli.model import Designation, Value
from relcli.render.page import Item


def designation_item(designation: Designation, texts: Texts, statuses: Mapping[str, Value]) -> Item:
    """A term with its language, status, gender and forms; the note is the detail."""
    status = texts.text(statuses[designation.status].label)
    parts = [f"{status} ({designation.region})" if designation.region else status]
    if designation.gender:
        parts.append(texts.say(f"gender-{designation.gender}"))
    parts += [f"{texts.say(f'form-{form}')} {word}" for form, word in designation.forms.items()]
    language = texts.say(f"language-{designation.language}")
    note = texts.text(designation.note) if designation.note else ""
    return Item(texts.say("labelled", label=language, text=designation.term), ", ".join(parts), note)
