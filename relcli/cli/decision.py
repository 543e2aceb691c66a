"""The decision file on the command line: saving it, and what has changed since."""

from __future__ import annotations

from relcli.advice.advice import Advice
from relcli.atomic import State, write_new
from relcli.cli.options import Run
from relcli.house import file
from relcli.house.decided import house_of
from relcli.language import name_of
from relcli.render.wording import Wording
from relcli.terminal import printable, say_on_stderr


def save(advice: Advice, run: Run, name: str, *, replacing: State = None, force: bool = False) -> None:
    """Write the decision file and say where it is; with ``force`` another one is replaced, if it is still in
    that state."""
    data, texts, _ = run
    text = file.to_toml(house_of(advice, data, texts), data, texts.say("decision-heading"))
    write_new(name, text, replacing=replacing, force=force)
    say_on_stderr(texts.say("decision-saved", name=printable(name)))


def tell_changes(advice: Advice, run: Run, name: str) -> None:
    """What the knowledge says differently from a decision file, on standard error."""
    data, texts, _ = run
    saved, roles = file.read(name, data), house_of(advice, data, texts).roles
    trade = advice.request.trade
    for role, choice in saved.roles.items():
        if trade and role in trade.absent:
            continue  # Nobody is there whose word could have changed.
        now = roles[role].concept if role in roles else None
        if now != choice.concept:
            values = {
                "date": printable(texts.date(saved.data)),
                "role": Wording(advice, data, texts).role(role),
            }
            values |= {"then": name_of(data.termbase[choice.concept], texts.language)}
            values |= {
                "now": name_of(data.termbase[now], texts.language) if now else texts.say("role-undecided")
            }
            say_on_stderr(texts.say("decision-changed", **values))
