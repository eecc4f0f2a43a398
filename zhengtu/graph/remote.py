"""A store on a server that speaks SPARQL 1.1: Fuseki, GraphDB, QLever, Virtuoso or another Oxigraph.

One update request writes one report; servers with transactions take it wholly or not at all.
The server must show the union of all graphs as its default graph.
"""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, Triple

from zhengtu.errors import QueryError, StoreError
from zhengtu.graph import guard
from zhengtu.graph.disk import graph_block
from zhengtu.graph.entries import Name, Words
from zhengtu.graph.said import THINGS
from zhengtu.graph.store import Prepared, Store, Table
from zhengtu.graph.terms import (
    BASE,
    ONTOLOGY,
    REFERENCE,
    REPORTS,
    SHARED_GRAPHS,
    Term,
    local_name,
    normal_form,
    prefixes,
    report_iri,
)
from zhengtu.graph.terms import report_id as id_of
from zhengtu.ontology import vocab
from zhengtu.ontology.vocab import ZT

TIMEOUT = 120.0
AT_ONCE = 250  # IRIs in one query, which servers limit in length
KINDS = (*THINGS, "Term")
TABLES, TRIPLES = "application/sparql-results+json", "application/n-triples"


class RemoteStore(Store):
    """A server's endpoint; ``update`` is another URL where the server has two.

    Without it the update URL is guessed from the habits of servers: GraphDB's
    ``…/repositories/x/statements``, Fuseki's ``…/x/update`` beside ``…/x/query``.
    """

    def __init__(self, url: str, *, update: str | None = None, write: bool = False) -> None:
        self.target = self.url = url
        self.update_url = update or guess_update_url(url)
        self.write = write
        self._check_union()
        if write and ONTOLOGY not in self.graphs():
            block = graph_block(Quad(t.subject, t.predicate, t.object, ONTOLOGY) for t in vocab.triples())
            self._update(f"INSERT DATA {{ {block} }}")

    def close(self) -> None:
        """Do nothing: each request stands alone."""

    def answer(self, sparql: str, **bindings: Term) -> Table | bool | tuple[Triple, ...]:
        """Return a table, a truth or triples; ``bindings`` are values of variables that a SELECT projects."""
        guard.check(sparql)
        form = guard.parse(sparql)
        declared = "".join(f"PREFIX {name}: <{base}>\n" for name, base in prefixes().items())
        asked = declared + sparql + _values(bindings)
        if form == "triples":
            return tuple(_triples(self._post(self.url, asked, "application/sparql-query", TRIPLES)))
        found = ox.parse_query_results(
            self._post(self.url, asked, "application/sparql-query", TABLES), QueryResultsFormat.JSON
        )
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        assert isinstance(found, ox.QuerySolutions)
        return Table(tuple(v.value for v in found.variables), tuple(tuple(row) for row in found))

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield what is in one graph, or in all."""
        for name in (graph,) if graph else self.graphs():
            for triple in self.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}"):
                yield Quad(triple.subject, triple.predicate, triple.object, name)

    def graphs(self) -> tuple[NamedNode, ...]:
        """Return the names of our graphs, in order; others that the server may hold are none of our business."""
        rows = self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        names = {row[0].value for row in rows if isinstance(row[0], NamedNode)}
        shared = {graph.value for graph in SHARED_GRAPHS}
        return tuple(NamedNode(name) for name in sorted(names) if name.startswith(REPORTS) or name in shared)

    def __len__(self) -> int:
        ((count,),) = self.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        return int(count.value) if count else 0

    def replace_report(self, report: NamedNode, quads: Iterable[Quad]) -> None:
        """Put ``quads`` in the place of what the store had of ``report``: in one request."""
        self._swap(report, tuple(quads))

    def load(self, reports: Sequence[Prepared]) -> None:
        """Take in reports that the store may or may not have yet; one request each."""
        for prepared in reports:
            self._swap(NamedNode(prepared.report), prepared.quads())

    def remove(self, report: NamedNode) -> bool:
        """Take a report out, with what only it spoke of; false when the store had none such."""
        if report in SHARED_GRAPHS or report not in self.graphs():
            return False
        self._swap(report, ())
        return True

    def named(self, name: str, kind: str | None = None) -> list[Name]:
        """Return all that is called ``name``, to the letter but for width, case and blanks."""
        wanted = normal_form(name)
        exact = self._names(f"VALUES ?label {{ {Literal(name, language='zh')} }}", kind)
        return exact or [hit for hit in self.names_with(name, kind) if normal_form(hit.label) == wanted]

    def names_of(self, iri: str) -> list[Name]:
        """Return the names of one thing, the preferred one first."""
        return sorted(self._names(f"VALUES ?thing {{ {NamedNode(iri)} }}", None), key=lambda n: not n.preferred)

    def kinds(self, iris: Iterable[str]) -> dict[str, str]:
        """Return the types of those of ``iris`` that are firms, projects, chains or parks."""
        asked, found = list(iris), dict[str, str]()
        kinds = " ".join(str(getattr(ZT, kind)) for kind in THINGS)
        for start in range(0, len(asked), AT_ONCE):
            wanted = " ".join(f"<{iri}>" for iri in asked[start : start + AT_ONCE])
            rows = self.select(
                f"SELECT ?thing ?type WHERE {{ VALUES ?thing {{ {wanted} }} VALUES ?type {{ {kinds} }} ?thing a ?type }}"
            )
            found |= {thing.value: local_name(type.value) for thing, type in rows if thing and type}
        return found

    def names_with(self, fragment: str, kind: str | None = None, *, limit: int = 200) -> list[Name]:
        """Return names with ``fragment`` in them, the shortest first."""
        wanted = Literal(fragment.casefold())
        found = self._names("", kind, f"FILTER(CONTAINS(LCASE(STR(?label)), {wanted}))", limit=limit)
        return sorted(found, key=lambda n: (len(n.label), n.label, n.report))

    def names_like(self, name: str, kind: str | None = None, *, limit: int = 300) -> list[Name]:
        """Return names that share a character with ``name``."""
        letters = Literal("[" + "".join(re.escape(c) for c in sorted(set(normal_form(name)))) + "]")
        return self._names("", kind, f"FILTER(REGEX(STR(?label), {letters}))", limit=limit)

    def quotes_with(self, fragment: str, *, limit: int = 100) -> list[Words]:
        """Return quotes with ``fragment`` in them."""
        rows = self.select(
            f"SELECT ?e ?text WHERE {{ ?e oa:exact ?text FILTER(CONTAINS(?text, {Literal(fragment)})) }} LIMIT {limit}"
        )
        found = (Words(e.value, text.value, report_iri(id_of(e.value)).value) for e, text in rows if e and text)
        return sorted(found, key=lambda w: w.iri)

    def _names(self, first: str, kind: str | None, last: str = "", *, limit: int = 10_000) -> list[Name]:
        kinds = " ".join(str(getattr(ZT, k)) for k in ((kind,) if kind else KINDS))
        rows = self.select(
            f"SELECT DISTINCT ?thing ?type ?label ?property WHERE {{ {first} VALUES ?type {{ {kinds} }} "
            f"VALUES ?property {{ skos:prefLabel skos:altLabel }} ?thing ?property ?label . ?thing a ?type . {last} }} "
            f"ORDER BY ?label DESC(?property) ?thing LIMIT {limit}"
        )
        return [
            Name(
                thing.value,
                type.value.rpartition("#")[2],
                label.value,
                property.value.endswith("prefLabel"),
                report_iri(id_of(thing.value)).value,
            )
            for thing, type, label, property in rows
            if thing and type and label and property
        ]

    def _swap(self, report: NamedNode, found: tuple[Quad, ...]) -> None:
        alone = self.select(
            f"SELECT DISTINCT ?thing WHERE {{ GRAPH {report} {{ ?s ?p ?thing }} "
            f"FILTER(ISIRI(?thing) && STRSTARTS(STR(?thing), '{BASE}') && !STRSTARTS(STR(?thing), '{REPORTS}')) "
            f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?x ?y ?thing }} FILTER(?other NOT IN ({report}, {REFERENCE})) }} }}"
        )
        parts = [f"CLEAR SILENT GRAPH {report}"]
        parts += [f"DELETE WHERE {{ GRAPH {REFERENCE} {{ {thing} ?p ?o }} }}" for (thing,) in alone]
        if found:
            parts.append(f"INSERT DATA {{ {graph_block(found)} }}")
        self._update(" ;\n".join(parts))

    def _update(self, update: str) -> None:
        self._post(self.update_url, update, "application/sparql-update", "*/*")

    def _check_union(self) -> None:
        hidden = "ASK { GRAPH ?g { ?r a zt:Report } FILTER NOT EXISTS { ?r a zt:Report } }"
        if self.answer(hidden) is True:
            raise StoreError(
                f"{self.url}: its default graph is not the union of all graphs; "
                "set that on the server (Fuseki: tdb2:unionDefaultGraph true)"
            )

    def _post(self, url: str, body: str, kind: str, accept: str) -> bytes:
        request = urllib.request.Request(
            url, body.encode(), {"Content-Type": f"{kind}; charset=utf-8", "Accept": accept}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
                found: bytes = response.read()
                return found
        except urllib.error.HTTPError as error:
            with error:
                told = error.read(300).decode("utf-8", "replace").strip()
            wrong = QueryError if error.code == 400 else StoreError
            raise wrong(f"{url}: the server answers {error.code} {error.reason}: {told}") from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise StoreError(f"{url}: the server does not answer ({reason}); is it running?") from error


def guess_update_url(url: str) -> str:
    """Return the URL for updates that belongs to one for queries.

    >>> guess_update_url("http://localhost:3030/reports/query")
    'http://localhost:3030/reports/update'
    >>> guess_update_url("http://localhost:7200/repositories/reports")
    'http://localhost:7200/repositories/reports/statements'
    """
    head, _, last = url.rstrip("/").rpartition("/")
    if "/repositories/" in url and last != "statements":
        return f"{url.rstrip('/')}/statements"
    return f"{head}/update" if last in ("query", "sparql") and head.count("/") > 2 else url


def _values(bindings: Mapping[str, Term]) -> str:
    if not bindings:
        return ""
    names = " ".join(f"?{name}" for name in bindings)
    return f"\nVALUES ({names}) {{ ({' '.join(str(term) for term in bindings.values())}) }}"


def _triples(ntriples: bytes) -> Iterator[Triple]:
    return (quad.triple for quad in ox.parse(ntriples, RdfFormat.N_TRIPLES))
