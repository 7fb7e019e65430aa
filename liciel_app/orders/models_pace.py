"""How often public doors are used, so that one address cannot take them all."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Pace(SQLModel, table=True):
    """What one network address, or one key, asked of a door within one hour; forgotten the day after."""

    __table_args__ = (UniqueConstraint("door", "origin", "hour"),)

    id: int | None = Field(default=None, primary_key=True)
    door: str = Field(max_length=40)
    origin: str = Field(max_length=64)
    hour: datetime = Field(index=True)
    count: int = 0
