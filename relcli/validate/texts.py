"""How ids, texts and the words of a language are written, and that every id named stands somewhere."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import TypeVar

from relcli.model import FORMS, LANGUAGES
from relcli.model.languages import SLOT
from relcli.validate.files import LIST_KEYS, Complaints, DataFiles, ids, stem

NAME_ENDINGS = ".endings["
"""An ending may be replaced by nothing, and by itself."""

_T = TypeVar("_T")


def check_references(files: DataFiles) -> Complaints:
    """No id is unknown, whatever it names; no question is given an answer that it does not take."""
    vocabulary, works = files.vocabulary, ids(files.listed("references"))
    known = {
        "concept": ids(files.concepts.values()),
        "concept of the documents": files.documented,
        "domain": ids(vocabulary.domains),
        "form": FORMS,
        "language": LANGUAGES,
        "medium": ids(files.listed("media")),
        "origin": ids(vocabulary.origins),
        "party": ids(vocabulary.parties),
        "question": files.options,
        "reading": ids(vocabulary.readings),
        "reference": works,
        "register": ids(vocabulary.registers),
        "relation": ids(vocabulary.relations),
        "role": ids(vocabulary.roles),
        "role or party": ids(vocabulary.roles) | ids(vocabulary.parties),
        "source": works | ids(files.documents.values()),
        "status": ids(vocabulary.statuses),
        "strength": ids(vocabulary.strengths),
        "topic": ids(vocabulary.topics),
        "trade": ids(trade for _, trade in files.trades),
        **{f"answer to {asked!r}:": options for asked, options in files.options.items()},
    }
    for path, told in files.told.items():
        for where, title, name in told.mentions:
            if name not in known.get(title, name):
                yield path, where, f"unknown {title} {name!r}; known are {', '.join(sorted(known[title]))}"


def check_lists(files: DataFiles) -> Complaints:
    """No list of words has an item twice, and no two files are about one word."""
    for path in files.told:
        if path.startswith(("senses/", "languages/")):
            strings = files.told[path].strings
            listed = (
                (where.rpartition("[")[0], text)
                for where, text in strings
                if where.endswith("]") and NAME_ENDINGS not in where
            )
            yield from ((path, where, f"{item!r} stands there twice") for where, item in _twice(listed))
    for language in files.under("senses"):
        of_words = files.under(f"senses/{stem(language)}")
        for word in _twice(chain.from_iterable(file.words for file in of_words.values())):
            yield language, word, "two files are about it"


WITH_ONE_SLOT = 3
"""So many parts has a compound: what stands before the word, its form, and what stands after it."""


def check_senses(files: DataFiles) -> Complaints:
    """Words that tell are in lower case, compounds have a blank for the word and something beside it."""
    for language in files.under("senses"):
        for path, file in files.under(f"senses/{stem(language)}").items():
            for word in (word for cue in file.cues for word in cue.words):
                if word != word.lower() or "\u2019" in word:
                    yield path, "cues", f"{word!r} must be in lower case, with straight apostrophes"
            for group in file.compounds:
                if group.word and group.word not in file.words:
                    yield path, "compounds", f"the file is not about {group.word!r}"
                for phrase in group.phrases:
                    parts = SLOT.split(phrase)
                    if len(parts) != WITH_ONE_SLOT or not (parts[0] or parts[-1]):
                        yield path, "compounds", f"{phrase!r} must have {{}} once, beside other words"


def check_letters(files: DataFiles) -> Complaints:
    """No text is empty; Romanian has ș and ț with a comma below: the letters with a cedilla are Turkish."""
    for path, told in files.told.items():
        for where, text in told.strings:
            if not text.strip() and NAME_ENDINGS not in where:
                yield path, where, "must not be empty"
            # Turkish has one of them of right, and older Romanian texts both.
            is_right = where.startswith("languages[tr]") or "older_letters" in where
            if re.search("[\u015f\u0163\u015e\u0162]", text) and not is_right:
                yield path, where, "has a letter with a cedilla; write ș or ț with a comma below"


def check_french_blanks(files: DataFiles) -> Complaints:
    """In a French text the blank before ; ! ? : and inside guillemets breaks no line."""
    for path, told in files.told.items():
        # Names and titles are written as their lists write them, and senses are looked up.
        if not path.startswith(("names/", "classes/", "senses/", "languages/")):
            for where, text in told.strings:
                if "fr" in re.split(r"[.\[]", where) and re.search(r" [;!?:»](?!\w)|« ", text):
                    yield (
                        path,
                        where,
                        "needs non-breaking spaces: U+202F before ; ! ?, U+00A0 before : and in « »",
                    )


def check_blanks(files: DataFiles) -> Complaints:
    """A message has the same blanks in every language."""
    for path, messages in files.under("messages").items():
        for name, text in messages.items():
            found = {lang: set(re.findall(r"\{(\w*)\}", words)) for lang, words in text.items() if words}
            if len({frozenset(names) for names in found.values()}) > 1:
                yield path, name, f"the blanks differ: {found}"


def check_ids(files: DataFiles) -> Complaints:
    """An id is used once within its kind, or a second would replace the first; and never again."""
    retired = {(entry.kind, entry.id): entry for entry in files.listed("retired")}
    seen: dict[tuple[str, str], str] = {}
    for kind, path, name in _identified(files):
        if (kind, name) in seen:
            yield path, name, f"the id stands in {seen[kind, name]} already"
        if (kind, name) in retired:
            yield path, name, f"the id is retired: {retired[kind, name].why}"
        if name:
            seen.setdefault((kind, name), path)
    for entry in retired.values():
        if entry.kind not in {kind for kind, _ in seen}:
            yield "retired.toml", entry.id, f"unknown kind {entry.kind!r}"
        elif entry.replacement and (entry.kind, entry.replacement) not in seen:
            yield "retired.toml", entry.id, f"its replacement {entry.replacement!r} is unknown"


def _identified(files: DataFiles) -> Complaints:
    """The kind, the file and the id of everything that has an id."""
    for path, document in files.documents.items():
        yield from (("claim", path, claim.id) for claim in document.claims)
        yield from (("guidance", path, entry.id) for entry in document.guidance)
    yield from (("concept", path, concept.id) for path, concept in files.concepts.items())
    yield from (("trade", path, trade.id) for path, trade in files.trades)
    for path, messages in files.under("messages").items():
        yield from (("message", path, name) for name in messages)
    for question in files.listed("questions"):
        yield from ((f"answer to {question.id}", "questions.toml", option.id) for option in question.options)
    for name in sorted({*LIST_KEYS} - {"retired"}):
        yield from ((name, f"{name}.toml", entry.id) for entry in files.listed(name))
    for name in files.vocabulary.__struct_fields__:
        found = getattr(files.vocabulary, name)
        yield from ((name, "vocabulary.toml", e.id) for e in (found if isinstance(found, tuple) else ()))


def _twice(items: Iterable[_T]) -> list[_T]:
    return [item for item, count in Counter(items).items() if count > 1]
