"""``relcli.toml``: what is written can be read back, what a person writes wins, and mistakes are told by key."""

from __future__ import annotations

import errno
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.houses import DATA, LANGUAGES, decide, own_house, role, texts
from support.search import examples

from relcli.errors import InputError
from relcli.failures import system_failure
from relcli.house import file
from relcli.house.file import to_toml
from relcli.house.words import Because, HouseVocabulary, Keep, reason_of
from relcli.language import cite

HEADING = DATA.messages["decision-heading"]["en"]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], HouseVocabulary]:
    def call(text: str) -> HouseVocabulary:
        path = tmp_path / "relcli.toml"
        path.write_text(text, encoding="utf-8")
        return file.read(str(path), DATA)

    return call


Read = Callable[[str], HouseVocabulary]
START = 'format_version = 2\nlanguages = ["en", "fr"]\n'


# ---- writing, and reading back ------------------------------------------------------------------------


@pytest.mark.process
def test_every_decision_comes_back_as_it_was(read: Read) -> None:
    for trade in [*DATA.trades][::4]:
        house = decide(business=trade)
        assert read(to_toml(house, DATA, HEADING)) == house, trade


@pytest.mark.parametrize("trade", ["law-firm", "saas"])
def test_the_file_is_as_people_are_to_read_it(trade: str, golden: Callable[[str, str], None]) -> None:
    text = to_toml(decide(business=trade), DATA, HEADING)

    golden(f"house/{trade}.toml", text)
    assert text.count("\n") < 50


def test_answers_and_what_is_kept_come_back_too(read: Read) -> None:
    house = msgspec.structs.replace(
        decide(business="law-firm", repeat="occasional"),
        keep=Keep(("Customer Success",), ("CHANGELOG.md", "docs/legal/**")),
    )
    again = read(to_toml(house, DATA, HEADING))

    assert again == house
    assert again.answers == {"repeat": "occasional"}


def test_what_relcli_can_tell_is_not_written() -> None:
    text = to_toml(decide(business="law-firm"), DATA, HEADING)

    assert not re.search("concept|verdict|admitted|plural|potential customer", text)
    assert set(tomllib.loads(text)) == {
        "format_version", "data", "trade", "languages", "words", "avoid", "because",
    }  # fmt: skip


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=15)
WORD = TEXT.filter(str.strip)


@examples(60)
@given(word=WORD, avoided=WORD, reason=TEXT, phrase=TEXT)
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, **found: str) -> None:
    if found["word"].casefold() == found["avoided"].casefold():
        return
    house = own_house(
        {"payer": role(found["word"], because=found["reason"])}, {found["avoided"]: found["word"]}
    )
    house = msgspec.structs.replace(house, keep=Keep((found["phrase"],)))
    path = tmp_path_factory.mktemp("any") / "relcli.toml"
    path.write_text(to_toml(house, DATA, HEADING), encoding="utf-8")
    again = file.read(str(path), DATA)

    assert again.roles["payer"].words == house.roles["payer"].words
    assert again.roles["payer"].because == house.roles["payer"].because
    assert (again.avoid, again.keep) == (house.avoid, house.keep)


# ---- what a person writes -----------------------------------------------------------------------------


def test_a_few_lines_are_enough(read: Read) -> None:
    house = read(START + '[words]\npayer = "client"\n')

    assert house.roles["payer"].concept == "client"
    assert house.avoid == {"customer": {"en": "client"}}
    assert house.data == DATA.knowledge.date


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ('"client"', "client"),
        ('{ en = "customer", fr = "client" }', "customer"),
        ('{ fr = "acheteur" }', "buyer"),
        ('{ en = "guests", fr = "clients" }', "guest"),
        ('{ en = "chum", concept = "member" }', "member"),
    ],
)
def test_whom_a_word_names_is_looked_up(words: str, concept: str, read: Read) -> None:
    assert read(f"{START}[words]\npayer = {words}\n").roles["payer"].concept == concept


