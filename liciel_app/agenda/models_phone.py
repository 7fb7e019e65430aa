"""What a technician shows at the door: the personal code of his certification."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class PersonalCode(SQLModel, table=True):
    """The QR code a certified person shows at each visit (since mid-2025): what it holds, as his card says it."""

    account_id: int = Field(primary_key=True, foreign_key="account.id")
    content: str = Field(max_length=300)
    number: str = Field(default="", max_length=60)
    kept_at: datetime
