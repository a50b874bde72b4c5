"""The flat tables: every field of the record is in one of them, each with a type that holds whatever a record gives."""

import json
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

import pandas as pd
import pytest
from pydantic import BaseModel

import extract
from extract.record import Record
from extract.sinks.schema import COLUMNS, LEFT_OUT, TABLES, columns, rows


def options(annotation):
    """What a field may hold besides null, and whether that is a list."""
    if get_origin(annotation) is Annotated:
        return options(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return options(next(a for a in get_args(annotation) if a is not NoneType))
    if get_origin(annotation) is list:
        return options(get_args(annotation)[0])[0], True
    return annotation, False


def leaves(model: type[BaseModel], path: str = ""):
    """Path of each field that holds no further fields."""
    for name, field in model.model_fields.items():
        kind, many = options(field.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from leaves(kind, f"{path}{name}{'[]' if many else ''}.")
        else:
            yield path + name


def filled(annotation):
    """A value of that type in which nothing is null or empty. Strings are the same everywhere."""
    if get_origin(annotation) is Annotated:
        return filled(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return filled(next(a for a in get_args(annotation) if a is not NoneType))
    if get_origin(annotation) is list:
        return [filled(get_args(annotation)[0])]
    if get_origin(annotation) is tuple:
        return (3, 9)
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    if get_origin(annotation) is dict:
        return {"kolom": "62.10"}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {name: filled(field.annotation) for name, field in annotation.model_fields.items()}
    return {str: "62.10", int: 0, float: 0.5, bool: True}[annotation]


@pytest.fixture
def whole() -> dict:
    return filled(Record)


def test_every_field_of_the_record_is_in_a_table_or_left_out_by_name():
    used = {path for table in TABLES for column in table.columns for path in column.uses}
    known = {path.replace("other_events[]", "event") for path in leaves(Record)}
    assert known - used - LEFT_OUT.keys() == set()
    for path in used | LEFT_OUT.keys():
        assert any(leaf == path or leaf.startswith(f"{path}[]") for leaf in known), path


def test_a_record_with_everything_leaves_no_cell_empty(whole):
    for table, found in rows(Record.model_validate(whole)).items():
        assert found, table
        for row in found:
            assert tuple(row) == COLUMNS[table]
            absent = {name for name, cell in row.items() if cell is None}
            assert {name for name in absent if not name.endswith(("published", "date", "_start", "_end"))} == set(), table


DATES = [
    ("2023-05-25", "2023-05-25"), ("1602-03-20", "1602-03-20"), ("2023-05", None), ("2023", None), ("--09-18", None), ("2023-02-30", None),
]  # fmt: skip


@pytest.mark.parametrize(("iso", "day"), DATES)
def test_a_date_is_a_day_and_stands_beside_it_as_the_record_has_it(whole, iso, day):
    whole["event"]["date"]["iso"] = whole["published"]["iso"] = whole["figures"][0]["period"]["start"] = iso
    frames = extract.to_frames([whole])
    expected = pd.NaT if day is None else pd.Timestamp(day)
    for table, column in (("releases", "event_date"), ("releases", "published"), ("events", "date"), ("figures", "period_start")):
        assert frames[table][column].dtype == "datetime64[s]"
        assert frames[table][column].iloc[0] is expected or frames[table][column].iloc[0] == expected, (table, column)
    assert frames["releases"]["event_date_iso"][0] == frames["events"]["date_iso"][0] == iso


def test_codes_are_text_with_the_name_beside_them(whole):
    frames = extract.to_frames([whole])
    for table, code, name in (("releases", "region_code", "region"), ("events", "region_code", "region"),
                              ("figures", "region_code", "region"), ("places", "region_code", "region")):  # fmt: skip
        assert list(frames[table][[code, name]].iloc[0]) == ["62.10", "Kabupaten Gunung Mas"], table
    whole["places"][0]["region_code"] = "62.71.01"
    assert extract.to_frames([whole])["places"]["region"][0].startswith("Kecamatan ")
    whole["places"][0]["region_code"] = "99"
    assert pd.isna(extract.to_frames([whole])["places"]["region"][0])


def test_indices_point_at_rows(whole):
    whole["officials"].append({**whole["officials"][0], "name": None})
    whole["quotes"][0].update(speaker=0, on_behalf_of=1)
    frames = extract.to_frames([whole])
    quotes = frames["quotes"]
    assert list(quotes[["official", "speaker", "on_behalf_of_official", "on_behalf_of"]].iloc[0]) == [0, "62.10", 1, "62.10"]
    assert list(frames["officials"]["attended"]) == [True, False]
    assert list(frames["attendance"]["official"]) == [0]
    assert list(frames["titles"][["official", "nth"]].itertuples(index=False, name=None)) == [(0, 0), (1, 0)]
    for table in TABLES:
        for column, other in table.joins.items():
            theirs = set(map(tuple, frames[other][["release_id", column if column in COLUMNS[other] else COLUMNS[other][1]]].to_numpy()))
            ours = frames[table.name].dropna(subset=[column])
            assert set(map(tuple, ours[["release_id", column]].to_numpy())) <= theirs, (table.name, column)


def test_columns_that_were_kept_are_an_object_in_one_cell(whole):
    assert json.loads(extract.to_frames([whole])["releases"]["columns"][0]) == {"kolom": "62.10"}
    whole["source"]["columns"] = {}
    assert pd.isna(extract.to_frames([whole])["releases"]["columns"][0])


def test_spans_has_what_no_other_table_has(whole):
    spans = extract.to_frames([whole])["spans"]
    assert set(spans["field"]) == {
        "title", "publisher", "dateline", "published", "officials", "organisations", "places", "themes", "figures",
        "figures.indicator", "figures.mentions", "event.date", "event.venue", "event.town", "event.theme",
    }  # fmt: skip
    assert list(spans.loc[spans["field"] == "event.venue", "item"]) == [0, 1]
    assert set(map(tuple, spans[["start", "end"]].to_numpy())) == {(3, 9)}


def test_types_are_the_same_with_and_without_rows(records):
    some, none = extract.to_frames(records), extract.to_frames([])
    assert list(some) == list(none) == list(COLUMNS)
    for name in COLUMNS:
        assert dict(some[name].dtypes) == dict(none[name].dtypes), name
        assert list(some[name].columns) == list(COLUMNS[name])


def test_null_only_where_the_schema_allows_it(records):
    for table, frame in extract.to_frames(records).items():
        required = [column.name for column in columns(table) if column.type.endswith("NOT NULL")]
        assert not frame[required].isna().any(axis=None), table


def test_whole_numbers_of_more_than_64_bits_are_written_as_floats(whole):
    whole["figures"][0].update(value=25 * 10**21, low=2**63 - 1)
    record = Record.model_validate(whole)
    assert record.figures[0].value == 2.5e22 and isinstance(record.figures[0].value, float)
    assert record.figures[0].low == 2**63 - 1 and isinstance(record.figures[0].low, int)
    assert extract.to_frames([record])["figures"]["value"][0] == 2.5e22
