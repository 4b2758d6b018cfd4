"""Alembic's entry: runs inside the connection that portal.db.schema hands over."""

from alembic import context

from portal.db.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    user_module_prefix="tables.",
)
with context.begin_transaction():
    context.run_migrations()
