from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import DATELINE, PARAGRAPHS, PLAIN, TITLE, as_html
from made_pages import EXPECTED, HEADLINE, PAGES

from kg.document import Document, normalise
from kg.errors import InputError
from kg.readers import read
from kg.readers.formats.html import release_of

BODY = "<p>Acme Inc. said that its compound works well in the clinic and more will be told soon.</p>"


def document(folder: Path, page: str | bytes, name: str = "page.html") -> Document:
    path = folder / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    found = [item for item in read([path]) if isinstance(item, Document)]
    assert len(found) == 1
    return found[0]


def text(page: str) -> str:
    return release_of(page)[0][0]


def test_only_the_release_is_read_of_a_page(tmp_path: Path) -> None:
    assert document(tmp_path, as_html()).text.split() == PLAIN.split()


def test_metadata(tmp_path: Path) -> None:
    found = document(tmp_path, as_html())
    assert (found.title, found.published, found.source) == (TITLE, "2012-06-04", "Example Wire")
    assert (found.url, found.language, found.place) == ("https://wire.example/n/214", "en", "BOSTON, Mass.")


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "No"},'
        '{"@type": ["NewsArticle"], "headline": "T", "datePublished": "2020-02-03T04:05:06Z",'
        '"publisher": {"name": "Wire"},'
        '"mainEntityOfPage": {"@id": "https://a.example/1"}}]}</script>',
        '<meta property="og:title" content="T"><meta property="article:published_time" content="2020-02-03">'
        '<meta property="og:site_name" content="Wire"><meta property="og:url" content="https://a.example/1">',
        '<meta name="DC.title" content="T"><meta name="DC.date.issued" content="20200203">'
        '<meta name="DC.publisher" content="Wire"><link rel="canonical" href="https://a.example/1">',
    ],
    ids=["JSON-LD", "Open Graph", "Dublin Core"],
)
def test_metadata_of_each_kind(tmp_path: Path, head: str) -> None:
    found = document(tmp_path, f"<html><head>{head}</head><body>{BODY}</body></html>")
    assert (found.title, found.published, found.source, found.url) == (
        "T", "2020-02-03", "Wire", "https://a.example/1"
    )  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 7, "url": ["x:y"]}'
        "</script>",
        '<script type="application/ld+json">' + "[" * 5000 + "</script>",
        '<meta name="date" content="soon"><link rel="canonical" href="/relative">',
    ],
)
def test_metadata_that_is_wrong_counts_for_nothing(tmp_path: Path, head: str) -> None:
    found = document(tmp_path, f"<html><head>{head}</head><body>{BODY}</body></html>")
    assert (found.published, found.url) == (None, None)


def test_the_dateline_goes_before_the_metadata(tmp_path: Path) -> None:
    page = f'<html><meta name="date" content="2024-01-01"><body><p>{DATELINE}X did.</p>{BODY}</body></html>'
    assert document(tmp_path, page).published == "2012-06-04"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Rituxan<sup>&reg;</sup> at 5 mg/m<sup>2</sup>", "Rituxan® at 5 mg/m²"),
        ("<p>D-PLEX<sub>100</sub> and Herceptin<sup>TM</sup>", "D-PLEX₁₀₀ and Herceptin™"),
        ("<p>shown.<sup>1,2</sup> The 2<sup>nd</sup> day<sup>a</sup>", "shown.¹,² The 2nd day^a"),
        ("<ul><li>one<li><p>two</ul>", "• one\n\n• two"),
        ("<table><tr><th>A<th>B<tr><td>1<td><p>2</p></table>", "A\tB\n1\t2"),
        ("<p>one<br>two&nbsp;three<p>four", "one\ntwo three\n\nfour"),
        ("SAR\u200d34<!-- c -->1\u202e9 caf&eacute; &#169; &bogus;", "SAR3419 café © &bogus;"),
        ("<pre>A  b\n\nDose      ORR\n5 mg      33%</pre>", "A b\n\nDose\tORR\n5 mg\t33%"),
        ("<p>a <b>bold</b><i>est</i> word</p></div></section>", "a boldest word"),
    ],
)
def test_marks_of_the_text_are_kept(page: str, expected: str) -> None:
    assert text(page) == expected


