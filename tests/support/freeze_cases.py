"""What ``freeze.py`` runs: the lines of ``freeze_cases.txt`` and the files that they read.

In a line ``{a|b}`` stands for each of these in turn and ``{NAME}`` for each member of a set.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).parent
HOUSES = ("supermarket", "law-firm", "saas", "retail-bank")
HEADER = "account,business,offer,volume,contract,repeat,note\n"
ROWS = (
    '1,supermarket,,,,,"a, b"', "2,law firm,,few,,,=1+1", "3,,goods,mass,none,occasional,é",
    "4,,Goods,MASS,None,habitual,", "5,zqx,,,,,wrong business", "6,,god,mass,none,occasional,wrong answer",
    "7,,tailored-service,few,agreement,ongoing,-x", "8,,,,,,nothing", "9,avocat,unknown,,,,@x",
    "10,,mixed,many,terms,one-off,tie", "11,6910,,,,,", "12,club,,,,,ambiguous", "13,,goods", '14,,,,,,"open',
)  # fmt: skip
PROSE = {
    "a.md": "# Our clients\r\n\r\nA client pays us. The client sends a request.\r\n",
    "b.rst": "Clients\n=======\n\nOur clients pay.\n\n.. relcli: ignore client\n\nA client is a client.\n\n::\n\n  client\n",
    "c.html": "<h1>Clients</h1><p>Our <b>clients</b> pay; a user signs in.<!-- relcli: ignore client --> <code>client</code>",
    "d.po": 'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Our clients"\nmsgstr "Nos utilisateurs paient."\n',
    "e.json": '{"client": "The client’s invoice", "n": ["Our customers pay.", 3], "x": "The HTTP client"}\n',
    "f.txt": "An old client’s visit. Clienții noștri plătesc. Nos clients paient. CLIENTS! Customers, users.\n",
    "ignored.md": "Fine. <!-- relcli: ignore client -->\n\n<!-- relcli: ignore-start -->\nOur client pays.\n",
    "bad.md": "our clients \udcff\udcfe \x1b[31m\n",
    "nul.md": "our clients \0",
    "empty.txt": "",
}


def cases(listed: Callable[[str], list[dict[str, object]]]) -> Iterator[tuple[str, str]]:
    """The folder and the line of each run."""
    names = {what: [str(row["id"]) for row in listed(what)] for what in ("businesses", "terms")}
    questions = {str(row["id"]): row["answers"] for row in listed("questions")}
    sets = {
        "TRADE": names["businesses"],
        "SOME": names["businesses"][::60],
        "TERM": names["terms"],
        "FEW": names["terms"][::9],
        "ANSWER": [f"--{name} {answer}" for name, answers in questions.items() for answer in answers],
        **{name.upper(): answers for name, answers in questions.items()},
    }
    folder = ""
    for line in HERE.joinpath("freeze_cases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            folder = line.strip("[]")
        elif line.startswith("{") and " = " in line:
            name, _, value = line.partition(" = ")
            sets[name.strip("{}")] = value.split("|")
        elif line and not line.startswith("#"):
            yield from ((folder, each) for each in _spread(line, sets))


def _spread(line: str, sets: Mapping[str, list[str]]) -> Iterator[str]:
    parts = re.split(r"\{([^{}]*)\}", line)
    inner = [sets[part] if part in sets else part.split("|") for part in parts[1::2]]
    for chosen in itertools.product(*inner):
        yield "".join(itertools.chain.from_iterable(zip(parts[::2], [*chosen, ""], strict=True)))


def folders(
    checkout: Path, made: Callable[[str, dict[str, str]], Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """The files by folder; ``made`` gives what a run leaves behind."""
    houses = {
        f"{name}.toml": made(f"advise -b {name} --save --no-input", {})["file relcli.toml"] for name in HOUSES
    }
    house = {**PROSE, **_labelled(), **houses, "relcli.toml": houses["supermarket.toml"]}
    known = made(
        "check --baseline known.json a.md", {"a.md": PROSE["a.md"], "relcli.toml": house["relcli.toml"]}
    )
    pages = [checkout / "README.md", *sorted(checkout.glob("d*/*.md"))]
    docs = {str(page.relative_to(checkout)): page.read_text(encoding="utf-8") for page in pages}
    return {
        "house": {**house, "known.json": known["file known.json"]},
        "broken": {"relcli.toml": "format_version = 1\n[roles.payer]\nconcept = 3\n", "a.md": PROSE["a.md"]},
        "docs": {**docs, "relcli.toml": houses["law-firm.toml"]},
        "git": {
            **_repository(PROSE["a.md"]),
            "relcli.toml": house["relcli.toml"],
            "a.md": "A client.\n" + PROSE["a.md"],
        },
        "answers": _answers(made),
        "rows": _rows(),
    }


def _labelled() -> dict[str, str]:
    rows = [
        line.split("\t") for line in HERE.joinpath("labelled.tsv").read_text(encoding="utf-8").splitlines()
    ]
    texts = {language: [row[3] for row in rows if row[0] == language] for language in ("en", "fr", "ro")}
    return {f"labelled.{language}.md": "\n\n".join(text) + "\n" for language, text in texts.items()}


def _repository(text: str) -> dict[str, str]:
    """The files of a git repository with one commit."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.md").write_bytes(text.encode())
        who = ("-c", "user.name=A", "-c", "user.email=a@b.example")
        for command in ("init -q --template=", "add a.md", "commit -q -m a"):
            subprocess.run(["git", *who, *command.split()], cwd=folder, check=True)
        paths = [path for path in Path(folder, ".git").rglob("*") if path.is_file()]
        read = {str(path.relative_to(folder)): path.read_bytes() for path in paths}
        return {name: data.decode("utf-8", "surrogateescape") for name, data in read.items()}


def _answers(made: Callable[[str, dict[str, str]], Mapping[str, str]]) -> dict[str, str]:
    return {
        "printed.json": made("advise -b hairdresser --volume few --json", {})["stdout"],
        "saved.toml": made("advise -b law-firm --volume many --save --no-input", {})["file relcli.toml"],
        "plain.json": '{"offer": "goods", "volume": "mass"}',
        "plain.toml": 'offer = "software"\nrepeat = "ongoing"\n[answers]\nvolume = "many"\n',
        "business.json": '{"business": "supermarket", "answers": {"offer": "Mixed"}}',
        "list.json": "[1, 2]",
        "empty.json": "{}",
        "value.json": '{"offer": "god"}',
        "number.json": '{"offer": 3}',
        "question.json": '{"ofer": "goods"}',
        "cut.json": '{"offer": ',
        "cut.toml": "offer = ",
        "latin.json": '{"offer": "\udce9"}',
        "relcli.toml": "# mine\n",
    }


def _rows() -> dict[str, str]:
    table = HEADER + "\n".join(ROWS) + "\n"
    fine = (
        HEADER
        + "\n".join(row for row in ROWS if row.partition(",")[0] in {"1", "2", "3", "4", "7", "9"})
        + "\n"
    )
    objects = [
        {"n": 1, "business": "supermarket", "x": {"y": [1, None, "é"]}},
        {"n": 2, "offer": "goods", "volume": "mass", "contract": "none", "repeat": "habitual"},
        {"n": 3, "offer": "god"}, {"n": 4}, {"n": 5, "offer": None, "business": "law firm"}, {"n": 6, "offer": 7},
        {"n": 7, "relcli_term": "taken", "offer": "software"},
    ]  # fmt: skip
    return {
        "rows.csv": table,
        "fine.csv": fine,
        "semicolon.csv": fine.replace(",", ";"),
        "tab.tsv": fine.replace(",", "\t"),
        "crlf.csv": fine.replace("\n", "\r\n"),
        "bom.csv": "\ufeff" + fine,
        "utf16.csv": fine.encode("utf-16").decode("utf-8", "surrogateescape"),
        "latin.csv": fine.encode("latin-1").decode("utf-8", "surrogateescape"),
        "many.csv": HEADER + fine.partition("\n")[2] * 400,
        "mapped.csv": "id,line of trade,size\n1,Retail,big\n2,Legal,small\n3,Other,\n",
        "rows.jsonl": "".join(json.dumps(row) + "\n" for row in objects) + "[1]\n{broken\n\n",
        "fine.jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in objects[:2]),
        "array.json": json.dumps(objects[:2]),
        "empty.csv": "",
        "header.csv": HEADER,
        "twice.csv": "offer,offer\ngoods,goods\n",
        "unnamed.csv": "offer,\ngoods,x\n",
        "taken.csv": "offer,relcli_term\ngoods,x\n",
        "nothing.csv": "a,b\n1,2\n",
        "quote.csv": 'offer,"vol\n',
    }
