"""How alembic reaches the store: over the connection, and in the transaction, of whoever opens it."""

from alembic import context

from lawbook.record.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
