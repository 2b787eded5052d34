"""One release, written down by us in the formats that releases arrive in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

TITLE = "Hexagene Licenses HGX-214 to Nordvik Pharma"
DATELINE = "BOSTON, Mass. -- June 04, 2012 -- "
#: A heading is a paragraph without a full stop, an item begins with a bullet, cells are parted by tabs.
PARAGRAPHS = (
    f"{DATELINE}Hexagene, Inc. (Nasdaq: HXGN) today granted Nordvik Pharma AB an exclusive license to"
    " HGX-214, an antibody-drug conjugate that targets CD19. HGX-214 carries the payload DM4 and is "
    "in a Phase 2 trial in patients with diffuse large B-cell lymphoma.",
    "Hexagene receives an upfront payment of $12 million from Nordvik Pharma. Patients were treated "
    "with HGX-214 at 55 mg/m² together with Rituxan®, and the objective response rate was 33% (7/21)"
    " at the final analysis.",
    "• HGX-214 was granted Orphan Drug designation by the FDA.",
    "• Nordvik Pharma will start a Phase 3 trial of HGX-214 next year.",
    "Dose\tPatients\tResponse",
    "55 mg/m²\t21\t33%",
    "70 mg/m²\t18\t28%",
    "About Hexagene, Inc.",
    "Hexagene develops antibody-drug conjugates with its HexaLink technology, which the company "
    "owns. It works with partners in several countries and has its seat in Boston.",
)
PLAIN = "\n\n".join((TITLE, *PARAGRAPHS)) + "\n"


def as_html() -> str:
    """A page of a wire, with all that stands around a release there."""
    parts: list[str] = []
    for words in PARAGRAPHS:
        cells = words.split("\t")
        if len(cells) > 1:
            parts.append(f"<table><tr><td>{'<td>'.join(map(_inline, cells))}</table>")
        elif words.startswith("• "):
            parts.append(f"<ul><li>{_inline(words[2:])}</ul>")
        else:
            tag = "h3" if words.startswith("About") else "p"
            parts.append(f"<{tag}>{_inline(words)}</{tag}>")
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{TITLE} | Example Wire</title>"
        '<meta property="og:site_name" content="Example Wire">'
        '<link rel="canonical" href="https://wire.example/n/214"></head><body>'
        '<div id="cookie-bar">We use cookies. Accept all cookies?</div><nav><a href="/">Home</a></nav>'
        f'<main><h1>{TITLE}</h1><div class="share-links"><a>Tweet</a> <a>Post</a></div>'
        f"<article>{''.join(parts)}</article>"
        '<div class="related-news"><h3>More</h3><a>Acme licenses ACM-1 to Beta Pharma</a></div></main>'
        "<footer>© Example Wire</footer></body></html>"
    )


def _inline(words: str) -> str:
    return escape(words).replace("m²", "m<sup>2</sup>").replace("®", "<sup>&reg;</sup>")


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def as_docx() -> bytes:
    """A Word file with a numbered list, a table, a superscript and a deletion."""
    parts = [_paragraph(TITLE)]
    for words in PARAGRAPHS:
        cells = words.split("\t")
        if len(cells) > 1:
            row = "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in cells)
            parts.append(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")
        else:
            parts.append(_paragraph(words))
    return zipped({"word/document.xml": f"<w:document {_W}><w:body>{''.join(parts)}</w:body></w:document>"})


def _paragraph(words: str) -> str:
    style = "<w:pPr><w:numPr/></w:pPr>" if words.startswith("• ") else ""
    raised = '</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>'
    text = escape(words.removeprefix("• ")).replace("m²", f"m{raised}2</w:t></w:r><w:r><w:t>")
    deleted = "<w:del><w:r><w:t>deleted</w:t></w:r></w:del>"
    return f"<w:p>{style}{deleted}<w:r><w:t>{text}</w:t></w:r></w:p>"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of texts by their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()
