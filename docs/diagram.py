"""The diagram of the ontology: places by hand, boxes and arrows from the Turtle files."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from zhengtu.ontology.reference import terms

BOX = (150, 44)
PLACES = {
    "GovernmentBody": (0, 0), "Report": (1, 0), "Place": (3, 0),
    "Organisation": (0, 1), "Evidence": (1, 1), "Term": (2, 1), "Park": (3, 1), "Honour": (4, 1),
    "Enterprise": (0, 2.2), "Project": (2, 2.2), "IndustryChain": (4, 2.2),
    "Statement": (0, 3.4), "Milestone": (2, 3.4), "Stage": (3, 3.4),
    "Measure": (1, 4.4), "Indicator": (3, 4.4), "Target": (0, 5.4), "Observation": (2, 5.4),
}  # fmt: skip
ARROWS = (
    ("Report", "reportedBy", "GovernmentBody"), ("Report", "jurisdiction", "Place"), ("Term", "mentionedIn", "Report"),
    ("Enterprise", "undertakes", "Project"), ("Enterprise", "partnersWith", "Organisation"),
    ("Project", "inChain", "IndustryChain"), ("IndustryChain", "subChainOf", "IndustryChain"),
    ("Project", "locatedIn", "Park"), ("Project", "evidence", "Evidence"), ("Park", "awarded", "Honour"),
    ("Statement", "subject", "Enterprise"), ("Milestone", "project", "Project"), ("Milestone", "stage", "Stage"),
    ("Measure", "about", "Project"), ("Measure", "indicator", "Indicator"),
)  # fmt: skip
SUBCLASSES = (
    ("GovernmentBody", "Organisation"), ("Enterprise", "Organisation"), ("Park", "Place"), ("Milestone", "Statement"),
    ("Measure", "Statement"), ("Target", "Measure"), ("Observation", "Measure"),
)  # fmt: skip


def build_diagram() -> str:
    """Return the diagram as SVG."""
    known = terms()
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1130 640" font-family="sans-serif" font-size="13">',
        "<title>zhengtu ontology</title>",
        '<rect width="1130" height="640" fill="#ffffff"/>',
        '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#555"/></marker></defs>',
    ]
    for tail, name, head in ARROWS:
        above = {tail, *_above(tail)}
        if not above & {d.removeprefix("zt:") for d in known[name].domain}:
            raise ValueError(f"the diagram's {tail} has no {name}")
        lines.append(_arrow(tail, head, name))
    for lower, upper in SUBCLASSES:
        if f"zt:{upper}" not in known[lower].parents:
            raise ValueError(f"the diagram's {lower} is no {upper}")
        lines.append(_arrow(lower, upper, ""))
    for name in PLACES:
        x, y = _corner(name)
        label = escape(known[name].labels["zh"])
        lines.append(
            f'<rect x="{x}" y="{y}" width="{BOX[0]}" height="{BOX[1]}" rx="6" fill="#eef3f8" stroke="#4a6a8a"/>'
            f'<text x="{x + BOX[0] / 2}" y="{y + 18}" text-anchor="middle" font-weight="bold">{name}</text>'
            f'<text x="{x + BOX[0] / 2}" y="{y + 36}" text-anchor="middle" fill="#555">{label}</text>'
        )
    return "\n".join([*lines, "</svg>"]) + "\n"


def _above(name: str) -> Iterator[str]:
    for parent in terms()[name].parents:
        if parent.startswith("zt:"):
            yield parent[3:]
            yield from _above(parent[3:])


def _corner(name: str) -> tuple[float, float]:
    column, row = PLACES[name]
    return round(20 + column * 235, 1), round(20 + row * 100, 1)


def _arrow(tail: str, head: str, label: str) -> str:
    (x1, y1), (x2, y2) = (_centre(name) for name in (tail, head))
    if tail == head:
        x, y = x1 + BOX[0] / 4, y1 + BOX[1] / 2
        curve = f"M{x - 30} {y} C{x - 30} {y + 40} {x + 30} {y + 40} {x + 30} {y}"
        return f'<path d="{curve}" stroke="#555" fill="none" marker-end="url(#a)"/>' + _words(x, y + 44, label)
    if label and (tail, head) in SUBCLASSES:  # beside the arrow to the class above
        x1, x2 = x1 + 40, x2 + 40
    sx, sy = _border(x1, y1, x2, y2)
    ex, ey = _border(x2, y2, x1, y1)
    dashes = "" if label else ' stroke-dasharray="5 4"'
    line = f'<path d="M{sx} {sy} {ex} {ey}" stroke="#555" fill="none"{dashes} marker-end="url(#a)"/>'
    if not label:
        return line
    return line + _words(round((sx + ex) / 2, 1), round((sy + ey) / 2 - 5, 1), label)


def _words(x: float, y: float, label: str) -> str:
    halo = 'stroke="#fff" stroke-width="4" paint-order="stroke"'
    return f'<text x="{x}" y="{y}" text-anchor="middle" fill="#8a3b12" {halo}>{label}</text>'


def _centre(name: str) -> tuple[float, float]:
    x, y = _corner(name)
    return x + BOX[0] / 2, y + BOX[1] / 2


def _border(x: float, y: float, towards_x: float, towards_y: float) -> tuple[float, float]:
    """Return where the line from the middle of a box towards another point leaves the box."""
    dx, dy = towards_x - x, towards_y - y
    share = min(BOX[0] / 2 / abs(dx) if dx else 9, BOX[1] / 2 / abs(dy) if dy else 9)
    return round(x + dx * share, 1), round(y + dy * share, 1)
