"""The graph out of a store, in the formats of others; always in the same order."""

from __future__ import annotations

import csv
import gzip
import heapq
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from zhengtu.errors import ZhengtuError
from zhengtu.graph import listing
from zhengtu.graph.store import Store
from zhengtu.graph.terms import ONTOLOGY, RDF, XSD, prefixes
from zhengtu.ontology import vocab
from zhengtu.ontology.vocab import ZT

AT_ONCE = 500_000  # lines that are sorted in memory; more go through temporary files
BYTE_ORDER_MARK = "\ufeff"


def write(store: Store, output: IO[bytes], *, format: str = "ttl", ontology: bool = False) -> None:
    """Write all reports of ``store`` to ``output``; ``ontology`` adds the vocabulary itself.

    ``.gz`` after the name of a format packs it.
    """
    plain = format.removesuffix(".gz")
    writer = FORMATS.get(plain)
    if writer is None:
        raise ZhengtuError(
            f"{format}: not a format for export; choose one of {', '.join(FORMATS)}, or csv into a folder"
        )
    graphs = [graph for graph in store.graphs() if ontology or graph != ONTOLOGY]
    if plain == format:
        writer(store, graphs, output)
    else:
        with gzip.GzipFile(fileobj=output, mode="wb", mtime=0) as packed:  # no time: the same graph, the same bytes
            writer(store, graphs, packed)  # type: ignore[arg-type]


def write_to(store: Store, target: str, *, format: str = "ttl", table: str | None = None, excel: bool = False) -> None:
    """Write to the file ``target``, to stdout for ``-``; lists (``csv``) into a folder, or one of them to a file.

    A file appears whole or not at all.
    """
    if format != "csv":
        with _output(target) as output:
            write(store, output, format=format)
    elif table is not None:
        with _output(target) as output:
            text = io.TextIOWrapper(output, "utf-8-sig" if excel else "utf-8", newline="")
            write_table(store, text, listing.find(table), excel=excel)
            text.detach()
    elif target == "-":
        names = ", ".join(found.name for found in listing.LISTINGS)
        raise ZhengtuError(f"csv is a file for each list: -o FOLDER, or one list with --table ({names})")
    else:
        write_tables(store, Path(target), excel=excel)


