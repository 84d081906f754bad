"""The database: the one door to SQLAlchemy and Alembic, for SQLite and PostgreSQL alike."""
