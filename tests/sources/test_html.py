"""Web pages written for this test: their article, its title, and the day that the page states as that of publication."""

import pytest

from extract.sources.release import Page

pytest.importorskip("trafilatura", reason="rilis[html] is not installed", exc_type=ImportError)

TITLE = "Wakil Bupati Lahat Buka Pelatihan Perajin Tenun"
LEAD = (
    "Wakil Bupati Lahat Ratna Sari membuka pelatihan bagi 25 perajin tenun di Balai Desa Sukamekar, Selasa (4/6). Pelatihan "
    "berlangsung selama tiga hari dan diikuti perajin dari lima kecamatan di kabupaten itu."
)
SAID = "“Kami berharap para perajin dapat memasarkan kain tenun ke luar daerah,” kata Ratna kepada para peserta pelatihan."


def page(head: str = "", above: str = "", below: str = "", prose: str = "", beside: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{TITLE} - Warta Lahat</title>{head}</head>'
        f'<body class="single right-sidebar"><header><span class="now">Senin, 5 Mei 2025</span></header><main><article>{above}'
        f"<h1>{TITLE}</h1>{below}<p>{LEAD}</p><p>{SAID}</p>{prose}</article></main>{beside}</body></html>"
    )


def lines(html: str) -> list[str]:
    return Page("a", html, "a.html").release().text.split("\n\n")


def json_ld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


@pytest.mark.parametrize("parts", [
    {"head": '<meta property="article:published_time" content="2024-06-05T08:00:00+07:00">'},
    {"head": '<meta property="article:published_time" content="2024-06-04T22:30:00+00:00">'},      # UTC: the next morning in Jakarta
    {"head": '<meta name="DC.date.issued" content="2024-06-05">'},
    {"head": '<meta name="pubdate" content="Rabu, 5 Juni 2024 10:20 WIB">'},
    {"head": '<meta itemprop="datePublished" content="2024-06-05 10:20:00">'},
    {"head": '<meta property="article:modified_time" content="2025-01-01"><meta name="date" content="2024-06-05">'},
    {"head": json_ld('{"@graph": [{"@type": "WebPage", "datePublished": "2023-01-01"}, {"@type": "NewsArticle", "datePublished": "2024-06-05"}]}')},
    {"head": json_ld('{"@type": "WebPage", "datePublished": "2024-06-05T10:00:00"}')},
    {"head": json_ld("{broken") + json_ld('[{"@type": "BlogPosting", "datePublished": "2024-06-05"}]')},
    {"below": '<div class="meta"><time datetime="2024-06-05T10:20">5 Juni</time></div>'},
    {"below": '<time class="updated" datetime="2025-01-01">1 Januari 2025</time><a href="/x"><time class="entry-date published">5 Juni 2024</time></a>'},
    {"above": '<span class="tanggal">Rabu, 5 Juni 2024</span>'},
    {"below": "<ul><li>Humas</li><li><i class='fa'></i> 05/06/2024 10:20</li><li>120 kali</li></ul>"},
    {"below": "<p>Oleh Humas | 5 Juni 2024 | Dibaca 120 kali</p>"},
    {"below": "<p>Lahat, 5 Juni 2024</p>"},
    {"prose": '<span itemprop="datePublished" content="2024-06-05"></span>'},
])  # fmt: skip
def test_the_day_that_a_page_states(pipeline, parts: dict[str, str]) -> None:
    release = Page("a", page(**parts), "a.html").release()
    assert release.text.split("\n\n")[:2] == [TITLE, "2024-06-05"]
    record = pipeline.process(release)
    assert record.published and record.published.iso == "2024-06-05"
    assert record.title and record.title.text == TITLE


LIST = "<ul><li><a href='/b'>Camat Jarai Panen Padi</a> <span class='date'>5 Juni 2024</span></li></ul>"
CARD = "<article><h2>Camat Jarai Panen Padi</h2><time datetime='2024-06-05'>5 Juni 2024</time></article>"


@pytest.mark.parametrize("parts", [
    {},
    {"prose": "<p>Pelatihan itu sesuai Peraturan Daerah Nomor 5 Tahun 2019 yang ditetapkan pada 12 Januari 2019 di Lahat.</p>"},
    {"prose": "<p>Perda itu ditetapkan pada <b>12 Januari 2019</b> oleh DPRD bersama pemerintah kabupaten setelah dibahas lama.</p>"},
    {"prose": "<p>Perda itu ditetapkan pada <time datetime='2019-01-12'>12 Januari 2019</time> di Lahat setelah dibahas berbulan-bulan oleh dewan "
              "perwakilan rakyat daerah bersama pemerintah kabupaten.</p>"},
    {"prose": "<p>Ratna lahir di Lahat pada 2 Mei 1970.</p><p>Lahat, 2 Mei 1970</p>"},
    {"prose": "<img src='/unggah/2022/11/09/foto.jpg' alt='foto'><a href='/berita/2021/03/04/lain'>berita lain</a>"},
    {"head": '<link rel="canonical" href="https://warta.example/2022/11/09/pelatihan"><meta property="og:url" content="https://warta.example/2022/11/09/p">'},
    {"head": '<meta property="article:modified_time" content="2025-01-01"><meta name="copyright" content="2020"><meta name="expires" content="2030-01-01">'},
    {"head": '<meta name="date" content="segera">' + json_ld('{"@type": "Person", "birthDate": "1970-05-02"}')},
    {"head": json_ld('{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2024-06-05"}]}')},
    {"below": "<p>Diperbarui: 5 Juni 2024</p>"},
    {"beside": f"<aside>{LIST}</aside>"},
    {"below": f"<div class='related-posts'>{LIST}</div>"},
    {"beside": f"<div id='sidebar'>{CARD}</div>"},
    {"beside": CARD},
    {"prose": CARD},
    {"beside": "<footer>Hak Cipta © 2018-2025 Diskominfo Lahat. Diperbarui 1 Januari 2025.</footer>"},
    {"beside": "<small>Copyright 1 Januari 2025</small>"},
], ids=lambda parts: str(parts)[:60])  # fmt: skip
def test_days_that_are_not_that_of_publication(pipeline, parts: dict[str, str]) -> None:
    record = pipeline.process(Page("a", page(**parts), "a.html").release())
    assert record.published is None
    assert record.title and record.title.text == TITLE


def test_the_day_gives_the_days_of_the_text_their_year(pipeline) -> None:
    html = page(head='<meta property="article:published_time" content="2024-06-05">')
    record = pipeline.process(Page("a", html, "a.html").release())
    assert record.published and record.published.iso == "2024-06-05"
    assert record.event and record.event.date and (record.event.date.iso, record.event.date.weekday_agrees) == ("2024-06-04", True)
    assert [official.name for official in record.officials] == ["Ratna Sari"]


def test_an_article_that_the_page_holds_twice_is_read_once(pipeline) -> None:
    again = f"<div class='mobile-only'><article><p>{LEAD}</p><p>{SAID}</p></article></div>"
    once, twice = (pipeline.process(Page("a", page(beside=beside), "a.html").release()) for beside in ("", again))
    assert len(once.quotes) == len(twice.quotes) == 1
    assert [figure.value for figure in once.figures] == [figure.value for figure in twice.figures]


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    head = f'<meta property="og:title" content="{TITLE} | Warta Lahat"><meta property="og:site_name" content="Warta Lahat">'
    assert lines(page(head=head).replace("h1>", "h4>"))[0] == TITLE
