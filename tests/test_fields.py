"""What extractors and resolvers find has its place in the record: no field of a value is lost on the way."""

from dataclasses import fields, replace

import pytest

from extract import mentions as m
from extract import record as r
from extract.resolve.events import ResolvedEvent
from extract.resolve.officials import Official
from extract.resolve.organisations import ResolvedOrganisation
from extract.resolve.regions import ResolvedPlace
from extract.sources.release import Release
from extract.text.credits import Credit

PARTS = [       # value, part of the record; of the value's fields what the part has in other words or not at all
    (m.Date, r.EventDate, {}),
    (m.Figure, r.Figure, {"points_back": "indicator", "sure": "confidence"}),
    (m.Period, r.Period, {}),
    (m.Programme, r.Programme, {}),
    (m.Quote, r.Quote, {
        "speaker_offsets": "speaker", "on_behalf_text": "on_behalf_of", "on_behalf_offsets": "on_behalf_of",
    }),
    (m.Regulation, r.Regulation, {}),
    (m.StatedTheme, r.Text, {}),
    (m.Title, r.Title, {}),
    (m.Venue, r.Venue, {"endings": "name"}),
    (Credit, r.Credit, {}),
    (Official, r.Official, {}),
    (ResolvedEvent, r.Event, {"sure": "confidence"}),
    (ResolvedOrganisation, r.Organisation, {}),
    (ResolvedPlace, r.Place, {}),
]  # fmt: skip


@pytest.mark.parametrize(("value", "part", "otherwise"), PARTS, ids=[part.__name__ for _, part, _ in PARTS])
def test_no_field_of_a_value_is_lost(value, part, otherwise):
    for field in fields(value):
        name = otherwise.get(field.name, field.name)
        if name.endswith("offsets"):
            name = f"{name.removesuffix('offsets')}span"
        assert name in part.model_fields, f"record.{part.__name__} has no {name}"


def test_figures_of_record_1_1(pipeline):
    text = "Produksi padi\u00a0 tahun 2023 mencapai 40 ton. Camat berkata, 40 ton."
    doc = pipeline.analyse(text)
    figure = next(mention for mention in doc._.extract_mentions["figures"] if mention.value.value == 40)
    clean = doc._.extract_text
    again = clean.rindex("40 ton")
    period = replace(figure.value.period or m.Period("tahun 2023", "2023-01-01", "2023-12-31"), inherited=True)
    value = replace(
        figure.value, period=period, mentions=((again, again + 6),), indicator_spans=((0, 8), (9, 13))
    )
    doc._.extract_mentions["figures"] = [replace(figure, value=value)]
    (found,) = pipeline.assemble(doc, Release(None, text, "a.txt")).figures
    assert [text[slice(*span)] for span in found.mentions] == ["40 ton"]
    assert [text[slice(*span)] for span in found.indicator_spans] == ["Produksi", "padi"]
    assert found.period and found.period.inherited
