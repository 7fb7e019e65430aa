"""The settings of one deployment, read once from the environment (`LICIEL_…`, or files named by `LICIEL_…_FILE`)."""

from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Mode = Literal["demo", "test", "production"]


class Settings(BaseSettings):
    """`mode` decides what may exist at all: the simulator and a shifted clock never in production."""

    model_config = SettingsConfigDict(env_prefix="LICIEL_", env_file=None, extra="ignore", populate_by_name=True)

    mode: Mode = "demo"
    port: int = Field(default=3000, validation_alias=AliasChoices("PORT", "LICIEL_PORT", "port"))
    host: str = "0.0.0.0"  # noqa: S104 the office opens it from phones of the same network
    data: Path = Path("data")
    public_url: str = ""
    database_url: str = ""
    redis_url: str = ""
    sqlite_synchronous: Literal["FULL", "NORMAL"] = "FULL"
    storage_url: str = ""
    clock: str = ""
    timezone: str = "Europe/Paris"
    workers: int = 1
    trusted_proxy_hops: int = 0
    secure_cookies: bool | None = None
    journal_key: SecretStr = SecretStr("")

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_sender: str = ""

    sms_account_sid: str = ""
    sms_token: SecretStr = SecretStr("")
    sms_sender: str = ""
    sms_base_url: str = ""

    payzen_form_url: str = ""
    payzen_site_id: str = ""
    payzen_key: SecretStr = SecretStr("")
    payzen_mode: Literal["TEST", "PRODUCTION"] = "TEST"

    geocoder_url: str = ""
    routing_engine: Literal["", "osrm", "valhalla", "ign"] = ""
    routing_url: str = ""
    georisques_url: str = ""
    tiles_url: str = ""
    tiles_attribution: str = ""

    secrets_key: SecretStr = SecretStr("")
    google_client_id: str = ""
    google_client_secret: SecretStr = SecretStr("")
    google_url: str = ""
    microsoft_client_id: str = ""
    microsoft_client_secret: SecretStr = SecretStr("")
    microsoft_tenant: str = "common"
    microsoft_url: str = ""
    caldav_private: bool | None = None

    simulator: bool | None = None
    max_report_mb: int = 60
    max_attachment_mb: int = 25

    @property
    def production(self) -> bool:
        return self.mode == "production"

    @property
    def simulated(self) -> bool:
        """The simulator answers in demo and tests unless switched off; in production it does not exist."""
        return not self.production if self.simulator is None else self.simulator

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'liciel.db'}"

    @property
    def base_url(self) -> str:
        """The address people type, without a final slash: links in mails start with it."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def https(self) -> bool:
        return urlsplit(self.base_url).scheme == "https"

    @model_validator(mode="after")
    def _refuse_what_production_forbids(self) -> "Settings":
        if not self.production:
            return self
        forbidden = {
            "LICIEL_CLOCK": bool(self.clock),
            "LICIEL_SIMULATOR": bool(self.simulator),
            "LICIEL_PAYZEN_FORM_URL": "simulateur" in self.payzen_form_url,
        }
        named = [name for name, present in forbidden.items() if present]
        if named:
            message = f"Refus de démarrer : {', '.join(named)} n’a pas sa place en mode production."
            raise ValueError(message)
        if not self.public_url:
            message = "Refus de démarrer : LICIEL_PUBLIC_URL donne l’adresse publique de l’office en mode production."
            raise ValueError(message)
        return self


@lru_cache(maxsize=1)
def settings() -> Settings:
    return Settings()
