"""Words that have no entry: those that relcli does not judge, and those of languages it does not speak."""

from relcli.model import ConceptId, Frozen, Identified, LanguageId, Text


class ForeignWord(Frozen):
    """Words of a language that relcli does not speak, and the concepts that they may stand for."""

    words: tuple[str, ...]
    concepts: tuple[ConceptId, ...]


class ForeignLanguage(Identified, kw_only=True):
    """A language that relcli does not speak, by its code: its name, what it does for it, its known words.

    ``program`` is its word for the program that asks a server, which is no person; ``little_words`` tell a
    text in it from one in a language that relcli speaks.
    """

    label: Text
    program: str | None = None
    words: tuple[ForeignWord, ...] = ()
    little_words: tuple[str, ...] = ()


class Unjudged(Frozen, kw_only=True):
    """Words of a language on which relcli has no opinion, with the concept that is nearest in meaning."""

    language: LanguageId
    words: tuple[str, ...]
    near: ConceptId
    says: Text


class WordsFile(Frozen):
    """What relcli has no word of its own for: words it does not judge, languages it does not speak."""

    unjudged: tuple[Unjudged, ...]
    languages: tuple[ForeignLanguage, ...]
