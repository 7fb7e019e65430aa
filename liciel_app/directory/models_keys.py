"""The keys that machines of clients and partners come with."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel


class Scope(StrEnum):
    """What a key is for, and nothing else."""

    ORDERS = "orders"
    MODELS = "models"


class AccessKey(SQLModel, table=True):
    """A key speaks for its client, or for the office without one. It is shown once: only its hash is kept.

    `mark`: its first signs, to tell it from others. `scopes`: words of Scope, separated by spaces.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=80)
    client_id: int | None = Field(default=None, index=True, foreign_key="client.id")
    scopes: str = Field(max_length=80)
    mark: str = Field(max_length=16)
    key_hash: str = Field(unique=True, max_length=64)
    created_at: datetime
    created_by: str
    used_at: datetime | None = None
    used_from: str = Field(default="", max_length=64)
    revoked_at: datetime | None = None
    revoked_by: str = ""
