"""relcli: what to call the people you serve, with reasons.

``advise`` is the whole interface for Python::

    import relcli
    relcli.advise(offer="goods", volume="mass", contract="none", repeat="occasional").term
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.data import Data
    from relcli.render.shapes import WireAdvice

__version__ = "0.2.0"
__all__ = ["__version__", "advise"]


def advise(  # noqa: PLR0913 - one parameter per flag of the command line
    *,
    role: str | None = None,
    reading: str | None = None,
    lang: str = "en",
    term_lang: tuple[str, ...] | str = (),
    business: str | None = None,
    explain: bool = False,
    why_not: str | None = None,
    current: str | None = None,
    medium: str | None = None,
    sector: bool = True,
    **answers: str,
) -> WireAdvice:
    """Advice for these answers, one keyword per question (``offer=``, ``volume=`` …).

    The result has ``term``, ``concept``, ``verdict`` and ``to_dict()``, the JSON form, and each key of that
    as an attribute. Raises ``relcli.errors.AnswerError`` for an unknown question, option, role, language or
    business, and when there is neither an answer nor a business.
    """
    # Imported here so that `import relcli` alone costs nothing.
    from relcli.advice.advice import make_advice
    from relcli.advice.request import make_request, require_answers
    from relcli.language import Texts
    from relcli.lookup import check_choice
    from relcli.render.wire import wire_advice

    data = _shipped_data()
    language = check_choice("lang", lang, data.knowledge.languages)
    request = make_request(
        data,
        language,
        answers=answers,
        role=role,
        reading=reading,
        term_languages=(term_lang,) if isinstance(term_lang, str) else term_lang,
        trade=business,
        explain=explain,
        why_not=why_not,
        current=current,
        medium=medium,
        sector=sector,
    )
    made = make_advice(data, require_answers(request, data.knowledge))
    return wire_advice(made, data, Texts(language, data.messages, data.knowledge))


@cache
def _shipped_data() -> Data:
    """Read once, however often advice is asked for: reading takes many times as long as deciding."""
    from relcli.shipped_data import open_shipped_data

    return open_shipped_data()
