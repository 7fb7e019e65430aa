"""How each person arranges the lists: saved views, columns put away, lines of a page."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class SavedView(SQLModel, table=True):
    """« Mes vues »: the end of a list's address under a name; the account's own, or `shared` with the office."""

    __table_args__ = (UniqueConstraint("account_id", "list_name", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(index=True, foreign_key="account.id")
    list_name: str = Field(max_length=40)
    name: str = Field(max_length=60)
    query: str
    shared: bool = False
    kept_at: datetime


class ListLayout(SQLModel, table=True):
    """`hidden`: keys of the columns put away, separated by commas."""

    __table_args__ = (UniqueConstraint("account_id", "list_name"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    list_name: str = Field(max_length=40)
    hidden: str = ""
    size: int
