"""A glossary to paste into a style guide: what the word means, which to use and which to avoid, and why."""

import re
from collections.abc import Iterator

from relcli import load
from relcli.export.avoid import HERE
from relcli.export.vocabulary import Entry, Vocabulary, main_word, reason
from relcli.language import Words
from relcli.model import Citation, Designation

ROWS = (("preferred", ("preferred",)), ("admitted", ("admitted",)), ("avoid", ("deprecated", "superseded")))

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def glossary(vocabulary: Vocabulary, words: Words) -> str:
    """One section per concept, in the language of the program; the words in those asked for."""
    parts = [f"# {escape(words.say('export-title'))}"]
    if vocabulary.house:
        parts.append(_decision(vocabulary, words))
    for entry in vocabulary.entries:
        parts += _entry(entry, vocabulary.languages, words)
    return "\n\n".join(parts) + "\n"


def _decision(vocabulary: Vocabulary, words: Words) -> str:
    """Who decided: the answers, and the knowledge of which day."""
    assert vocabulary.house
    questions = load.knowledge().questions
    answers = [
        f"{words.question(question)}: {words.answer(question, answer)}"
        for question, answer in vocabulary.house.answers.items()
        if question in questions and answer in (o.id for o in questions[question].options)
    ]
    business = load.businesses().get(vocabulary.house.business or "")
    if business:
        answers.insert(0, words.text(business.label))
    if not answers:
        return escape(words.say("export-date", date=vocabulary.date))
    return escape(words.say("export-decided", date=vocabulary.date, answers="; ".join(answers)))


def _entry(entry: Entry, languages: tuple[str, ...], words: Words) -> Iterator[str]:
    concept = entry.concept
    title = main_word(entry, words.language if words.language in languages else languages[0]).term
    yield f"## {escape(title)} ({escape(words.text(concept.gloss))})"
    cited = "; ".join(_cite(c, words) for c in concept.definition_sources)
    yield f"{escape(words.text(concept.definition))} ({escape(cited)})"
    yield _table(entry, languages, words)
    yield "\n".join(
        f"- **{escape(label)}** {escape(text)}" for label, text in _facts(entry, languages, words)
    )


def _table(entry: Entry, languages: tuple[str, ...], words: Words) -> str:
    rows = [["", *(escape(words.say(f"language-{language}")) for language in languages)]]
    rows.append(["---"] * len(rows[0]))
    for name, statuses in ROWS:
        # A word may stand twice, once for each word of the payer that it follows.
        cells = [
            ", ".join(dict.fromkeys(_word(d, words) for d in entry.of_status(lang, *statuses)))
            for lang in languages
        ]
        if any(cells):
            rows.append([escape(words.say(f"export-{name}")), *cells])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _word(designation: Designation, words: Words) -> str:
    """The word in bold, with its gender, plural and region, so that it can be used as it stands."""
    details = [words.say(f"gender-{designation.gender}")] if designation.gender else []
    details += [
        f"{words.say(f'form-{form}')} {designation.forms[form]}"
        for form in ("plural", "feminine")
        if form in designation.forms
    ]
    details += [designation.region] if designation.region else []
    return f"**{escape(designation.term)}**" + (f" ({escape(', '.join(details))})" if details else "")


def _facts(entry: Entry, languages: tuple[str, ...], words: Words) -> Iterator[tuple[str, str]]:
    concept = entry.concept
    yield words.say("export-when"), words.text(concept.when)
    examples = _examples(entry, words)
    if examples:
        yield words.say("export-examples"), "; ".join(examples)
    exceptions = _exceptions(entry, languages)
    if exceptions:
        yield words.say("export-exceptions"), "; ".join(exceptions)
    for friend in concept.false_friends:
        if friend.language in languages:
            yield words.say("export-false-friend"), words.text(friend.says)
    for designation in entry.every:
        if designation.note:
            yield f"{designation.term} ({designation.language}):", words.text(designation.note)
    if entry.decided:
        verdict = words.text(load.knowledge().verdicts[entry.decided.verdict].label)
        roles = words.join(_role(role, words) for role in entry.roles)
        yield words.say("export-for"), f"{roles} ({verdict})"
        yield words.say("export-why"), reason(entry)
    else:
        sources = dict.fromkeys(c.source for c in concept.definition_sources)
        yield words.say("export-after"), words.join(sources)


def _role(role: str, words: Words) -> str:
    knowledge = load.knowledge()
    known = knowledge.roles.get(role) or knowledge.parties.get(role)
    return words.text(known.label) if known else role


def _examples(entry: Entry, words: Words) -> list[str]:
    """What the documents list, each with the documents that list it."""
    listed: dict[str, dict[str, None]] = {}
    businesses = load.businesses()
    for example in load.examples():
        text = businesses[example.business].label if example.business else example.text
        if example.expect == entry.concept.id and text:
            listed.setdefault(words.text(text), {})[example.source] = None
    return [f"{text} ({', '.join(sources)})" for text, sources in listed.items()]


def _exceptions(entry: Entry, languages: tuple[str, ...]) -> list[str]:
    """Compounds in which a word to avoid stays."""
    return [
        phrase.replace(HERE, table["word"])
        for table in load.read(load.data_folder(), "compounds")["compounds"]
        if table["language"] in languages
        and table["word"] in {d.term for d in entry.of_status(table["language"], "deprecated", "superseded")}
        for phrase in table["phrases"]
    ]


def _cite(citation: Citation, words: Words) -> str:
    return words.say("citation", source=citation.source, section=words.say("quote", text=citation.section))


def escape(text: str) -> str:
    """Nothing in a text may act as markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
