"""The page as its readers meet it, in Chromium without a network: what they see, click, type and hear."""

import hashlib
import os
import re
import shutil
from pathlib import Path

import pytest

from extract.report import write_report
from extract.report.words import words
from extract.sinks.reading import read_records
from report_pages import block

playwright = pytest.importorskip("playwright.sync_api", reason="playwright, of the extra dev, drives the browser")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here (apt-get install chromium)")

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
READY = "html[data-ready]"


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Reader:
    """A reader with a page open; at the end nothing may have gone wrong in it, and nothing been asked for."""

    def __init__(self, browser, file: Path, viewport, scheme="light", motion="reduce"):
        self.context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion=motion, locale="id-ID")
        self.tab, self.file, self.wrong = self.context.new_page(), file.resolve(), []
        self.tab.set_default_timeout(10_000)
        self.tab.on("console", lambda message: message.type in ("error", "warning") and self.wrong.append(message.text))
        self.tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.tab.on("request", lambda request: request.url.split("#")[0] != self.file.as_uri() and self.wrong.append(request.url))
        self.tab.on("dialog", lambda dialog: self.wrong.append(dialog.message))

    def open(self, place=""):
        self.tab.goto("about:blank")
        self.tab.goto(f"{self.file.as_uri()}#{place}")
        self.tab.wait_for_selector(READY, state="attached")
        if "charts" in place:
            self.tab.wait_for_function("document.querySelectorAll('.chart svg').length === document.querySelectorAll('.chart').length")
        return self.tab

    def ids(self):
        """The releases that are listed."""
        self.tab.wait_for_selector("#results #summary")
        links = self.tab.locator(".item h2 a").evaluate_all("links => links.map(link => new URLSearchParams(link.hash.slice(1)).get('id'))")
        return set(links)

    def clear(self, what=".chips .plain"):
        """Take filters away: all, or one."""
        self.tab.click(what)
        self.tab.wait_for_selector(".chip", state="detached")

    def summary(self):
        return self.tab.locator("#summary").inner_text()


@pytest.fixture
def reader(browser, page, request):
    one = Reader(browser, page, **getattr(request, "param", {"viewport": WIDE}))
    yield one
    one.context.close()
    assert one.wrong == []


@pytest.fixture(scope="module")
def index(page):
    return block(page.read_text(encoding="utf-8"), "about")


@pytest.fixture(scope="module")
def records(page):
    html = page.read_text(encoding="utf-8")
    return {record["id"]: (record, text) for record, text in zip(block(html, "records-0"), block(html, "texts-0"), strict=True)}


def test_the_list_is_searched_and_the_address_leads_back(reader, records):
    tab = reader.open()
    assert reader.summary() == f"{len(records)} rilis" and reader.ids() == records.keys()
    tab.fill("#search", "inflasi")
    tab.wait_for_selector(".chip")
    found = {id for id, (record, text) in records.items() if "inflasi" in (text or "").lower()}
    assert reader.ids() == found and reader.summary() == f"{len(found)} dari {len(records)} rilis"
    assert tab.evaluate("document.activeElement.id") == "search"
    assert tab.locator(".snippet .hit").first.inner_text().lower() == "inflasi"
    for snippet in tab.locator(".snippet").all_inner_texts():
        assert any(snippet.strip("… ") in " ".join(text.split()) for _, text in records.values() if text), snippet
    there = tab.url.split("#")[1]
    reader.open(there)
    assert reader.ids() == found and tab.input_value("#search") == "inflasi"
    tab.fill("#search", '"tidak ada kata ini"')
    tab.wait_for_selector(".empty")
    reader.clear()
    assert reader.summary() == f"{len(records)} rilis"


def test_people_are_found_by_name_and_title(reader, index):
    tab = reader.open()
    name, title = next((name, title) for name, title in index["people"] if title)
    tab.fill("#search", f'"{name}" {title}')
    tab.wait_for_selector(".chip")
    who = index["people"].index([name, title])
    assert {release["key"] for release in index["releases"] if who in release["people"]} <= reader.ids()


