"""Fonts from packages: only what was pinned, only what was named, and all of it or nothing."""

import io
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from feedback.fonts import obtaining
from feedback.fonts.obtaining import install
from feedback.fonts.pinned import FONTS, Font
from tests.feedback.fonts.tiny import package, tiny_font

ARABIC, ETHIOPIC = FONTS


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    folder = tmp_path / "packages"
    folder.mkdir()
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "data/fonts"


def refused(target: Path, packages: Path, fonts: list[Font], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        install(target, packages, fonts)
    assert not target.exists()


def test_both_fonts_are_kept_with_their_licence_and_nothing_else(target: Path, packages: Path) -> None:
    sizes = install(target, packages, [package(font, packages) for font in FONTS])
    assert sizes == {path.name: path.stat().st_size for path in target.iterdir()}
    assert set(sizes) == {
        f"{script}-{kind}"
        for script in ("arab", "ethi")
        for kind in ("400.woff2", "700.woff2", "LICENSE.txt")
    }
    assert (target / "arab-LICENSE.txt").read_bytes() == b"OFL"


def test_a_font_is_cut_to_its_range_and_keeps_its_licence(target: Path, packages: Path) -> None:
    whole = tiny_font(ARABIC.family, ARABIC.letters + "abcዐ")
    files = {f"package/{ARABIC.faces[0].member}": whole}
    install(target, packages, [package(ARABIC, packages, files)])
    cut = TTFont(target / "arab-400.woff2")
    assert set(cut.getBestCmap()) == {ord(letter) for letter in "".join(ARABIC.letters.split())}
    assert cut["name"].getDebugName(13) == "OFL"
    assert cut.flavor == "woff2"


def test_the_same_package_gives_the_same_bytes_at_any_time(target: Path, packages: Path) -> None:
    whole = TTFont(io.BytesIO(tiny_font(ARABIC.family, ARABIC.letters)), recalcTimestamp=False)
    whole["head"].modified = long_ago = 3_000_000_000
    old = io.BytesIO()
    whole.save(old)
    install(
        target, packages, [package(ARABIC, packages, {f"package/{ARABIC.faces[0].member}": old.getvalue()})]
    )
    assert TTFont(target / "arab-400.woff2")["head"].modified == long_ago


def test_a_package_that_is_not_the_pinned_one_is_refused(target: Path, packages: Path) -> None:
    pinned = package(ARABIC, packages)
    with (packages / ARABIC.archive).open("ab") as file:
        file.write(b"\0")
    refused(target, packages, [pinned], "not the package that was pinned")


def test_nothing_is_kept_when_the_second_font_is_missing(target: Path, packages: Path) -> None:
    fonts = [package(ARABIC, packages), ETHIOPIC]
    refused(target, packages, fonts, "has no fontsource-noto-sans-ethiopic-.*tgz, nor NotoSansEthiopic-Reg")


def test_no_name_in_an_archive_becomes_a_path(target: Path, packages: Path, tmp_path: Path) -> None:
    evil = {"package/../../evil": b"evil", str(tmp_path / "evil"): b"evil", "package/evil": b"evil"}
    before = set(tmp_path.iterdir())
    install(target, packages, [package(ARABIC, packages, evil)])
    assert set(tmp_path.iterdir()) - before == {target.parent}
    assert len(list(target.iterdir())) == 3


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_a_member_that_is_no_file_is_refused(target: Path, packages: Path, kind: bytes) -> None:
    entry = tarfile.TarInfo("package/LICENSE")
    entry.type, entry.linkname = kind, "/etc/passwd"
    refused(target, packages, [package(ARABIC, packages, extra=[entry])], "LICENSE in the package is no file")


def test_a_package_without_the_named_file_is_refused(target: Path, packages: Path) -> None:
    pinned = package(ARABIC, packages)
    moved = replace(pinned, faces=(replace(pinned.faces[0], member="files/none.woff2"),))
    refused(target, packages, [moved], "has no package/files/none.woff2")


def test_what_is_far_too_large_is_refused(
    target: Path, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned = package(ARABIC, packages)
    archive = (packages / ARABIC.archive).stat().st_size
    monkeypatch.setattr(obtaining, "LARGEST", archive - 1)
    refused(target, packages, [pinned], "too large")
    pinned = package(ARABIC, packages, {"package/LICENSE": b"x" * 100_000})
    monkeypatch.setattr(obtaining, "LARGEST", 99_999)
    refused(target, packages, [pinned], "too large")


def test_a_font_that_lacks_a_letter_of_ours_is_refused(target: Path, packages: Path) -> None:
    poor = {f"package/{ARABIC.faces[0].member}": tiny_font(ARABIC.family, ARABIC.letters.replace("ښ", ""))}
    refused(target, packages, [package(ARABIC, packages, poor)], "Noto Sans Arabic lacks ښ")


@pytest.mark.parametrize("content", [b"", b"no font", b"wOF2 and then nothing"])
def test_a_file_that_is_no_font_is_told_in_one_line(target: Path, packages: Path, content: bytes) -> None:
    for face in ARABIC.faces:
        (packages / face.debian).write_bytes(content)
    refused(target, packages, [ARABIC], "Noto Sans Arabic: ")


def test_debians_fonts_will_do_as_well(target: Path, packages: Path) -> None:
    for face in ETHIOPIC.faces:
        content = tiny_font(ETHIOPIC.family, ETHIOPIC.letters, face.weight, flavor=None)
        (packages / face.debian).write_bytes(content)
    assert set(install(target, packages, [ETHIOPIC])) == {"ethi-400.woff2", "ethi-700.woff2"}


def test_what_could_not_be_written_leaves_no_part(
    target: Path, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _target: Path) -> None:
        raise OSError("No space left on device")

    pinned = package(ARABIC, packages)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        install(target, packages, [pinned])
    assert list(target.iterdir()) == []


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that stands where npm does on the path, and does what a test writes into it."""
    program = tmp_path / "bin/npm"
    program.parent.mkdir()
    monkeypatch.setenv("PATH", str(program.parent))
    return program


def _write(program: Path, script: str) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_npm_is_asked_for_the_exact_packages(target: Path, packages: Path, npm: Path, tmp_path: Path) -> None:
    fonts = [package(font, packages) for font in FONTS]
    _write(npm, f'echo "$@" > {tmp_path}/asked; /bin/cp {packages}/*.tgz .')
    assert len(install(target, fonts=fonts)) == 6
    asked = (tmp_path / "asked").read_text().split()
    assert asked[:2] == ["pack", "--ignore-scripts"]
    assert {f"{font.package}@{font.version}" for font in FONTS} <= set(asked)


def test_what_npm_complains_of_is_told(target: Path, npm: Path) -> None:
    _write(npm, "echo npm error code E404 >&2; exit 1")
    with pytest.raises(ValueError, match="npm gave no packages: npm error code E404"):
        install(target)


def test_an_npm_that_does_not_answer_is_given_up(
    target: Path, npm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(*_given: object, **_more: object) -> None:
        raise subprocess.TimeoutExpired("npm", 1)

    _write(npm, "exit 0")
    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(ValueError, match="npm did not answer"):
        install(target)


@pytest.mark.usefixtures("npm")
def test_without_npm_it_says_what_helps(target: Path) -> None:
    with pytest.raises(ValueError, match=r"no npm on this machine.*npm pack .*@fontsource.*apt-get install"):
        install(target)
