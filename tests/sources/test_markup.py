"""Columns of content systems hold HTML: its paragraphs are the text, and nothing of them is lost."""

import pytest

from extract.sources import Fragment, read_items
from extract.sources.markup import is_markup, text_of


@pytest.mark.parametrize(("markup", "text"), [
    ("<p>Bupati Siak hadir.</p>", "Bupati Siak hadir."),
    ("<p>SIAK &ndash; Bupati&nbsp;Siak\n hadir.</p>\n<p>“Siap,” <b>ujar</b>nya.</p>", "SIAK – Bupati\u00a0Siak hadir.\n“Siap,” ujarnya."),
    ("SIAK – Bupati hadir.<br/><br>Paragraf dua<BR />tiga", "SIAK – Bupati hadir.\nParagraf dua\ntiga"),
    ("<div>a<div>b</div>c</div>d", "a\nb\nc\nd"),
    ("<strong>SIAK</strong> - Bupati<ul><li>satu</li><li>dua</li></ul>tiga", "SIAK - Bupati\nsatu\ndua\ntiga"),
    ("<p>a<script>x()</script><!-- y -->b</p><style>p {}</style>", "ab"),
    ("<p>belum ditutup <i>di sini", "belum ditutup di sini"),
    ("<p>5 < 7 & 8 > 3</p>", "5 < 7 & 8 > 3"),
    ("<p>" * 5000 + "dalam", "dalam"),
])  # fmt: skip
def test_paragraphs(markup, text):
    pytest.importorskip("lxml", reason="rilis[html] is not installed")
    assert is_markup(markup)
    assert text_of(markup, "uri") == text


@pytest.mark.parametrize("text", ["Bupati Siak hadir.", "Naik <5 persen, turun >3 persen.", "<Siak> Bupati hadir", "a < b", "Surel: <humas@siak.go.id>"])
def test_what_is_no_markup(text):
    assert not is_markup(text)


def test_a_cell_is_read_by_who_processes_it(tmp_path, found, releases):
    pytest.importorskip("lxml", reason="rilis[html] is not installed")
    (tmp_path / "a.csv").write_text('judul,isi\nLomba,<p>Bupati hadir.</p>\nLomba,<p>Bupati hadir.</p>\nx,<p> </p>\ny,biasa\n')
    items = list(read_items([str(tmp_path)]))
    assert [isinstance(item, Fragment) for item in items] == [True, True, True, False]
    assert items[1].id == f"{items[0].id}#2"
    assert found(tmp_path)[2:] == [(3, "empty text"), (items[3].id, "biasa")]
    (tmp_path / "a.csv").write_text("id,judul,isi\n7,Lomba,<p>Bupati hadir.</p>\n")
    [release] = releases(tmp_path)
    assert (release.id, release.title, release.row, release.text) == ("7", "Lomba", 1, "Bupati hadir.")
