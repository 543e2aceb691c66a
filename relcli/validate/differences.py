"""What differs between two states of the data: ``python -m relcli.validate.differences OLD [NEW]``.

Whoever cites the data names its version, and its changelog says what another has added, changed and retired.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from relcli.data import Data
from relcli.errors import KnowledgeError
from relcli.model import Designation, PerLanguage
from relcli.shipped_data import shipped_data_folder

ADDED, CHANGED, RETIRED = "Added", "Changed", "Retired"
NO_TERMS = PerLanguage[tuple[Designation, ...]]((), (), ())


class Difference(NamedTuple):
    """Something of a kind that is new, different or gone; ``name`` is its id, or its term and language."""

    how: str
    kind: str
    name: str


def differences(old: Data, new: Data) -> Iterator[Difference]:
    """Every concept, term, claim and trade that differs: kind by kind, each in the order of its name."""
    before, after = _entries(old), _entries(new)
    for kind, was in before.items():
        now = after[kind]
        for name in sorted(was.keys() | now.keys()):
            if name not in was:
                yield Difference(ADDED, kind, name)
            elif name not in now:
                yield Difference(RETIRED, kind, name)
            elif was[name] != now[name]:
                yield Difference(CHANGED, kind, name)


def _entries(data: Data) -> Mapping[str, Mapping[str, object]]:
    """What others cite, by kind and name, with what they would notice of it."""
    concepts = data.termbase
    return {
        "concepts": {id_: replace(concept, designations=NO_TERMS) for id_, concept in concepts.items()},
        "terms": {
            f"{designation.term} ({language}, {id_})": designation
            for id_, concept in concepts.items()
            for language, designations in concept.designations.items()
            for designation in designations
        },
        "claims": {claim.id: claim for source in data.knowledge.sources.values() for claim in source.claims},
        "trades": dict(data.trades),
    }


def as_markdown(found: list[Difference]) -> str:
    """The differences as a section of ``data/CHANGELOG.md`` has them: a heading a way, a line a kind."""
    lines: list[str] = []
    for how in (ADDED, CHANGED, RETIRED):
        kinds: dict[str, list[str]] = {}
        for one in found:
            if one.how == how:
                kinds.setdefault(one.kind, []).append(one.name)
        if kinds:
            lines += [f"### {how}", ""]
            lines += [f"- {len(names)} {kind}: {', '.join(names)}" for kind, names in kinds.items()]
            lines.append("")
    return "\n".join(lines)


def print_differences(arguments: list[str]) -> int:
    """Print what differs; exit code 2 for wrong usage or data that cannot be read."""
    if len(arguments) not in (1, 2) or any(argument.startswith("-") for argument in arguments):
        print("usage: python -m relcli.validate.differences OLD [NEW]", file=sys.stderr)
        return 2
    old, new = (*arguments, shipped_data_folder())[:2]
    try:
        print(as_markdown(list(differences(Data(old), Data(new)))), end="")
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(print_differences(sys.argv[1:]))
