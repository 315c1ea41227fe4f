"""Recordings belong to the exact text that they say, and nothing else of the folder leaves the house."""

import csv
import io
import re
import unicodedata
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from feedback.app import create_app
from feedback.audio import Recordings, digest
from feedback.cli import main
from feedback.settings import Settings
from feedback.store.database import Database
from tests.visitor import Visitor

SURVEY = "survey/ketendoel-10"
QUESTION = "Hoe tevreden ben je over je inburgering?"
SAID = re.compile(r'<(\w+)[^>]* data-say(?:="([^"]*)")?(?: data-audio="([^"]*)")?>(.*?)</\1>', re.DOTALL)


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Recordings have nothing to do with the database."""
    return sqlite_database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data/audio"


def record(
    folder: Path, language: str, text: str, kind: str = ".mp3", content: bytes = b"0123456789"
) -> Path:
    """A file with the name that the recording of this text must have."""
    path = folder / language / f"{digest(text)}{kind}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def visit(database: Database, tmp_path: Path) -> Visitor:
    """Somebody who visits the service as it starts now."""
    settings = Settings(data_dir=tmp_path / "data", database_url=str(database.url), secret_key="test")
    return Visitor(create_app(settings, database=database))


def said(page: str) -> list[tuple[str, str, str]]:
    """Of each text that a page lets be read: whether a question begins, the recording, the words."""
    return [
        (first, audio, unescape(re.sub("<[^>]*>", "", text)).strip())
        for _tag, first, audio, text in SAID.findall(page)
    ]


@given(st.text())
def test_a_name_knows_no_composition_and_no_spacing(text: str) -> None:
    spaced = "\n ".join(["", *unicodedata.normalize("NFD", text).split(), ""])
    assert digest(text) == digest(spaced)
    assert re.fullmatch("[0-9a-f]{16}", digest(text))


@pytest.mark.parametrize("other", ["Wat gaat goed!", "wat gaat goed?", "Wat gaat goed", "Watgaat goed?"])
def test_another_letter_or_sign_is_another_text(other: str) -> None:
    assert digest(other) != digest("Wat gaat goed?")


def test_the_name_of_a_text_never_changes() -> None:
    # recordings lie in folders of others by this name
    assert digest(QUESTION) == "559610d9ef1f2ab4"


def test_a_recording_is_found_by_its_text_in_its_language_alone(folder: Path) -> None:
    path = record(folder, "nl", QUESTION)
    found = Recordings(folder)
    assert found.find("nl", QUESTION) == path.name
    assert found.find("nl", QUESTION + "!") is None
    assert found.find("ti", QUESTION) is None


def test_of_two_kinds_the_one_that_most_phones_play_is_chosen(folder: Path) -> None:
    for kind in (".wav", ".mp3", ".opus"):
        record(folder, "nl", QUESTION, kind)
    assert Recordings(folder).find("nl", QUESTION) == f"{digest(QUESTION)}.mp3"


@pytest.mark.parametrize("name", ["question.mp3", f"{digest(QUESTION)}.txt", f"{digest(QUESTION)}0.mp3"])
def test_a_file_with_another_name_is_no_recording(folder: Path, name: str) -> None:
    (folder / "nl").mkdir(parents=True)
    (folder / "nl" / name).write_bytes(b"0")
    assert Recordings(folder).find("nl", QUESTION) is None
    assert not Recordings(folder).has("nl", name)


def test_pages_name_the_recording_of_a_text_and_mark_the_others(
    database: Database, tmp_path: Path, folder: Path
) -> None:
    path = record(folder, "nl", QUESTION)
    visitor = visit(database, tmp_path)
    texts = said(visitor.get(f"/nl/{SURVEY}/all"))
    at = texts.index(("1", f"/audio/nl/{path.name}", QUESTION))
    assert texts[at - 1] == ("", "", "Je mag elke vraag overslaan.")
    assert texts[at + 2] == ("", "", "Heel tevreden")
    assert texts[-4:-2] == [("", "", "Ik begrijp deze vraag niet"), ("1", "", "Wat kan beter?")]
    assert "/audio/" not in visitor.get(f"/ti/{SURVEY}/all")


def test_a_changed_text_is_not_offered_with_its_old_recording(
    database: Database, tmp_path: Path, folder: Path
) -> None:
    record(folder, "nl", QUESTION.replace("je inburgering", "jouw inburgering"))
    assert "data-audio" not in visit(database, tmp_path).get(f"/nl/{SURVEY}/all")


def test_an_error_can_be_read(visitor: Visitor) -> None:
    visitor.get(f"/nl/{SURVEY}/all")
    visitor.submit("form", satisfaction="furious")
    texts = [text for _first, _audio, text in said(visitor.text)]
    assert texts.index("Kies een van de antwoorden op deze pagina.") == texts.index(QUESTION) + 2


def test_a_recording_is_served_with_its_type_and_in_parts(
    database: Database, tmp_path: Path, folder: Path
) -> None:
    path = record(folder, "nl", QUESTION)
    client, address = visit(database, tmp_path).client, f"/audio/nl/{path.name}"
    whole = client.get(address, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert (whole.status_code, whole.mimetype, whole.data) == (200, "audio/mpeg", b"0123456789")
    assert whole.headers["Cache-Control"] == "public, max-age=86400"
    assert "Set-Cookie" not in whole.headers
    part = client.get(address, headers={"Range": "bytes=2-4"}, buffered=True)
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    known = client.get(address, headers={"If-None-Match": whole.headers["ETag"]}, buffered=True)
    assert known.status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        "/audio/nl/0000000000000000.mp3",
        "/audio/nl/notes.txt",
        "/audio/nl/../secret_key",
        "/audio/nl/..%2fsecret_key",
        "/audio/../secret_key",
        "/audio/nl/",
        "/audio/xx/{name}",
    ],
)
def test_nothing_else_is_served(database: Database, tmp_path: Path, folder: Path, address: str) -> None:
    path = record(folder, "nl", QUESTION)
    (path.parent / "notes.txt").write_text("for the speaker")
    (tmp_path / "data/secret_key").write_text("secret " * 10)
    visitor = visit(database, tmp_path)
    visitor.get(address.format(name=path.name))
    assert visitor.status == 404


def test_a_link_to_elsewhere_is_no_recording(database: Database, tmp_path: Path, folder: Path) -> None:
    outside = tmp_path / "outside"
    path = record(outside, "nl", QUESTION)
    (folder / "ti").mkdir(parents=True)
    (folder / "ti" / path.name).symlink_to(path)
    (folder / "nl").symlink_to(outside / "nl")
    visitor = visit(database, tmp_path)
    assert [visitor.client.get(f"/audio/{code}/{path.name}").status_code for code in ("nl", "ti")] == [
        404,
        404,
    ]


def test_a_recording_that_went_away_is_not_there(database: Database, tmp_path: Path, folder: Path) -> None:
    path = record(folder, "nl", QUESTION)
    visitor = visit(database, tmp_path)
    path.unlink()
    visitor.get(f"/audio/nl/{path.name}")
    assert visitor.status == 404


def run(database: Database, tmp_path: Path, *arguments: str) -> str:
    environment = {"FEEDBACK_DATA_DIR": str(tmp_path / "data"), "FEEDBACK_DATABASE_URL": str(database.url)}
    result = CliRunner().invoke(main, ["audio", *arguments], env=environment)
    assert result.exit_code == 0, result.output
    return result.output


def listed(database: Database, tmp_path: Path, language: str) -> list[dict[str, str]]:
    """The table for a speaker."""
    text = run(database, tmp_path, "list", language).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_speaker_gets_every_text_once_with_its_file_name(
    database: Database, tmp_path: Path, folder: Path
) -> None:
    path = record(folder, "nl", QUESTION, ".opus")
    table = listed(database, tmp_path, "nl")
    assert len({row["text"] for row in table}) == len(table) > 60
    assert all(row["file"] == f"{digest(row['text'])}.mp3" for row in table)
    assert [row for row in table if row["recorded"]] == [
        {
            "file": f"{digest(QUESTION)}.mp3",
            "text": QUESTION,
            "where": "ketendoel-10: question.satisfaction",
            "recorded": path.name,
        }
    ]


@pytest.mark.parametrize("language", ["nl", "en", "prs"])
def test_what_pages_let_be_read_is_on_the_list(
    app: Flask, database: Database, tmp_path: Path, language: str
) -> None:
    visitor = Visitor(app)
    survey = f"/{language}/{SURVEY}"
    lost = visitor.client.get(f"{survey}?lost=1").get_data(as_text=True)
    visitor.post(f"{survey}/start", {})
    again = visitor.client.get(survey).get_data(as_text=True)
    pages = [lost, again, visitor.post(f"{survey}/2", {"start": "neutral", "go": "back"})]
    visitor.post(f"{survey}/1", {"satisfaction": "neutral"})
    pages += [visitor.get(f"{survey}/1"), visitor.get(f"{survey}/check"), visitor.submit("send")]
    visitor.get(f"{survey}/all")
    pages.append(visitor.submit("form", satisfaction="furious"))
    found = {text for page in pages for *_, text in said(page)}
    assert len(found) > 60
    assert found - {row["text"] for row in listed(database, tmp_path, language)} == set()


def test_the_status_counts_what_is_recorded_and_names_what_is_stale(
    database: Database, tmp_path: Path, folder: Path
) -> None:
    record(folder, "nl", QUESTION)
    stale = record(folder, "nl", "Een vraag van vorig jaar")
    (folder / "nl/vraag 1.MP3").write_bytes(b"0")
    lines = run(database, tmp_path, "status").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("nl "))
    assert re.fullmatch(r"nl +1 of \d+ texts recorded, 2 stale", lines[at])
    assert [line.split()[0] for line in lines[at + 1 : at + 3]] == [stale.name, "vraag"]
    assert all("0 stale" in line for line in lines[at + 3 :])


def test_a_language_that_is_not_there_is_told_in_one_line(database: Database, tmp_path: Path) -> None:
    environment = {"FEEDBACK_DATA_DIR": str(tmp_path), "FEEDBACK_DATABASE_URL": str(database.url)}
    result = CliRunner().invoke(main, ["audio", "list", "xx"], env=environment)
    assert isinstance(result.exception, SystemExit)
    assert "no language xx" in result.output.splitlines()[-1]


def test_recordings_can_lie_elsewhere(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).recordings == tmp_path / "audio"
    assert Settings(data_dir=tmp_path, audio_dir="/srv/audio").recordings == Path("/srv/audio")
