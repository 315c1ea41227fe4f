"""Installed fonts, for pages in a script that a device may lack; the device's own fonts come first."""

import hashlib
import mimetypes
from collections.abc import Iterable
from pathlib import Path

from babel.core import get_global, parse_locale

from feedback.fonts.pinned import FONTS, Face, Font
from feedback.languages import Language

mimetypes.add_type("font/woff2", ".woff2")


def version(content: bytes) -> str:
    """What stands in a file's address, so that it changes when the file does."""
    return hashlib.sha256(content).hexdigest()[:12]


def installed(
    folder: Path, plain: bytes, languages: Iterable[Language]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files to serve for the fonts in a folder, and the name of the stylesheet of each language.

    The rules of a font stand at the end of a copy of the `plain` stylesheet, which comes in its place: a
    page needs no request more, and a page in another script has no byte more.
    """
    files: dict[str, bytes] = {}
    stylesheets = {}
    for font in FONTS:
        paths = {face: folder / font.file(face) for face in font.faces}
        if not all(path.is_file() for path in paths.values()):
            continue
        faces = {face: path.read_bytes() for face, path in paths.items()}
        files |= {font.file(face): content for face, content in faces.items()}
        stylesheets[font.script] = f"site-{font.script}.css"
        rules = "".join(_face(font, face, content) for face, content in faces.items())
        # in front: browsers do not draw text anew for a font that arrives behind another one
        rules += f':root {{ --script: "{font.family}"; }}\n'
        files[stylesheets[font.script]] = plain + rules.encode()
    return files, {each.code: stylesheets.get(script_of(each.locale), "site.css") for each in languages}


def script_of(locale: str) -> str:
    """The script that a locale is written in, as CLDR has it: a code of ISO 15924 in small letters."""
    language, territory, script, *_rest = parse_locale(locale)
    likely = get_global("likely_subtags")
    whole = likely.get(f"{language}_{territory}") or likely.get(language) or "und_Zyyy"
    return (script or parse_locale(whole)[2] or "Zyyy").lower()


def _face(font: Font, face: Face, content: bytes) -> str:
    """The @font-face of one weight: every name that a device may have it under, and only then our file.

    A variable font on a device has its regular names only, so they stand behind the bold ones.
    """
    names = dict.fromkeys(face.local + font.faces[0].local)
    local = ", ".join(f'local("{name}")' for name in names)
    return (
        f'@font-face {{ font-family: "{font.family}"; font-weight: {face.weight}; font-display: swap; '
        f"unicode-range: {font.unicode_range}; "
        f'src: {local}, url({font.file(face)}?v={version(content)}) format("woff2"); }}\n'
    )
