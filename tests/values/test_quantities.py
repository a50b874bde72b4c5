"""Quantities: value and unit of what a text counts or measures, and all that is none."""

import pytest

from extract.lexicon import default
from extract.values.numbers import find_numbers
from extract.values.quantities import JOINED, Beside, Quantity, _quantity, _unit, find_quantities
from rule_examples import example_tests


def read(text: str) -> list[Quantity]:
    return find_quantities(text, 0, len(text), (), default())


def values(text: str) -> list[tuple[int | float, str | None]]:
    return [(quantity.value, quantity.unit) for quantity in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pagu sebesar 2 miliar setengah rupiah.", [(2500000000, "IDR")]),
        ("Pagu sebesar Rp3 triliun 120 miliar 45 juta.", [(3120045000000, "IDR")]),
        ("Luasnya tiga perempat hektare.", [(0.75, "ha")]),
        ("Luasnya 4½ hektare.", [(4.5, "ha")]),
        ("Berlangsung dua jam setengah.", [(2.5, "hour")]),
        ("Rekaman itu berdurasi 2 jam 30 menit.", [(150, "minute")]),
        ("Bunga deposito tenor 3, 6, dan 12 bulan.", [(3, "month"), (6, "month"), (12, "month")]),
        ("Pagu desa sebesar 2 M, lainnya Rp1 miliar.", [(2000000000, "IDR"), (1000000000, "IDR")]),
        ("Hadir 200 lebih siswa.", [(200, "person")]),
        ("Angka kemiskinan nol persen (0%).", [(0, "percent")]),
        ("Harga naik 1½ kali lipat.", [(1.5, "times")]),
        ("Sebanyak 18,250 orang mendaftar.", [(18250, "person")]),
        ("Sebanyak 18,250 rumah rusak.", [(18250, "unit")]),
        ("Panen 18,250 ton.", [(18.25, "ton")]),
        ("Panen 18,250 ton dari target 21,400 ton.", [(18250, "ton"), (21400, "ton")]),
        ("Panen 18,250 ton dari target 21,4 ton.", [(18.25, "ton"), (21.4, "ton")]),
        ("Jalan 18,250 km dan 21,400 km.", [(18.25, "km"), (21.4, "km")]),
        ("Ekonomi tumbuh minus 0,4 persen.", [(-0.4, "percent")]),
        ("Inflasi tercatat (-0,25) persen.", [(-0.25, "percent")]),
        ("Inflasi tercatat (minus 0,25 persen).", [(-0.25, "percent")]),
        ("Suhu turun hingga -2°C.", [(-2, "°C")]),
        ("Neraca tercatat US$ -2,3 juta.", [(-2300000, "USD")]),
        ("Hasil tes negatif 35 orang.", [(35, "person")]),
        ("Sasaran 2,5 persen plus minus 1 persen.", [(2.5, "percent"), (1, "percent")]),
        ("Angka kematian ibu 189 per 100.000 kelahiran hidup.", [(189, "per 100000")]),
        ("Angka kematian ibu 189 per 100 ribu kelahiran hidup.", [(189, "per 100000")]),
        ("Ukurannya 20 x 40 meter persegi.", [(20, "m"), (40, "m")]),
        ("Ada 12 kasus per 1.000 penduduk.", [(12, "unit/1000")]),
        ("Kepadatan 105 jiwa/km2.", [(105, "person/km2")]),
        ("Kepadatan 105 jiwa per kilometer persegi.", [(105, "person/km2")]),
        ("Ukurannya 20 x 40 meter.", [(20, "m"), (40, "m")]),
        ("Ukurannya 20x40 m.", [(20, "m"), (40, "m")]),
        ("Ukurannya 2 x 3 x 4 meter.", [(2, "m"), (3, "m"), (4, "m")]),
        ("Pembangkit 450 kilo Watt dan 20 kilo Volt.", [(450, "kW"), (20, "kV")]),
        ("Anggaran 5 M rupiah.", [(5000000000, "IDR")]),
        ("Dana Rp46 miliar3. Kota", [(46000000000, "IDR")]),
        ("Iuran 25.000,- per bulan.", [(25000, "IDR")]),
        ("Sebanyak dua lusin telur.", [(24, "unit")]),
        ("Minimal 50 persennya lulus.", [(50, "percent")]),
        ("Rata-rata usia kawin pertama perempuan desa mencapai 21 tahun.", [(21, "year")]),
        ("Umur harapan hidup (UHH) di provinsi itu 72,5 tahun.", [(72.5, "year")]),
        ("Pada 2021 hanya Rp4 juta.", [(4000000, "IDR")]),
        ("Tersedia seribu lima ratus dosis.", [(1500, "unit")]),
        ("Ada 3 atau 4 pasien.", [(4, "person")]),
        ("Kira-kira 2 atau 5 pasien.", [(2, "person"), (5, "person")]),
    ],
)
def test_value_and_unit(text: str, expected: list[tuple[int | float, str | None]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Biayanya dua sampai tiga juta rupiah.", 2000000, 3000000, "IDR"),
        ("Biayanya Rp5-7 M.", 5000000000, 7000000000, "IDR"),
        ("Biayanya Rp300 ribu-2 juta.", 300000, 2000000, "IDR"),
        ("Panen 10 ton sampai 15 ton.", 10, 15, "ton"),
        ("Inflasi 2%-3%.", 2, 3, "percent"),
        ("Inflasi 2,1 persen-3 persen.", 2.1, 3, "percent"),
        ("Inflasi 2,1 Persen - 3,4 Persen.", 2.1, 3.4, "percent"),
        ("Hasilnya 4 ton-5 ton per hektare.", 4, 5, "ton/ha"),
        ("Selama 4-5 tahun.", 4, 5, "year"),
        ("Jumlahnya 50 bank hingga 70 bank.", 50, 70, "unit"),
        ("Tumbuh 2,1 atau 2,2 persen.", 2.1, 2.2, "percent"),
        ("Suhu minus 3 sampai 5 derajat.", -5, -3, "°C"),
        ("Tumbuh -0,5 sampai 1,5 persen.", -0.5, 1.5, "percent"),
    ],
)
def test_range(text: str, low: float, high: float, unit: str) -> None:
    (quantity,) = read(text)
    assert (quantity.low, quantity.high, quantity.value, quantity.unit) == (low, high, high, unit)


