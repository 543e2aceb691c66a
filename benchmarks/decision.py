"""One decision in process, and the interview's length: ``python benchmarks/decision.py``."""

from __future__ import annotations

import itertools
import random
import statistics
import time

from relcli.advice.advice import make_advice
from relcli.advice.request import Request
from relcli.decide.counterfactuals import flips, robustness
from relcli.decide.decision import decide, standing
from relcli.decide.open_questions import next_question
from relcli.language import Texts
from relcli.render.wire import wire_advice
from relcli.shipped_data import open_shipped_data

SAMPLE = 2000


def main() -> None:
    """Print medians and worst cases over random profiles, then questions asked."""
    data = open_shipped_data()
    knowledge = data.knowledge
    ballot = data.ballots.of("payer")
    texts = Texts("en", data.messages, knowledge)
    generator = random.Random(1)
    profiles = []
    for _ in range(SAMPLE):
        answered = generator.sample(list(knowledge.questions), generator.randint(1, 12))
        profiles.append({q: generator.choice(knowledge.questions[q].options).id for q in answered})
    for profile in profiles[:50]:
        decide(ballot, profile)

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

    report("winner, margin and verdict", lambda p: standing(ballot, p))
    report("decide (reasons, readings, verdict, open)", lambda p: decide(ballot, p))
    report("decide + counterfactuals + robustness", lambda p: _whole(ballot, p))
    report("the whole advice in words", lambda p: wire_advice(make_advice(data, Request(p)), data, texts))

    asked, changed = [], 0
    seen = set()
    for example in data.examples:
        key = (example.role, *sorted(example.answers.items()))
        if example.trade is None or key in seen:
            continue
        seen.add(key)
        answers: dict[str, str] = {}
        ballot_of_role = data.ballots.of(example.role)
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
    decision = decide(ballot, profile)
    flips(ballot, decision.answers)
    robustness(ballot, decision.answers)


if __name__ == "__main__":
    main()
