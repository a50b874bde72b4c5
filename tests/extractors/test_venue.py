"""`venues`: where it took place."""

import pytest

from extract.extractors.venue import PLACES, venues
from extract.lexicon import default
from extract.mentions import Mention, Venue
from extract.nlp.language import blank
from extract.text.layout import Layout

NLP = blank()


def read(text: str) -> list[Mention[Venue]]:
    doc = NLP(text)
    doc._.layout = Layout(None, (), None, None, None, (), (), ((0, len(text)),))
    found = venues(doc, default())
    assert all(m.text == text[m.start_char : m.end_char] for m in found)
    return found


@pytest.mark.parametrize(
    ("text", "name", "city"),
    [
        ("Rakor bertempat di Ballroom Hotel Cendana, Kupang, pada Senin (3/6).", "Ballroom Hotel Cendana", "Kupang"),
        ("Apel digelar di Halaman Kantor Gubernur Maluku, Senin (3/6).", "Halaman Kantor Gubernur Maluku", None),
        ("MTQ dipusatkan di Lapangan Pattimura Kota Ambon, Minggu (2/6) malam.", "Lapangan Pattimura", "Ambon"),
        ("Rapat berlangsung di lantai tiga Kantor Bupati pada Rabu (5/6).", "lantai tiga Kantor Bupati", None),
        ("Kantor baru terletak di Jalan Diponegoro nomor 12, Senin (3/6).", "Jalan Diponegoro nomor 12", None),
        ("Acara berlokasi di Taman Nostalgia, Kupang, Sabtu (1/6).", "Taman Nostalgia", "Kupang"),
        ("Bantuan dibagi di Panti Asuhan Kasih di Desa Oben, Kamis (6/6).", "Panti Asuhan Kasih di Desa Oben", None),
        ("Kegiatan dilaksanakan di Lapas Kelas IIA (Waingapu) yang baru.", "Lapas Kelas IIA (Waingapu)", None),
        ("Kunjungan di Tanjung Benoa, Kota Denpasar, Senin (3/6/2024).", "Tanjung Benoa", "Denpasar"),
        ("Senin (3/6) di Aula Dinas Sosial.", "Aula Dinas Sosial", None),
        ("Upacara digelar di Lapangan Upacara, Jalan Prof. Yohanes, Senin (3/6).", "Lapangan Upacara, Jalan Prof. Yohanes", None),
        ("Wisuda digelar di Gedung Serba Guna Oesao, Senin (3/6).", "Gedung Serba Guna Oesao", None),
        ("Bazar digelar di Balai Warga, Gampong Oben, Kecamatan Kota Juang, Kabupaten Bireuen, Senin (3/6).",
         "Balai Warga, Gampong Oben, Kecamatan Kota Juang", "Bireuen"),
        ("Apel digelar di lapangan pemkab setempat, Senin (3/6).", "lapangan pemkab", None),
        ("Panen digelar di Sawah Percontohan, Desa Noelbaki, Kabupaten Kupang, Rabu (5/6).",
         "Sawah Percontohan, Desa Noelbaki", "Kupang"),
        ("Rapat digelar di Ruang Rapat Utama, Kantor Wali Kota Kupang, Senin (3/6).", "Ruang Rapat Utama, Kantor Wali Kota Kupang", None),
        ("Apel digelar di halaman Markas Polda Maluku, Tantui, Kota Ambon, Rabu (3/4).", "halaman Markas Polda Maluku", "Ambon"),
        ("Rapat digelar di ruang Cendana, Kemenperin, Rabu (3/4).", "ruang Cendana", None),
        ("Musrenbang digelar di Pendopo Ageng Kabupaten Kupang, Rabu (3/4).", "Pendopo Ageng Kabupaten Kupang", None),
        ("Rembuk digelar di lantai II RSUD dr. Ben Mboi, Kupang, Rabu (3/4).", "lantai II RSUD dr. Ben Mboi", "Kupang"),
        ("Beras dibagikan di Kantor Desa Oben pukul 13.30 Wita.", "Kantor Desa Oben", None),
        ("Presiden hadir di Ruas Jalan Kupang–Oesao, Rabu (3/4).", "Ruas Jalan Kupang–Oesao", None),
        ("FGD digelar di Aula Kankemenag Kab. Kupang, Rabu (3/4).", "Aula Kankemenag", "Kupang"),
        ("Acara dibuka camat di Kantor Camat Oesao. Rabu, 3/4/2024.", "Kantor Camat Oesao", None),
        ("Acara digelar di Ruang Aula BPS, Penjabat (Pj) Wali Kota hadir.", "Ruang Aula BPS", None),
        ("Gubernur melakukan kunjungan kerja ke Pasar Oesao, Rabu (3/4).", "Pasar Oesao", None),
    ],
)
def test_venue(text: str, name: str, city: str | None) -> None:
    value = read(text)[0].value
    assert (value.name, value.city, value.online) == (name, city, False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rapat digelar secara daring, Senin (3/6).", "daring"),
        ("Bupati mengikuti rakor melalui Zoom Meeting.", "Zoom Meeting"),
        ("Arahan diberikan via video conference.", "video conference"),
    ],
)
def test_online(text: str, name: str) -> None:
    assert [(m.value.name, m.value.online) for m in read(text)] == [(name, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Inflasi di Kota Ambon naik.",
        "Rapat yang di pimpin Ketua Panitia Anton Bria, Senin (3/6).",
        "Apel yang dilaksanakan di Pimpin langsung oleh Camat.",
        "Rotasi di lingkungan Pemerintah Kabupaten Belu.",
        "“Kami nanti akan membangun gedung itu di Kantor Camat Lama sesudah anggaran baru dimulai,” katanya.",
        "Kegiatan di antaranya senam.",
        "Komisi II berkunjung ke Kota Kupang.",
    ],
)
def test_no_venue(text: str) -> None:
    assert read(text) == []


def test_what_only_the_model_found() -> None:
    doc = NLP("Perahu dayung berlomba pada Muara Oesapa tanpa penonton.")
    doc._.layout = Layout(None, (), None, None, None, (), (), ((0, len(doc.text)),))
    assert [m.rule for m in venues(doc, default())] == []
    doc.spans["layer"] = [doc.char_span(28, 40, label="VENUE")]
    assert [(m.text, m.rule) for m in venues(doc, default())] == [("Muara Oesapa", "model_after_di")]


@pytest.mark.parametrize("text", ["E-KTP INVALID, DI MUSNAHKAN", "PAMERAN DI BUKA", "Beras di Bagikan"])
def test_a_verb_that_ends_the_text_is_no_venue(text):
    assert read(text) == []


@pytest.mark.parametrize("rule", list(PLACES), ids=lambda rule: rule.name)
def test_what_speaks_for_a_place(rule) -> None:
    assert [m.rule for m in read(rule.example.replace("^", ""))] == ([rule.id] if rule.result else [])
