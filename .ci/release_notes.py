"""What the changelog says of a release, which is refused if it is not ready: ``release_notes.py TAG``."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def notes(tag: str, root: Path = ROOT) -> str:
    """The entry of the version that ``tag`` (``v0.2.0``) names; ``SystemExit`` says what is not ready."""
    version = re.search(r'__version__ = "(.+)"', (root / "relcli" / "__init__.py").read_text("utf-8"))[1]
    if tag != f"v{version}":
        raise SystemExit(f"the tag is {tag}, and relcli/__init__.py has version {version}")
    _, *parts = re.split(r"^## (.*)$", (root / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    entries = {heading: text.strip() for heading, text in zip(parts[::2], parts[1::2], strict=True)}
    if entries.get("Unreleased"):
        raise SystemExit("CHANGELOG.md has something under Unreleased: it belongs to this version")
    dated = re.compile(rf"{re.escape(version)} \((\d{{4}}-\d\d-\d\d)\)")
    entry = next((heading for heading, text in entries.items() if text and dated.fullmatch(heading)), None)
    if entry is None:
        raise SystemExit(f"CHANGELOG.md has no entry “## {version} (YYYY-MM-DD)” with something in it")
    date = dated.fullmatch(entry)[1]
    cited = (root / "CITATION.cff").read_text("utf-8").splitlines()
    if f"version: {version}" not in cited or f"date-released: {date}" not in cited:
        raise SystemExit(f"CITATION.cff has another version or date than {version} and {date}")
    return f"{entries[entry]}\n"


if __name__ == "__main__":
    sys.stdout.write(notes(*sys.argv[1:]))
