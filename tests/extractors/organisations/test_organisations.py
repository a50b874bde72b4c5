"""`organisations` and what `resolve_organisations` makes of them."""

import time

import pytest
import spacy

from extract.extractors.organisations import organisations
from extract.lexicon import default
from extract.mentions import Mention, Organisation
from extract.nlp.language import blank
from extract.resolve.organisations import resolve_organisations

NLP = blank()


def read(text: str) -> list[Mention[Organisation]]:
    found = organisations(NLP(text), default())
    assert all(m.text == text[m.start_char:m.end_char] for m in found)
    return found


@pytest.mark.parametrize(
    ("text", "surface", "name", "kind"),
    [
        ("Kepala Dinas Tenaga Kerja dan Transmigrasi Budi Santoso", "Dinas Tenaga Kerja dan Transmigrasi",
         "Dinas Tenaga Kerja dan Transmigrasi", "regional-office"),
        ("Dinas Kominfo Kabupaten Sleman menggelar", "Dinas Kominfo Kabupaten Sleman",
         "Dinas Komunikasi dan Informatika Kabupaten Sleman", "regency-office"),
        ("Dinas PUPR Prov. Kalteng", "Dinas PUPR Prov. Kalteng",
         "Dinas Pekerjaan Umum dan Penataan Ruang Provinsi Kalimantan Tengah", "provincial-office"),
        ("Dinas Pemuda, Olahraga dan Pariwisata Kota Madiun", "Dinas Pemuda, Olahraga dan Pariwisata Kota Madiun",
         "Dinas Pemuda, Olahraga dan Pariwisata Kota Madiun", "city-office"),
        ("Dinas Kesehatan, Dinas Sosial", "Dinas Kesehatan", "Dinas Kesehatan", "regional-office"),
        ("Diskominfo Jombang", "Diskominfo Jombang", "Dinas Komunikasi dan Informatika Kabupaten Jombang",
         "regency-office"),
        ("Disdik Bekasi", "Disdik Bekasi", "Dinas Pendidikan Bekasi", "city-office"),
        ("Kementerian Kelautan dan Perikanan RI menyalurkan", "Kementerian Kelautan dan Perikanan RI",
         "Kementerian Kelautan dan Perikanan", "ministry"),
        ("KemenkopUKM mendorong", "KemenkopUKM", "Kementerian Koperasi dan UKM", "ministry"),
        ("Kementerian PAN-RB menilai", "Kementerian PAN-RB",
         "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi", "ministry"),
        ("Kantor Wilayah Kementerian Agama Provinsi Riau", "Kementerian Agama Provinsi Riau",
         "Kementerian Agama Provinsi Riau", "ministry"),
        ("Direktorat Jenderal Perhubungan Darat", "Direktorat Jenderal Perhubungan Darat",
         "Direktorat Jenderal Perhubungan Darat", "ministry"),
        ("Pemkab Garut dan", "Pemkab Garut", "Pemerintah Kabupaten Garut", "regency-office"),
        ("Pemerintah kota Tarakan memberi", "Pemerintah kota Tarakan", "Pemerintah Kota Tarakan", "city-office"),
        ("kata pemerintah kota Tarakan", "pemerintah kota Tarakan", "Pemerintah Kota Tarakan", "city-office"),
        ("Pemprov Sulut", "Pemprov Sulut", "Pemerintah Provinsi Sulawesi Utara", "provincial-office"),
        ("Ketua DPRD Kabupaten Garut Asep", "DPRD Kabupaten Garut", "Dewan Perwakilan Rakyat Daerah Kabupaten Garut",
         "legislature"),
        ("anggota DPR RI Komisi X", "DPR RI", "Dewan Perwakilan Rakyat", "legislature"),
        ("BPBD Kota Palu", "BPBD Kota Palu", "Badan Penanggulangan Bencana Daerah Kota Palu", "city-office"),
        ("Rektor Universitas Nusa Cendana Dr. Yanto", "Universitas Nusa Cendana", "Universitas Nusa Cendana", "university"),
        ("di Universitas Dr. Soetomo kemarin", "Universitas Dr. Soetomo", "Universitas Dr. Soetomo", "university"),
        ("Ketua BPD bersama anggota", "BPD", "Badan Permusyawaratan Desa", "other"),
        ("BNPB mengirim", "BNPB", "Badan Nasional Penanggulangan Bencana", "agency"),
        ("BPS Kabupaten Sleman mencatat", "BPS Kabupaten Sleman", "Badan Pusat Statistik Kabupaten Sleman", "agency"),
        ("Badan Keuangan Daerah Kota Solok", "Badan Keuangan Daerah Kota Solok", "Badan Keuangan Daerah Kota Solok",
         "city-office"),
        ("Polresta Sidoarjo Amankan Pelaku", "Polresta Sidoarjo", "Kepolisian Resor Kota Sidoarjo", "police"),
        ("Polda Kepri", "Polda Kepri", "Kepolisian Daerah Kepulauan Riau", "police"),
        ("Polsek Tegalrejo mengamankan", "Polsek Tegalrejo", "Kepolisian Sektor Tegalrejo", "police"),
        ("Kodim 0613/Ciamis membantu", "Kodim 0613/Ciamis", "Komando Distrik Militer 0613/Ciamis", "army"),
        ("Kodam XII/Tanjungpura", "Kodam XII/Tanjungpura", "Komando Daerah Militer XII/Tanjungpura", "army"),
        ("Kejari Sleman", "Kejari Sleman", "Kejaksaan Negeri Sleman", "court"),
        ("RSUD Menggala melayani", "RSUD Menggala", "Rumah Sakit Umum Daerah Menggala", "hospital"),
        ("RSUD dr. Soetomo melayani", "RSUD dr. Soetomo", "Rumah Sakit Umum Daerah dr. Soetomo", "hospital"),
        ("Polres Metro Jakarta Barat", "Polres Metro Jakarta Barat", "Kepolisian Resor Metro Jakarta Barat", "police"),
        ("Universitas Gadjah Mada", "Universitas Gadjah Mada", "Universitas Gadjah Mada", "university"),
        ("dosen Unhas", "Unhas", "Universitas Hasanuddin", "university"),
        ("siswa SMA Negeri 2 Sleman", "SMA Negeri 2 Sleman", "SMA Negeri 2 Sleman", "school"),
        ("PT Pupuk Indonesia", "PT Pupuk Indonesia", "PT Pupuk Indonesia", "state-company"),
        ("PT Maju Bersama Sejahtera", "PT Maju Bersama Sejahtera", "PT Maju Bersama Sejahtera", "company"),
        ("Ketua TP PKK Kota Palu", "TP PKK Kota Palu",
         "Tim Penggerak Pemberdayaan dan Kesejahteraan Keluarga Kota Palu", "association"),
        ("MUI Jombang", "MUI Jombang", "Majelis Ulama Indonesia Kabupaten Jombang", "religious"),
        ("kader Partai Golkar", "Partai Golkar", "Partai Golkar", "party"),
        ("bantuan UNICEF", "UNICEF", "UNICEF", "international"),
        ("Biro Umum Sekretariat Daerah Provinsi Papua", "Biro Umum Sekretariat Daerah Provinsi Papua",
         "Biro Umum Sekretariat Daerah Provinsi Papua", "provincial-office"),
    ],
)
def test_one_organisation(text: str, surface: str, name: str, kind: str) -> None:
    mention = read(text)[0]
    assert (mention.text, mention.value) == (surface, Organisation(name, kind))