def test_filters_and_sorting(reader, index):
    tab = reader.open()
    releases = index["releases"]
    region = next(release["region"] for release in releases if release["region"] and "." in release["region"])
    tab.select_option("#filter-region", region[:2])
    tab.wait_for_selector(".chip")
    assert reader.ids() == {release["key"] for release in releases if (release["region"] or "").startswith(region[:2])}
    reader.clear(".chip")
    topic = releases[0]["topics"][0]
    tab.select_option("#filter-topic", topic)
    tab.check("#filter-figures")
    tab.wait_for_function("document.querySelectorAll('.chip').length === 2")
    assert reader.ids() == {release["key"] for release in releases if topic in release["topics"] and release["figures"]}
    reader.clear()
    tab.fill("#filter-from", "2024-01-01")
    tab.wait_for_selector(".chip")
    assert reader.ids() == {release["key"] for release in releases if (release["day"] or "") >= "2024-01-01"}
    reader.clear()
    tab.select_option("#sort", "oldest")
    tab.wait_for_function("location.hash.includes('oldest')")
    days = tab.locator(".item time").evaluate_all("times => times.map(time => time.dateTime)")
    assert len(days) > 3 and days == sorted(days)


def test_the_evidence_is_the_words_that_the_record_says(reader, records):
    for id in ("harm", "test-bps-inflasi-ntb"):
        record, text = records[id]
        tab = reader.open(f"id={id}")
        assert len(shown(tab)) == len(text)
        for i, figure in enumerate(record["figures"]):
            start, end = figure["value_span"]
            words = tab.locator(f'.m[data-paths*=" figures.{i} "][data-start="{start}"]').evaluate(
                "mark => [...mark.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent).join('')"
            )
            assert text[start:end].startswith(words) and words
        letters = tab.locator(".text .letter").all_inner_texts()
        assert {*letters} >= {words_of("letter.figures"), words_of("letter.officials")}


def shown(tab):
    """The text of the release as it stands there, without the letters of the fields."""
    return tab.locator("#text").evaluate("""text => {
        const copy = text.cloneNode(true);
        copy.querySelectorAll('.letter').forEach(letter => letter.remove());
        return copy.textContent }""")


def words_of(key, language="id"):
    return words()[language][key]


def test_value_and_text_lead_to_each_other(reader, records):
    tab = reader.open("id=test-bps-inflasi-ntb")
    card = tab.locator('.card[data-path="figures.0"]')
    card.locator(".jump").first.click()
    focused = "document.activeElement"
    assert tab.evaluate(f"{focused}.dataset.paths").split()[0] == "figures.0"
    assert "on" in card.get_attribute("class").split()
    tab.locator('.m[data-paths*=" officials.0 "]').first.click()
    assert tab.evaluate(f"{focused}.dataset.path") == "officials.0" and "at=officials.0" in tab.url
    reader.open(tab.url.split("#")[1])
    assert tab.evaluate(f"{focused}.dataset.path") == "officials.0"


def test_what_lies_in_what_is_told(reader, records):
    record, _ = records["test-bps-inflasi-ntb"]
    quote, figure = next(
        (q, f) for q, one in enumerate(record["quotes"]) for f, other in enumerate(record["figures"])
        if one["span"][0] <= other["value_span"][0] and other["value_span"][1] <= one["span"][1]
    )  # fmt: skip
    tab = reader.open("id=test-bps-inflasi-ntb")
    mark = tab.locator(f'.m[data-paths*=" figures.{figure} "][data-paths*=" quotes.{quote} "]').first
    assert "under-" in mark.get_attribute("class")
    mark.hover()
    tip = tab.locator("#tip")
    assert words_of("group.figures") in tip.inner_text() and words_of("group.quotes") in tip.inner_text()
    tab.keyboard.press("Escape")
    mark.focus()
    assert tip.is_visible()
    tab.click('.switch[data-group="quotes"]')
    assert tab.locator(f'.m[data-paths*=" quotes.{quote} "]').count() == 0


def test_through_the_releases_in_their_order(reader, index):
    tab = reader.open("sort=file")
    tab.locator(".item h2 a").nth(1).click()
    tab.wait_for_selector(".release")
    assert tab.locator(".release h1").inner_text() == index["releases"][1]["title"]
    where = playwright.expect(tab.locator(".where"))
    tab.click(".step[rel=next]")
    where.to_have_text(re.compile("^3 "))
    assert tab.evaluate("document.activeElement.tagName") == "H1"
    tab.evaluate("history.back()")
    where.to_have_text(re.compile("^2 "))
    tab.click(".step[rel=prev]")
    where.to_have_text(re.compile("^1 "))
    assert tab.locator(".step.off").count() == 1
    tab.click("text=Kembali ke daftar")
    assert reader.ids() == {release["key"] for release in index["releases"]}


