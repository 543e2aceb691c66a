"""What no format shares with prose: addresses, placeholders, tags, paths, code. Only blanked, never parsed.

Each alternative starts with a rare letter and runs over a class, never over nested repetition, so that no
input makes it slow.
"""

import re

MASK = "\x00"
"""What stands for a masked character: no letter and no space, so nothing beside it looks adjacent."""

_URL = r"\b(?:https?|ftp|file|mailto|git|ssh|wss?|tel):[^\s<>()\"']{1,2000}|\bwww\.[^\s<>()\"']{1,500}"
_EMAIL = r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
_HOLES = (
    r"\{\{[^{}\n]{0,200}\}\}|\$?\{[^{}\n]{0,200}\}|%\([^()\n]{0,80}\)[sdif]|%\{[^{}\n]{0,80}\}|%[A-Za-z_]\w{0,80}%"
    r"|\$[A-Za-z_]\w{0,80}|(?<!\w)@\w[\w./-]{0,80}"
)
_TAG = r"</?[A-Za-z][^<>]{0,2000}>|<!--[^<>]{0,2000}-->"
_ENDINGS = (
    "py|js|ts|[jt]sx|vue|go|rs|c|h|cpp|java|rb|php|sh|sql|json|ya?ml|toml|ini|env|mdx?|rst|adoc|txt|html?|css|xml|po"
    "|io|com|org|net|conf|cfg|pem|crt|key|lock|log|pdf|docx?|xlsx?|pptx?|odt|ods|csv|tsv|zip|gz|png|jpe?g|gif|svg|webp|mp[34]"
)
_PATH = (
    r"(?<![\w/])(?:\.{0,2}/)(?:[\w.-]{1,80}/){0,20}[\w.-]{1,80}"
    r"|(?<![\w/])[\w.-]{1,80}/(?:[\w.-]{1,80}/){1,20}[\w.-]{0,80}"
    rf"|\b[\w-]{{1,80}}\.(?:{_ENDINGS})\b"
)
EVERYWHERE = f"{_URL}|{_EMAIL}|{_HOLES}|{_TAG}|{_PATH}"
# As many backticks as opened it close it.
CODE_SPAN = r"(?<![\\`])(?P<ticks>`{1,9})(?!`)(?s:.{1,1000}?)(?<!`)(?P=ticks)(?!`)"
PLAIN_INLINE = f"{EVERYWHERE}|{CODE_SPAN}"

_SPECIAL = "`<[{%$@/|\\&:#~"
_DOT_INSIDE = re.compile(r"\.\w")


def masked(piece: str, inline: str, marks: str = "") -> str:
    """A stretch of prose with its markup blanked, of the same length; ``marks`` are its format's own."""
    # Most stretches have no markup at all, which a plain search for each character tells fastest.
    marked = any(map(piece.__contains__, _SPECIAL + marks)) or _DOT_INSIDE.search(piece)
    # Compiled when it is wanted, and kept: it takes as long as reading a hundred kilobytes.
    return re.sub(inline, _blank, piece) if marked else piece


def _blank(match: re.Match[str]) -> str:
    # What a group whose name starts so holds is prose all the same.
    for name, prose in match.groupdict().items():
        if prose and name.startswith("prose"):
            start, end = (offset - match.start() for offset in match.span(name))
            return _masks(match[0][:start]) + prose + _masks(match[0][end:])
    return _masks(match[0])


def _masks(text: str) -> str:
    # A line break inside stays one, so that sentences and lines are told apart as before.
    return "".join("\n" if c == "\n" else MASK for c in text)
