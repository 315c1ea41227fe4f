"""How Alembic reaches the database that the service hands to it."""

from alembic import context

from feedback.store.models import Base


def run() -> None:
    """Run the migrations in one transaction on the database of `feedback.store.migrations`."""
    database = context.config.attributes["database"]
    with database.engine.execution_options(write=True).connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
