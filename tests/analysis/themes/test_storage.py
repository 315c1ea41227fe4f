"""Files that several processes share."""

import multiprocessing
import time
from pathlib import Path

import pytest

from analysis.themes.storage import locked, replaced


def test_a_written_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "head"
    path.write_bytes(b"old")
    with replaced(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "head"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), replaced(path) as file:
        file.write("text, not bytes")  # type: ignore[call-overload]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def _note(log: Path, words: str) -> None:
    with log.open("a") as file:
        file.write(words)


def _hold(folder: Path, log: Path) -> None:
    with locked(folder):
        _note(log, "in ")
        time.sleep(0.05)
        _note(log, "out ")


def test_processes_are_let_in_one_after_the_other(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_hold, args=(tmp_path / "new", tmp_path / "log")) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=20)
    assert (tmp_path / "log").read_text() == "in out " * 4
