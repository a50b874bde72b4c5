"""What a loader infers from one file holds for the next: every line has the same keys, every path one kind of value."""

import json
from collections import defaultdict

from extract.record import Record


def walk(value, path, shapes, keys):
    if isinstance(value, dict):
        keys[path].add(tuple(value))
        for key, inner in value.items():
            walk(inner, f"{path}.{key}", shapes, keys)
    elif isinstance(value, list):
        shapes[path].add("array")
        for inner in value:
            walk(inner, f"{path}[]", shapes, keys)
    elif value is not None:
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        shapes[path].add("number" if number else type(value).__name__)


def test_no_key_is_left_out_and_no_path_holds_two_kinds(jsonl):
    shapes, keys = defaultdict(set), defaultdict(set)
    for line in jsonl.read_text(encoding="utf-8").splitlines():
        walk(json.loads(line), "record", shapes, keys)
    assert {path: found for path, found in keys.items() if len(found) > 1} == {}
    assert {path: found for path, found in shapes.items() if len(found) > 1} == {}
    assert list(next(iter(keys["record"]))) == list(Record.model_fields)
    assert {"record.event.date.iso", "record.figures[].value", "record.officials[].titles[].full"} <= shapes.keys()


def test_the_contract_requires_every_key_and_allows_one_kind_at_each_path():
    schema = Record.model_json_schema(mode="serialization")
    parts = [schema, *schema["$defs"].values()]
    for part in parts:
        assert {*part["required"], "schema_version"} >= set(part["properties"]), part["title"]     # which is always written
        assert part["additionalProperties"] is False
        for name, field in part["properties"].items():
            options = [option for option in field.get("anyOf", [field]) if option.get("type") != "null"]
            kinds = {"number" if option.get("type") == "integer" else option.get("type", "$ref") for option in options}
            assert len(kinds) == 1, (part["title"], name, kinds)
