"""Titles and names: where one stops and the other starts. Every row is a sentence written for this table."""

import re

import pytest

from extract.extractors.people import people
from extract.lexicon import default
from extract.nlp.language import blank
from extract.values.names import name_at
from extract.values.titles import title_without_head

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
    ("Seketaris Daerah Kabupaten Lahat, H, Nasrun Arwan, SE, MM, menyapa tamu.", [("Nasrun Arwan", ["Seketaris Daerah Kabupaten Lahat"])]),
    ("Wakapolres KOMPOL M. Akmal ikut apel.", [("M. Akmal", ["Wakapolres"])]),
    ("Danramil 0912-03/Melak Kapten Cba Sujarwo ikut apel.", [("Sujarwo", ["Danramil 0912-03/Melak"])]),
    ("Danlanal Dumai Kolonel Laut (P) Stanley Oka ikut apel.", [("Stanley Oka", ["Danlanal Dumai"])]),
    ("Ketua Komisi B Ruben Dipa mengusulkan hal lain.", [("Ruben Dipa", ["Ketua Komisi B"])]),
    ("Wakil Menteri Investasi dan Hilirisasi RI, serta Wakil Menteri Kebudayaan RI hadir.",
     [(None, ["Wakil Menteri Investasi dan Hilirisasi RI"]), (None, ["Wakil Menteri Kebudayaan RI"])]),
    ("Pimpinan Pondok TGH. Lalu Syahrul pulang, lalu makan.", [("Lalu Syahrul", ["Pimpinan Pondok"])]),
    ("Kapolsek Kota Agung Iptu Rudi Kalam dan Camat Long Apari Yosep Hanye hadir.",
     [("Rudi Kalam", ["Kapolsek Kota Agung"]), ("Yosep Hanye", ["Camat Long Apari"])]),
    ("Hadir Camat Rawajitu Utara, para kepala desa dan warga.", [(None, ["Camat Rawajitu Utara"])]),
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
    ("Gubernur Maluku Mayjen (Purn) Said Tomasoa meresmikan dermaga.", [("Said Tomasoa", ["Gubernur Maluku"])]),
    ("Kapolres Lahat Akbp Rano Sanjaya bersama Dandim 0405 Lahat Letkol ARH Bangun Prakoso meninjau pos.",
     [("Rano Sanjaya", ["Kapolres Lahat"]), ("Bangun Prakoso", ["Dandim 0405 Lahat"])]),
    ("Danramil 12/Sukaraja, Kapten Inf. Darmin hadir.", [("Darmin", ["Danramil 12/Sukaraja"])]),
    ("Kepala BPKAD Drs Anwar Susanto MSi dan Camat Menggala Tini Lestari SPd hadir.",
     [("Anwar Susanto", ["Kepala BPKAD"]), ("Tini Lestari", ["Camat Menggala"])]),
    ("Sekjen Kemenperin Burhan Maulana dan Kepala Disnakerkopukm Kab. Lahat Ir. Rini Astuti hadir.",
     [("Burhan Maulana", ["Sekjen Kemenperin"]), ("Rini Astuti", ["Kepala Disnakerkopukm Kab. Lahat"])]),
    ("Wamen Komdigi Apresiasi Warga.", [(None, ["Wamen Komdigi"])]),
    ("Kabag Prokompim, Kepala Bulog, dan Kepala Perhutani Kabupaten Lahat hadir.",
     [(None, ["Kabag Prokompim"]), (None, ["Kepala Bulog"]), (None, ["Kepala Perhutani Kabupaten Lahat"])]),
    ("Bupati Lahat dalam amanatnya meminta warga tenang.", [(None, ["Bupati Lahat"])]),
    ("Presiden dan Wakil Presiden Rahman Idris dan Yusuf Marpaung hadir.",
     [("Rahman Idris", ["Presiden"]), ("Yusuf Marpaung", ["Wakil Presiden"])]),
    ("Panen di Desa Sukamulya dihadiri Kades Sukamulya dan Dandim 0405 Lahat.",
     [(None, ["Kades Sukamulya"]), (None, ["Dandim 0405 Lahat"])]),
    ("Hadir para camat dan lurah, para Camat dan Lurah se-Lahat.", []),
    # whoever held it then; honorifics of others; a rank with its force, and one in small letters; a surname behind a particle
    ("Bupati Lahat saat itu, Drs. Ari Januardi, hadir.", [("Ari Januardi", ["Bupati Lahat"])]),
    ("Ia bertemu Presiden Singapura, Yang Mulia Ari Januardi, kemarin.", [("Ari Januardi", ["Presiden Singapura"])]),
    ("Dandim Lahat, Letkol inf Ari Januardi, hadir.", [("Ari Januardi", ["Dandim Lahat"])]),
    ("Kepala BNPT Laksdya TNI Ari Januardi hadir.", [("Ari Januardi", ["Kepala BNPT"])]),
    ("Kepala Dinas Sosial, Ir. Tini br. Januardi, MM, hadir.", [("Tini br. Januardi", ["Kepala Dinas Sosial"])]),
    ("Kepala Dinas Pengairan Lahat hadir.", [(None, ["Kepala Dinas Pengairan Lahat"])]),
    ("Kabid Penanggulangan Kemiskinan dari Kementerian Sosial Ari Januardi hadir.",
     [("Ari Januardi", ["Kabid Penanggulangan Kemiskinan dari Kementerian Sosial"])]),
    ("Beras untuk 142 Kepala Keluarga Penerima Manfaat.", []),
    ("“Aman,” kata Camat Selong.", [(None, ["Camat Selong"])]),
    ("Menteri Agraria dan Tata Ruang/Kepala Badan Pertanahan Nasional Ari Januardi hadir.",
     [("Ari Januardi", ["Menteri Agraria dan Tata Ruang/Kepala Badan Pertanahan Nasional"])]),
    ("Wakil Bupati Lahat Ari Januardi yang juga menjabat sebagai Ketua TPPS hadir.",
     [("Ari Januardi", ["Wakil Bupati Lahat", "Ketua TPPS"])]),
    # the one word behind a title is a hospital's, an office building's or a village's
    ("Hadir Direktur RSUD Selong, Kepala BPKAD dan warga.", [(None, ["Direktur RSUD Selong"]), (None, ["Kepala BPKAD"])]),
    ("Rapat di Aula Kantor Camat Latina berjalan lancar.", []),
    # a name that two districts share
    ("Camat Gunung Meriah hadir.", [(None, ["Camat Gunung Meriah"])]),
    ("Hadir Kades Sukamaju dan warga.", [(None, ["Kades Sukamaju"])]),
    ("Kepala Bapeda dan Kepala Satpol PP hadir.", [(None, ["Kepala Bapeda"]), (None, ["Kepala Satpol PP"])]),
    # whoever comes for another
    ("Hadir Camat Selong diwakili H. Ari Januardi dan warga.", [(None, ["Camat Selong"]), ("Ari Januardi", ["Camat Selong"])]),
    ("Bupati dan Wakil Bupati Lahat, Drs. Ari Januardi, M.Si dan Tini Lestari hadir.",
     [("Ari Januardi", ["Bupati"]), ("Tini Lestari", ["Wakil Bupati Lahat"])]),
    ("Ketua MUI Kapuas Hilir hadir.", [(None, ["Ketua MUI Kapuas Hilir"])]),
    # a name that begins like a region, a month or a weekday
    ("Wali Kota Serang Kediri Santoso hadir.", [("Kediri Santoso", ["Wali Kota Serang"])]),
    ("Sekda Garut Agustus Napitupulu hadir.", [("Agustus Napitupulu", ["Sekda Garut"])]),
    ("Sekda Garut, Minggu Sitompul, hadir.", [("Minggu Sitompul", ["Sekda Garut"])]),
    ("Sekda Garut Senin Pagi memimpin apel.", [(None, ["Sekda Garut"])]),
    ("Sekda Garut, Mei 2024, memimpin apel.", [(None, ["Sekda Garut"])]),
    ("Bupati Garut Jawa Barat Hasan Aden hadir.", [("Hasan Aden", ["Bupati Garut Jawa Barat"])]),
    ("Bupati Garut, Jawa Barat, Hasan Aden, hadir.", [("Hasan Aden", ["Bupati Garut, Jawa Barat"])]),
    ("Kapolresta Serang Kota Kombes Pol Hasan Aden hadir.", [("Hasan Aden", ["Kapolresta Serang Kota"])]),
    ("Kapolsek Garut Kota Kompol Hasan Aden hadir.", [("Hasan Aden", ["Kapolsek Garut Kota"])]),
    ("Kapolres Metro Depok Kombes Pol Hasan Aden hadir.", [("Hasan Aden", ["Kapolres Metro Depok"])]),
    ("Presiden Turki Hasan Aden hadir.", [("Hasan Aden", ["Presiden Turki"])]),
    # words that go with the office
    ("Bupati Garut nonaktif Hasan Aden hadir.", [("Hasan Aden", ["Bupati Garut nonaktif"])]),
    ("Bupati Garut ke-7 Hasan Aden hadir.", [("Hasan Aden", ["Bupati Garut ke-7"])]),
    ("Bupati Garut periode 2019–2024 Hasan Aden hadir.", [("Hasan Aden", ["Bupati Garut periode 2019–2024"])]),
    ("Mantan Pj. Bupati Garut Hasan Aden hadir.", [("Hasan Aden", ["Mantan Pj. Bupati Garut"])]),
    ("Hasan terpilih sebagai Bupati Garut.", [(None, ["Bupati Garut"])]),
    # two persons, several persons
    ("Bupati dan Wabup Garut Hasan-Tini hadir.", [("Hasan", ["Bupati"]), ("Tini", ["Wabup Garut"])]),
    ("Bupati dan Wakil Bupati Garut, Hasan Aden-Tini Lestari, hadir.",
     [("Hasan Aden", ["Bupati"]), ("Tini Lestari", ["Wakil Bupati Garut"])]),
    # a thing that is named after an office, an office that many hold, one whose holder is not meant
    ("Asosiasi Bupati Indonesia berkumpul, seri Presiden dan Wakil Presiden dijual.", []),
    ("Imbauan itu untuk seluruh camat/lurah dan setiap Kepala Daerah.", []),
    ("Peserta menyebut nama Gubernur dan nama wakil presiden.", []),
    ("Ia bicara atas nama Gubernur Riau.", [(None, ["Gubernur Riau"])]),
    ("Keputusan Menteri Agama No. PAS-7.PK.02 berlaku.", []),
    # a rank is no office, a role of a day neither
    ("Hadir Irjen Hasan Aden.", []),
    ("Irjen Kemenhub Hasan Aden hadir.", [("Hasan Aden", ["Irjen Kemenhub"])]),
    ("Kepala Staf Kostrad Jendral TNI (Purn) Hasan Aden hadir.", [("Hasan Aden", ["Kepala Staf Kostrad"])]),
    ("Narasumber Hasan Aden memberi materi.", [("Hasan Aden", [])]),
    # a stop within a title, the number of the next of a list
    ("Ketua TP. PKK Garut Tini Lestari hadir.", [("Tini Lestari", ["Ketua TP. PKK Garut"])]),
    ("Asisten Umum Pemkab. Garut, Hasan Aden, hadir.", [("Hasan Aden", ["Asisten Umum Pemkab. Garut"])]),
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
    ("Bupati Lahat DR H Mukhlis Arifin, S. Sos, MPM hadir.", ("DR", "H"), ("S. Sos", "MPM")),
    ("Bupati Lahat dr Mukhlis Arifin hadir.", ("dr",), ()),
    ("Danrem 102/Pjg Brigadir Jenderal (Brigjen) TNI Mukhlis Arifin hadir.", ("Brigadir Jenderal (Brigjen) TNI",), ()),
    ("Kapolres Lahat Ajun Komisaris Besar Polisi Mukhlis Arifin hadir.", ("Ajun Komisaris Besar Polisi",), ()),
    ("Bupati Lahat Mukhlis Arifin SE MH hadir.", (), ("SE", "MH")),
    ("Bupati Lahat Hj. Nuraini,S.Pd.,M.Pd hadir.", ("Hj.",), ("S.Pd", "M.Pd")),
    ("Kepala Dinas Sosial Mukhlis Arifin, S.T., M.P.S., M.Hum, hadir.", (), ("S.T", "M.P.S", "M.Hum")),
    ("Dandim 0405 Letkol C.Zi. Mukhlis Arifin hadir.", ("Letkol C.Zi.",), ()),
    ("Duta Besar Inggris, Sir Dominic Harwood, hadir.", ("Sir",), ()),
    ("Ketua DPRD Lahat Mukhlis M.T. Arifin, hadir.", (), ()),
    ("Bupati Lahat Prof. Dr. rer. pol. Mukhlis Arifin hadir.", ("Prof.", "Dr.", "rer. pol."), ()),
    ("Direktur RSUD Lahat dr. Mukhlis Arifin, Sp.PD-KGEH, Sp.A(K), M.Kes hadir.", ("dr.",), ("Sp.PD-KGEH", "Sp.A(K)", "M.Kes")),
])  # fmt: skip
def test_honorifics_and_degrees_are_split_off(nlp, sentence, honorifics, degrees):
    (mention,) = people(nlp(sentence), default())
    assert (mention.value.honorifics, mention.value.degrees) == (honorifics, degrees)


