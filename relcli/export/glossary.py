"""A glossary to paste into a style guide: what the word means, which to use and which to avoid, and why."""

from collections.abc import Iterator

from relcli.data import Data
from relcli.export.style_sheet import style_sheet
from relcli.export.vocabulary import Entry, Vocabulary
from relcli.house.avoided import AVOIDED
from relcli.language import Texts, cite
from relcli.model import Designation
from relcli.render.page import escape

ROWS = (("preferred", ("preferred",)), ("admitted", ("admitted",)), ("avoid", AVOIDED))


def glossary(vocabulary: Vocabulary, texts: Texts) -> str:
    """The words of a house as a page of its style guide; else one section per concept, in the language of the
    program, with the words in those asked for."""
    if vocabulary.house:
        return style_sheet(vocabulary, vocabulary.house, texts)
    parts = [f"# {escape(texts.say('export-title'))}"]
    for entry in vocabulary.entries:
        parts += _entry(entry, vocabulary, texts)
    return "\n\n".join(parts) + "\n"


def _entry(entry: Entry, vocabulary: Vocabulary, texts: Texts) -> Iterator[str]:
    concept, languages = entry.concept, vocabulary.languages
    title = entry.main_word(texts.language if texts.language in languages else languages[0]).term
    yield f"## {escape(title)} ({escape(texts.text(concept.gloss))})"
    cited = texts.say("separator").join(cite(c.source, c.section, texts) for c in concept.definition_sources)
    yield f"{escape(texts.text(concept.definition))} ({escape(cited)})"
    yield _table(entry, languages, texts)
    yield "\n".join(
        f"- **{escape(label)}** {escape(text)}" for label, text in _facts(entry, vocabulary, texts)
    )


def _table(entry: Entry, languages: tuple[str, ...], texts: Texts) -> str:
    rows = [["", *(escape(texts.say(f"language-{language}")) for language in languages)]]
    rows.append(["---"] * len(rows[0]))
    for name, statuses in ROWS:
        # A word may stand twice, once for each word of the payer that it follows.
        cells = [
            ", ".join(dict.fromkeys(_word(d, texts) for d in entry.of_status(lang, statuses)))
            for lang in languages
        ]
        if any(cells):
            rows.append([escape(texts.say(f"export-{name}")), *cells])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _word(designation: Designation, texts: Texts) -> str:
    """The word in bold, with its gender, plural and region, so that it can be used as it stands."""
    details = [texts.say(f"gender-{designation.gender}")] if designation.gender else []
    shown = [form for form in ("plural", "feminine") if form in designation.forms]
    details += [f"{texts.say(f'form-{form}')} {designation.forms[form]}" for form in shown]
    details += [designation.region] if designation.region else []
    return f"**{escape(designation.term)}**" + (f" ({escape(', '.join(details))})" if details else "")


def _facts(entry: Entry, vocabulary: Vocabulary, texts: Texts) -> Iterator[tuple[str, str]]:
    concept, languages, data = entry.concept, vocabulary.languages, vocabulary.data
    yield texts.say("export-when"), texts.text(concept.when)
    examples = _examples(entry, data, texts)
    if examples:
        yield texts.say("export-examples"), texts.say("separator").join(examples)
    if concept.translating:
        yield texts.say("export-translating"), texts.text(concept.translating)
    for friend in concept.false_friends:
        if friend.language in languages and friend.language != texts.language:
            yield texts.say("export-false-friend"), texts.text(friend.says)
    for designation in entry.every:
        if designation.note:
            label = f"{designation.term} ({texts.say(f'language-{designation.language}')})"
            # Like the other labels, with the colon that belongs to it.
            yield texts.say("labelled", label=label, text="").rstrip(" "), texts.text(designation.note)
    sources = dict.fromkeys(c.source for c in concept.definition_sources)
    yield texts.say("export-after"), texts.join(sources)


def _examples(entry: Entry, data: Data, texts: Texts) -> list[str]:
    """What the documents list, each with the documents that list it."""
    listed: dict[str, dict[str, None]] = {}
    for example in data.examples:
        text = data.trades[example.trade].label if example.trade else example.text
        if example.expect == entry.concept.id and text:
            listed.setdefault(texts.text(text), {})[example.source] = None
    return [f"{text} ({', '.join(sources)})" for text, sources in listed.items()]
