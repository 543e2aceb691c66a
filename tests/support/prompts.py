"""Two questions to put in one way or the other: one with choices, one that takes any text."""

from relcli.prompts import Choice, Prompt

COLOURS = Prompt(
    title="Which colour?",
    why="Taste.",
    progress="Question 1",
    choices=(Choice("r", "red"), Choice("g", "green"), Choice("b", "blue")),
)


TRADE = Prompt(
    "Which trade?",
    "To save questions.",
    suggest=lambda typed: (
        Choice(name, "") for name in ("law firm", "school", "supermarket") if typed in name
    ),
)
