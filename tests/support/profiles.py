"""Answers to the shipped questions, drawn at random but always the same, or all of them."""

import random
from itertools import product

from support.shipped import DATA

KNOWLEDGE = DATA.knowledge


def profiles(size: int, seed: int, complete: bool = True) -> list[dict[str, str]]:
    """Answers drawn at random, always the same: to all questions, or to some."""
    chance = random.Random(seed)
    drawn = []
    for _ in range(size):
        share = 1.0 if complete else chance.random()
        asked = [q for q in KNOWLEDGE.questions.values() if chance.random() < share]
        drawn.append({q.id: chance.choice(q.options).id for q in asked})
    return drawn


def core_profiles() -> list[dict[str, str]]:
    """Every combination of answers to the core questions."""
    core = [q for q in KNOWLEDGE.questions.values() if q.core]
    return [
        dict(zip((q.id for q in core), chosen, strict=True))
        for chosen in product(*([option.id for option in q.options] for q in core))
    ]
