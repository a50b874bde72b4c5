"""Parts of a release, on texts written for this table."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.lexicon import default
from extract.text.clean import clean
from extract.text.layout import layout

BODY = "Bupati Lahat membuka pelatihan bagi perajin di balai desa, Senin (3/6/2024). Pelatihan berlangsung tiga hari."


def part(text, offsets):
    return None if offsets is None else text[slice(*offsets)]


def test_a_title_that_stands_twice_and_what_the_page_left_behind():
    text = f"Perajin Lahat Dilatih\n\nPerajin Lahat Dilatih\n\nShare\n\n{BODY}\n\n(Tulisan: AB; Foto: CD)\n\nBiro Umum Setda Lahat\n\nShare"
    found = layout(text, default())
    assert part(text, found.title) == "Perajin Lahat Dilatih"
    assert len(found.title_repeats) == 1
    assert [(c.role, c.name) for c in found.credits] == [("writer", "AB"), ("photographer", "CD")]
    assert part(text, found.publisher) == "Biro Umum Setda Lahat"
    assert [part(text, line) for line in found.boilerplate] == ["Share", "Share"]
    assert [part(text, line) for line in found.paragraphs] == [BODY]


@pytest.mark.parametrize(("start", "place", "outlet"), [
    ("LAHAT – ", "Lahat", None),
    ("PALANGKA RAYA - ", "Palangka Raya", None),
    ("MMCKalteng – Pangkalan Bun – ", "Pangkalan Bun", "MMCKalteng"),
    ("Bitung— ", "Bitung", None),
    ("JAKARTA (17/9) - ", "Jakarta", None),
    ("Kota Bekasi – ", "Kota Bekasi", None),
    ("KAB. BEKASI – ", "Kab. Bekasi", None),
    ("Oslo, Norwegia (17/9) – ", "Oslo", None),
    ("UPB, Norwegia (17/9) – ", "Norwegia", "UPB"),
    ("LAHAT, WARTAKITA.CO:", "Lahat", "WARTAKITA.CO"),
    ('p class="text">LAHAT – ', "Lahat", None),
    ("Lahat : ", "Lahat", None),
    ("LAHAT | ", "Lahat", None),
    ("LAHAT,- ", "Lahat", None),
    ("Lahat _ ", "Lahat", None),
    ("Lahat, ", "Lahat", None),
    ("LAHAT-", "Lahat", None),
    ("Lahat (Diskominfo) --- ", "Lahat", "Diskominfo"),
    ("LAHAT, wartalahat.id – ", "Lahat", "wartalahat.id"),
    ("Wartalahat.com,LAHAT— ", "Lahat", "Wartalahat.com"),
    ("Warta Kita, Lahat - ", "Lahat", "Warta Kita"),
    ("Humas Polres - LAHAT - ", "Lahat", "Humas Polres"),
    ("Lahat, Sumatera Selatan – ", "Lahat", None),
    ("SUKAMEKAR – ", "Sukamekar", None),
    ("Sukamekar, 4 Juni 2024 – ", "Sukamekar", None),
    ("Lahat, Selasa 4 Juni 2024 - ", "Lahat", None),
    ("Lahat, 4 Juni 2024. ", "Lahat", None),
    ("LAHAT, SUMATERA SELATAN, KPS_", "Lahat", "KPS"),
    ("Lahat_ Wartakita.id_ ", "Lahat", "Wartakita.id"),
    ("WKS – LAHAT. ", "Lahat", "WKS"),
    ("WARTA.CO.ID - LAHAT. ", "Lahat", "WARTA.CO.ID"),
    ("Lahat. ", "Lahat", None),
    ("Warta-Kita.com, Loura – ", "Loura", "Warta-Kita.com"),
    ("WARTANTT, Soe – ", "Soe", "WARTANTT"),
    ("Lahat, Tarogong Kidul – ", "Lahat", None),
    ("Lahat (4 Juni 2024), ", "Lahat", None),
    ("Lahat, 4 Juni 2024, ", "Lahat", None),
    ("Sukamekar – ", "Sukamekar", None),
    ("Warta6.com, Lahat -", "Lahat", "Warta6.com"),
    ("WARTALAHAT.CO.ID LAHAT - ", "Lahat", "WARTALAHAT.CO.ID"),
    ("Wartakita.com, Lahat", "Lahat", "Wartakita.com"),
    ("Lahat\n-\n", "Lahat", None),
    ("Wartakita.com – ", None, None),
    ("WARTA EKSPRES – ", None, None),
    ("Tim Penilai - ", None, None),
    ("", None, None),
])  # fmt: skip
def test_datelines(start, place, outlet):
    text = f"Perajin Dilatih\n\n{start}{BODY}"
    found = layout(text, default()).dateline
    assert (found and found.place, found and found.outlet) == (place, outlet)


def test_a_dateline_below_a_headline_that_ends_in_a_full_stop():
    headline = "Bupati Lahat Hasan Basri membuka pelatihan bagi perajin kain tenun dari lima kecamatan di balai desa."
    assert layout(f"{headline}\n\nLAHAT – {BODY}", default()).dateline
    assert not layout(f"{headline}\n\nLahat, {BODY}", default()).dateline


@pytest.mark.parametrize(("start", "publisher"), [
    ("Wartakita.com – ", "Wartakita.com"), ("LAHAT, Warta Kita – ", "Warta Kita"), ("LAHAT, Senin – ", None),
])  # fmt: skip
def test_the_outlet_publishes(start, publisher):
    text = f"Perajin Dilatih\n\n{start}{BODY}"
    found = layout(text, default())
    assert part(text, found.publisher) == publisher
    assert [part(text, line) for line in found.paragraphs] == [BODY]


@pytest.mark.parametrize("start", ["Lahat, Pagar Alam, dan Muara Enim dilanda banjir. ", "Lahat-Pagar Alam tersambung lagi. "])
def test_a_list_of_regions_is_no_dateline(start):
    assert layout(f"Perajin Dilatih\n\n{start}{BODY}", default()).dateline is None


def test_a_byline_is_no_dateline_but_has_the_day():
    byline = "Oleh TIM PENA SORE, Jumat, 7 Juni 2024 | 08:15 WIB - Redaktur: Tono Wijaya - 12"
    found = layout(f"Perajin Dilatih\n\n{byline}\nKota Palu, PenaSore – {BODY}", default())
    assert found.dateline and found.dateline.place == "Kota Palu"
    assert found.published and found.published[0] == "2024-06-07"


def test_a_dateline_below_what_the_page_left_and_its_day():
    found = layout(f"Perajin Dilatih\n\nkategori umum\n\nLahat, 4 Juni 2024 – {BODY}", default())
    assert found.dateline and found.dateline.place == "Lahat"
    assert found.published and found.published[0] == "2024-06-04"


@pytest.mark.parametrize("line", ["Lahat (Sumsel) wartalahat.id", "Warta Kita, Lahat -", "Lahat, 4 Juni 2024"])
def test_a_dateline_on_a_line_of_its_own(line):
    found = layout(f"Perajin Kain Tenun Lahat Dilatih\n\n{line}\n\n{BODY}", default())
    assert found.dateline and found.dateline.place == "Lahat"
    assert [part(f"Perajin Kain Tenun Lahat Dilatih\n\n{line}\n\n{BODY}", p) for p in found.paragraphs] == [BODY]


def test_the_place_of_a_signature_is_no_dateline():
    assert layout(f"Perajin Dilatih\n\n{BODY}\n\nLahat, 4 Juni 2024", default()).dateline is None


def test_a_dateline_below_a_caption():
    caption = "Bupati Lahat saat menyerahkan bantuan alat tenun kepada perajin di balai desa pekan lalu (Foto: dok humas/AB)"
    found = layout(f"Perajin Dilatih\n\n{caption}\n\nLAHAT – {BODY}", default())
    assert found.dateline and found.dateline.place == "Lahat"


@pytest.mark.parametrize("above", [
    "SIARAN PERS", "Kabar Desa", "wartalahat", "14 06-2024\n\n2107", "SIARAN PERS\nNomor: SP.14/HMS/6/2024", "Berita > Lahat",
    "HOME SOSIAL BUDAYA KABUPATEN LAHAT", "Laporan Wartawan Warta Lahat, Rina Sari",
])  # fmt: skip
def test_what_stands_above_the_title(above):
    text = f"{above}\n\nPerajin Kain Tenun Lahat Dilatih\n\n{BODY}"
    found = layout(text, default())
    assert part(text, found.title) == "Perajin Kain Tenun Lahat Dilatih"
    assert [part(text, line) for line in found.paragraphs] == [BODY]


def test_a_caption_is_no_title():
    assert layout(f"Bupati Lahat Ratna Sari. (tangkapan layar)\n\nLAHAT – {BODY}", default()).title is None


@pytest.mark.parametrize(("end", "publisher"), [
    ("WARTAKITA.CO", "WARTAKITA.CO"),
    ("(Rina Sari - Dinas Kominfo Kabupaten Lahat)", "Dinas Kominfo Kabupaten Lahat"),
    ("Dinas Kominfo Lahat dapat diakses melalui:\n\nWebsite : https://kominfo.lahat.id\n\nEmail : kominfo@lahat.id", "Dinas Kominfo Lahat"),
])  # fmt: skip
def test_who_publishes_stands_below_the_body(end, publisher):
    text = f"Perajin Dilatih\n\n{BODY}\n\n{end}"
    found = layout(text, default())
    assert part(text, found.publisher) == publisher
    assert [part(text, line) for line in found.paragraphs] == [BODY]


def test_the_office_in_the_dateline_is_the_publisher():
    text = f"Perajin Dilatih\n\nHumas Polres - LAHAT - {BODY}"
    assert part(text, layout(text, default()).publisher) == "Humas Polres"


@pytest.mark.parametrize("line", [
    "Lahat, 4 Juni 2024", "Selasa, 4 Juni, 2024", "Posted on: 04/06/2024 10:23", "4 June 2024 13:26", "Sel. Jun 4th, 2024",
    "Oleh Humas     Dipublikasikan pada 4 Juni 2024", "No. 72/06/16/Th. XI, 4 Juni 2024", "• 4 Juni 2024", "Admin 04 Juni 2024 14:46:05 WIB",
])  # fmt: skip
def test_lines_that_state_the_day(line):
    found = layout(f"Perajin Dilatih\n\n{line}\n\n{BODY}", default()).published
    assert found and found[0] == "2024-06-04"


@pytest.mark.parametrize("line", [
    "Perajin Dilatih Selasa 4 Juni 2024", "4 Juni", "Pasal 4 Juni 2024 ayat 3", "Lahat, 4 Juni 1970", "Tanggal lahir: 4 Juni 1994",
    "Diperbarui: 4 Juni 2024", "Hak Cipta 2018, 4 Juni 2024", "Tanggal pelaksanaan: 4 Juni 2024",
])  # fmt: skip
def test_lines_that_do_not(line):
    assert layout(f"Perajin Dilatih\n\n{line}\n\n{BODY}", default()).published is None


def test_a_text_that_starts_in_its_body_has_no_title():
    assert layout(f"{BODY}\n\nPeserta berasal dari lima kecamatan.", default()).title is None


@pytest.mark.parametrize(("line", "credits"), [
    ("(hms/red)", [("source", "hms"), ("source", "red")]),
    ("(mul/hms)", [("writer", "mul"), ("source", "hms")]),
    ("(kominfo/dn)", [("source", "kominfo"), ("writer", "dn")]),
    ("(mul/ren)", [("writer", "mul"), ("editor", "ren")]),
    ("(Rina Sari)", [("writer", "Rina Sari")]),
    ("(MC Lahat/Rina/Ed. Tono)", [("source", "MC Lahat"), ("writer", "Rina"), ("editor", "Tono")]),
    ("(Rilis Pemkab Lahat)", [("source", "Pemkab Lahat")]),
    ("Tim Diskominfo", [("writer", "Tim Diskominfo")]),
    ("Penulis: Kontributor Lahat, Rina Sari", [("writer", "Rina Sari")]),
    ("Foto: Tangkapan layar Warta Kita", [("source", "Tangkapan layar Warta Kita")]),
    ("Sumber : https://wartakita.id/perajin" + 9 * "-dilatih", [("source", "https://wartakita.id/perajin" + 9 * "-dilatih")]),
    ("Artikel ini telah tayang di wartakita.id dengan judul Perajin Dilatih", [("source", "wartakita.id")]),
    ("Dikutip dari: wartakita.id", [("source", "wartakita.id")]),
    ("(dn/dn)", [("writer", "dn")]),
    ("*rsk", [("writer", "rsk")]),
    ("(Humas Setda Lahat)", [("team", "Humas Setda Lahat")]),
    ("Penulis : Rina Sari Editor : Tono", [("writer", "Rina Sari"), ("editor", "Tono")]),
    ("Teks/foto: dn", [("writer", "dn")]),
    ("Sumber : Bagian Humas Setda Lahat", [("source", "Bagian Humas Setda Lahat")]),
    ("(tiga peserta lain berhalangan)", []),
    ("(Rina Sari - Dinas Kominfo Kabupaten Lahat)", [("writer", "Rina Sari"), ("team", "Dinas Kominfo Kabupaten Lahat")]),
    ("(RS-07)", [("writer", "RS-07")]),
    ("*(Penulis: Rina Sari, Tono Wijaya \\| Editor: Siti Aminah)*",
     [("writer", "Rina Sari"), ("writer", "Tono Wijaya"), ("editor", "Siti Aminah")]),
    ("Laporan Wartawan WartaKita.com, Rina Sari", [("writer", "Rina Sari")]),
    ("Laporan wartawan WartaKita.com Rina Sari", [("writer", "Rina Sari")]),
    ("Peserta pulang dengan senang hati (Rina/ Humas Lahat)", [("writer", "Rina"), ("source", "Humas Lahat")]),
    ("(dn/rsk)\npelatihan\nperajin lahat\nlahat\nkabar daerah\npilihan\nlainnya", [("writer", "dn"), ("editor", "rsk")]),
])  # fmt: skip
def test_credits(line, credits):
    found = layout(f"Perajin Dilatih\n\n{BODY}\n\n{line}", default()).credits
    assert [(credit.role, credit.name) for credit in found] == credits


def test_the_day_that_the_release_states():
    text = f"Lahat, 4 Juni 2024\n\nPerajin Dilatih\n\n{BODY}"
    found = layout(text, default())
    assert found.published == ("2024-06-04", (0, 18))
    assert part(text, found.title) == "Perajin Dilatih"


@pytest.mark.parametrize("line", [
    "Share | Print | Cetak", "Baca juga: Perajin Lahat Pameran di Palembang", "Baca: Pameran Kerajinan Dibuka Camat", "Dilihat 1.203 kali", "120 views", "#Lahat #Perajin", "[Gambas:Video 20detik]",
])  # fmt: skip
def test_what_the_page_left_behind(line):
    found = layout(f"Perajin Dilatih\n\n{BODY}\n\n{line}", default())
    assert [part(f"Perajin Dilatih\n\n{BODY}\n\n{line}", left) for left in found.boilerplate] == [line]


def test_what_a_machine_made_of_the_text_is_left_behind():
    text = f"Perajin Dilatih\n\n{BODY}\n\n## Ringkasan\n\nBerikut ringkasan berita tersebut: Bupati melatih perajin.\n\nSaya suka itu."
    found = layout(text, default())
    assert [part(text, line) for line in found.paragraphs] == [BODY]
    assert len(found.boilerplate) == 3


def test_the_title_of_another_release_behind_a_bare_announcement():
    text = f"Perajin Dilatih\n\n{BODY}\n\nBaca juga :\nPameran Kerajinan Dibuka\n\nPeserta berasal dari lima kecamatan."
    assert [part(text, line) for line in layout(text, default()).boilerplate] == ["Baca juga :", "Pameran Kerajinan Dibuka"]


OTHER = "Wali Kota Palu Tono Wijaya Resmikan Pasar Senilai Rp9 Miliar"


@pytest.mark.parametrize(("link", "behind"), [
    (f"– Baca Juga: {OTHER}", ""),
    (f"Lihat juga: {OTHER}", ""),
    (f"BACA JUGA: {OTHER}", " Bupati menambahkan, pelatihan akan diulang."),
    (f"Baca juga: {OTHER} ", "“Pelatihan ini penting,” kata Bupati."),
    (f"Baca juga: {OTHER}.", " Peserta berasal dari lima kecamatan."),
    ("Baca juga: Mengapa Harga Kopi Naik?", "Peserta berasal dari lima kecamatan."),
    ("Baca juga: Warga Dilatih dengan Dana Desa untuk Tahun 2024 ", "Sebanyak 40 warga ikut serta."),
])  # fmt: skip
def test_a_link_to_another_release_inside_a_paragraph(link, behind):
    text = f"Perajin Dilatih\n\n{BODY} {link}{behind}"
    found = layout(text, default())
    assert [part(text, left).strip() for left in found.boilerplate] == [link.strip()]
    assert [part(text, line) for line in found.paragraphs] == [BODY, *([behind.strip()] if behind else [])]


@pytest.mark.parametrize("words", ["Sekarang (baca: hari ini) pelatihan dimulai.", "Ia juga membaca, juga menulis: semuanya lancar."])
def test_what_only_looks_like_a_link(words):
    text = f"Perajin Dilatih\n\n{BODY} {words}"
    assert [part(text, line) for line in layout(text, default()).paragraphs] == [f"{BODY} {words}"]


def test_paragraphs_that_the_page_holds_twice():
    further = "Peserta berasal dari lima kecamatan di kabupaten itu."
    text = "\n\n".join(["Perajin Dilatih", BODY, further, "Sekian.", BODY, further, "Sekian."])
    assert [part(text, line) for line in layout(text, default()).paragraphs] == [BODY, further, "Sekian.", "Sekian."]


PARTS = st.sampled_from([
    "\n", "\n\n", "LAHAT", "Lahat", " – ", " - ", ", ", ". ", "solo.go.id", "HALO", "4 Juni 2024", "٤ Juni ２０２٤", "Oleh ", "(hms/dn)", "*rsk",
    "Baca juga: ", "(", ")", "Foto: ", "a", "A", "1", "Bupati membuka pelatihan perajin. ", ":", "|", "\u0301",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS | st.text(max_size=4), max_size=40).map("".join))
def test_any_text_has_a_layout_whose_parts_are_in_order(raw):
    text = clean(raw).text
    found = layout(text, default())
    stretches = [found.title, found.publisher, found.dateline and found.dateline.offsets, found.published and found.published[1]]
    stretches += [*found.title_repeats, *(credit.offsets for credit in found.credits), *found.boilerplate, *found.paragraphs]
    for start, end in filter(None, stretches):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
    for parts in (found.boilerplate, found.paragraphs):
        assert all(before[1] <= after[0] for before, after in pairwise(parts))
