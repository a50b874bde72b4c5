"""`regulations`: citations of laws and decrees."""

import time

import pytest
import spacy

from extract.extractors.regulations import CITED, Citation, _end_at, _kinds, regulations
from extract.lexicon import default
from extract.mentions import Mention, Regulation
from extract.nlp.language import blank
from rule_examples import example_tests

NLP = blank()


def read(text: str) -> list[Mention[Regulation]]:
    found = regulations(NLP(text), default())
    assert all(m.text == text[m.start_char:m.end_char] for m in found)
    return found


@pytest.mark.parametrize(
    ("text", "surface", "kind", "number", "year"),
    [
        ("sesuai UU 23/2014, daerah", "UU 23/2014", "Undang-Undang", "23", 2014),
        ("Undang-Undang Nomor 6 Tahun 2014 tentang Desa.", "Undang-Undang Nomor 6 Tahun 2014 tentang Desa",
         "Undang-Undang", "6", 2014),
        ("Undang – Undang Nomor 7 Tahun 2015", "Undang – Undang Nomor 7 Tahun 2015", "Undang-Undang", "7", 2015),
        ("Perbawaslu Nomor 9 Tahun 2022", "Perbawaslu Nomor 9 Tahun 2022", "Peraturan Badan Pengawas Pemilihan Umum", "9", 2022),
        ("Undang-undang No. 13 Tahun 2003", "Undang-undang No. 13 Tahun 2003", "Undang-Undang", "13", 2003),
        ("UU Nomor 1 Tahun 2022 tentang Hubungan Keuangan antara Pemerintah Pusat dan Daerah mengatur",
         "UU Nomor 1 Tahun 2022 tentang Hubungan Keuangan antara Pemerintah Pusat dan Daerah",
         "Undang-Undang", "1", 2022),
        ("Peraturan Presiden (Perpres) Nomor 72 Tahun 2021", "Peraturan Presiden (Perpres) Nomor 72 Tahun 2021",
         "Peraturan Presiden", "72", 2021),
        ("PP No 12 Tahun 2019", "PP No 12 Tahun 2019", "Peraturan Pemerintah", "12", 2019),
        ("Inpres Nomor: 1 Tahun 2025", "Inpres Nomor: 1 Tahun 2025", "Instruksi Presiden", "1", 2025),
        ("Permendagri 77 Tahun 2020", "Permendagri 77 Tahun 2020", "Peraturan Menteri Dalam Negeri", "77", 2020),
        ("Peraturan Menteri Pertanian RI Nomor 10 Tahun 2022", "Peraturan Menteri Pertanian RI Nomor 10 Tahun 2022",
         "Peraturan Menteri Pertanian", "10", 2022),
        ("PMK Nomor 215/PMK.07/2021", "PMK Nomor 215/PMK.07/2021", "Peraturan Menteri Keuangan", "215/PMK.07/2021",
         2021),
        ("Perda Kabupaten Sleman Nomor 5 Tahun 2021 tentang RPJMD, kata", "Perda Kabupaten Sleman Nomor 5 Tahun 2021 "
         "tentang RPJMD", "Peraturan Daerah Kabupaten Sleman", "5", 2021),
        ("Pergub Nomor 3 Tahun 2020", "Pergub Nomor 3 Tahun 2020", "Peraturan Gubernur", "3", 2020),
        ("Perwali No 9 Thn 2020", "Perwali No 9 Thn 2020", "Peraturan Wali Kota", "9", 2020),
        ("SK Bupati Nomor 800/12/BKD/2023.", "SK Bupati Nomor 800/12/BKD/2023", "Keputusan Bupati",
         "800/12/BKD/2023", 2023),
        ("Surat Edaran Nomor SE-3/MK/2021", "Surat Edaran Nomor SE-3/MK/2021", "Surat Edaran", "SE-3/MK/2021", 2021),
        ("Keputusan Menteri Dalam Negeri Nomor 100.2.1.3-6117 Tahun 2022 terbit",
         "Keputusan Menteri Dalam Negeri Nomor 100.2.1.3-6117 Tahun 2022", "Keputusan Menteri Dalam Negeri",
         "100.2.1.3-6117", 2022),
        ("Qanun Aceh Nomor 11 Tahun 2018", "Qanun Aceh Nomor 11 Tahun 2018", "Qanun Aceh", "11", 2018),
        ("Inpres Nomor 4 2024 berlaku", "Inpres Nomor 4 2024", "Instruksi Presiden", "4", 2024),
        ("Keputusan Menteri Agama RI No. PAS-7.PK.02 Tahun 2021 berlaku", "Keputusan Menteri Agama RI No. PAS-7.PK.02 Tahun 2021",
         "Keputusan Menteri Agama", "PAS-7.PK.02", 2021),
        ("SK Kepala Dinas tentang Duta Baca, dan", "SK Kepala Dinas tentang Duta Baca", "Keputusan Kepala Dinas", None, None),
        ("Surat Edaran Bupati untuk bekerja dari rumah", "Surat Edaran Bupati", "Surat Edaran Bupati", None, None),
        ("amanat UUD 1945 itu", "UUD 1945", "Undang-Undang Dasar", None, 1945),
        ("Raperda tentang Pengelolaan Sampah disetujui", "Raperda tentang Pengelolaan Sampah",
         "Rancangan Peraturan Daerah", None, None),
        ("sesuai peraturan pemerintah nomor 8 Tahun 2012", "peraturan pemerintah nomor 8 Tahun 2012",
         "Peraturan Pemerintah", "8", 2012),
        ("peraturan Menteri Dalam negeri RI Nomor 5 Tahun 2017", "peraturan Menteri Dalam negeri RI Nomor 5 Tahun 2017",
         "Peraturan Menteri Dalam negeri", "5", 2017),
        ("Surat Edaran (SE) Bupati Nomor 060/115 berlaku", "Surat Edaran (SE) Bupati Nomor 060/115", "Surat Edaran", "060/115", None),
        ("Surat Edaran Nomor 360/ 71 /V.05/2021 terbit", "Surat Edaran Nomor 360/ 71 /V.05/2021", "Surat Edaran",
         "360/ 71 /V.05/2021", 2021),
        ("UU Nomor 33 dan 34 Tahun 1964", "UU Nomor 33 dan 34 Tahun 1964", "Undang-Undang", "33", 1964),
        ("PKPU Nomor 8 Tahun 2024 Pasal 12 Ayat 1 tentang Pencalonan Bupati", "PKPU Nomor 8 Tahun 2024 Pasal 12 Ayat 1 "
         "tentang Pencalonan Bupati", "Peraturan Komisi Pemilihan Umum", "8", 2024),
        ("amanat UU Cipta Kerja itu", "UU Cipta Kerja", "Undang-Undang Cipta Kerja", None, None),
        ("isi Perpres 54 itu", "Perpres 54", "Peraturan Presiden", "54", None),
        ("Perda tentang pengumpulan dan pengolahan sampah yang baru", "Perda tentang pengumpulan dan pengolahan sampah",
         "Peraturan Daerah", None, None),
        ("Perda tentang pengelolaan air tanah yang baru", "Perda tentang pengelolaan air tanah",
         "Peraturan Daerah", None, None),
    ],
)
def test_one_citation(text: str, surface: str, kind: str, number: str | None, year: int | None) -> None:
    (mention,) = read(text)
    assert (mention.text, mention.value) == (surface, Regulation(kind, number, year))