def test_a_click_on_a_chart_lists_the_releases_behind_it(reader, index):
    tab = reader.open("view=charts")
    assert tab.locator(".chart").count() == 6
    bar = tab.locator("#chart-topics .mark-rect path").first
    topic, count = re.fullmatch(r"(.*): (\d+)", bar.get_attribute("aria-label")).groups()
    bar.click()
    tab.wait_for_selector(".chip")
    assert len(reader.ids()) == int(count) and topic in tab.locator(".chip").inner_text()
    for id in ("officials", "calendar", "event-regions", "event-types", "indicator-time"):
        reader.open("view=charts")
        tab.locator(f"#chart-{id} :is(.mark-rect, .mark-symbol) path").first.click()
        tab.wait_for_selector(".chip")
        assert 0 < len(reader.ids()) < len(index["releases"])


def test_each_chart_has_a_table_that_says_the_same_and_leads_there(reader, index):
    tab = reader.open("view=charts&lang=en")
    for id in tab.locator(".box").evaluate_all("boxes => boxes.map(box => box.id)"):
        box = tab.locator(f"#{id}")
        box.locator(".table summary").click()
        assert box.locator("tbody tr").count() > 0 and box.locator("thead th[scope=col]").count() > 1
    row = tab.locator("#topics tbody tr").first
    name, count = row.locator("th").inner_text(), int(row.locator("td").inner_text())
    row.locator("a").click()
    tab.wait_for_selector(".chip")
    assert len(reader.ids()) == count and name in tab.locator(".chip").inner_text()


def test_an_indicator_is_looked_for_and_chosen(reader, index):
    tab = reader.open("view=charts")
    tab.fill("#indicator-search", "inflasi")
    offered = tab.locator("#indicator option").all_inner_texts()
    assert offered and all("inflasi" in each.lower() for each in offered)
    tab.focus("#indicator")
    tab.select_option("#indicator", index=len(offered) - 1)
    tab.wait_for_selector("#chart-indicator-time svg")
    assert tab.locator(".choose .name").inner_text() in offered[-1]
    assert tab.evaluate("document.activeElement.id") == "indicator" and tab.input_value("#indicator-search") == "inflasi"
    points = tab.locator("#chart-indicator-time .role-mark.mark-symbol path")
    assert points.count() == tab.locator("#indicator-time tbody tr").count() > 0


def test_with_the_keyboard_alone(reader):
    tab = reader.open()
    press, focused = tab.keyboard.press, "document.activeElement"
    press("Tab")
    assert tab.evaluate(f"{focused}.className") == "skip"
    assert tab.evaluate(f"getComputedStyle({focused}).outlineStyle") == "solid"
    press("Enter")
    press("Tab")
    assert tab.evaluate(f"{focused}.id") == "search"
    tab.keyboard.type("inflasi")
    tab.wait_for_selector(".chip")
    for _ in range(40):
        press("Tab")
        if tab.evaluate(f"{focused}.matches('.item a')"):
            break
    press("Enter")
    tab.wait_for_selector(".release")
    for _ in range(60):
        press("Tab")
        if tab.evaluate(f"{focused}.matches('.m')"):
            break
    assert tab.evaluate(f"getComputedStyle({focused}).outlineStyle") == "solid"
    path = tab.evaluate(f"{focused}.dataset.paths").split()[0]
    press("Enter")
    assert tab.evaluate(f"{focused}.dataset.path") == path
    press("Tab")
    assert tab.evaluate(f"{focused}.matches('.jump')")
    press("Enter")
    assert tab.evaluate(f"{focused}.matches('.m')")


@pytest.mark.parametrize("language", ["id", "en"])
def test_all_words_are_of_the_language(reader, language):
    other = {"id": "en", "en": "id"}[language]
    for place in ("", "id=test-bps-inflasi-ntb", "view=charts", "id=nobody"):
        tab = reader.open(f"{place}&lang={other}")
        tab.select_option("#language", language)
        tab.wait_for_function(f"document.documentElement.lang === '{language}'")
        text = tab.locator("body").inner_text()
        keys = [key for key in words()[language] if "." in key and re.search(rf"(?<![\w.]){re.escape(key)}(?![\w.])", text)]
        assert keys == [] and "undefined" not in text and "{" not in text.replace("{{", "")
        assert words_of("tab.charts", language) in text and words_of("tab.charts", other) not in tab.locator("#tabs").inner_text()


