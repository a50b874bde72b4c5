"""Direct and reported speech. Every row is a sentence written for this table."""

import pytest

from extract.extractors.quotes import quotes
from extract.lexicon import default
from extract.nlp.language import blank

# paragraph, [(words, speaker as written, cue)] of the direct quotes
DIRECT = [
    ("“Kami akan memperbaiki jalan ini tahun depan,” ujar Bupati Lahat.",
     [("Kami akan memperbaiki jalan ini tahun depan,", "Bupati Lahat", "ujar")]),
    ('"Stok beras aman sampai Lebaran," katanya.', [("Stok beras aman sampai Lebaran,", None, "katanya")]),
    ("“Terima kasih,” kata Camat Sukun, Rina Sari.", [("Terima kasih,", "Camat Sukun, Rina Sari", "kata")]),
    ("“Kita jaga sungai ini bersama-sama, \"tutupnya.", [("Kita jaga sungai ini bersama-sama,", None, "tutupnya")]),
    ("Kepala dinas mengatakan, “Pupuk sudah tiba di gudang.”", [("Pupuk sudah tiba di gudang.", "Kepala dinas", "mengatakan")]),
    ("Kegiatan itu mengusung tema “Bersama Menuju Desa Mandiri”.", []),
    ("Pelaku berinisial “AB” masih diburu.", []),
    ("“Hasil panen naik,” kata dia, “tetapi harga masih rendah di tingkat petani.”",
     [("Hasil panen naik,", None, "kata"), ("tetapi harga masih rendah di tingkat petani.", None, "kata")]),
    # never closed, closed twice, closed by another mark, opened by a closing one
    ("“Sumur baru sudah mengalir, jelas Camat Sukun di balai desa.", [("Sumur baru sudah mengalir,", "Camat Sukun", "jelas")]),
    ("““Air bersih sudah masuk rumah warga,”” ujarnya.", [("Air bersih sudah masuk rumah warga,", None, "ujarnya")]),
    ("''Lampu jalan menyala lagi,'' kata Lurah Sukun.", [("Lampu jalan menyala lagi,", "Lurah Sukun", "kata")]),
    ("'Jum'at ini lampu jalan menyala lagi,' kata Lurah Sukun.",
     [("Jum'at ini lampu jalan menyala lagi,", "Lurah Sukun", "kata")]),
    ("Warga Jum'at lalu menunggu. “Sumur baru sudah mengalir ke", [("Sumur baru sudah mengalir ke", None, None)]),
    ("”Kita mulai dari pasar dulu,” imbuhnya.", [("Kita mulai dari pasar dulu,", None, "imbuhnya")]),
    # a name in marks inside a quote; names and themes alone
    ('"Program "Satu Sumur Satu Dusun" berjalan lagi," kata Camat Sukun.',
     [('Program "Satu Sumur Satu Dusun" berjalan lagi,', "Camat Sukun", "kata")]),
    ('Bupati meminta program "Satu Sumur Satu Dusun" dilanjutkan.', []),
    ("Tema kegiatan tahun ini adalah “Desa Bersih, Desa Sehat, Desa Sejahtera”.", []),
    ("Lurah Sukun tidak pernah mengatakan, “Pasar ini kita tutup saja.”", []),
    # cues of every place and kind
    ("“Jalan ini lewat sawah warga,” kritiknya.", [("Jalan ini lewat sawah warga,", None, "kritiknya")]),
    ("“Benihnya datang pekan depan,” geram Camat Sukun.", [("Benihnya datang pekan depan,", "Camat Sukun", "geram")]),
    ("“Kami siap bekerja,” kata Lurah Sukun menutup acara.", [("Kami siap bekerja,", "Lurah Sukun", "kata")]),
    ("“Kami siap bekerja,” ujar orang nomor satu di Lahat itu.",
     [("Kami siap bekerja,", "orang nomor satu di Lahat itu", "ujar")]),
    ("“Kami siap bekerja,” ujar Koordinator Divisi Hukum, Data dan Humas itu.",
     [("Kami siap bekerja,", "Koordinator Divisi Hukum, Data dan Humas itu", "ujar")]),
    ("“Beras kita bagi rata supaya warga tenang,' jelas dia.", [("Beras kita bagi rata supaya warga tenang,", None, "jelas")]),
    ("Stok cukup hingga akhir tahun, kata dia, “panen raya sudah dekat.”", [("panen raya sudah dekat.", None, "kata")]),
    ("“Posko dibuka malam ini,” kata Kepala Pusat Data, Informasi dan Humas BPBD Lahat Rina Sari. Warga tenang.",
     [("Posko dibuka malam ini,", "Kepala Pusat Data, Informasi dan Humas BPBD Lahat Rina Sari", "kata")]),
    ("“Posko dibuka malam ini,” kata Rina melalui keterangan tertulis.", [("Posko dibuka malam ini,", "Rina", "kata")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp():
    language = blank()
    language.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": name} for name in ("Rina Sari", "Rina")])
    language.add_pipe("extract_sentences")
    language.add_pipe("extract_layout")
    return language


@pytest.mark.parametrize(("paragraph", "expected"), DIRECT, ids=[row[0][:40] for row in DIRECT])
def test_direct(nlp, paragraph, expected):
    found = [m for m in quotes(nlp(paragraph), default()) if m.value.kind == "direct"]
    assert [(m.text, m.value.speaker_text, m.value.cue) for m in found] == expected


def test_a_quote_left_open_goes_on_in_the_next_paragraph(nlp):
    text = "\"Usulan jembatan sudah kami terima dari warga.\n\n\"Tahun ini kita mulai membangunnya,\" terangnya."
    assert [m.text for m in quotes(nlp(text), default())] == [
        "Usulan jembatan sudah kami terima dari warga.",
        "Tahun ini kita mulai membangunnya,",
    ]


def test_a_quote_of_several_paragraphs_that_open_again_has_one_speaker(nlp):
    text = (
        "“Usulan jembatan kami terima.\n\n“Tahun ini kita mulai. Dana sudah ada.\n\n“Warga akan dilibatkan,” kata Camat Rina."
        "\n\nPembangunan dimulai bulan depan."
    )
    assert [(m.text, m.value.speaker_text, m.value.cue) for m in quotes(nlp(text), default())] == [
        ("Usulan jembatan kami terima.", "Camat Rina", "kata"),
        ("Tahun ini kita mulai. Dana sudah ada.", "Camat Rina", "kata"),
        ("Warga akan dilibatkan,", "Camat Rina", "kata"),
    ]


def test_a_quote_that_goes_on_behind_its_speaker_and_in_the_next_paragraph(nlp):
    text = "“Jembatan kita bangun,” kata Camat Rina. “Dana sudah tersedia.\n\n“Warga akan dilibatkan sejak awal tahun depan.”"
    assert [m.text for m in quotes(nlp(text), default())] == [
        "Jembatan kita bangun,", "Dana sudah tersedia.", "Warga akan dilibatkan sejak awal tahun depan.",
    ]  # fmt: skip


def test_a_quote_over_two_paragraphs_with_one_pair_of_marks(nlp):
    text = "“Terminal lama kita bongkar.\n\nYang baru berdiri tahun depan,” kata Wali Kota."
    assert [m.text for m in quotes(nlp(text), default())] == ["Terminal lama kita bongkar.\n\nYang baru berdiri tahun depan,"]


def test_the_weekday_behind_a_speaker_is_no_name(nlp):
    (mention,) = quotes(nlp("“Beras sudah dibagikan ke semua desa,” kata Rina, Kamis (31/8)."), default())
    assert mention.value.speaker_text == "Rina"


def test_the_speech_of_another_read_by_a_deputy(nlp):
    (mention,) = quotes(nlp("“Mari rawat hutan kita,” pungkas Gubernur melalui Wagub Kalteng."), default())
    assert (mention.value.speaker_text, mention.value.on_behalf_text) == ("Wagub Kalteng", "Gubernur")


# sentence, the clause it reports, the words that name who says it
REPORTED = [
    ("Kepala Dinas Sosial menjelaskan bahwa bantuan akan disalurkan bertahap mulai Senin.",
     "bantuan akan disalurkan bertahap mulai Senin", "Kepala Dinas Sosial"),
    ("Dalam sambutannya, Bupati juga meminta warga menjaga sungai.", "warga menjaga sungai", "Bupati"),
    ("Pada kesempatan yang sama Camat Sukun mengatakan, sumur baru sudah mengalir.", "sumur baru sudah mengalir", "Camat Sukun"),
    ("Dijelaskan Camat Sukun, sumur baru sudah mengalir sejak pekan lalu.", "sumur baru sudah mengalir sejak pekan lalu", "Camat Sukun"),
    ("Pasar baru akan dibuka bulan depan, kata Lurah Sukun.", "Pasar baru akan dibuka bulan depan", "Lurah Sukun"),
    ("Disebutkan Rina bahwa peserta diberi bekal, kemudian ada ujian.", "peserta diberi bekal, kemudian ada ujian", "Rina"),
    ("Dinas Sosial, kata Rina, mulai menyalurkan beras.", "Dinas Sosial, kata Rina, mulai menyalurkan beras", "Rina"),
    ("Meski demikian, kata Rina, warga tetap tenang.", "warga tetap tenang", "Rina"),
    ("Menurut Ketua Panitia Lomba, Rina Sari, peserta datang dari lima desa.", "peserta datang dari lima desa",
     "Ketua Panitia Lomba, Rina Sari"),
    ("Petugas jaga, disebut Rina juga mengatur lalu lintas pasar.", "Petugas jaga, disebut Rina juga mengatur lalu lintas pasar", "Rina"),
    ("Hal senada juga ditegaskan Rina, bahwa sumur baru sudah mengalir.", "sumur baru sudah mengalir", "Rina"),
    ("Petugas, diakui Rina tetap berjaga, mengingat hujan belum reda.",
     "Petugas, diakui Rina tetap berjaga, mengingat hujan belum reda", "Rina"),
    ("Harga beras lanjut dia, dianggap sudah wajar oleh warga.", "Harga beras lanjut dia, dianggap sudah wajar oleh warga", None),
    ("Camat Rina meminta kepada petugas pasar melakukan pendataan ulang.", "melakukan pendataan ulang", "Camat Rina"),
    ("Demi menghindari banjir, Camat Rina mengaku tetap memeriksa pompa.", "tetap memeriksa pompa", "Camat Rina"),
    ("Camat Rina menekankan urgensi pemerataan air bersih.", None, None),
    ("Camat Rina mengatakan secara umum stok beras aman.", "secara umum stok beras aman", "Camat Rina"),
    ("Camat Rina menyebut laporan itu sudah diterima bupati.", "laporan itu sudah diterima bupati", "Camat Rina"),
    ("Camat Rina mengatakan kepada warga yang datang ke pasar.", None, None),
    ("Hingga Rabu (26/8), pihaknya mengaku masih mencari warga yang hilang.", "masih mencari warga yang hilang", "pihaknya"),
    ("Adapun air bersih, kata Rina, menunggu pompa baru.", "Adapun air bersih, kata Rina, menunggu pompa baru", "Rina"),
    ("Meski hujan turun, Camat berharap warga tetap datang.", "warga tetap datang", "Camat"),
    ("Camat sangat bersyukur atas bantuan pompa dari provinsi.", None, None),
    ("Diharapkan, sumur baru sudah mengalir pekan depan.", None, None),
    ("Hal itu, disampaikan saat meninjau posko, baik di desa, kelurahan maupun pasar.", None, None),
    ("Selain itu, nilai ekspor kopi daerah ini naik dua kali lipat.", None, None),
    ("Menurut sektor, ekspor pertanian dan perikanan naik paling tinggi.", None, None),
    ("Kepala Dinas Sosial, Rina Sari, Selasa 21 April 2020 mengatakan beras sudah dibagikan.",
     "beras sudah dibagikan", "Kepala Dinas Sosial, Rina Sari"),
    ("Saat memimpin apel, Senin, 2 Januari 2023, Camat Rina mengatakan, pasar sudah ramai lagi.",
     "pasar sudah ramai lagi", "Camat Rina"),
    ("Kasat Lantas AKP Rina menyebut arus kendaraan naik dua kali lipat.",
     "arus kendaraan naik dua kali lipat", "Kasat Lantas AKP Rina"),
    ("Bupati menyampaikan terima kasih kepada warga dan panitia.", None, None),
    ("Kegiatan ini bertujuan mengajak warga menjaga sungai dan hutan.", None, None),
    ("Dalam rangka memastikan kesiapan posko, petugas menggelar apel di alun-alun.", None, None),
    ("Secara Nasional, Nilai Tukar Petani naik dari bulan lalu.", None, None),
    ("Wakil Bupati meminta kepada para penerima agar benih segera ditanam.", "agar benih segera ditanam", "Wakil Bupati"),
    ("Kemudian tambah bupati, pihaknya akan memeriksa pasar.", "pihaknya akan memeriksa pasar", "bupati"),
    ("Dalam amanat tertulis yang dibacakan Danrem disampaikan bahwa prajurit harus dekat dengan warga.",
     "prajurit harus dekat dengan warga", None),
    # what is asked for begins behind those who are asked, where they are told apart
    ("Camat Rina mengajak seluruh pengurus karang taruna untuk menanam pohon di tepi sungai.",
     "menanam pohon di tepi sungai", "Camat Rina"),
    ("Camat Rina mengingatkan para pedagang agar menjaga kebersihan pasar.", "agar menjaga kebersihan pasar", "Camat Rina"),
    ("Camat Rina meminta ada pompa baru agar sawah tidak kering.", "ada pompa baru agar sawah tidak kering", "Camat Rina"),
    ("Camat Rina mengajak semua untuk dapat berbagi.", "semua untuk dapat berbagi", "Camat Rina"),
    # somebody said it amid the sentence
    ("Hal itu, menurutnya bukan sebuah kebetulan bagi warga.", "Hal itu, menurutnya bukan sebuah kebetulan bagi warga", None),
    ("Hal tersebut menurut Rina sudah disepakati warga desa.", "Hal tersebut menurut Rina sudah disepakati warga desa", "Rina"),
    ("Para pedagang juga diminta oleh Rina untuk menjaga pasar.", "Para pedagang juga diminta oleh Rina untuk menjaga pasar", "Rina"),
    ("Karena menurutnya pasar lama sudah terlalu sempit.", "pasar lama sudah terlalu sempit", None),
    ("Lurah akan memastikan sumur baru sudah mengalir.", None, None),
    ("Camat Sukun menyampaikan doa dan ucapan selamat bagi calon jemaah haji.", None, None),
    ("Lurah enggan membeberkan sumur mana yang sudah mengalir.", None, None),
    ("Meski kehilangan dua medali emas, Camat Rina mengaku bangga atas hasil lomba.", "bangga atas hasil lomba", "Camat Rina"),
    # he who speaks stands in front of "yang"
    ("Lurah menolak usul dari Camat Rina yang meminta pasar lama segera ditutup.", "pasar lama segera ditutup", "Camat Rina"),
    # what is spoken of is not what is said
    ("Camat Sukun menjelaskan capaian program sumur bersih tahun lalu.", None, None),
    ("Camat Sukun menegaskan perannya sebagai pemimpin yang aktif membantu warga.", None, None),
    ("Camat Sukun memaparkan persiapan pawai.", None, None),
    ("Camat Sukun menjelaskan capaian program sumur bersih sudah dua kali lipat.",
     "capaian program sumur bersih sudah dua kali lipat", "Camat Sukun"),
    ("Camat Sukun menyampaikan persoalan warga di antaranya:", None, None),
    # what stands before and behind the speaker
    ("Menyikapi keluhan itu, Camat Sukun meminta pasar dibersihkan setiap pagi.", "pasar dibersihkan setiap pagi", "Camat Sukun"),
    ("Di awal sambutannya Camat Sukun meminta warga menjaga sungai.", "warga menjaga sungai", "Camat Sukun"),
    ("Dalam pertemuan itu Camat Sukun meminta warga menjaga sungai.", "warga menjaga sungai", "Camat Sukun"),
    ("Camat Rina menerima usul itu dan berjanji pasar dibersihkan setiap pagi.", "pasar dibersihkan setiap pagi", "Camat Rina"),
    ("Ketua panitia Lalu Hasan menyebut sumur baru sudah mengalir.", "sumur baru sudah mengalir", "Ketua panitia Lalu Hasan"),
    ("Bagi yang rumahnya jauh, Lurah meminta petugas mengantar beras.", "petugas mengantar beras", "Lurah"),
    ("Rina lebih lanjut mengatakan, sumur baru sudah mengalir.", "sumur baru sudah mengalir", "Rina"),
    ("Camat Sukun didampingi Lurah Rina menyebut sumur baru sudah mengalir.", "sumur baru sudah mengalir", "Camat Sukun"),
    ("Dijelaskan oleh Camat Sukun yang baru dilantik, sumur sudah mengalir.", "sumur sudah mengalir", "Camat Sukun"),
    ("Lebih lanjut, disampaikan juga, sumur baru sudah mengalir.", "sumur baru sudah mengalir", None),
    ("Camat Sukun memuji warga, ia mengatakan bahwa sumur baru sudah mengalir.", "sumur baru sudah mengalir", None),
    ("Jika harga terkendali, kata Rina maka warga tetap tenang.",
     "Jika harga terkendali, kata Rina maka warga tetap tenang", "Rina"),
    ("Pasar baru akan dibuka bulan depan, kata Lurah Sukun dalam sambutannya.",
     "Pasar baru akan dibuka bulan depan", "Lurah Sukun"),
    # to whom it is said stands before what is said
    ("Camat Rina berpesan kepada para lurah yang baru dilantik, terutama di tepi sungai, agar pompa selalu siap.",
     "agar pompa selalu siap", "Camat Rina"),
    ("Camat Rina berpesan kepada Sekretaris, para Kepala Seksi, serta lurah untuk menjaga pompa tetap siap.",
     "menjaga pompa tetap siap", "Camat Rina"),
    ("Camat Rina menjelaskan kepada warga, pompa dipasang agar air mengalir.", None, None),
    # what stands between who said it and what was said
    ("Menurut Camat Rina dalam sambutannya, pompa baru sudah mengalirkan air.", "pompa baru sudah mengalirkan air", "Camat Rina"),
    ("Menurut Ketua Panitia, Rina Sari, yang juga menjabat Lurah Sukun, pompa baru sudah mengalirkan air.",
     "pompa baru sudah mengalirkan air", "Ketua Panitia, Rina Sari"),
    ("Menurut Rina, yang penting pompa baru sudah mengalirkan air, meski kecil.",
     "yang penting pompa baru sudah mengalirkan air, meski kecil", "Rina"),
    # other ways to tell who said it
    ("Jumlah pompa, sebagaimana disampaikan Camat Rina, sudah mencapai dua belas.",
     "Jumlah pompa, sebagaimana disampaikan Camat Rina, sudah mencapai dua belas", "Camat Rina"),
    ("Dari penjelasan Camat Rina, pompa baru sudah mengalirkan air.", "pompa baru sudah mengalirkan air", "Camat Rina"),
    ("Diungkapnya, pompa baru sudah mengalirkan air ke sawah.", "pompa baru sudah mengalirkan air ke sawah", None),
    ("Pompa baru dinilai Rina sudah cukup untuk warga.", "Pompa baru dinilai Rina sudah cukup untuk warga", "Rina"),
    ("Warga di tepi sungai juga ia sebut sudah menerima air bersih.",
     "Warga di tepi sungai juga ia sebut sudah menerima air bersih", None),
    ("Kelompok tani di Sukun pun berharap agar pompa segera diganti.", "agar pompa segera diganti", "Kelompok tani"),
    ("Lebih lanjut Camat Rina meninjau pompa baru di tepi sungai.", None, None),
    # what somebody did not say
    ("Camat Rina merasa tidak pernah menyebut bahwa pasar itu akan ditutup.", None, None),
    ("Camat Rina belum pernah secara resmi menyatakan pasar itu akan ditutup.", None, None),
    ("Camat Rina menutup rapat tanpa menjelaskan bahwa pasar itu sudah ditutup.", None, None),
    ("Camat Rina membantah bahwa pasar itu akan ditutup.", None, None),
    ("Pasar Sukun tidak pernah disebut Rina akan ditutup tahun depan.", None, None),
    ("Camat Rina tidak menampik bahwa pasar itu akan ditutup.", "pasar itu akan ditutup", "Camat Rina"),
    ("Camat Rina tidak lupa menyampaikan bahwa pasar itu sudah dibuka.", "pasar itu sudah dibuka", "Camat Rina"),
    ("Camat Rina mengaku tidak pernah menyebut bahwa pasar itu akan ditutup.",
     "tidak pernah menyebut bahwa pasar itu akan ditutup", "Camat Rina"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "clause", "speaker"), REPORTED, ids=[row[0][:40] for row in REPORTED])
def test_reported_speech(nlp, sentence, clause, speaker):
    found = [(m.text, m.value.speaker_text) for m in quotes(nlp(sentence), default()) if m.value.kind == "indirect"]
    assert found == ([(clause, speaker)] if clause else [])


def test_reported_speech_in_front_of_a_mark_that_opens_like_a_closing_one(nlp):
    text = "Camat Sukun mengatakan sumur baru sudah mengalir. ”Airnya jernih sekali,” katanya."
    assert [m.text for m in quotes(nlp(text), default())] == ["sumur baru sudah mengalir", "Airnya jernih sekali,"]


def test_a_sentence_begins_behind_a_full_stop_without_a_blank(nlp):
    text = "“Airnya jernih sekali,” kata Rina, Senin (3/6/2024).Rina menegaskan, sumur baru sudah mengalir.,“Pompanya dua,” katanya."
    assert [m.text for m in quotes(nlp(text), default())] == ["Airnya jernih sekali,", "sumur baru sudah mengalir", "Pompanya dua,"]


def test_a_degree_at_the_end_of_a_paragraph_does_not_hide_the_next_one(nlp):
    text = "Rombongan diterima Camat Sukun Rina Sari, S.H.\n\nRina menjelaskan, sumur baru sudah mengalir."
    assert [m.text for m in quotes(nlp(text), default())] == ["sumur baru sudah mengalir"]


@pytest.mark.parametrize(
    ("sentence", "reader", "whose"),
    [
        ("Bupati Lahat dalam sambutannya yang dibacakan Sekda Rina Sari mengatakan pasar sudah ramai lagi.",
         "Sekda Rina Sari", "Bupati Lahat"),
        ("Bupati Lahat, dalam sambutan tertulis yang dibacakan oleh Sekda Rina Sari, mengatakan bahwa pasar sudah ramai lagi.",
         "Sekda Rina Sari", "Bupati Lahat"),
        ("Kapolres Lahat AKBP Hasan Basri, S.I.K melalui Kapolsek Merapi Rina Sari saat dikonfirmasi mengatakan, pasar sudah ramai lagi.",
         "Kapolsek Merapi Rina Sari", "Kapolres Lahat AKBP Hasan Basri, S.I.K"),
        ("Disampaikan kemudian dalam pidato Bupati Lahat yang dibacakan oleh Sekda, pasar sudah ramai lagi.",
         "Sekda", "Bupati Lahat"),
        ("Ditegaskan selanjutnya dalam amanat tertulis Kapolres Lahat yang dibacakan Wakapolres, pasar sudah ramai lagi.",
         "Wakapolres", "Kapolres Lahat"),
        ("Diungkapkan lebih lanjut oleh Camat Rina Sari, pasar sudah ramai lagi.", "Camat Rina Sari", None),
        ("Ditambahkan pula, pasar sudah ramai lagi.", None, None),
    ],
)  # fmt: skip
def test_reported_speech_of_another(nlp, sentence, reader, whose):
    (mention,) = quotes(nlp(sentence), default())
    assert (mention.text, mention.value.speaker_text, mention.value.on_behalf_text) == ("pasar sudah ramai lagi", reader, whose)


def test_a_name_that_the_model_marks_elsewhere_is_one_here(nlp):
    doc = nlp("Tono mengaku pasar sudah ramai lagi. Warga berterima kasih kepada Tono.")
    doc.set_ents([doc.char_span(len(doc.text) - 5, len(doc.text) - 1, "PER")])
    assert [m.value.speaker_text for m in quotes(doc, default())] == ["Tono"]


def test_a_headline_of_two_words(nlp):
    doc = nlp("Pasar Lama Ditutup, Rina: Sudah Sempit\n\nPasar lama di Sukun ditutup pada awal pekan ini.")
    assert [(m.text, m.value.speaker_text) for m in quotes(doc, default())] == [("Sudah Sempit", "Rina")]


@pytest.mark.parametrize(
    ("sentence", "label", "entity", "speakers"),
    [
        ("BPS Lahat menyebut harga beras naik dua kali lipat.", "ORG", "BPS Lahat", ["BPS Lahat"]),
        ("Langkah ini memastikan harga beras naik dua kali lipat.", "LOC", "ini", []),
        ("Data BPS Lahat menyebut harga beras naik dua kali lipat.", "ORG", "BPS Lahat", []),
        ("Secara umum, BPS Lahat menyebut harga beras naik dua kali lipat.", "ORG", "BPS Lahat", ["BPS Lahat"]),
        ("Pihak BPS Lahat menyebut harga beras naik dua kali lipat.", "ORG", "BPS Lahat", []),
        ("Hasil audit BPS Lahat menyimpulkan harga beras naik dua kali lipat.", "ORG", "BPS Lahat", []),
        ("Pihak keluarga Rina Sari menyebut harga beras naik dua kali lipat.", "PER", "Rina Sari", ["Pihak keluarga Rina Sari"]),
        ("Kepala BPS Lahat menyebut harga beras naik dua kali lipat.", "ORG", "BPS Lahat", ["Kepala BPS Lahat"]),
        ("“Harga beras naik lagi,” kata Rina, Lahat, Senin (3/6).", "LOC", "Lahat", ["Rina"]),
        ("“Harga beras naik lagi,” kata Camat, Rina Sari.", "PER", "Rina Sari", ["Camat, Rina Sari"]),
    ],
)
def test_papers_and_things_do_not_speak_and_places_are_no_names(nlp, sentence, label, entity, speakers):
    doc = nlp(sentence)
    start = sentence.index(entity)
    doc.set_ents([doc.char_span(start, start + len(entity), label)])
    assert [m.value.speaker_text for m in quotes(doc, default())] == speakers
