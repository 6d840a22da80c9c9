"""Alembic's entry: runs the migrations on the connection that `archive.store` hands over."""

from typing import Any, Literal

from alembic import context

from archive.schema import AnyText, UtcDateTime, metadata


def _render_item(kind: str, item: Any, _autogenerate: object) -> str | Literal[False]:
    """Migrations name SQLAlchemy's types alone: ours may move while they must not change."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return "sa.Text()" if kind == "type" and isinstance(item, AnyText) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_item=_render_item,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
