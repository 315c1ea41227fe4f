"""Everything an installation can choose, read once at start."""

import os
import re
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
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_WEB_ADDRESS = re.compile(r"https://\S+")


@dataclass(frozen=True)
class Settings:
    """Choices of one installation; every field has a default that works on one machine.

    `translations_dir` has a folder for each language, `surveys_dir` one for each survey to publish.
    `threshold` is the smallest count that is shown (not below 5), `question_limit` a number of
    characters, `upload_limit` and `form_limit` are bytes. `login_attempts` is per account and minute.
    `login_storage` names where those attempts are counted: `memory://` counts per process.
    `burst_limit` is how many sendings of one kind a process takes in a minute before it marks the others
    as suspect; with 0 nothing is ever marked.
    `organisation` runs the service and reads its `contact_email` and `contact_phone`; pages say so where
    they are not filled in. `security_contact` is an e-mail address or a web address for security.txt.
    `audio_dir` has a folder of recordings for each language; `audio` in the data folder where it is empty.
    Of the questions of a tertial `audit_sample` are read by somebody who does not know what the model made of
    them, and the first `audit_double` of those by two people.
    `answer_retention` is days; 0 keeps answers for ever. `theme` is a file as `feedback/web/theme.toml`.
    """

    data_dir: Path = ROOT / "instance"
    translations_dir: Path = ROOT / "translations"
    surveys_dir: Path = ROOT / "feedback/surveys/shipped"
    audio_dir: str = ""
    database_url: str = ""
    secret_key: str = ""
    demonstration: bool = False
    threshold: int = 10
    question_limit: int = 1000
    form_limit: int = 1024 * 1024
    upload_limit: int = 5 * 1024 * 1024
    burst_limit: int = 120
    audit_sample: int = 150
    audit_double: int = 30
    login_attempts: int = 5
    login_storage: str = "memory://"
    behind_proxy: bool = False
    secure_cookies: bool = False
    organisation: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    security_contact: str = ""
    answer_retention: int = 5 * 365
    theme: Path = ROOT / "feedback/web/theme.toml"

    def __post_init__(self) -> None:
        if self.threshold < 5:
            raise ValueError("FEEDBACK_THRESHOLD is below 5, the least that may be published")
        if not 0 <= self.audit_double <= self.audit_sample:
            raise ValueError("FEEDBACK_AUDIT_DOUBLE is a number of texts, at most FEEDBACK_AUDIT_SAMPLE")
        if self.burst_limit < 0:
            raise ValueError("FEEDBACK_BURST_LIMIT is a number of sendings, and 0 marks nothing")
        if self.answer_retention < 0:
            raise ValueError("FEEDBACK_ANSWER_RETENTION is a number of days, and 0 keeps answers for ever")
        if self.contact_email and not _EMAIL.fullmatch(self.contact_email):
            raise ValueError(f"FEEDBACK_CONTACT_EMAIL is no e-mail address: {self.contact_email!r}")
        kinds = (_EMAIL, _WEB_ADDRESS)
        if self.security_contact and not any(kind.fullmatch(self.security_contact) for kind in kinds):
            raise ValueError(
                "FEEDBACK_SECURITY_CONTACT is an e-mail address or starts with https://, "
                f"not {self.security_contact!r}"
            )

    @property
    def not_filled_in(self) -> list[str]:
        """What a service for the public must fill in and this one did not; nothing in a demonstration."""
        names = ("organisation", "contact_email", "security_contact")
        return [] if self.demonstration else [name for name in names if not getattr(self, name)]

    @property
    def recordings(self) -> Path:
        """The folder of the recordings that pages can play."""
        return Path(self.audio_dir) if self.audio_dir else self.data_dir / "audio"

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
