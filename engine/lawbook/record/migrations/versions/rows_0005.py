"""PostgreSQL keeps rows of up to a page as they are: it set apart the body of each that had more than two thousand bytes, which cost more than all else."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Have what is written from here on be kept in one row; what is there already stays, and is read as before."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE entries SET (toast_tuple_target = 8160)")


def downgrade() -> None:
    """Refuse: a record is not thrown away."""
    raise NotImplementedError("the record is not thrown away; keep a copy and begin another")
