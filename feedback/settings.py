"""Everything an installation can choose, read once at start."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHORTEST_SECRET = 32
"""Characters of a kept key; the ones made here have 64."""
ROOT = Path(__file__).resolve().parent.parent
"""The checkout: migrations/ and translations/ lie there, beside the packages."""


@dataclass(frozen=True)
class Settings:
    """Choices of one installation; every field has a default that works on one machine.

    `threshold` is the smallest count that is shown (not below 5), `question_limit` a number of
    characters, `upload_limit` and `form_limit` are bytes. `login_attempts` is per account and minute.
    `login_storage` names where those attempts are counted: `memory://` counts per process.
    """

    data_dir: Path = ROOT / "instance"
    database_url: str = ""
    secret_key: str = ""
    demonstration: bool = False
    threshold: int = 10
    question_limit: int = 1000
    form_limit: int = 1024 * 1024
    upload_limit: int = 5 * 1024 * 1024
    login_attempts: int = 5
    login_storage: str = "memory://"
    behind_proxy: bool = False
    secure_cookies: bool = False

    def __post_init__(self) -> None:
        if self.threshold < 5:
            raise ValueError("FEEDBACK_THRESHOLD is below 5, the least that may be published")

    @property
    def database(self) -> str:
        """The database's URL: the one that was set, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'feedback.sqlite'}"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings that FEEDBACK_… variables ask for; ValueError names what cannot be read."""
        given = {key[9:].lower(): value for key, value in environment.items() if key.startswith("FEEDBACK_")}
        fields = {name: type(getattr(cls, name)) for name in cls.__dataclass_fields__}
        unknown = sorted(set(given) - set(fields))
        if unknown:
            raise ValueError(f"unknown setting FEEDBACK_{unknown[0].upper()}")
        return cls(**{name: _read(name, value, fields[name]) for name, value in given.items()})


def _read(name: str, value: str, kind: type) -> Any:
    if kind is bool:
        if value.lower() not in {"0", "1", "true", "false"}:
            raise ValueError(f"FEEDBACK_{name.upper()} is 0 or 1, not {value!r}")
        return value.lower() in {"1", "true"}
    if kind is int:
        try:
            return int(value)
        except ValueError:
            raise ValueError(f"FEEDBACK_{name.upper()} is a whole number, not {value!r}") from None
    return Path(value) if issubclass(kind, Path) else value


def kept_secret(settings: Settings) -> str:
    """The key that signs cookies: the one that was set, or one made once and kept in the data folder.

    All processes that start at once get the same one. ValueError when the kept key is too short.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / "secret_key"
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _keep_new_secret(path)
    secret = path.read_text().strip()
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"{path} holds no whole key: delete it, a new one is made at the next start")
    return secret


def _keep_new_secret(path: Path) -> None:
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".secret_key-") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):  # somebody was first, and theirs is whole too
            os.link(file.name, path)
