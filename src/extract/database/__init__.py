"""A corpus as a database: the tables of `sinks.schema` in SQLite or DuckDB, each release once, by its id."""
