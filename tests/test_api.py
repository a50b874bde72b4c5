"""What a researcher calls in a notebook: texts of every kind, bad rows among them, tables that join back."""

import gc
import pickle
import subprocess
import sys
import threading
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import extract

TEXT = "Bupati Lahat Hendra Wijaya membuka pelatihan bagi 40 petani, Senin (3/6/2024)."
OTHER = "Wali Kota Bitung Sari Melati menutup lomba desa yang diikuti 12 regu, Selasa (4/6/2024)."


def values(records):
    return [record.figures[0].value for record in records]


ITERABLES = {
    "list": [TEXT, OTHER],
    "tuple": (TEXT, OTHER),
    "generator": (text for text in (TEXT, OTHER)),
    "series": pd.Series([TEXT, OTHER], index=["a", "b"]),
    "categorical": pd.Series([TEXT, OTHER], dtype="category"),
    "numpy": np.array([TEXT, OTHER]),
    "nullable strings": pd.Series([TEXT, OTHER], dtype="string"),
    "dict values": {"a": TEXT, "b": OTHER}.values(),
    "dictionaries": [{"text": TEXT}, {"Isi ": OTHER}],
    "releases": [extract.Release("a", TEXT, "a.txt"), extract.Release("b", OTHER, "b.txt")],
}


def test_an_arrow_array():
    pa = pytest.importorskip("pyarrow")
    first, second, third = extract.extract_many(pa.array([TEXT, None, OTHER]), errors="return")
    assert values([first, third]) == [40, 12] and "no text (None)" in str(second)


@pytest.mark.parametrize("kind", ITERABLES)
def test_any_iterable_of_texts(kind):
    assert values(extract.extract_many(ITERABLES[kind])) == [40, 12]


BAD = [
    (None, "no text (None)"),
    (float("nan"), "no text (nan)"),
    (np.nan, "no text (nan)"),
    (pd.NA, "no text (<NA>)"),
    (pd.NaT, "no text (NaT)"),
    (TEXT.encode(), "bytes, not text; decode it first"),
    (3, "int, not text"),
    ([TEXT], "list, not text"),
    (Path("a.txt"), "not text; files are read by"),
    ("", "empty text"),
    (" \n\ufeff", "empty text"),
    ("x" * 1_000_001, "text of 1,000,001 characters"),
    ({}, "no text among no keys; call it 'text'"),
    ({"judul": "A", 3: TEXT}, "no text among judul; call it 'text'"),
    ({"text": None, "id": "a"}, "no text (None)"),
    (extract.Release("a", "", "u"), "empty text"),
    (extract.Release("a", None, "u"), "no text (None)"),
    (extract.SourceError("not a readable file", "f.txt", 3), "not a readable file"),
]


def test_a_bad_row_is_an_error_of_that_row_alone():
    rows = [row for bad, _ in BAD for row in (bad, TEXT)]
    found = list(extract.extract_many(rows, errors="return"))
    assert len(found) == len(rows)
    for i, (error, (_, reason)) in enumerate(zip(found[::2], BAD, strict=True)):
        assert isinstance(error, extract.SourceError) and reason in error.reason, error
        assert error.uri in (f"texts[{2 * i}]", "u", "f.txt")
    assert values(found[1::2]) == [40] * len(BAD)
    assert [error.id for error in found[::2] if error.id] == ["a", "a", "a"]
    assert str(pickle.loads(pickle.dumps(found[0]))) == "texts[0]: no text (None)"


def test_raise_comes_when_its_turn_comes_and_skip_warns_once_at_the_end():
    reading = extract.extract_many([TEXT, None, OTHER])
    assert next(reading).figures[0].value == 40
    with pytest.raises(extract.SourceError, match=r"texts\[1\]: no text \(None\)"):
        next(reading)
    with pytest.warns(UserWarning, match=r"2 of 4 texts left out, the first because of texts\[1\]: no text") as caught:
        assert values(extract.extract_many([TEXT, None, OTHER, b""], errors="skip")) == [40, 12]
    assert len(caught) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert values(extract.extract_many([TEXT], errors="skip")) == [40]


def test_a_row_of_a_series_is_named_by_its_label():
    (error,) = extract.extract_many(pd.Series([None], index=["2024/siaran-7"]), errors="return")
    assert str(error) == "texts['2024/siaran-7']: no text (nan)" or str(error) == "texts['2024/siaran-7']: no text (None)"


