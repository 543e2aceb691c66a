"""One decision in process, and the interview's length: ``python benchmarks/decision.py``."""

from __future__ import annotations

import itertools
import random
import statistics
import time

from relcli import load
from relcli.advice import Advice
from relcli.counterfactuals import flips, robustness
from relcli.engine import Engine
from relcli.interview import next_question
from relcli.language import Texts
from relcli.request import Request

SAMPLE = 2000


def main() -> None:
    """Print medians and worst cases over random profiles, then questions asked."""
    knowledge = load.knowledge()
    engine = Engine(knowledge)
    ballot = engine.ballot("payer")
    texts = Texts("en", load.messages(), knowledge)
    generator = random.Random(1)
    profiles = []
    for _ in range(SAMPLE):
        answered = generator.sample(list(knowledge.questions), generator.randint(1, 12))
        profiles.append({q: generator.choice(knowledge.questions[q].options).id for q in answered})
    for profile in profiles[:50]:
        ballot.decide(profile)

    def report(name: str, function) -> None:
        times = []
        for profile in profiles:
            started = time.perf_counter()
            function(profile)
            times.append((time.perf_counter() - started) * 1e6)
        times.sort()
        print(
            f"{name:46} median {statistics.median(times):7.1f} us   99 % {times[int(len(times) * 0.99)]:8.1f}"
            f"   worst {times[-1]:8.1f}"
        )

    report("decide (reasons, readings, verdict, open)", ballot.decide)
    report("decide + counterfactuals + robustness", lambda p: _whole(ballot, p))
    report("the whole advice as a dictionary", lambda p: Advice(engine, Request(p), texts).to_dict())

    asked, changed = [], 0
    seen = set()
    for example in load.examples():
        key = (example.role, *sorted(example.answers.items()))
        if example.trade is None or key in seen:
            continue
        seen.add(key)
        answers: dict[str, str] = {}
        ballot_of_role = engine.ballot(example.role)
        while question := next_question(ballot_of_role, answers):
            answers[question] = example.answers.get(question, "unknown")
        asked.append(len(answers))
        changed += ballot_of_role.winner(answers) != ballot_of_role.winner(example.answers)
    print(
        f"interview over the documents' own {len(asked)} trades: {statistics.mean(asked):.2f} questions on average"
        f" (least {min(asked)}, most {max(asked)}) of {len(knowledge.questions)}; other word than with all: {changed}"
    )
    spread = {n: len(list(g)) for n, g in itertools.groupby(sorted(asked))}
    print("questions asked: " + ", ".join(f"{n} x {count}" for n, count in spread.items()))


def _whole(ballot, profile) -> None:
    decision = ballot.decide(profile)
    flips(ballot, decision.answers)
    robustness(ballot, decision.answers)


if __name__ == "__main__":
    main()