@pytest.mark.parametrize(
    "around",
    [
        '<nav><a href="/">Start</a></nav>',
        '<div class="cookieConsent">Cookies!</div>',
        '<div id="onetrust-banner">Cookies!</div>',
        "<aside>Buy</aside>",
        '<div class="article__share"><span>Share</span></div>',
        '<section class="related-articles"><p>Other</p></section>',
        "<div><h3>Related Links:</h3><p><a>Other release of others</a></p></div>",
        "<ul><li><a>Alpha news</a></li><li><a>Beta news</a></li><li><a>Gamma news</a></li></ul>",
        '<div style="display: none">Hidden</div>',
        '<div role="dialog">Sign up</div>',
        "<span>Print this page</span>",
        "<header><p>Site</p></header>",
        "<script>var x = '<p>no</p>'</script>",
    ],
)
def test_what_stands_around_is_left_out(around: str) -> None:
    page = f"<html><body>{around}<div>{BODY * 3}</div>{around}</body></html>"
    assert text(page) == text(BODY * 3)


def test_a_page_whose_frame_is_named_like_furniture_is_read() -> None:
    assert "works well" in text(
        f'<html><body class="has-sidebar nav-open"><div id="menu-page">{BODY * 3}</div>'
    )


def test_offsets_lead_back_to_the_page(tmp_path: Path) -> None:
    page = as_html()
    found = document(tmp_path, page)
    for words in ("HGX-214", "Rituxan", "Orphan Drug", "its HexaLink technology"):
        start = found.text.index(words)
        assert page[found.origin(start).source :].startswith(words)
    assert found.origin(0).page == 0


def test_an_encoding_that_the_page_declares_is_used(tmp_path: Path) -> None:
    page = f'<html><meta charset="iso-8859-2"><body>{BODY}<p>Łódź</p></body></html>'
    assert "Łódź" in document(tmp_path, page.encode("iso-8859-2")).text


@pytest.mark.parametrize("name", ["page.txt", "page.aspx", "page"])
def test_pages_are_known_by_their_content(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(as_html())
    (found,) = (item for item in read([tmp_path]) if isinstance(item, Document))
    assert found.title == TITLE


def test_depth_does_not_hurt() -> None:
    deep = "<div>" * 50_000 + "deep words" + "</div>" * 50_000
    assert text(deep) == "deep words"


def test_a_page_without_words_is_said_to_be_one() -> None:
    with pytest.raises(InputError, match="holds no text"):
        text("<html><body><script>load()</script></body></html>")


@given(st.text("<>/ap dilutrb&;=\"'#1!-\n", max_size=300) | st.text(max_size=100))
def test_no_page_breaks_the_reader(page: str) -> None:
    try:
        (found, anchors), _ = release_of(page)
    except InputError:
        return
    assert normalise(found) == found.strip()
    assert all(0 <= anchor.source <= len(page) and anchor.start <= len(found) for anchor in anchors)


def test_paragraphs_of_the_sample_are_whole() -> None:
    assert all(words.replace("\t", " ") in text(as_html()).replace("\t", " ") for words in PARAGRAPHS)


@pytest.mark.parametrize("name", PAGES)
def test_pages_as_wires_and_companies_write_them(tmp_path: Path, name: str) -> None:
    (tmp_path / "page.html").write_text(PAGES[name])
    (found,) = read([tmp_path / "page.html"])
    assert isinstance(found, Document)
    assert (found.title, found.published) == (HEADLINE, "2012-06-04")
    assert found.text.startswith(HEADLINE)
    assert found.text.endswith(EXPECTED)
    assert len(found.text) - len(EXPECTED) < 90
