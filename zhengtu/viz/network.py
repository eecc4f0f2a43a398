"""The relation map: one HTML file that needs nothing else, drawn by PyVis with a template of ours.

Places are computed here (``layout``), so that the page opens at rest; names reach the page only
as JSON and as text nodes, so that none of them can become markup; the content security policy
lists the page's own scripts by digest and allows nothing else, no request to anywhere.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any

from zhengtu.viz import layout, pages, payload
from zhengtu.viz.model import NODE_TYPES, MapView

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from pyvis.network import Network

    from zhengtu.graph.store import Store

SCRIPTS = (
    "base.js",
    "quotes.js",
    "core.js",
    "draw.js",
    "figures.js",
    "panel.js",
    "filters.js",
    "search.js",
    "moves.js",
    "tools.js",
)

# Okabe and Ito's colours, which colour-blind eyes can tell; the shapes say the same once more.
SHAPES = {
    "IndustryChain": ("hexagon", "#0072B2"),
    "Enterprise": ("dot", "#E69F00"),
    "Project": ("square", "#009E73"),
    "Park": ("triangle", "#CC79A7"),
    "Honour": ("star", "#C9B400"),
    "Organisation": ("triangleDown", "#56B4E9"),
    "Target": ("diamond", "#D55E00"),
}
BASE_SIZE = {"IndustryChain": 15, "Project": 11, "Enterprise": 12, "Park": 13, "Target": 9, "Honour": 12}

OPTIONS: Mapping[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 1e9, "hideEdgesOnDrag": False, "multiselect": False},
    "nodes": {"borderWidth": 2, "borderWidthSelected": 3, "font": {"size": 0}},
    "edges": {
        "smooth": False,
        "width": 1.2,
        "selectionWidth": 1.5,
        "hoverWidth": 0.6,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "arrowStrikethrough": False,
    },
}


def render_map(
    source: Store | MapView,
    *,
    lang: str = "zh",
    focus: str | None = None,
    depth: int = 1,
    chain: str | None = None,
    top: int | None = None,
    report: str | None = None,
    least: float = 0.0,
    title: str | None = None,
) -> str:
    """Return the page that shows ``source``: a store, or a view that was read from one before.

    ``focus`` and ``depth`` choose a neighbourhood, ``chain`` an industry chain with all that belongs
    to it, ``report`` one report, ``top`` the nodes with most neighbours, ``least`` the confidence that facts
    must have; they can be combined.
    """
    from zhengtu.viz import view as views

    if isinstance(source, MapView):
        part = views.narrow(source, focus=focus, depth=depth, chain=chain, top=top, report=report, least=least)
    else:
        part = views.read_part(source, focus=focus, depth=depth, chain=chain, top=top, report=report, least=least)
    return render_view(part, lang=lang, title=title)


def render_view(view: MapView, *, lang: str = "zh", title: str | None = None) -> str:
    """Return the page that shows ``view`` as it is."""
    from pyvis.network import Network

    graph = build_graph(view)
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    for node, drawn in graph.nodes(data=True):
        network.add_node(node, label=" ", **drawn)
    for source, target, edge in graph.edges(keys=True):
        network.add_edge(source, target, id=edge)
    network.set_options(json.dumps(OPTIONS))
    return _render(network, {**payload.page(view, lang=lang, title=title), "shapes": SHAPES})


def build_graph(view: MapView) -> MultiDiGraph:
    """Return the view as a NetworkX graph with places, sizes and shapes; its keys are opaque ids."""
    import networkx

    ids = payload.ids_of(view)
    graph = networkx.MultiDiGraph()
    edges = view.edges
    near = view.neighbours()
    nodes = sorted(view.nodes, key=lambda node: NODE_TYPES.index(node.type))  # those without a line stand by type
    sizes = [_size(node.type, len(near.get(node.id, ()))) for node in nodes]
    order = {node.id: i for i, node in enumerate(nodes)}
    places = layout.place_nodes(
        [_box(node.name, size) for node, size in zip(nodes, sizes, strict=True)],
        [(order[e.source], order[e.target]) for e in edges],
    )
    for node, size, (x, y) in zip(nodes, sizes, places, strict=True):
        shape, _ = SHAPES[node.type]
        graph.add_node(ids[node.id], shape=shape, group=node.type, size=size, x=x, y=y)
    for number, edge in enumerate(edges):
        graph.add_edge(ids[edge.source], ids[edge.target], key=f"e{number}")
    return graph


def _size(type: str, degree: int) -> int:
    return round(BASE_SIZE.get(type, 11) + 4.2 * math.sqrt(min(degree, 40)))


def _box(name: str, size: int) -> tuple[float, float]:
    """Return the room that a node takes with its label below it, folded after ten characters."""
    return max(2.0 * size, 13.0 * min(len(name), 10)), 2.0 * size + 18 * (1 + (len(name) > 10))


def _render(network: Network, page: Mapping[str, Any]) -> str:
    """Return the page that PyVis makes of ``network`` with our template."""
    network.path = "map.html"
    network.templateEnv = pages.environment(page, scripts=SCRIPTS, styles=("base.css", "map.css"), before=[_library()])
    return str(network.generate_html("map.html"))


def _library() -> str:
    """Return vis-network as PyVis brings it; its style sheet is only for parts that we do not show."""
    path = resources.files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    text = path.read_text(encoding="utf-8")
    return text.replace("//# sourceMappingURL=", "// ").replace("</script", "<\\/script")
