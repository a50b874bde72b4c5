"""The documented commands load what the records say: the same rows, the same values, in DuckDB and in a real PostgreSQL."""

import gzip
import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pandas as pd
import psycopg
import pytest

import extract
from extract.sinks.schema import COLUMNS, sql
from extract.sinks.tables import write_csv, write_parquet
from extract.sinks.validate import Validation

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


def plain(value: object) -> object:
    """A cell of a DataFrame as a database gives it."""
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def same(frame: pd.DataFrame, rows: list[tuple], table: str) -> None:
    """All rows of a table as a database gives them, against the DataFrame."""
    ours = [tuple(map(plain, row)) for row in frame.astype(object).itertuples(index=False, name=None)]
    assert len(rows) == len(ours), table
    assert sorted(map(repr, rows)) == sorted(map(repr, ours)), table


def test_pandas_reads_the_file_as_it_takes_the_records(jsonl, frames):
    loaded = eval(documented("pandas").partition(" = ")[2].replace('"records.jsonl"', repr(str(jsonl))))
    assert list(loaded) == list(COLUMNS)
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(loaded[name], frame)


def test_pandas_reads_the_records_to_the_last_digit(records, tmp_path):
    """Also ids that look like numbers and days, and numbers that pandas takes for too big."""
    ids = ["0012", "62.10", "1e5", "2023-05-25", "null"]
    odd = [r.model_copy(update={"id": id}) for r, id in zip(records, ids, strict=False)]
    figures = [f.model_copy(update={"value": float(25 * 10**21), "low": 0.947, "high": 2**62}) for r in records for f in r.figures]
    odd.append(odd[0].model_copy(update={"id": "big", "figures": figures}))
    path = tmp_path / "records.jsonl"
    path.write_text("".join(f"{record.to_json()}\n" for record in odd), encoding="utf-8")
    loaded = eval(documented("pandas records").partition(" = ")[2].replace('"records.jsonl"', repr(str(path))), {"pandas": pd})
    assert list(loaded["id"]) == [*ids[: len(odd) - 1], "big"]
    wanted = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row, record in zip(loaded.to_dict("records"), wanted, strict=True):
        for key, value in record.items():
            assert row[key] == value or (value is None and pd.isna(row[key])), key


def test_pandas_reads_a_table_with_its_codes(jsonl, tables, frames):
    command = documented("pandas csv").partition(" = ")[2].replace('"tables/places.csv"', repr(str(tables / "places.csv")))
    loaded = eval(command, {"pandas": pd})
    assert list(loaded["region_code"].dropna()) == list(frames["places"]["region_code"].dropna())
    assert list(loaded["release_id"]) == list(frames["places"]["release_id"])
    assert "62.10" in set(loaded["region_code"])


def compressed(suffix: str, jsonl: Path, folder: Path) -> Path:
    """The records of `jsonl` as they lie in a file with that suffix; "" is a folder of part files."""
    path = folder / f"records{suffix}"
    if suffix == ".jsonl.gz":
        path.write_bytes(gzip.compress(jsonl.read_bytes()))
    elif suffix == ".jsonl.zst":
        import pyarrow as pa

        with pa.CompressedOutputStream(str(path), "zstd") as file:
            file.write(jsonl.read_bytes())
    elif suffix == ".parquet":
        write_parquet(jsonl, path)
    else:
        path.mkdir()
        lines = jsonl.read_bytes().splitlines(keepends=True)
        parts = []
        for number, some in enumerate((lines[:2], lines[2:])):
            (path / f"part-{number:05}.jsonl").write_bytes(b"".join(some))
            parts.append({"file": f"part-{number:05}.jsonl", "records": len(some)})
        (path / "manifest.json").write_text(json.dumps({"extract": "0", "parts": parts}))
    return path


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst", ".parquet", ""])
def test_every_output_gives_the_same_frames(suffix, jsonl, frames, tmp_path):
    pytest.importorskip("pyarrow")
    path = compressed(suffix, jsonl, tmp_path)
    for name, frame in extract.to_frames(path).items():
        pd.testing.assert_frame_equal(frame, frames[name])
    assert list(Validation(path)) == []


