"""Everything the decision and its words need, as one frozen value."""

from collections.abc import Mapping

from relcli.model import Certainty, Concept, Criterion, Frozen, Option, Question, Source, Strength, Value
from relcli.model.people import KindOfPayer, Party, Role


class Knowledge(Frozen, kw_only=True):
    """Everything the decision and its words need: by id, in the order of the data."""

    languages: tuple[str, ...]
    large_lead: int
    date: str = ""
    questions: Mapping[str, Question]
    roles: Mapping[str, Role]
    readings: Mapping[str, Criterion]
    strengths: Mapping[str, Strength]
    statuses: Mapping[str, Value]
    verdicts: Mapping[str, Certainty]
    origins: Mapping[str, Value]
    topics: Mapping[str, Option]
    sources: Mapping[str, Source]
    concepts: Mapping[str, Concept]
    parties: Mapping[str, Party] = {}
    kinds: Mapping[str, KindOfPayer] = {}
    relations: Mapping[str, Option] = {}
    registers: Mapping[str, Value] = {}
    facts: Mapping[str, Question] = {}
    domains: Mapping[str, Option] = {}
