"""Fonts obtained from their packages, verified, cut to what our languages write, and kept in a folder."""

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError

from feedback.fonts.pinned import FONTS, Font

LARGEST = 8 * 1024 * 1024
"""Bytes of a package, or of one file in it; the real ones have 2 MB and 75 kB."""
PATIENCE = 120
"""Seconds that npm may take."""
WITHOUT_NPM = (
    "There is no npm on this machine. Any of these helps: install npm; or run `{command}` on another machine "
    "and give the folder with its files as --from; or, on Debian, `apt-get install fonts-noto-core` and "
    "--from /usr/share/fonts/truetype/noto"
)
# pairs of Ethiopic syllables are two thirds of the file, and reading does not need them
_FEATURES = [feature for feature in subset.Options().layout_features if feature != "kern"]
_NAMES = [0, 1, 2, 4, 6, 13, 14]  # copyright, names, licence and where it stands: the licence asks for them


def install(target: Path, packages: Path | None = None, fonts: Sequence[Font] = FONTS) -> dict[str, int]:
    """The files now in `target` and their bytes; from packages in a folder, or as npm gives them.

    Nothing is written when one font cannot be had: ValueError says which file is missing, is not the
    pinned one, or lacks letters.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = packages or _packed(Path(temporary), fonts)
        files = {name: content for font in fonts for name, content in _files(font, folder).items()}
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        _keep(target / name, content)
    return {name: len(content) for name, content in files.items()}


def _packed(folder: Path, fonts: Sequence[Font]) -> Path:
    """The folder, with the packages in it as npm gives them from wherever this machine gets its packages."""
    # only unpacked here, never installed: no script of a package runs
    command = ["npm", "pack", "--ignore-scripts", *(f"{font.package}@{font.version}" for font in fonts)]
    npm = shutil.which("npm")
    if npm is None:
        raise ValueError(WITHOUT_NPM.format(command=" ".join(command)))
    try:
        done = subprocess.run(  # noqa: S603
            [npm, *command[1:], "--loglevel=error"],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ValueError(f"npm did not answer in {PATIENCE} seconds") from None
    if done.returncode:
        raise ValueError("npm gave no packages: " + " ".join(done.stderr.split())[:300])
    return folder


def _files(font: Font, folder: Path) -> dict[str, bytes]:
    """The font's files by name, from its npm package or else from Debian's files, which apt has verified."""
    archive, loose = folder / font.archive, [folder / face.debian for face in font.faces]
    if archive.is_file():
        members = [*(face.member for face in font.faces), "LICENSE"]
        *faces, licence = _unpacked(_verified(archive, font.integrity), members)
        kept = {f"{font.script}-LICENSE.txt": licence}
    elif all(path.is_file() for path in loose):
        faces, kept = [_read(path) for path in loose], {}
    else:
        raise ValueError(f"{folder} has no {font.archive}, nor {' and '.join(path.name for path in loose)}")
    cut = {font.file(face): _cut(content, font) for face, content in zip(font.faces, faces, strict=True)}
    return kept | cut


def _read(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path} is too large for a font")
    return path.read_bytes()


def _verified(path: Path, integrity: str) -> bytes:
    content = _read(path)
    digest = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if digest != integrity:
        raise ValueError(f"{path} is not the package that was pinned: it has {digest}")
    return content


def _unpacked(content: bytes, members: Sequence[str]) -> list[bytes]:
    """The named members and nothing else; no name in the archive ever becomes a path."""
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        return [_member(archive, f"package/{member}") for member in members]


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    try:
        entry = archive.getmember(name)
    except KeyError:
        raise ValueError(f"the package has no {name}") from None
    file = archive.extractfile(entry) if entry.isfile() and entry.size <= LARGEST else None
    if file is None:
        raise ValueError(f"{name} in the package is no file, or too large for a font")
    return file.read()


def _cut(content: bytes, font: Font) -> bytes:
    """The part of a font that its range names, as WOFF2; ValueError when it lacks letters that we write."""
    options = subset.Options(
        flavor="woff2", hinting=False, layout_features=_FEATURES, name_IDs=_NAMES, notdef_outline=True
    )
    try:
        whole = TTFont(io.BytesIO(content), recalcTimestamp=False)  # the same font twice has the same bytes
    except TTLibError as error:
        raise ValueError(f"{font.family}: {error}") from error
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(font.unicode_range))
    subsetter.subset(whole)
    if lacking := {each for each in "".join(font.letters.split()) if ord(each) not in whole.getBestCmap()}:
        raise ValueError(f"{font.family} lacks {' '.join(sorted(lacking))}")
    made = io.BytesIO()
    subset.save_font(whole, made, options)
    return made.getvalue()


def _keep(path: Path, content: bytes) -> None:
    # written beside and renamed, so that what has a font's name is a whole font
    draft = path.with_name(f".{path.name}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
