"""The decision file on the command line: where it lies, saving it, and what has changed since."""

from __future__ import annotations

import os

from relcli import decision_file
from relcli.advice.advice import Advice
from relcli.cli.options import Run
from relcli.errors import InputError
from relcli.render.wording import label_role, wording_of
from relcli.terminal import say_on_stderr


def nearest() -> str | None:
    """The decision file that holds for the working directory."""
    return decision_file.find(os.getcwd())


def refuse_to_overwrite(name: str, *, force: bool) -> None:
    """Say so before anything is asked or written."""
    if os.path.exists(name) and not force:
        raise InputError("file-exists", name=name)


def save(advice: Advice, run: Run, name: str, *, force: bool) -> None:
    """Write the decision file and say where it is."""
    data, texts, _ = run
    house = decision_file.house_vocabulary(advice, data, texts)
    text = decision_file.to_toml(house, texts.say("decision-heading"))
    decision_file.write_whole(name, text, force=force)
    say_on_stderr(texts.say("decision-saved", name=name))


def tell_changes(advice: Advice, run: Run, name: str) -> None:
    """What the knowledge says differently from a decision file, on standard error."""
    data, texts, _ = run
    saved = decision_file.read(name)
    for role, then, now in decision_file.changes(saved, decision_file.house_vocabulary(advice, data, texts)):
        say_on_stderr(
            texts.say(
                "decision-changed",
                date=saved.data,
                role=label_role(role, wording_of(advice, data, texts)),
                then=then,
                now=now or texts.say("role-undecided"),
            )
        )
