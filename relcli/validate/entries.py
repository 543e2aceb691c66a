"""What is said: by the documents, of words, of trades; and what it comes to."""

from itertools import product
from string import Formatter

from relcli.advice.advice import make_advice
from relcli.advice.request import Request
from relcli.advice.trade_terms import termbase_of
from relcli.data import Data
from relcli.language import preferred
from relcli.model import FORMS, LANGUAGES, Concept
from relcli.model.files import Document
from relcli.validate.files import Complaints, DataFiles, ids, stem


def check_names(files: DataFiles) -> Complaints:
    """A file is named after what it holds, and the ids of claims and guidance begin with its name."""
    named: dict[str, Document | Concept] = {**files.documents, **files.concepts}
    for path, entry in named.items():
        if entry.id and entry.id != stem(path):
            yield path, "id", f"must be {stem(path)!r}, the name of the file"
    for path, document in files.documents.items():
        for name in sorted(ids((*document.claims, *document.guidance))):
            if name and not name.startswith(f"{stem(path)}-"):
                yield path, name, f"must begin with {stem(path)}-"


def check_questions(files: DataFiles) -> Complaints:
    """There are core questions, and they come first."""
    core = [question.core for question in files.listed("questions")]
    if not any(core) or core != sorted(core, reverse=True):
        yield "questions.toml", "core", "the core questions must come first, and there must be some"


def check_claims(files: DataFiles) -> Complaints:
    """A claim hears some answers, not all, and has an effect on concepts that fill its roles."""
    for path, claim in ((path, claim) for path, doc in files.documents.items() for claim in doc.claims):
        for question, heard in claim.hears.items():
            if not heard:
                yield path, claim.id, f"no answer to {question!r} triggers it"
            if question in files.options and files.options[question] <= set(heard):
                yield path, claim.id, f"every answer to {question!r} triggers it, so it tells nothing"
        named = (*claim.supports, *claim.opposes)
        if not named:
            yield path, claim.id, "supports and opposes nothing"
        for concept in sorted(set(claim.supports) & set(claim.opposes)):
            yield path, claim.id, f"both supports and opposes {concept!r}"
        for concept in files.documented.keys() & named:
            for role in ids(files.vocabulary.roles).intersection(claim.roles):
                if role not in files.documented[concept].roles:
                    yield path, claim.id, f"{concept!r} does not fill the role {role!r}"


def check_facts(files: DataFiles) -> Complaints:
    """A document counts one answer once for a word; what more it says of that fact is guidance."""
    for path, document in files.documents.items():
        seen: dict[tuple[str, str, str, str, bool], str] = {}
        for claim in document.claims:
            sides = ((True, claim.supports), (False, claim.opposes))
            named = [(concept, side) for side, concepts in sides for concept in concepts]
            answers = [(question, option) for question, heard in claim.hears.items() for option in heard]
            for role, (question, option), (concept, side) in product(claim.roles, answers, named):
                other = seen.setdefault((role, question, option, concept, side), claim.id)
                if other != claim.id:
                    says = f"hears {question!r} {option!r} for {concept!r} as {other!r} does already ({role})"
                    yield path, claim.id, says


def check_covers(files: DataFiles) -> Complaints:
    """A document tells apart what it names."""
    for path, document in files.documents.items():
        named = {concept for claim in document.claims for concept in (*claim.supports, *claim.opposes)}
        for covered in document.covers.values():
            for other in sorted(named.intersection(covered)):
                yield path, "covers", f"names {other!r} in a claim, so it does tell it apart"


