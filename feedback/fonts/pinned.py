"""Which fonts may be installed: the exact package of each, and the names that devices know it by."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Face:
    """One weight of a font: its file in the npm package, its file in Debian's, its names on devices."""

    weight: int
    member: str
    debian: str
    local: tuple[str, ...]


@dataclass(frozen=True)
class Font:
    """The font of one script, a code of ISO 15924 in small letters; `faces` begins with the regular one."""

    script: str
    family: str
    package: str
    version: str
    integrity: str
    unicode_range: str
    letters: str
    faces: tuple[Face, ...]

    @property
    def archive(self) -> str:
        """The name that `npm pack` gives the package's file."""
        return f"{self.package.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    def file(self, face: Face) -> str:
        """The name of a face among installed fonts and in addresses."""
        return f"{self.script}-{face.weight}.woff2"


def _font(script: str, table: dict[str, Any]) -> Font:
    faces = tuple(Face(**{**face, "local": tuple(face["local"])}) for face in table.pop("faces"))
    return Font(script, faces=faces, **table)


FONTS = tuple(
    _font(script, table)
    for script, table in tomllib.loads(
        Path(__file__).with_name("fonts.toml").read_text(encoding="utf-8")
    ).items()
)
