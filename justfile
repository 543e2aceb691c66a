# Short names for what CONTRIBUTING.md says; needs `just`, and the environment that is active.

# the recipes
default:
    @just --list

# everything, as the README has it
test *arguments:
    python -m pytest {{ arguments }}

# all that starts no process
quick *arguments:
    python -m pytest -m "not process" {{ arguments }}

# ruff, its format, types, imports
lint:
    python -m ruff check .
    python -m ruff format --check .
    python -m mypy
    lint-imports

# every mistake in the data
validate:
    python -m relcli.validate

# make the generated pages again
docs:
    python docs/build.py

# rewrite the golden files; read the diff
bless:
    python -m pytest --bless

# everything, and no less coverage than pyproject.toml asks, nor fewer branches
cover:
    python -m pytest --cov
    python .ci/branches.py 96

# the figures of docs/develop/measurements.md: start_up, decision, batch, sql, check or words
bench name *arguments:
    python benchmarks/{{ name }}.py {{ arguments }}
