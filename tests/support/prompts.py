"""Two questions to put in one way or the other: one with choices, one that takes any text."""

from relcli.prompts import Choice, Prompt

COLOURS = Prompt(
    title="Which colour?",
    why="Taste.",
    above=("1 of about 5", "goods ✓"),
    choices=(Choice("r", "red"), Choice("g", "green"), Choice("b", "blue")),
)


TRADE = Prompt(
    "Which trade?",
    "To save questions.",
    choices=(Choice("", "None of these"),),
    suggest=lambda typed: (
        Choice(name, name.capitalize(), beside=("word", "sector"))
        for name in ("law firm", "school", "supermarket")
        if typed in name
    ),
)
