from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.clean import clean

ODD = "a e\u00e9e\u0301\u0323\r\n\t\u00a0\u200b\u00ad\ufeff\u2019‘`“”–—'\x00\x07\u2028\u1100\u1161\u11a8"
ODD += "\u0958\u2126\ud800\u0f73ﬁＡ３٣𝐁„«‚,&;#-âÃÂ€œ\x9d\x1b["
PIECES = [
    "&amp;", "&#38;", "&#112;", "&am", "p;", "&shy;", "&ldquo", "&acirc;", "&euro;", "â€", "â€œ", "Ã¢â‚¬Å“", "Ã©", "Â ", "\x9d", "''", ",,",
    "kata orang itu yang\n", "datang ke sini dan\n", "pergi lagi ke kota\n", "kegia-\n", "1. ", "  ", "\t", "\n", " \n  ", "\u0301" * 33,
]
texts = st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=[])), max_size=60)
texts |= st.lists(st.sampled_from(PIECES) | st.text(alphabet=ODD, max_size=4), max_size=30).map("".join)


@pytest.mark.parametrize(("raw", "text"), [
    ("\ufeffPALU – Wali Kota", "PALU – Wali Kota"),
    ("baris satu\r\nbaris dua\rbaris tiga", "baris satu\nbaris dua\nbaris tiga"),
    ("Rp\u00a05\u202fmiliar\u2009lebih\tya", "Rp 5 miliar lebih ya"),
    ("Sari  Dewi \u00a0 Lestari\t\thadir", "Sari Dewi Lestari hadir"),
    ("Sari \u200b Dewi", "Sari Dewi"),
    ("pada \u0663 Juni \u0662\u0660\u0662\u0664", "pada 3 Juni 2024"),
    ("３ Juni ２０２４, १२ orang, 𝟕 desa", "3 Juni 2024, 12 orang, 7 desa"),
    ("ＢＵＰＡＴＩ 𝗟𝗮𝗵𝗮𝘁", "BUPATI Lahat"),
    ("e\u0301 𝐞\u0301", "é é"),
    ("oﬁsial eﬁsiensi ﬂora 12 ㎞", "ofisial efisiensi flora 12 km"),
    ("„Siap“ ‟siap” «siap» ″siap″ ＂siap＂", "“Siap“ “siap” “siap” \"siap\" \"siap\""),
    ("''Siap,'' kata dia. ``Ya,'' kata dia. ,,Ya,” kata dia.", '"Siap," kata dia. "Ya," kata dia. “Ya,” kata dia.'),
    ("Jum''at, satu,, dua", "Jum''at, satu,, dua"),
    ("Camat \x1b[31mmerah\x1b[0m \x1b]0;judul\x07hadir", "Camat merah hadir"),
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
    ("\u0e01" + "\u0e48\u0e38" * 30, "\u0e01" + "\u0e38" * 15 + "\u0e48" * 15),
    ("", ""),
    ("\u200b", ""),
])
def test_text(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(("raw", "text"), [
    ("â€œSiap,â€\x9d kata dia â€“ tegas", "“Siap,” kata dia – tegas"),
    ("â\x80\x9cSiap,â\x80\x9d kata dia", "“Siap,” kata dia"),
    ("Ã¢â‚¬Å“SiapÃ¢â‚¬Â\x9d", "“Siap”"),                                   # twice
    ("â€œSiap,â€ kata dia. â€œYa,â€� kata dia. Kota â€\" Bupati", "“Siap,” kata dia. “Ya,” kata dia. Kota – Bupati"),    # a byte was lost
    ("CafÃ© MÃ¼ller 12 kmÂ² Â© 2024 RpÂ 5", "Café Müller 12 km² © 2024 Rp 5"),
    ("Mas â€™ud, 20 â€“30 Â°C", "Mas 'ud, 20 –30 °C"),
    ("Kota â\x81 â\x81 Palu", "Kota Palu"),                                 # the no-break space of a word joiner became a blank
    ("‚ÄúSiap‚Äù ‚Äì ya", "“Siap” – ya"),                                    # a Mac
    ("Café “É” ÂNGELA Âge à la carte 5€–10€ naïve SÃO", "Café “É” ÂNGELA Âge à la carte 5€–10€ naïve SÃO"),
    ("kopi Ã\xa0 la carte, teh Ã la carte", "kopi à la carte, teh à la carte"),
])  # fmt: skip
def test_letters_that_were_read_in_the_wrong_encoding(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(("raw", "text"), [
    ("Dinas P&amp;K &quot;Siap&quot; &ldquo;ya&rdquo; &#8220;ya&#8221; &#x201C;", "Dinas P&K \"Siap\" “ya” “ya” “"),
    ("Kota&nbsp;Palu &nbsp Bupati&nbspLahat &ldquoSiap&rdquo, kata dia", "Kota Palu Bupati Lahat “Siap”, kata dia"),
    ("&#147;Siap&#148; &apos;ya&apos; &ndash; pem&shy;bangunan", "“Siap” 'ya' – pembangunan"),
    ("&amp;quot;Siap&amp;amp;quot;", "\"Siap\""),                            # escaped twice and three times
    ("&acirc;&euro;&oelig;Siap", "“Siap"),                                    # a wrong encoding, then escaped
    ("R&D, AT&T; S&P;, B&B; ?a=1&copy=2&amp=3 Q&A &amplop &notebook;", "R&D, AT&T; S&P;, B&B; ?a=1&copy=2&amp=3 Q&A &amplop &notebook;"),
    ("&am&#112;; &am&shy;p; &&#97;mp;", "&am&#112;; &am&shy;p; &&#97;mp;"),
])  # fmt: skip
def test_entities(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(("raw", "text"), [
    ("Bantuan untuk 12.\n\n500 warga.", "Bantuan untuk 12.500 warga."),
    ("Sebanyak 2.\n\n098.\n\n685 pemilih", "Sebanyak 2.098.685 pemilih"),
    ("lahan seluas 168. \n 432,23 hektare", "lahan seluas 168.432,23 hektare"),
    ("senilai Rp 150.\r\n\r\n000 per bulan", "senilai Rp 150.000 per bulan"),
    ("Pesertanya 12.\n\nCamat hadir.", "Pesertanya 12.\n\nCamat hadir."),
    ("1.\n\n500 bibit\n\n2.\n\n300 cangkul", "1.\n\n500 bibit\n\n2.\n\n300 cangkul"),
    ("Dibuka tahun 2024.\n\n150 warga hadir.", "Dibuka tahun 2024.\n\n150 warga hadir."),
    ("Nilainya naik 3.\n\n2500 warga hadir.", "Nilainya naik 3.\n\n2500 warga hadir."),
])  # fmt: skip
def test_numbers_that_were_cut_into_lines(raw: str, text: str) -> None:
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
    ("Camat Sari  Dewi hadir", "Sari  Dewi"),
    ("kata &ldquo;Siap&rdquo; Camat", "&ldquo;Siap&rdquo;"),
    ("kata â€œSiap,â€\x9d kata", "Siap,"),
    ("kata â€œÃ©,â€\x9d kata", "Ã©,"),
    ("Ã¢â‚¬Å“SiapÃ¢â‚¬Â\x9d", "Siap"),
    ("satu ﬁ dua", "ﬁ"),
    ("''Siap,'' kata", "Siap,"),
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


# What is repaired depends on what stands around it.
alone = st.text(
    alphabet=st.one_of(
        st.sampled_from(sorted(set(ODD) - set("âÃÂ&,\x1b‚"))),
        st.characters(exclude_categories=[], exclude_characters=[*map(chr, range(0xC2, 0xF5)), *"&,‚\x1b"]),
    ),
    max_size=60,
)


@given(alone, st.data())
def test_a_span_says_what_its_text_says(raw: str, data: st.DataObject) -> None:
    cleaned = clean(raw)
    start = data.draw(st.integers(0, len(cleaned.text)))
    end = data.draw(st.integers(start, len(cleaned.text)))
    first, last = cleaned.raw_span(start, end)
    # More than the range only where one raw cluster stands for several characters of it.
    assert cleaned.text[start:end].replace("''", '"') in clean(raw[first:last]).text.replace("''", '"')
    if cleaned.offsets is None:
        assert (first, last) == (start, end)


@given(texts)
def test_cleaned_text_is_clean(raw: str) -> None:
    cleaned = clean(raw)
    assert is_normalized("NFC", cleaned.text)
    assert clean(cleaned.text).text == cleaned.text
    assert clean(cleaned.text).offsets is None
    cleaned.text.encode("utf-8")


# Characters that cleaning may not change, other than by composing.
visible = st.characters(
    exclude_categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Nd"], exclude_characters="‘’‚‛ʼʻʹ´`′‵‶″‹›❛❜❝❞„‟«»〝〞〟‐‑−\u180e,'&"
).filter(lambda char: not ("\uff00" < char < "\uff5f" or "\U0001d3ff" < char < "\U0001d800" or char in "ﬀﬁﬂﬃﬄﬅﬆ" or "㍰" < char < "㏠"))


@given(st.text(alphabet=visible))
def test_visible_text_is_only_composed(raw: str) -> None:
    ours, theirs = clean(raw).text, normalize("NFC", raw)
    assert ours == theirs or set(raw) & set("\u1fef\u1ffd\u0374\u037e") or any("\xc2" <= char <= "\xf4" for char in raw)
