"""Titles and names: where one stops and the other starts. Every row is a sentence written for this table."""

import pytest

from extract.extractors.people import people
from extract.lexicon import default
from extract.nlp.language import blank

# sentence, [(name or None, [titles as written])]
ROWS = [
    ("Kepala Dinas Koperasi dan UKM Provinsi Kalteng Rusdiansyah hadir lebih awal.",
     [("Rusdiansyah", ["Kepala Dinas Koperasi dan UKM Provinsi Kalteng"])]),
    ("Bupati Kotawaringin Timur Hendra Wijaya meninjau pasar.", [("Hendra Wijaya", ["Bupati Kotawaringin Timur"])]),
    ("Wakil Gubernur Kalimantan Tengah (Wagub Kalteng) Bagas Tumenggung membuka rapat.",
     [("Bagas Tumenggung", ["Wakil Gubernur Kalimantan Tengah", "Wagub Kalteng"])]),
    ("Plt. Kepala Dinas Kesehatan Kota Bima Siti Rahmah memaparkan data.",
     [("Siti Rahmah", ["Plt. Kepala Dinas Kesehatan Kota Bima"])]),
    ("Pj. Bupati Lahat Drs. H. Mukhlis Arifin, M.Si. menerima rombongan.", [("Mukhlis Arifin", ["Pj. Bupati Lahat"])]),
    ("Wali Kota Ternate Yusran Albaar, S.E., M.M. memberi arahan.", [("Yusran Albaar", ["Wali Kota Ternate"])]),
    ("Kepala Dinas Perhubungan, Tono Suprapto, membuka posko mudik.",
     [("Tono Suprapto", ["Kepala Dinas Perhubungan"])]),
    ("Kepala Biro Perekonomian Dimas Harun ikut rapat.", [("Dimas Harun", ["Kepala Biro Perekonomian"])]),
    ("Kapolres Sumenep AKBP Bambang Suryono memimpin apel.", [("Bambang Suryono", ["Kapolres Sumenep"])]),
    ("Kasat Reskrim Iptu Wawan Gunadi menangkap pelaku.", [("Wawan Gunadi", ["Kasat Reskrim"])]),
    ("Dandim 0815/Mojokerto Letkol Inf Surya Pradana turut hadir.", [("Surya Pradana", ["Dandim 0815/Mojokerto"])]),
    ("Menteri Koperasi dan UKM Bayu Anggara meluncurkan aplikasi.",
     [("Bayu Anggara", ["Menteri Koperasi dan UKM"])]),
    ("Direktur Jenderal Bina Marga Kementerian PUPR Ir. Agus Salmon menyerahkan bantuan.",
     [("Agus Salmon", ["Direktur Jenderal Bina Marga Kementerian PUPR"])]),
    ("Ketua TP PKK Kabupaten Banggai Ny. Nurlela Samad menyapa kader.",
     [("Nurlela Samad", ["Ketua TP PKK Kabupaten Banggai"])]),
    ("Kepala BKPSDM Kota Sawahlunto Rinaldi Efendi melantik pejabat.",
     [("Rinaldi Efendi", ["Kepala BKPSDM Kota Sawahlunto"])]),
    ("Gunawan Hadiputra, S.T. selaku Kepala Bidang Bina Marga menjelaskan progres.",
     [("Gunawan Hadiputra", ["Kepala Bidang Bina Marga"])]),
    ("Gubernur Maluku dijadwalkan hadir pekan depan.", [(None, ["Gubernur Maluku"])]),
    ("Rapat berlangsung di Kantor Gubernur Maluku.", []),
    ("Peraturan Bupati itu berlaku bulan depan.", []),
    ("Sekda Provinsi Jambi Sudarman Tanjung dan Asisten Perekonomian dan Pembangunan Edi Warman hadir.",
     [("Sudarman Tanjung", ["Sekda Provinsi Jambi"]), ("Edi Warman", ["Asisten Perekonomian dan Pembangunan"])]),
    ("Kepala Dinas Pendidikan, Kepemudaan dan Olahraga (Dindikpora) Kabupaten Kendal Slamet Riyanto menutup acara.",
     [("Slamet Riyanto", ["Kepala Dinas Pendidikan, Kepemudaan dan Olahraga (Dindikpora) Kabupaten Kendal"])]),
    ("Camat Menggala Timur Arifin Ilham menyambut warga.", [("Arifin Ilham", ["Camat Menggala Timur"])]),
    ("Deputi Bidang Perkoperasian Kementerian Koperasi RI Taufan Mahesa memberi materi.",
     [("Taufan Mahesa", ["Deputi Bidang Perkoperasian Kementerian Koperasi RI"])]),
    ("Kepala BPS Provinsi Lampung Dr. Ratna Komala merilis inflasi.", [("Ratna Komala", ["Kepala BPS Provinsi Lampung"])]),
    ("Rektor Universitas Jember Prof. Dr. Iwan Setiadi menandatangani nota kesepahaman.",
     [("Iwan Setiadi", ["Rektor Universitas Jember"])]),
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp():
    return blank()


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[row[0][:50] for row in ROWS])
def test_titles_and_names_by_rules_alone(nlp, sentence, expected):
    found = people(nlp(sentence), default())
    assert [(m.value.name, [title.text for title in m.value.titles]) for m in found] == expected


@pytest.mark.parametrize(("sentence", "honorifics", "degrees"), [
    ("Bupati Lahat Drs. H. Mukhlis Arifin, M.Si. hadir.", ("Drs.", "H."), ("M.Si",)),
    ("Bupati Lahat Dr.Mukhlis Arifin, ST.MM hadir.", ("Dr.",), ("ST", "MM")),
    ("Bupati Lahat Mukhlis Arifin SE MH hadir.", (), ("SE", "MH")),
    ("Bupati Lahat Hj. Nuraini,S.Pd.,M.Pd hadir.", ("Hj.",), ("S.Pd", "M.Pd")),
])  # fmt: skip
def test_honorifics_and_degrees_are_split_off(nlp, sentence, honorifics, degrees):
    (mention,) = people(nlp(sentence), default())
    assert (mention.value.honorifics, mention.value.degrees) == (honorifics, degrees)


@pytest.mark.parametrize(("sentence", "full", "office", "organisation", "code", "acting"), [
    ("Wagub Kalteng Bagas Tumenggung hadir.", "Wakil Gubernur Kalimantan Tengah", "Wakil Gubernur", None, "62", None),
    ("Plt. Bupati Lahat Mukhlis Arifin hadir.", "Bupati Lahat", "Bupati", None, "16.04", "Plt."),
    ("Plh. Kadis Sosial Kota Bekasi Tia Amalia hadir.", "Kepala Dinas Sosial Kota Bekasi", "Kepala Dinas",
     "Dinas Sosial Kota Bekasi", "32.75", "Plh."),
])  # fmt: skip
def test_a_title_is_taken_apart(nlp, sentence, full, office, organisation, code, acting):
    (mention,) = people(nlp(sentence), default())
    (title,) = mention.value.titles
    assert (title.full, title.office, title.organisation, title.region_code, title.acting) == (
        full, office, organisation, code, acting,
    )  # fmt: skip
