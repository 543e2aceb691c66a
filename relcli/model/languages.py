"""How a language inflects and what tells its senses, as ``data/languages/`` and ``data/senses/`` hold it."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import field

from relcli.model import ConceptId, FormId, Frozen

Sense = Literal["person", "software", "compound", "role", "others", "quotation"]
"""What a word may mean: somebody served, a program, a part of a fixed name, of a post, somebody else's,
the word itself."""
Where = Literal["next", "previous", "hyphen", "before-hyphen", "near", "owner", "self"]
"""Where the words stand: beside the hit (up to three of them), joined to it, nearby, before somebody else's;
or what it is itself."""


Endings = tuple[tuple[str, str], ...]
"""Pairs of an ending and of what comes in its place; the first that fits holds."""


class DerivedForm(Frozen, kw_only=True):
    """How a form is made of others, for nouns of these ``genders``.

    Its first word is that of the form ``of``, with another ending; the other words are those of ``rest``
    (by default of the same form), but whichever ends in ``agreeing`` agrees, and stands as in the form
    ``agrees``. A ``bare`` one is made of a single word only.
    """

    form: str
    of: str
    genders: tuple[str, ...]
    endings: Endings
    rest: str | None = None
    agrees: str | None = None
    agreeing: str | None = None
    bare: bool = False


class Elided(Frozen):
    """What stands before a consonant, and before a vowel; some of it in the singular of one gender only."""

    full: str
    short: str
    gender: str | None = None


class SoundArticle(Frozen):
    """An article by the sound that follows.

    The lists are beginnings of words as they are written, of which the longest that fits tells;
    ``vowel_letters`` are those whose name begins with a vowel, for words that are spelled out.
    """

    before_consonant: str
    before_vowel: str
    vowel_sounds: tuple[str, ...]
    consonant_sounds: tuple[str, ...]
    vowel_letters: str = ""


class Elision(Frozen):
    """Which words are elided before which beginnings, of which the longest that fits tells."""

    before: tuple[str, ...]
    never_before: tuple[str, ...]
    words: tuple[Elided, ...]


class Telling(Frozen, kw_only=True):
    """Words, and endings of words, beside which only these forms stand."""

    forms: tuple[str, ...]
    words: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()


class Doubts(Frozen, kw_only=True):
    """What shows in a sentence that a word may be another form: these words, and one with such an ending
    shortly after one of the ``verbs``."""

    words: frozenset[str]
    verbs: frozenset[str]
    endings: tuple[str, ...]


class Readings(Frozen, kw_only=True):
    """What tells which form a word is that is spelled like another form of it.

    ``between`` are words that may stand between what tells and the noun. It is none of ``untold`` where
    nothing else tells but one of these words, or no word stands before it, and nothing raises ``doubts``.
    """

    before: tuple[Telling, ...]
    after: tuple[Telling, ...] = ()
    between: frozenset[str] = frozenset()
    untold: tuple[str, ...] = ()
    doubts: Doubts | None = None


class Doublets(Frozen, kw_only=True):
    """How women and men are written in one word: by the endings of both, what stands behind the mark.

    ``paired`` are short forms that follow a mark behind an article (*un·e*).
    """

    marks: str
    endings: tuple[tuple[str, str, str], ...]
    paired: frozenset[str] = frozenset()


class Nouns(Frozen, kw_only=True):
    """Which word of a compound bends, and the plural of a noun of which none is known.

    ``followers`` may stand behind a compound that bends at its first word without being taken for a part
    of it; without any, everything may. After ``prepositions`` a noun has its article where others follow it.
    """

    head: Literal["first", "last"] = "first"
    endings: Endings = ()
    followers: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()


class DefiniteArticle(Frozen):
    """What stands before a defined noun, by its gender, before a vowel, and before several."""

    masculine: str
    feminine: str
    elided: str
    plural: str


class TermPattern(Frozen, kw_only=True):
    """How a term is made of another one: for each form a text, in which a form of the other stands by name.

    ``concepts`` are those whose terms it is for; without any, it is for all others.
    """

    concepts: tuple[ConceptId, ...] = ()
    term: str
    forms: Mapping[FormId, str] = {}


class NameRules(Frozen, kw_only=True):
    """How the name of a trade is read: what people say before it, which words do not count or count less.

    What follows a ``qualifying`` word says more closely what stands before; ``heads`` say what kind of house
    it is, and what stands beside them says the trade; ``endings`` are pairs of an ending and what comes in
    its place, the first that fits; ``same`` are words of which each says the same (shop, store, retail).
    """

    openers: tuple[str, ...]
    little: tuple[str, ...]
    qualifying: tuple[str, ...]
    heads: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]
    same: tuple[tuple[str, ...], ...] = ()


class LanguageRules(Frozen, kw_only=True):
    """The little words and endings of one language.

    ``older_letters`` and ``plain_letters`` stand in texts for the letters of today; ``joins`` are what stands
    between two nouns that are named together; with ``titles`` every word of a heading may have a capital;
    ``prospects`` make, of the word for somebody, the word for whoever is not one yet.
    """

    little_words: frozenset[str]
    names: NameRules
    gendered: bool = False
    plural: str | None = None
    possessive: str | None = None
    older_letters: Mapping[str, str] = {}
    plain_letters: Mapping[str, str] = {}
    derived: tuple[DerivedForm, ...] = ()
    nouns: Nouns = Nouns()
    joins: frozenset[str] = frozenset()
    article: SoundArticle | None = None
    elision: Elision | None = None
    readings: Readings | None = None
    doublets: Doublets | None = None
    titles: bool = False
    definite: DefiniteArticle | None = None
    prospects: tuple[TermPattern, ...] = ()


class WordsThatTell(Frozen, kw_only=True):
    """Words that, where they stand near a word, speak for one sense of it; all in lower case.

    With ``singular`` only beside a singular, with ``bare`` only beside a form without an ending for article
    or case, with ``needs_document`` only in a file about software.
    """

    where: Where
    sense: Sense
    weight: float
    singular: bool = False
    bare: bool = False
    needs_document: bool = False
    words: tuple[str, ...]


class Compound(NamedTuple):
    """What stands before and after a word, the name of the form in which one says it there (none: as it
    stands in a dictionary), and what the word means in it."""

    before: str
    form: str
    after: str
    sense: Sense


SLOT = re.compile(r"\{(\w*)\}")


def compound(phrase: str, sense: Sense = "compound") -> Compound:
    """``protecția {definite_plural_oblique}`` in its parts."""
    before, form, after = SLOT.split(phrase)
    return Compound(before, form, after, sense)


class FixedCompounds(Frozen, kw_only=True):
    """Compounds in which a word names nobody; ``{}`` is where it stands, or ``{plural}`` where it is said in
    the plural. Whichever form is said, it is the compound.

    They tell as the words of a ``WordsThatTell`` do, and every linter is told of them. ``word`` is the one
    they are fixed for, where the file is about several; by default it is the first.
    """

    word: str | None = None
    sense: Sense
    weight: float
    singular: bool = False
    bare: bool = False
    needs_document: bool = False
    phrases: tuple[str, ...]


class WordSenses(Frozen, kw_only=True):
    """What tells whether these words mean a person. ``prior`` leans towards one above 0.

    ``document`` is how far it counts what the whole file is about.
    """

    words: tuple[str, ...]
    prior: float
    document: float
    compounds: tuple[FixedCompounds, ...] = ()
    cues: tuple[WordsThatTell, ...] = ()


class Subjects(Frozen):
    """Beginnings of words that tell what a whole file is about."""

    software: tuple[str, ...]
    person: tuple[str, ...]
    contract: tuple[str, ...]


class NameWords(Frozen, kw_only=True):
    """Words beside a capital that tell a label on a screen, or a party, from a plain word.

    ``ours`` are those that say of somebody that we serve them ourselves.
    After ``mentions`` (the term, the word, called) a word in emphasis or quotes is spoken of, not used. One
    in quotes is defined after ``defines_before`` (hereinafter) and before ``defines_after`` (means), and one
    that opens a line before a colon or a dash and ``defines_as`` (any person).
    ``leads`` are all the words after which a noun stands for itself; right after any other it is apposed.
    A link whose text begins with one of ``screen_verbs`` says what one does behind it.
    """

    screen_before: frozenset[str]
    screen_verbs: frozenset[str] = frozenset()
    screen_after: frozenset[str] = frozenset()
    articles: frozenset[str]
    owners: frozenset[str]
    acts: frozenset[str]
    mentions: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    defines_before: frozenset[str] = frozenset()
    defines_after: frozenset[str] = frozenset()
    defines_as: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()


class LanguageSenses(Frozen, kw_only=True):
    """What tells the sense of a word in one language; ``cues`` are those that hold for every word."""

    document: Subjects
    names: NameWords
    cues: tuple[WordsThatTell, ...] = ()
    words: tuple[WordSenses, ...] = field(default=(), name="(words)")

    def compounds_of(self, word: str) -> tuple[Compound, ...]:
        """The fixed compounds of a word; each apostrophe in both its shapes."""
        return tuple(
            compound(spelling, group.sense)
            for senses in self.words
            for group in senses.compounds
            if word == (group.word or senses.words[0])
            for phrase in group.phrases
            for spelling in dict.fromkeys((phrase, phrase.replace("\u2019", "'")))
        )
