"""What may be mended in one text: which edits are safe, which are made only when they are asked for.

An edit is safe where it stands in prose and nothing else depends on the words. What is a heading that is
linked to, a label, a term that the text defines or part of a table that hangs on its width is not; and of
what changes together nothing is mended where one part cannot be.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from relcli.check.find import Finding
from relcli.check.fix.anchors import Links, Renamed, heading_at, heading_named_at
from relcli.check.fix.edits import Edit, apply_edits
from relcli.check.fix.grammar import edit_for
from relcli.check.meaning.cues import FLAG, REVIEW
from relcli.check.meaning.labels import PROPER
from relcli.check.prose.formats import PROSE_FORMATS
from relcli.check.prose.spans import HEADING, KEY, LABEL, TABLE
from relcli.model.languages import LanguageRules


class FixPlan(NamedTuple):
    """The findings of a text, each with the edit that mends it, if one does."""

    mended: tuple[tuple[Finding, Edit | None], ...]

    @property
    def edits(self) -> list[Edit]:
        """All of its edits."""
        return [edit for _, edit in self.mended if edit]

    def only(self, wanted: Callable[[Finding, Edit], bool]) -> "FixPlan":
        """The plan with the edits that are wanted, and no others."""
        return FixPlan(tuple((found, edit) for found, edit in self.mended if edit and wanted(found, edit)))

    def keep(self, *, unsafe: bool) -> "FixPlan":
        """The plan with its safe edits, or with all."""
        return self.only(lambda _, edit: edit.safe or unsafe)


_Edits = dict[int, Edit | None]
"""By the place of the finding, since a finding cannot be a key."""


def plan_for(
    text: str,
    kind: str,
    findings: Iterable[Finding],
    rules: Mapping[str, LanguageRules],
    links: Callable[[], Links],
) -> FixPlan:
    """What to do about the findings of a text; ``links`` gives those of all texts that are read with it,
    and is asked only where a heading would change."""
    every = tuple(findings)
    edits = {found.start: _by_place(text, kind, found, _edit_of(text, found, rules)) for found in every}
    _keep_contrasts(text, every, edits)
    _keep_parties(text, every, edits)
    _keep_headings(text, every, edits, links)
    _keep_names_of_headings(text, edits, links)
    _keep_units_whole(every, edits)
    return FixPlan(tuple((found, edits[found.start]) for found in every))


def _edit_of(text: str, found: Finding, rules: Mapping[str, LanguageRules]) -> Edit | None:
    """What mends it; a term changes where it is defined, too, which nobody has to mend by itself."""
    if found.is_defined and found.verdict.judgement == REVIEW:
        found = found._replace(verdict=found.verdict._replace(judgement=FLAG))
    return edit_for(text, found, rules)


def _by_place(text: str, kind: str, found: Finding, edit: Edit | None) -> Edit | None:
    """The edit as its format writes it, as safe as the place where it is made."""
    if edit is None or found.part == KEY:
        return None
    if found.part == TABLE and len(edit.new) != len(edit.old):
        return None
    new = PROSE_FORMATS[kind].written(text, found.stretch, edit.new)
    is_safe = edit.safe and found.part not in (LABEL, TABLE)
    return None if new is None else edit._replace(new=new, safe=is_safe)


CAPITAL_INSIDE = re.compile(r"[^\W_]['\u2019 \u00a0]\Z")


def _keep_parties(text: str, every: Iterable[Finding], edits: _Edits) -> None:
    """What a text uses as a name in one place, with a capital that nothing asks for, is changed as prose
    nowhere; neither is what it defines, with a small letter."""
    defined = {_term(found) for found in every if found.is_defined}
    named = {_term(found) for found in every if _is_name(text, found)}
    for found in every:
        edit, term = edits[found.start], _term(found)
        if edit and (term in defined or (term in named and _has_capital_inside(text, found))):
            edits[found.start] = edit._replace(safe=False)


def _term(found: Finding) -> tuple[str, str]:
    return found.form.avoided.word, found.form.avoided.language


def _has_capital_inside(text: str, found: Finding) -> bool:
    start = found.start
    return found.match[0].isupper() and CAPITAL_INSIDE.search(text, max(0, start - 2), start) is not None


def _is_name(text: str, found: Finding) -> bool:
    return found.verdict.sense == PROPER and _has_capital_inside(text, found)


CONTRAST_REACH = 200  # so far to either side, in characters, a sentence is looked for
END_OF_SENTENCE = re.compile(r"[.!?](?=\s)|\n\s*\n")


def _keep_contrasts(text: str, every: Iterable[Finding], edits: _Edits) -> None:
    """A sentence that has the right word already may tell the two apart: the one differs from the other."""
    known: dict[int, set[str]] = {}
    for found in every:
        edit, avoided = edits[found.start], found.form.avoided
        if edit is None or not edit.safe:
            continue
        if id(avoided) not in known:
            known[id(avoided)] = {form.lower() for form in avoided.right.values()}
        first = max(found.stretch.start, found.start - CONTRAST_REACH)
        last = min(found.stretch.end, found.end + CONTRAST_REACH)
        around = text[first:last].lower()
        said = [form for form in known[id(avoided)] if form in around]
        if said:
            before = END_OF_SENTENCE.split(text[first : found.start])[-1]
            behind = END_OF_SENTENCE.split(text[found.end : last], maxsplit=1)[0]
            if any(_is_said(form, f"{before} {behind}".lower()) for form in said):
                edits[found.start] = edit._replace(safe=False)


def _is_said(form: str, sentence: str) -> bool:
    return re.search(rf"(?<![^\W_]){re.escape(form)}(?![^\W_])", sentence) is not None


def _keep_headings(text: str, every: Iterable[Finding], edits: _Edits, links: Callable[[], Links]) -> None:
    """A heading that something leads to changes only when that is asked for, and if all can follow."""
    for start, places in _headings(text, every, edits).items():
        title = heading_at(text, places[0])
        if title is None:
            continue
        new = _retitled(text, start, (edits[place] for place in places))
        known = links()
        is_taken = known.looks_up(new)
        if is_taken or known.looks_up(title):
            may_change = known.may_follow(title) and not is_taken
            for place in places:
                edit = edits[place]
                edits[place] = edit._replace(safe=False) if edit and may_change else None


def _keep_names_of_headings(text: str, edits: _Edits, links: Callable[[], Links]) -> None:
    """What a link says of a heading changes with the heading."""
    for place, edit in edits.items():
        title = heading_named_at(text, place) if edit else None
        if edit and title:
            edits[place] = edit._replace(safe=False) if links().may_follow(title) else None


def _headings(text: str, every: Iterable[Finding], edits: _Edits) -> dict[int, list[int]]:
    """Where the line of each heading that would change starts, and where it would."""
    lines: dict[int, list[int]] = {}
    for found in every:
        if found.part == HEADING and edits[found.start]:
            lines.setdefault(text.rfind("\n", 0, found.start) + 1, []).append(found.start)
    return lines


def _retitled(text: str, start: int, edits: Iterable[Edit | None]) -> str:
    """The words of the heading on the line that starts there, once these edits are made."""
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    return heading_at(apply_edits(line, (e._replace(start=e.start - start) for e in edits if e)), 0) or ""


def _keep_units_whole(every: Iterable[Finding], edits: _Edits) -> None:
    """Of what changes together all is mended or nothing, and all as safely as the least safe part."""
    units: dict[Hashable, list[Finding]] = {}
    for found in every:
        is_meant = found.verdict.judgement == FLAG or (found.is_defined and found.verdict.judgement == REVIEW)
        if found.unit is not None and found.part != KEY and is_meant:
            units.setdefault(found.unit, []).append(found)
    for inside in units.values():
        made = [edits[found.start] for found in inside]
        is_whole = all(made) and any(found.verdict.judgement == FLAG for found in inside)
        is_safe = all(edit and edit.safe for edit in made)
        for found in inside:
            edit = edits[found.start]
            edits[found.start] = edit._replace(safe=is_safe) if edit and is_whole else None


def renamed_headings(path: str, text: str, plan: FixPlan) -> Iterator[Renamed]:
    """The headings that get other words by the edits of a plan; ``path`` is the real one of their file."""
    edits = {found.start: edit for found, edit in plan.mended}
    every = [found for found, _ in plan.mended]
    for start, places in _headings(text, every, edits).items():
        if title := heading_at(text, places[0]):
            yield Renamed(path, title, _retitled(text, start, (edits[place] for place in places)))
