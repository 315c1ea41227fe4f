"""A tiny font of squares, and packages of it as npm and Debian give them."""

import base64
import hashlib
import io
import tarfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from feedback.fonts.pinned import Font


def tiny_font(family: str, letters: Iterable[str], weight: int = 400, flavor: str | None = "woff2") -> bytes:
    """A font in which each of these letters is a black square."""
    codes = sorted({ord(letter) for letter in letters} | {0x20})
    names = [".notdef", *(f"uni{code:04X}" for code in codes)]
    style = "Bold" if weight == 700 else "Regular"
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"uni{code:04X}" for code in codes})
    builder.setupGlyf({name: _square() for name in names})
    builder.setupHorizontalMetrics({name: (900 if name == ".notdef" else 700, 50) for name in names})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    full = {"fullName": f"{family} {style}", "psName": f"{family}-{style}".replace(" ", "")}
    builder.setupNameTable({"familyName": family, "styleName": style, "licenseDescription": "OFL", **full})
    builder.setupOS2(sTypoAscender=800, usWeightClass=weight, fsSelection=0x20 if weight == 700 else 0x40)
    builder.setupPost()
    builder.font["head"].macStyle = int(weight == 700)
    builder.font.flavor = flavor
    made = io.BytesIO()
    builder.save(made)
    return made.getvalue()


def _square() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 600), (650, 600), (650, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def packed(files: dict[str, bytes], extra: Sequence[tarfile.TarInfo] = ()) -> bytes:
    """An archive of these files, and of entries without content."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for entry in extra:
            archive.addfile(entry)
    return made.getvalue()


def package(font: Font, folder: Path, files: dict[str, bytes] | None = None, **more: object) -> Font:
    """The font pinned to a package of tiny faces that now lies in the folder."""
    members = {face.member: tiny_font(font.family, font.letters, face.weight) for face in font.faces}
    entries = {f"package/{name}": content for name, content in {**members, "LICENSE": b"OFL"}.items()}
    content = packed({**entries, **(files or {})}, **more)  # type: ignore[arg-type]
    (folder / font.archive).write_bytes(content)
    return replace(font, integrity="sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode())
