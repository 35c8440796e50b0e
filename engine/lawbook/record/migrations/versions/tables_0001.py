"""The first tables: entries, heads, checkpoints, claims, texts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "entries",
        sa.Column("writer", sa.String(64), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("id", sa.String(96), nullable=True),
        sa.Column("previous", sa.LargeBinary(32), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("writer", "sequence", name="pk_entries"),
    )
    op.create_index("ix_entries_id", "entries", ["id"], unique=True)
    others = sa.text("kind != 'decision'")
    op.create_index("ix_entries_kind", "entries", ["kind"], sqlite_where=others, postgresql_where=others)
    op.create_table(
        "heads",
        sa.Column("writer", sa.String(64), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("covered", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("writer", name="pk_heads"),
    )
    op.create_table(
        "checkpoints",
        sa.Column("number", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_checkpoints"),
    )
    op.create_table(
        "claims",
        sa.Column("caller", sa.String(200), nullable=False),
        sa.Column("key", sa.String(300), nullable=False),
        sa.Column("request", sa.LargeBinary(32), nullable=False),
        sa.Column("id", sa.String(96), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key", name="pk_claims"),
    )
    op.create_table(
        "texts",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_texts"),
    )


def downgrade() -> None:
    """Refuse: a record is not thrown away."""
    raise NotImplementedError("the record is not thrown away; keep a copy and begin another")
