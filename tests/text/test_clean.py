from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.clean import clean

ODD = "a e\u00e9e\u0301\u0323\r\n\t\u00a0\u200b\u00ad\ufeff\u2019‘`“”–—'\x00\x07\u2028\u1100\u1161\u11a8"
ODD += "\u0958\u2126\ud800"
texts = st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=[])), max_size=60)


@pytest.mark.parametrize(("raw", "text"), [
    ("\ufeffPALU – Wali Kota", "PALU – Wali Kota"),
    ("baris satu\r\nbaris dua\rbaris tiga", "baris satu\nbaris dua\nbaris tiga"),
    ("Rp\u00a05\u202fmiliar\u2009lebih\tya", "Rp 5 miliar lebih ya"),
    ("Mas’ud Ma‘ruf Jum`at Jum´at qurʼan", "Mas'ud Ma'ruf Jum'at Jum'at qur'an"),
    ("pem\u00adba\u200bngun\u2060an", "pembangunan"),
    ("“Siap,” kata dia — tegas", "“Siap,” kata dia — tegas"),
    ("Jose\u0301", "José"),
    ("e\u200b\u0301", "é"),
    ("satu\x0cdua\u2028tiga\x85empat", "satu\ndua\ntiga\nempat"),
    ("bel\x00um\x07", "belum"),
    ("TP\u2011PKK \u22125 derajat", "TP-PKK -5 derajat"),
    ("rusak\ud83d", "rusak\ufffd"),
    ("a" + "\u0323" * 40, "\u1ea1" + "\u0323" * 29),
    ("", ""),
    ("\u200b", ""),
])
def test_text(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize("raw", ["Biasa saja.\n\nDua paragraf.", "Rp\u00a05 juta, Mas’ud “hadir”", "satu\rdua"])
def test_no_map_where_nothing_moves(raw: str) -> None:
    assert clean(raw).offsets is None


@pytest.mark.parametrize(("raw", "part"), [
    ("\ufeffBupati\r\nhadir bersama Jose\u0301\u200b, lalu", "Jose\u0301"),
    ("\r\n\r\nKota\u00a0Palu", "Kota\u00a0Palu"),
    ("a\u00adb", "a"),
    ("a\u00adb", "b"),
    ("kata\u200b", "kata"),
])
def test_span_of_a_part(raw: str, part: str) -> None:
    cleaned = clean(raw)
    wanted = clean(part).text
    start = cleaned.text.index(wanted)
    first, last = cleaned.raw_span(start, start + len(wanted))
    assert raw[first:last] == part


@given(texts, st.data())
def test_spans_lie_in_the_raw_text_and_never_cross(raw: str, data: st.DataObject) -> None:
    cleaned = clean(raw)
    size = len(cleaned.text)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    later = data.draw(st.integers(end, size))
    a, b = cleaned.raw_span(start, end)
    c, _ = cleaned.raw_span(end, later)
    assert 0 <= a <= b <= len(raw)
    assert (a < b) == (start < end)
    assert a <= c


@given(texts, st.data())
def test_a_span_says_what_its_text_says(raw: str, data: st.DataObject) -> None:
    cleaned = clean(raw)
    start = data.draw(st.integers(0, len(cleaned.text)))
    end = data.draw(st.integers(start, len(cleaned.text)))
    first, last = cleaned.raw_span(start, end)
    # More than the range only where one raw cluster stands for several characters of it.
    assert cleaned.text[start:end] in clean(raw[first:last]).text
    if cleaned.offsets is None:
        assert (first, last) == (start, end)


@given(texts)
def test_cleaned_text_is_clean(raw: str) -> None:
    cleaned = clean(raw)
    assert is_normalized("NFC", cleaned.text)
    assert clean(cleaned.text).text == cleaned.text
    assert clean(cleaned.text).offsets is None
    cleaned.text.encode("utf-8")


visible = st.characters(
    exclude_categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp"], exclude_characters="‘’‛ʼʻʹ´`′＇‐‑−\u180e"
)


@given(st.text(alphabet=visible))
def test_visible_text_is_only_composed(raw: str) -> None:
    ours, theirs = clean(raw).text, normalize("NFC", raw)
    assert ours == theirs or set(raw) & set("\u1fef\u1ffd\u0374")    # canonical twins of ` ´ ʹ
