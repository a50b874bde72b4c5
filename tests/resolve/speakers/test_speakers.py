"""Who said it. Every text is written for this table."""

import pytest

from extract.sources.release import Release

LEAD = "Bupati Lahat Hasan Basri membuka pasar murah di alun-alun, Senin (3/6/2024)."
# text, (speaker's name or None, speaker as written, whose speech it is) of each direct quote
SPOKEN = [
    (f"{LEAD}\n\n“Harga beras kita jaga,” ujarnya.", [("Hasan Basri", None, None)]),
    (f"{LEAD}\n\n“Harga beras kita jaga,” ujar orang nomor satu di Lahat itu.",
     [("Hasan Basri", "orang nomor satu di Lahat itu", None)]),
    # whoever spoke last keeps the floor, those who were only there do not take it
    (f"{LEAD}\n\n“Harga beras kita jaga,” kata Bupati. Turut hadir Kapolres Lahat AKBP Rudi Hartanto.\n\n“Stok cukup,” imbuhnya.",
     [("Hasan Basri", "Bupati", None), ("Hasan Basri", None, None)]),
    # somebody without an office takes the floor
    (f"{LEAD}\n\nSalah seorang warga, Siti Aminah, mengaku terbantu. “Selisihnya lumayan untuk belanja,” katanya.",
     [(None, "Siti Aminah", None)]),
    # a speech that is read
    ("Mewakili Gubernur Sumatera Selatan, Bupati Lahat Hasan Basri mengatakan harga beras stabil. “Harga beras kita jaga,” ujarnya.",
     [("Hasan Basri", None, "Gubernur")]),
    ("Asisten Umum Tono Sudirman membacakan sambutan Bupati Lahat Hasan Basri. “Harga beras kita jaga,” ujarnya.",
     [("Tono Sudirman", None, "Hasan Basri")]),
    ("Bupati Lahat Hasan Basri dalam sambutannya yang dibacakan Sekda Lahat Tono Sudirman mengatakan harga beras stabil. "
     "“Harga beras kita jaga,” ujarnya.",
     [("Tono Sudirman", None, None)]),
    (f"{LEAD}\n\n“Harga beras kita jaga,” kata Bupati Hasan melalui Siaran Pers Bagian Humas.",
     [("Hasan Basri", "Bupati Hasan", None)]),
    # nicknames
    ("Bupati Lahat Hasan Basri yang akrab disapa Bang Acan itu membuka pasar murah.\n\n“Harga beras kita jaga,” ujar Bang Acan.",
     [("Hasan Basri", "Bang Acan", None)]),
    ("Bupati Lahat Hasan Basri atau Acan membuka pasar murah.\n\n“Harga beras kita jaga,” ujar Acan.", [("Hasan Basri", "Acan", None)]),
    (f"{LEAD}\n\n“Harga beras kita jaga,” kata Acan, sapaan akrab Hasan. “Stok cukup,” katanya.",
     [("Hasan Basri", "Acan", None), ("Hasan Basri", None, None)]),
    (f"{LEAD}\n\nAcan-sapaan bupati, gembira. “Harga beras kita jaga,” ujar Acan.", [("Hasan Basri", "Acan", None)]),
    (f"{LEAD}\n\nBeras datang dari yayasan yang dipimpin oleh Rina Sari.\n\n“Harga beras kita jaga,” ujarnya.",
     [("Hasan Basri", None, None)]),
    ("Lurah Lahat Sugiantoro membuka pasar murah.\n\n“Harga beras kita jaga,” ujar Toro.", [("Sugiantoro", "Toro", None)]),
    (f"{LEAD}\n\n“Stok cukup,” kata Bupati. “Harga beras kita jaga,” ujar Ketua Ikatan Keluarga Lahat (IKL) itu.",
     [("Hasan Basri", "Bupati", None), ("Hasan Basri", "Ketua Ikatan Keluarga Lahat (IKL) itu", None)]),
    ("Kepala Dinas Sosial Lahat Rina Sari membuka pasar murah.\n\n“Harga beras kita jaga,” ujar sang Kadis.",
     [("Rina Sari", "sang Kadis", None)]),
    # what is written in a paper is not said by whoever spoke last, who keeps the floor
    (f"{LEAD}\n\n“Stok cukup,” kata Bupati. “Harga beras dijaga,” tulis surat edaran itu. “Stok aman,” imbuhnya.",
     [("Hasan Basri", "Bupati", None), (None, "surat edaran itu", None), ("Hasan Basri", None, None)]),
    # somebody to whom "dan" joins an object is one
    (f"{LEAD}\n\n“Stok cukup,” kata Bupati. Rapat digelar juga dengan Gubernur Sumatera Selatan dan Camat Merapi.\n\n“Stok aman,” imbuhnya.",
     [("Hasan Basri", "Bupati", None), ("Hasan Basri", None, None)]),
    ("Lurah Lahat Sulistiyani membuka pasar murah.\n\n“Stok cukup,” ujar Lis. Turut hadir Rina Sari.\n\n“Harga kita jaga,” ujar Lis.",
     [("Sulistiyani", "Lis", None), ("Sulistiyani", "Lis", None)]),
    (f"{LEAD}\n\nKini, berkat pasar itu, pria yang akrab disapa Bang Acan itu mengaku warga sudah lebih tenang. “Stok cukup,” ujar Acan.",
     [("Hasan Basri", "Acan", None)]),
    # somebody else of that name is named nearer
    (f"{LEAD}\n\n“Stok cukup,” kata Hasan. Seorang pembeli, Hasan Sadikin, mengaku terbantu.\n\n“Berasnya bagus,” kata Hasan.",
     [("Hasan Basri", "Hasan", None), (None, "Hasan Sadikin", None)]),
    (f"{LEAD} Ia datang bersama Hasan Sadikin.\n\n“Stok cukup,” kata Hasan.", [("Hasan Basri", "Hasan", None)]),
    # the words that name him, and no others
    (f"{LEAD}\n\n“Stok cukup,” kata Kepala Dinas Perdagangan (Disdag) Kabupaten Lahat, Rina Sari, gembira.",
     [("Rina Sari", "Kepala Dinas Perdagangan (Disdag) Kabupaten Lahat, Rina Sari", None)]),
    (f"{LEAD}\n\nBerkat panen raya, Hasan mengatakan, “Harga beras kita jaga.”", [("Hasan Basri", "Hasan", None)]),
    (f"{LEAD}\n\nSepakat dengan Wakil Bupati Lahat Tono Sudirman, Camat Merapi Rina Sari mengatakan, “Stok beras cukup.”",
     [("Rina Sari", "Camat Merapi Rina Sari", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPOKEN, ids=[str(i) for i in range(len(SPOKEN))])
def test_speakers(pipeline, text, expected):
    record = pipeline.process(Release(None, text, "<test>"))

    def name(index):
        return None if index is None else record.officials[index].name or record.officials[index].titles[0].office

    found = [q for q in record.quotes if q.kind == "direct"]
    assert [(name(q.speaker), q.speaker_text, name(q.on_behalf_of)) for q in found] == expected


def test_a_clause_begins_behind_the_title_of_its_speaker(pipeline):
    said = "kios di pasar itu sudah penuh sejak awal tahun"
    text = f"Menurut Kepala Dinas Perdagangan, Koperasi dan Usaha Mikro Kota Malang Rina Sari, {said}."
    quote = pipeline.process(Release(None, text, "<test>")).quotes[0]
    assert (quote.text, text[slice(*quote.span)]) == (said, said)
