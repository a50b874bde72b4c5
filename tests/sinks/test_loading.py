"""The documented commands load what the records say: the same rows, the same values, in DuckDB and in a real PostgreSQL."""

import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import duckdb
import pandas as pd
import psycopg
import pytest

import extract
from extract.sinks.schema import COLUMNS, columns, sql
from extract.sinks.tables import write_csv

DOCS = (Path(__file__).parents[2] / "docs" / "loading.md").read_text(encoding="utf-8")


def documented(name: str) -> str:
    match = re.search(rf"<!-- {name} -->\n```\w*\n(.*?)```", DOCS, re.DOTALL)
    assert match, name
    return match[1].strip()


@pytest.fixture(scope="module")
def frames(records):
    return extract.to_frames(records)


@pytest.fixture(scope="module")
def tables(jsonl, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    write_csv(jsonl, folder, raw_cells=True)
    return folder


@pytest.fixture(scope="module")
def postgres():
    """Connection options of a PostgreSQL server of our own, on loopback, gone after the tests."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    if initdb is None:
        pytest.skip("PostgreSQL is not installed")
    user = None
    if os.getuid() == 0:        # the server refuses to run as root
        if "postgres" not in {entry.pw_name for entry in pwd.getpwall()}:
            pytest.skip("no user to run PostgreSQL as")
        user = "postgres"
    home = Path(tempfile.mkdtemp(prefix="extract-pg-"))
    if user:
        shutil.chown(home, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bin = Path(initdb).resolve().parent

    def run(*command):
        subprocess.run([bin / command[0], *command[1:]], user=user, cwd=home, check=True, stdout=subprocess.DEVNULL, timeout=60)

    run("initdb", "-D", home / "data", "-U", "loader", "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync")
    run("pg_ctl", "-D", home / "data", "-w", "-l", home / "log", "-o", f"-h 127.0.0.1 -p {port} -k {home}", "start")
    try:
        yield {"host": "127.0.0.1", "port": str(port), "user": "loader", "dbname": "postgres"}
    finally:
        run("pg_ctl", "-D", home / "data", "-m", "immediate", "stop")
        shutil.rmtree(home)


def psql(postgres, command: str, cwd: Path) -> None:
    server = {f"PG{name.upper().replace('DBNAME', 'DATABASE')}": value for name, value in postgres.items()}
    subprocess.run(["bash", "-euc", command], cwd=cwd, env={**os.environ, **server}, check=True, stdout=subprocess.DEVNULL)


def same(frame: pd.DataFrame, rows: list[tuple], table: str) -> None:
    """All rows of a table as a database gives them, against the DataFrame."""
    ours = [tuple(None if pd.isna(v) else v for v in row) for row in frame.astype(object).itertuples(index=False, name=None)]
    assert len(rows) == len(ours) > 0, table
    assert sorted(map(repr, rows)) == sorted(map(repr, ours)), table


def test_pandas_reads_the_file_as_it_takes_the_records(jsonl, frames):
    loaded = eval(documented("pandas").partition(" = ")[2].replace('"records.jsonl"', repr(str(jsonl))))
    assert list(loaded) == list(COLUMNS)
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(loaded[name], frame)


def test_types_do_not_depend_on_the_rows(frames):
    assert frames["figures"]["quote"].isna().any()
    assert str(frames["figures"]["quote"].dtype) == "Int64"
    for name, frame in extract.to_frames([]).items():
        numbers = frames[name].select_dtypes(["number", "boolean"]).dtypes
        assert dict(frame.dtypes[numbers.index]) == dict(numbers), name


def test_duckdb_loads_the_lines(jsonl, records):
    database = duckdb.connect()
    database.execute(documented("duckdb").replace("records.jsonl", str(jsonl)))
    rows = database.execute("SELECT id, len(officials), len(figures), title.text FROM records ORDER BY id").fetchall()
    assert rows == sorted((r.id, len(r.officials), len(r.figures), r.title.text if r.title else None) for r in records)
    values = database.execute("SELECT id, f.value, f.unit, f.span[1] FROM records, unnest(figures) AS u(f)").fetchall()
    assert sorted(values) == sorted((r.id, f.value, f.unit, f.span[0]) for r in records for f in r.figures)


def test_duckdb_loads_the_tables(tables, frames):
    database = duckdb.connect()
    database.execute(sql())
    for name in re.findall(r'CREATE TABLE "(\w+)"', sql()):
        database.execute(f"COPY {name} FROM '{tables / name}.csv' (HEADER)")
        same(frames[name], database.execute(f'SELECT * FROM "{name}"').fetchall(), name)
    with pytest.raises(duckdb.ConstraintException):
        database.execute("INSERT INTO releases SELECT * FROM releases LIMIT 1")
    comment = database.execute("SELECT comment FROM duckdb_columns() WHERE table_name='figures' AND column_name='quote'").fetchone()
    assert comment == ("figures[].said_by: index into quotes",)


def test_postgresql_loads_the_lines(postgres, jsonl, records):
    psql(postgres, documented("postgresql"), jsonl.parent)
    with psycopg.connect(**postgres) as database:
        rows = [record for (record,) in database.execute("SELECT record FROM records")]
    key = "id"
    assert sorted(rows, key=lambda r: r[key]) == sorted((json.loads(r.to_json()) for r in records), key=lambda r: r[key])


def test_postgresql_loads_the_tables(postgres, tables, frames):
    last = documented("tables").splitlines()[-1].replace("tables/", "")
    with psycopg.connect(**postgres) as database:
        database.execute(sql())
    psql(postgres, last, tables)
    with psycopg.connect(**postgres) as database:
        for name, frame in frames.items():
            same(frame, database.execute(f'SELECT * FROM "{name}"').fetchall(), name)
        joined = database.execute("SELECT count(*) FROM figures JOIN quotes USING (release_id, quote)").fetchone()
        assert joined == (frames["figures"]["quote"].notna().sum(),)
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            database.execute("UPDATE figures SET quote = 999")


def test_columns_that_no_record_leaves_out_are_not_null(frames):
    for table, frame in frames.items():
        assert [column.name for column in columns(table)] == list(frame.columns)
        required = [column.name for column in columns(table) if column.type.endswith("NOT NULL")]
        assert not frame[required].isna().any(axis=None), table
