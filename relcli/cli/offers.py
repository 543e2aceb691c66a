"""What ``relcli init`` offers beside the decision: files that other tools go by, each written only where
nothing stands. What relcli makes of the decision lies beside the settings that point a tool to it.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from relcli import export
from relcli.atomic import told_as, write_folder, write_new
from relcli.check.excuses import KnownFindings, baseline_text
from relcli.cli.commands.check import house_check, known_findings
from relcli.cli.options import Run
from relcli.errors import InputError
from relcli.export.vocabulary import house as vocabulary_of
from relcli.house.words import HouseVocabulary
from relcli.untrusted import LARGEST_SETTINGS, lies_below, read_within

PLANNED, WRITTEN, KEPT = "planned", "written", "kept"
DECLINED, NEEDLESS, ELSEWHERE = "declined", "needless", "elsewhere"
"""What comes of a file: the last is one that a tool would not look for in that folder."""

BASELINE = "baseline"
TEMPLATES = os.path.join(os.path.dirname(__file__), "templates")
OWN_NAME = "relcli"


class Offer(NamedTuple):
    """``made`` is the file or folder that relcli makes of the decision; ``setting`` the file that tells a
    tool to go by it, from a ``template``; ``others`` are names under which that tool may have its settings.
    ``in_repository``: it is looked for in the top folder of a git repository.
    """

    id: str
    made: str = ""
    setting: str = ""
    template: str = ""
    others: tuple[str, ...] = ()
    in_repository: bool = False


OFFERS = {
    offer.id: offer
    for offer in (
        Offer(BASELINE, made="relcli-baseline.json"),
        Offer("hook", setting=".pre-commit-config.yaml", template="hook.yaml", in_repository=True),
        Offer(
            "workflow", setting=".github/workflows/relcli.yml", template="workflow.yml", in_repository=True
        ),
        Offer(
            export.FOLDER,
            made="styles/relcli",
            setting=".vale.ini",
            template="vale.ini",
            others=("_vale.ini", "vale.ini"),
        ),
        Offer(
            "prh",
            made="prh.yml",
            setting=".textlintrc.json",
            template="textlintrc.json",
            others=(
                ".textlintrc",
                ".textlintrc.js",
                ".textlintrc.cjs",
                ".textlintrc.yml",
                ".textlintrc.yaml",
            ),
        ),
    )
}
"""In the order in which they are asked about: the hook leaves out what the baseline knows."""


NOTHING_TO_FIND = ("nothing-to-avoid", "no-word-avoided", "nothing-to-replace")
"""Why a linter gets no rules."""


class Step(NamedTuple):
    """One file: what it is for, where it lies, and what comes of it. ``snippet`` is what is to be added by
    hand to settings that are there already."""

    offer: str
    path: str
    status: str
    snippet: str = ""


class Made(NamedTuple):
    """A file, or by name the files of a folder; ``findings`` is how many it knows."""

    content: str | Mapping[str, str] = ""
    findings: int = 0


class Site(NamedTuple):
    """The folder that is set up, with the words of its decision file, which lies in ``home``; linters read
    its ``language``."""

    run: Run
    folder: str
    house: HouseVocabulary
    home: str
    language: str

    def make(self, offer: Offer) -> Made | None:
        """What the decision gives for a tool; None where there would be nothing in it."""
        if offer.id == BASELINE:
            known = self._known()
            return Made(baseline_text(known), known.total()) if known else None
        words = vocabulary_of(self.house, self.run.data, self.run.texts, (self.language,))
        try:
            return Made(export.make(offer.id, words, self.run.texts))
        except InputError as error:
            if error.code in NOTHING_TO_FIND:
                return None
            raise

    def _known(self) -> KnownFindings:
        """What contradicts the decision today, by its path from the folder on."""
        check = house_check(self.run, self.house, self.home, [self.folder], str)
        return Counter(
            {
                (os.path.relpath(path, self.folder).replace("\\", "/"), fingerprint): count
                for (path, fingerprint), count in known_findings(check).items()
            }
        )


def path_in(folder: str, path: str) -> str:
    """Where a file of the folder lies, as a person names it."""
    return os.path.normpath(os.path.join(folder, path))


def outlook(offer: Offer, folder: str) -> list[Step]:
    """What would come of each of its files: nothing that stands is touched."""
    if offer.in_repository and not os.path.lexists(os.path.join(folder, ".git")):
        return [Step(offer.id, path_in(folder, offer.setting), ELSEWHERE)]
    steps = []
    if offer.made:
        made = path_in(folder, offer.made)
        steps.append(Step(offer.id, made, KEPT if os.path.lexists(made) else PLANNED))
    if offer.setting:
        names = (path_in(folder, name) for name in (offer.setting, *offer.others))
        standing = next(filter(os.path.lexists, names), None)
        if standing:
            steps.append(Step(offer.id, standing, KEPT, _to_add(offer, folder, standing)))
        else:
            steps.append(Step(offer.id, path_in(folder, offer.setting), PLANNED))
    return steps


def carry_out(offer: Offer, folder: str, steps: list[Step], made: Made) -> Iterator[Step]:
    """Write what is planned, and give each step as soon as it is done."""
    own = path_in(folder, offer.made) if offer.made else None
    for step in steps:
        if step.status != PLANNED:
            yield step
            continue
        _write(step.path, folder, made.content if step.path == own else _template(offer, folder))
        yield step._replace(status=WRITTEN)


def _write(path: str, folder: str, content: str | Mapping[str, str]) -> None:
    if not lies_below(os.path.realpath(path), os.path.realpath(folder)):
        raise InputError("file-elsewhere", name=path)
    with told_as("file-unwritable", path):
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    if isinstance(content, str):
        write_new(path, content)
    else:
        write_folder(path, content, lambda _: False)


def _template(offer: Offer, folder: str) -> str:
    name = offer.template
    if offer.id == "hook" and os.path.exists(os.path.join(folder, OFFERS[BASELINE].made)):
        name = "hook-known.yaml"
    with open(os.path.join(TEMPLATES, name), encoding="utf-8") as file:
        return file.read()


def _to_add(offer: Offer, folder: str, standing: str) -> str:
    """The template, unless the settings that stand know relcli already."""
    try:
        # Whatever else stands there may have no end.
        text = read_within(standing, LARGEST_SETTINGS) if os.path.isfile(standing) else b""
    except (OSError, InputError):
        text = b""
    is_known = OWN_NAME.encode() in text or (offer.made and offer.made.encode() in text)
    return "" if is_known else _template(offer, folder)
