"""The keys of persons, and under which of them an entry is sealed. What was recorded before stays as it was, and readable."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of keys, and the column that names one."""
    op.add_column("entries", sa.Column("key", sa.String(32), nullable=True))
    sealed = sa.text("key IS NOT NULL")
    op.create_index("ix_entries_key", "entries", ["key"], sqlite_where=sealed, postgresql_where=sealed)
    op.create_table(
        "person_keys",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.LargeBinary(32), nullable=False),
        sa.Column("master", sa.String(16), nullable=True),
        sa.Column("wrapped", sa.LargeBinary(60), nullable=True),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person_keys"),
    )
    there = sa.text("wrapped IS NOT NULL")
    op.create_index("uq_person_keys_owner", "person_keys", ["owner"], unique=True, sqlite_where=there, postgresql_where=there)
    op.create_index("ix_person_keys_owner", "person_keys", ["owner"])


def downgrade() -> None:
    """Refuse: what is sealed could no longer be opened."""
    raise NotImplementedError("the record is not thrown away; keep a copy and begin another")
