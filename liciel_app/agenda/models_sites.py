"""What to know of a place before entering it: the dog, the code. It belongs to the place, whoever goes there next."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class SiteWarning(SQLModel, table=True):
    """`place`: street, postcode and town, as `queries.sites.key` writes them. Empty text: nothing to know."""

    id: int | None = Field(default=None, primary_key=True)
    place: str = Field(unique=True, max_length=300)
    text: str = Field(max_length=500)
    noted_by: str
    noted_at: datetime
