"""Who was there, from whole releases."""

import pytest

from extract.extractors.attendance import attendance
from extract.lexicon import default
from extract.nlp.language import blank
from extract.resolve.attendance import PRESENT, Named
from extract.sources import Release

LEAD = "PALU - Wali Kota Palu Hadi Rasyid membuka Pasar Murah di Lapangan Vatulemo, Senin (6/3/2023). "


def decided(marked: str) -> str:
    """Name of the rule that decides whether he is present whose name stands in <>."""
    start, text = marked.index("<"), marked.replace("<", "").replace(">", "")
    end = marked.index(">") - 1
    words = text[start:end].split()[0]
    nlp = blank()
    nlp.add_pipe("sentencizer")
    lists = attendance(nlp(text), default())
    return PRESENT.first(Named(text, (start, end), text.index(words), lists, default())).name


@pytest.mark.parametrize("rule", list(PRESENT), ids=lambda rule: rule.name)
def test_rules(rule) -> None:
    assert decided(rule.example) == rule.name
    assert not rule.not_example or decided(rule.not_example) != rule.name


@pytest.mark.parametrize(("text", "expected"), [
    # who is listed, not who opens or speaks
    (LEAD + "Kepala Dinas Sosial Kota Palu Rini Sartika mengatakan stok aman. Turut hadir Dandim 1306/Palu Letkol Inf Doni Raka.",
     ["Doni Raka"]),
    # whoever is spoken for is absent
    (LEAD + "Turut hadir mewakili Gubernur Sulawesi Tengah Anwar Sadat, Kepala Biro Hukum Rini Sartika.", ["Rini Sartika"]),
    (LEAD + "Dalam sambutan Gubernur Sulawesi Tengah Anwar Sadat yang dibacakan Wali Kota, pasar diminta ramai. "
     "“Mari berbelanja di sini,” katanya.", []),
    (LEAD + "Turut hadir Dandim 1306/Palu diwakili Kapten Inf Doni Raka, Kepala Dinas Sosial Kota Palu Rini Sartika.",
     ["Doni Raka", "Rini Sartika"]),
    # whoever comes with somebody is present, not he with whom he comes
    (LEAD + "Turut hadir mendampingi Wali Kota, Camat Tolo Rini Sartika.", ["Rini Sartika"]),
    (LEAD + "Turut mendampingi Camat Tolo Rini Sartika dan Lurah Tondo Doni Raka.", ["Rini Sartika", "Doni Raka"]),
    # a list with semicolons, over the full stop of a degree, line by line
    (LEAD + "Hadir dalam acara itu: Camat Tolo Rini Sartika; Lurah Tondo Doni Raka; serta warga.", ["Rini Sartika", "Doni Raka"]),
    (LEAD + "Turut hadir Camat Tolo Rini Sartika, S.E.\nLurah Tondo Doni Raka, S.H.", ["Rini Sartika", "Doni Raka"]),
    (LEAD + "Turut hadir Camat Tolo Rini Sartika. Lurah Tondo Doni Raka meninjau pasar.", ["Rini Sartika"]),
    # several who came for an office are listed, one alone acts for it
    (LEAD + "Dinas Perdagangan Kota Palu yang diwakili Kepala Bidang Pasar Rini Sartika membagikan beras.", []),
    (LEAD + "Dinas Perdagangan Kota Palu yang diwakili Kepala Bidang Pasar Rini Sartika dan Lurah Tondo Doni Raka membagikan beras.",
     ["Rini Sartika", "Doni Raka"]),
    # the list ends at the verb, and in front of its sentence before the subject
    (LEAD + "Kadis Sosial Rini Sartika didampingi Lurah Tondo Doni Raka menyerahkan beras kepada Camat Tolo Rauf Salim.",
     ["Doni Raka"]),
    (LEAD + "Didampingi Lurah Tondo Doni Raka, Kadis Sosial Rini Sartika membagikan beras.", ["Doni Raka"]),
    (LEAD + "Turut hadir Lurah Tondo Doni Raka yang memimpin warga, dan Camat Tolo Rauf Salim.", ["Doni Raka", "Rauf Salim"]),
    # behind them, and not who only wants to come, nor whoever is named behind guests that came
    (LEAD + "Lurah Tondo Doni Raka dan Camat Tolo Rauf Salim juga hadir.", ["Doni Raka", "Rauf Salim"]),
    (LEAD + "Warga ingin hadir bertemu Camat Tolo Rauf Salim.", []),
    (LEAD + "Di depan warga yang hadir dalam rapat itu Camat Tolo Rauf Salim tersenyum.", []),
    (LEAD + "Pejabat yang hadir, di antaranya Camat Tolo Rauf Salim, tersenyum.", ["Rauf Salim"]),
    # guests without an office
    (LEAD + "Turut hadir Drs. Doni Raka dari Yayasan Nusa, Rini Sartika, dan Camat Tolo Rauf Salim.",
     ["Doni Raka", "Rini Sartika", "Rauf Salim"]),
    # nobody came
    (LEAD + "Camat Tolo Rini Sartika tidak sempat hadir.", []),
])  # fmt: skip
def test_attendance(pipeline, text, expected):
    record = pipeline.process(Release(id=None, text=text, uri="-"))
    assert [record.officials[i].name for i in record.attendance if record.officials[i].name] == expected


