"""Which naming is the main event, and what its weights say."""

import pytest

from extract.learnt.choice import Choice
from extract.lexicon import default
from extract.mentions import Ending, Event, Mention
from extract.nlp.language import blank
from extract.resolve import event_day, event_venue, main_event
from extract.resolve.dates import WHAT_DAYS, complete_dates, what_day
from extract.resolve.main_event import Page, choose, decide, likeliest
from extract.text.layout import Layout

NLP = blank()


def page(text: str, title: str = "") -> Page:
    whole = f"{title}\n{text}" if title else text
    start = len(whole) - len(text)
    doc = NLP(whole)
    doc._.layout = Layout((0, len(title)) if title else None, (), None, None, None, (), (), ((start, len(whole)),))
    found = {}
    for field, module in (("events", "event"), ("dates", "dates"), ("venues", "venue")):
        find = getattr(__import__(f"extract.extractors.{module}", fromlist=[field]), field)
        found[field] = find(doc, default())
    events = [event for event in found["events"] if event.rule != "act"]
    return Page(whole, doc._.layout, events, complete_dates(whole, found["dates"], None, default()), found["venues"], default())


def test_a_release_that_reports_no_event() -> None:
    seen = page("Harga beras naik 3 persen pada Mei 2024. Menurut BPS, kenaikan itu wajar.", "Harga Beras Naik 3 Persen")
    assert choose(seen).none > 0.5
    assert choose(seen).naming is None


def test_what_title_and_lead_report() -> None:
    seen = page(
        "Bupati Lembata membuka Rapat Koordinasi Pangan di Aula Setda, Senin (3/6/2024). Usai acara ia meninjau posyandu.",
        "Bupati Buka Rapat Koordinasi Pangan",
    )
    choice = choose(seen)
    assert choice.naming is not None and choice.naming.value.name == "Rapat Koordinasi Pangan"
    assert choice.naming.text == "Rapat Koordinasi Pangan"


def test_namings_of_one_event_share_its_probability() -> None:
    seen = page("Camat membuka Lomba Baca Cerita di Oesao. Lomba Baca Cerita itu ramai. Ada bazar murah warga.")
    every = [ending.name for _, ending in main_event.options(seen)]
    shares = [0.1, 0.0, *(0.4 if "bazar" in name else 0.25 for name in every)]
    assert decide(seen, shares).naming.value.name.startswith("Lomba Baca Cerita")


def test_nothing_is_said_that_is_unsure() -> None:
    seen = page("Camat membuka Lomba Baca Cerita di Oesao.")
    assert decide(seen, [0.9, 0.0, *(0.1 / len(main_event.options(seen)) for _ in main_event.options(seen))]).naming is None


def test_the_ending_that_was_chosen_is_the_name() -> None:
    text = "Camat membuka rapat kerja bersama Komisi XI."
    endings = (Ending("rapat kerja", 25, "pause", "bersama"), Ending("rapat kerja bersama Komisi XI", 43, "mark", "."))
    mention = Mention.at(text, "events", 14, 25, Event("rapat kerja", "rapat kerja", endings=endings), "verb_event")
    seen = Page(text, Layout(None, (), None, None, None, (), (), ((0, len(text)),)), [mention], [], [], default())
    naming = decide(seen, [0.1, 0.0, 0.1, 0.8]).naming
    assert naming.value.name == naming.text == "rapat kerja bersama Komisi XI"


def test_names_that_are_nearly_the_same_agree() -> None:
    names = ["lomba baca", "Rapat Koordinasi Pangan", "rapat koordinasi pangan daerah"]
    assert likeliest(names, [0.4, 0.35, 0.25]) == (1, pytest.approx(0.6))
    assert likeliest([], []) == (None, 0.0)


def test_the_likeliest_day_is_that_of_most_mentions() -> None:
    seen = page("Camat membuka lomba, Senin (3/6/2024). Lomba 3 Juni 2024 itu ramai. Panen 5 Juni 2024.")
    assert event_day.decide_day(seen, [0.1, 0.25, 0.25, 0.4]).value.iso == "2024-06-03"
    assert event_day.decide_day(seen, [0.7, 0.1, 0.1, 0.1]) is None


def test_the_place_with_its_ending() -> None:
    seen = page("Camat membuka lomba di Pasar Oesao, Desa Oben, Senin (3/6/2024).")
    names = [ending.name for _, ending in event_venue.options(seen)]
    assert names[0] == "Pasar Oesao, Desa Oben" and "Pasar Oesao" in names
    shares = [0.2, *(0.8 if name == "Pasar Oesao" else 0.0 for name in names)]
    venue = event_venue.decide_venue(seen, shares)
    assert venue is not None and venue.value.name == venue.text == "Pasar Oesao"


@pytest.mark.parametrize("rule", list(WHAT_DAYS), ids=lambda rule: rule.name)
def test_what_a_day_is_of(rule) -> None:
    for marked, right in ((rule.example, True), (rule.not_example, False)):
        text = marked.replace("<", "").replace(">", "")
        for day in page(text).dates if marked else ():
            if day.start_char >= marked.index("<"):
                assert (what_day(text, day, default()) == rule.name) is right


@pytest.mark.parametrize("table", [main_event.WEIGHTS, event_day.WEIGHTS, event_venue.WEIGHTS])
def test_the_weights_are_there_and_small(table: str) -> None:
    weights = Choice.load(table).weights
    assert weights and all(abs(weight) < 5 for weight in weights.values())
