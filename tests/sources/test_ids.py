"""Ids are unique in a run, the same each time, and printable."""

import json

from extract.sources import Release, SourceError
from extract.sources.ids import unique


def ids(*given):
    return [item.id for item in unique(Release(id, f"teks {i}", "uri") for i, id in enumerate(given))]


def test_a_repeated_id_is_numbered():
    assert ids("a", "a", "b", "a") == ["a", "a#2", "b", "a#3"]
    assert ids("a#2", "a", "a", "a#2", "a") == ["a#2", "a", "a#3", "a#2#2", "a#4"]


def test_a_release_without_id_is_called_after_its_text():
    one, other = unique([Release(None, "sama", "uri"), Release(None, "sama", "uri")])
    assert one.id == one.sha256[:16]
    assert other.id == f"{one.id}#2"


def test_errors_pass_and_claim_no_id():
    error = SourceError("empty text", "uri", 1, "a")
    assert [item.id for item in unique([error, Release("a", "teks", "uri"), error])] == ["a", "a", "a"]


def test_two_files_of_one_name(tmp_path, releases, text):
    for name in ("x/a.txt", "x/a.text", "y/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert [r.id for r in releases(tmp_path / "x", tmp_path / "y" / "a.txt")] == ["a", "a#2", "a#3"]
    assert [r.id for r in releases(tmp_path)] == ["x/a", "x/a#2", "y/a"]


def test_control_characters_never_reach_an_id_a_title_or_an_address(tmp_path, releases):
    row = {"id": "a\0b\x1b[31m\u2028c", "text": "Bupati\0 Siak", "judul": "Bu\0pati\nSiak", "url": "http://siak\x07", "k": ["x\0", {"y\x1b": 1}]}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    [release] = releases(tmp_path, keep=("k",))
    assert release.id == r"a\x00b\x1b[31m\u2028c"
    assert (release.title, release.url) == ("Bu\ufffdpati Siak", "http://siak\ufffd")
    assert release.columns == {"k": ["x\ufffd", {"y\ufffd": 1}]}
    assert release.text == "Bupati\0 Siak"      # the raw text is what spans count


def test_whole_numbers_of_a_column_with_gaps(tmp_path, found):
    (tmp_path / "a.jsonl").write_text('{"id": 7.0, "text": "satu"}\n{"id": NaN, "text": 5}\n{"id": " 8 ", "text": "dua"}\n')
    assert found(tmp_path) == [("7", "satu"), (2, "column 'text' holds int, not text"), ("8", "dua")]
