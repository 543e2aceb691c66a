"""What the streams can do: who is a terminal, which colours, which letters. Decided once, here."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import re

FALSY = ("", "0", "false", "no")


def is_set(environment: Mapping[str, str], *names: str) -> bool:
    """Is any of these switches on? Empty, 0, false and no are off."""
    return any(environment.get(name, "").lower() not in FALSY for name in names)


def wants_color(choice: str, environment: Mapping[str, str], stream: TextIO) -> bool:
    """Colour on this stream: the flag, then NO_COLOR, then FORCE_COLOR, then the terminal itself."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if is_set(environment, "FORCE_COLOR", "CLICOLOR_FORCE"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb" and not is_accessible(environment)


def is_accessible(environment: Mapping[str, str]) -> bool:
    """Has the reader asked for output without redraws, colour and tables?"""
    return is_set(environment, "RELCLI_ACCESSIBLE", "ACCESSIBLE")


DEFAULT_COLUMNS, NARROWEST = 80, 20
"""Below this many columns words would be cut; the terminal itself may break the lines then."""


def columns(environment: Mapping[str, str], stream: TextIO) -> int:
    """How wide a line may be: COLUMNS where it is a number, else the width of that terminal."""
    given = environment.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return max(NARROWEST, int(given))
    try:
        return max(NARROWEST, os.get_terminal_size(stream.fileno()).columns or DEFAULT_COLUMNS)
    except OSError:  # no terminal
        return DEFAULT_COLUMNS


def bar(count: int, of: int, width: int, full: str = "#") -> str:
    """A bar for this many of so many, which fill the width; never none at all."""
    return full * max(1, round(width * count / of))


def can_prompt() -> bool:
    """A person can be asked only where both the keyboard and the screen are real."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def may_ask(environment: Mapping[str, str]) -> bool:
    """Is there somebody to ask, and is asking not forbidden?"""
    return can_prompt() and not is_set(environment, "RELCLI_NO_INPUT")


_LOOKALIKES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "–": "-", "—": "-"}  # noqa: RUF001
_LOOKALIKES |= {"−": "-", "•": "*", "…": "...", "·": "-", "→": "->", "œ": "oe", "❯": ">", "●": "*", "○": "."}  # noqa: RUF001


def degrade(error: UnicodeError) -> tuple[str, int]:
    """A letter that the encoding lacks becomes its base letter, or a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from unicodedata import normalize

    text = error.object[error.start : error.end]
    bases = (
        _LOOKALIKES.get(c) or normalize("NFKD", c).encode("ascii", "ignore").decode("ascii") for c in text
    )
    return "".join(base or "?" for base in bases), error.end


def prepare_streams() -> None:
    """Let no letter crash a stream, whatever its encoding; complain into the void if errors go nowhere."""
    codecs.register_error("relcli-degrade", degrade)
    if sys.stderr is None:  # closed by the caller; print() would fall back to standard output
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the end
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace" if stream is sys.stdin else "relcli-degrade")


def speaks_utf8(stream: TextIO) -> bool:
    """Can the stream take any letter as it is?"""
    return (stream.encoding or "").lower().replace("-", "") in ("utf8", "utf8sig")


def silence(stream: TextIO) -> None:
    """After a closed pipe or a full disk: nothing more is written, and the exit does not complain either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say_on_stderr(text: str) -> None:
    """A line to the person. Where it cannot be said the exit code must do."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        silence(sys.stderr)


def copy_to_clipboard(text: str, stream: TextIO) -> bool:
    """Ask the terminal to copy the text (OSC 52); False where there is none to ask. It may not obey."""
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return False
    from base64 import b64encode

    print(f"\x1b]52;c;{b64encode(text.encode()).decode()}\a", end="", file=stream, flush=True)
    return True


FRENCH_BLANKS = "\u00a0\u202f"
"""The blanks of French punctuation, which Python takes for unprintable."""


def printable(text: str) -> str:
    """Text of a caller on a terminal: no control character passes, so nothing in it can act."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in FRENCH_BLANKS else "�" for c in text)


def printable_lines(text: str) -> str:
    """The same of a text that may have several lines, and tabs in them."""
    return "\n".join("\t".join(map(printable, line.split("\t"))) for line in text.split("\n"))


ACTING = (
    r"[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e0fff]"
)
"""Controls, what turns the direction of writing round, and what is not seen; JSON escapes the first 32."""


def inert_json(text: str) -> str:
    """A document in JSON in which nothing acts on a terminal, and which says the same."""
    if text.isascii() and "\x7f" not in text:
        return text
    import re

    return re.sub(ACTING, _escaped, text)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