@pytest.mark.parametrize(
    "text",
    [
        "Rumah Dinas Jabatan Bupati",
        "para ASN dan PNS serta OPD terkait",
        "pada badan jalan itu",
        "HARAPAN PERSATUAN BANGSA KITA",
        "Universitas di daerah itu",
        "penyusunan Rencana Kerja Pemerintah Daerah (RKPD). RKPD itu dibahas di Balai Desa Forum Konsultasi Publik",
        "pan dan man bin ali",
    ],
)
def test_no_organisation(text: str) -> None:
    assert read(text) == []


def test_a_short_form_in_brackets_stands_for_the_name_everywhere() -> None:
    text = ("DBMP Kota Madiun Gelar Rapat. Dinas Bina Marga dan Perumahan (DBMP) Kota Madiun menggelar rapat. "
            "Menurut DBMP, jalan membaik.")
    name = "Dinas Bina Marga dan Perumahan Kota Madiun"
    assert [(m.text, m.value.name) for m in read(text)] == [
        ("DBMP Kota Madiun", name), ("Dinas Bina Marga dan Perumahan (DBMP) Kota Madiun", name), ("DBMP", name),
    ]


def test_a_bracket_of_a_longer_name_is_left_alone() -> None:
    assert [m.text for m in read("Struktur Organisasi Pemerintah Daerah (SOPD) baru. SOPD bekerja.")] == [
        "Pemerintah Daerah"
    ]


def test_the_model_adds_names_behind_a_cue() -> None:
    doc = NLP("CEO dari ILMKI hadir, ILMKI senang.")
    doc.ents = [doc.char_span(9, 14, label="ORG"), doc.char_span(22, 27, label="ORG")]
    assert [(m.text, m.value.kind) for m in organisations(doc, default())] == [("ILMKI", "other")]


def test_a_name_without_region_joins_the_one_that_has_it() -> None:
    text = "Dinas Kesehatan Kota Palu rapat. Kepala Dinas Kesehatan hadir. Pemkot Palu mendukung. Pemkot siap."
    assert [(o.name, len(o.mentions)) for o in resolve_organisations(read(text))] == [
        ("Dinas Kesehatan Kota Palu", 2), ("Pemerintah Kota Palu", 2),
    ]


def test_it_stays_alone_where_two_could_be_meant() -> None:
    text = "Dinas Kesehatan Kota Palu, Dinas Kesehatan Kabupaten Sigi. Dinas Kesehatan siap."
    assert [len(o.mentions) for o in resolve_organisations(read(text))] == [1, 1, 1]


@pytest.mark.parametrize(
    "piece", ["Dinas ", "Pendidikan, ", "Dinas Pendidikan, ", "Kodim 01/", "Universitas Aa ", "PT (", "A (AB) "]
)
def test_time_is_linear(piece: str) -> None:
    doc = spacy.tokens.Doc(NLP.vocab, words=[piece * (100_000 // len(piece))], spaces=[False])
    start = time.perf_counter()
    organisations(doc, default())
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("text", [
    "Realisasi Pajak Bumi dan Bangunan (PBB) naik. Penunggak PBB didatangi.",
    "Kedua pihak meneken PKS (perjanjian kerja sama) baru.",
    "Naskah perjanjian kerja sama (PKS) diteken.",
    "Foto: BNPB.go.id",
])  # fmt: skip
def test_short_forms_that_stand_for_something_else(text: str) -> None:
    assert read(text) == []


def test_a_short_form_that_the_text_spells_out_as_the_lexicon_does() -> None:
    found = read("Delegasi Perserikatan Bangsa-Bangsa (PBB) tiba. Utusan PBB disambut.")
    assert {m.value.name for m in found} == {"Perserikatan Bangsa-Bangsa"}


def test_a_headline_is_no_name() -> None:
    assert [mention.value.name for mention in read("Forum Humas Nelayan Gelar Lomba Perahu")] == ["Forum Humas Nelayan"]
