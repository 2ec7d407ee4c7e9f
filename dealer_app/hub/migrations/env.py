"""Run the revisions on the connection from ``roles.init_hub``; Alembic calls this module."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
