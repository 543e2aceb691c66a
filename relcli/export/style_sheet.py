"""The words of a house as a page for its style guide: a table a language, the exceptions, and why."""

from collections.abc import Iterator

from relcli.export.room import identifier_of
from relcli.export.vocabulary import SAID, Entry, Vocabulary, on_one_line
from relcli.house.avoided import AVOIDED, forms_of
from relcli.house.words import HouseVocabulary
from relcli.language import Texts, cite
from relcli.model import Designation
from relcli.render.page import escape

TYPOGRAPHIC = str.maketrans("'", "\N{RIGHT SINGLE QUOTATION MARK}")
SHEET_COLUMNS = ("party", "word", "plural", "means", "say", "not", "identifier")
"""What the table tells of each; names of code are the same in all languages."""
SOFTWARE, FEW = "software", 3
"""A style guide needs no list of programs: so many tell what is meant."""


def style_sheet(vocabulary: Vocabulary, house: HouseVocabulary, texts: Texts) -> str:
    """In the language of the program; the words in those asked for."""
    parts = [f"# {escape(texts.say('export-title'))}"]
    for language in vocabulary.languages:
        if len(vocabulary.languages) > 1:
            parts.append(f"## {escape(texts.say(f'language-{language}'))}")
        parts.append(_table(vocabulary, house, language, texts))
    sections = (
        ("export-exceptions", _exceptions(vocabulary, house, texts)),
        ("export-why", _reasons(vocabulary, house, texts)),
    )
    for heading, items in sections:
        if told := [f"- {escape(item)}" for item in items]:
            parts += [f"## {escape(texts.say(heading))}", "\n".join(told)]
    return "\n\n".join(parts) + "\n"


def _table(vocabulary: Vocabulary, house: HouseVocabulary, language: str, texts: Texts) -> str:
    named = [texts.say(f"column-{column}") for column in SHEET_COLUMNS]
    head = [name[:1].upper() + name[1:] for name in named]
    told = [_row(entry, vocabulary, house, language, texts) for entry in vocabulary.entries]
    rows = [head, ["---"] * len(head), *told]
    return "\n".join("| " + " | ".join(map(escape, row)) + " |" for row in rows)


def _row(
    entry: Entry, vocabulary: Vocabulary, house: HouseVocabulary, language: str, texts: Texts
) -> tuple[str, ...]:
    knowledge, data = vocabulary.data.knowledge, vocabulary.data
    known = {**knowledge.parties, **knowledge.roles}
    who = texts.join(texts.text(known[role].label) if role in known else role for role in entry.roles)
    word = entry.main_word(language)
    phrases = data.phrases(language, entry.concept.id).get(word.term)
    said = {d.term for d in entry.of_status(language, SAID)}
    avoided = dict.fromkeys(d.term for d in entry.of_status(language, AVOIDED) if d.term not in said)
    return (
        who,
        word.term,
        word.forms.get("plural", ""),
        entry.concept.definition[texts.language],
        ", ".join(texts.quote(phrases.say)) if phrases else "",
        ", ".join(avoided),
        identifier_of(entry.roles[0], vocabulary, house, texts),
    )


def _exceptions(vocabulary: Vocabulary, house: HouseVocabulary, texts: Texts) -> Iterator[str]:
    """What other texts say, what stays whatever is avoided, and what is never touched."""
    media = vocabulary.data.media
    for text, own in house.texts.items():
        for words in own.words.values():
            told = ", ".join(dict.fromkeys(w for c, w in words.items() if c in vocabulary.languages))
            label = texts.text(media[text].label) if text in media else text
            where = f"{told} ({', '.join(own.paths)})" if own.paths else told
            if told:
                yield texts.say("labelled", label=label, text=where)
    fixed = dict.fromkeys(
        phrase.translate(TYPOGRAPHIC)
        for entry in vocabulary.entries
        for language in vocabulary.languages
        for word in entry.of_status(language, AVOIDED)
        for phrase in _compounds(word, vocabulary)
    )
    kept = [*house.keep.phrases, *fixed]
    if kept:
        yield texts.say("export-stays", words=", ".join(kept))
    if house.keep.paths:
        yield texts.say("export-untouched", paths=", ".join(house.keep.paths))


def _compounds(word: Designation, vocabulary: Vocabulary) -> Iterator[str]:
    """The fixed compounds of a word, in the form that it has in each, and a few of those for programs."""
    forms = forms_of(word, vocabulary.data.languages[word.language])
    programs = 0
    for before, form, after, sense in vocabulary.data.senses[word.language].compounds_of(word.term):
        said, programs = forms.get(form or "term"), programs + (sense == SOFTWARE)
        if said and (sense != SOFTWARE or programs <= FEW):
            yield f"{before}{said}{after}"


def _reasons(vocabulary: Vocabulary, house: HouseVocabulary, texts: Texts) -> Iterator[str]:
    """From what was decided, when, and for which reasons; each once."""
    data = vocabulary.data
    questions, trade = data.knowledge.questions, data.trades.get(house.trade or "")
    answers = [texts.text(trade.label)] if trade else []
    answers += [
        texts.fact(question, answer)
        for question, answer in house.answers.items()
        if question in questions and answer in (option.id for option in questions[question].options)
    ]
    date = texts.date(house.data)
    told = texts.say("separator").join(answers)
    yield (
        texts.say("export-decided", date=date, answers=told) if told else texts.say("export-date", date=date)
    )
    reasons = dict.fromkeys(
        (entry.main_word(_first(vocabulary, texts)).term, because)
        for entry in vocabulary.entries
        for because in house.roles[entry.roles[0]].because
    )
    for word, because in reasons:
        place = because.source and because.section and cite(because.source, because.section, texts)
        says = f"{because.says} ({place})" if place else because.says
        yield texts.say("labelled", label=word, text=on_one_line(says))


def _first(vocabulary: Vocabulary, texts: Texts) -> str:
    """The language of the reader where its words are told, else the first of those."""
    return texts.language if texts.language in vocabulary.languages else vocabulary.languages[0]
