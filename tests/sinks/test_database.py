"""Databases: the rows are those of the tables, the same command again changes nothing, and what is of others stays."""

import gzip
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date

import duckdb
import pytest

from extract.database import load as module
from extract.database.load import load
from extract.database.store import BESIDE
from extract.errors import DatabaseError, MissingExtraError, UsageError
from extract.sinks import letters
from extract.sinks.schema import COLUMNS, TABLES, columns, rows
from extract.sinks.tables import write_parquet

SUFFIXES = [".db", ".duckdb"]
every = pytest.mark.parametrize("suffix", SUFFIXES)


def content(path, tables=(*COLUMNS, "texts")):
    """All rows of each table, in no order."""
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as database:
            return {name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in tables}
    with closing(sqlite3.connect(path)) as database:
        return {name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in tables}


def wanted(records, suffix):
    """What `content` gives for these records: SQLite has days as text and yes as 1."""
    found = {name: [] for name in COLUMNS}
    for record in records:
        for name, new in rows(record).items():
            kinds = {column.name: column.type.split()[0] for column in columns(name)}
            for row in new:
                for key, value in row.items():
                    if value is not None and kinds[key] == "DOUBLE":
                        row[key] = float(value)
                    if value is not None and kinds[key] == "DATE" and suffix == ".duckdb":
                        row[key] = date.fromisoformat(value)
                    if value is not None and kinds[key] == "BOOLEAN" and suffix == ".db":
                        row[key] = int(value)
                found[name].append(tuple(row.values()))
    return {name: sorted(some, key=repr) for name, some in found.items()} | {"texts": []}


def lines(path, records):
    path.write_text("".join(f"{record.to_json()}\n" for record in records), encoding="utf-8")
    return path


def shorter(record):
    """A later state of a record, of which less is left."""
    return record.model_copy(update={
        "officials": [], "quotes": [], "attendance": [], "figures": [f.model_copy(update={"said_by": None}) for f in record.figures[:1]],
        "title": record.title and record.title.model_copy(update={"text": "Gubernur Meresmikan Dermaga"}),
    })


@every
def test_rows_are_those_of_the_tables(suffix, records, jsonl, tmp_path):
    path = tmp_path / f"releases{suffix}"
    done = load([jsonl], path)
    assert (done.added, done.changed, done.unchanged, done.failed) == (len(records), 0, 0, 0)
    assert content(path) == wanted(records, suffix)
    assert sorted(p.name for p in tmp_path.iterdir()) == [path.name]


@every
def test_the_same_again_changes_nothing_and_further_records_are_added(suffix, records, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 3)
    path = tmp_path / f"releases{suffix}"
    load([lines(tmp_path / "a.jsonl", records[:5])], path)
    before = content(path, (*COLUMNS, *BESIDE))
    done = load([tmp_path / "a.jsonl"], path)
    assert (done.added, done.changed, done.unchanged) == (0, 0, 5)
    assert content(path, (*COLUMNS, *BESIDE)) == before
    done = load([tmp_path / "a.jsonl", lines(tmp_path / "b.jsonl", records[5:])], path)
    assert (done.added, done.unchanged) == (len(records) - 5, 5)
    assert content(path) == wanted(records, suffix)


@every
def test_a_release_that_changed_leaves_nothing_behind(suffix, records, jsonl, tmp_path):
    path = tmp_path / f"releases{suffix}"
    load([jsonl], path)
    now = [shorter(record) for record in records]
    done = load([lines(tmp_path / "now.jsonl", now)], path)
    assert (done.added, done.changed + done.unchanged) == (0, len(records)) and done.changed > 5
    assert content(path) == wanted(now, suffix)
    load([jsonl], path)
    assert content(path) == wanted(records, suffix)


