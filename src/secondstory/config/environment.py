"""What the operator may set, read from environment variables and checked before anything starts."""

import secrets
from functools import lru_cache
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class WrongSettingError(Exception):
    """A setting that stops the start; the message says which one and what to do."""


class Environment(BaseSettings):
    """Each field is the environment variable `SECONDSTORY_<NAME>`, except `DATABASE_URL`, which keeps its common name."""

    model_config = SettingsConfigDict(env_prefix="SECONDSTORY_", extra="ignore")

    data: Path = Field(default_factory=lambda: user_data_path("secondstory"), description="Folder for the embedded database and files.")
    database_url: str = Field(
        default="", validation_alias="DATABASE_URL", description="postgresql://… for PostgreSQL; empty for the embedded database."
    )
    secret_key: str = Field(
        default="", description="At least 32 characters. Required with PostgreSQL, made and kept in the data folder otherwise."
    )
    url: str = Field(default="", description="The address under which people reach the product, such as https://stories.example.com.")
    allowed_hosts: Annotated[list[str], NoDecode] = Field(default_factory=list, description="Host names, separated by commas.")
    email_url: str = Field(default="", description="smtp://user:password@host:587?tls=1 — without it, mails are written to the log.")
    email_from: str = Field(default="Second Story <second-story@localhost>", description="Sender of the mails.")
    key_prefix: str = Field(default="INC", pattern=r"^[A-Z][A-Z0-9]{0,9}$", description="What incident keys begin with.")
    trusted_proxies: int = Field(
        default=0, ge=0, le=10, description="How many reverse proxies stand in front; their X-Forwarded-For is believed."
    )
    picture_mb: int = Field(default=15, ge=1, le=200, description="How many megabytes a picture on a timeline may have.")
    picture_megapixels: int = Field(default=50, ge=1, le=200, description="How many million pixels; all frames of a moving one together.")
    file_mb: int = Field(default=25, ge=1, le=200, description="How many megabytes any other file on a timeline may have.")
    files_an_event: int = Field(default=20, ge=0, le=200, description="How many files one event of a timeline may show.")
    hook_kb: int = Field(default=1024, ge=1, le=16_384, description="How many KiB one request to a connection may have.")
    debug: bool = Field(default=False, description="For development only.")

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def split_hosts(cls, value: object) -> object:
        return [host.strip() for host in value.split(",") if host.strip()] if isinstance(value, str) else value

    @field_validator("secret_key")
    @classmethod
    def long_enough(cls, value: str) -> str:
        if value and len(value) < 32:
            raise ValueError("use at least 32 random characters")
        return value

    @field_validator("database_url")
    @classmethod
    def known_database(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"postgresql", "postgres"}:
            raise ValueError("use postgresql://user:password@host/name, or leave it empty for the embedded database")
        return value

    @field_validator("url")
    @classmethod
    def whole_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
            raise ValueError("write the whole address, such as https://stories.example.com")
        return value.rstrip("/")

    @field_validator("email_url")
    @classmethod
    def known_mail_scheme(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"smtp", "smtps"}:
            raise ValueError("use smtp://host:port, smtp://user:password@host:587?tls=1 or smtps://…")
        return value

    @property
    def is_embedded(self) -> bool:
        return not self.database_url

    @property
    def is_secure(self) -> bool:
        """Whether people reach the product through TLS."""
        return self.url.startswith("https://")

    @property
    def key(self) -> str:
        """The secret key: the one set, else the one kept in the data folder."""
        if self.secret_key:
            return self.secret_key
        if not self.is_embedded:
            raise WrongSettingError("Set SECONDSTORY_SECRET_KEY to at least 32 random characters, the same on every machine.")
        kept = self.data / "secret-key"
        return kept.read_text().strip() if kept.is_file() else secrets.token_urlsafe(48)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the checked settings; raise `WrongSettingError` with one line for each that is wrong."""
    try:
        return Environment()
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = str(problem["loc"][-1]).upper()
            name = name if name == "DATABASE_URL" else f"SECONDSTORY_{name}"
            lines.append(f"{name}: {problem['msg'].removeprefix('Value error, ')}.")
        raise WrongSettingError("\n".join(lines)) from error


def prepare_data_folder() -> None:
    """Make the data folder, readable by its owner alone, with a secret key in it. Does nothing with PostgreSQL."""
    settings = environment()
    if not settings.is_embedded:
        return
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = settings.data / "secret-key"
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(48))
    except OSError as error:
        raise WrongSettingError(f"SECONDSTORY_DATA: {settings.data} cannot be written ({error.strerror}).") from error
