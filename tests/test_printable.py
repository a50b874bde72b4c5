"""Nothing that others wrote acts on a terminal."""

import json
import logging
import os
import sys

import pytest

from extract import cli
from extract.printable import printable, printable_json
from extract.sinks.terminal import render, render_why
from extract.sinks.why import reasons
from extract.sources.release import Release

CLEARED, CLIPBOARD, EIGHT_BIT, TURNED, LINK = "\x1b[2J\x1b[31m", "\x1b]52;c;cm0=\x07", "\x9b2J", "\u202egnp.txt\u2066", "\x1b]8;;http://a.id\x1b\\"


@pytest.mark.parametrize(("text", "expected"), [
    ("Kepala Dinas “Sosial” – 5 %, Café 日本 👍", "Kepala Dinas “Sosial” – 5 %, Café 日本 👍"),
    ("lebar\u00a0dan\u3000lebar", "lebar\u00a0dan\u3000lebar"),
    (CLEARED, r"\x1b[2J\x1b[31m"), (CLIPBOARD, r"\x1b]52;c;cm0=\x07"), (EIGHT_BIT, r"\x9b2J"), (TURNED, r"\u202egnp.txt\u2066"),
    ("a\nb\tc\rd\x7f\x00", r"a\nb\tc\rd\x7f\x00"),
    ("a\u2028b\u0085c\ufeff\u200b\u200f", r"a\u2028b\x85c\ufeff\u200b\u200f"),
    ("a\udcffb\U000e0041", r"a\udcffb\U000e0041"),
    ("[red]merah[/red] :smile:", "[red]merah[/red] :smile:"),
])  # fmt: skip
def test_printable(text, expected):
    assert printable(text) == expected
    assert printable(expected) == expected


def test_line_ends_stay_where_they_are_wanted():
    assert printable("a\n\tb\x1b", keep="\n\t") == "a\n\tb\\x1b"


@pytest.mark.parametrize("text", [CLEARED, CLIPBOARD, EIGHT_BIT, TURNED, "a\u2028b\U000e0041\udcff", "Café “日本” 👍"])
@pytest.mark.parametrize("indent", [None, 2])
def test_json_says_the_same(text, indent):
    written = json.dumps({text: [text]}, ensure_ascii=False, indent=indent)
    shown = printable_json(written)
    assert json.loads(shown) == json.loads(written)
    assert all(character.isprintable() or character == "\n" for character in shown)


@pytest.fixture(autouse=True)
def _logging(monkeypatch):
    """The commands turn it off for their process."""
    monkeypatch.setattr(logging.root.manager, "disable", 0)


EVIL = (
    f"Harga [/bold] [link=file:///etc/passwd]Beras[/link] :smile: {CLEARED}Turun\n\nLAHAT – Bupati Lahat Rudi Salim {LINK}membuka Rapat Koordinasi "
    f"{CLIPBOARD} di Aula {TURNED} Pemda [blink], Senin (3/6/2024). “Kami [/b] siap {EIGHT_BIT} bekerja keras [red]hari ini[/red],” kata Rudi Salim.\r\n"
    f"Produksi [beras] naik 5 persen {CLEARED} pada tahun 2023.\n\nDinas Kominfo [/x]{CLIPBOARD} Lahat"
)


def harmless(written: str) -> bool:
    return all(character.isprintable() or character in "\n\t" for character in written)


def test_a_record_in_the_terminal(pipeline, capsys):
    doc = pipeline.analyse(EVIL)
    record = pipeline.assemble(doc, Release(id="evil", text=EVIL, uri="evil", row=None))
    render(record, EVIL)
    render_why(reasons(doc, pipeline.lexicon))
    written = capsys.readouterr().out
    assert harmless(written)
    for words in ("[/bold]", "[link=file:///etc/passwd]Beras[/link]", ":smile:", r"\x1b[2J", r"\x9b2J", r"\u202egnp.txt", "[/b] siap", "[/x]"):
        assert words in written
    assert r"\r" not in written     # of a line's end


def test_the_evidence_is_marked_where_it_stands(pipeline):
    """Characters that are shown as several move what comes behind them."""
    from extract.sinks.terminal import _highlighted

    record = pipeline.process(Release(id="evil", text=EVIL, uri="evil", row=None))
    text = _highlighted(record, EVIL)
    marked = {text.plain[span.start : span.end] for span in text.spans}
    assert {"Bupati Lahat Rudi Salim", "5 persen"} <= marked


@pytest.mark.parametrize("arguments", [
    ["run", "{}"], ["run", "-o", "x.jsonl", "{}"], ["show", "{}"], ["validate", "{}"], ["{}"], ["run", "--{}"], ["show", "a", "{}"],
    ["run", "--scheduler", "{}", "there.txt"], ["show", "--lexicon", "{}", "there.txt"], ["schema", "{}"],
])  # fmt: skip
def test_a_complaint_about_a_name(arguments, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.txt").write_text("Bupati Lahat membuka Rapat.")
    name = f"tidak{CLEARED}{EIGHT_BIT}{TURNED}ada"
    monkeypatch.setattr(sys, "argv", ["extract", *(argument.format(name) for argument in arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    written = capsys.readouterr()
    assert ended.value.code in (1, 2)
    assert harmless(written.err + written.out)
    assert r"tidak\x1b[2J" in written.err


def test_what_a_file_is_called_and_holds(monkeypatch, capsys, tmp_path):
    path = tmp_path / f"a{CLEARED}[red].jsonl"
    path.write_text(json.dumps({f"{CLIPBOARD}{TURNED}": 1}) + "\n")
    for command, code in (("validate", 1), ("show", 1)):
        monkeypatch.setattr(sys, "argv", ["extract", command, str(path)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        written = capsys.readouterr()
        assert ended.value.code == code
        assert harmless(written.err + written.out)
        assert r"a\x1b[2J\x1b[31m[red].jsonl" in written.err + written.out


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_text(monkeypatch, capsysbinary, tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.jsonl")
    os.close(os.open(path, os.O_CREAT))
    monkeypatch.setattr(sys, "argv", ["extract", "validate", path])
    cli_code = 0
    try:
        cli.main()
    except SystemExit as ended:
        cli_code = ended.code
    assert cli_code in (0, 1, None)
    assert rb"a\udcff.jsonl" in b"".join(capsysbinary.readouterr())


def test_a_value_in_the_terminal_says_how_sure_it_is(pipeline, capsys):
    text = "LAHAT – Bupati Lahat Yulia Hartati membuka Festival Durian di Lapangan Merdeka, Senin (3/6/2024), diikuti 120 peserta."
    record = pipeline.process(Release(id="a", text=text, uri="a.txt", row=None))
    sure = record.officials[0].model_copy(update={"confidence": 0.964})
    unknown = record.figures[0].model_copy(update={"confidence": None})
    render(record.model_copy(update={"officials": [sure], "figures": [unknown]}), text)
    tree = " ".join(capsys.readouterr().out.split("figures")[0:2])
    assert "96%" in tree and f"{record.event.confidence:.0%}" in tree
    assert "None" not in tree
