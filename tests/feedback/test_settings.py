"""Settings are read once, refused when they make no sense, and the key is one for all processes."""

import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from feedback.settings import Settings, kept_secret


def test_settings_are_read_by_their_kind(tmp_path: Path) -> None:
    found = Settings.from_environment(
        {"FEEDBACK_DATA_DIR": str(tmp_path), "FEEDBACK_THRESHOLD": "20", "FEEDBACK_BEHIND_PROXY": "true"}
        | {"HOME": "/"}
    )
    assert found == Settings(data_dir=tmp_path, threshold=20, behind_proxy=True)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("COLOUR", "red", "unknown setting FEEDBACK_COLOUR"),
        ("THRESHOLD", "ten", "whole number"),
        ("THRESHOLD", "4", "below 5"),
        ("BURST_LIMIT", "-1", "a number of sendings"),
        ("SECURE_COOKIES", "maybe", "0 or 1"),
        ("ANSWER_RETENTION", "-1", "a number of days"),
        ("CONTACT_EMAIL", "nobody", "no e-mail address"),
        ("CONTACT_EMAIL", "a@b.nl?bcc=c@d.nl", "no e-mail address"),
        ("SECURITY_CONTACT", "http://example.org", "starts with https://"),
        ("SECURITY_CONTACT", "a@b.nl\nExpires: never", "starts with https://"),
        ("SECURITY_CONTACT", "https://b.nl/a\nExpires: never", "starts with https://"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(name: str, value: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Settings.from_environment({f"FEEDBACK_{name}": value})


def test_the_key_that_was_set_is_used_and_nothing_is_kept(tmp_path: Path) -> None:
    assert kept_secret(Settings(data_dir=tmp_path, secret_key="chosen")) == "chosen"
    assert list(tmp_path.iterdir()) == []


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new")
    secret = kept_secret(settings)
    assert (len(secret), kept_secret(settings)) == (64, secret)
    [file] = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_threads_that_start_at_once_get_one_whole_key(tmp_path: Path) -> None:
    for round_ in range(20):
        found: list[str] = []
        start = threading.Barrier(8)

        def read(folder: Path, found: list[str] = found, start: threading.Barrier = start) -> None:
            start.wait()
            found.append(kept_secret(Settings(data_dir=folder)))

        threads = [threading.Thread(target=read, args=[tmp_path / str(round_)]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(found), len(set(found)), {len(secret) for secret in found}) == (8, 1, {64})


def test_processes_that_start_at_once_get_one_whole_key(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys; from feedback.settings import Settings, kept_secret; sys.stdin.read(); "
        f"print(kept_secret(Settings(data_dir=pathlib.Path({str(tmp_path)!r}))))"
    )
    command = [sys.executable, "-c", code]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(8)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    found = {process.communicate()[0].strip() for process in started}
    assert [len(secret) for secret in found] == [64]


@pytest.mark.parametrize("content", ["", "half"])
def test_a_key_that_is_not_whole_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret_key").write_text(content)
    with pytest.raises(ValueError, match="no whole key"):
        kept_secret(Settings(data_dir=tmp_path))
