"""A word or an article written as the one that it replaces, and what may stand between the two."""

MARKUP = r"(?P<markup>[*_\[\"\u201c]{0,4})"
"""Between an article and its word."""
APOSTROPHES = ("'", "\u2019")


def cased(model: str, word: str) -> str:
    """All in capitals, with a capital, or as it is."""
    return word.upper() if len(model) > 1 and model.isupper() else capitalised(model, word)


def capitalised(model: str, word: str) -> str:
    """With a capital where the model has one."""
    return word[0].upper() + word[1:] if model[0].isupper() else word


def starts_with(word: str, beginnings: tuple[str, ...], exceptions: tuple[str, ...]) -> bool:
    """Does it begin so, and with none of the exceptions?"""
    low = word.lower()
    return low.startswith(beginnings) and not low.startswith(exceptions)