@every
def test_of_two_records_with_one_id_the_last_counts(suffix, records, tmp_path):
    path = tmp_path / f"releases{suffix}"
    old, new = lines(tmp_path / "old.jsonl", [shorter(records[0])]), lines(tmp_path / "new.jsonl", [records[0]])
    both = lines(tmp_path / "both.jsonl", [shorter(records[0]), records[0]])
    load([both], path)
    assert content(path) == wanted([records[0]], suffix)
    load([old], path)
    assert content(path) == wanted([shorter(records[0])], suffix)
    load([both], path)      # the first of the two is what is there already
    load([new, old, new], path)
    assert content(path) == wanted([records[0]], suffix)


@every
def test_what_somebody_took_out_is_loaded_again(suffix, records, jsonl, tmp_path):
    path = tmp_path / f"releases{suffix}"
    load([jsonl], path)
    id = records[0].id
    with closing(duckdb.connect(str(path)) if suffix == ".duckdb" else sqlite3.connect(path)) as database:
        some = [] if suffix == ".db" else ["spans", *(table.name for table in reversed(TABLES[1:]) if table.name != "spans")]
        for name in [*some, "releases"]:        # SQLite without keys lets the rest stand; DuckDB does not
            database.execute(f'DELETE FROM "{name}" WHERE release_id = ?', [id])
            database.commit()
    assert content(path) != wanted(records, suffix)
    done = load([jsonl], path)
    assert done.unchanged == len(records) - 1
    assert content(path) == wanted(records, suffix)


def test_every_kind_of_input(records, tmp_path):
    pytest.importorskip("pyarrow")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines(tmp_path / "a.jsonl", records[:2]).read_bytes()))
    write_parquet(lines(tmp_path / "b.jsonl", records[2:4]), tmp_path / "b.parquet")
    folder = tmp_path / "parts"
    folder.mkdir()
    lines(folder / "part-00000.jsonl", records[4:])
    manifest = {"extract": "0", "parts": [{"file": "part-00000.jsonl", "records": len(records) - 4}]}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    path = tmp_path / "releases.db"
    done = load([tmp_path / "a.jsonl.gz", tmp_path / "b.parquet", folder], path)
    assert list(done.per_input.values()) == [2, 2, len(records) - 4]
    assert content(path) == wanted(records, ".db")


@every
def test_a_bad_line_costs_only_itself(suffix, records, tmp_path):
    broken = json.loads(records[0].to_json()) | {"id": "away", "attendance": [99]}
    large = json.loads(records[0].to_json()) | {"id": "large"}
    large["source"]["row"] = 2**40
    text = [records[0].to_json(), "nothing", "", '{"id": "half"}', json.dumps(broken), json.dumps(large), records[1].to_json()]
    source = tmp_path / "r.jsonl"
    source.write_text("\n".join(text), encoding="utf-8")
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(records[2].to_json().encode())[:-6])
    path = tmp_path / f"releases{suffix}"
    done = load([source, tmp_path / "cut.jsonl.gz"], path)
    assert content(path) == wanted(records[:2], suffix)
    errors = tmp_path / f"releases{suffix}.errors.jsonl"
    found = [json.loads(line) for line in errors.read_text(encoding="utf-8").splitlines()]
    assert [(e["id"], e["line"], e["reason"].split(",")[0]) for e in found[:-1]] == [
        (None, 2, "no record: Invalid JSON: expected ident at line 1 column 2"),
        (None, 3, "no record: an empty line"),
        ("half", 4, "no record: source: Field required"),
        ("away", 5, f"attendance.0: 99 points at none of {len(records[0].officials)} officials"),
        ("large", 6, "releases: a number of more than 32 bits"),
    ]
    assert found[-1]["reason"].startswith("damaged behind line") and done.failed == 6
    assert letters.are(errors)
    load([lines(source, records[:2])], path)
    assert not errors.exists()
    errors.write_text("mine\n")
    with pytest.raises(UsageError, match="not known to be ours"):
        load([source], path)
    assert errors.read_text() == "mine\n"


