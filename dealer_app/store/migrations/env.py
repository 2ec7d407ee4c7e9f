"""Run Alembic inside the connection and the transaction that ``store.database.schema`` opened."""

from alembic import context

from dealer_app.store.tables.records import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
