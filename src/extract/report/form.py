"""What the record is made of, as the page needs it: read off `record.py`, so that a field that is new there is shown."""

from __future__ import annotations

import re
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from extract.record import Record

Field = dict[str, Any]
"""`name`; `kind`: text, number, boolean, json, span, part, index, region or share; `list`; `of`: the list that an index counts
in; `fields`: of a part."""

_INDEX = re.compile(r"(?:index|indices) into (\w+)")


def form() -> list[Field]:
    """The fields of the record, in order, with those of their parts."""
    return _fields(Record)


def names(fields: list[Field]) -> set[str]:
    """The names of `fields` and of all within them."""
    return {name for each in fields for name in (each["name"], *names(each.get("fields", [])))}


def group(name: str) -> str:
    """What a field of the record is highlighted as: other events as the event is."""
    return "event" if name == "other_events" else name


def groups(fields: list[Field]) -> list[str]:
    """What is highlighted by itself: fields of the record with spans, and parts of parts that have one ("date" of an event)."""
    found: dict[str, None] = {}
    for each in fields:
        if each["kind"] == "part" and _has_span(each):
            found[group(each["name"])] = None
            parts = (inner for inner in each["fields"] if inner["kind"] == "part" and not inner["list"])
            found |= {inner["name"]: None for inner in parts if _has_span(inner)}
    return list(found)


def literals() -> set[tuple[str, str]]:
    """Field and value for each value that `record.py` allows by name."""
    found: set[tuple[str, str]] = set()
    for model in _models(Record):
        for name, info in model.model_fields.items():
            found |= {(name, value) for value in _literal(info.annotation) if isinstance(value, str)}
    return found


def _has_span(each: Field) -> bool:
    return any(inner["kind"] == "span" or (inner["kind"] == "part" and _has_span(inner)) for inner in each["fields"])


def _fields(model: type[BaseModel]) -> list[Field]:
    return [_field(name, info.annotation, info.description or "") for name, info in model.model_fields.items()]


def _field(name: str, annotation: Any, description: str) -> Field:
    is_list, kind = _plain(annotation)
    found: Field = {"name": name, "list": is_list}
    if index := _INDEX.search(description):
        return found | {"kind": "index", "of": index[1]}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return found | {"kind": "part", "fields": _fields(kind)}
    if kind is tuple:
        return found | {"kind": "span"}
    if name == "region_code":
        return found | {"kind": "region"}
    if name == "confidence" or name == "score":
        return found | {"kind": "share"}
    return found | {"kind": {bool: "boolean", int: "number", float: "number", dict: "json"}.get(kind, "text")}


def _plain(annotation: Any) -> tuple[bool, Any]:
    """Whether it is a list, and the type of one, None aside."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return _plain(next(option for option in get_args(annotation) if option is not NoneType))
    if origin is Annotated:
        return _plain(get_args(annotation)[0])
    if origin is Literal:
        return False, str
    if origin is list:
        return True, _plain(get_args(annotation)[0])[1]
    return False, origin or annotation


def _literal(annotation: Any) -> set[Any]:
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return {value for inner in get_args(annotation) for value in _literal(inner)}


def _models(model: type[BaseModel]) -> list[type[BaseModel]]:
    inner = [kind for info in model.model_fields.values() if isinstance(kind := _plain(info.annotation)[1], type)]
    return [model, *(each for kind in inner if issubclass(kind, BaseModel) for each in _models(kind))]
