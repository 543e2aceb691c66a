"""A glossary to paste into a style guide: what the word means, which to use and which to avoid, and why."""

from collections.abc import Iterator

from relcli.data import Data
from relcli.export.vocabulary import AVOIDED, Entry, Vocabulary, on_one_line
from relcli.house.avoided import HERE, fixed_phrases
from relcli.language import Texts, cite
from relcli.model import Designation
from relcli.render.markdown import escape

ROWS = (("preferred", ("preferred",)), ("admitted", ("admitted",)), ("avoid", AVOIDED))


def glossary(vocabulary: Vocabulary, texts: Texts) -> str:
    """One section per concept, in the language of the program; the words in those asked for."""
    parts = [f"# {escape(texts.say('export-title'))}"]
    if vocabulary.house:
        parts.append(_decision(vocabulary, texts))
    for entry in vocabulary.entries:
        parts += _entry(entry, vocabulary, texts)
    return "\n\n".join(parts) + "\n"


def _decision(vocabulary: Vocabulary, texts: Texts) -> str:
    """Who decided: the answers, and the knowledge of which day."""
    assert vocabulary.house
    data = vocabulary.data
    questions = data.knowledge.questions
    answers = [
        f"{texts.question(question)}: {texts.answer(question, answer)}"
        for question, answer in vocabulary.house.answers.items()
        if question in questions and answer in (o.id for o in questions[question].options)
    ]
    trade = data.trades.get(vocabulary.house.trade or "")
    if trade:
        answers.insert(0, texts.text(trade.label))
    if not answers:
        return escape(texts.say("export-date", date=vocabulary.date))
    return escape(texts.say("export-decided", date=vocabulary.date, answers="; ".join(answers)))


def _entry(entry: Entry, vocabulary: Vocabulary, texts: Texts) -> Iterator[str]:
    concept, languages = entry.concept, vocabulary.languages
    title = entry.main_word(texts.language if texts.language in languages else languages[0]).term
    yield f"## {escape(title)} ({escape(texts.text(concept.gloss))})"
    cited = "; ".join(cite(c.source, c.section, texts) for c in concept.definition_sources)
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
    details += [
        f"{texts.say(f'form-{form}')} {designation.forms[form]}"
        for form in ("plural", "feminine")
        if form in designation.forms
    ]
    details += [designation.region] if designation.region else []
    return f"**{escape(designation.term)}**" + (f" ({escape(', '.join(details))})" if details else "")


def _facts(entry: Entry, vocabulary: Vocabulary, texts: Texts) -> Iterator[tuple[str, str]]:
    concept, languages, data = entry.concept, vocabulary.languages, vocabulary.data
    yield texts.say("export-when"), texts.text(concept.when)
    examples = _examples(entry, data, texts)
    if examples:
        yield texts.say("export-examples"), "; ".join(examples)
    exceptions = _exceptions(entry, languages, data)
    if exceptions:
        yield texts.say("export-exceptions"), "; ".join(exceptions)
    for friend in concept.false_friends:
        if friend.language in languages:
            yield texts.say("export-false-friend"), texts.text(friend.says)
    for designation in entry.every:
        if designation.note:
            yield f"{designation.term} ({designation.language}):", texts.text(designation.note)
    if entry.roles:
        verdict = texts.text(data.knowledge.verdicts[entry.verdict].label)
        roles = texts.join(_role(role, data, texts) for role in entry.roles)
        yield texts.say("export-for"), f"{roles} ({verdict})"
        yield texts.say("export-why"), on_one_line(entry.reason)
    else:
        sources = dict.fromkeys(c.source for c in concept.definition_sources)
        yield texts.say("export-after"), texts.join(sources)


def _role(role: str, data: Data, texts: Texts) -> str:
    known = data.knowledge.roles.get(role) or data.knowledge.parties.get(role)
    return texts.text(known.label) if known else role


def _examples(entry: Entry, data: Data, texts: Texts) -> list[str]:
    """What the documents list, each with the documents that list it."""
    listed: dict[str, dict[str, None]] = {}
    for example in data.examples:
        text = data.trades[example.trade].label if example.trade else example.text
        if example.expect == entry.concept.id and text:
            listed.setdefault(texts.text(text), {})[example.source] = None
    return [f"{text} ({', '.join(sources)})" for text, sources in listed.items()]


def _exceptions(entry: Entry, languages: tuple[str, ...], data: Data) -> list[str]:
    """Compounds in which a word to avoid stays."""
    return [
        phrase.replace(HERE, word.term)
        for language in languages
        for word in entry.of_status(language, AVOIDED)
        for phrase in fixed_phrases(word.term, language, data)
    ]