def test_each_of_a_list_has_the_role_of_its_cue(pipeline):
    text = LEAD + "Ia didampingi Camat Mantikulore Rini Sartika dan Lurah Tondo Doni Raka."
    record = pipeline.process(Release(id=None, text=text, uri="-"))
    assert {official.name: official.roles for official in record.officials} == {
        "Hadi Rasyid": ["opened"], "Rini Sartika": ["accompanied"], "Doni Raka": ["accompanied"],
    }  # fmt: skip


def test_whoever_has_company_does_what_the_verb_says(pipeline):
    text = "PALU - Wali Kota Palu Hadi Rasyid didampingi Camat Tolo Rini Sartika dan Lurah Tondo Doni Raka membuka Pasar Murah, Senin (6/3)."
    record = pipeline.process(Release(id=None, text=text, uri="-"))
    assert {official.name: official.roles for official in record.officials} == {
        "Hadi Rasyid": ["opened"], "Rini Sartika": ["accompanied"], "Doni Raka": ["accompanied"],
    }  # fmt: skip
    assert record.attendance == [1, 2]


@pytest.mark.parametrize(("text", "expected"), [
    # two do it together, or by two it is done
    ("Camat Tolo Rini Sartika dan Lurah Tondo Doni Raka meninjau pasar.", [["visited"], ["visited"]]),
    ("Camat Tolo Rini Sartika bersama Lurah Tondo Doni Raka meninjau pasar.", [["visited"], ["accompanied", "visited"]]),
    ("Pasar ditutup oleh Camat Tolo Rini Sartika dan Lurah Tondo Doni Raka.", [["closed"], ["closed"]]),
    # who is spoken for does nothing, nor who does not
    ("Camat Tolo Rini Sartika yang mewakili Lurah Tondo Doni Raka meninjau pasar.", [["spoke-for"], []]),
    ("Camat Tolo Rini Sartika tidak akan menutup pasar.", [[]]),
])  # fmt: skip
def test_roles(pipeline, text, expected):
    record = pipeline.process(Release(id=None, text=LEAD + text, uri="-"))
    assert [official.roles for official in record.officials][1:] == expected


