"""Many texts at once, and the command that does it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from analysis.__main__ import main
from analysis.batch import CHUNK, classified, parsed
from analysis.themes import artefact
from analysis.themes.classifier import Classifier

FIELDS = ["id", "theme", "confidence", "alternatives", "abstained", "language", "masked", "flags"]


class Seen:
    """An encoder that only remembers the texts it was given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    vector_hash = "seen"

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        self.texts += texts
        return np.zeros((len(texts), 1))

    def joined(self, texts: Sequence[str], vectors: NDArray[np.float64]) -> NDArray[np.float64]:
        return vectors


class Same:
    """A scorer that says the same of every text."""

    threshold_ = 0.4
    classes_ = np.array(["course", "other", "exam-results", "exemption", "obligation"])

    def predict_proba(self, features: NDArray[np.float64], languages: Sequence[str]) -> NDArray[np.float64]:
        assert len(features) == len(languages)
        return np.tile([0.61239, 0.2, 0.1, 0.05, 0.03761], (len(features), 1))


@pytest.fixture
def classifier() -> Classifier:
    return Classifier(Seen(), Same(), "test-1")


def lines(*rows: Any) -> list[bytes]:
    return [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]


def run(classifier: Classifier, *rows: Any) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    bad: list[tuple[int, str]] = []
    done = list(classified(lines(*rows), classifier, lambda number, reason: bad.append((number, reason))))
    return done, bad


def test_a_line_out_has_the_promised_fields_in_their_order(classifier: Classifier) -> None:
    done, bad = run(classifier, {"id": "7", "text": "de les is te moeilijk voor mij", "lang": "nl"})
    assert bad == []
    assert list(done[0]) == FIELDS
    assert done[0] == {
        "id": "7",
        "theme": "course",
        "confidence": 0.6124,
        "alternatives": [["other", 0.2], ["exam-results", 0.1], ["exemption", 0.05]],
        "abstained": False,
        "language": "nl",
        "masked": "de les is te moeilijk voor mij",
        "flags": [],
    }


def test_personal_data_never_reaches_the_encoder_and_its_kind_is_told(classifier: Classifier) -> None:
    done, _ = run(classifier, {"id": "1", "text": "bel mij op 06-12345678 over de les", "lang": "nl"})
    assert "[phone]" in done[0]["masked"]
    assert "personal-data" in done[0]["flags"]
    assert "12345678" not in classifier.encoder.texts[0]  # type: ignore[attr-defined]


def test_a_text_with_despair_is_flagged(classifier: Classifier) -> None:
    done, _ = run(classifier, {"id": "1", "text": "ik wil niet meer leven", "lang": "nl"})
    assert done[0]["flags"] == ["distress"]


def test_an_empty_text_is_other_with_no_confidence(classifier: Classifier) -> None:
    done, bad = run(classifier, {"id": "1", "text": ""}, {"id": "2", "text": " \n"})
    assert bad == []
    assert [(row["theme"], row["confidence"], row["abstained"]) for row in done] == [("other", 0.0, True)] * 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not valid JSON"),
        (b"nonsense", "not valid JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"id": "1", "text": "\xff"}', "not valid UTF-8 at byte 21"),
        (b'"text"', "not a JSON object"),
        (b"null", "not a JSON object"),
        ({"text": "x"}, '"id" must be'),
        ({"id": None, "text": "x"}, '"id" must be'),
        ({"id": True, "text": "x"}, '"id" must be'),
        ({"id": 1.5, "text": "x"}, '"id" must be'),
        ({"id": "1"}, '"text" must be'),
        ({"id": "1", "text": ["x"]}, '"text" must be'),
        ({"id": "1", "text": "x", "lang": 3}, '"lang" must be'),
        ({"id": "1", "text": "half \ud800"}, "surrogate"),
    ],
)
def test_a_bad_line_is_told_with_number_and_reason_and_the_rest_is_done(
    classifier: Classifier, line: Any, reason: str
) -> None:
    done, bad = run(classifier, {"id": "a", "text": "les"}, line, {"id": "b", "text": "les"})
    assert [row["id"] for row in done] == ["a", "b"]
    assert [number for number, _ in bad] == [2]
    assert reason in bad[0][1]


