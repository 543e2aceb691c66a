"""The errors a person can cause, each with what to say and the exit code to leave with.

An error carries the id of a message in ``data/messages/`` and the values for its blanks; it has
no words of its own, so that it can be told in any language.
"""

from __future__ import annotations

from functools import partial


class RelcliError(Exception):
    """Something the caller can mend.

    ``code`` is the message id (and the ``error.code`` of the JSON form); ``values`` fill its blanks.
    """

    exit_code = 2

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[partial[RelcliError], tuple[()]]:
        """It may come from another process."""
        return partial(type(self), self.code, **self.values), ()


class AnswerError(RelcliError):
    """An answer, flag or option value that does not exist."""


class AmbiguousTradeError(AnswerError):
    """Several trades could be meant; ``trades`` are their ids, best first."""

    def __init__(self, code: str, *, trades: tuple[str, ...], **values: object) -> None:
        super().__init__(code, trades=trades, **values)
        self.trades = trades


class InputError(RelcliError):
    """A file or a stream that cannot be read or written as asked."""


class KnowledgeError(RelcliError):
    """The data itself is broken; ``problems`` holds one line per mistake found."""

    def __init__(self, *problems: str) -> None:
        super().__init__("broken-knowledge", problems="\n".join(problems))
        self.problems = problems

    def __str__(self) -> str:
        """Readable even where the messages themselves are what is broken."""
        return "\n".join(self.problems)


def without_path(error: Exception) -> str:
    """What an error says of a file whose name is said beside it."""
    if isinstance(error, UnicodeError):
        return "is not UTF-8 text"
    return str(getattr(error, "strerror", None) or error)
