"""One contract, however it is printed: each form holds every field of `record.py`, with its type, and none is lost between
versions unless the major number says so."""

import json
import re
from pathlib import Path

import duckdb
import jsonschema
import pytest
from pydantic import create_model

from extract.record import SCHEMA_VERSION, Record
from extract.sinks import contract
from extract.sinks.reading import read_records
from extract.sinks.tables import write_nested_parquet

RELEASED = sorted(
    (Path(__file__).parent / "released").glob("record-*.json"), key=lambda path: [int(n) for n in re.findall(r"\d+", path.stem)]
)
"""The JSON Schemas of records as versions had them that were released."""


def shapes(schema: dict) -> dict[str, set[str]]:
    """Path -> the types that stand there, of a JSON Schema. Read off the schema alone, not by the code that is tested."""
    found: dict[str, set[str]] = {}

    def walk(node: dict, path: str) -> None:
        while "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        for option in node.get("anyOf", []):
            walk(option, path)
        if "const" in node:
            found.setdefault(path, set()).add("string")
        elif "type" in node:
            found.setdefault(path, set()).add(node["type"])
        for name, inner in node.get("properties", {}).items():
            walk(inner, f"{path}.{name}" if path else name)
        for inner in [node["items"]] if "items" in node else node.get("prefixItems", []):
            walk(inner, f"{path}[]")

    walk(schema, "")
    return found


def example(schema: dict) -> dict:
    """A record in which nothing is null or empty."""
    values = {"string": "62.10", "integer": 0, "number": 0.5, "boolean": True}

    def make(node: dict, name: str):
        while "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        if "anyOf" in node:
            return make(next(o for o in node["anyOf"] if o.get("type") in ("number", None)) if any(
                o.get("type") == "number" for o in node["anyOf"]) else node["anyOf"][0], name)
        if "const" in node:
            return node["const"]
        if "enum" in node:
            return node["enum"][0]
        if "prefixItems" in node:
            return [3, 9]
        if node["type"] == "array":
            return [make(node["items"], name)]
        if node["type"] == "object":
            return {key: make(inner, key) for key, inner in node.get("properties", {}).items()} or {"kolom": "62.10", "dua": [1, None]}
        return values[node["type"]]

    return make(schema, "")


@pytest.fixture
def whole() -> dict:
    record = example(contract.json_schema())
    return json.loads(Record.model_validate(record).to_json())


def test_the_json_schema_says_what_it_is_and_holds_for_what_is_written(records, whole):
    schema = contract.json_schema()
    assert schema["$id"] == f"urn:rilis:record:{SCHEMA_VERSION}" and schema["$schema"].endswith("2020-12/schema")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for record in (whole, *(json.loads(record.to_json()) for record in records)):
        assert [error.message for error in validator.iter_errors(record)] == []
    for wrong in (whole | {"extra": 1}, {**whole, "figures": [{"value": "1"}]}, {k: v for k, v in whole.items() if k != "quotes"}):
        assert not validator.is_valid(wrong)