def test_a_word_that_nobody_knows_stands_for_what_would_be_recommended(read: Read) -> None:
    of_trade = read('trade = "hotel"\n' + START + '[words]\npayer = "chum"\n')
    of_answers = read(START + '[words]\npayer = "chum"\n[answers]\noffer = "goods"\n')

    assert of_trade.roles["payer"].concept == "guest"
    assert of_answers.roles["payer"].concept == "customer"
    assert of_answers.roles["payer"].words == {"en": "chum", "fr": "chum"}


def test_an_avoid_table_is_the_whole_of_what_is_avoided(read: Read) -> None:
    words = START + '[words]\npayer = "client"\n[avoid]\n'

    assert read(words).avoid == {}
    assert read(words + 'punter = "client"\n').avoid == {"punter": {"en": "client", "fr": "client"}}


@pytest.mark.parametrize(
    ("rule", "languages"),
    [
        pytest.param('client = "customer"', ["en"], id="where the house says the other word"),
        pytest.param('shopper = "client"', ["fr"], id="though the other is unknown there"),
        pytest.param('punter = "pal"', ["en", "fr"], id="everywhere, when nothing can be told"),
        pytest.param('punter = { fr = "pal" }', ["fr"], id="where it is written"),
    ],
)
def test_a_word_is_avoided_in_the_languages_that_are_meant(
    rule: str, languages: list[str], read: Read
) -> None:
    words = '[words]\npayer = { en = "customer", fr = "client" }\n'
    if rule.startswith("client"):
        words = '[words]\npayer = { en = "customer", fr = "acheteur" }\n'

    [avoided] = read(f"{START}{words}[avoid]\n{rule}\n").avoid.values()
    assert list(avoided) == languages


def test_what_is_avoided_is_not_admitted(read: Read) -> None:
    words = START + '[words]\nprospect = { en = "prospect", fr = "client potentiel" }\n'

    assert read(words).roles["prospect"].admitted["en"] == ("potential customer",)
    avoiding = read(words + '[avoid]\n"potential customer" = "prospect"\n')
    assert avoiding.roles["prospect"].admitted["en"] == ()


def test_a_reason_holds_for_everybody_who_goes_by_the_word(read: Read) -> None:
    text = '[words]\npayer = "client"\nregular = "client"\nprospect = "prospect"\n[[because]]\nsays = "So."\n'
    house = read(
        START + text + '[[because]]\nsays = "Not yet."\nrole = "prospect"\nsource = "berry"\nsection = "1"\n'
    )

    assert house.roles["payer"].because == house.roles["regular"].because == (Because("So."),)
    assert house.roles["prospect"].because == (Because("Not yet.", "berry", "1"),)


def test_a_reason_of_its_own_is_written_too(read: Read) -> None:
    words = '[words]\npayer = "client"\nregular = "client"\n[[because]]\nsays = "So."\n'
    house = read(START + words + '[[because]]\nsays = "They return."\nrole = "regular"\n')

    assert read(to_toml(house, DATA, HEADING)) == house


def test_words_of_regions_and_whom_they_name_come_back(read: Read) -> None:
    words = '{ en = "chum", fr = "pote", fr-CA = "chum", fr-BE = "copain", concept = "member" }'
    house = read(f"{START}[words]\npayer = {words}\n")

    assert house.roles["payer"].concept == "member"
    assert house.roles["payer"].regional == {"fr-CA": "chum", "fr-BE": "copain"}
    assert {"chum", "copain"} <= {*house.roles["payer"].admitted["fr"]}
    assert read(to_toml(house, DATA, HEADING)) == house


def test_without_a_reason_the_word_says_when_it_is_right(read: Read) -> None:
    house = read(START + '[words]\npayer = "client"\n')
    when = DATA.termbase["client"].when

    told = [reason_of(house.roles["payer"], DATA.termbase, texts(c), cited=True) for c in LANGUAGES]
    assert [reason[-40:] for reason in told] == [when[c][-40:] for c in LANGUAGES]
    assert told[0].startswith("It is the word when you know each of them")


def test_a_verdict_and_the_reason_of_somebody_who_does_not_pay_come_back(read: Read) -> None:
    because = '[[because]]\nsays = "So."\nrole = "group"\n'
    house = read(START + '[words]\ngroup = "clients"\n[verdicts]\ngroup = "contested"\n' + because)

    assert house.roles["group"].verdict == "contested"
    assert house.roles["group"].because == (Because("So."),)
    assert read(to_toml(house, DATA, HEADING)) == house


