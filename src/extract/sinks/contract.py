"""The contract in the words of those who load records: JSON Schema, DuckDB, Arrow, Spark. All are read off `record.py`, so a
field that is new there is new everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from extract.errors import MissingExtraError
from extract.record import SCHEMA_VERSION, Record
from extract.sinks.schema import sql

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_ID = f"urn:rilis:record:{SCHEMA_VERSION}"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

TEXT, INTEGER, NUMBER, BOOLEAN, ANY = "text", "integer", "number", "boolean", "any"
"""Kinds of single values. ANY are objects of keys that are not ours: `source.columns`."""


@dataclass(frozen=True, slots=True)
class Of:
    """A list of values of one kind. A span is one of two integers."""

    kind: Kind


Kind = str | Of | Mapping[str, "Member"]
"""What stands at a path of the record: a single value, a list, or an object with its members in order."""


@dataclass(frozen=True, slots=True)
class Member:
    """A key of an object. `meaning` is that of `record.py`, "" where the name says it."""

    kind: Kind
    nullable: bool
    meaning: str


def members(model: type[BaseModel] = Record) -> dict[str, Member]:
    """The keys of the record, or of a part of it, as `record.py` has them."""
    found: dict[str, Member] = {}
    for name, info in model.model_fields.items():
        kind, nullable = _kind(info.annotation)
        found[name] = Member(kind, nullable, info.description or "")
    return found


def _kind(annotation: Any) -> tuple[Kind, bool]:
    """What an annotation allows, and whether null is among it."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(inner[0])
    if origin in (Union, UnionType):
        options = [_kind(option)[0] for option in inner if option is not NoneType]
        kind = NUMBER if set(map(str, options)) == {INTEGER, NUMBER} else options[0]
        return kind, NoneType in inner
    if origin is Literal:
        return _kind(type(inner[0]))
    if origin in (list, tuple):
        return Of(_kind(inner[0])[0]), False
    if origin is dict:
        return ANY, False
    if issubclass(annotation, BaseModel):
        return members(annotation), False
    return {str: TEXT, int: INTEGER, float: NUMBER, bool: BOOLEAN}[annotation], False


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    found = Record.model_json_schema(mode="serialization")
    return {"$schema": DIALECT, "$id": SCHEMA_ID, **found}


_DUCKDB = {TEXT: "VARCHAR", INTEGER: "BIGINT", NUMBER: "DOUBLE", BOOLEAN: "BOOLEAN", ANY: "JSON"}


def duckdb_columns() -> dict[str, str]:
    """The columns of a record as `read_json` of DuckDB takes them: name -> type."""
    return {name: _duckdb(member.kind) for name, member in members().items()}


def _duckdb(kind: Kind) -> str:
    if isinstance(kind, Of):
        return f"{_duckdb(kind.kind)}[]"
    if isinstance(kind, str):
        return _DUCKDB[kind]
    return f"STRUCT({', '.join(f'{_quoted(name)} {_duckdb(member.kind)}' for name, member in kind.items())})"


def _quoted(name: str) -> str:
    return f'"{name}"'


def duckdb() -> str:
    """A macro for DuckDB that reads records with their types, whatever a file happens to hold."""
    columns = ",\n".join(f"        {_quoted(name)}: '{kind}'" for name, kind in duckdb_columns().items())
    return (
        f"-- Records of `extract`, version {SCHEMA_VERSION}, with their types: FROM read_records('records.jsonl')\n"
        "CREATE OR REPLACE MACRO read_records(path) AS TABLE FROM read_json(path, format = 'newline_delimited',\n"
        f"    columns = {{\n{columns}\n    }});\n"
    )


def arrow_schema() -> pa.Schema:
    """The schema of nested Parquet. `source.columns` is an object as JSON text. Raises MissingExtraError without pyarrow."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingExtraError("an Arrow schema", "parquet") from error
    single = {TEXT: pa.string(), INTEGER: pa.int64(), NUMBER: pa.float64(), BOOLEAN: pa.bool_(), ANY: pa.string()}

    def typed(kind: Kind) -> pa.DataType:
        if isinstance(kind, Of):
            return pa.list_(pa.field("element", typed(kind.kind), nullable=False))
        return single[kind] if isinstance(kind, str) else pa.struct(fields(kind))

    def fields(of: Mapping[str, Member]) -> list[pa.Field]:
        return [
            pa.field(name, typed(member.kind), member.nullable, {"description": member.meaning} if member.meaning else None)
            for name, member in of.items()
        ]

    return pa.schema(fields(members()), {"schema": SCHEMA_ID})


def arrow() -> str:
    """The Arrow schema in words, a column a line; programs take `arrow_schema`."""
    return "".join(f"{field.name}: {field.type}{'' if field.nullable else ' not null'}\n" for field in arrow_schema())


_SPARK = {TEXT: "string", INTEGER: "long", NUMBER: "double", BOOLEAN: "boolean", ANY: "string"}


def spark_schema() -> dict[str, Any]:
    """What `StructType.fromJson` of Spark takes. `source.columns` is read as JSON text."""
    return _spark_struct(members())


def _spark_struct(of: Mapping[str, Member]) -> dict[str, Any]:
    fields = [
        {"name": name, "type": _spark(member.kind), "nullable": member.nullable,
         "metadata": {"comment": member.meaning} if member.meaning else {}}
        for name, member in of.items()
    ]  # fmt: skip
    return {"type": "struct", "fields": fields}


def _spark(kind: Kind) -> Any:
    if isinstance(kind, Of):
        return {"type": "array", "elementType": _spark(kind.kind), "containsNull": False}
    return _SPARK[kind] if isinstance(kind, str) else _spark_struct(kind)


def _as_json(of: Callable[[], Any]) -> Callable[[], str]:
    return lambda: f"{json.dumps(of(), ensure_ascii=False, indent=2)}\n"


FORMATS: dict[str, Callable[[], str]] = {
    "json-schema": _as_json(json_schema),
    "sql": sql,
    "duckdb": duckdb,
    "arrow": arrow,
    "spark": _as_json(spark_schema),
}
"""What `extract schema --format` prints."""