def check_sections(files: DataFiles) -> Complaints:
    """Every heading used is one of the document, and none is forgotten: used, or a reason is given."""
    for path, document in files.documents.items():
        examples = ((f"examples[#{n}]", listed.section) for n, listed in enumerate(document.examples, 1))
        claims, guidance = (((e.id, e.section) for e in own) for own in (document.claims, document.guidance))
        used = (*claims, *examples, *guidance)
        titles = {section.title for section in document.sections}
        for name, title in used:
            if title not in {"", *titles}:
                yield path, name, f"unknown section {title!r}; known are {', '.join(sorted(titles))}"
        for section in filter(lambda section: section.title, document.sections):
            where, taken = f"sections[{section.title}]", section.title in {title for _, title in used}
            if taken and section.skipped:
                yield path, where, "is said to be skipped and is used"
            if not taken and not section.skipped:
                yield path, where, "nothing was taken from it and no reason is given"


def check_examples(files: DataFiles) -> Complaints:
    """An example lists trades, or has answers in words."""
    for path, document in files.documents.items():
        for number, listed in enumerate(document.examples, start=1):
            if (listed.answers is None) != bool(listed.trades):
                yield path, f"examples[#{number}]", "needs either answers or trades"
            if (listed.answers is None) != (listed.text is None):
                yield path, f"examples[#{number}]", "answers and text go together"


def check_guidance(files: DataFiles) -> Complaints:
    """Steps are those of a journey; every topic has some guidance."""
    entries = [(path, entry) for path, document in files.documents.items() for entry in document.guidance]
    for path, entry in entries:
        if (entry.topic == "journey") != bool(entry.step):
            yield path, entry.id, "step goes with the topic journey, and with no other"
    for topic in sorted(ids(files.vocabulary.topics) - {entry.topic for _, entry in entries}):
        yield "vocabulary.toml", f"topics[{topic}]", "no guidance is about it"


def check_concepts(files: DataFiles) -> Complaints:
    """Somebody uses a concept, and one that fills no role says why."""
    documents = files.documents.values()
    used = {c for d in documents for claim in d.claims for c in (*claim.supports, *claim.opposes)}
    used |= {c for d in documents for entry in d.guidance for c in entry.concepts}
    said = {c for _, t in files.trades for c in (*t.words.values(), *t.parties.values())}
    said |= {division.concept for _, trade in files.trades for division in trade.divided}
    for path, concept in files.concepts.items():
        if concept.id in files.documented and concept.id not in used:
            yield path, "", "no claim and no guidance uses this concept"
        # What has a domain is a sense of a word that people bring.
        if concept.id not in {"", *files.documented, *said} and concept.domain is None:
            yield path, "", "no trade uses this word, and it is no sense of one with a domain"
        if bool(concept.roles) != (concept.unranked is None):
            yield path, "unranked", "must say why no answer can choose it, if and only if it has no roles"


def check_relations(files: DataFiles) -> Complaints:
    """A concept relates to others; the documents' own are told on both sides when they hold so."""
    known = {concept.id: concept for concept in files.concepts.values()}
    for path, concept in files.concepts.items():
        if concept.id == concept.broader:
            yield path, "broader", "names the concept itself"
        for other in {*concept.apart}.difference(concept.contrasts):
            yield path, "apart", f"{other!r} is none that it contrasts with"
        for key in ("related", "contrasts"):
            if concept.id in getattr(concept, key):
                yield path, key, "names the concept itself"
            for other in known.keys() & getattr(concept, key) if concept.id in files.documented else ():
                if concept.id not in (other, *getattr(known[other], key)):
                    yield path, key, f"{other!r} does not say the same of {concept.id!r}"


def check_designations(files: DataFiles) -> Complaints:
    """Per language one preferred term; each has a source and, but in English, a gender; no false friend."""
    for path, concept in files.concepts.items():
        false = {(friend.language, friend.word) for friend in concept.false_friends}
        for language, terms in concept.designations.items():
            if sum(designation.status == "preferred" for designation in terms) != 1:
                yield path, f"designations.{language}", "must have exactly one preferred term"
            for designation in terms:
                where = f"designations.{language}[{designation.term}]"
                if (language == "en") != (designation.gender is None):
                    yield path, where, "needs a gender in French and Romanian, and none in English"
                if not designation.sources:
                    yield path, where, "needs a source"
                if (language, designation.term) in false:
                    yield path, where, "is listed as a false friend as well"


