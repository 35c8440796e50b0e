"""Bodies are kept by PostgreSQL as they are: it tried to make each smaller, in vain where it is sealed, and spent most of its time on that."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Have what is written from here on be kept as it is; what is there already stays, and is read as before."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE entries ALTER COLUMN body SET STORAGE EXTERNAL")


def downgrade() -> None:
    """Refuse: a record is not thrown away."""
    raise NotImplementedError("the record is not thrown away; keep a copy and begin another")