@every
def test_what_is_of_others_stays(suffix, jsonl, records, tmp_path):
    path = tmp_path / f"theirs{suffix}"

    def execute(sql):
        with closing(duckdb.connect(str(path)) if suffix == ".duckdb" else sqlite3.connect(path)) as database:
            database.execute(sql)
            database.commit()

    execute("CREATE TABLE customers AS SELECT 1 AS id")
    before = path.read_bytes()
    with pytest.raises(UsageError, match=r"not ours \(customers\).*--add-tables"):
        load([jsonl], path)
    assert path.read_bytes() == before
    execute("CREATE TABLE Quotes AS SELECT 'a' AS text")
    for add in (False, True):
        with pytest.raises(UsageError, match="same names: Quotes;"):
            load([jsonl], path, add_tables=add)
    assert content(path, ["customers", "Quotes"]) == {"customers": [(1,)], "Quotes": [("a",)]}
    execute("DROP TABLE Quotes")
    load([jsonl], path, add_tables=True)
    load([jsonl], path)         # it is ours now, too
    assert content(path, ["customers", *COLUMNS]) == {"customers": [(1,)], **{k: v for k, v in wanted(records, suffix).items() if k in COLUMNS}}


@every
def test_a_file_that_is_no_database_is_refused_and_stays(suffix, jsonl, tmp_path):
    path = tmp_path / f"notes{suffix}"
    path.write_text("what I wanted to remember, at some length\n" * 500)
    with pytest.raises(UsageError, match=r"no (SQLite|DuckDB) database"):
        load([jsonl], path)
    assert path.read_text() == "what I wanted to remember, at some length\n" * 500
    with pytest.raises(UsageError, match=r"name it \.db, .*\.ddb, or say --engine"):
        load([jsonl], tmp_path / "releases")
    with pytest.raises(UsageError, match="read and written by the same command"):
        load([path], path)


@every
def test_tables_of_another_version_are_refused(suffix, jsonl, tmp_path):
    path = tmp_path / f"releases{suffix}"
    load([jsonl], path)
    with closing(duckdb.connect(str(path)) if suffix == ".duckdb" else sqlite3.connect(path)) as database:
        database.execute("""UPDATE _extract SET "value" = replace("value", '"weekday" TEXT', '"day" TEXT') WHERE "key" = 'tables'""")
        database.commit()
    with pytest.raises(UsageError, match="made by another version, whose tables differ in day, weekday; load the records into a new"):
        load([jsonl], path)


KILLED = """
import os, sys
from pathlib import Path
from extract.database import duck, load, sqlite
load.BATCH = 2
store, source, path, when = load.ENGINES[load.engine_of(Path(sys.argv[2]))], *map(Path, sys.argv[1:3]), int(sys.argv[3])
insert, count = store.insert, [0]
def dying(self, table, columns, rows, key=None):
    count[0] += table == "spans"
    if count[0] == when:
        os._exit(9)
    insert(self, table, columns, rows, key)
store.insert = dying
load.load([source], path)
"""


@every
@pytest.mark.parametrize("changes", [False, True], ids=["new", "changed"])
def test_what_a_killed_run_leaves_the_same_command_completes(suffix, changes, records, jsonl, tmp_path):
    path = tmp_path / f"releases{suffix}"
    if changes:
        load([lines(tmp_path / "old.jsonl", map(shorter, records))], path)
    died = subprocess.run([sys.executable, "-c", KILLED, jsonl, path, "3"], timeout=120)
    assert died.returncode == 9
    assert content(path) != wanted(records, suffix)
    done = load([jsonl], path)
    assert done.unchanged >= 4 and done.unchanged + done.added + done.changed == len(records)
    assert content(path) == wanted(records, suffix)


