"""How a language inflects: as the files of ``data/languages/`` hold it."""

from collections.abc import Mapping

from relcli.model import Frozen


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


class LanguageRules(Frozen, kw_only=True):
    """The little words and endings of one language."""

    little_words: frozenset[str]
    name_articles: tuple[str, ...]
    name_plurals: tuple[str, ...]
    plural: str | None = None
    possessive: str | None = None
    older_letters: Mapping[str, str] = {}
    oblique: tuple[Oblique, ...] = ()
    article: SoundArticle | None = None
    elision: Elision | None = None