@pytest.mark.parametrize("row", [{"id": 0, "text": "x"}, {"id": "", "text": "x", "lang": None, "more": [1]}])
def test_a_line_may_have_a_number_as_id_no_language_and_more_fields(row: dict[str, Any]) -> None:
    item = parsed(json.dumps(row).encode())
    assert (item.id, item.text, item.lang) == (row["id"], "x", None)


def test_blank_lines_and_a_byte_order_mark_are_passed_over(classifier: Classifier) -> None:
    first = b"\xef\xbb\xbf" + json.dumps({"id": "a", "text": "les"}).encode()
    done, bad = run(classifier, first, b"\r\n", b"  ")
    assert ([row["id"] for row in done], bad) == (["a"], [])


def test_lines_are_read_only_as_they_are_needed(classifier: Classifier) -> None:
    read: list[None] = []

    def endless() -> Iterator[bytes]:
        while True:
            read.append(None)
            yield json.dumps({"id": len(read), "text": "les"}).encode()

    results = classified(endless(), classifier, lambda _number, _reason: None)
    assert next(results)["id"] == 1
    assert len(read) == CHUNK


@given(st.lists(st.one_of(st.binary(max_size=30), st.text(max_size=30).map(str.encode)), max_size=20))
def test_no_line_whatever_it_holds_stops_the_others(noise: list[bytes]) -> None:
    good = {"id": "good", "text": "les"}
    done, _ = run(Classifier(Seen(), Same(), "test-1"), *noise, good)
    assert done[-1]["id"] == "good"


@given(st.text())
def test_any_text_gets_a_theme(text: str) -> None:
    done, bad = run(Classifier(Seen(), Same(), "test-1"), {"id": "1", "text": text, "lang": "nl"})
    assert [list(row) for row in done] == [FIELDS]
    assert bad == []


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, classifier: Classifier) -> Any:
    """Runs `python -m analysis` with a classifier that is there at once."""
    monkeypatch.setattr(artefact, "load_or_train", lambda _folder, progress: progress("ready") or classifier)

    def invoke(*arguments: str, given: bytes = b"") -> Result:
        return CliRunner().invoke(main, [*arguments, "--cache", str(tmp_path)], input=given)

    return invoke


GOOD = b'{"id": "1", "text": "les", "lang": "nl"}\n'


def test_the_command_answers_standard_input_on_standard_output(command: Any) -> None:
    result = command("classify", "-", given=GOOD * 2)
    assert [json.loads(line)["theme"] for line in result.stdout.splitlines()] == ["course"] * 2
    assert result.stderr.splitlines() == ["ready", "2 texts classified with test-1, 0 bad lines"]
    assert result.exit_code == 0


def test_the_command_reads_a_file(command: Any, tmp_path: Path) -> None:
    (tmp_path / "texts.jsonl").write_bytes(GOOD)
    assert len(command("classify", str(tmp_path / "texts.jsonl")).stdout.splitlines()) == 1


def test_bad_lines_go_to_standard_error_and_make_the_exit_code_one(command: Any) -> None:
    result = command("classify", "-", given=GOOD + b"\xff\n" + GOOD)
    assert len(result.stdout.splitlines()) == 2
    assert "line 2: not valid UTF-8 at byte 0" in result.stderr.splitlines()
    assert result.exit_code == 1


def test_progress_is_told_on_standard_error(command: Any) -> None:
    assert "256 texts classified" in command("classify", "-", given=GOOD * 300).stderr.splitlines()


def test_a_file_that_is_not_there_is_told_before_anything_is_trained(command: Any) -> None:
    result = command("classify", "nowhere.jsonl")
    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.stderr
    assert "ready" not in result.stderr


def test_the_output_is_plain_ascii_whatever_the_id_holds(command: Any) -> None:
    given = json.dumps({"id": "مرحبا \ud800", "text": "les"}).encode() + b"\n"
    result = command("classify", "-", given=given)
    assert result.stdout.isascii()
    assert json.loads(result.stdout)["id"] == "مرحبا \ud800"


@pytest.mark.parametrize("name", ["classify", "evaluate"])
def test_help_says_what_the_command_does_without_loading_the_classifier(command: Any, name: str) -> None:
    result = command(name, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 8
    assert all(field in result.stdout for field in (FIELDS if name == "classify" else ["macro F1"]))
