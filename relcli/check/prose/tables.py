"""Which files in JSON and YAML are tables of texts: most such files are none, and a machine reads them."""

import re

from relcli.check.prose.entries import Entry, language_in
from relcli.check.prose.json_strings import json_entries
from relcli.check.prose.yaml_strings import yaml_entries

_FORMATS = r"\.(?:json|ya?ml)"
OF_TOOLS = re.compile(
    r"\..*|.*\.lock(?:\..*)?|(?:package|package-lock|npm-shrinkwrap|composer|bower|lerna|[tj]sconfig.*"
    r"|(?:.*[._-])?(?:openapi|swagger|asyncapi)(?:[._-].*)?|docker-compose.*|mkdocs.*|_config.*|pubspec.*"
    rf"|manifest|pnpm-.*|.*[.-](?:lock|config|schema|manifest)){_FORMATS}"
)
LIKELY_OF_TOOLS = re.compile(
    r"(?:action|angular|antora|app|appsettings.*|appveyor|buildspec|chart|cloudbuild|codecov|compose.*|crowdin"
    r"|dependabot|deno|environment|firebase|galaxy|kustomization|launch|lefthook|nx|playbook|project|renovate"
    rf"|serverless|settings|site|skaffold|tasks|turbo|values.*|vercel|.*-pipelines?|.*rc){_FORMATS}"
)
"""Names, in small letters, of what tools read: always, and where its place says nothing."""
ROOMS = re.compile(
    r"locales?|locali[sz]ations?|lang(?:uage)?s?|i18n|l10n|intl|translations?|phrases|messages|strings|texts|_locales|lproj"
)
"""Names of folders and files that hold tables of texts, or parts of such names."""
TOOL_KEYS = frozenset({"openapi", "swagger", "asyncapi", "apiVersion", "compilerOptions", "lockfileVersion"})
LIKELY_TOOL_KEYS = frozenset(
    {"jobs", "services", "steps", "stages", "pipelines", "dependencies", "devDependencies", "packages",
     "resources", "runs", "inputs", "scripts", "paths", "definitions", "properties", "$defs", "on", "tasks"}
)  # fmt: skip
"""At the top of a file, what tells that it is something else: always, and where its place says nothing."""
SCHEMA = re.compile(r"[\"']?\$schema[\"']?\s*:")


def is_table_of_texts(path: str, text: str) -> bool:
    """Does a file in JSON or YAML hold texts that people read? By its name, its folders and its strings."""
    *folders, name = re.split(r"[/\\]", path)
    low = name.lower()
    if OF_TOOLS.fullmatch(low) or any(folder.startswith(".") and folder.strip(".") for folder in folders):
        return False
    is_yaml = low.endswith((".yml", ".yaml"))
    entries = [*(yaml_entries if is_yaml else json_entries)(text)]
    top = {entry.parents[0] if entry.parents else entry.key for entry in entries}
    is_schema = SCHEMA.search(text) and any("properties" in entry.parents for entry in entries)
    if not entries or is_schema or not TOOL_KEYS.isdisjoint(top):
        return False
    stem = name.rpartition(".")[0]
    if language_in(stem.rpartition(".")[2]) or any(map(_is_room, [*folders, stem])):
        return True
    if LIKELY_OF_TOOLS.fullmatch(low) or not LIKELY_TOOL_KEYS.isdisjoint(top):
        return False
    # A list at the top of YAML is one of things to do.
    return not (is_yaml and any(key.startswith("[") for key in top)) and _speaks(entries, text)


def _is_room(name: str) -> bool:
    """Is that the name of a place for texts?"""
    return any(map(ROOMS.fullmatch, re.split(r"[-_. ]", name.lower())))


def _speaks(entries: list[Entry], text: str) -> bool:
    """Have most of the strings blanks?"""
    return sum(" " in text[entry.start : entry.end].strip() for entry in entries) * 2 > len(entries)
