"""Every block of docs/database.md and every ready query, run on a database of the releases in data/raw."""

import contextlib
import io
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
import yaml

from extract.database.datasette import metadata, queries
from extract.database.load import load
from extract.sinks.schema import COLUMNS

DOCS = (Path(__file__).parents[2] / "docs" / "database.md").read_text(encoding="utf-8")
BLOCKS = {name: (kind, code) for name, kind, code in re.findall(r"<!-- ([\w ]+) -->\n```(\w*)\n(.*?)```", DOCS, re.DOTALL)}
COMMANDS = [name for name, (kind, _) in BLOCKS.items() if not kind]


@pytest.fixture(scope="module")
def corpus(records, pipeline, tmp_path_factory):
    """A folder with records.jsonl, the texts that they name, and the databases that the documented commands make."""
    folder = tmp_path_factory.mktemp("corpus")
    raw = Path(__file__).parents[2] / "data" / "raw"
    for path in raw.glob("dev-*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "records.jsonl").write_text("".join(f"{record.to_json()}\n" for record in records), encoding="utf-8")
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for name in COMMANDS:
        subprocess.run(["bash", "-euc", BLOCKS[name][1]], cwd=folder, env=environment, check=True, capture_output=True, timeout=120)
    return folder


def test_every_block_has_a_name_and_is_run():
    assert len(BLOCKS) == DOCS.count("```") // 2
    assert {kind for kind, _ in BLOCKS.values()} == {"", "sql", "python"}


def test_the_commands_made_what_the_text_says(corpus, records):
    with closing(sqlite3.connect(corpus / "releases.db")) as database:
        assert database.execute("SELECT count(*) FROM releases").fetchone() == (len(records),)
        assert database.execute("SELECT count(*) FROM texts").fetchone()[0] >= len(list(corpus.glob("dev-*.txt"))) > 5
    with duckdb.connect(str(corpus / "releases.duckdb"), read_only=True) as database:
        assert database.execute("SELECT count(*) FROM releases").fetchone() == (len(records),)
    assert (corpus / "metadata.yaml").exists()


@pytest.mark.parametrize("name", [name for name, (kind, _) in BLOCKS.items() if kind == "sql"])
def test_the_queries_of_the_text_find_something(name, corpus):
    """Each as it stands; where the corpus of the tests has no 2024 or no such person, with one that it has."""
    sql = BLOCKS[name][1]
    with closing(sqlite3.connect(corpus / "releases.db")) as database:
        year = database.execute("SELECT substr(event_date, 1, 4) FROM releases JOIN officials USING (release_id) WHERE roles LIKE '%opened%'").fetchone()
        person = database.execute("SELECT o.name FROM quotes q JOIN officials o USING (release_id, official)").fetchone()
    if name.startswith("duckdb"):
        with duckdb.connect(str(corpus / "releases.duckdb"), read_only=True) as database:
            assert database.execute(sql).fetchall()
        return
    with closing(sqlite3.connect(corpus / "releases.db")) as database:
        rows = database.execute(sql).fetchall()
        if not rows and name in ("who opened what", "quotes"):
            rows = database.execute(sql.replace("2024%", f"{year[0]}%").replace("Hendra", person[0])).fetchall()
    assert rows
    if name == "evidence":
        assert all(written and any(c.isalnum() for c in written) for _, _, written in rows)


@pytest.mark.parametrize("name", [name for name, (kind, sql) in BLOCKS.items() if kind == "sql" and "MATCH" not in sql])
def test_what_needs_no_search_runs_in_duckdb_as_well(name, corpus):
    with duckdb.connect(str(corpus / "releases.duckdb")) as database:
        if name == "evidence":      # which needs the texts
            load([corpus / "records.jsonl"], corpus / "texts.duckdb", texts=[str(corpus)])
            database.execute(f"ATTACH '{corpus / 'texts.duckdb'}' AS texts; USE texts")
            assert database.execute(BLOCKS[name][1]).fetchall()
        else:
            database.execute(BLOCKS[name][1])


@pytest.mark.parametrize("name", [name for name, (kind, _) in BLOCKS.items() if kind == "python"])
def test_the_python_of_the_text_runs(name, corpus, monkeypatch):
    monkeypatch.chdir(corpus)
    space = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(BLOCKS[name][1], space)
    if name == "pandas":
        assert len(space["figures"]) and str(space["figures"]["period_start"].dtype).startswith("datetime64")
    else:
        assert printed.getvalue()


FOUND = {       # query -> its parameters, taken from the database: what is there is found
    "who_opened_what": "SELECT substr(coalesce(r.event_date, r.published), 1, 4) AS year FROM officials o JOIN releases r USING (release_id) WHERE o.roles LIKE '%opened%' AND r.event_date IS NOT NULL",
    "figures_of_an_indicator": "SELECT indicator FROM figures WHERE indicator IS NOT NULL",
    "quotes_of_an_official": "SELECT o.name FROM quotes q JOIN officials o USING (release_id, official) WHERE o.name IS NOT NULL",
    "quotes_with_words": "SELECT substr(text, 1, instr(text, ' ') - 1) || '*' AS words FROM quotes WHERE text LIKE '% %'",
    "events_in_a_region": "SELECT region_code AS code FROM events WHERE region_code IS NOT NULL",
    "who_was_there": "SELECT o.name FROM attendance a JOIN officials o USING (release_id, official) WHERE o.name IS NOT NULL",
    "releases_a_month": None,
}


@pytest.mark.parametrize("name", queries())
def test_each_ready_query_finds_what_is_there(name, corpus):
    with closing(sqlite3.connect(corpus / "releases.db")) as database:
        database.row_factory = sqlite3.Row
        sql = queries()[name]["sql"]
        wanted = set(re.findall(r":(\w+)", sql))
        parameters = [dict(row) for row in database.execute(FOUND[name])] if FOUND[name] else [{}]
        assert parameters
        for some in parameters:
            assert set(some) == wanted
            assert database.execute(sql, some).fetchall(), some
        nothing = dict.fromkeys(wanted, 'tiada "kata" ini')
        assert not wanted or database.execute(sql, nothing).fetchall() == []


def test_metadata_for_datasette(corpus):
    found = yaml.safe_load((corpus / "metadata.yaml").read_text(encoding="utf-8"))
    assert found == metadata(Path("releases.db"))
    database = found["databases"]["releases"]
    assert set(COLUMNS) <= set(database["tables"])
    for name, columns in COLUMNS.items():
        entry = database["tables"][name]
        assert list(entry["columns"]) == list(columns)
        assert set(entry.get("facets", [])) | {entry.get("label_column", columns[0])} <= set(columns)
    for query in database["queries"].values():
        assert query["title"] and query["sql"]


def test_every_query_uses_an_index_where_a_corpus_is_large(records, jsonl, tmp_path):
    """Questions by value do not read whole tables."""
    load([jsonl], tmp_path / "r.db")
    with closing(sqlite3.connect(tmp_path / "r.db")) as database:
        for sql in (
            "SELECT * FROM figures WHERE indicator = 'inflasi'", "SELECT * FROM officials WHERE name = 'A'",
            "SELECT * FROM events WHERE date = '2024-01-01'", "SELECT * FROM releases WHERE region_code = '62'",
            "SELECT * FROM quotes WHERE release_id = 'a'",
        ):
            (plan,) = database.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
            assert plan[-1].startswith("SEARCH"), sql