@pytest.mark.parametrize(("sentence", "full", "office", "organisation", "code", "acting"), [
    ("Wagub Kalteng Bagas Tumenggung hadir.", "Wakil Gubernur Kalimantan Tengah", "Wakil Gubernur", None, "62", None),
    ("Plt. Bupati Lahat Mukhlis Arifin hadir.", "Bupati Lahat", "Bupati", None, "16.04", "Plt."),
    ("Penjabat (Pj.) Bupati Lahat Mukhlis Arifin hadir.", "Bupati Lahat", "Bupati", None, "16.04", "Pj."),
    ("Pelaksana Tugas (Plt) Sekretaris Daerah (Sekda) Lahat Tia Amalia hadir.", "Sekretaris Daerah Lahat", "Sekretaris Daerah",
     None, "16.04", "Plt."),
    ("Kepala Dinas Sosial Lahat Tia Amalia hadir.", "Kepala Dinas Sosial Lahat", "Kepala Dinas", "Dinas Sosial Lahat", "16.04", None),
    ("Kepala Bappeda Tia Amalia hadir.", "Kepala Bappeda", "Kepala Bappeda", "Bappeda", None, None),
    ("Anggota DPRD Kabupaten Lahat Tia Amalia hadir.", "Anggota DPRD Kabupaten Lahat", "Anggota DPRD", "DPRD Kabupaten Lahat", "16.04",
     None),
    ("Asisten 2 Setda Tia Amalia hadir.", "Asisten 2 Setda", "Asisten", "Setda", None, None),
    ("Kabid Mutasi BKPSDM Lahat Tia Amalia hadir.", "Kepala Bidang Mutasi BKPSDM Lahat", "Kepala Bidang", "BKPSDM Lahat", "16.04", None),
    ("Ketua Pengurus Harian Tia Amalia hadir.", "Ketua Pengurus Harian", "Ketua", "Pengurus Harian", None, None),
    ("Menteri Keuangan Tia Amalia hadir.", "Menteri Keuangan", "Menteri", None, None, None),
    ("Mantan Bupati Lahat Tia Amalia hadir.", "Mantan Bupati Lahat", "Mantan Bupati", None, "16.04", None),
    ("Calon Wali Kota Bekasi Tia Amalia hadir.", "Calon Wali Kota Bekasi", "Calon Wali Kota", None, "32.75", None),
    ("Bupati Lahat Terpilih Tia Amalia hadir.", "Bupati Lahat terpilih", "Bupati terpilih", None, "16.04", None),
    ("Plh. Kadis Sosial Kota Bekasi Tia Amalia hadir.", "Kepala Dinas Sosial Kota Bekasi", "Kepala Dinas",
     "Dinas Sosial Kota Bekasi", "32.75", "Plh."),
])  # fmt: skip
def test_a_title_is_taken_apart(nlp, sentence, full, office, organisation, code, acting):
    (mention,) = people(nlp(sentence), default())
    (title,) = mention.value.titles
    assert (title.full, title.office, title.organisation, title.region_code, title.acting) == (
        full, office, organisation, code, acting,
    )  # fmt: skip