@pytest.mark.parametrize(
    "text",
    [
        "Keputusan ini bagus.",
        "Peraturan Daerah perlu ditaati.",
        "PP 3 menang.",
        "Nota Kesepahaman tentang kerja sama pendidikan.",
        "SK itu terbit tahun 2020.",
        "pp nomor 3 tahun 2020",
        "Uu nomor",
        "Undang-Undang Republik Indonesia mengatur",
        "UU DISAHKAN",
        "keputusan 5 menteri",
        "Ranperda Pertanggungjawaban APBD 2022",
    ],
)
def test_no_citation(text: str) -> None:
    assert read(text) == []


def test_several_in_order() -> None:
    found = read("Dasarnya UU Nomor 24 Tahun 2007, PP Nomor 21 Tahun 2008 dan Perbup Nomor 2 Tahun 2020.")
    assert [m.value.number for m in found] == ["24", "21", "2"]


def test_the_clause_is_bounded() -> None:
    (mention,) = read("Perda Nomor 1 Tahun 2020 tentang " + "Kota " * 500)
    assert len(mention.text.split()) <= 37


@pytest.mark.parametrize("piece", ["UU ", "Peraturan Menteri ", "Perda tentang ", "1/", "Perda Nomor 1.", "SK Aa-", "Aa "])
def test_time_is_linear(piece: str) -> None:
    doc = spacy.tokens.Doc(NLP.vocab, words=[piece * (200_000 // len(piece))], spaces=[False])
    start = time.process_time()
    regulations(doc, default())
    assert time.process_time() - start < 5


def decided(marked: str) -> str:
    """Name of the rule that decides the kind in <>."""
    start, end = marked.index("<"), marked.index(">") - 1
    text = marked.replace("<", "").replace(">", "")
    known = _kinds(default())[text[start:].split()[0].casefold()]
    kind = next(kind for term, kind in known if _end_at(text, start, term) == end)
    return CITED.first(Citation(text, start, end, kind, default())).name


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests((CITED, decided))


def test_each_of_a_list_is_one() -> None:
    found = read("Ada Perda tentang Ramah Lansia, SK Forum Anak, SK Ketua Forum tentang Duta Anak, UU Desa, UU Cipta Kerja dan SK Bupati 3/2021.")
    assert [(m.text, m.value.kind) for m in found] == [
        ("Perda tentang Ramah Lansia", "Peraturan Daerah"), ("SK Ketua Forum tentang Duta Anak", "Keputusan Ketua Forum"),
        ("UU Desa", "Undang-Undang Desa"), ("UU Cipta Kerja", "Undang-Undang Cipta Kerja"), ("SK Bupati 3/2021", "Keputusan Bupati"),
    ]  # fmt: skip
