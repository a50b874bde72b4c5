"""The main event of a release, with its day, venue and theme."""


import pytest

from extract.extractors.dates import dates
from extract.extractors.event import events
from extract.extractors.places import places
from extract.extractors.themes import stated_themes
from extract.extractors.venue import venues
from extract.lexicon import default
from extract.nlp.language import blank
from extract.resolve.events import ResolvedEvent, resolve_events
from extract.text.layout import Layout, layout


def resolve(title: str | None, *paragraphs: str) -> list[ResolvedEvent]:
    lines = [title, *paragraphs] if title else list(paragraphs)
    text, offsets, position = "\n".join(lines), [], 0
    for line in lines:
        offsets.append((position, position + len(line)))
        position += len(line) + 1
    paragraphs_at = tuple(offsets[1:] if title else offsets)
    layout = Layout(offsets[0] if title else None, (), None, None, None, (), (), paragraphs_at)
    doc = blank()(text)
    doc._.layout = layout
    found = [find(doc, default()) for find in (events, dates, venues, stated_themes)]
    return resolve_events(text, *found, layout, default())


def test_everything_of_one_event() -> None:
    (event,) = resolve(
        "Wabup Buka Rakor Stunting",
        "Wakil Bupati membuka Rapat Koordinasi Percepatan Penurunan Stunting dengan tema “Anak Kuat, Desa Hebat”, "
        "bertempat di Aula Setda Lewoleba, Kamis (13/6/2024).",
        "Rapat lanjutan digelar di Kantor Camat Ile Ape, Senin (24/6/2024).",
    )
    assert event.name == "Rapat Koordinasi Percepatan Penurunan Stunting"
    assert (event.type, event.action) == ("rapat koordinasi", "membuka")
    assert event.date is not None and event.date.value.iso == "2024-06-13"
    assert event.venue is not None and event.venue.value.name == "Aula Setda Lewoleba"
    assert event.theme is not None and event.theme.text == "Anak Kuat, Desa Hebat"


def test_day_with_weekday_beats_the_background_day() -> None:
    (event,) = resolve(None, "Sejak 3 April 2018 gedung dipakai. Bupati meresmikan gedung baru, Senin (27/8/2018).")
    assert event.date is not None and event.date.value.iso == "2018-08-27"


def test_the_year_is_completed_on_the_way() -> None:
    (event,) = resolve(None, "Camat membuka pasar murah tahun 2024 di Lapangan Oesao, Senin (3/6).")
    assert event.date is not None and event.date.value.iso == "2024-06-03"


def test_mismatch_of_the_weekday_is_kept() -> None:
    (event,) = resolve(None, "Camat membuka pasar murah di Lapangan Oesao, Selasa (3/6/2024).")
    assert event.date is not None and event.date.value.weekday_agrees is False


@pytest.mark.parametrize(("said", "time"), [
    ("“Pagi hari ini kita mulai,” katanya.", "pagi"), ("Bazar digelar hingga siang ini.", None), ("Kopi diminum pagi hari.", None),
])  # fmt: skip
def test_the_part_of_the_day(said: str, time: str | None) -> None:
    (event,) = resolve(None, "Camat membuka pasar murah di Lapangan Oesao, Selasa (4/6/2024).", said)
    assert event.date is not None and event.date.value.time_of_day == time


def test_no_event() -> None:
    assert resolve(None, "Harga cabai naik tajam sejak awal tahun.") == []


def test_a_word_in_passing_is_not_the_event_of_another_day() -> None:
    (event,) = resolve(None, "Harga beras naik, kata camat, Senin (3/6/2024).", "Hal lain adalah pelatihan, tambahnya.")
    assert event.name is None


def test_fuller_naming_beats_the_bare_word() -> None:
    (event,) = resolve(None, "Camat memimpin rapat. Rapat Evaluasi Dana Desa digelar di Aula Camat, Senin (3/6/2024).")
    assert event.name == "Rapat Evaluasi Dana Desa"


def whole(text: str) -> ResolvedEvent:
    doc = blank()(text)
    doc._.layout = layout(text, default())
    found = [find(doc, default()) for find in (events, dates, venues, stated_themes)]
    (event,) = resolve_events(text, *found, doc._.layout, default(), places(doc, default()))
    return event


