"""Every conversation in tests/conversations goes as it is written there, in a real database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete

from portal.db.tables import Base
from portal.services.office import Office
from sms.phone.play import Difference, play
from sms.phone.script import Fact, From, ScriptError, Text, read_script
from tests.portal_client import an_app, office_of
from tests.servers.databases import KINDS, Databases
from tests.sms.senders import an_office

FOLDER = Path(__file__).resolve().parent.parent / "conversations"
FILES = {file.stem: file for file in sorted(FOLDER.glob("*.txt"))}
# Those beside English whose files are called by them.
LANGUAGES = (
    *("albanian", "amharic", "kurmanji", "pashto", "persian", "romanian", "somali", "sorani"),
    *("tigrinya", "ukrainian", "urdu", "vietnamese", "welsh"),
)
OF_DRAMA = re.compile(r"(?:whatsapp:)?\+447700900\d{3}")
FIRST = "Hi. We got your message. Thank you."


@pytest.fixture(scope="module", params=KINDS)
def office(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Office]:
    """One office for all conversations, on SQLite and on PostgreSQL."""
    url = databases.migrated(request.param)
    office = an_office(url)
    yield office
    office.database.close()
    databases.discard(url)


@pytest.fixture
def fresh(office: Office) -> Office:
    """The office, and nobody told it anything yet: that is quicker than another database."""
    with office.database.write() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != "audit":  # nothing may be deleted there, and no text gets there
                connection.execute(delete(table))
    return office


@pytest.mark.parametrize("name", FILES)
def test_a_conversation_goes_as_it_is_written(fresh: Office, name: str) -> None:
    script = read_script(FILES[name].read_text("utf-8"))

    differences = play(script, fresh)

    assert [f"{name}.txt, {one}" for one in differences] == []


def test_there_are_many_conversations_in_many_languages() -> None:
    assert len(FILES) >= 40
    assert set(LANGUAGES) <= set(FILES)
    assert any(_has_arabic(file.read_text("utf-8")) for file in FILES.values())


def _has_arabic(text: str) -> bool:
    return "= language ar" in text


def test_no_conversation_shows_what_another_shows() -> None:
    titles = [read_script(file.read_text("utf-8")).title for file in FILES.values()]

    assert len(set(titles)) == len(titles)


def test_every_number_in_them_is_nobodys() -> None:
    for file in FILES.values():
        senders = [e for e in read_script(file.read_text("utf-8")).events if isinstance(e, From)]
        numbers = [one.address for one in senders if "+" in one.address]

        assert [number for number in numbers if not OF_DRAMA.fullmatch(number)] == [], file.name


# What the player finds


def found(office: Office, script: str) -> list[Difference]:
    return play(read_script(f"# A test\n{script}"), office)


def test_another_reply_is_a_difference(fresh: Office) -> None:
    (difference,) = found(fresh, "> Hi\n< Hello.")

    assert (difference.line, difference.expected) == (2, "Hello.")
    assert difference.came.startswith(f"{FIRST} / A person will read it by Friday 5 September.")


def test_a_line_that_is_missing_is_a_difference(fresh: Office) -> None:
    assert len(found(fresh, f"> Hi\n< {FIRST}")) == 1


def test_a_reply_where_silence_should_be_is_a_difference(fresh: Office) -> None:
    (difference,) = found(fresh, "> Hi")

    assert difference.expected == "silence"


@pytest.mark.parametrize("written", ["Hi...", "..."])
def test_silence_where_a_reply_should_be_is_a_difference(fresh: Office, written: str) -> None:
    (difference,) = found(fresh, f"> STOP\n< {written}")

    assert (difference.line, difference.came) == (2, "silence")


@pytest.mark.parametrize("fact", [fact.value for fact in Fact])
def test_a_fact_that_is_otherwise_is_a_difference(fresh: Office, fact: str) -> None:
    plain = {"urgent", "top", "opted-out", "code words", "new words"}
    check = f"= {fact}" if fact in plain else f"= {fact} another"

    (difference,) = found(fresh, f"> They took my phone\n< {FIRST}...\n{check}")

    assert difference.line == 4
    assert difference.came.startswith(f"{fact} ")


def test_of_a_phone_that_told_nothing_no_fact_holds(fresh: Office) -> None:
    script = f"> Hi\n< {FIRST}...\n(from +447700900124)\n= intakes 0\n= words 0\n(closed)"

    assert [(one.line, one.came) for one in found(fresh, script)] == [
        (6, "words nothing told"),
        (7, "nothing was told"),
    ]


def test_the_same_text_needs_one_before_it(fresh: Office) -> None:
    (difference,) = found(fresh, f"(same text again)\n> Hi\n< {FIRST}...")

    assert (difference.line, difference.expected) == (2, "a text before")


# What can be written


def test_a_text_may_have_two_lines_or_none() -> None:
    first, second = read_script("# Two\n> one\\ntwo\n< Hi.\n< Bye.\n\n>").events

    assert first == Text(2, "one\ntwo", reply=("Hi.", "Bye."))
    assert second == Text(6, "")


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("# A\n> Hi\nHello", "line 3: not a line of a transcript"),
        ("# A\n> Hi\n(soon)", r"line 3: nothing that can happen: \(soon\)"),
        ("# A\n> Hi\n= happy", "line 3: no fact that can be looked at: happy"),
        ("# A\n> Hi\n= words", "line 3: no fact"),
        ("# A\n> Hi\n= urgent maybe", "line 3: no fact"),
        ("# A\n< Hi", "line 2: a < line stands below the text"),
        ("# A\n> Hi\n(1 day)\n< Hi", "line 4: a < line stands below the text"),
        ("# A\n> Hi\n< Hi...\n< Bye", "line 4: nothing can come after the rest"),
        ("> Hi", "it needs a # line"),
        ("# A\n(1 day)", "and a > text"),
    ],
)
def test_whatever_else_is_written_is_refused_with_its_line(lines: str, why: str) -> None:
    with pytest.raises(ScriptError, match=why):
        read_script(lines)


# flask phone


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = an_app(f"sqlite:///{tmp_path}/heard.db")
    yield app
    office_of(app).database.close()


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["phone", *map(str, arguments)])


def test_the_command_plays_files_without_a_server(app: Flask, tmp_path: Path) -> None:
    result = run(app, "run", FILES["every_question"], FILES["praise"])

    first, second = result.output.splitlines()
    assert result.exit_code == 0
    assert first.startswith("ok ")
    assert "every_question.txt: Everything that is asked" in first
    assert "praise.txt" in second
    assert (tmp_path / "heard.db").stat().st_size == 0


def test_the_command_says_what_came_otherwise_and_ends_with_1(app: Flask, tmp_path: Path) -> None:
    wrong, broken = tmp_path / "wrong.txt", tmp_path / "broken.txt"
    wrong.write_text("# Wrong\n> Hi\n< Hello.\n")
    broken.write_text("Hello\n")

    result = run(app, "run", wrong, FILES["praise"], broken)

    assert result.exit_code == 1
    assert (
        f"differs  {wrong}, line 2:\n    expected  Hello.\n    came      {FIRST}" in result.output
    )
    assert f"cannot be read  {broken}: line 1: not a line" in result.output
    assert result.output.endswith("Error: 2 of 3 went otherwise.\n")


def test_one_phone_is_new_in_every_file(app: Flask) -> None:
    result = run(app, "run", FILES["praise"], FILES["praise"])

    assert result.exit_code == 0


def test_the_phone_texts_the_demo_only(app: Flask) -> None:
    result = run(app)

    assert result.exit_code == 1
    assert result.output.startswith("Error: The phone texts the demo only")