def test_sqlite_has_keys_indexes_and_search_in_step(records, jsonl, tmp_path):
    path = tmp_path / "releases.db"
    load([jsonl], path)
    load([lines(tmp_path / "now.jsonl", [shorter(record) for record in records[:3]])], path)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for table in TABLES:
            keys = {row[2] for row in database.execute(f'PRAGMA foreign_key_list("{table.name}")')}
            assert keys == ({"releases", *table.joins.values()} if table.name != "releases" else set())
            pk = [row[1] for row in sorted(database.execute(f'PRAGMA table_info("{table.name}")'), key=lambda row: row[5]) if row[5]]
            assert tuple(pk) == table.primary_key
            indexes = {
                tuple(row[2] for row in database.execute(f'PRAGMA index_info("{name}")'))
                for _, name, *_ in database.execute(f'PRAGMA index_list("{table.name}")').fetchall()
            }
            assert indexes >= set(table.indexes)
            if table.search:
                database.execute(f"INSERT INTO \"{table.name}_fts\"(\"{table.name}_fts\", rank) VALUES ('integrity-check', 1)")
        found = "SELECT r.release_id FROM releases_fts s JOIN releases r ON r.rowid = s.rowid WHERE releases_fts MATCH 'dermaga'"
        titled = [record.id for record in records[:3] if record.title]
        assert titled and [id for (id,) in database.execute(found)] == titled


def test_search_is_over_titles_quotes_indicators_events_and_names():
    search = {table.name: table.search for table in TABLES if table.search}
    assert search.keys() == {"releases", "quotes", "figures", "events", "officials"}
    assert "title" in search["releases"] and "text" in search["quotes"] and "indicator" in search["figures"]
    assert "name" in search["events"] and "name" in search["officials"]
    for name, some in search.items():
        assert set(some) <= set(COLUMNS[name])
    for table in TABLES:
        assert {column for index in table.indexes for column in index} <= set(COLUMNS[table.name])


@every
def test_texts_are_kept_with_the_releases_they_are_of(suffix, pipeline, tmp_path, monkeypatch):
    import extract

    monkeypatch.setattr("extract.database.texts._BATCH", 2)
    folder = tmp_path / "raw"
    folder.mkdir()
    texts = [f"Bupati Lahat Hendra Wijaya membuka pelatihan bagi {20 + i} petani kopi." for i in range(5)]
    for i, text in enumerate(texts):
        (folder / f"{i}.txt").write_text(text, encoding="utf-8")
    table = tmp_path / "more.jsonl"
    table.write_text("".join(json.dumps({"id": f"m{i}", "text": f"{text} Kegiatan di Lahat."}) + "\n" for i, text in enumerate(texts)))
    command = ["run", str(folder), str(table), "-o", str(tmp_path / "r.jsonl"), "--workers", "1"]
    subprocess.run([sys.executable, "-m", "extract.cli", *command], check=True, capture_output=True, timeout=120)
    path = tmp_path / f"releases{suffix}"
    assert load([tmp_path / "r.jsonl"], path).texts == 0
    (folder / "4.txt").write_text("Sudah diganti.", encoding="utf-8")
    assert load([tmp_path / "r.jsonl"], path, texts=[]).texts == 9
    assert load([tmp_path / "r.jsonl"], path, texts=[str(folder)]).texts == 0
    (folder / "late").write_text(texts[4], encoding="utf-8")
    half = tmp_path / "half.jsonl"
    half.write_text(json.dumps({"id": "half", "text": "Setengah \ud83d saja."}) + "\n")     # no database holds half a character
    assert load([tmp_path / "r.jsonl"], path, texts=[str(half), str(folder / "late")]).texts == 1
    assert sorted(text for _, _, text in content(path)["texts"]) == sorted([*texts, *(f"{text} Kegiatan di Lahat." for text in texts)])
    sql = "SELECT substr(t.text, f.start + 1, f.\"end\" - f.start) FROM figures f JOIN texts t USING (release_id) WHERE f.value = 22"
    with closing(duckdb.connect(str(path)) if suffix == ".duckdb" else sqlite3.connect(path)) as database:
        assert {found for (found,) in database.execute(sql).fetchall()} == {"22"}
    other = extract.extract("Bupati Lahat membuka pasar.").model_copy(update={"id": "m0"})
    load([lines(tmp_path / "other.jsonl", [other])], path)      # another text now: the old one goes
    assert "m0" not in {id for id, *_ in content(path)["texts"]}


