"""The settings an operator may give, as PLON_* environment variables; every one is optional."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _servers_in(value: str) -> dict[str, str]:
    pairs = (each.partition("=") for each in value.split(",") if each.strip())
    return {name.strip()[:100]: address.strip().rstrip("/") for name, _sign, address in pairs}


class Configuration(BaseSettings):
    """Read once at start; all mistakes are reported together."""

    model_config = SettingsConfigDict(env_prefix="PLON_", extra="ignore")

    data: Path = Field(Path("var"), description="Folder of everything that Plon keeps: database, files, index.")
    base_url: str = Field("http://127.0.0.1:8000", description="Address under which people reach this Plon.")
    database_url: str = Field(
        "", description="postgresql://user:password@host:port/name; empty: SQLite in the data folder."
    )
    secret_key: SecretStr = Field(
        SecretStr(""), description="Signs sessions; empty: made once and kept in the data folder."
    )
    debug: bool = Field(False, description="Show errors to the browser. Never on a public server.")
    demonstration: bool = Field(False, description="Show the example accounts on the sign-in page and mark every page.")
    email_url: str = Field("", description="smtp://user:password@host:port?tls=true; empty: letters go to the console.")
    email_from: str = Field("Plon <plon@localhost>", description="Sender of letters.")
    storage_url: SecretStr = Field(
        SecretStr(""),
        description="s3://KEY:SECRET@HOST/BUCKET?region=…&tls=true; empty: files lie in the data folder.",
    )
    secure_cookies: bool | None = Field(None, description="Cookies only over HTTPS; by default when base_url is https.")
    max_upload_mb: int = Field(250, ge=1, description="Largest file a team may upload, in megabytes.")
    max_evidence_mb: int = Field(2048, ge=1, description="Largest piece of evidence, sent in pieces, in megabytes.")
    threads: int = Field(8, ge=1, description="Threads of the embedded web server.")
    requests_per_minute: int = Field(
        600,
        ge=0,
        description="How many public pages one address may ask for in a minute; a school is often one. 0: no limit.",
    )
    robot_requests_per_minute: int = Field(
        120, ge=0, description="The same for programs that say what they are, such as search engines. 0: no limit."
    )
    deposit_servers: str = Field(
        "",
        description="Repositories (InvenioRDM) offered for deposits before Zenodo, by commas: Name=https://address; "
        "these may lie in your own network.",
    )

    @field_validator("deposit_servers")
    @classmethod
    def _name_and_address(cls, value: str) -> str:
        for address in _servers_in(value).values():
            if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
                raise ValueError("write it as Name=https://address, Name=https://address")
        return value

    def deposit_targets(self) -> dict[str, str]:
        """Return {name: address} of the operator's own repositories."""
        return _servers_in(self.deposit_servers)

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    def secret(self) -> str:
        """Return the signing key, making it once if the operator gave none."""
        given = self.secret_key.get_secret_value()
        if given:
            return given
        path = self.data / "secret_key"
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50))
        return path.read_text().strip()

    def allowed_hosts(self) -> list[str]:
        """Return the host of base_url, and this machine's own names for local use."""
        host = urlsplit(self.base_url).hostname or "127.0.0.1"
        return list(dict.fromkeys([host, "127.0.0.1", "localhost", "[::1]"]))

    def has_secure_cookies(self) -> bool:
        return self.is_https if self.secure_cookies is None else self.secure_cookies