def check_citations(files: DataFiles) -> Complaints:
    """A definition cites a place that exists, and every reference is cited by somebody."""
    titles = {doc.id: {section.title for section in doc.sections} for doc in files.documents.values()}
    works = ids(files.listed("references"))
    cited = {entry.source for name in ("remarks", "regulations") for entry in files.listed(name)}
    cited |= {names.source for names in files.under("names").values()}
    cited |= {work for classification in files.under("classes").values() for work in classification.sources}
    for path, concept in files.concepts.items():
        cited |= {source for terms in concept.designations.values() for d in terms for source in d.sources}
        cited |= {citation.source for citation in concept.definition_sources}
        for place in concept.definition_sources:
            if place.source not in works and place.section not in titles.get(place.source, ()):
                yield path, "definition_sources", f"unknown place {place.section!r} in {place.source!r}"
    for work in sorted(works - cited):
        yield "references.toml", work, "nothing cites it"


def check_labels(files: DataFiles) -> Complaints:
    """A trade has names of its own in each language; what several share stands in the lists alone."""
    owners: dict[tuple[str, str], str] = {}
    for path, trade in files.trades:
        for language, label in trade.label.items():
            for name in {label, *trade.aliases[language]}:
                owner = owners.setdefault((language, name.casefold()), trade.id)
                if name and owner != trade.id:
                    yield path, trade.id, f"{name!r} is a name of {owner!r} already"
    for path, entry in ((path, entry) for path, file in files.under("names").items() for entry in file.names):
        for language, name in ((code, name) for code in LANGUAGES for name in getattr(entry, code)):
            owner = owners.get((language, name.casefold()), "")
            if owner:
                yield path, f"{language}: {name}", f"is a name of {owner!r} already, which wins"


def check_blanks_for_words(files: DataFiles) -> Complaints:
    """The blanks of a word in its place, and of a word made of another, are forms of words; sectors exist."""
    sectors = sorted({stem(path) for path, _ in files.trades})
    for medium in files.listed("media"):
        for word in medium.words:
            for blank in _blanks(word.term) - {"term", "plural", "party"}:
                yield "media.toml", medium.id, f"{word.term!r} has an unknown blank {blank!r}"
            for sector in sorted({*word.sectors}.difference(sectors)):
                yield (
                    "media.toml",
                    medium.id,
                    f"unknown sector {sector!r}; known are {', '.join(sectors)}",
                )
    for path, rules in files.under("languages").items():
        for pattern in rules.prospects:
            for text in (pattern.term, *pattern.forms.values()):
                for blank in _blanks(text) - {"term", *FORMS}:
                    yield path, "prospects", f"{text!r} has an unknown blank {blank!r}"


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def check_outcomes(data: Data) -> Complaints:
    """Each document gives its own examples, each trade gets the word that it expects.

    Raises ``KnowledgeError`` if the data cannot be read.
    """
    for example in data.examples:
        ballot = data.ballots.of(example.role)
        voice = ballot.documents[example.source].choice(ballot.narrow_to_role(example.answers), winner=None)
        if voice != example.expect:
            name = example.trade or (example.text["en"] if example.text else "")
            says = f"expects {example.expect!r}; the document alone gives {voice!r}"
            yield f"documents/{example.source}.toml", f"example {name!r} ({example.role})", says
    for trade in (trade for trade in data.trades.values() if trade.expect):
        concept = make_advice(data, Request({}, trade=trade)).recommendation.concept
        concepts = termbase_of(data, trade)
        for language, word in trade.expect.items():
            term = preferred(concepts[concept], language).term if concept else None
            if term != word:
                says = f"expects {word!r} in {language!r}; the advice is {term!r}"
                yield f"trades/{trade.sector}.toml", trade.id, says
