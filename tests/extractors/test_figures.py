"""Figures: what sentences of releases state, one table per thing that can be said about a number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.extractors.figures.measured import decided, without_repeats
from extract.mentions import Figure, Mention
from extract.pipeline import Pipeline
from extract.resolve.figures import resolve_figures

PIPELINE = Pipeline()


def mentions(text: str) -> list[Mention[Figure]]:
    """What the release says in the end: an extractor by itself reads sentence by sentence."""
    doc = PIPELINE.analyse(text)
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    return resolve_figures(doc._.extract_mentions["figures"], sentences, doc._.extract_layout.title)


def read(text: str) -> list[Figure]:
    return [mention.value for mention in mentions(text)]


def values(text: str) -> list[tuple[int | float, str]]:
    return [(figure.value, figure.unit) for figure in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Upacara Hari Jadi ke-65 digelar di Lapangan Merdeka.",
        "MTQ ke XXVIII dibuka di Kecamatan Gunung Timang.",
        "Bupati meninjau SMP Negeri 2 Sukadana dan SDN 3 Muara Teweh.",
        "Warga RT 05 RW 02 Kelurahan Mentaya menyambut Wali Kota.",
        "Rapat berlangsung di lantai 3 Gedung B, Jalan Ahmad Yani nomor 12.",
        "Sesuai Peraturan Pemerintah Nomor 12 Tahun 2019 Pasal 5 ayat 2.",
        "Mengacu pada UU 23/2014 dan Perda No. 5 Tahun 2021.",
        "Acara dimulai pukul 09.30 WIB dan ditutup pukul 12.00 WIB.",
        "Kegiatan digelar Selasa (14/5/2024) di Aula Kantor Bupati.",
        "Pelatihan berlangsung 5-7 Mei 2024 di Hotel Aria.",
        "Pelantikan dilaksanakan pada tanggal 9 dan 10 Desember di Sampit.",
        "Hubungi nomor telepon 081234567890 untuk pendaftaran.",
        "Danramil 1013 dan Kodim 0706 mengirim personel.",
        "Atlet kelas 3 meraih peringkat 2 dan masuk tahap II.",
        "Sosialisasi Industri 4.0 dan Society 5.0 bagi guru.",
        "Pejabat eselon 2 dan Komisi 3 hadir.",
        "Penerima vaksin Covid-19 dosis 2 bertambah.",
        "Ia menjelaskan kaidah 5W+1H kepada wartawan.",
        "Kabupaten Lima Puluh Kota menjadi salah satu penerima.",
        "Mereka saling menghormati satu sama lain, satu per satu maju.",
        "Program Satu Data Indonesia dibahas kedua belah pihak.",
        "Masa bakti 2024-2029 telah dimulai pada tahun 2024.",
        "Pada triwulan 3 tahun 2024 kegiatan itu dimulai.",
        "Rapat itu terakhir digelar 3 tahun lalu.",
        "Tersangka AR (35) dan MS (28) diamankan petugas.",
        "Pertandingan berakhir dengan skor 3-1 untuk tuan rumah.",
        "Gala Siswa 2023 ditutup meriah.",
        "Kereta Api Kertajaya 255 berangkat terlambat.",
        "Saluran di RT 3, 4 dan 7 dibersihkan.",
        "Petani menanam padi inpari 32 dan inpari 42.",
        "Daftar pejabat:\n1. Rudi Hartono\n2. Sinta Maharani",
        "Warga bergotong royong di balai desa.\n\n7\n\nMereka menanam pohon.",
    ],
)
def test_no_figure(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jumlah penduduk mencapai 2.716.950 jiwa.", [(2716950, "person")]),
        ("Kegiatan diikuti 150 peserta.", [(150, "person")]),
        ("Bantuan untuk 1.200 pelaku usaha mikro.", [(1200, "person")]),
        ("Bupati melantik 45 pejabat administrator.", [(45, "person")]),
        ("Lomba lari diikuti 2.500 pelari.", [(2500, "person")]),
        ("Sebanyak 21,3 juta KPM menerima beras.", [(21300000, "household")]),
        ("Banjir merendam 1.234 rumah di 5 desa.", [(1234, "unit"), (5, "unit")]),
        ("Kabupaten itu memiliki 14 Kecamatan dan 122 Kampung.", [(14, "unit"), (122, "unit")]),
        ("Dilepasliarkan 12 ekor burung elang.", [(12, "head")]),
        ("Petugas menyita 1,5 kg sabu dan 200 butir ekstasi.", [(1.5, "kg"), (200, "unit")]),
        ("Luas panen sekitar 10,2 juta hektare.", [(10200000, "ha")]),
        ("Hasil panen 6,5 ton per hektare.", [(6.5, "ton/ha")]),
        ("Volume sampah 1.300 ton per hari.", [(1300, "ton/day")]),
        ("Jalan sepanjang 12,5 kilometer dibangun.", [(12.5, "km")]),
        ("PLTS berkapasitas 50 MW diresmikan.", [(50, "MW")]),
        ("Suhu udara mencapai 36 derajat Celsius.", [(36, "°C")]),
        ("Pagu sebesar Rp1,5 triliun disetujui.", [(1500000000000, "IDR")]),
        ("Nilai ekspor sebesar USD 20,52 miliar.", [(20520000000, "USD")]),
        ("Anggaran sebesar 54 miliar disiapkan.", [(54000000000, "IDR")]),
        ("Realisasi belanja 1,8 triliun rupiah.", [(1800000000000, "IDR")]),
        ("Pemprov menerima DAK fisik Rp1,1 T dan DBH Rp750 M.", [(1100000000000, "IDR"), (750000000000, "IDR")]),
        ("Cakupan imunisasi 65% dan vaksinasi 70 persen.", [(65, "percent"), (70, "percent")]),
        ("Inflasi naik 0,54 persen poin.", [(0.54, "percentage point")]),
        ("Indeks Harga Konsumen sebesar 106,28.", [(106.28, "index")]),
        ("Skor SPBE mencapai 3,72.", [(3.72, "index")]),
        ("Nota kesepahaman berlaku selama lima tahun.", [(5, "year")]),
        ("Sosialisasi digelar sebanyak tiga kali.", [(3, "times")]),
        ("Ada tiga kecamatan yang terdampak.", [(3, "unit")]),
        ("Tim mengerahkan 2 kapal dan 1 helikopter.", [(2, "unit"), (1, "unit")]),
        ("Dibangun dua puluh lima rumah layak huni.", [(25, "unit")]),
        ("Dilantik 40 (empat puluh) orang PPPK.", [(40, "person")]),
        ("Kontingen meraih 45 emas, 38 perak, dan 52 perunggu.", [(45, "unit"), (38, "unit"), (52, "unit")]),
        ("Capaian masing-masing 10, 15 dan 20 persen.", [(10, "percent"), (15, "percent"), (20, "percent")]),
        ("Sebanyak 1.200 dari 1.500 kepala keluarga sudah menerima.", [(1200, "household"), (1500, "household")]),
        ("Lolos Tim Roket (30), Tim Balon (24), dan Tim Kendali (18).", [(30, "unit"), (24, "unit"), (18, "unit")]),
        ("Korban meninggal 5 orang, luka berat 12 orang.", [(5, "person"), (12, "person")]),
        ("Sawah seluas 2000 hektare menghasilkan 1950 ton gabah.", [(2000, "ha"), (1950, "ton")]),
        ("Inflasi Kota Palu sebesar 0,42 persen-Foto: Rina.", [(0.42, "percent")]),
        ("Nilai kontraknya kurang lebih 2,4M.", [(2400000000, "IDR")]),
        ("Anggaran jalan sepanjang 900 M disetujui.", [(900, "m")]),
        ("Inflasi tercatat sebesar -0,31 persen.", [(-0.31, "percent")]),
        ("Vaksinasi menyasar sasaran 12.400 anak.", [(12400, "person")]),
    ],
)
def test_value_and_unit(text: str, expected: list[tuple[int | float, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "before", "value", "direction", "change"),
    [
        ("Angka kemiskinan turun dari 7,74 persen menjadi 7,46 persen.", 7.74, 7.46, "down", -0.28),
        ("IPM meningkat dari 71,94 pada tahun 2021 menjadi 72,29 pada tahun 2022.", 71.94, 72.29, "up", 0.35),
        ("Skor SPBE naik dari 3,25 di 2022 jadi 3,72 di 2023.", 3.25, 3.72, "up", 0.47),
        ("Prevalensi stunting menurun dari 24,4% (2021) menjadi 21,6% (2022).", 24.4, 21.6, "down", -2.8),
        ("Jumlah wisatawan meningkat dari 1,1 juta orang menjadi 1,5 juta orang.", 1100000, 1500000, "up", 400000),
        ("Angka stunting turun menjadi 14,4 persen dari sebelumnya 21,6 persen.", 21.6, 14.4, "down", -7.2),
        ("PNBP naik menjadi Rp1,79 triliun, dari Rp1,08 triliun pada 2021.", 1080000000000, 1790000000000, "up", 710000000000),
        ("Ekonomi tumbuh 4,88 persen, lebih tinggi dibanding triwulan II 2022 yang tumbuh 4,79 persen.", 4.79, 4.88, "up", 0.09),
        ("Pengangguran sebesar 5,2 persen, angka ini menurun dibandingkan tahun 2022 yaitu 5,8 persen.", 5.8, 5.2, "down", -0.6),
        ("Jumlah peserta yang semula 16 tim menjadi 24 tim.", 16, 24, "up", 8),
        ("Produktivitas mencapai 6,5 ton, naik dari 5,2 ton tahun lalu.", 5.2, 6.5, "up", 1.3),
        ("Kasus DBD tercatat 80 kasus, turun dibanding periode sama tahun lalu 120 kasus.", 120, 80, "down", -40),
        ("Luas tanam bertambah dari 100 menjadi 150 hektare.", 100, 150, "up", 50),
        ("Kemiskinan berada di angka 8,61 persen, turun 0,59 poin dari 9,2 persen.", 9.2, 8.61, "down", -0.59),
        ("Jumlah kasus aktif tinggal 15 dari sebelumnya 120 kasus.", 120, 15, "down", -105),
        ("Di Kota A semula 31 persen turun menjadi 26,5 persen, Kota B dari 28 persen menjadi 23,2 persen.", 31, 26.5, "down", -4.5),
        ("Kredit tumbuh 9,2 persen pada Mei 2023 (April 2023: 9,5 persen).", 9.5, 9.2, "down", -0.3),
        ("Kredit tumbuh 3,5 persen, lebih tinggi dari semester II 2021 sebesar 2,4 persen.", 2.4, 3.5, "up", 1.1),
        ("Rasio elektrifikasi tetap dari 99 persen menjadi 99 persen.", 99, 99, "flat", 0),
    ],
)
def test_trend(text: str, before: float, value: float, direction: str, change: float) -> None:
    figure = read(text)[0]
    assert (figure.from_value, figure.value, figure.direction) == (before, value, direction)
    assert figure.change == pytest.approx(change)


def test_a_change_of_shares_is_in_points() -> None:
    (figure,) = read("Angka kemiskinan turun dari 7,74 persen menjadi 7,46 persen.")
    assert figure.change_unit == "percentage point"


@pytest.mark.parametrize(
    "text",
    [
        "GDP kita itu 45 persen dari GDP seluruh 10 negara.",
        "Rapat dihadiri 30 anggota dari 5 fraksi.",
        "Capaian baru 65 persen dari target 95 persen.",
        "Dari 350 formasi, 200 untuk guru.",
        "Pemkab punya 20 unit ambulans dan 30 unit bus.",
        "Inflasi 2,1 persen lebih rendah dari inflasi nasional sebesar 3,05 persen.",
        "Jaringan terbangun 2.600 km atau 59 persen dari target 4.400 km.",
        "Angka stunting 14,9 persen. Angka ini lebih tinggi dibandingkan Kota Palu yang tercatat 13,8 persen.",
        "Irigasi melayani 5.400 hektare, di mana 3.100 hektare sebelumnya sawah tadah hujan.",
    ],
)
def test_no_trend(text: str) -> None:
    assert [figure.from_value for figure in read(text)] == [None] * len(read(text)) != []


def test_the_size_of_a_change_is_its_own_figure() -> None:
    amount, level = read("Nilai investasi naik 12 persen menjadi Rp4,2 triliun.")
    assert (amount.value, amount.direction, amount.indicator) == (12, "up", "Nilai investasi")
    assert (level.value, level.change, level.change_unit, level.indicator) == (4.2e12, 12, "percent", "Nilai investasi")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Produksi padi naik 65 ribu ton atau 0,14 persen.", ["up", "up"]),
        ("Ekspor turun dibandingkan pada Juni 2022 sebesar 24,1 persen.", ["down"]),
        ("Hal itu dipicu menurunnya ekspor migas sebesar 20,6 persen.", ["down"]),
        ("Harga beras yang naik Menjadi Rp14.000 per kilogram.", ["up"]),
        ("Harga beras naik jadi Rp14.000 per kilogram.", ["up"]),
        ("Ekonomi Riau tumbuh negatif 0,9 persen.", ["down"]),
    ],
)
def test_direction(text: str, expected: list[str]) -> None:
    assert [figure.direction for figure in read(text)] == expected


def test_the_next_sentence_tells_what_it_was() -> None:
    (figure,) = read("Angka stunting tercatat 14 persen. Angka ini turun dari 21 persen pada tahun 2021.")
    assert (figure.value, figure.from_value, figure.direction) == (14, 21, "down")
    assert figure.from_period is not None
    assert figure.from_period.start == "2021-01-01"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Hasil panen 7-8 ton per hektare.", 7, 8, "ton/ha"),
        ("Inflasi dijaga 2 sampai 3 persen.", 2, 3, "percent"),
        ("Harga beras Rp13.000 hingga Rp15.000 per kilogram.", 13000, 15000, "IDR"),
        ("Rata-rata lama sekolah 7 s.d. 9 tahun.", 7, 9, "year"),
        ("Ketinggian air antara 50 dan 100 cm.", 50, 100, "cm"),
        ("Kerugian ditaksir Rp2-3 miliar.", 2000000000, 3000000000, "IDR"),
        ("Kelembapan 70–90 persen.", 70, 90, "percent"),
        ("Target inflasi 2,5 ± 1 persen.", 1.5, 3.5, "percent"),
        ("Kehilangan hasil ditekan tiga sampai lima persen.", 3, 5, "percent"),
        ("Inflasi dijaga 3,0 plus minus satu persen.", 2.0, 4.0, "percent"),
        ("Ekonomi berada pada posisi 5,1-5,2 persen.", 5.1, 5.2, "percent"),
    ],
)
def test_range(text: str, low: float, high: float, unit: str) -> None:
    (figure,) = read(text)
    assert (figure.low, figure.high, figure.unit) == (low, high, unit)


def test_the_value_of_a_range_is_its_upper_end() -> None:
    (figure,) = read("Hasil panen 7-8 ton.")
    assert figure.value == 8


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Luas panen sekitar 500 hektare.", "about"),
        ("Jumlahnya kurang lebih 500 orang.", "about"),
        ("Hampir 500 orang hadir.", "about"),
        ("Minimal 500 orang mendaftar.", "at_least"),
        ("Sedikitnya 500 rumah rusak.", "at_least"),
        ("Paling banyak 500 orang diterima.", "at_most"),
        ("Maksimal 500 orang diterima.", "at_most"),
        ("Lebih dari 500 orang hadir.", "more_than"),
        ("Dana di atas Rp49 miliar diterima.", "more_than"),
        ("Peserta 500 orang lebih.", "more_than"),
        ("Inflasi di bawah 3 persen.", "less_than"),
        ("Kurang dari 500 orang hadir.", "less_than"),
        ("Pemprov menargetkan 60 medali emas.", "target"),
        ("Pemprov memiliki target nasional sebesar 14 persen.", "target"),
        ("Pemerintah menargetkan inflasi berada pada level 3,5 persen.", "target"),
        ("Pendapatan direncanakan Rp1,5 triliun lebih.", "target"),
        ("Realisasi melebihi target dengan capaian 40 persen.", None),
        ("Kunjungan melampaui target yakni sebanyak 500 orang.", None),
        ("Sebanyak 500 orang hadir.", None),
    ],
)
def test_bound(text: str, bound: str | None) -> None:
    (figure,) = read(text)
    assert figure.bound == bound


def test_the_others_are_of_the_same() -> None:
    found = read("Sebanyak 500 orang datang dari Kuta, 450 lainnya dari Ubud.")
    assert [(figure.value, figure.unit) for figure in found] == [(500, "person"), (450, "person")]


def test_the_same_in_other_words() -> None:
    share, people = read("Capaian vaksinasi sudah mencapai 78,4 persen atau 512.300 orang.")
    assert share.indicator == people.indicator == "Capaian vaksinasi"


def test_a_sentence_that_points_back_takes_the_figure_before_it() -> None:
    first, second = read("Pada semester I 2024 produksi padi kota tercatat 746.804 ton. Ini naik 1,12 persen.")
    assert first.indicator == second.indicator is not None
    assert first.period and second.period and second.period.start == first.period.start == "2024-01-01"


def test_what_is_counted() -> None:
    first, second = read("Penilaian kesehatan fiskal terdiri dari 11 variabel dan 7 desa wisata.")
    assert (first.quantity_of, second.quantity_of) == ("variabel", "desa")


@pytest.mark.parametrize(
    ("text", "period", "from_period"),
    [
        ("Kontribusi naik dari 1,42 persen di tahun 2016 menjadi 3,29 persen di tahun 2022.", "2022-01-01", "2016-01-01"),
        ("Pada tahun 2022, PAD mencapai Rp3,4 triliun.", "2022-01-01", None),
        ("Pada triwulan II 2023 ekonomi tumbuh 4,88 persen.", "2023-04-01", None),
        ("Ekspor sebesar USD 2 miliar pada Januari 2024.", "2024-01-01", None),
        ("Pengangguran tahun 2024 sebesar 6,2 persen, naik dari 6,0 persen pada 2023.", "2024-01-01", "2023-01-01"),
        ("Senin (6/5/2024), Bupati mengatakan tahun ini ada 24 penghargaan.", "2024-01-01", None),
        ("Senin (6/5/2024), Bupati membagikan 24 penghargaan.", None, None),
        ("Operasi Ketupat Semeru 2022 melibatkan 120 personel.", None, None),
        ("Pelatihan 14 hari digelar 4 hingga 17 Maret 2024.", None, None),
        ("IPM Kota Batu 2022 adalah 77,22.", "2022-01-01", None),
        ("Pada semester I 2022 ekspor Rp5 miliar, naik dari Rp3 miliar pada periode yang sama tahun 2021.", "2022-01-01", "2021-01-01"),
        ("Prevalensi stunting 17,2% (2023), turun dari 19,5% (2022).", "2023-01-01", "2022-01-01"),
        ("Inflasi 3,5 persen pada Mei 2023, turun dari 4 persen pada April 2023.", "2023-05-01", "2023-04-01"),
        ("Kredit tumbuh 9,2 persen pada Mei 2023 (April 2023: 9,5 persen).", "2023-05-01", "2023-04-01"),
        ("Produksi 2022 turun dari tahun 2021 yang sebesar 5,2 juta ton.", "2021-01-01", None),
        ("Nilai produksi atas dasar harga konstan 2010 mencapai Rp22 miliar.", None, None),
    ],
)
def test_period(text: str, period: str | None, from_period: str | None) -> None:
    figure = read(text)[0]
    assert (figure.period and figure.period.start) == period
    assert (figure.from_period and figure.from_period.start) == from_period


@pytest.mark.parametrize(
    ("title", "start"),
    [("Realisasi PAD Kota Ternate Tahun 2022", "2022-01-01"), ("Realisasi PAD Kota Ternate", None)],
)
def test_the_period_that_the_title_states(title: str, start: str | None) -> None:
    (tax,) = read(f"{title}\n\nTERNATE – Realisasi pajak daerah mencapai Rp4,2 miliar.")
    assert (tax.period and tax.period.start) == start
    assert tax.period is None or tax.period.inherited


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Senin (6/5/2024), ia menyebut ekspor Januari-Maret tahun ini 40 ton.", "2024-01-01", "2024-03-31"),
        ("Senin (6/5/2024), ia menyebut ekspor semester pertama tahun lalu 40 ton.", "2023-01-01", "2023-06-30"),
        ("Angka pengangguran Agustus 2024 sebesar 5,8 persen, pada bulan yang sama tahun 2023, angkanya 6,1 persen.", "2023-08-01", "2023-08-31"),
        ("Produksi padi hingga akhir tahun 2018 mencapai 56 ribu ton.", "2018-01-01", "2018-12-31"),
    ],
)
def test_parts_of_a_year(text: str, start: str, end: str) -> None:
    period = read(text)[-1].period
    assert period is not None
    assert (period.start, period.end) == (start, end)


def test_two_years_are_one_comparison() -> None:
    (figure,) = read("Pada tahun 2023 tercatat 120 kasus, sedangkan tahun 2022 sebanyak 98 kasus.")
    assert (figure.value, figure.from_value, figure.direction) == (120, 98, "up")
    assert figure.period is not None and figure.period.text == "tahun 2023"
    assert figure.from_period is not None and figure.from_period.text == "tahun 2022"


def test_three_years_are_a_series() -> None:
    found = read("Tahun 2021 tercatat 90 kasus, tahun 2022 sebanyak 98 kasus, dan tahun 2023 sebanyak 120 kasus.")
    assert [(figure.value, figure.from_value) for figure in found] == [(90, None), (98, None), (120, None)]
    assert [figure.period and figure.period.text for figure in found] == ["Tahun 2021", "tahun 2022", "tahun 2023"]


def test_a_repeated_figure_is_given_once() -> None:
    opening = "Dinas menyalurkan 500 paket sembako kepada warga terdampak banjir di wilayah bantaran sungai. "
    assert len(read(opening + "Warga mengucapkan terima kasih. " * 20 + "Sebelumnya disiapkan 500 paket sembako.")) == 1


def test_offsets() -> None:
    text = "Belanja daerah sebesar Rp4,2 triliun disepakati."
    (mention,) = mentions(text)
    assert mention.text == "Belanja daerah sebesar Rp4,2 triliun"
    assert text[slice(*mention.value.value_offsets)] == "Rp4,2 triliun"


@pytest.mark.parametrize(
    ("text", "value", "unit", "before", "direction", "period", "quantity_of"),
    [
        (
            "Hingga 31 Oktober 2024, realisasi pendapatan daerah mencapai Rp1,85 triliun atau 81,3 persen dari target Rp2,27 triliun.",
            1850000000000, "IDR", None, None, "2024-01-01", None,
        ),
        (
            "Per 30 November 2023, serapan anggaran Dinas PUPR baru 64,2 persen, padahal tahun lalu sudah 71,5 persen.",
            64.2, "percent", 71.5, "down", "2023-01-01", None,
        ),
        (
            "Realisasi PAD tahun anggaran 2023 sebesar Rp412 miliar, sedangkan tahun 2022 hanya Rp378 miliar.",
            412000000000, "IDR", 378000000000, "up", "2023-01-01", None,
        ),
        (
            "Inflasi tahunan pada Oktober 2024 tercatat 1,71 persen, melandai dari 1,84 persen pada September 2024.",
            1.71, "percent", 1.84, "down", "2024-10-01", None,
        ),
        (
            "Nilai ekspor September 2023 anjlok menjadi US$ 145,2 juta dari US$ 190,7 juta pada Agustus 2023.",
            145200000, "USD", 190700000, "down", "2023-09-01", None,
        ),
        (
            "Nilai Tukar Petani Juli 2024 sebesar 118,42, naik 0,87 persen dibanding Juni 2024 yang sebesar 117,40.",
            118.42, "index", 117.4, "up", "2024-07-01", None,
        ),
        (
            "Persentase penduduk miskin pada Maret 2024 sebesar 9,03 persen, turun 0,33 persen poin terhadap Maret 2023.",
            9.03, "percent", None, "down", "2024-03-01", None,
        ),
        (
            "Jumlah penduduk miskin berkurang dari 182,4 ribu orang pada Maret 2022 menjadi 176,9 ribu orang pada Maret 2023.",
            176900, "person", 182400, "down", "2023-03-01", "orang",
        ),
        (
            "Prevalensi stunting membaik dari 26,4 persen pada 2021 menjadi 19,8 persen pada 2023.",
            19.8, "percent", 26.4, "down", "2023-01-01", None,
        ),
        (
            "Pada 2021 prevalensi stunting masih 26,4 persen, kini tinggal 19,8 persen.",
            19.8, "percent", 26.4, "down", None, None,
        ),
        (
            "Produksi gabah sepanjang 2023 berjumlah 512 ribu ton, tahun 2022 hanya 478 ribu ton.",
            512000, "ton", 478000, "up", "2023-01-01", None,
        ),
        (
            "Kunjungan wisatawan selama Januari–Juni 2024 melonjak menjadi 865 ribu orang dibandingkan tahun lalu yang hanya 610 ribu orang.",
            865000, "person", 610000, "up", "2024-01-01", "orang",
        ),
        (
            "Wisatawan 4.380 orang pada 2021 menjadi 5.120 orang pada 2022.",
            5120, "person", 4380, "up", "2022-01-01", "orang",
        ),
        (
            "Banjir merendam 1.245 rumah dan mengakibatkan kerugian Rp3,4 miliar.",
            1245, "unit", None, None, None, "rumah",
        ),
        (
            "Polisi menyita 2,3 kg sabu, 1.200 butir ekstasi, dan uang tunai Rp45 juta.",
            2.3, "kg", None, None, None, "sabu",
        ),
        (
            "Pengungkapan kasus narkoba tahun 2023 sebanyak 214 kasus, naik dibandingkan tahun 2022 sebanyak 187 kasus.",
            214, "unit", 187, "up", "2023-01-01", "kasus",
        ),
        (
            "Daya tampung PPDB SMP negeri tahun ajaran 2024/2025 sebanyak 4.320 siswa.",
            4320, "person", None, None, "2024-07-01", "siswa",
        ),
        (
            "Kuota jalur zonasi minimal 50 persen dari daya tampung.",
            50, "percent", None, None, None, None,
        ),
        (
            "Cakupan vaksinasi rabies tahun 2023 mencapai 78,2 persen, sebelumnya 65,4 persen.",
            78.2, "percent", 65.4, "up", "2023-01-01", None,
        ),
        (
            "Cakupan imunisasi dasar lengkap 88 persen. Tahun sebelumnya hanya 81 persen.",
            88, "percent", 81, "up", None, None,
        ),
        (
            "Angka putus sekolah 1,2 persen. Capaian itu lebih baik dari tahun 2022, yakni 1,9 persen.",
            1.2, "percent", 1.9, "down", None, None,
        ),
        (
            "Penerimaan pajak terkoreksi dari Rp95 miliar menjadi Rp88 miliar.",
            88000000000, "IDR", 95000000000, "down", None, None,
        ),
        (
            "Honor kader naik dari Rp100 ribu menjadi Rp150 ribu per bulan.",
            150000, "IDR", 100000, "up", None, None,
        ),
        (
            "Waktu tempuh dari 3 jam menjadi 45 menit.",
            45, "minute", 180, "down", None, None,
        ),
        (
            "Pagu dana desa tahun 2024 sebesar Rp98,6 miliar, bertambah Rp4,1 miliar dibandingkan tahun 2023.",
            98600000000, "IDR", None, "up", "2024-01-01", None,
        ),
        (
            "Tingkat Pengangguran Terbuka Agustus 2023 sebesar 4,21 persen, lebih rendah dibandingkan Agustus 2022 sebesar 4,85 persen.",
            4.21, "percent", 4.85, "down", "2023-08-01", None,
        ),
        (
            "Sekitar lima ribu santri mengikuti apel Hari Santri.",
            5000, "person", None, None, None, "santri",
        ),
        (
            "Harga cabai rawit naik dari Rp45.000 menjadi Rp72.000 per kilogram.",
            72000, "IDR", 45000, "up", None, None,
        ),
        (
            "Pendonor yang datang 97 orang, tahun lalu 120 orang.",
            97, "person", 120, "down", None, "orang",
        ),
        (
            "Jumlah koperasi aktif kini 312 unit, dua tahun lalu 275 unit.",
            312, "unit", 275, "up", None, "unit",
        ),
        (
            "Indeks Kualitas Lingkungan Hidup tahun 2023 mencapai 72,45, tahun 2022 berada di angka 70,91.",
            72.45, "index", 70.91, "up", "2023-01-01", None,
        ),
        (
            "Gini rasio Maret 2024 tercatat 0,331, tidak berubah dibandingkan Maret 2023.",
            0.331, "index", None, None, "2024-03-01", None,
        ),
        (
            "Ekonomi triwulan II 2024 tumbuh 5,02 persen, melambat dibanding triwulan I 2024 yang tumbuh 5,11 persen.",
            5.02, "percent", 5.11, "down", "2024-04-01", None,
        ),
        (
            "Titik panas bertambah dari 12 titik menjadi 37 titik.",
            37, "unit", 12, "up", None, "titik",
        ),
        (
            "Kasus demam berdarah dari sebelumnya 340 kasus kini 215 kasus.",
            215, "unit", 340, "down", None, "kasus",
        ),
        (
            "Rata-rata lama menginap tamu hotel 1,62 hari, naik dibanding bulan sebelumnya 1,48 hari.",
            1.62, "day", 1.48, "up", None, None,
        ),
        (
            "Pada triwulan III 2024, investasi terserap Rp2,4 triliun. Angka ini melonjak dari Rp1,6 triliun pada triwulan III 2023.",
            2400000000000, "IDR", 1600000000000, "up", "2024-07-01", None,
        ),
        (
            "Jumlah UMKM binaan 1.240 unit pada 2023, sementara pada 2022 sebanyak 980 unit.",
            1240, "unit", 980, "up", "2023-01-01", "unit",
        ),
    ],
)
def test_what_releases_say_of_budgets_prices_and_people(
    text: str, value: float, unit: str, before: float | None, direction: str | None, period: str | None, quantity_of: str | None
) -> None:
    figure = read(text)[0]
    assert (figure.value, figure.unit, figure.from_value, figure.direction) == (value, unit, before, direction)
    assert (figure.period and figure.period.start, figure.quantity_of) == (period, quantity_of)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Puluhan warga dan ratusan pelajar hadir.", []),
        ("Sebanyak 412 KK atau 1.530 jiwa mengungsi.", [(412, "household"), (1530, "person")]),
        ("Pemkot menyiapkan 20 bus, 5 kapal dan 150 petugas.", [(20, "unit"), (5, "unit"), (150, "person")]),
        ("Gempa dengan magnitudo M5,1 mengguncang Sumba.", [(5.1, "magnitude")]),
        ("Episenter pada koordinat 9,96° LS dan 118,87° BT.", []),
        ("Pedagang kaki lima ditata tanpa gejolak.", []),
        ("Lama sekolah naik tipis ke 7,2 tahun.", [(7.2, "year")]),
    ],
)
def test_which_numbers_are_figures(text: str, expected: list[tuple[float, str]]) -> None:
    assert values(text) == expected


def test_a_change_between_units_is_told_in_that_of_the_value() -> None:
    (figure,) = read("Waktu tempuh dipangkas dari 2 jam menjadi 35 menit.")
    assert (figure.value, figure.unit, figure.from_value, figure.direction) == (35, "minute", 120, "down")


def test_the_size_of_a_change_is_not_what_it_was() -> None:
    level, amount = read("Pagu dana desa tahun 2024 sebesar Rp98,6 miliar, bertambah Rp4,1 miliar dibandingkan tahun 2023.")
    assert (level.from_value, amount.from_value, amount.direction) == (None, None, "up")


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Rapat digelar Senin (3/10/2022). Inflasi September 4,1 persen.", ["2022-09-01"]),
        ("Rapat digelar Senin (3/10/2022). Hingga 30 September, serapan anggaran 58 persen.", ["2022-01-01"]),
        ("Rapat digelar Senin (3/10/2022). Sepanjang September terkumpul 400 laporan.", [None]),
        ("Pada 2019, angka stunting 18,5 persen, tahun 2021 menjadi 19,1 persen.", ["2021-01-01"]),
        ("Tahun 2016 andilnya 1,4 persen, dan pada 2022 sudah menjadi 3,2 persen.", ["2022-01-01"]),
        ("Dibandingkan realisasi 2020 sebesar Rp2,4 triliun, pendapatan turun.", ["2020-01-01"]),
        (
            "Pada 2023 wisatawan mencapai 4,2 juta orang, meningkat 3,2 persen dibandingkan jumlah wisatawan pada periode yang "
            "sama di tahun 2022.",
            ["2023-01-01", "2023-01-01"],
        ),
        ("Sejak Januari-November 2020 ekspor kopi sebesar Rp14 miliar.", ["2020-01-01"]),
        ("Inflasi Kota Batu Tahun 2022 tercatat 6,4 persen dan pada bulan April mencapai 1,4 persen.", ["2022-01-01", "2022-04-01"]),
        ("Pembangunan di Kota Batu Tahun 2022 terlihat dari inflasi yang mencapai 6,3 persen.", ["2022-01-01"]),
        ("Musrenbang Kota Batu Tahun 2022 diikuti 40 peserta.", [None]),
        ("Capaian selama tahun 2022 sangat baik. Rinciannya, ekonomi tumbuh 6,3 persen.", ["2022-01-01"]),
        ("Pondok itu meluluskan 400 santri sejak 2015. Santri baru tahun ini 73 orang.", [None, None]),
    ],
)
def test_the_period_of_each(text: str, periods: list[str | None]) -> None:
    assert [figure.period and figure.period.start for figure in read(text)] == periods


def test_a_paragraph_points_back_to_the_one_before_it() -> None:
    first, second = read("Wisatawan pada April 2018 berjumlah 4.100 orang.\n\nAngka itu naik lima persen.")
    assert (second.value, second.indicator) == (5, first.indicator)
    assert first.from_value is None


@pytest.mark.parametrize(
    "text",
    [
        "Usulan formasi 723 orang. Untuk tahun depan ada sebanyak 747 orang.",
        "Investasi mencapai Rp3 triliun. Ini menunjukkan kinerja lebih baik, totalnya dari triwulan 1 sampai 3 ada Rp9 triliun.",
    ],
)
def test_the_next_sentence_tells_of_something_else(text: str) -> None:
    assert [figure.from_value for figure in read(text)] == [None, None]


def test_two_changes_side_by_side() -> None:
    found = read("Hunian hotel bintang lima naik 6,1 persen dan hotel bintang dua turun 2,3 persen.")
    assert [figure.direction for figure in found] == ["up", "down"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Penduduk miskin 25 ribu orang atau 9,4 persen, turun dari 26 ribu orang atau 9,8 persen pada 2018.",
            [(25000, 26000), (9.4, 9.8)],
        ),
        ("Penerima bantuan 1.200 KK (4.800 jiwa), bertambah dari 1.000 KK (4.100 jiwa).", [(1200, 1000), (4800, 4100)]),
        (
            "Penurunan angka kemiskinan sebesar 0,2 persen dari 9 persen pada 2022 menjadi 8,8 persen pada 2023.",
            [(0.2, None), (8.8, 9)],
        ),
        ("Kemiskinan tercatat 5,9 persen pada 2022. Angka itu turun menjadi 5,6 persen pada 2023.", [(5.6, 5.9)]),
        ("Pada Januari 2019 ada 26 kasus dan Februari 2019 sebanyak 23 kasus.", [(26, None), (23, None)]),
    ],
)
def test_trends_of_what_is_said_twice_or_in_two_sentences(text: str, expected: list[tuple[float, float | None]]) -> None:
    assert [(figure.value, figure.from_value) for figure in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kota ini masuk lima besar provinsi dan tiga terendah se-Jawa.", []),
        ('Ia menghadiri acara "Empat Tahun Kerja Nyata Pemerintah Kota" di alun-alun.', []),
        ('Ia berkata "Empat tahun kerja nyata".', [(4, "year")]),
        ("Bupati membuka Gerakan Tanam 1 Juta Pohon yang digelar di lereng gunung.", []),
        ("Pemkab menanam 1 juta pohon yang dibagikan di lereng gunung.", [(1000000, "unit")]),
        ("Cakupan imunisasi mencapai 1.250 atau 43,5 persen.", [(1250, "number"), (43.5, "percent")]),
        ("Bunga pinjaman itu 10 atau 12 persen.", [(10, "percent"), (12, "percent")]),
        ("Daerah ini naik 12 peringkat.", [(12, "unit")]),
        ("Ia memberi arahan dalam Refleksi 9 tahun Kepemimpinannya di aula.", []),
    ],
)
def test_names_and_ranks_are_no_figures(text: str, expected: list[tuple[float, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ekspor kopi naik 11,7 persen dibanding bulan yang sama tahun 2020, demikian juga ekspor kakao naik 13,9 persen.",
            [(11.7, None, "up"), (13.9, None, "up")],
        ),
        (
            "Terjadi penurunan kemiskinan sebesar 0,16 persen dari Maret 2018 dan 0,46 persen dibandingkan September 2017.",
            [(0.16, None, "down"), (0.46, None, "down")],
        ),
        (
            "Kemiskinan tahun 2022 menjadi 4,37 persen, dimana pada tahun 2021 sebesar 4,62 persen.",
            [(4.37, 4.62, "down")],
        ),
        ("Ekonomi tumbuh 5,3 persen, lebih tinggi dibanding triwulan lalu yang tumbuh 4,9 persen.", [(5.3, 4.9, "up")]),
    ],
)
def test_changes_side_by_side_are_not_one(text: str, expected: list[tuple[float, float | None, str]]) -> None:
    assert [(figure.value, figure.from_value, figure.direction) for figure in read(text)] == expected


def test_a_name_says_nothing_twice() -> None:
    text = "harga beras per liter naik 40 rupiah per liter, harga beras"
    stretches = [(0, 21), (37, 46), (48, 59)]
    assert without_repeats(text, stretches) == ((0, 21),)
    assert without_repeats("per liter, per liter", [(0, 9), (11, 20)]) == ((0, 9),)


PIECES = ["5", "10 persen", "dari ", "menjadi ", "naik ", "Rp", "2 juta ", "(", ")", "tahun 2023 ", ", ", ". ", "-", " ", "desa ",
          "yang ", "sebanyak ", "dua ", "Kota ", "\n", "“", "±", "per ", "hingga ", "ke-", "/", "orang ", "dan "]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_text_gives_mentions_that_hold(pieces: list[str]) -> None:
    doc = PIPELINE.analyse("".join(pieces))
    found = doc._.extract_mentions["figures"]
    for mention in found:
        assert mention.text == doc.text[mention.start_char : mention.end_char]
        start, end = mention.value.value_offsets
        assert mention.start_char <= start < end <= mention.end_char
    assert [m.offsets for m in found] == sorted(m.offsets for m in found)


def test_as_many_words_are_in_as_make_the_f1_to_expect_largest() -> None:
    inside, sure = decided([0.9, 0.1, 0.8, 0.3])
    assert inside == [True, False, True, False]
    assert sure == pytest.approx(2 * (0.9 + 0.8) / (2 + 2.1))
    assert decided([]) == ([], 0.0)


def test_a_figure_tells_how_sure_its_name_is(pipeline: Pipeline) -> None:
    doc = pipeline.analyse("Produksi padi Kota Tual mencapai 48.213 ton pada 2023.")
    (mention,) = doc._.extract_mentions["figures"]
    assert 0.5 < mention.value.sure <= 1


def test_a_year_and_small_words_are_no_name():
    """What stands beside the number says only when: it measures what the sentence before says."""
    (figure,) = read("Andil koperasi pada PDB daerah terus membesar. Tahun 2016 andilnya 1,42 persen, dan pada 2022 sudah menjadi 3,29 persen.")
    assert "ndil" in (figure.indicator or "") and "2022" not in figure.indicator
    assert (figure.from_value, figure.value) == (1.42, 3.29)
