"""`stated_themes`: to the letter."""

import pytest

from extract.extractors.themes import stated_themes
from extract.lexicon import default
from extract.nlp.language import blank


def read(text: str) -> list[str]:
    doc = blank()(text)
    found = stated_themes(doc, default())
    text = doc._.extract_text
    assert all(m.text == text[m.start_char : m.end_char] == m.value.text for m in found)
    return [m.text for m in found]


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("HUT digelar dengan tema “Laut Sehat, Nelayan Kuat”, Senin.", "Laut Sehat, Nelayan Kuat"),
        ('Kegiatan mengusung tema "Bersama Menjaga Hutan".', "Bersama Menjaga Hutan"),
        ("Seminar bertajuk “Pangan Lokal untuk Dunia.” dibuka bupati.", "Pangan Lokal untuk Dunia"),
        ("Lomba bertema Cinta Produk Desa, diikuti 20 sekolah.", "Cinta Produk Desa"),
        ("Adapun tema peringatan tahun ini yaitu Bergerak Serentak Demi Guru, ujarnya.", "Bergerak Serentak Demi Guru"),
        ("Tema yang diangkat adalah “Satu Data Satu Arah”.", "Satu Data Satu Arah"),
        ("Forum dengan tema Hilirisasi Rumput Laut di Aula Bappeda.", "Hilirisasi Rumput Laut"),
        ("Rakor mengangkat tema Sinergi Pusat dan Daerah yang digelar hari ini.", "Sinergi Pusat dan Daerah"),
        ("Temanya: Desa Tangguh Bencana.", "Desa Tangguh Bencana"),
        ("Lomba mengangkat tema 'Desa Sehat, Jum'at Bersih' itu ditutup.", "Desa Sehat, Jum'at Bersih"),
        ("Lomba mengusung tema ''Desa Sehat'', Senin.", "Desa Sehat"),
        ("Rembuk bertajuk menuju desa bebas sampah itu dihadiri camat.", "menuju desa bebas sampah"),
        ("Kegiatan bertema Rukun dalam Ragam Budaya tersebut dilaksanakan di balai desa.", "Rukun dalam Ragam Budaya"),
        ("Pameran bertemakan Jejak Rempah (12/6) ditutup.", "Jejak Rempah"),
    ],
)
def test_theme(text: str, theme: str) -> None:
    assert read(text) == [theme]


def test_several_themes() -> None:
    assert read("Kelas A dengan tema Laut Biru, Kelas B dengan tema Hutan Hijau.") == ["Laut Biru", "Hutan Hijau"]


@pytest.mark.parametrize("text", ["Tema itu penting.", "Bupati menyebut sistem baru.", "bertema"])
def test_no_theme(text: str) -> None:
    assert read(text) == []
