"""`topics` and how `score_topics` weighs them."""

import time

import pytest
import spacy

from extract.extractors.topics import topics
from extract.lexicon import default
from extract.mentions import Mention, Topic
from extract.nlp.language import blank
from extract.resolve.topics import score_topics
from extract.text.layout import Layout

NLP = blank()


def read(text: str, title: int = 0) -> list[Mention[Topic]]:
    """Evidence of a release whose first `title` characters are its title."""
    doc = spacy.tokens.Doc(NLP.vocab, words=[text], spaces=[False])
    parts = Layout((0, title) if title else None, (), None, None, None, (), (), ((title, len(text)),))
    doc._.layout = parts
    found = topics(doc, default())
    assert all(m.text == text[m.start_char:m.end_char] for m in found)
    return found


def labels(text: str) -> list[str]:
    return [label for label, _, _ in score_topics(read(text), len(text.split()))]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Guru dan siswa menerima beasiswa di sekolah.", "pendidikan"),
        ("Puskesmas melayani imunisasi balita untuk mencegah stunting.", "kesehatan"),
        ("Jembatan dan irigasi itu dibangun dengan pengaspalan baru.", "pekerjaan-umum"),
        ("Bedah rumah bagi pemilik rumah tidak layak huni.", "perumahan"),
        ("Satpol PP menjaga ketertiban dan menindak premanisme.", "ketenteraman-ketertiban"),
        ("Bansos bagi penyandang disabilitas dan fakir miskin.", "sosial"),
        ("Bursa kerja menekan pengangguran.", "tenaga-kerja"),
        ("Kabupaten layak anak dan pemberdayaan perempuan.", "pemberdayaan-perempuan-anak"),
        ("Ketahanan pangan dan cadangan pangan beras.", "pangan"),
        ("Reforma agraria dan sertifikat tanah melalui PTSL.", "pertanahan"),
        ("Bank sampah mengurangi pencemaran.", "lingkungan-hidup"),
        ("Akta kelahiran dan kartu keluarga dari Disdukcapil.", "kependudukan"),
        ("Dana desa dan BUMDes memajukan warga.", "pemberdayaan-desa"),
        ("Kontrasepsi dan Bangga Kencana dari penyuluh KB.", "keluarga-berencana"),
        ("Arus mudik di bandara dan stasiun kereta api.", "perhubungan"),
        ("Keterbukaan informasi dan SPBE bagi awak media.", "kominfo"),
        ("Pelaku UMKM dan koperasi mendapat kredit usaha rakyat.", "koperasi-ukm"),
        ("Realisasi investasi naik berkat investor baru.", "penanaman-modal"),
        ("Atlet meraih medali pada kejuaraan karate.", "pemuda-olahraga"),
        ("Sensus Ekonomi dan survei oleh BPS.", "statistik"),
        ("Persandian dan keamanan siber dengan CSIRT.", "persandian"),
        ("Cagar budaya dan kesenian wayang.", "kebudayaan"),
        ("Pustakawan menaikkan minat baca di perpustakaan.", "perpustakaan"),
        ("Arsiparis menata arsip statis.", "kearsipan"),
        ("Nelayan dan pembudidaya udang di tambak.", "kelautan-perikanan"),
        ("Wisatawan memenuhi destinasi desa wisata.", "pariwisata"),
        ("Petani panen raya padi di sawah.", "pertanian"),
        ("Karhutla di gambut dan hutan lindung.", "kehutanan"),
        ("Pertambangan nikel dan PLTS.", "esdm"),
        ("Pedagang pasar tradisional dan ekspor komoditas.", "perdagangan"),
        ("Pabrik di kawasan industri dan hilirisasi.", "perindustrian"),
        ("Transmigran di kawasan transmigrasi.", "transmigrasi"),
        ("Pengajian dan doa bersama di masjid.", "agama"),
        ("Prajurit dan Babinsa membantu TMMD.", "pertahanan-keamanan"),
        ("Jaksa menuntut terdakwa di pengadilan.", "yustisi"),
        ("Suku bunga dan nilai tukar menurut OJK.", "moneter-fiskal"),
        ("Duta besar membahas diplomasi bilateral.", "politik-luar-negeri"),
        ("Musrenbang menyusun RKPD bersama Bappeda.", "perencanaan"),
        ("Laporan keuangan dan realisasi anggaran APBD.", "keuangan"),
        ("Kenaikan pangkat ASN dan CPNS oleh BKPSDM.", "kepegawaian"),
        ("Inspektorat dan BPKP melakukan audit SPIP.", "pengawasan"),
        ("BPBD mengevakuasi pengungsi banjir dan longsor.", "kebencanaan"),
        ("Pemilu dan pilkada dijaga KPU dan Bawaslu.", "pemerintahan-umum"),
    ],
)
def test_the_first_topic(text: str, label: str) -> None:
    assert labels(text)[0] == label


def test_every_label_has_terms_enough() -> None:
    terms = default().rows("topic_terms")
    known = {row["label"] for row in default().rows("topics")}
    assert {row["label"] for row in terms} == known
    assert {label for label in known if sum(row["label"] == label for row in terms) < 12} == set()


def test_a_release_about_nothing_has_no_topic() -> None:
    assert labels("Rapat itu berlangsung lancar di ruang utama.") == []
    assert score_topics([], 0) == []


def test_the_title_counts_more() -> None:
    body = "Petani menghadiri acara itu bersama nelayan."
    assert score_topics(read("Petani Senang\n" + body, 14), 10)[0][0] == "pertanian"
    weights = {m.text: m.value.weight for m in read("Petani Senang\nNelayan", 14)}
    assert weights == {"Petani": 9.0, "Nelayan": 3.0}


def test_scores_are_shares_and_evidence_is_in_order() -> None:
    scored = score_topics(read("Petani panen padi. Nelayan melaut. Guru mengajar siswa. Wisatawan datang."), 12)
    assert 0 < len(scored) <= 3
    assert sum(score for _, score, _ in scored) <= 1
    assert all(list(evidence) == sorted(evidence) and evidence for _, _, evidence in scored)


def test_the_longest_term_is_the_evidence() -> None:
    assert [m.text for m in read("pasar murah")] == ["pasar murah"] * 2       # pangan and perdagangan
    assert {m.value.label for m in read("pasar murah")} == {"pangan", "perdagangan"}


def test_acronyms_need_capitals() -> None:
    assert read("pon dan oss itu") == []
    assert [m.text for m in read("PON dan OSS itu")] == ["PON", "OSS"]


@pytest.mark.parametrize("piece", ["rumah tidak layak ", "pangan ", "A-", "'"])
def test_time_is_linear(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.perf_counter()
    read(text)
    assert time.perf_counter() - start < 5