@pytest.mark.parametrize("text", ["Biayanya 500-an ribu rupiah.", "Hadir 30-an orang.", "Hadir tiga ratusan orang.", "Hadir seribuan orang."])
def test_about(text: str) -> None:
    (quantity,) = read(text)
    assert quantity.bound == "about"


@pytest.mark.parametrize(
    "text",
    [
        # telephones
        "Hubungi WhatsApp 0811 7890 123.", "Telepon +62 812 3456 7890.", "Hotline 119 siaga.", "Kontak 0274-512345.",
        # ages
        "Lansia di atas 60 tahun? Usianya 61 tahun.", "Anak berusia 6-11 tahun divaksin.", "Rudi Hartono (45 tahun) ditemukan.",
        "Korban AR, 35 tahun, dirawat.", "Korban Budi (35 th) dirawat.", "Remaja 17 tahun itu pulang.",
        "Anak usia 0-59 bulan diukur.", "Pria berumur sekitar 30 tahun itu.",
        # clocks
        "Acara dimulai jam 2 siang.", "Acara dimulai 7.30 malam.", "Acara dimulai pukl 08.15.", "Buka pukul 10.00 sampai 16.00 waktu setempat.",
        "Jam 10 baru dibuka.", "Lapor 1 x 24 jam.", "Mulai 10.30 hingga selesai.", "Jam sembilan pagi.",
        # rooms, lists, pages
        "Di ruang 301 dan kamar 12.", "Halaman: 1 2 Selanjutnya", "Halaman 2 dari 5", "Dilantik: 1. Rudi 2. Sinta 3. Tono", "Tujuannya 1) melatih guru, 2) membina desa.",
        "Mobil polisi B 1234 XYZ.", "1\\. Penerima bantuan",
        # names and ranks
        "HUT Ke 79 RI.", "Insentif PPh 21 dihapus.", "Warga kawasan 32 Ilir.", "Di simpang 4 Sempaja.", "Ke -88 itu.", "Dandim 1408/Makassar.",
        "Babak perempat final.", "Nomor surat 539/Kep.459.", "Edaran Nomor 360/ 71 /V.05.", "Peserta 5th Youth Forum.", "Sidang para pihak (COP) 4 Minamata.",
        "Sesuai Peraturan Presiden (Perpres) 26 Tahun 2026.", "Menunaikan salat lima waktu.", "Masuk top 100 kampus.",
        "Empat pilar kebangsaan.", "Elpiji 3 kilogram langka.",
        # dates
        "Pengajian 17 Ramadan 1445 H.", "Pada 10, 15 dan 16 Maret.", "Tahun 20224 dimulai.", "Maret 20244 dimulai.", "Sejak 1864 berdiri.",
        "Era 1990-an dikenang.", "Pada Senin (4//5/2020).", "Selama dua bulan pertama.",
        # parts of the whole
        "Seperempat warga hadir.", "Dua pertiga anggota setuju.",
    ],
)  # fmt: skip
def test_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("text", ["20 x 40 m", "jiwa/km2 105 jiwa/km2", "Rp5-7 M", "(-0,25) persen", "minus 3 persen", "dua jam setengah"])
def test_offsets_are_of_what_is_said(text: str) -> None:
    for quantity in read(text):
        assert quantity.start <= quantity.value_offsets[0] < quantity.value_offsets[1] <= quantity.end <= len(text)


def decided(marked: str) -> str:
    """Name of the rule that decides the two quantities in <>."""
    places = [at - 2 * k for k, at in enumerate(at for at, letter in enumerate(marked) if letter == "<")]
    text = marked.replace("<", "").replace(">", "")
    read = (_quantity(text, 0, number, _unit(text, number, default()), default()) for number in find_numbers(text, default()))
    left, right = (quantity for quantity in read if quantity and quantity.value_offsets[0] in places)
    return JOINED.first(Beside(text, left, right, default())).name


test_the_rule_decides_its_example, test_the_rule_leaves_the_other_alone = example_tests((JOINED, decided))
