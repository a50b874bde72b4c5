"""Joining the mentions of a release: what one of them says of another."""

from extract.extractors.people import people
from extract.extractors.regulations import regulations
from extract.lexicon import default
from extract.nlp.language import blank
from extract.resolve.release import _outside


def test_no_office_inside_a_regulation() -> None:
    doc = blank()("Camat Selong dan Ketua PKK membaca SK Ketua Pokja PUG tentang Honor, lalu Lurah Menggala pulang.")
    left = _outside(people(doc, default()), regulations(doc, default()))
    assert [mention.text for mention in left] == ["Camat Selong", "Ketua PKK", "Lurah Menggala"]