@contextmanager
def _output(target: str) -> Iterator[IO[bytes]]:
    if target == "-":
        yield sys.stdout.buffer
        return
    path = Path(target)
    with _in_words(path), tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            yield file
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    with _in_words(path):
        Path(file.name).chmod(0o666 & ~_umask())
        Path(file.name).replace(path)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ZhengtuError(f"{path}: cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_tables(store: Store, folder: Path, *, excel: bool = False, chinese: bool = True) -> tuple[Path, ...]:
    """Write the lists of enterprises, projects, targets and observations as CSV files into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in listing.LISTINGS:
        path = folder / f"{table.title if chinese else table.name}.csv"
        with path.open("w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
            write_table(store, file, table, excel=excel, chinese=chinese)
        written.append(path)
    return tuple(written)


def write_table(
    store: Store, output: IO[str], table: listing.Listing, *, excel: bool = False, chinese: bool = True
) -> None:
    """Write one list as CSV."""
    writer = csv.writer(output)
    writer.writerow(table.columns.values() if chinese else table.columns)
    for row in listing.rows(store, table):
        writer.writerow([_cell(_word(value) if chinese else value, excel) for value in row.values()])


def _word(value: object) -> object:
    """Return the Chinese label of one of our terms."""
    name = value.removeprefix("zt:") if isinstance(value, str) and value.startswith("zt:") else ""
    return vocab.LABELS[getattr(ZT, name)].get("zh", name) if name in ZT else value


def _cell(value: object, excel: bool) -> object:
    text = "" if value is None else str(value).removeprefix("zt:")
    risky = excel and isinstance(value, str) and text[:1] in "=+-@\t"
    return f"'{text}" if risky and text else text  # a name is no formula


def _write_nquads(store: Store, graphs: list[NamedNode], output: IO[bytes]) -> None:
    output.writelines(_sorted_lines(f"{quad} .\n".encode() for graph in graphs for quad in store.quads(graph)))


def _write_trig(store: Store, graphs: list[NamedNode], output: IO[bytes]) -> None:
    ox.serialize(_in_order(store, graphs), output, format=RdfFormat.TRIG, prefixes=prefixes())


def _write_turtle(store: Store, graphs: list[NamedNode], output: IO[bytes]) -> None:
    found = (quad.triple for quad in _in_order(store, graphs))
    ox.serialize(found, output, format=RdfFormat.TURTLE, prefixes=prefixes())


def _write_jsonld(store: Store, graphs: list[NamedNode], output: IO[bytes]) -> None:
    """Write JSON-LD: one context with our prefixes, one node object for each graph."""
    text = io.TextIOWrapper(output, encoding="utf-8", write_through=True)
    text.write('{"@context": ' + json.dumps(prefixes()) + ',\n"@graph": [')
    for number, graph in enumerate(graphs):
        text.write((",\n" if number else "\n") + '{"@id": ' + json.dumps(_compact(graph.value)) + ', "@graph": [\n')
        quads = sorted(store.quads(graph), key=str)
        nodes = (_node(subject, list(said)) for subject, said in groupby(quads, key=lambda q: str(q.subject)))
        text.write(",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes) + "\n]}")
    text.write("\n]}\n")
    text.detach()


def _node(subject: str, quads: list[Quad]) -> dict[str, object]:
    node: dict[str, object] = {"@id": _compact(subject[1:-1])}
    for predicate, said in groupby(quads, key=lambda q: q.predicate):
        objects = [quad.object for quad in said]
        if predicate == RDF.type:
            node["@type"] = [_compact(term.value) for term in objects if isinstance(term, NamedNode)]
        else:
            node[_compact(predicate.value)] = [_json_value(term) for term in objects]
    return node


def _json_value(term: object) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"@id": _compact(term.value)}  # type: ignore[attr-defined]
    if term.language:
        return {"@value": term.value, "@language": term.language}
    return {"@value": term.value} | ({"@type": _compact(term.datatype.value)} if term.datatype != XSD.string else {})


def _compact(iri: str) -> str:
    for prefix, base in prefixes().items():
        if iri.startswith(base) and iri[len(base) :].isidentifier():
            return f"{prefix}:{iri[len(base) :]}"
    return iri


NODE_FIELDS = ("iri", "type", "report", "stage", "year")
EDGE_FIELDS = ("relation", "modality", "year", "confidence", "sentence")


def _write_graphml(store: Store, graphs: list[NamedNode], output: IO[bytes]) -> None:
    names, nodes, edges = _drawing(store)
    keys = [f'<key id="n_{f}" for="node" attr.name="{f}" attr.type="string"/>' for f in ("label", *NODE_FIELDS)]
    keys += [f'<key id="e_{f}" for="edge" attr.name="{f}" attr.type="string"/>' for f in EDGE_FIELDS]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">', *keys]
    lines.append('<graph edgedefault="directed">')
    for node in nodes:
        data = "".join(f'<data key="n_{f}">{_text(node[f])}</data>' for f in ("label", *NODE_FIELDS))
        lines.append(f'<node id="{names[node["iri"]]}">{data}</node>')
    for number, edge in enumerate(edges):
        data = "".join(f'<data key="e_{f}">{_text(edge[f])}</data>' for f in EDGE_FIELDS)
        ends = f'source="{names[edge["source"]]}" target="{names[edge["target"]]}"'
        lines.append(f'<edge id="e{number}" {ends}>{data}</edge>')
    output.write(("\n".join([*lines, "</graph>", "</graphml>"]) + "\n").encode())


def _write_gexf(store: Store, graphs: list[NamedNode], output: IO[bytes]) -> None:
    names, nodes, edges = _drawing(store)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">']
    lines.append('<graph defaultedgetype="directed">')
    for of, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        lines.append(f'<attributes class="{of}">')
        lines += [f'<attribute id="{f}" title="{f}" type="string"/>' for f in fields]
        lines.append("</attributes>")
    lines.append("<nodes>")
    for node in nodes:
        values = _gexf_values(node, NODE_FIELDS)
        lines.append(f'<node id="{names[node["iri"]]}" label={_attribute(node["label"])}>{values}</node>')
    lines += ["</nodes>", "<edges>"]
    for number, edge in enumerate(edges):
        ends = f'source="{names[edge["source"]]}" target="{names[edge["target"]]}"'
        values = _gexf_values(edge, EDGE_FIELDS)
        lines.append(f'<edge id="e{number}" {ends} label={_attribute(edge["relation"])}>{values}</edge>')
    output.write(("\n".join([*lines, "</edges>", "</graph>", "</gexf>"]) + "\n").encode())


def _drawing(store: Store) -> tuple[dict[object, str], list[listing.Row], list[listing.Row]]:
    """Return short names for nodes, the nodes, each once, and the edges between them."""
    nodes: dict[object, listing.Row] = {}
    for node in listing.nodes(store):
        nodes.setdefault(node["iri"], node)
    edges = [edge for edge in listing.edges(store) if edge["source"] in nodes and edge["target"] in nodes]
    return {iri: f"n{number}" for number, iri in enumerate(nodes)}, list(nodes.values()), edges


def _gexf_values(row: listing.Row, fields: tuple[str, ...]) -> str:
    values = "".join(f'<attvalue for="{f}" value={_attribute(row[f])}/>' for f in fields if row[f] not in (None, ""))
    return f"<attvalues>{values}</attvalues>"


def _attribute(value: object) -> str:
    return quoteattr(_clean(value))


def _text(value: object) -> str:
    return escape(_clean(value))


def _clean(value: object) -> str:
    told = "" if value is None else str(value).removeprefix("zt:")
    return "".join(c for c in told if c >= " " or c in "\t\n")  # XML knows no other control characters


def _in_order(store: Store, graphs: Iterable[NamedNode]) -> Iterator[Quad]:
    for graph in graphs:
        yield from sorted(store.quads(graph), key=str)


def _sorted_lines(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Return ``lines`` in order without holding more than ``AT_ONCE`` of them."""
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        while chunk := sorted(islice(lines, AT_ONCE)):
            if len(chunk) < AT_ONCE and not runs:
                yield from chunk
                return
            run = files.enter_context(tempfile.TemporaryFile())
            run.writelines(chunk)
            run.seek(0)
            runs.append(run)
        yield from heapq.merge(*runs)


FORMATS: dict[str, Callable[[Store, list[NamedNode], IO[bytes]], None]] = {
    "ttl": _write_turtle,
    "trig": _write_trig,
    "nq": _write_nquads,
    "jsonld": _write_jsonld,
    "graphml": _write_graphml,
    "gexf": _write_gexf,
}