@pytest.mark.parametrize(("start", "venue", "city"), [
    ("KUPANG – ", "Aula Kantor Camat", "Kupang"),
    ("JAKARTA – ", "Hotel Cendana Kupang", "Kupang"),
    ("LEWOLEBA – ", "Kantor Bupati Lembata", "Lewoleba"),
    ("KUPANG – ", "Aula Hotel Cendana, Kota Ende", "Ende"),
    ("KUPANG – ", "Lapangan Desa Oben", "Desa Oben"),
    ("KUPANG – ", "Balai Warga, Desa Oben, Kabupaten Ende", "Ende"),
    ("KUPANG – ", "Balai Warga Oben Kecamatan Amarasi", "Kecamatan Amarasi"),
    ("KUPANG – ", "Kantor Dinas Arsip, Data, dan Pustaka", "Kupang"),
    ("KUPANG – ", "Hotel Cendana, Nusa Tenggara Timur", "Kupang"),
    ("KUPANG – ", "Hotel Cendana, Oebobo Kupang", "Kupang"),
    ("", "Aula Kantor Camat", None),
    ("KUPANG – ", "Aula Kantor Gubernur Nusa Tenggara Timur", "Kupang"),
])  # fmt: skip
def test_the_city_of_the_venue(start: str, venue: str, city: str | None) -> None:
    event = whole(f"{start}Wakil Bupati membuka Rapat Koordinasi Stunting di {venue}, Kamis (13/6/2024).")
    assert event.venue is not None and event.venue.value.city == city


@pytest.mark.parametrize(("text", "city"), [
    ("KUPANG – Wakil Bupati membuka Rapat Koordinasi Stunting, Kamis (13/6/2024).", "Kupang"),
    ("Wakil Bupati membuka Rapat Koordinasi Stunting di Lewoleba, Kamis (13/6/2024).", "Lewoleba"),
])  # fmt: skip
def test_a_town_without_a_place_in_it(text: str, city: str) -> None:
    event = whole(text)
    assert event.venue is None and event.town is not None and event.town.name == city


@pytest.mark.parametrize(("lead", "action"), [
    ("Dinas Sosial menggelar Pelatihan Kader di Aula Setda, Kamis (13/6/2024). Kegiatan dibuka Asisten Umum.", "membuka"),
    ("Dinas Sosial menggelar Pelatihan Kader di Aula Setda, Kamis (13/6/2024), dipimpin langsung oleh Wali Kota.", "memimpin"),
    ("Pelatihan Kader berlangsung di Aula Setda, Kamis (13/6/2024).", None),
    ("Dinas Sosial menggelar Pelatihan Kader di Aula Setda, Kamis (13/6/2024).", "menggelar"),
])  # fmt: skip
def test_what_the_lead_official_did(lead: str, action: str | None) -> None:
    assert whole(lead).action == action


@pytest.mark.parametrize(("text", "iso"), [
    ("Kupang, 5 Juni 2024\n\nCamat membuka pasar murah di Lapangan Oesao, Senin (3/6/2024).", "2024-06-03"),
    ("Kupang, 5 Juni 2024 – Camat membuka pasar murah di Lapangan Oesao, Senin (3/6/2024).", "2024-06-03"),
    ("Dinas Sosial menggelar Pelatihan Berbasis Data di Aula Setda, Senin (3/6/2024).", "2024-06-03"),
    ("BPS Lahat menyampaikan angka inflasi dalam Rilis Statistik Harga, Senin (3/6/2024).", "2024-06-03"),
])  # fmt: skip
def test_which_day_is_that_of_the_event(text: str, iso: str) -> None:
    event = whole(text)
    assert event.date is not None and event.date.value.iso == iso


def test_a_meeting_online_is_the_venue_only_of_the_event_beside_it() -> None:
    lead = "KUPANG - Camat menutup Pelatihan Kader, Senin (3/6/2024)."
    assert whole(f"{lead}\nTahun lalu warga belajar secara daring.").venue is None
    venue = whole("KUPANG - Camat menutup Pelatihan Kader secara daring, Senin (3/6/2024).").venue
    assert venue is not None
    assert venue.value.online


