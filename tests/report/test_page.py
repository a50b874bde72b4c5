"""The page as a file: what is in it, what is not, and that nothing is lost or replaced."""

import base64
import gzip
import hashlib
import inspect
import json
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from io import BytesIO

import pytest

from extract import cli
from extract.errors import MissingExtraError, SourceError, UsageError
from extract.report import LIMIT, save_report, scripts, write_report
from extract.report.texts import Texts, Wanted
from extract.sinks.reading import read_records
from extract.sources import Columns, read
from report_pages import GONE, HARM, block


def run(*arguments, stdin=b"", **options):
    return subprocess.run([sys.executable, "-m", "extract.cli", "report", *map(str, arguments)], input=stdin, capture_output=True, timeout=120, **options)


def made(records, **options) -> str:
    file = BytesIO()
    write_report(records, file, **options)
    return file.getvalue().decode()


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_it_loads_nothing(page):
    html = page.read_text(encoding="utf-8")
    elements = Elements(html).found
    for tag, attributes in elements:
        assert not {"src", "srcset", "data", "action", "ping", "poster"} & attributes.keys(), (tag, attributes)
        assert attributes.get("href", "#").startswith("#")
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
    without_scripts = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"https?:|//\w|url\(|@import", without_scripts)
    policy = next(attributes["content"] for _, attributes in elements if attributes.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'" and rules.keys() == {"default-src", "script-src", "style-src", "base-uri", "form-action"}
    assert re.fullmatch(r"('sha256-[\w+/]{43}=' ?){2}", rules["script-src"])


def test_the_policy_knows_each_script_that_runs(page):
    html = page.read_text(encoding="utf-8")
    own = re.search(r'<script type="module">(.*?)</script>', html, re.DOTALL)[1]
    for script in (own, block(html, "vega")):
        assert f"'{scripts.digest(script)}'" in html


def test_what_a_release_says_stands_nowhere_in_the_html(page):
    html = page.read_text(encoding="utf-8")
    assert "onerror" not in html and "Lahat" not in html
    names = [id for tag, attributes in Elements(html).found if tag == "script" and (id := attributes.get("id"))]
    assert names == ["records-0", "texts-0", "about", "vega"]
    texts = block(html, "texts-0")
    assert HARM in texts and None in texts and GONE not in texts


def test_a_title_is_text(folder):
    html = made(folder / "records.jsonl", title="<b>Rilis</b> & \"lain\"")
    assert "<b>" not in html and html.count("&lt;b&gt;Rilis&lt;/b&gt; &amp;") == 2


def test_a_title_may_be_anything(folder):
    assert "<title>\\udcff\\u202e</title>" in made(folder / "records.jsonl", title="\udcff\u202e")


def test_the_same_input_gives_the_same_bytes(folder, page):
    assert made(folder / "records.jsonl") == page.read_text(encoding="utf-8")


def test_each_text_is_that_of_its_record(page, folder):
    html = page.read_text(encoding="utf-8")
    for record, text in zip(block(html, "records-0"), block(html, "texts-0"), strict=True):
        if record["id"] == "gone":
            assert text is None
            continue
        assert hashlib.sha256(text.encode()).hexdigest() == record["source"]["sha256"]
        for figure in record["figures"]:
            assert text[slice(*figure["value_span"])].strip()


def test_another_text_in_the_place_of_the_first_is_not_shown(folder, tmp_path):
    (tmp_path / "texts").mkdir()
    for path in (folder / "texts").iterdir():
        (tmp_path / "texts" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "texts" / "harm.txt").write_text(HARM.replace("12,5", "13,5"), encoding="utf-8")
    lines = (folder / "records.jsonl").read_text(encoding="utf-8").replace(str(folder), str(tmp_path))
    (tmp_path / "records.jsonl").write_text(lines, encoding="utf-8")
    outcome = write_report(tmp_path / "records.jsonl", BytesIO())
    place = tmp_path / "texts"
    assert outcome.without_text == [
        ("gone", str(place / "gone.txt"), "no such file"), ("harm", str(place / "harm.txt"), "the text there is another by now"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["jsonl", "csv", "folder", "zip", "line end"])
def test_texts_are_found_in_whatever_holds_them(folder, tmp_path, form):
    records = tmp_path / "records.jsonl"
    one = next(record for record in read_records(folder / "records.jsonl") if record.id == "gone")
    records.write_text(f"{one.to_json()}\n", encoding="utf-8")
    if form == "jsonl":
        place = tmp_path / "texts.jsonl"
        place.write_text(json.dumps({"id": "another id", "text": GONE}), encoding="utf-8")
    elif form == "csv":
        place = tmp_path / "texts.csv"
        place.write_text(f'id,text\n1,"{GONE}"\n', encoding="utf-8")
    elif form == "zip":
        place = tmp_path / "texts.zip"
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr("any/name.txt", GONE)
    else:
        place = tmp_path / "texts"
        place.mkdir()
        (place / "gone.txt").write_text(GONE.rstrip("\n") if form == "line end" else GONE, encoding="utf-8")
    assert write_report(records, BytesIO(), texts=[place]).without_text == []


@pytest.mark.parametrize("uri", ["texts/gone.txt", "texts.zip/any/gone.txt"])
def test_a_place_beside_the_records_is_found_from_anywhere(folder, tmp_path, uri, monkeypatch):
    record = next(record for record in read_records(folder / "records.jsonl") if record.id == "gone")
    moved = record.model_copy(update={"source": record.source.model_copy(update={"uri": uri})})
    (tmp_path / "records.jsonl").write_text(f"{moved.to_json()}\n", encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "gone.txt").write_text(GONE, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        archive.writestr("any/gone.txt", GONE)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert write_report(tmp_path / "records.jsonl", BytesIO()).without_text == []


@pytest.mark.parametrize("uri", ["https://example.org/rilis", "/dev/zero", "x" * 5000, "a\x00b", "", "."])
def test_a_place_that_is_no_file_is_left_alone(folder, tmp_path, uri):
    record = next(read_records(folder / "records.jsonl"))
    odd = record.model_copy(update={"source": record.source.model_copy(update={"uri": uri})})
    (tmp_path / "records.jsonl").write_text(f"{odd.to_json()}\n", encoding="utf-8")
    assert write_report(tmp_path / "records.jsonl", BytesIO()).without_text == [(record.id, uri, "no such file")]


def test_the_rows_of_a_table_that_records_name_are_found(pipeline, tmp_path):
    table = tmp_path / "table.jsonl"
    table.write_text("".join(json.dumps({"lembar": f"Bupati Lahat Hendra Wijaya membuka pelatihan ke-{i} di Lahat.\n"}) + "\n" for i in range(20)), encoding="utf-8")
    records = [pipeline.process(release) for release in read([str(table)], Columns(text="lembar"))]
    path = tmp_path / "records.jsonl"
    path.write_text("".join(f"{record.to_json()}\n" for record in records[5:8]), encoding="utf-8")
    reasons = [reason for _, _, reason in write_report(path, BytesIO()).without_text]
    assert len(reasons) == 3 and all("no column of text in lembar" in reason for reason in reasons)
    html = made(path, text_column="lembar")
    assert ["ke-5" in text or "ke-6" in text or "ke-7" in text for text in block(html, "texts-0")] == [True] * 3


def test_a_text_that_no_file_can_hold_is_packed_all_the_same():
    text = "\ud800 \x00 \u202e </script> \U0001f600"
    with Texts() as texts:
        digest = hashlib.sha256(data := text.encode("utf-8", "surrogatepass")).hexdigest()
        texts._keep(digest, data)
        assert texts.get(digest) == text and texts.get("0" * 64) is None
    assert json.loads(gzip.decompress(base64.b64decode(scripts.packed(json.dumps([text]).encode())))) == [text]


def test_looking_ends_when_all_is_found(tmp_path):
    (tmp_path / "a.txt").write_text(GONE, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\0" * 100)
    wanted, told = Wanted(), []
    wanted.digests.add(hashlib.sha256(GONE.encode()).hexdigest())
    with Texts() as texts:
        texts.find(wanted, tmp_path / "records.jsonl", [tmp_path, tmp_path / "not there"], show=told.append)
    assert told == [1]


def test_records_of_one_id_can_all_be_opened(folder, tmp_path):
    line = (folder / "records.jsonl").read_bytes().splitlines(keepends=True)[0]
    (tmp_path / "records.jsonl").write_bytes(line * 3)
    keys = [release["key"] for release in block(made(tmp_path / "records.jsonl"), "about")["releases"]]
    assert len({*keys}) == 3 and keys[1:] == [f"{keys[0]}#2", f"{keys[0]}#3"]


def test_what_is_wrong_with_the_records_is_said(folder, tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        write_report(tmp_path / "none.jsonl", BytesIO())
    (tmp_path / "empty.jsonl").write_bytes(b"")
    with pytest.raises(UsageError, match="no records"):
        write_report(tmp_path / "empty.jsonl", BytesIO())
    (tmp_path / "bad.jsonl").write_bytes(b'{"id": 1}\n')
    with pytest.raises(SourceError, match=r"bad\.jsonl:1: no record"):
        write_report(tmp_path / "bad.jsonl", BytesIO())
    with pytest.raises(UsageError, match="more than 2 records; --limit"):
        write_report(folder / "records.jsonl", BytesIO(), limit=2)


def test_nothing_is_replaced_unasked(folder, tmp_path):
    path = tmp_path / "new" / "report.html"
    save_report(folder / "records.jsonl", path)
    before = path.read_bytes()
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="--overwrite"):
        save_report(folder / "records.jsonl", path)
    assert path.read_text(encoding="utf-8") == "mine"
    with pytest.raises(UsageError, match="limit"):
        save_report(folder / "records.jsonl", path, overwrite=True, limit=1)
    assert path.read_text(encoding="utf-8") == "mine" and [*path.parent.iterdir()] == [path]
    save_report(folder / "records.jsonl", path, overwrite=True)
    assert path.read_bytes() == before


def test_without_the_extra_it_says_how_to_install_it(folder, monkeypatch):
    monkeypatch.setattr(scripts, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'rilis\[report\]'"):
        write_report(folder / "records.jsonl", BytesIO())


def test_the_command_allows_as_many_as_the_page():
    assert inspect.signature(cli.report).parameters["limit"].default == LIMIT


def test_the_command(folder, page, tmp_path):
    records = folder / "records.jsonl"
    done = run(records, "-o", tmp_path / "r.html")
    assert done.returncode == 0, done.stderr
    said = done.stderr.decode().splitlines()
    assert said[0].endswith(f"releases in {tmp_path / 'r.html'}") and said[1] == f"gone: without its text; {folder / 'texts' / 'gone.txt'}: no such file; --texts says where it is"
    assert (tmp_path / "r.html").read_bytes() == page.read_bytes()
    again = run(records, "-o", tmp_path / "r.html")
    assert again.returncode == 2 and b"--overwrite" in again.stderr
    assert run(records, "-o", records).returncode == 2 and records.read_bytes().startswith(b"{")
    assert run(records, "-o", tmp_path).returncode == 2
    piped = run("-", stdin=records.read_bytes(), cwd=folder)
    assert piped.returncode == 0 and piped.stdout == page.read_bytes()
