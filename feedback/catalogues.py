"""Interface words in each language: compiled from translations/*.po when those are newer."""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from feedback.settings import ROOT

TRANSLATIONS = ROOT / "translations"


def compile_stale(folder: Path = TRANSLATIONS) -> list[str]:
    """The locales whose .mo file was missing or older than its .po and has been written anew."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            _compile(source, target)
            written.append(source.parent.parent.name)
    return written


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name)
    # written beside and renamed, because several processes may start at once
    handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".mo")
    with os.fdopen(handle, "wb") as out:
        write_mo(out, catalogue)
    Path(draft).replace(target)