def test_what_breaks_inside_is_an_error_of_its_row(monkeypatch):
    from extract.pipeline import Pipeline

    process = Pipeline.process

    def breaks(self, release):
        if release.id == "breaks":
            raise IndexError("tuple index out of range")
        return process(self, release)

    monkeypatch.setattr(Pipeline, "process", breaks)
    rows = [{"text": TEXT, "id": "breaks"}, OTHER]
    error, record = extract.extract_many(rows, errors="return")
    assert (error.id, error.reason) == ("breaks", "IndexError: tuple index out of range")
    assert values([record]) == [12]
    with pytest.raises(IndexError):
        list(extract.extract_many(rows))


ONE = [TEXT, TEXT.encode(), {"text": TEXT}, extract.Release(None, TEXT, "u"), Path("a.txt"), None, 5, pd.DataFrame({"isi": [TEXT]})]


@pytest.mark.parametrize("one", ONE, ids=lambda one: type(one).__name__)
def test_what_is_not_many_is_refused_at_once_with_advice(one):
    with pytest.raises(extract.UsageError, match=r"extract\.extract\(text\)|an iterable of texts|extract\.from_pandas"):
        extract.extract_many(one)


def test_it_streams():
    taken = []

    def source():
        for i in range(3):
            taken.append(i)
            yield TEXT
        raise OSError("the connection is gone")

    reading = extract.extract_many(source(), errors="return")
    next(reading)
    assert taken == [0]
    next(reading), next(reading)
    with pytest.raises(OSError, match="the connection is gone"):
        next(reading)


def test_memory_does_not_grow_with_the_number_of_texts(pipeline, monkeypatch):
    monkeypatch.setattr("extract.pipeline.KEPT", 0)
    texts = (f"Bupati Lahat Kata{i}asing Nama{i}baru membuka pelatihan bagi 40 petani." for i in range(60))
    reading = extract.extract_many(texts)
    next(reading)
    known = len(pipeline.nlp.vocab.strings)
    for _ in reading:
        gc.collect(0)
    assert len(pipeline.nlp.vocab.strings) <= known + 5