@pytest.mark.parametrize(("text", "expected"), [
    # a wife with her husband's name is another person, the beginning of a first name the same one
    ("Kapolres Palu AKBP Bayu Ramdhan dan Ketua Bhayangkari Ny. Rina Bayu Ramdhan hadir.", ["Bayu Ramdhan", "Rina Bayu Ramdhan"]),
    ("Kapolres Palu AKBP Bayu Ramdhan dan Ketua Bhayangkari Palu Rina Bayu Ramdhan hadir.", ["Bayu Ramdhan", "Rina Bayu Ramdhan"]),
    ("Kapolres Palu AKBP Bayu Ramdhan dan Camat Tolo Bayu Salim hadir.", ["Bayu Ramdhan", "Bayu Salim"]),
    ("Kadis Sosial Johansyah Rauf hadir. “Stok aman,” kata Johan.", ["Johansyah Rauf"]),
    # what the text calls a person
    ("Kadis Sosial Rauf Salim yang akrab disapa Bang Udin hadir. “Stok aman,” kata Udin.", ["Rauf Salim"]),
    ("Menteri Sosial Rauf Salim hadir. “Stok aman,” kata Menteri Udin, sapaan akrabnya.", ["Rauf Salim"]),
    ("Kadis Sosial Rauf Salim hadir. “Stok aman,” kata Udin, panggilan akrab Rauf.", ["Rauf Salim"]),
    ("Bupati Sigi Rauf Salim hadir. “Stok aman,” kata Bupati Udin.", ["Rauf Salim"]),
    ("Kadis Sosial Rauf Salim (RS) hadir. “Stok aman,” kata RS.", ["Rauf Salim"]),
    ("Menteri Sosial Rauf Salim (Bang Udin) hadir. “Stok aman,” kata Bang Udin.", ["Rauf Salim"]),
    ("Menteri Koordinator Bidang Pangan (Menko Pangan) diundang. Menko Pangan Rauf Salim datang.", ["Rauf Salim"]),
    # who held the office, or wants it, does not hold it
    ("Mantan Bupati Sigi Rauf Salim dan Bupati hadir.", ["Rauf Salim", None]),
    ("Calon Bupati Sigi Rauf Salim dan Bupati hadir.", ["Rauf Salim", None]),
    ("Bupati Sigi terpilih Rauf Salim dan Bupati hadir.", ["Rauf Salim", None]),
    # nobody speaks for the head of a region only because no other has a title
    ("Bupati hadir. Rauf Salim berjualan di pasar. “Bukan saya,” kata Rauf Salim.", [None]),
    # the one who has the office has no region
    ("Sekretaris Daerah Rauf Salim hadir. “Stok aman,” kata Sekda Sulteng.", ["Rauf Salim"]),
    # the short form of an office, of an organisation
    ("Menteri Dalam Negeri Rauf Salim hadir. “Stok aman,” kata Mendagri.", ["Rauf Salim"]),
    ("Sekretaris Jenderal Kementerian Agama RI Rauf Salim hadir. “Stok aman,” kata Sekjen Kemenag.", ["Rauf Salim"]),
    ("Kepala Dinas Kesehatan Kota Palu Rauf Salim hadir. “Stok aman,” kata Kadis Kesehatan.", ["Rauf Salim"]),
])  # fmt: skip
def test_who_is_who(pipeline, text, expected):
    record = pipeline.process(Release(id=None, text=LEAD + text, uri="-"))
    assert [official.name for official in record.officials][1:] == expected
    assert all(quote.speaker == 1 for quote in record.quotes if expected != [None])


@pytest.mark.parametrize(("text", "mentions"), [
    ("Sekda Palu Mei Lestari hadir sejak 3 Mei 2023. Menurut Lestari, stok aman.", ["Sekda Palu Mei Lestari", "Lestari"]),
    ("Sekda Palu Bima Satria pulang dari Kota Bima. Menurut Satria, stok aman.", ["Sekda Palu Bima Satria", "Satria"]),
    ("Sekda Palu Rauf Salim (RS) hadir. Menurut RS, stok aman.", ["Sekda Palu Rauf Salim", "RS", "RS"]),
])  # fmt: skip
def test_what_names_a_person_elsewhere(pipeline, text, mentions):
    record = pipeline.process(Release(id=None, text=text, uri="-"))
    assert [text[start:end] for start, end in record.officials[0].mentions] == mentions