def test_frames_of_dictionaries_of_one_record_and_of_what_is_none(records, frames):
    dictionaries = [json.loads(record.to_json()) for record in records]
    pd.testing.assert_frame_equal(extract.to_frames(dictionaries)["figures"], frames["figures"])
    assert list(extract.to_frames(records[0])["releases"]["release_id"]) == [records[0].id]
    with pytest.raises(extract.SourceError, match=r"records\[0\]: no record: source"):
        extract.to_frames([{"id": "a"}])
    with pytest.raises(extract.UsageError, match="a str, not a record"):
        extract.to_frames(["a text"])
    with pytest.raises(extract.UsageError, match=r"records\[0\] is an error.*errors='skip'"):
        extract.to_frames(extract.extract_many([None], errors="return"))
    with pytest.warns(UserWarning, match=r"1 of 2 records have the id of one before"):
        extract.to_frames([records[0], records[0]])


WRONG = [
    ("missing.jsonl", None, "no such file or folder"),
    ("text", b"Bupati", "1: no record: Invalid JSON"),
    ("text.txt", b"Bupati", r"no records but a text; `extract run \S+text.txt -o records.jsonl` makes them of it"),
    ("line.txt", b'{"id": "a"}\n', "1: no record: source: Field required"),
    ("r.xlsx", b"PK\x03\x04", r"a table, which is not read as records; records are \.jsonl"),
    ("r.csv", b"release_id,record\n", r"a table, which is not read as records; records are \.jsonl"),
    ("r.db", b"SQLite format 3\0", r"a database, which is not read as records; records are \.jsonl"),
    ("folder", "folder", "no manifest.json in that folder; records are .*; `extract run` makes them of texts"),
    ("broken.jsonl", b'{"id": "a"}\n', "1: no record: source: Field required; `extract validate"),
    ("cut.jsonl.gz", gzip.compress(b"")[:-4], "damaged behind line"),
    ("other.parquet", b"PAR1", "not a readable Parquet file"),
]


@pytest.mark.parametrize(("name", "content", "message"), WRONG, ids=[name for name, *_ in WRONG])
def test_a_file_that_holds_no_records_is_named(name, content, message, tmp_path):
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(extract.ExtractError, match=message) as error:
        extract.to_frames(path)
    assert str(path) in str(error.value)


