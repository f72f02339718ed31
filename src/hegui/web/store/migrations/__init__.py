"""Steps of the service's tables, done by alembic (``hegui.ledger.upgrading``)."""