def test_duckdb_reads_every_field_with_its_type(whole, records, tmp_path):
    path = tmp_path / "records.jsonl"
    lines = [whole, *(json.loads(record.to_json()) for record in records)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    database = duckdb.connect()
    database.execute(contract.duckdb())
    result = database.execute(f"FROM read_records('{path}')")
    names = [name for name, *_ in result.description]
    for row, line in zip(result.fetchall(), lines, strict=True):
        found = dict(zip(names, row, strict=True))
        found["source"] |= {"columns": json.loads(found["source"]["columns"])}
        assert list(found) == list(line) and found == line
    # Without the types it guesses: a corpus in which no event has a clock has no clock to ask for as text.
    assert database.execute(f"SELECT typeof(event.date.iso) FROM read_records('{path}') LIMIT 1").fetchone() == ("VARCHAR",)


def test_nested_parquet_holds_every_field_with_its_type(whole, records, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    everything = [Record.model_validate_json(json.dumps(whole)), *records]
    jsonl, path = tmp_path / "records.jsonl", tmp_path / "records.parquet"
    jsonl.write_text("".join(f"{record.to_json()}\n" for record in everything), encoding="utf-8")
    write_nested_parquet(jsonl, path, batch_size=3)
    schema = pq.read_schema(path)
    assert schema.equals(contract.arrow_schema(), check_metadata=False)
    assert schema.metadata[b"schema"] == contract.SCHEMA_ID.encode()
    table = pq.read_table(path)
    first = table.slice(0, 1).to_pylist()[0]
    first["source"] |= {"columns": json.loads(first["source"]["columns"])}
    assert first == whole
    assert list(read_records(path)) == everything           # and so does whatever else reads records
    assert duckdb.execute(f"SELECT id, len(figures) FROM '{path}'").fetchall() == [(r.id, len(r.figures)) for r in everything]


def test_spark_has_every_field_with_its_type():
    found: dict[str, set[str]] = {}
    kinds = {"string": "string", "long": "integer", "double": "number", "boolean": "boolean"}

    def walk(kind, nullable: bool, path: str) -> None:
        types = found.setdefault(path, set())
        if nullable:
            types.add("null")
        if isinstance(kind, str):
            types.add(kinds[kind])
        elif kind["type"] == "array":
            types.add("array")
            walk(kind["elementType"], kind["containsNull"], f"{path}[]")
        else:
            types.add("object")
            for field in kind["fields"]:
                walk(field["type"], field["nullable"], f"{path}.{field['name']}" if path else field["name"])

    walk(contract.spark_schema(), False, "")
    wanted = shapes(contract.json_schema())
    for types in wanted.values():
        if "number" in types:
            types.discard("integer")
    wanted["source.columns"] = {"string"}       # any object: Spark gives its JSON
    assert found == wanted


def test_each_form_is_printed():
    for name, printed in contract.FORMATS.items():
        text = printed()
        assert text.endswith("\n")
        if name != "sql":       # whose tables have names of their own; test_tables.py
            assert [field for field in Record.model_fields if field not in text] == []


def test_a_new_field_is_everywhere():
    """What `record.py` says is all there is to say: nothing lists its fields a second time."""
    more = create_model("Record", __base__=Record, mood=(list[tuple[int, int]] | None, ...))
    added = contract.members(more)["mood"]
    assert added.nullable and contract._duckdb(added.kind) == "BIGINT[][]"
    assert contract._spark(added.kind)["elementType"]["elementType"] == "long"


def breaks(old: dict, new: dict) -> list[str]:
    """What a reader of `old` no longer finds, or finds as something else than before, in records of `new`."""
    before, after = shapes(old), shapes(new)
    return [path for path, types in before.items() if not (now := after.get(path, set())) or not now <= types]


@pytest.mark.parametrize("path", RELEASED, ids=[path.stem for path in RELEASED])
def test_what_was_released_stays_readable_within_a_major_version(path):
    old, new = json.loads(path.read_text(encoding="utf-8")), contract.json_schema()
    version = old["$id"].rpartition(":")[2]
    assert path.stem == f"record-{version}"
    if version.split(".")[0] == SCHEMA_VERSION.split(".")[0]:
        assert breaks(old, new) == [], f"gone or of another type since {version}: this takes another major SCHEMA_VERSION"


def test_a_change_of_fields_has_a_version_of_its_own():
    last = json.loads(RELEASED[-1].read_text(encoding="utf-8"))
    if shapes(last) != shapes(contract.json_schema()):
        assert last["$id"] != contract.SCHEMA_ID, "fields changed: raise SCHEMA_VERSION (docs/loading.md, Versions)"


def test_what_breaks_a_reader():
    old = contract.json_schema()

    def changed(change) -> list[str]:
        new = json.loads(json.dumps(old))
        change(new["$defs"])
        return breaks(old, new)

    assert changed(lambda parts: None) == []
    assert changed(lambda parts: parts["Figure"]["properties"].update(mood={"type": "string"})) == []
    assert changed(lambda parts: parts["Figure"]["properties"].pop("unit")) == ["figures[].unit"]
    assert changed(lambda parts: parts["Venue"]["properties"].update(online={"type": "string"})) == [
        "event.venue.online", "other_events[].venue.online",
    ]
    nullable = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert changed(lambda parts: parts["Credit"]["properties"].update(name=nullable)) == ["credits[].name"]
    assert changed(lambda parts: parts["Figure"]["properties"].update(value={"type": "string"})) == ["figures[].value"]
    assert changed(lambda parts: parts["Event"]["properties"].update(name={"type": "string"})) == []