def _read(nlp, marked):
    """People in a text whose TITLE stands in « », PER in ‹ ›, LOC in ⟨ ⟩ and ORG in ⟦ ⟧, as if the model had marked them."""
    text = re.sub("[«»‹›⟨⟩⟦⟧]", "", marked)
    doc = nlp(text)
    labels = {"«": "TITLE", "‹": "PER", "⟨": "LOC", "⟦": "ORG"}
    spans = {mark: [] for mark in labels}
    at, opened = 0, []
    for character in marked:
        if character in labels:
            opened.append((character, at))
        elif character in "»›⟩⟧":
            kind, start = opened.pop()
            spans[kind].append(doc.char_span(start, at, label=labels[kind]))
        else:
            at += 1
    doc.set_ents(spans["‹"] + spans["⟨"] + spans["⟦"])
    doc.spans["layer"] = spans["«"]
    return [(m.value.name, [title.text for title in m.value.titles]) for m in people(doc, default())]


@pytest.mark.parametrize(("marked", "expected"), [
    # an office that no list has
    ("«Bunda Literasi Kota Palu» ‹Sri Wulan› membacakan dongeng.", [("Sri Wulan", ["Bunda Literasi Kota Palu"])]),
    ("‹Tono Wiguna› selaku «Panglima Laot Lhok Alue» melarang pukat.", [("Tono Wiguna", ["Panglima Laot Lhok Alue"])]),
    ("«Bunda Literasi Kota Palu» hadir.", []),
    # where a title ends that a list has the head of
    ("«Lurah Bungin Indah» ‹Ranti Sopacua› menutup lomba.", [("Ranti Sopacua", ["Lurah Bungin Indah"])]),
    ("«Kepala Desa Sukorame» Mulki Hatta menutup lomba.", [("Mulki Hatta", ["Kepala Desa Sukorame"])]),
    ("«Bupati Lahat Damar» ‹Kusni› menutup lomba.", [("Damar Kusni", ["Bupati Lahat"])]),
    ("Direktur Perumda ‹Benuo Sanjaya Ratih Mulia› pulang.", [("Benuo Sanjaya Ratih Mulia", ["Direktur Perumda"])]),
    # where a place ends and a name begins
    ("Di Kantor Desa Tolo hadir Kepala Desa ‹Tolo Ari Januardi›.", [("Ari Januardi", ["Kepala Desa Tolo"])]),
    ("Di Kecamatan Tolo hadir «Camat Tolo Ari» ‹Januardi Salim›.", [("Ari Januardi Salim", ["Camat Tolo"])]),
    ("Di Desa Tolo Indah hadir «Kades Tolo Indah» ‹Ari Januardi›.", [("Ari Januardi", ["Kades Tolo Indah"])]),
    ("Bhabinkamtibmas Polsek ‹Tolo Bripka Januardi› hadir.", [("Januardi", ["Bhabinkamtibmas Polsek Tolo"])]),
    ("Camat Selong ‹Ari Januardi› hadir, kata «Camat ⟨Januardi⟩».",
     [("Ari Januardi", ["Camat Selong"]), ("Januardi", ["Camat"])]),
    ("«Kepala BPS Margo» Rudianto hadir.", [("Margo Rudianto", ["Kepala BPS"])]),
    ("«Kepala Biro Humas - Ari» ‹Januardi Salim›.", [("Ari Januardi Salim", ["Kepala Biro Humas"])]),
    ("Pangdam XVI/Pattimura Mayjen TNI ‹Ari› hadir.", [("Ari", ["Pangdam XVI/Pattimura"])]),
    ("Danlanud ⟨Tolo⟩ membuka lomba.", [(None, ["Danlanud Tolo"])]),
    ("Humas Pelarian dicari.", []),
    ("Lurah ‹Teges›, ‹Ari Januardi› hadir.", [("Ari Januardi", ["Lurah Teges"])]),
    ("Hadir ‹Yance Mote› («Kepala Desa Tolo)» dan warga.", [("Yance Mote", ["Kepala Desa Tolo"])]),
    # names with their titles behind them
    ("Hadir ‹Ari Januardi› Camat Selong, ‹Tini Lestari› Lurah Menggala, ‹Yance Mote› «Kades Tolo».",
     [("Ari Januardi", ["Camat Selong"]), ("Tini Lestari", ["Lurah Menggala"]), ("Yance Mote", ["Kades Tolo"])]),
    ("‹Ari Januardi› dari Dinas Sosial menjabat sebagai Kepala Bidang Aset, ‹Tini Lestari› hadir.",
     [("Ari Januardi", ["Kepala Bidang Aset"]), ("Tini Lestari", [])]),
    ("Hadir ‹Ari Januardi›, M.Si yang menjabat sebagai Kepala Bappeda, ‹Tini Lestari›, S.Sos yang merupakan Kepala Biro Umum.",
     [("Ari Januardi", ["Kepala Bappeda"]), ("Tini Lestari", ["Kepala Biro Umum"])]),
    ("‹Ari Januardi› adalah Kepala Biro Umum.", [("Ari Januardi", ["Kepala Biro Umum"])]),
    ("Yang dilantik:\n1. ‹Ari Januardi› — Kepala Biro Umum\n2. ‹Tini Lestari› - Kepala Bappeda",
     [("Ari Januardi", ["Kepala Biro Umum"]), ("Tini Lestari", ["Kepala Bappeda"])]),
    ("Narahubung\n‹Ari Januardi›\nKepala Biro Umum\nEmail: humas@lahat.id", [("Ari Januardi", ["Kepala Biro Umum"])]),
    # words that no list has between a title and a name
    ("Ketua Perhimpunan Hotel dan Restoran (PHR) Selat ‹Bowo Kristianto› setuju.",
     [("Bowo Kristianto", ["Ketua Perhimpunan Hotel dan Restoran (PHR) Selat"])]),
    ("Kepala BPKP ‹Sulsel Rudi Hasan› datang.", [("Rudi Hasan", ["Kepala BPKP Sulsel"])]),
    # a name the model knows, a title behind its comma, no name behind that
    ("Hadir ‹Stella Ooi›, «Manajer Pengadaan PT» Resina Nusantara.", [("Stella Ooi", ["Manajer Pengadaan PT"])]),
    # a name whose word no name has, for those who do not know this one
    ("Penjabat Bupati Lahat ‹Asmara Dewan› hadir.", [("Asmara Dewan", ["Penjabat Bupati Lahat"])]),
    # a name that looks like a verb, and verbs
    ("Wakil Gubernur Banten ‹Dimyati Karim› hadir.", [("Dimyati Karim", ["Wakil Gubernur Banten"])]),
    ("Bupati Lahat ‹Didampingi› Warga", [(None, ["Bupati Lahat"])]),
    # the model takes the name along
    ("«Sekretaris Daerah ‹Samsir›» hadir.", [("Samsir", ["Sekretaris Daerah"])]),
    ("Hadir «‹Ari Januardi›» dan warga.", [("Ari Januardi", [])]),
    ("Hadir «Pj.» ‹Ari Januardi› dan warga.", [("Ari Januardi", ["Pj."])]),
    ("«Camat ⟨Cibereum⟩» hadir.", [(None, ["Camat Cibereum"])]),
    ("«Menteri Desa Republik Indonesia (RI») H. ‹Yandi Surya› datang.", [("Yandi Surya", ["Menteri Desa Republik Indonesia (RI)"])]),
    ("Kapolda Jateng Irjen Pol ‹Doni Kuncoro› hadir.", [("Doni Kuncoro", ["Kapolda Jateng"])]),
    ("Kepala DP2KBP3A Nurul Azmi hadir.", [("Nurul Azmi", ["Kepala DP2KBP3A"])]),
    ("Kepala Dinas Sosial ‹Tri wahyudin› hadir.", [("Tri wahyudin", ["Kepala Dinas Sosial"])]),
    ("Sekjen ‹Kemenperin Burhan Maulana› hadir.", [("Burhan Maulana", ["Sekjen Kemenperin"])]),
    ("Dandim 0405 ‹LH Kolonel Inf Bagus Yudha› hadir.", [("Bagus Yudha", ["Dandim 0405 LH"])]),
    ("Kabid Layanan ‹E Government›, ‹Ridho Djamal› menggelar rapat.", [("Ridho Djamal", ["Kabid Layanan E Government"])]),
    # a name that the model takes for the end of an organisation; the first word of a name; words in lower case before a comma
    ("⟦Direktur RSUD Kasih Ibunda⟧ menilai ‹Ari Januardi› sehat.", [(None, ["Direktur RSUD Kasih Ibunda"]), ("Ari Januardi", [])]),
    ("Menag Yaqut ‹Ari Januardi› hadir.", [("Yaqut Ari Januardi", ["Menag"])]),
    ("Ketua panitia lokal, ‹Ari Januardi›, hadir.", [("Ari Januardi", ["Ketua panitia lokal"])]),
    ("Kepala Dinas Sosial yang juga Ketua panitia lokal, ‹Ari Januardi›, hadir.",
     [("Ari Januardi", ["Kepala Dinas Sosial", "Ketua panitia lokal"])]),
    # of the place that is spoken of; who held the office before; the full stop of a degree; an acting form behind a name
    ("Camat setempat ‹Ari Januardi› hadir.", [("Ari Januardi", ["Camat"])]),
    ("Camat Tolo yang sebelumnya dijabat oleh ‹Ari Januardi› pindah.", [("Ari Januardi", ["Camat Tolo"])]),
    ("Hadir ‹Ari Januardi›, ST., MT. selaku Kepala Dinas Sosial.", [("Ari Januardi", ["Kepala Dinas Sosial"])]),
    ("Hadir ‹Ari Januardi› Plt. Wali Kota Palu.", [("Ari Januardi", ["Plt. Wali Kota Palu"])]),
    ("‹Ari Januardi› secara resmi menjabat sebagai Camat Selong.", [("Ari Januardi", ["Camat Selong"])]),
    # a role and the office of who plays it
    ("Bertindak sebagai Pemimpin Upacara Kapolres Lahat AKBP ‹Ari Januardi›.", [("Ari Januardi", ["Kapolres Lahat"])]),
    ("Narasumber ‹Ari Januardi› ( Camat Selong) hadir.", [("Ari Januardi", ["Camat Selong"])]),
    ("Hadir Wakil Rektor ‹I Bapak Dr. Ari Januardi›.", [("Ari Januardi", ["Wakil Rektor I"])]),
    ("‹Tini Lestari› pulang. Hal itu dibenarkan Dr. Ari Januardi, M.Kes, kepala Dinas Sosial.",
     [("Tini Lestari", []), ("Ari Januardi", ["kepala Dinas Sosial"])]),
    # a dateline, a country, a region in the middle of a name
    ("PALU-Wali Kota Palu ‹Ari Januardi› hadir.", [("Ari Januardi", ["Wali Kota Palu"])]),
    ("Dubes LBBP Kerajaan Belanda ‹Ari Januardi› hadir.", [("Ari Januardi", ["Dubes LBBP Kerajaan Belanda"])]),
    ("«Direktur ⟦PT Lahat Jaya⟧», ‹Ari Januardi›, hadir.", [("Ari Januardi", ["Direktur PT Lahat Jaya"])]),
    ("Hadir H.‹E. Dominic Harwood›, Duta Besar Inggris.", [("Dominic Harwood", ["Duta Besar Inggris"])]),
    ("Ketua PMI Lahat, Tugino menyebut stok aman, ‹Ari Januardi› hadir.", [("Tugino", ["Ketua PMI Lahat"]), ("Ari Januardi", [])]),
    # one word that the model knows, words that it does not know
    ("Kepala Bagian Umum Setda, ‹Ari› yang hadir, pulang.", [("Ari", ["Kepala Bagian Umum Setda"])]),
    ("Bupati Lahat, Ari Januardi dan Bupati Garut, ‹Tini Lestari›, hadir.",
     [("Ari Januardi", ["Bupati Lahat"]), ("Tini Lestari", ["Bupati Garut"])]),
    ("«Menteri Kominfo» penyediaan layanan ramai, kata ‹Tini Lestari›.", [(None, ["Menteri Kominfo"]), ("Tini Lestari", [])]),
    # a first name that the model gives to the title, and an organisation's own name that is none
    ("«Dirjen Industri Agro Pandu» ‹Sutarjo› hadir.", [("Pandu Sutarjo", ["Dirjen Industri Agro"])]),
    ("«Wakil Gubernur Indah» ‹Sofia Rahman› hadir.", [("Indah Sofia Rahman", ["Wakil Gubernur"])]),
    ("LAHAT-«Pimpinan DPRD» Lahat menerima tamu.", []),
    ("«Ketua Koperasi Mekarsari» ‹Wagino› hadir.", [("Wagino", ["Ketua Koperasi Mekarsari"])]),
    # an organisation that the model takes for a person, or a part of one
    ("Politeknik Negeri Tolo (Polito) maju. Direktur ‹Polito›, ‹Ari Januardi›, hadir.", [("Ari Januardi", ["Direktur Polito"])]),
    ("Rektor ‹UNTOL›, Prof. ‹Ari Januardi›, hadir.", [("Ari Januardi", ["Rektor UNTOL"])]),
    ("Nasabah Bank Tolo senang. Direktur Utama Bank ‹Tolo Ari Januardi› hadir.", [("Ari Januardi", ["Direktur Utama Bank Tolo"])]),
    ("Kepala Dinas PU ‹Pengairan Ari Januardi› hadir.", [("Ari Januardi", ["Kepala Dinas PU Pengairan"])]),
    ("Ketua ⟦Himpunan Penenun Tolo⟧ ‹Ari Januardi› hadir.", [("Ari Januardi", ["Ketua Himpunan Penenun Tolo"])]),
    ("«Kepala Bidang Aset», ⟦BPKAD Kota Palu⟧, Dr. ‹Ari Januardi› hadir.", [("Ari Januardi", ["Kepala Bidang Aset, BPKAD Kota Palu"])]),
    ("Direktur RS. Kasih Ibunda dr. ‹Tini Lestari› hadir.", [("Tini Lestari", ["Direktur RS. Kasih Ibunda"])]),
    ("Hadir Anggota Paskibra dan Camat Selong ‹Ari Januardi›.", [("Ari Januardi", ["Camat Selong"])]),
    # a person named like a town, where no title goes on; the number before a name; an office within a name
    ("Kata ‹Bima Januardi›, lomba ramai.", [("Bima Januardi", [])]),
    ("Kepala Dinas Sosial Kabupaten ‹Bima Januardi Salim› hadir.", [("Januardi Salim", ["Kepala Dinas Sosial Kabupaten Bima"])]),
    ("Tim itu ‹Ari Hakim›, ‹Tini Lestari› dan ‹Yance Mote›.", [("Ari Hakim", []), ("Tini Lestari", []), ("Yance Mote", [])]),
    # a headline goes on behind the name
    ("Sekda ‹Ari Januardi Bantah Isu›\n\nSekda ‹Ari Januardi› membantah kabar itu.",
     [("Ari Januardi", ["Sekda"]), ("Ari Januardi", ["Sekda"])]),
    # the name in brackets behind the title, a list behind it, the next title behind a name
    ("Hadir Kepala Dinas Sosial (‹Ari Januardi›) dan warga.", [("Ari Januardi", ["Kepala Dinas Sosial"])]),
    ("Anggota DPRD Palu, yaitu ‹Ari Januardi›, ‹Tini Lestari› dan ‹Yance Mote› hadir.",
     [("Ari Januardi", ["Anggota DPRD Palu"]), ("Tini Lestari", ["Anggota DPRD Palu"]), ("Yance Mote", ["Anggota DPRD Palu"])]),
    ("Kepala Bappeda Palu, ‹Ari› dan Kepala Dinas Sosial, ‹Tini› hadir.",
     [("Ari", ["Kepala Bappeda Palu"]), ("Tini", ["Kepala Dinas Sosial"])]),
    ("“Aman,” katanya kepada ‹Yance Mote› («Kepala Biro Umum) untuk» hari itu.", [("Yance Mote", ["Kepala Biro Umum"])]),
    ("‹Yance Mote›, narasumber acara yang juga Kepala Biro Umum, hadir.", [("Yance Mote", ["Kepala Biro Umum"])]),
    ("Ia melantik ‹Budi Hartono›, SE dan ‹Siti Aminah› sebagai Bupati dan Wakil Bupati Lahat.",
     [("Budi Hartono", ["Bupati"]), ("Siti Aminah", ["Wakil Bupati Lahat"])]),
])  # fmt: skip
def test_titles_that_the_model_marks(nlp, marked, expected):
    assert _read(nlp, marked) == expected


def test_a_verb_behind_a_name_is_none_of_it():
    assert name_at("Rudi Salim Menghadiri Lomba", 0, default(), known_to=21).text == "Rudi Salim"


@pytest.mark.parametrize(("text", "expected"), [
    ("Plt. Bunda Literasi Jakarta Timur", ("Bunda Literasi", "Jakarta Timur", "Plt.")),
    ("PPK 3.4 Satker PJN Wilayah II", ("PPK 3.4 Satker", None, None)),      # its own first word is an acronym
    ("CEO PT Resina", ("CEO", None, None)),
    ("Plt.", ("Plt.", None, "Plt.")),
])  # fmt: skip
def test_a_title_without_a_known_office_is_taken_apart(text, expected):
    title = title_without_head(text, 0, len(text), default())
    assert (title.office, title.region, title.acting) == expected
