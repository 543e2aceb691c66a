"""Houses to export and to check against: decided by relcli, or by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relcli.advice.advice import make_advice
from relcli.advice.request import make_request
from relcli.export.vocabulary import Vocabulary, house, termbase
from relcli.house.avoided import words_to_avoid
from relcli.house.decided import house_of
from relcli.house.words import Because, HouseRole, HouseVocabulary
from relcli.language import Texts
from support.shipped import DATA

LANGUAGES = ("en", "fr", "ro")
LAW_FIRM = {"offer": "tailored-service", "volume": "few", "contract": "agreement", "repeat": "ongoing"}
SHOP = {"offer": "goods", "volume": "mass", "contract": "none", "repeat": "occasional"}


def texts(language: str = "en") -> Texts:
    return Texts(language, DATA.messages, DATA.knowledge)


def decide(*, term_languages: tuple[str, ...] = (), **answers: str) -> HouseVocabulary:
    trade = answers.pop("business", None)
    request = make_request(DATA, "en", answers=answers, trade=trade, term_languages=term_languages)
    advice = make_advice(DATA, request)
    return house_of(advice, DATA, texts())


def role(
    word: str,
    *,
    concept: str = "client",
    admitted: tuple[str, ...] = (),
    because: str = "So.",
    languages: tuple[str, ...] = LANGUAGES,
) -> HouseRole:
    """A role that has the same words in all its languages."""
    return HouseRole(
        concept=concept,
        words=dict.fromkeys(languages, word),
        admitted=dict.fromkeys(languages, admitted),
        because=(Because(because),),
    )


def own_house(roles: Mapping[str, HouseRole], avoid: Mapping[str, str] | None = None) -> HouseVocabulary:
    """A house by hand; ``avoid`` holds in every language, and is derived where it is None."""
    languages = tuple(dict.fromkeys(code for r in roles.values() for code in r.words))
    rules = [(code, word, right) for code in languages for word, right in (avoid or {}).items()]
    own = dict.fromkeys(roles, rules)
    avoided = {} if avoid == {} else words_to_avoid(roles, DATA.termbase, own, None)
    return HouseVocabulary("2026-11-21", None, {}, languages, roles, avoided)


def exported(
    decided: HouseVocabulary, languages: tuple[str, ...] = LANGUAGES, role: str | None = None
) -> Vocabulary:
    return house(decided, DATA, texts(), languages, role)


def whole(languages: tuple[str, ...] = LANGUAGES, role: str | None = None) -> Vocabulary:
    return termbase(DATA, languages, role)


VOCABULARIES: Mapping[str, Callable[[], Vocabulary]] = {
    "the termbase": whole,
    "the termbase in a pair": lambda: whole(("en", "fr")),
    "one role of the termbase": lambda: whole(role="prospect"),
    "a law firm": lambda: exported(decide(**LAW_FIRM)),
    "a shop in a pair": lambda: exported(decide(**SHOP), ("ro", "en")),
    "one role of a law firm": lambda: exported(decide(**LAW_FIRM), role="payer"),
}
