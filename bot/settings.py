"""Settings from the environment and `.env`: typed, frozen, and refused when they cannot work."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from services.reach import Reach

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_DATABASES = ("sqlite:///", "postgres://", "postgresql://", "postgresql+psycopg://")
_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[A-Za-z0-9.-]+")
SECRET_LENGTH = 32
PROGRAMMES = Path(__file__).parent.parent / "programmes"


class SmtpTls(StrEnum):
    """How the line to the mail server is kept private; each has its usual port."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"

    @property
    def port(self) -> int:
        return {SmtpTls.STARTTLS: 587, SmtpTls.TLS: 465, SmtpTls.NONE: 25}[self]


class SettingsError(Exception):
    """`problems`: (setting, what is wrong and what to write) pairs."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{name}: {message}" for name, message in problems))


class Settings(BaseSettings):
    """Each field is the environment variable of the same name in capitals; `docs/operating.md` lists them all."""

    model_config = SettingsConfigDict(frozen=True, env_file=".env", env_ignore_empty=True, extra="ignore")

    database_url: str = Field(default="", description="where the records are kept")
    host: str = Field(default="127.0.0.1", description="the address to listen on")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(default=3000, description="the port to listen on")
    programme: str = Field(default="oxfordshire", description="a file in programmes/, or a path to one")
    practice: bool = Field(default=False, description="run the practice workspace instead of Slack")
    public_url: str | None = Field(default=None, description="the address people outside reach this server by")
    slack_bot_token: SecretStr | None = Field(default=None, description="the bot's token, xoxb-...")
    slack_signing_secret: SecretStr | None = Field(default=None, description="signs every request from Slack")
    slack_app_token: SecretStr | None = Field(default=None, description="Socket Mode when set, xapp-...")
    slack_api_url: str = Field(default="https://slack.com/api/", description="the Web API's base address")
    smtp_host: str | None = Field(default=None, description="the mail server, for people without Slack")
    smtp_port: Annotated[int, Field(ge=1, le=65535)] | None = Field(default=None, description="the mail server's port")
    smtp_user: str | None = Field(default=None, description="the name to sign in to the mail server with")
    smtp_password: SecretStr | None = Field(default=None, description="the password for it")
    smtp_tls: SmtpTls = Field(default=SmtpTls.STARTTLS, description="starttls, tls or none")
    mail_from: str | None = Field(default=None, description="the address that mails come from")
    link_secret: SecretStr | None = Field(default=None, description="signs the links in mails")

    _secrets: ClassVar[tuple[str, ...]] = ("slack_bot_token", "slack_signing_secret", "slack_app_token")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  pydantic-settings fixes the signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  pydantic-settings fixes the signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, dotenv_settings

    @model_validator(mode="after")
    def _fits_together(self) -> "Settings":
        if self.practice:
            if self.host not in LOOPBACK:
                raise ValueError("HOST|must be 127.0.0.1 in practice: whoever can reach the page can act as anybody")
            for name in self._secrets:
                if getattr(self, name) is not None:
                    raise ValueError(f"{name.upper()}|must not be set together with PRACTICE=1; remove one of the two")
        if self.public_url is not None and not self.public_url.startswith("https://"):
            raise ValueError("PUBLIC_URL|must start with https://")
        self._mail_fits_together()
        if not self.slack_api_url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("SLACK_API_URL|must start with https://")
        if self.database_url and not self.database_url.startswith(_DATABASES):
            raise ValueError("DATABASE_URL|must start with sqlite:/// or postgresql://")
        return self

    def _mail_fits_together(self) -> None:
        if self.practice and self.smtp_host is not None:
            raise ValueError("SMTP_HOST|must not be set together with PRACTICE=1: practice sends no mail; remove one")
        if self.smtp_host is not None and not _ADDRESS.fullmatch(self.mail_from or ""):
            raise ValueError("MAIL_FROM|must be a mail address, such as fsp@example.gov.uk, when SMTP_HOST is set")
        if self.smtp_user is not None and self.smtp_tls is SmtpTls.NONE and self.smtp_host not in LOOPBACK:
            raise ValueError("SMTP_TLS|must be starttls or tls: with none the password would travel in the open")
        if self.link_secret is not None and len(self.link_secret.get_secret_value()) < SECRET_LENGTH:
            raise ValueError(
                f"LINK_SECRET|must have at least {SECRET_LENGTH} characters; leave it out to have one made"
            )

    @property
    def reach(self) -> Reach:
        """How people without Slack are reached; practice catches its mail and needs no address outside."""
        here = f"http://127.0.0.1:{self.port}" if self.practice else None
        return Reach(
            mail=self.practice or self.smtp_host is not None,
            address=here or (self.public_url.rstrip("/") if self.public_url else None),
            sender=self.mail_from or Reach().sender,
            secret="" if self.link_secret is None else self.link_secret.get_secret_value(),
        )

    @property
    def database(self) -> str:
        """The database's address; a file beside the program unless `DATABASE_URL` names another."""
        return self.database_url or ("sqlite:///practice.db" if self.practice else "sqlite:///fsp.db")

    @property
    def talks_to_slack(self) -> bool:
        return self.slack_bot_token is not None

    @property
    def programme_file(self) -> Path:
        return Path(self.programme) if self.programme.endswith(".toml") else PROGRAMMES / f"{self.programme}.toml"

    def missing_for_slack(self) -> tuple[tuple[str, str], ...]:
        """What `run` still needs to talk to Slack, in the words of the settings."""
        missing = []
        if self.slack_bot_token is None:
            missing.append(("SLACK_BOT_TOKEN", "is not set; see 'Connecting Slack' in README.md, or use PRACTICE=1"))
        if self.slack_signing_secret is None and self.slack_app_token is None:
            missing.append(("SLACK_SIGNING_SECRET", "is not set; see 'Connecting Slack' in README.md"))
        return tuple(missing)


def load_settings(**overrides: Any) -> Settings:
    """Read the settings, or raise `SettingsError` naming each one that cannot work."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError(tuple(_problem(dict(item)) for item in error.errors())) from error


def _problem(item: Mapping[str, Any]) -> tuple[str, str]:
    message = str(item["msg"]).removeprefix("Value error, ")
    name, bar, words = message.partition("|")
    if bar:
        return name, words
    setting = str(item["loc"][0]).upper() if item["loc"] else "settings"
    return setting, f"{message.lower()} (it is now: {item.get('input')!r})"
