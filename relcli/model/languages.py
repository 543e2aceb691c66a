"""How a language inflects and what tells its senses, as ``data/languages/`` and ``data/senses/`` hold it."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import field

from relcli.model import ConceptId, FormId, Frozen

Sense = Literal["person", "software", "compound", "role", "others"]
"""What a word may mean: somebody served, a program, a part of a fixed name, of a post, somebody else's."""
Where = Literal["next", "previous", "hyphen", "before-hyphen", "near", "self"]
"""Where the words stand: beside the hit (up to three of them), joined to it, nearby; or what it is itself."""


class Oblique(Frozen):
    """How a case is made of another form: so many letters of its first word go, and an ending comes."""

    form: str
    drop: int
    ending: str


class Elided(Frozen):
    """What stands before a consonant, and before a vowel; some of it in the singular of one gender only."""

    full: str
    short: str
    gender: str | None = None


class SoundArticle(Frozen):
    """An article by the sound that follows; the lists are beginnings of words as they are written."""

    before_consonant: str
    before_vowel: str
    vowel_sounds: tuple[str, ...]
    consonant_sounds: tuple[str, ...]


class Elision(Frozen):
    """Which words are elided before which beginnings."""

    before: tuple[str, ...]
    never_before: tuple[str, ...]
    words: tuple[Elided, ...]


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
    """The little words and endings of one language; ``plain_letters`` are typed for others where a keyboard
    has none; ``prospects`` make, of the word for somebody, the word for whoever is not one yet."""

    little_words: frozenset[str]
    names: NameRules
    plural: str | None = None
    possessive: str | None = None
    older_letters: Mapping[str, str] = {}
    plain_letters: Mapping[str, str] = {}
    oblique: tuple[Oblique, ...] = ()
    article: SoundArticle | None = None
    elision: Elision | None = None
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
    """What stands before and after a word, and the name of the form in which one says it there (none: as it
    stands in a dictionary)."""

    before: str
    form: str
    after: str


SLOT = re.compile(r"\{(\w*)\}")


def compound(phrase: str) -> Compound:
    """``protecția {definite_plural_oblique}`` in its parts."""
    return Compound(*SLOT.split(phrase))


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
    in quotes is defined after ``defines_before`` (hereinafter) and before ``defines_after`` (means).
    ``leads`` are all the words after which a noun stands for itself; right after any other it is apposed.
    """

    screen_before: frozenset[str]
    screen_after: frozenset[str] = frozenset()
    articles: frozenset[str]
    owners: frozenset[str]
    acts: frozenset[str]
    mentions: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    defines_before: frozenset[str] = frozenset()
    defines_after: frozenset[str] = frozenset()
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
            compound(spelling)
            for senses in self.words
            for group in senses.compounds
            if word == (group.word or senses.words[0])
            for phrase in group.phrases
            for spelling in dict.fromkeys((phrase, phrase.replace("\u2019", "'")))
        )
