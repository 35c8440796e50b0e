"""Places: the stories of releases, each in one order whichever writers tell it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "places",
        sa.Column("subject", sa.String(96), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("id", sa.String(96), nullable=False),
        sa.PrimaryKeyConstraint("subject", "number", name="pk_places"),
    )


def downgrade() -> None:
    """Refuse: a record is not thrown away."""
    raise NotImplementedError("the record is not thrown away; keep a copy and begin another")
