"""Files of version 1 are read as they always were."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.houses import DATA, decide

from relcli.errors import InputError
from relcli.house import file
from relcli.house.words import Because, HouseVocabulary

FOLDER = Path(__file__).parent / "version_1"


def read(name: str) -> HouseVocabulary:
    return file.read(str(FOLDER / name), DATA)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda p: p.stem)
def test_it_says_the_same_words_as_a_file_of_today(path: Path) -> None:
    old, new = file.read(str(path), DATA), decide(business=path.stem)

    assert old.data == "2026-11-21"
    assert (old.trade, old.answers, old.languages) == (new.trade, new.answers, new.languages)
    # Of whom nobody is there, by what is known today, no file of today speaks.
    assert old.roles.keys() - new.roles.keys() <= {*DATA.trades[path.stem].absent}
    for name in old.roles.keys() & new.roles.keys():
        role, now = old.roles[name], new.roles[name]
        assert (role.concept, role.words, role.verdict) == (now.concept, now.words, now.verdict)
        # More words may be admitted today than stand in the file, and those are not avoided.
        assert all({*words} <= {*now.admitted[code]} for code, words in role.admitted.items())
    admitted = {(c, w) for role in new.roles.values() for c, words in role.admitted.items() for w in words}
    avoided = {(c, w, instead) for w, by in old.avoid.items() for c, instead in by.items()}
    # Nor are the terms of law avoided today; what a file says stands.
    of_law = {
        (code, d.term)
        for concept in DATA.knowledge.concepts.values()
        if concept.term_of_law
        for code, designations in concept.designations.items()
        for d in designations
    }
    assert {(c, w, instead) for c, w, instead in avoided if (c, w) not in admitted | of_law} == {
        (c, w, instead) for w, by in new.avoid.items() for c, instead in by.items()
    }


def test_the_source_is_taken_out_of_the_sentence() -> None:
    roles = read("law-firm.toml").roles

    assert roles["payer"].because == (
        Because(
            "A client uses the services or the advice of a professional.",
            "crazycall",
            "Définition d’un client (2)",
        ),
    )
    assert roles["group"].because == (
        Because("When you speak of everybody you serve as one body, not of each person."),
    )


@pytest.mark.parametrize("quoted", ["“Définition”", "« Définition »", "„Définition”"])
def test_whatever_the_language_of_the_quotation_marks(quoted: str, tmp_path: Path) -> None:
    text = (FOLDER / "law-firm.toml").read_text(encoding="utf-8")
    (tmp_path / "x.toml").write_text(text.replace("“Définition client”", quoted), encoding="utf-8")

    [because] = file.read(str(tmp_path / "x.toml"), DATA).roles["prospect"].because
    assert (because.source, because.section) == ("definition-client", "Définition")


def edited(tmp_path: Path, old: str, new: str) -> str:
    path = tmp_path / "relcli.toml"
    text = (FOLDER / "law-firm.toml").read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return str(path)


def test_a_role_without_words_to_avoid_avoids_what_contrasts_with_it(tmp_path: Path) -> None:
    none = file.read(edited(tmp_path, 'deprecated = ["customer"]', "deprecated = []"), DATA)
    own = file.read(edited(tmp_path, 'deprecated = ["customer"]', 'deprecated = ["punter"]'), DATA)

    assert none.avoid == {"customer": {"en": "client"}}
    blank = file.read(edited(tmp_path, 'deprecated = ["customer"]', 'deprecated = [" ", "punter"]'), DATA)

    assert own.avoid == blank.avoid == {"punter": {"en": "client"}}


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        pytest.param('concept = "clientele"', 'concept = "friend"', "decision-concept", "roles.group.concept", id="a concept"),
        pytest.param("preferred =", "prefered =", "decision-missing-in", "preferred", id="a word"),
        pytest.param('data = "2026-11-21"', "", "decision-missing", "data", id="the date"),
        pytest.param('data = "2026-11-21"', "data = 2026-11-21", "decision-must-be-text", "data", id="a bare date"),
        pytest.param("[answers]", "", "decision-missing-table", "answers", id="a table"),
        pytest.param('deprecated = ["customer"]', "deprecated = [3]", "decision-must-be-list", "roles.payer.en.deprecated", id="a list"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_named(old: str, new: str, code: str, key: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=code) as caught:
        file.read(edited(tmp_path, old, new), DATA)

    assert key in caught.value.values.values() or f"[{key}]" in caught.value.values.values()
