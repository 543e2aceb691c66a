"""The decision file on the command line: saving it, and what has changed since."""

from __future__ import annotations

from relcli.advice.advice import Advice
from relcli.atomic import write_new
from relcli.cli.options import Run
from relcli.house import file
from relcli.house.decided import changes, house_of
from relcli.house.writing import to_toml
from relcli.render.wording import label_role, wording_of
from relcli.terminal import say_on_stderr


def save(advice: Advice, run: Run, name: str, *, force: bool) -> None:
    """Write the decision file and say where it is."""
    data, texts, _ = run
    text = to_toml(house_of(advice, data, texts), data, texts.say("decision-heading"))
    write_new(name, text, force=force)
    say_on_stderr(texts.say("decision-saved", name=name))


def tell_changes(advice: Advice, run: Run, name: str) -> None:
    """What the knowledge says differently from a decision file, on standard error."""
    data, texts, _ = run
    saved = file.read(name, data)
    for role, then, now in changes(saved, house_of(advice, data, texts)):
        say_on_stderr(
            texts.say(
                "decision-changed",
                date=saved.data,
                role=label_role(role, wording_of(advice, data, texts)),
                then=then,
                now=now or texts.say("role-undecided"),
            )
        )