def test_what_means_harm_is_harmless(reader):
    tab = reader.open("id=harm")
    assert tab.title().startswith("Bupati Lahat") and tab.locator("img").count() == 0
    text = shown(tab)
    assert "</script><img" in text and "{{ 7 * 7 }}" in text and "&lt;b&gt;" in text and "\u202e" not in text
    tab = reader.open("q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&publisher=%3Cb%3E&official=%22%3E%3Ci%3E")
    assert tab.locator("main img, main b, main i").count() == 0 and tab.locator(".chip").count() == 3


def test_a_release_without_its_text_shows_its_values(reader):
    tab = reader.open("gone")
    assert tab.locator(".card").count() > 0 and tab.locator(".jump").count() == 0
    assert words_of("notext.here") in tab.locator(".release").inner_text()
    reader.open()
    tab.locator(".results .note summary").click()
    assert tab.locator(".results .note li").all_inner_texts() == ["gone"]


@pytest.fixture(scope="module")
def long_page(folder, tmp_path_factory):
    """A text of a million characters with thousands of figures, some in others."""
    place = tmp_path_factory.mktemp("long")
    text = ("Stok beras 40 ton di gudang. " * 40_000)[:1_000_000]
    record = next(record for record in read_records(folder / "records.jsonl") if record.id == "harm")
    figure = next(figure for figure in record.figures if figure.indicator)
    figures = [
        figure.model_copy(update={"span": (at, at + 20), "indicator_spans": [(at, at + 10)], "value_span": (at + 5, at + 17 + at % 7), "mentions": []})
        for at in range(0, 999_000, 290)
    ]
    source = record.source.model_copy(update={"uri": "long.txt", "sha256": hashlib.sha256(text.encode()).hexdigest()})
    long = record.model_copy(update={"source": source, "figures": figures, "quotes": [], "officials": [], "attendance": [], "event": None, "title": None})
    (place / "long.txt").write_text(text, encoding="utf-8")
    (place / "records.jsonl").write_text(f"{long.to_json()}\n", encoding="utf-8")
    with (place / "report.html").open("wb") as file:
        assert write_report(place / "records.jsonl", file).without_text == []
    return place / "report.html"


def test_a_very_long_text_is_readable(browser, long_page):
    one = Reader(browser, long_page, PHONE)
    tab = one.open("id=harm")
    assert len(shown(tab)) == 1_000_000 and tab.locator(".m").count() > 6_000
    assert tab.locator(".card").count() < 100
    tab.click('.group .more')
    tab.locator(".jump").last.click()
    assert tab.evaluate("document.activeElement.matches('.m')")
    one.context.close()
    assert one.wrong == []


PLACES = ("q=inflasi", "id=test-bps-inflasi-ntb", "view=charts")


@pytest.mark.parametrize("reader", [{"viewport": PHONE}], indirect=True)
def test_it_fits_a_phone(reader):
    for place in PLACES:
        tab = reader.open(place)
        assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for language in ("id", "en"):
        tab.select_option("#language", language)
        assert tab.evaluate("brand.scrollWidth <= brand.clientWidth && brand.scrollHeight <= brand.clientHeight + 2")


@pytest.mark.parametrize("reader", [{"viewport": WIDE, "scheme": "light"}, {"viewport": PHONE, "scheme": "dark"}], indirect=True)
def test_it_meets_the_guidelines_for_accessible_pages(reader):
    """What axe-core can tell of WCAG 2.2 AA: names, roles, contrast, order."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core comes with the extra dev").Axe()
    for place in PLACES:
        tab = reader.open(place)
        # Two of each kind: the others are alike, and looking at all takes its time.
        tab.locator("details").evaluate_all("all => all.slice(0, 2).forEach(one => { one.open = true })")
        tab.locator('.switch[aria-pressed="false"]').evaluate_all("all => all.forEach(one => one.click())")
        found = axe.run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        told = [(one["id"], node["target"], node["failureSummary"]) for one in found.response["violations"] for node in one["nodes"]]
        assert told == [], (place, told[:5])
