"""Columns that many tables have alike.

Migrations that ran somewhere rely on these: add to this file, and change nothing in it.
"""

import sqlalchemy as sa


def stamp(name: str) -> sa.Column[object]:
    """Return a point in time that is the clock's where none is given."""
    return sa.Column(
        name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )
