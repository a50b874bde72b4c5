"""`events`: how a release names what happened."""

import pytest

from extract.extractors.event import events
from extract.lexicon import default
from extract.mentions import Event, Mention
from extract.nlp.language import blank
from extract.text.layout import Layout

NLP = blank()


def read(text: str) -> list[Mention[Event]]:
    doc = NLP(text)
    doc._.layout = Layout(None, (), None, None, None, (), (), ((0, len(text)),))
    found = events(doc, default())
    assert all(m.text == text[m.start_char : m.end_char] for m in found)
    return found


@pytest.mark.parametrize(
    ("text", "name", "kind", "action"),
    [
        (
            "Bupati secara resmi membuka Rapat Koordinasi Teknis (Rakortek) Pertanian, bertempat di Aula Bappeda.",
            "Rapat Koordinasi Teknis (Rakortek) Pertanian", "rapat koordinasi", "membuka",
        ),
        (
            "Gubernur menghadiri peresmian Gedung Layanan Terpadu yang terletak di Jalan Pattimura.",
            "peresmian Gedung Layanan Terpadu", "peresmian", "menghadiri",
        ),
        (
            "Dinas Perikanan menggelar pelatihan pengolahan rumput laut bagi nelayan, Kamis (13/6).",
            "pelatihan pengolahan rumput laut", "pelatihan", "menggelar",
        ),
        (
            "Wakil Wali Kota memimpin upacara peringatan Hari Otonomi Daerah di halaman Balai Kota.",
            "upacara peringatan Hari Otonomi Daerah", "upacara", "memimpin",
        ),
        (
            "Upacara Peringatan HUT Korpri ke-52 dilaksanakan di lapangan kantor bupati.",
            "Upacara Peringatan HUT Korpri ke-52", "upacara", "melaksanakan",
        ),
        (
            "Pekan Imunisasi Nasional digelar Dinas Kesehatan selama sepekan.",
            "Pekan Imunisasi Nasional", "vaksinasi", "menggelar",
        ),
        (
            "Kapolres mengikuti silaturahmi dengan tokoh lintas agama se-Kabupaten Alor, Sabtu (1/6).",
            "silaturahmi dengan tokoh lintas agama se-Kabupaten Alor", "silaturahmi", "mengikuti",
        ),
        (
            "Menteri meluncurkan kartu tani digital kepada kelompok tani.",
            "peluncuran kartu tani digital", "peluncuran", "meluncurkan",
        ),
        (
            "Camat menyerahkan sembako dan selimut kepada korban banjir.",
            "penyerahan sembako dan selimut", "penyerahan", "menyerahkan",
        ),
        (
            "Polres Belu menggelar press release hasil Operasi Patuh Turangga 2024 bertempat di Mapolres.",
            "press release hasil Operasi Patuh Turangga 2024", "press release", "menggelar",
        ),
        (
            "Dilakukan sosialisasi penanganan konflik gajah liar kepada warga desa.",
            "sosialisasi penanganan konflik gajah liar", "sosialisasi", "melakukan",
        ),
        (
            "Sekda membuka Forum Perencanaan, Penganggaran, dan Evaluasi Daerah di Ruang Rapat Utama.",
            "Forum Perencanaan, Penganggaran, dan Evaluasi Daerah", "forum", "membuka",
        ),
        (
            "Bupati menghadiri Pelantikan Pejabat Pengawas di Lingkungan Pemerintah Kabupaten Buru pada Senin (3/6).",
            "Pelantikan Pejabat Pengawas di Lingkungan Pemerintah Kabupaten Buru", "pelantikan", "menghadiri",
        ),
        (
            "Kabupaten itu menggelar lomba mewarnai tingkat TK, Rabu (5/6).",
            "lomba mewarnai tingkat TK", "lomba", "menggelar",
        ),
        (
            "Panitia menggelar Festival Danau Biru yang diikuti ribuan warga.",
            "Festival Danau Biru", "pameran", "menggelar",
        ),
        (
            "Wagub menutup MTQ ke-30 Tingkat Provinsi Tahun 2024, di Arena Utama.",
            "MTQ ke-30 Tingkat Provinsi Tahun 2024", "MTQ", "menutup",
        ),
    ],
)
def test_first_naming(text: str, name: str, kind: str, action: str) -> None:
    value = read(text)[0].value
    assert (value.name, value.type, value.action) == (name, kind, action)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Gubernur membuka rapat kerja nasional", "verb_event"),
        ("Hal itu disampaikan dalam kegiatan seminar pangan lokal", "cue_event"),
        ("Seminar pangan lokal", "event_first"),
        ("Ada bazar murah warga", "event_head"),
        ("Bantuan alat tangkap diserahkan bupati", "subject_verb"),
    ],
)
def test_rule(text: str, rule: str) -> None:
    assert read(text)[0].rule == rule


def test_speech_names_no_event() -> None:
    text = "“Tahun lalu kami sudah menggelar pelatihan menjahit untuk ibu-ibu di semua desa di sini,” kata Camat."
    assert read(text) == []


@pytest.mark.parametrize("text", ["", "Harga cabai naik tajam.", "Ujar Camat, warga senang.", "Keterangan resmi yang diterima di Palu."])
def test_no_event(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(("text", "action"), [
    ("Kegiatan dibuka langsung oleh Asisten Umum.", "membuka"),
    ("Acara itu dihadiri Kepala Dinas Sosial.", "menghadiri"),
    ("Camat membuka langsung acara tersebut.", "membuka"),
    ("Camat bertindak sebagai inspektur upacara.", "memimpin"),
])  # fmt: skip
def test_what_was_done_where_the_event_is_not_named_again(text: str, action: str) -> None:
    assert (action, "act") in [(m.value.action, m.rule) for m in read(text)]


def test_no_event_inside_the_name_of_an_office() -> None:
    doc = NLP("Peserta berasal dari Dinas Pelatihan Pertanian Noelbaki.")
    doc._.layout = Layout(None, (), None, None, None, (), (), ((0, len(doc.text)),))
    assert [m.value.name for m in events(doc, default())] == ["Pelatihan Pertanian Noelbaki"]
    doc.ents = [doc.char_span(21, 55, label="ORG")]
    assert events(doc, default()) == []


def test_what_only_the_model_found() -> None:
    doc = NLP("Ribuan warga memadati Sandelwood Night 2024 semalam.")
    doc._.layout = Layout(None, (), None, None, None, (), (), ((0, len(doc.text)),))
    assert events(doc, default()) == []
    doc.spans["layer"] = [doc.char_span(22, 43, label="EVENT")]
    assert [(m.value.name, m.rule) for m in events(doc, default())] == [("Sandelwood Night 2024", "model")]


@pytest.mark.parametrize(("text", "name"), [
    ("Bupati membuka Pelatihan Kader Angkatan II. Acara berlangsung meriah.", "Pelatihan Kader Angkatan II"),
    ("Hasil lomba menyoroti keselamatan.", "lomba"),
    ("Tim membahas peluncuran internet desa rencananya pekan depan.", "peluncuran internet desa"),
    ("Penyerahan bantuan langsung dilakukan camat.", "Penyerahan bantuan"),
    ("Rapat Persiapan Panen Raya Digelar bersama camat.", "Rapat Persiapan Panen Raya"),
    ("Gedung Layanan Terpadu Diresmikan", "peresmian Gedung Layanan Terpadu"),
    ("Camat membuka Rapat Koordinasi Pangan Semester II beberapa waktu silam.", "Rapat Koordinasi Pangan Semester II"),
    ("Pelantikan berdasarkan keputusan bupati dimulai.", "Pelantikan"),
    ("Polsek mengawal penyaluran beras tahap II periode Mei 2024.", "penyaluran beras tahap II"),
    ("Camat membuka Rembuk Pangan garapan Dinas Sosial.", "Rembuk Pangan"),
    ("Dinas membuka pelatihan petani garam (Pugar). Dua desa ikut.", "pelatihan petani garam (Pugar)"),
    ("Bupati meresmikan jembatan sepanjang 12,5 meter dan lebar 2,5 meter.", "peresmian jembatan sepanjang 12,5 meter dan lebar 2,5 meter"),
    ("Pemerintah kampung mendistribusikan paket beras.", "pendistribusian paket beras"),
    ("Camat memanen padi organik.", "panen padi organik"),
    ("Bupati menebar benih ikan nila di Waduk Oesao.", "penebaran benih ikan nila"),
    ("Festival Muara Biru terus menarik warga.", "Festival Muara Biru"),
    ("Pemkot mencairkan bantuan sosial.", "pencairan bantuan sosial"),
    ("Bupati mengoperasikan dua puskesmas baru.", "pengoperasian dua puskesmas baru"),
    ("Bupati meraih penghargaan dari Menteri Desa atas keberhasilan desanya.", "penghargaan dari Menteri Desa"),
])  # fmt: skip
def test_where_a_naming_ends(text: str, name: str) -> None:
    assert name in [m.value.name for m in read(text)]


@pytest.mark.parametrize("text", [
    "Bupati memberikan apresiasi dan menetapkan target baru.",
    "Berdasarkan hasil survei dari BPS, data panen padi dan realisasi penerimaan pajak naik.",
    "Penerimaan daerah naik.",
    "Kunjungan wisman ke Kupang naik.",
    "Menjelang puncak arus mudik harga naik.",
])  # fmt: skip
def test_neither_an_office_nor_words_nor_a_statistic(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(("text", "found"), [
    ("Warga berkumpul usai penandatanganan prasasti.", []),
    ("Gubernur hadir, lalu penandatanganan prasasti peresmian RSUD Oesao.", [("peresmian RSUD Oesao", "event_head")]),
])  # fmt: skip
def test_what_is_signed_is_not_the_event(text: str, found: list[tuple[str, str]]) -> None:
    assert [(m.value.name, m.rule) for m in read(text)] == found


@pytest.mark.parametrize("text", [
    "Camat menerima tamu di ruang rapat Bappeda.",
    "Jajaran kecamatan dihadirkan, lalu dihadiri seluruh warga.",
])  # fmt: skip
def test_neither_a_room_nor_a_crowd(text: str) -> None:
    assert [m for m in read(text) if m.rule not in {"verb_object", "hosted"}] == []
