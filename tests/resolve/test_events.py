"""The main event of a release, with its day, venue and theme."""


from extract.extractors.dates import dates
from extract.extractors.event import events
from extract.extractors.themes import stated_themes
from extract.extractors.venue import venues
from extract.lexicon import default
from extract.nlp.language import blank
from extract.resolve.events import ResolvedEvent, resolve_events
from extract.text.layout import Layout


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
    return resolve_events(text, *found, layout)


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


def test_no_event() -> None:
    assert resolve(None, "Harga cabai naik tajam sejak awal tahun.") == []


def test_fuller_naming_beats_the_bare_word() -> None:
    (event,) = resolve(None, "Camat memimpin rapat. Rapat Evaluasi Dana Desa digelar di Aula Camat, Senin (3/6/2024).")
    assert event.name == "Rapat Evaluasi Dana Desa"
