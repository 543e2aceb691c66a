"""Which files in JSON and YAML are tables of texts: most such files are none, and a machine reads them."""

import re

from relcli.check.prose.entries import TextEntry, language_in
from relcli.check.prose.json_strings import json_entries, json_fault
from relcli.check.prose.yaml_strings import yaml_entries, yaml_fault

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
OF_TESTS = re.compile(
    r"tests?|testing|specs?|e2e|cypress|(?:test)?fixtures?|__\w+__|mocks?|stubs?|samples?|seeds?|vendor|node_modules"
    r"|third_party|config|environments?|build|dist|snapshots?|cassettes?|vcr_cassettes"
)
"""Names of folders whose strings are compared with others, or made."""
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
    stem = name.rpartition(".")[0]
    is_in_room = language_in(stem.rpartition(".")[2]) is not None or any(map(_is_room, [*folders, stem]))
    is_in_tests = any(map(OF_TESTS.fullmatch, map(str.lower, folders)))
    if not entries and (yaml_fault if is_yaml else json_fault)(text):
        # Its strings tell nothing: most of YAML is something else, but of JSON nobody knows.
        may_be = not (is_yaml or is_in_tests or LIKELY_OF_TOOLS.fullmatch(low) or SCHEMA.search(text))
        return is_in_room or may_be
    top = {entry.parents[0] if entry.parents else entry.key for entry in entries}
    is_schema = SCHEMA.search(text) and any("properties" in entry.parents for entry in entries)
    if not entries or is_schema or not TOOL_KEYS.isdisjoint(top):
        return False
    if is_in_room:
        return True
    if LIKELY_OF_TOOLS.fullmatch(low) or not LIKELY_TOOL_KEYS.isdisjoint(top):
        return False
    return all(map(language_in, top)) or not (is_yaml or is_in_tests or not _speaks(entries, text))


def _is_room(name: str) -> bool:
    """Is that the name of a place for texts?"""
    return any(map(ROOMS.fullmatch, re.split(r"[-_. ]", name.lower())))


FEW_STRINGS = 3


def _speaks(entries: list[TextEntry], text: str) -> bool:
    """Are most of the strings of several words?"""
    spoken = sum(len(text[entry.start : entry.end].split()) >= FEW_STRINGS for entry in entries)
    return spoken >= FEW_STRINGS and spoken * 2 > len(entries)
