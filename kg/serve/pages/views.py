"""The pages: what each address shows, and in which form."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import TypeAlias, cast

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from kg.graph.explanation import thing as explained
from kg.query import shortened, successor
from kg.rdf.names import Names
from kg.rdf.namespaces import RESOURCE, term
from kg.schema import schema
from kg.serve.negotiation import accepted
from kg.serve.pages import rdf
from kg.serve.pages.facts import mention, ref
from kg.serve.pages.home import kept_out
from kg.serve.pages.links import page_of, words_of
from kg.serve.pages.network import neighbourhood
from kg.serve.pages.release import release
from kg.serve.pages.rendering import page
from kg.serve.pages.search import DOCUMENT, MOST_FOUND
from kg.serve.pages.site import Site, Sites
from kg.serve.pages.terms import classes, definition_of
from kg.serve.pages.terms import properties as all_properties
from kg.serve.pages.things import properties, thing

_DOCUMENTS, _GRAPHS, _STATEMENTS = (f"{RESOURCE}{kind}/" for kind in ("document", "graph", "statement"))
_MOST_REFUSED = 500

View: TypeAlias = Callable[[Request, str, Site], Response]


def site_of(request: Request) -> Site:
    """The site that answers a request; a view takes it once."""
    sites: Sites = request.app.state.sites
    return sites.current()


def home(request: Request) -> Response:
    """What the graph holds, what is new, what the gate kept out, the latest releases."""
    refused = request.app.state.graph.store.quarantined()
    return page(request, "home", home=site_of(request).home, refused=len(refused), kept_out=kept_out(refused))


def quarantine(request: Request) -> Response:
    """All that the gate kept out, with the reasons."""
    refused = request.app.state.graph.store.quarantined()
    return page(request, "quarantine", total=len(refused), kept_out=kept_out(refused, _MOST_REFUSED))


def search(request: Request) -> Response:
    """Things by any of their names."""
    site = site_of(request)
    text = request.query_params.get("q", "")
    kinds = [kind for kind in request.query_params.getlist("kind") if kind in site.search.counts]
    number, total = _page_number(request), sum(site.search.counts[kind] for kind in kinds)
    found = (
        site.search.find(text, kinds) if text.strip() else site.search.listed(kinds, number) if kinds else []
    )
    return page(
        request, "search", text=text, kinds=kinds, counts=site.search.counts, found=found, document=DOCUMENT,
        asked=bool(text.strip() or kinds), most=MOST_FOUND, number=number, total=total,
        pages=1 if text.strip() else -(-total // MOST_FOUND),
    )  # fmt: skip


def resource(request: Request) -> Response:
    """What an IRI of the graph stands for: its page, or what the graph says of it as RDF."""
    site = site_of(request)
    iri = _known(request, site)
    if not iri:
        return _missing(request)
    form = _form(request)
    if form != rdf.FORMS["html"]:
        return _rdf(partial(rdf.description, iri, site.catalogue), form)
    new = successor(ox.NamedNode(iri), site.catalogue.snapshot).value
    return RedirectResponse(page_of(new), 301) if new != iri else _view_of(iri, site)(request, iri, site)


def network(request: Request) -> Response:
    """What is around a thing: a drawing, or its nodes and edges as JSON."""
    site = site_of(request)
    iri = _known(request, site)
    if iri not in site.catalogue.kinds:
        return _missing(request)
    found = neighbourhood(iri, site.catalogue)
    if request.query_params.get("format") == "json":
        return Response(json.dumps(asdict(found), ensure_ascii=False), media_type="application/json")
    return page(
        request, "network", found=found, names={each.id: each for each in (found.centre, *found.nodes)}
    )


def names(request: Request) -> Response:
    """Why the names of a thing are its names."""
    site = site_of(request)
    iri = _known(request, site)
    if iri not in site.catalogue.kinds:
        return _missing(request)
    found = explained(ox.NamedNode(iri), site.catalogue.snapshot)
    return page(
        request, "names", thing=found, former={each: shortened(ox.NamedNode(each)) for each in found.former},
        cited=lambda name: ref(Names().document(name).value, site.catalogue),
    )  # fmt: skip


def ontology(request: Request) -> Response:
    """The terms of the ontology with their counts, or the ontology as RDF."""
    form = _form(request)
    if form != rdf.FORMS["html"]:
        return _rdf(rdf.ontology, form)
    site = site_of(request)
    values = {
        kind: [
            (each, definition_of(each.iri), len(site.catalogue.about.get(each.iri, ())))
            for each in found.values()
        ]
        for kind, found in schema().concepts.items()
    }
    return page(
        request, "ontology", classes=classes(), properties=all_properties(), values=values, counts=site.terms,
        things=site.search.counts,
    )  # fmt: skip


def missing(request: Request, _: Exception) -> Response:
    """The page for an address that leads nowhere."""
    return _missing(request)


def unreadable(request: Request, error: Exception) -> Response:
    """The page while the store cannot be read."""
    return page(request, "unreadable", code=503, reason=str(error))


def _thing(request: Request, iri: str, site: Site) -> Response:
    group = request.query_params.get("group", "")
    found = thing(iri, site.catalogue, group=group, page=_page_number(request))
    if group and not any(section.asserted or section.open for section in found.sections):
        return _missing(request)
    return page(request, "thing", thing=found, group=group)


def _page_number(request: Request) -> int:
    """Which page of several is asked for, from 1."""
    text = request.query_params.get("page", "")
    return max(int(text), 1) if re.fullmatch("[0-9]{1,6}", text) else 1


def _release(request: Request, iri: str, site: Site) -> Response:
    place = request.query_params.get("place", "")
    number = int(place) if re.fullmatch("[0-9]{1,9}", place) else None
    fact = request.query_params.get("fact", "")
    found = release(iri, site.catalogue, fact=fact, place=number)
    return page(request, "release", release=found, iri=iri, fact=fact, place=number)


def _statement(_request: Request, iri: str, site: Site) -> Response:
    """A statement is shown with its words."""
    quads = site.catalogue.snapshot.quads(ox.NamedNode(iri), term("prov:wasDerivedFrom"))
    document = cast("ox.NamedNode", next(quads).object)
    return RedirectResponse(words_of(document.value, iri), 303)


def _graph(_request: Request, iri: str, _site: Site) -> Response:
    """A graph of a document is shown as the document."""
    return RedirectResponse(page_of(_DOCUMENTS + iri.removeprefix(_GRAPHS)), 303)


def _record(request: Request, iri: str, site: Site) -> Response:
    node = ox.NamedNode(iri)
    told = [mention(each, site.catalogue) for each in site.catalogue.about.get(iri, ())]
    return page(
        request, "record", iri=iri, short=shortened(node), name=site.catalogue.name(iri),
        properties=properties(node, site.catalogue), mentions=told,
    )  # fmt: skip


def _view_of(iri: str, site: Site) -> View:
    if iri in site.catalogue.sources:
        return _release
    if iri in site.catalogue.kinds:
        return _thing
    return next(
        (view for start, view in ((_STATEMENTS, _statement), (_GRAPHS, _graph)) if iri.startswith(start)),
        _record,
    )


def _known(request: Request, site: Site) -> str:
    """The IRI that an address is of, if the graph knows it; else an empty text."""
    decoded: str = request.path_params["path"]
    # The path of an IRI is that of its page; only what is no ASCII is encoded by the way.
    raw = request.scope["raw_path"].decode("latin-1").split("/", 2)[-1]
    for path in dict.fromkeys((raw, decoded)):
        try:
            node = ox.NamedNode(RESOURCE + path)
        except ValueError:
            continue
        if _is_known(node, site):
            return node.value
    return ""


def _is_known(node: ox.NamedNode, site: Site) -> bool:
    snapshot = site.catalogue.snapshot
    if successor(node, snapshot) != node:
        return True
    return any(True for _ in snapshot.quads(node)) or any(True for _ in snapshot.quads(graph=node))


def _form(request: Request) -> str:
    """The media type that is asked for, by its name or by the header Accept; empty if there is none."""
    if asked := request.query_params.get("format"):
        return rdf.FORMS.get(asked, "")
    return accepted(request.headers.get("accept", ""), tuple(rdf.FORMS.values()))


def _missing(request: Request) -> HTMLResponse:
    return page(request, "missing", code=404)


def _rdf(written: Callable[[str], bytes], media_type: str) -> Response:
    if not media_type:
        return PlainTextResponse(
            f"There is {', '.join(rdf.FORMS.values())}.\n", 406, headers={"Vary": "Accept"}
        )
    return Response(written(media_type), media_type=media_type, headers={"Vary": "Accept"})