def test_threads_do_not_meet():
    found = []

    def work(text):
        found.extend(record.to_json() for record in extract.extract_many([text] * 8))

    threads = [threading.Thread(target=work, args=(text,)) for text in (TEXT, OTHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted([extract.extract(TEXT).to_json()] * 8 + [extract.extract(OTHER).to_json()] * 8)


def test_ids():
    assert [r.id for r in extract.extract_many([TEXT, OTHER], ids=["a", 7.0])] == ["a", "7"]
    assert [r.id for r in extract.extract_many([{"text": TEXT, "id": 5}, {"text": OTHER, "id": 6}], ids=["a", None])] == ["a", "6"]
    (record,) = extract.extract_many([TEXT], ids=[None])
    assert record.id == extract.extract(TEXT).id == record.source.sha256[:16]
    for ids in (["a"], ["a", "b", "c"], "ab"):
        with pytest.raises(extract.UsageError, match="ids"):
            extract.extract_many([TEXT, OTHER], ids=ids)
    for ids in (iter("a"), iter("abc")):
        with pytest.raises(extract.UsageError, match="ids than texts"):
            list(extract.extract_many([TEXT, OTHER], ids=ids))
    with pytest.raises(extract.UsageError, match="'raise', 'skip', 'return'"):
        extract.extract_many([TEXT], errors="ignore")


@pytest.mark.parametrize(("bad", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_one_bad_text_raises(bad, reason):
    with pytest.raises(extract.SourceError) as error:
        extract.extract(bad)
    assert reason in str(error.value)


def test_a_dictionary_says_where_a_release_is_from():
    yearless = "Bupati Lahat membuka pelatihan bagi 40 petani, Senin (3/6)."
    row = {"Judul": "Pelatihan Petani", "teks": yearless, "ID": 12, "url": "https://example.go.id/1", "tanggal": pd.Timestamp("2024-06-04")}
    record = extract.extract(row)
    assert (record.id, record.source.uri, record.title.text) == ("12", "https://example.go.id/1", "Pelatihan Petani")
    assert (record.published.iso, record.event.date.iso) == ("2024-06-04", "2024-06-03")
    assert extract.extract({"text": TEXT, "id": "a\0b"}).id == "a\\x00b"
    frames = extract.from_pandas(pd.DataFrame([row]), id="ID")
    assert frames["events"]["date"][0] == pd.Timestamp("2024-06-03") and frames["releases"]["title"][0] == "Pelatihan Petani"
    assert extract.extract(TEXT, id="mine").id == "mine"


def test_html_in_a_dictionary_is_read_as_in_a_cell_of_any_table():
    pytest.importorskip("lxml", reason="rilis[html] is not installed")
    assert values(extract.extract_many([{"isi": f"<p>{TEXT}</p><p>Baca juga</p>"}])) == [40]


# ── from_pandas ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame({"isi": [TEXT, None, OTHER], "url": ["u/1", "u/2", "u/3"], "nomor": [7, 8, 9]}, index=[30, 10, 20])


@pytest.mark.parametrize("id", ["url", "nomor", None])
def test_tables_join_back(table, id):
    frames = extract.from_pandas(table, text="isi", id=id)
    joined = table.merge(frames["figures"], left_on=id, left_index=id is None, right_on="release_id", suffixes=("", "_figure"))
    assert list(joined[["nomor", "value"]].itertuples(index=False, name=None)) == [(7, 40), (9, 12)]
    assert frames["releases"]["release_id"].dtype == (table.index if id is None else table[id]).dtype
    wanted = table.index[1] if id is None else table[id].iloc[1]
    assert frames["errors"].to_dict("records") == [{"release_id": wanted, "reason": frames["errors"]["reason"][0]}]
    assert frames["errors"]["reason"][0].startswith("no text (")
    beside = table.join(frames["releases"].set_index("release_id")["event_date"], on=id)
    assert beside["event_date"].dt.day.fillna(0).tolist() == [3, 0, 4]


def test_columns_are_found_by_their_usual_names_and_bad_ones_are_named(table):
    assert len(extract.from_pandas(table)["releases"]) == 2
    assert list(extract.from_pandas(table)["releases"]["uri"]) == ["u/1", "u/3"]
    assert list(extract.from_pandas(table[["isi"]])["releases"]["row"]) == [1, 3]
    for arguments, message in (
        ({"text": "naskah"}, "no column 'naskah' in isi, url, nomor"),
        ({"id": "kode"}, "no column 'kode'"),
        ({"errors": "ignore"}, "'raise', 'skip', 'return'"),
    ):
        with pytest.raises(extract.UsageError, match=message):
            extract.from_pandas(table, **arguments)
    for frame, message in (
        (table[["url"]], "no column of texts in url: say text="),
        (pd.concat([table, table]), "2 rows have the id '30' in the index: df.reset_index"),
        (table.set_index(["url", "nomor"]), "several levels"),
        (pd.concat([table, table], axis=1), "isi"),
        (table["isi"], "takes a DataFrame, not Series; for texts alone: extract.extract_many"),
    ):
        with pytest.raises(extract.UsageError, match=message):
            extract.from_pandas(frame, text="isi" if "isi" in frame else None)
    table["url"] = ["u", "u", None]
    with pytest.raises(extract.UsageError, match="2 rows have the id 'u' in column 'url'"):
        extract.from_pandas(table, id="url")


def test_errors_of_a_table(table):
    with pytest.raises(extract.SourceError, match=r"df\.loc\[10\]: no text"):
        extract.from_pandas(table, errors="raise")
    with pytest.warns(UserWarning, match="1 of 3 texts left out"):
        assert extract.from_pandas(table, errors="skip")["errors"].empty
    nothing = extract.from_pandas(table[:0])
    assert all(frame.empty for frame in nothing.values())
    assert nothing["figures"]["value"].dtype == float


# ── what is imported ──────────────────────────────────────────────────────────────────────────────────────────────
def test_names_are_there_and_cost_nothing_before_they_are_used():
    for name in extract.__all__:
        assert getattr(extract, name) is not None and name in dir(extract)
    with pytest.raises(AttributeError, match="no attribute 'Records'"):
        extract.Records  # noqa: B018
    heavy = "{'spacy', 'pandas', 'pydantic', 'numpy', 'pyarrow'}"
    code = f"import sys, extract; extract.SourceError; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