@pytest.mark.parametrize(("text", "end", "clock", "zone"), [
    ("Camat membuka Pasar Murah, Senin (3/6/2024). Kegiatan berlangsung hingga 5 Juni 2024.", "2024-06-05", None, None),
    ("Camat membuka Pasar Murah, Senin (3/6/2024).\nPasar digelar tiga hari, 3-5 Juni 2024.", "2024-06-05", None, None),
    ("Camat membuka pasar murah di Pasar Oesao, mulai tanggal 3 sampai dengan tanggal 5 Juni 2024.", "2024-06-05", None, None),
    ("Camat membuka Pasar Murah, Senin (3/6/2024). Stan dipesan hingga 5 Juni 2024.", None, None, None),
    ("Camat membuka Pasar Murah, Senin (3/6/2024).\nUpacara dimulai pukul 07.30 WITA.", None, "07:30", "WITA"),
    ("Beras dibagikan di balai desa pukul 13,30 Wita pada Senin (3/6/2024).", None, "13:30", "WITA"),
    ("Camat membuka Pasar Murah, Senin (3/6/2024).\nKirab akan dimulai pukul 09.00 besok lusa.", None, None, None),
])  # fmt: skip
def test_how_long_and_from_when(text: str, end: str | None, clock: str | None, zone: str | None) -> None:
    date = whole(text).date
    assert date is not None
    assert (date.value.iso, date.value.end, date.value.clock, date.value.zone) == ("2024-06-03", end, clock, zone)


def test_a_day_with_its_weekday_in_the_dateline_is_that_of_the_publication() -> None:
    event = whole("Kupang, Jumat (7/6/2024) – Camat menutup Pasar Murah Ramadan, Senin (3/6/2024).")
    assert event.date is not None and event.date.value.iso == "2024-06-03"


@pytest.mark.parametrize(("paragraphs", "name"), [
    (("Wali Kota Buka Festival Danau Biru", "Festival digelar di Taman Oesao, Senin (3/6/2024)."), "Festival Danau Biru"),
    ((None, "Camat membuka bazar murah, Senin (3/6/2024).", "Bazar Murah Bersama Mitra", "Harga turun."), "bazar murah"),
])  # fmt: skip
def test_the_fuller_naming(paragraphs: tuple[str | None, ...], name: str) -> None:
    first, *rest = paragraphs
    (event,) = resolve(first, *(line for line in rest if line))
    assert event.name == name


def test_honorifics_end_no_sentence() -> None:
    event = whole("KUPANG – Pustu Oben dibuka Bupati Hj. Ratna Bria dalam Peresmian Pustu di Aula Kantor Camat, Senin (3/6/2024).")
    assert event.venue is not None and event.venue.value.name == "Aula Kantor Camat"


def test_captions_name_no_event() -> None:
    caption = "Bupati saat memimpin Upacara Hari Ibu di Lapangan Oesao (Foto: Humas)"
    event = whole(f"{caption}\n\nKUPANG – Bupati membuka Rapat Koordinasi Pangan di Aula Setda, Senin (3/6/2024).")
    assert event.name == "Rapat Koordinasi Pangan"


@pytest.mark.parametrize(("text", "iso"), [
    # a birth, a founding, a law, a deadline, a forecast, data
    ("Camat Selong yang lahir di Praya pada 4 Maret 1971 membuka lomba baca.", None),
    ("Camat membuka lomba baca di sekolah yang berdiri sejak 4 Maret 1971.", None),
    ("Camat membuka lomba baca sesuai Perbup Nomor 7 Tahun 2021 tanggal 4 Maret 2021.", None),
    ("Camat membuka lomba baca; naskah dikirim paling lambat Kamis (4/3/2021).", None),
    ("Camat membuka lomba baca. Hujan diperkirakan turun pada Kamis (4/3/2021).", None),
    ("Camat meninjau posko. Korban hingga Kamis (4/3/2021) tiga orang.", None),
    # history that no event is told with
    ("Camat membuka lomba baca. Banjir besar melanda Praya pada 4 Maret 1971.", None),
    # the day of a statement, but that of the event where the words were spoken at one
    ("Camat bangga. “Lomba baca sukses,” kata Camat Selong, Kamis (4/3/2021).", None),
    ("“Lomba baca sukses,” ujarnya saat dihubungi, Kamis (4/3/2021).", None),
    ("Dalam keterangannya, Kamis (4/3/2021), Camat memuji lomba baca.", None),
    ("“Semoga sukses,” kata Camat saat membuka lomba baca, Kamis (4/3/2021).", "2021-03-04"),
    ("“Semoga sukses,” ujarnya dalam pembukaan lomba baca, Kamis (4/3/2021).", "2021-03-04"),
    # told with the event, or held
    ("Camat membuka lomba baca pada 4 Maret 2021.", "2021-03-04"),
])  # fmt: skip
def test_only_what_takes_place_has_a_day(text: str, iso: str | None) -> None:
    found = resolve(None, text)
    day = found[0].date if found else None
    assert (day.value.iso if day else None) == iso
