"""The formats, and which file is in which, by its name."""

import os
from fnmatch import fnmatchcase

MARKDOWN, MDX, RST, ASCIIDOC, HTML, PLAIN = "markdown", "mdx", "rst", "asciidoc", "html", "text"
PO, JSON, YAML, ARB, XLIFF, ANDROID, APPLE = "po", "json", "yaml", "arb", "xliff", "android", "apple"
TABLES_OF_TEXTS = frozenset({PO, JSON, YAML, ARB, XLIFF, ANDROID, APPLE})
KINDS = {
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".mdx": MDX, ".rst": RST, ".adoc": ASCIIDOC,
    ".asciidoc": ASCIIDOC, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".txt": PLAIN, ".text": PLAIN,
    ".po": PO, ".pot": PO, ".json": JSON, ".yml": YAML, ".yaml": YAML, ".arb": ARB,
    ".xlf": XLIFF, ".xliff": XLIFF, ".strings": APPLE,
}  # fmt: skip
ANDROID_TEXTS = "*/values*/*.xml"
NO_PROSE = (
    "cmakelists.txt", "requirements*.txt", "*-requirements.txt", "*_requirements.txt", "constraints*.txt",
    "robots.txt", "top_level.txt", "entry_points.txt", "sources.txt", "requires.txt", "dependency_links.txt",
    "*wordlist*.txt", "*dictionary*.txt", "*.lock.*", "*-lock.*", "*.min.*",
    "license*", "licence*", "copying*", "notice*",
)  # fmt: skip
"""Names, in small letters, of what is written for a machine, and of licences, which nobody may change."""


def is_no_prose(path: str) -> bool:
    """Does the name say that nobody may change it?"""
    name = os.path.basename(path).lower()
    return any(fnmatchcase(name, pattern) for pattern in NO_PROSE)


def kind_of(path: str) -> str | None:
    """The format of a file; None where it is none that is read."""
    if is_no_prose(path):
        return None
    name = os.path.basename(path).lower()
    if fnmatchcase("/" + path.replace(os.sep, "/"), ANDROID_TEXTS):
        return ANDROID
    return KINDS.get(os.path.splitext(name)[1])
