"""Where a piece of JavaScript ends: braces, tags and statements, with the strings and comments in them."""

import re

NOISE = r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|//[^\n]*"
SCRIPT_TOKEN = re.compile(
    rf"(?P<noise>{NOISE})|(?P<template>`)|(?P<comment>/\*)|(?P<open>[{{(\[])|(?P<close>[}})\]])|(?P<end>\n)"
)
TEMPLATE = re.compile(r"\\.|(?P<hole>\$\{)|(?P<end>`)", re.DOTALL)
IN_TAG = re.compile(r"\"[^\"]*\"|'[^']*'|(?P<brace>\{)|(?P<end>>)")
DEEPEST_TEMPLATE = 100
LONGEST_TAG = 4000


def end_of_braces(text: str, start: int) -> int:
    """Behind the bracket that closes the one at ``start``; the end of the text where none does."""
    return _end_of_code(text, start, of_lines=False)


def end_of_statement(text: str, start: int) -> int:
    """Behind the first line break that stands in no brackets."""
    return _end_of_code(text, start, of_lines=True)


def end_of_tag(text: str, start: int) -> int:
    """Behind the ``>`` of the tag that starts there; behind its ``<`` where it has none."""
    offset = start + 1
    while found := IN_TAG.search(text, offset, start + LONGEST_TAG):
        if found["end"]:
            return found.end()
        offset = end_of_braces(text, found.start()) if found["brace"] else found.end()
    return start + 1


def _end_of_code(text: str, start: int, *, of_lines: bool, templates: int = 0) -> int:
    """``templates`` is how many of them this piece stands in."""
    depth, offset = 0, start
    while found := SCRIPT_TOKEN.search(text, offset):
        offset = found.end()
        if found["template"]:
            offset = _end_of_template(text, offset, templates + 1)
        elif found["comment"]:
            closing = text.find("*/", offset)
            offset = closing + 2 if closing >= 0 else len(text)
        elif found["open"]:
            depth += 1
        elif found["close"]:
            depth -= 1
            if depth <= 0 and not of_lines:
                return offset
        elif found["end"] and of_lines and depth <= 0:
            return offset
    return len(text)


def _end_of_template(text: str, offset: int, depth: int) -> int:
    """Behind the backtick that closes a template which was opened before ``offset``."""
    while found := TEMPLATE.search(text, offset):
        if found["end"]:
            return found.end()
        offset = found.end()
        if found["hole"] and depth < DEEPEST_TEMPLATE:
            offset = _end_of_code(text, found.end() - 1, of_lines=False, templates=depth)
    return len(text)
