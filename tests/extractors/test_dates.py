"""`dates` of a Doc."""


from extract.extractors.dates import dates
from extract.lexicon import default
from extract.nlp.language import blank


def test_mentions_carry_offsets_and_values() -> None:
    text = "SORONG (3/6) - Wali Kota membuka bazar, Senin (3/6/2024) pukul 08.00 WIT.\nHingga Juli 2024 berlangsung."
    found = dates(blank()(text), default())
    assert [m.text for m in found] == ["3/6", "Senin (3/6/2024)", "Juli 2024"]
    assert [m.value.iso for m in found] == ["--06-03", "2024-06-03", "2024-07"]
    assert (found[1].value.clock, found[1].value.zone, found[1].value.weekday_agrees) == ("08:00", "WIT", True)
    assert all(m.text == text[m.start_char : m.end_char] for m in found)
