"""`programmes`: named programmes, and what is not one."""

import re
import time

import pytest
import spacy

from extract.extractors.programmes import GOES_ON, NAMED, Behind, Named, Release, last_word, programmes, release_of
from extract.lexicon import default
from extract.mentions import Mention, Programme
from extract.nlp.language import blank
from rule_examples import example_tests

NLP = blank()


def read(text: str) -> list[Mention[Programme]]:
    found = programmes(NLP(text), default())
    assert all(m.text == text[m.start_char:m.end_char] for m in found)
    return found


def marked(example: str):
    """The release of an example, in which an organisation stands in {}, and the first and the last word of what stands in <>."""
    text = re.sub("[<>{}]", "", example)
    doc = NLP(text)
    if "{" in example:
        start = len(re.sub("[<>]", "", example[: example.index("{")]))
        end = len(re.sub("[<>{}]", "", example[: example.index("}")]))
        doc.ents = [doc.char_span(start, end, "ORG")]
    release = release_of(doc, default())
    start, end = (len(re.sub("[<>{}]", "", example[: example.index(mark)])) for mark in "<>")
    within = [at for at, (a, b, _) in enumerate(release.words) if start <= a and b <= end]
    cue = next(at for at, word in enumerate(release.words) if word[2] in release.tables.cues)
    return release, cue, within[0], within[-1]


def behind(example: str) -> str:
    release, cue, first, _ = marked(example)
    before = Release(release.text, release.words[:first], release.entities, release.tables, release.small)
    return GOES_ON.first(Behind(release, cue, last_word(before, cue), first)).name


def named(example: str) -> str:
    release, cue, _, last = marked(example)
    return NAMED.first(Named(release, cue, last)).name


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests((GOES_ON, behind), (NAMED, named))


@pytest.mark.parametrize(
    ("text", "name", "owner"),
    [
        ("selaras program Kampung Terang dari Pemerintah Kota Bima, warga", "Kampung Terang", "Pemerintah Kota Bima"),
        ("melalui program Desa Berdaya dan Mandiri yang berjalan", "Desa Berdaya dan Mandiri", None),
        ('program "Satu Rumah Satu Pohon" milik Dinas Kehutanan', "Satu Rumah Satu Pohon", "Dinas Kehutanan"),
        ("Program Keluarga Harapan (PKH) disalurkan", "Program Keluarga Harapan", "Kementerian Sosial"),
        ("penerima PKH bertambah", "Program Keluarga Harapan", "Kementerian Sosial"),
        ("siswa menikmati Makan Bergizi Gratis setiap hari", "Makan Bergizi Gratis", "Badan Gizi Nasional"),
        ("Gerakan Pangan Murah digelar", "Gerakan Pangan Murah", None),
        ("Gerakan Tanam Cabai Serentak digelar", "Gerakan Tanam Cabai Serentak", None),
        ("Inovasi Jemput Bola Adminduk (JEBOL) diluncurkan", "Inovasi Jemput Bola Adminduk", None),
        ("program Sehati di Puskesmas Sukamaju", "Sehati", None),
        ("lewat program bedah rumah di desa", "Bedah Rumah", None),
        ("program Sekolah Sungai Batch 3 dibuka", "Sekolah Sungai", None),
        ("bantuan BSU cair", "Bantuan Subsidi Upah", "Kementerian Ketenagakerjaan"),
    ],
)
def test_one_programme(text: str, name: str, owner: str | None) -> None:
    (mention,) = read(text)
    assert mention.value == Programme(name, owner)


@pytest.mark.parametrize(
    "text",
    [
        "program pembangunan dan program-program lain",
        "Program Studi Kimia membuka pendaftaran",
        "mendukung program Bupati Garut",
        "program prioritas pemerintah",
        "PROGRAM KERJA TAHUNAN",
        "gerakan moral warga",
        "Gerakan Pramuka berkemah",
        "operasi jantung di rumah sakit",
        "apel Operasi Ketupat Candi 2024",
        "warga bedah rumah sendiri",
        "Lomba Inovasi Jemput Bola digelar",
        "Badan Riset dan Inovasi Sawah Makmur",
        "Inovasi Pupuk Hayati Warga ramai, pupuk itu murah",
        "Inovasi Untuk Layanan Yang Baik",
        "genting sekali",
    ],
)
def test_no_programme(text: str) -> None:
    assert read(text) == []


def test_each_programme_once_with_the_owner_found_later() -> None:
    found = read("Program Kampung Terang diluncurkan. Program Kampung Terang dari Dinas Sosial berjalan.")
    assert [(m.start_char, m.value) for m in found] == [(8, Programme("Kampung Terang", "Dinas Sosial"))]


@pytest.mark.parametrize("piece", ["program ", "Program Aa dan ", 'program "Aa', "Aa ", "program Aa dari "])
def test_time_is_linear(piece: str) -> None:
    doc = spacy.tokens.Doc(NLP.vocab, words=[piece * (200_000 // len(piece))], spaces=[False])
    start = time.process_time()
    programmes(doc, default())
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "entity", "label", "names"),
    [
        ("lewat program Kampung Terang Universitas Melati itu", "Universitas Melati", "ORG", ["Kampung Terang"]),
        ("lewat program Kampung Terang di Tual itu", "Tual", "LOC", ["Kampung Terang"]),
        ("mendukung program Kemensatu itu", "Kemensatu", "ORG", []),
        ("kata Dirjen PKH Kementan itu", "Dirjen PKH Kementan", "ORG", []),
    ],
)
def test_who_carries_it_out_and_where_is_no_part_of_the_name(text: str, entity: str, label: str, names: list[str]) -> None:
    doc = NLP(text)
    start = text.index(entity)
    doc.ents = [doc.char_span(start, start + len(entity), label)]
    assert [mention.value.name for mention in programmes(doc, default())] == names


def test_two_programmes_named_at_once() -> None:
    found = read("program Sekolah Sungai, program Kampung Terang, program Sekolah Sungai dan Kampung Terang")
    assert [mention.value.name for mention in found] == ["Sekolah Sungai", "Kampung Terang"]
