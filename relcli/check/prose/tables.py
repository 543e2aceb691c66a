"""Which files in JSON and YAML are tables of texts: most such files are none, and a machine reads them."""

import re

from relcli.check.prose.entries import Entry, language_in
from relcli.check.prose.json_strings import json_entries
from relcli.check.prose.yaml_strings import yaml_entries

NEVER = re.compile(
    r"\.|package|.*[.-]lock\b|lock\b|npm-shrinkwrap|composer|bower|lerna|nx\.|turbo\.|deno|tsconfig|jsconfig|tslint|angular\."
    r"|openapi|swagger|asyncapi|.*\.schema\.|schema\.|manifest|.*manifest\.|.*config\b|.*settings\.|.*rc\.|app\.json|vercel|now\."
    r"|firebase|renovate|docker|compose|mkdocs|_config|_data\.|pubspec|chart\.|values\.|kustomiz|skaffold|serverless"
    r"|azure-pipelines|appveyor|bitbucket|buildspec|cloudbuild|codecov|travis|jenkins|.*workflow|dependabot"
    r"|action\.|crowdin|lefthook|antora|environment\.|pnpm|galaxy\.|playbook|launch\.|tasks\.|project\.|workspace"
    r"|.*\.(?:geo|topo)json|.*\.tfstate|cypress|procfile|netlify|webpack|babel|metadata\.|requirements"
)
"""Names, in small letters, of what tools read."""
ROOMS = re.compile(
    r"locales?|locali[sz]ations?|lang(?:uage)?s?|i18n|l10n|intl|translations?|messages|strings|texts|_locales|lproj"
)
"""Names of folders and files that hold tables of texts, or parts of such names."""
MACHINE_KEYS = frozenset(
    {"openapi", "swagger", "asyncapi", "apiVersion", "jobs", "services", "steps", "stages", "pipelines",
     "dependencies", "devDependencies", "compilerOptions", "lockfileVersion", "packages", "resources",
     "$defs", "definitions"}
)  # fmt: skip
"""At the top of a file, what tells that it is something else."""
SCHEMA = re.compile(r'["\']?\$schema["\']?\s*:')


def is_table_of_texts(path: str, text: str) -> bool:
    """Does a file in JSON or YAML hold texts that people read? By its name, its folders and its strings."""
    *folders, name = re.split(r"[/\\]", path)
    if NEVER.match(name.lower()) or any(f.startswith(".") and f.strip(".") for f in folders):
        return False
    is_yaml = name.lower().endswith((".yml", ".yaml"))
    entries = [*(yaml_entries if is_yaml else json_entries)(text)]
    if not MACHINE_KEYS.isdisjoint(e.parents[0] if e.parents else e.key for e in entries):
        return False
    if SCHEMA.search(text) and any("properties" in e.parents for e in entries):
        return False
    stem = name.partition(".")[0] if name.count(".") == 1 else name.rpartition(".")[0]
    if any(map(_is_room, [*folders, stem])):
        return bool(entries)
    return _has_sentences(entries, text, is_list=is_yaml)


def _is_room(name: str) -> bool:
    """Is that the name of a place for texts, or of a language?"""
    parts = re.split(r"[.]", name)
    return language_in(parts[-1]) is not None or any(
        ROOMS.fullmatch(word) for part in parts for word in re.split(r"[-_ ]", part.lower())
    )


def _has_sentences(entries: list[Entry], text: str, *, is_list: bool) -> bool:
    """Have most of the strings blanks? A list at the top of YAML is one of things to do."""
    if is_list and any((e.parents or (e.key,))[0].startswith("[") for e in entries):
        return False
    spoken = sum(" " in text[e.start : e.end].strip() for e in entries)
    return spoken * 2 > len(entries)
