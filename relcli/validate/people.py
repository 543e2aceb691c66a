"""What is said of people: whom trades mean, what laws and remarks are about, words without an opinion."""

from relcli.model import LANGUAGES
from relcli.validate.files import Complaints, DataFiles, ids


def check_said(files: DataFiles) -> Complaints:
    """What a trade says is a term of the concept, other than the preferred one; whom it means is there."""
    known = {concept.id: concept for concept in files.concepts.values()}
    for path, trade in files.trades:
        there = {"payer", "end-user", "group", *trade.words, *trade.parties} - {*trade.absent}
        for person in trade.whom:
            if person not in there:
                yield path, trade.id, f"whom: nobody is {person!r} there"
        for language, words in trade.said.items():
            for name in known.keys() & words.keys() if language in LANGUAGES else ():
                terms = {d.term: d.status for d in known[name].designations[language]}
                if terms.get(words[name], "preferred") == "preferred":
                    others = ", ".join(term for term, status in terms.items() if status != "preferred")
                    says = f"{words[name]!r} is no other term of {name!r}; known are {others}"
                    yield path, trade.id, f"said.{language}: {says}"


def check_remarks(files: DataFiles) -> Complaints:
    """A remark or a regulation is about something, and one remark says that people are to be asked."""
    for name in ("remarks", "regulations"):
        for entry in files.listed(name):
            if not entry.concepts and not entry.trades:
                yield f"{name}.toml", entry.id, "is about nothing"
    asked = any(concept.people_first for concept in files.concepts.values())
    if asked != (sum(remark.asks for remark in files.listed("remarks")) == 1):
        yield "remarks.toml", "asks", "one remark must ask, if and only if some concept puts its people first"


def check_facts_told(files: DataFiles) -> Complaints:
    """A situation hears a fact; a law that hangs on one hears it, and says what holds otherwise."""
    facts = ids(files.shaped["facts.toml"].facts)
    for number, situation in enumerate(files.shaped["facts.toml"].situations, start=1):
        if facts.isdisjoint(situation.hears):
            yield "facts.toml", f"situations[#{number}]", f"must hear one of {', '.join(sorted(facts))}"
    for law in files.listed("regulations"):
        if law.asks and law.asks not in facts.intersection(law.hears):
            yield "regulations.toml", law.id, f"asks {law.asks!r} and does not hear it"
        if (law.asks is None) != (law.otherwise is None):
            yield "regulations.toml", law.id, "asks and otherwise go together"


def check_people(files: DataFiles) -> Complaints:
    """Whoever is in the room has an id that is nobody else's, and no kind of text's: a decision file names
    both in one table."""
    named = [entry.id for entry in (*files.vocabulary.roles, *files.vocabulary.parties)]
    for party in files.vocabulary.parties:
        if named.count(party.id) > 1 or party.id in ids(files.listed("media")):
            yield "vocabulary.toml", f"parties[{party.id}]", "is the id of a role, a party or a kind of text"


def check_unjudged(files: DataFiles) -> Complaints:
    """A word without an opinion is no term of its language."""
    terms: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for concept in files.concepts.values():
        for language, found in concept.designations.items():
            terms[language] |= {form.casefold() for d in found for form in (d.term, *d.forms.values())}
    for entry in files.shaped["other-words.toml"].unjudged:
        for word in entry.words:
            if word.casefold() in terms.get(entry.language, ()):
                yield "other-words.toml", word, f"is a term in {entry.language!r}: it has an entry"