def test_a_reason_is_told_with_its_source_where_that_is_asked_for() -> None:
    own = msgspec.structs.replace(
        role("client"),
        because=(Because("So.", "berry", "§ 1"), Because("Besides."), Because("Thus.", "berry")),
    )

    assert reason_of(own, DATA.termbase, texts()) == "So. Besides. Thus."
    assert reason_of(own, DATA.termbase, texts(), cited=True) == (
        f"So. ({cite('berry', '§ 1', texts())}) Besides. Thus."
    )


# ---- mistakes -----------------------------------------------------------------------------------------

WORDS = '[words]\npayer = "client"\n'
WRONG = {
    "an unknown key": (START + 'prefered = "x"\n' + WORDS, "decision-key", "prefered"),
    "a key in a reason": (START + WORDS + '[[because]]\nsays = "x"\nsauce = "y"\n', "decision-key-in", "[[because]] #1"),
    "a key in what is kept": (START + WORDS + '[keep]\nfiles = ["y"]\n', "decision-key-in", "[keep]"),
    "a number for a text": (START + "trade = 3\n" + WORDS, "decision-must-be-text", "trade"),
    "a number for an answer": (START + WORDS + "[answers]\noffer = 3\n", "decision-must-be-text", "answers.offer"),
    "a number in a reason": (
        START + WORDS + '[[because]]\nsays = "x"\n[[because]]\nsays = 3\n', "decision-must-be-text", "because.says #2",
    ),
    "a number among phrases": (START + WORDS + "[keep]\nphrases = [3]\n", "decision-must-be-text", "keep.phrases #1"),
    "a text for a list": (START + WORDS + '[keep]\npaths = "y"\n', "decision-must-be-list", "keep.paths"),
    "a text for a table": (START + 'keep = "y"\n' + WORDS, "decision-must-be-table", "keep"),
    "one reason for many": (START + WORDS + '[because]\nsays = "x"\n', "decision-must-be-entries", "[[because]]"),
    "a reason that says nothing": (START + WORDS + '[[because]]\nrole = "payer"\n', "decision-missing-in", "[[because]] #1"),
    "no languages": ("format_version = 2\n" + WORDS, "decision-missing", "languages"),
    "not one language": ("format_version = 2\nlanguages = []\n" + WORDS, "decision-missing", "languages"),
    "no words": (START, "decision-missing-table", "[words]"),
    "a later version": ("format_version = 3\nlanguages = []\n" + WORDS, "decision-version", "3"),
    "a text for a version": ('format_version = "2"\n' + WORDS, "decision-must-be-number", "format_version"),
    "no version": ('languages = ["en"]\n' + WORDS, "decision-missing", "format_version"),
    "an unknown role": (START + '[words]\nboss = "client"\n', "decision-key-in", "[words]"),
    "an unknown language": (START + '[words]\npayer = { de = "Kunde" }\n', "decision-key-in", "words.payer"),
    "a language not announced": (START + '[words]\npayer = { ro = "client" }\n', "decision-key-in", "words.payer"),
    "a number as a word": (START + "[words]\npayer = 3\n", "decision-value", "words.payer"),
    "an empty word": (START + '[words]\npayer = ""\n', "decision-value", "words.payer"),
    "an empty word in a language": (START + '[words]\npayer = { en = "" }\n', "decision-value", "words.payer"),
    "a number in a language": (START + "[words]\npayer = { en = 3 }\n", "decision-value", "words.payer"),
    "a word avoided and said with a capital": (
        START + '[words]\npayer = { en = "Client", fr = "acheteur" }\n[avoid]\nclient = { en = "customer" }\n', "decision-contradiction", "avoid.client",
    ),
    "a verdict for nobody": (START + WORDS + '[verdicts]\ngroup = "clear"\n', "decision-key-in", "[verdicts]"),
    "a blank to write": (START + WORDS + '[avoid]\npal = " "\n', "decision-value", "avoid.pal"),
    "a word of a region alone": (START + '[words]\npayer = { en-CA = "client" }\n', "decision-key-in", "words.payer"),
    "a region in which a word is avoided": (
        START + WORDS + '[avoid]\npal = { en = "client", en-CA = "x" }\n', "decision-key-in", "avoid.pal",
    ),
    "a word of a region in a text": (
        START + WORDS + '[words.docs]\npayer = { en = "guest", en-CA = "x" }\n', "decision-key-in", "words.docs.payer",
    ),
    "a language nobody speaks": ('format_version = 2\nlanguages = ["en", "de"]\n' + WORDS, "decision-key-in", "languages"),
    "theirs that is no word": (START + "theirs = 3\n" + WORDS, "decision-value", "theirs"),
    "a number to write instead": (START + WORDS + "[avoid]\npunter = 3\n", "decision-value", "avoid.punter"),
    "a number in a text": (START + WORDS + "[words.contract]\npayer = 3\n", "decision-value", "words.contract.payer"),
    "who says a word that is avoided": (START + WORDS + '[avoid]\nclient = "customer"\n', "decision-contradiction", "words.payer"),
    "nothing to avoid": (START + WORDS + '[avoid]\n"" = "client"\n', "decision-value", 'avoid.""'),
    "no word at all": (START + "[words]\npayer = {}\n", "decision-value", "words.payer"),
    "an unknown concept": (
        START + '[words]\npayer = { en = "pal", concept = "pal" }\n', "decision-word", "words.payer",
    ),
    "a word for nobody": (START + '[words]\npayer = "pal"\n', "decision-word", "words.payer"),
    "a word avoided and said": (START + WORDS + '[avoid]\nclient = "customer"\n', "decision-contradiction", "avoid.client"),
    "a text without words": (START + WORDS + '[words.contract]\npaths = ["legal/**"]\n', "decision-text", "words.contract"),
    "paths of a text that are no list": (
        START + WORDS + '[words.contract]\npayer = "the Client"\npaths = "legal/**"\n', "decision-text", "words.contract",
    ),
    "words of a text for nobody": (
        START + WORDS + '[words.contract]\ngroup = "Clients"\n', "decision-key-in", "[words.contract]",
    ),
    "an unknown verdict": (START + WORDS + '[verdicts]\npayer = "sure"\n', "decision-key-in", "[verdicts]"),
    "a reason for nobody": (
        START + WORDS + '[[because]]\nsays = "x"\nrole = "group"\n', "decision-key-in", "because.role",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "named"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_with_the_file_and_the_key(text: str, code: str, named: str, read: Read) -> None:
    with pytest.raises(InputError) as caught:
        read(text)

    assert caught.value.code == code
    for language in LANGUAGES:
        said = texts(language).say(f"error-{code}", **caught.value.values)
        assert named in said
        assert "relcli.toml" in said


@pytest.mark.parametrize(
    "text", ["format_version = ", "\ufeff\x00", "[words", "a = 1\na = 2", "a = " + "[" * 9999]
)
def test_what_is_no_toml_is_told(text: str, read: Read) -> None:
    with pytest.raises(InputError, match="decision-broken"):
        read(text)


def test_the_mark_that_an_editor_puts_before_a_text_is_passed_over(read: Read) -> None:
    assert read(f"\ufeff{START}{WORDS}").roles["payer"].concept == "client"


def test_what_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "relcli.toml").write_bytes(b'trade = "caf\xe9"\n')

    with pytest.raises(InputError, match="file-not-utf8"):
        file.read(str(tmp_path / "relcli.toml"), DATA)


def test_a_file_that_is_not_there_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file-unreadable") as caught:
        file.read(str(tmp_path / "nowhere.toml"), DATA)

    assert caught.value.values == {
        "name": str(tmp_path / "nowhere.toml"),
        "why": system_failure(errno.ENOENT),
    }


def test_it_is_found_upwards_from_a_folder(tmp_path: Path) -> None:
    below = tmp_path / "docs" / "guide"
    below.mkdir(parents=True)
    assert file.find(str(below)) != str(tmp_path / "relcli.toml")
    (tmp_path / "relcli.toml").touch()

    assert file.find(str(below)) == str(tmp_path / "relcli.toml")
