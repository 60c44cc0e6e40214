"""Settings from the environment and `.env`: typed, frozen, and refused when they cannot work."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_DATABASES = ("sqlite:///", "postgres://", "postgresql://", "postgresql+psycopg://")
PROGRAMMES = Path(__file__).parent.parent / "programmes"


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
        if not self.slack_api_url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("SLACK_API_URL|must start with https://")
        if self.database_url and not self.database_url.startswith(_DATABASES):
            raise ValueError("DATABASE_URL|must start with sqlite:/// or postgresql://")
        return self

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
