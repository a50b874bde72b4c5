"""Every value that marks can judge has a confidence; what cannot be judged has none."""

from extract.resolve.confidence import features
from extract.resolve.release import resolve
from extract.sources.release import Release

TEXT = """Bupati Lahat Buka Festival Durian

LAHAT – Bupati Lahat Yulia Hartati membuka Festival Durian Nusantara di Lapangan Merdeka, Senin (3/6/2024). Festival diikuti 120 peserta
dari 12 kecamatan. “Durian kita harus naik kelas,” kata Yulia. Camat Pulau Pinang meminta warga menjaga kebersihan. Ia mengatakan bahwa
produksi durian mencapai 4.200 ton.
"""


def _record(pipeline):
    return pipeline.process(Release(None, TEXT, "a.txt"))


def test_what_marks_judge_has_a_confidence(pipeline):
    record = _record(pipeline)
    assert record.event and record.event.name and record.figures and record.quotes
    judged = [record.event, *record.figures, *record.quotes, *(o for o in record.officials if o.name and o.titles)]
    assert all(value.confidence is not None and 0 < value.confidence < 1 for value in judged)


def test_an_office_without_a_name_has_none(pipeline):
    unnamed = [official for official in _record(pipeline).officials if not official.name]
    assert unnamed and all(official.confidence is None for official in unnamed)


def test_confidence_tells_values_apart(pipeline):
    """One number for all would say nothing."""
    record = _record(pipeline)
    assert len({value.confidence for value in (*record.figures, *record.quotes)}) > 2


def test_features_are_of_their_kind(pipeline):
    doc = pipeline.analyse(TEXT)
    told = features(resolve(doc, pipeline.lexicon), doc._.extract_mentions)
    assert all(each is None or each[0].startswith(kind) for kind in ("official", "event", "figure") for each in told[kind])
    assert {each[0] for each in told["quote"]} == {"direct", "indirect"}


def test_what_was_left_out_of_the_pipeline_has_no_part(pipeline):
    """A Doc without the mentions of persons still has its figures."""
    doc = pipeline.analyse(TEXT)
    del doc._.extract_mentions["people"]
    record = pipeline.assemble(doc, Release(None, TEXT, "a.txt"))
    assert not record.officials and all(figure.confidence for figure in record.figures)
