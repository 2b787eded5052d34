"""Pages as wires and companies write them, with a release of our own in each."""

# ruff: noqa: E501 - pages are kept as they are written
from __future__ import annotations

HEADLINE = "Hexagene Reports Phase 2 Results"
OPENING = (
    '<p><span class="xn-location">BOSTON</span>, <span class="xn-chron">June 4, 2012</span> /PRNewswire/ -- '
    'Hexagene, Inc. (<a href="x">NASDAQ: HXGN</a>) today announced results of its Phase 2 trial of HGX-214, an '
    "antibody-drug conjugate that targets CD19, in patients with diffuse large B-cell lymphoma.</p>"
)
REST = (
    '<p><b>Results</b></p><ul type="disc"><li>Objective response rate of 33% (7/21) at 55 mg/m<sup>2</sup></li>'
    "<li>Median progression-free survival of 5.6 months (p&lt;0.001)<sup>1</sup></li></ul>"
    '<div class="table-responsive"><table border="1"><tbody><tr><td class="prngen2"><p><span>Dose</span></p></td>'
    "<td><p>Patients</p></td><td><p>ORR, n (%)</p></td></tr><tr><td><p>55 mg/m<sup>2</sup></p></td>"
    "<td><p>21</p></td><td><p>7 (33%)</p></td></tr></tbody></table></div>"
    "<p>“These results are strong,” said Ann Lee, M.D., Chief Executive Officer of Hexagene. "
    "Rituxan<sup>&reg;</sup> was given as well. D-PLEX<sub>100</sub> was not.</p>"
    "<p><b>About Hexagene</b></p><p>Hexagene develops antibody-drug conjugates.</p>"
)
#: The text of the release, from its dateline to its end.
EXPECTED = """BOSTON, June 4, 2012 /PRNewswire/ -- Hexagene, Inc. (NASDAQ: HXGN) today announced results of its \
Phase 2 trial of HGX-214, an antibody-drug conjugate that targets CD19, in patients with diffuse large B-cell \
lymphoma.

Results

• Objective response rate of 33% (7/21) at 55 mg/m²
• Median progression-free survival of 5.6 months (p<0.001)¹

Dose\tPatients\tORR, n (%)
55 mg/m²\t21\t7 (33%)

“These results are strong,” said Ann Lee, M.D., Chief Executive Officer of Hexagene. Rituxan® was given as well. \
D-PLEX₁₀₀ was not.

About Hexagene

Hexagene develops antibody-drug conjugates."""

PAGES = {
    "wire with cards": f"""<!doctype html><html lang="en"><head><title>{HEADLINE}</title>
<meta property="og:site_name" content="Example Wire"></head><body class="news"><a class="sr-only">Skip Navigation</a>
<header class="header"><nav class="navbar"><ul><li><a>Resources</a><li><a>Blog</a><li><a>Log In</a></ul></nav></header>
<main id="main"><article class="news-release"><header class="release-header"><h1>{HEADLINE}</h1>
<p class="meta">News provided by</p><a href="/h"><strong>Hexagene, Inc.</strong></a><p>Jun 04, 2012, 07:00 ET</p>
<div class="share-this"><p>Share this article</p><ul><li><a>Share to X</a></ul></div></header>
<section class="release-body"><div class="row">{OPENING}{REST}</div></section>
<section class="related"><h2>Also from this source</h2><div class="card"><h3>Hexagene Sells Kexamab to Beta</h3>
<p>Hexagene, Inc. sold Kexamab, an antibody for asthma, to Beta Pharma for $9 million...</p></div></section>
<section class="topics"><h2>Explore</h2><a>Hospitals</a><a>Biotechnology</a></section></article></main>
<footer><p>Copyright © 2012 Example Wire</p></footer><div id="onetrust-banner-sdk" role="dialog"><h2>Your Privacy</h2>
<p>We use cookies and similar technologies. Click accept to agree.</p><button>Accept All</button></div></body></html>""",
    "wire with a side bar": f"""<html><head><title>{HEADLINE} | Example Wire</title></head><body>
<div class="bw-header"><div id="bw-nav"><ul><li><a>HOME</a></li><li><a>SERVICES</a></li><li><a>NEWS</a></li></ul></div>
</div><section id="bw-release-story"><header><h1 itemprop="headline"><b>{HEADLINE}</b></h1></header>
<div class="bw-release-story" itemprop="articleBody">{OPENING}{REST}</div></section>
<aside><div class="bw-release-contact"><h2>Contacts</h2><p>Ann Lee<br>617-555-0100</p></div>
<h3>More News From Hexagene</h3><ul><li><a>Hexagene Sells Kexamab to Beta Pharma</a></li></ul></aside>
<div class="footer">© 2012 Example Wire, Inc.</div></body></html>""",
    "page for investors": f"""<!DOCTYPE html><html><head><title>Hexagene - Investor Relations</title></head><body>
<div class="pane pane--header"><div class="nav module"><a>About</a><a>Pipeline</a><a>Investors</a></div></div>
<div class="pane--content"><div class="module-details"><h1 class="module-details_title">{HEADLINE}</h1>
<div class="module-details_date"><span>06/04/2012</span></div><div class="actions"><a>Download PDF</a><a>Print</a>
<a>Email</a></div><div class="q4default">{OPENING}{REST}</div></div><div class="module-email-alert">
<h3>Email Alerts</h3><p>To opt in for alerts, please enter your email address in the field below and select at least
one option.</p></div></div><div class="pane--footer"><p>© Hexagene 2012. All rights reserved.</p></div></body></html>""",
    "page of tables": f"""<html><body bgcolor=white><table width=100%><tr><td width=150 valign=top><a href=a>Home</a>
<br><a href=b>Products</a><br><a href=c>News</a><br><a href=d>Contact</a></td><td valign=top>
<font size=+2><b>{HEADLINE}</b></font><br><br>{OPENING}{REST}</td></tr></table></body></html>""",
}
