"""What would change, as a patch."""

from collections.abc import Iterator

from relcli.terminal import printable


def unified_diff(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of the patch, fit for a terminal."""
    import difflib  # slow to import, and for a patch only

    name = printable(path)
    old, new = (text.removesuffix("\n").split("\n") for text in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", lineterm=""):
        yield printable_line(line) + "\n"


def printable_line(line: str) -> str:
    """A line of a diff: tabs and a carriage return at the end are part of it, other controls are not."""
    ending = "\r" if line.endswith("\r") else ""
    return "\t".join(map(printable, line.removesuffix("\r").split("\t"))) + ending
