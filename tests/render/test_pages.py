"""What an advice, an entry and a comparison look like, in every form: golden files."""

import pytest

CASES = {
    "law-firm": ("advise", "--business", "law-firm"),
    "supermarket": ("advise", "--business", "supermarket"),
    "saas-fr": ("advise", "--business", "saas", "--lang", "fr"),
    "retail-bank-ro": ("advise", "--business", "retail-bank", "--lang", "ro"),
}
SUFFIXES = {"plain": "txt", "json": "json", "markdown": "md"}


@pytest.mark.parametrize("form", SUFFIXES)
@pytest.mark.parametrize("case", CASES)
def test_advice_as_shown(run, golden, case, form):
    done = run(*CASES[case], "--format", form)

    assert (done.returncode, done.stderr) == (0, "")
    golden(f"{case}.{SUFFIXES[form]}", done.stdout)


@pytest.mark.parametrize("terms", [["client"], ["client", "customer"]], ids=" and ".join)
def test_entries_as_shown(run, golden, terms):
    done = run("show", *terms, "--format", "plain")

    assert (done.returncode, done.stderr) == (0, "")
    golden(f"show-{'-'.join(terms)}.txt", done.stdout)
