"""What keeps a text from being read as what it is, so that nobody takes silence for a pass."""

from typing import NamedTuple


class Fault(NamedTuple):
    """The id of the message that says so, and the place (line and column from 1; 0 where there is none).

    A fault that is ``whole`` means that nothing of the text is read; else all is but for what stands there,
    or from there on.
    """

    code: str
    line: int = 0
    column: int = 0
    whole: bool = True


def fault_at(code: str, text: str, offset: int) -> Fault:
    """What a reader skips, told by its line."""
    return Fault(code, text.count("\n", 0, offset) + 1, whole=False)