def shell(command: str, cwd: Path, **variables: str) -> None:
    """A documented command, with our `extract`."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, **variables}
    subprocess.run(["bash", "-euc", command], cwd=cwd, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=120)


def test_every_block_is_run_here():
    names = re.findall(r"<!-- ([\w ]+) -->\n```", DOCS)
    assert len(set(names)) == len(names) == DOCS.count("```") // 2
    here = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in names if f'documented("{name}")' not in here] == []


def test_pandas_goes_the_whole_way():
    df = pd.DataFrame({"isi": ["Bupati Lahat membuka pelatihan bagi 40 petani."], "url": ["https://contoh.id/1"]})
    space = {"extract": extract, "df": df}
    *lines, last = documented("pandas texts").splitlines()
    exec("\n".join(lines), space)
    assert list(eval(last, space)["value"]) == [40]


def test_duckdb_loads_the_lines(jsonl, records, tmp_path):
    shell(documented("duckdb types"), tmp_path)
    database = duckdb.connect()
    database.execute((tmp_path / "read_records.sql").read_text(encoding="utf-8"))
    unnested = database.execute(documented("duckdb figures").replace("records.jsonl", str(jsonl))).fetchall()
    assert len(unnested) == sum(len(record.figures) for record in records)
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


def test_nested_parquet_is_written_and_asked(tmp_path):
    pytest.importorskip("pyarrow")
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "a.txt").write_text("Bupati Lahat membuka pelatihan bagi 40 petani kopi.", encoding="utf-8")
    shell(documented("nested parquet"), tmp_path)
    asked = documented("nested parquet figures").replace("nested.parquet", str(tmp_path / "nested.parquet"))
    assert [(id, value) for id, _, value, _ in duckdb.execute(asked).fetchall()] == [("a", 40)]
    assert list(Validation(tmp_path / "nested.parquet")) == []
    shell("extract run releases/ --format nested-parquet -o parts/ && extract validate parts/", tmp_path)
    assert extract.to_frames(tmp_path / "parts")["figures"]["value"].tolist() == [40]


def test_spark_reads_the_lines(jsonl, records, tmp_path, monkeypatch):
    shell(documented("spark types"), tmp_path)
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "records.jsonl").write_bytes(jsonl.read_bytes())
    spark = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        space = {"spark": spark}
        exec(documented("spark"), space)
        rows = [row.asDict(recursive=True) for row in space["records"].collect()]
    finally:
        spark.stop()
    for row in rows:
        row["source"]["columns"] = json.loads(row["source"]["columns"])
    assert rows == [json.loads(record.to_json()) for record in records]


def test_postgresql_loads_the_lines_and_takes_further_ones(postgres, jsonl, records, tmp_path):
    def loaded() -> dict[str, dict]:
        with psycopg.connect(**postgres) as database:
            return dict(database.execute("SELECT id, record FROM records").fetchall())

    wanted = {record.id: json.loads(record.to_json()) for record in records}
    for _ in range(2):
        psql(postgres, documented("postgresql"), jsonl.parent)
        assert loaded() == wanted
    later = [records[0].model_copy(update={"figures": []}), records[1].model_copy(update={"id": "later"}), records[1]]
    later.insert(1, later[1].model_copy(update={"quotes": []}))         # of two with one id the last counts
    (tmp_path / "records.jsonl").write_text("".join(f"{record.to_json()}\n" for record in later), encoding="utf-8")
    psql(postgres, documented("postgresql"), tmp_path)
    assert loaded() == wanted | {record.id: json.loads(record.to_json()) for record in later}
    with psycopg.connect(**postgres) as database:
        figures = database.execute(documented("postgresql figures").rstrip(";")).fetchall()
        assert len(figures) == sum(len(record["figures"]) for record in loaded().values())


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


def test_postgresql_takes_a_further_run_into_the_tables(postgres, records, tables, frames, tmp_path):
    """Behind the test above: a run again changes nothing, what changed leaves nothing behind, the rest stays."""
    def loaded(name: str) -> list[tuple]:
        with psycopg.connect(**postgres) as database:
            return database.execute(f'SELECT * FROM "{name}"').fetchall()

    psql(postgres, documented("tables again").replace("tables/", ""), tables)
    for name, frame in frames.items():
        same(frame, loaded(name), name)
    changed = [records[0].model_copy(update={"figures": [], "themes": []}), records[1].model_copy(update={"id": "further"})]
    (tmp_path / "r.jsonl").write_text("".join(f"{record.to_json()}\n" for record in changed), encoding="utf-8")
    write_csv(tmp_path / "r.jsonl", tmp_path / "tables", raw_cells=True)
    psql(postgres, documented("tables again"), tmp_path)
    for name, frame in extract.to_frames([*changed, *records[1:]]).items():
        same(frame, loaded(name), name)


def test_the_documented_commands_go_from_releases_to_tables(postgres, tmp_path):
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "a.txt").write_text("Bupati Lahat membuka pelatihan bagi 40 petani kopi.", encoding="utf-8")
    with psycopg.connect(**postgres, autocommit=True) as database:
        database.execute("CREATE DATABASE whole")
    elsewhere = postgres | {"dbname": "whole"}
    server = {f"PG{name.upper().replace('DBNAME', 'DATABASE')}": value for name, value in elsewhere.items()}
    shell(documented("tables"), tmp_path, **server)
    with psycopg.connect(**elsewhere) as database:
        assert database.execute("SELECT release_id, value FROM figures").fetchall() == [("a", 40)]


def test_the_documented_loop_names_every_table_in_order():
    again = re.search(r'^T="([\w ]+)"', documented("tables again"))
    loop = re.search(r"for t in ([\w ]+); do", documented("tables"))
    assert loop and again and again[1].split() == loop[1].split() == re.findall(r'CREATE TABLE "(\w+)"', sql()) == list(COLUMNS)


def test_records_of_another_version_say_so(records, tmp_path):
    path = tmp_path / "old.jsonl"
    path.write_text(records[0].to_json().replace('"schema_version":"1.1"', '"schema_version":"1.0"') + "\n", encoding="utf-8")
    with pytest.raises(extract.SourceError, match=r"a record of schema 1\.0, and this version reads 1\.1; `extract run` makes it again"):
        extract.to_frames(path)
