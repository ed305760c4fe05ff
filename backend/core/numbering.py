"""Numbers of documents: gapless per prefix, and never the same twice, however many ask at once."""

from sqlalchemy import Integer, String
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.orm import Base


class DocumentNumber(Base):
    """The last number handed out under a prefix."""

    __tablename__ = "document_number"
    __table_args__ = ({"schema": "ops"},)

    prefix: Mapped[str] = mapped_column(String, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


def next_number(session: Session, prefix: str) -> str:
    """Return ``{prefix}-001`` and so on.

    The row stays locked until the transaction ends, so a number that is rolled back is handed
    out again and none is skipped.
    """
    taken = insert(DocumentNumber).values(prefix=prefix, last=1)
    taken = taken.on_conflict_do_update(
        index_elements=["prefix"], set_={"last": DocumentNumber.last + 1}
    )
    number = session.execute(taken.returning(DocumentNumber.last)).scalar_one()
    return f"{prefix}-{number:03d}"