@every
def test_texts_are_found_beside_the_records_and_missed_by_name(suffix, pipeline, tmp_path, monkeypatch):
    """As a page finds them: from the folder of the records too, with or without a line end, by the name of a column."""
    from extract.sources.release import Release

    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    found = [pipeline.process(Release(f"a{i}", f"Bupati Lahat membuka pasar ke-{i}.\n", f"{i}.txt")) for i in range(7)]
    (folder / "0.txt").write_text("Bupati Lahat membuka pasar ke-0.", encoding="utf-8")
    (folder / "1.txt").write_text("Bupati Lahat menutup pasar.", encoding="utf-8")
    table = tmp_path / "others.jsonl"
    table.write_text(json.dumps({"lembar": "Bupati Lahat membuka pasar ke-2.\n"}) + "\n", encoding="utf-8")
    source, path = lines(folder / "r.jsonl", found), tmp_path / f"r{suffix}"
    done = load([source], path, texts=[str(table)], text_column="lembar")
    assert (done.texts, done.textless) == (2, 5)
    assert done.without_text == [
        ("a1", "1.txt", "the text there is another by now"), *((f"a{i}", f"{i}.txt", "no such file") for i in range(3, 7)),
    ]  # fmt: skip
    said = run("db", source, path, "--text").stderr.splitlines()
    assert said[1] == "a1: without its text; 1.txt: the text there is another by now; --texts says where it is"


@pytest.mark.parametrize(("suffix", "missing", "extra"), [(".db", "sqlite_utils", "db"), (".duckdb", "duckdb", "duckdb")])
def test_without_the_library_it_says_how_to_get_it(suffix, missing, extra, jsonl, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtraError, match=rf"rilis\[{extra}\]"):
        load([jsonl], tmp_path / f"releases{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_another_program_writes_to_is_named(jsonl, tmp_path, monkeypatch):
    path = tmp_path / "releases.db"
    load([jsonl], path)
    monkeypatch.setattr("sqlite_utils.db.sqlite3.connect", lambda name, connect=sqlite3.connect: connect(name, timeout=0.1))
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseError, match=r"releases\.db: database is locked; another program writes there"):
            load([jsonl], path)


def run(*arguments):
    return subprocess.run([sys.executable, "-m", "extract.cli", *map(str, arguments)], capture_output=True, text=True, timeout=120)


def test_the_command(records, jsonl, tmp_path):
    path, metadata = tmp_path / "releases.db", tmp_path / "metadata.yaml"
    done = run("db", jsonl, path, "--datasette", metadata)
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"{len(records)} releases in {path}: {len(records)} added, 0 changed, 0 unchanged\n"
    bad = tmp_path / "bad.jsonl"
    bad.write_text("nothing\n")
    done = run("db", jsonl, bad, path)
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        f"{len(records)} releases in {path}: 0 added, 0 changed, {len(records)} unchanged",
        f"{bad}:1: no record: Invalid JSON: expected ident at line 1 column 2",
        f"1 could not be loaded: {path}.errors.jsonl",
        f"{bad} gave no record",
    ]
    assert run("db", jsonl, tmp_path / "x.duckdb", "--datasette", metadata).returncode == 2
    assert run("db", tmp_path / "none.jsonl", path).returncode == 2
    metadata.write_text("title: mine\n")
    done = run("db", jsonl, path, "--datasette", metadata)
    assert done.returncode == 2 and metadata.read_text() == "title: mine\n"
