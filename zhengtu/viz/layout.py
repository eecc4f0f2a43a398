"""Where the nodes of a map stand: computed beforehand, so that the page opens at rest.

Each connected part is laid out by itself (distances to pivots for the large shape, then springs
and repulsion, then boxes pushed apart so that labels can be read), and the parts are packed into
a landscape rectangle. The same graph gives the same places everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Places: TypeAlias = NDArray[np.float64]
Links: TypeAlias = NDArray[np.int64]

SPRING = 110.0  # the length at which a line is content
GAP = 26.0  # between the boxes of two nodes
MARGIN = 60.0  # between two connected parts
CELL = 60.0  # of the grid by which parts are packed
ASPECT = 1.15  # width to height of the whole
EXACT = 700  # up to so many nodes each repels each; beyond, it repels cells
REPULSION = 0.045  # beside the springs; more spreads hubs, less piles them
GRAVITY = 0.02
STEPS = 160
SMALL = 25
STAR = 9  # up to so many nodes a part with one centre is simply drawn around it
PIVOTS = 40


def place_nodes(boxes: Sequence[tuple[float, float]], links: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a place for each node, given its width and height; ``links`` join nodes by index.

    >>> a, b = place_nodes([(40, 40), (40, 40)], [(0, 1)])
    >>> abs(a[0] - b[0]) >= 40 or abs(a[1] - b[1]) >= 40
    True
    """
    sizes = np.array(boxes, dtype=np.float64).reshape(-1, 2)
    count = len(sizes)
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in links:
        if a != b:
            near[a].append(b)
            near[b].append(a)
    places = np.zeros((count, 2))
    parts = _parts(near)
    tied = [np.array(part) for part in parts if len(part) > 1]
    drawn = [_lay_out(list(part), near, sizes) for part in tied]
    for part, inside, corner in zip(tied, drawn, _pack(drawn, [sizes[part] for part in tied]), strict=True):
        places[part] = inside + corner
    lonely = np.array([part[0] for part in parts if len(part) == 1], dtype=np.int64)
    if len(lonely):
        _shelve(places, sizes, lonely, np.concatenate(tied) if tied else lonely[:0])
    if count:
        places -= (places.max(axis=0) + places.min(axis=0)) / 2
    return [(round(x), round(y)) for x, y in places]


def _parts(near: list[list[int]]) -> list[list[int]]:
    """Return the connected parts, the largest first."""
    seen = [False] * len(near)
    parts = []
    for start in range(len(near)):
        if seen[start]:
            continue
        seen[start] = True
        part = [start]
        for node in part:
            for other in near[node]:
                if not seen[other]:
                    seen[other] = True
                    part.append(other)
        parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _lay_out(part: list[int], near: list[list[int]], sizes: Places) -> Places:
    index = {node: i for i, node in enumerate(part)}
    pairs = sorted({(min(index[a], index[b]), max(index[a], index[b])) for a in part for b in near[a]})
    links = np.array(pairs, dtype=np.int64)
    inside = [sorted({index[b] for b in near[a]}) for a in part]
    if len(part) <= STAR and max(map(len, inside)) == len(part) - 1 == len(pairs):
        return _apart(_star(inside), sizes[np.array(part)])
    places = _by_pivots(inside)
    places = _by_forces(places, links, np.array([len(row) for row in inside], dtype=np.float64))
    places = _turned(places)
    return _apart(places, sizes[np.array(part)])


def _star(near: list[list[int]]) -> Places:
    """Return one node in the middle and the others around it; two stand side by side."""
    middle = max(range(len(near)), key=lambda node: len(near[node]))
    turn = 2 * np.pi / (len(near) - 1)
    places = np.zeros((len(near), 2))
    for number, node in enumerate(n for n in range(len(near)) if n != middle):
        places[node] = np.cos(number * turn) * SPRING, np.sin(number * turn) * SPRING * 0.8
    return places


def _by_pivots(near: list[list[int]]) -> Places:
    """Return a first drawing from the distances of each node to a few others far apart (pivot MDS)."""
    count = len(near)
    pivots: list[list[int]] = []
    furthest = np.full(count, count + 1)
    start = 0
    for _ in range(min(PIVOTS, count)):
        row = _distances(near, start)
        pivots.append(row)
        furthest = np.minimum(furthest, row)
        start = int(furthest.argmax())
    squared = np.array(pivots, dtype=np.float64).T ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    places = np.zeros((count, 2))
    found = centred @ axes[:2].T
    places[:, : found.shape[1]] = found
    span = np.abs(places).max() or 1.0
    shaken = np.random.default_rng(7).normal(0, 0.03, (count, 2))  # twins would stand on one spot
    first: Places = (places / span + shaken) * SPRING * np.sqrt(count) * 0.6
    return first


def _distances(near: list[list[int]], start: int) -> list[int]:
    away = [-1] * len(near)
    away[start] = 0
    queue = [start]
    for node in queue:
        for other in near[node]:
            if away[other] < 0:
                away[other] = away[node] + 1
                queue.append(other)
    return away


def _by_forces(places: Places, links: Links, degrees: NDArray[np.float64]) -> Places:
    """Return the places after springs along the lines and repulsion everywhere (Fruchterman, Reingold)."""
    count = len(places)
    mass = 1 + np.log1p(degrees)
    steps = 50 if count <= SMALL else STEPS if count <= EXACT else STEPS // 2
    heat = SPRING * 0.8
    source, target = links[:, 0], links[:, 1]
    # A hub's lines pull less each, or its neighbours would crush one another.
    pull = 1 / np.sqrt(np.minimum(degrees[source], degrees[target]))
    for step in range(steps):
        push = _repel_each(places, mass) if count <= EXACT else _repel_cells(places, mass)
        along = places[target] - places[source]
        length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-3)[:, None]
        force = along * (length / SPRING) * pull[:, None] / 4
        move = push - places * GRAVITY
        for axis in (0, 1):
            move[:, axis] += np.bincount(source, force[:, axis], count) - np.bincount(target, force[:, axis], count)
        size = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-3)[:, None]
        limit = heat * (1 - step / steps) + 1
        places = places + move / size * np.minimum(size, limit)
    return places


def _repel_each(places: Places, mass: NDArray[np.float64]) -> Places:
    x = places[:, 0][:, None] - places[:, 0][None, :]
    y = places[:, 1][:, None] - places[:, 1][None, :]
    weight = (SPRING**2 * mass[:, None] * mass[None, :]) / np.maximum(x * x + y * y, 25.0) * REPULSION
    return np.stack([(x * weight).sum(axis=1), (y * weight).sum(axis=1)], axis=1)


def _repel_cells(places: Places, mass: NDArray[np.float64], cells: int = 22) -> Places:
    """Return the push on each node from the centres of mass of a grid of cells, its own among them."""
    low = places.min(axis=0)
    width = np.maximum(places.max(axis=0) - low, 1.0) * (1 + 1e-9)
    at = ((places - low) / width * cells).astype(np.int64)
    cell = at[:, 0] * cells + at[:, 1]
    weights = np.bincount(cell, mass, cells * cells)
    used = weights > 0
    sums = np.stack([np.bincount(cell, mass * places[:, i], cells * cells)[used] for i in (0, 1)], axis=1)
    middle: Places = sums / weights[used][:, None]
    x = places[:, 0][:, None] - middle[:, 0][None, :]
    y = places[:, 1][:, None] - middle[:, 1][None, :]
    weight = (SPRING**2 * mass[:, None] * weights[used][None, :]) / np.maximum(x * x + y * y, 900.0) * REPULSION
    return np.stack([(x * weight).sum(axis=1), (y * weight).sum(axis=1)], axis=1)


def _turned(places: Places) -> Places:
    """Return the drawing turned so that it is wider than high."""
    centred: Places = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned: Places = centred @ axes.T
    return turned


def _apart(places: Places, sizes: Places, rounds: int = 90) -> Places:
    """Return the places with overlapping boxes pushed apart, along the axis on which less is needed."""
    places = places.copy()
    count = len(places)
    need = sizes + GAP
    for _ in range(rounds):
        order = np.argsort(places[:, 0], kind="stable")
        move = np.zeros_like(places)
        touched = False
        for k in range(1, count):
            a, b = order[:-k], order[k:]
            away = places[b] - places[a]
            apart = (need[a] + need[b]) / 2
            within = away[:, 0] < apart[:, 0]
            if not within.any():
                break
            short = apart - np.abs(away)
            hit = within & (short[:, 1] > 0)
            if not hit.any():
                continue
            touched = True
            a, b, away, short = a[hit], b[hit], away[hit], short[hit]
            sideways = short[:, 0] < short[:, 1]
            step = np.zeros_like(away)
            step[sideways, 0] = short[sideways, 0]
            step[~sideways, 1] = short[~sideways, 1] * np.where(away[~sideways, 1] < 0, -1, 1)
            for axis in (0, 1):
                move[:, axis] += np.bincount(b, step[:, axis], count) - np.bincount(a, step[:, axis], count)
        if not touched:
            break
        places += np.clip(move * 0.42, -90, 90)
    return places


def _shelve(places: Places, sizes: Places, lonely: Links, tied: Links) -> None:
    """Put those that no line reaches in rows below the rest, as wide as that is."""
    boxes = sizes[lonely] + GAP
    limit = float(np.sqrt(boxes.prod(axis=1).sum() * ASPECT * 2))
    left = floor = 0.0
    if len(tied):
        left, right = places[tied, 0].min(), places[tied, 0].max()
        limit, floor = max(limit, float(right - left)), float((places[tied, 1] + sizes[tied, 1] / 2).max()) + MARGIN
    x, y, high = 0.0, floor, 0.0
    for node, (width, height) in zip(lonely, boxes, strict=True):
        if x and x + width > limit:
            x, y, high = 0.0, y + high, 0.0
        places[node] = (left + x + width / 2, y + height / 2)
        x, high = x + width, max(high, height)


def _pack(parts: Sequence[Places], sizes: Sequence[Places]) -> list[NDArray[np.float64]]:
    """Return how far to move each part: the largest in the middle, each other as near to it as there is room.

    Parts are compared by the cells of a grid that they cover, not by their frames, so that small
    ones fill the bays of the large.
    """
    if not parts:
        return []
    covers = [_cells(part, size) for part, size in zip(parts, sizes, strict=True)]
    reach = int(np.sqrt(sum(len(c) for c in covers)) * 0.9) + int(max(np.ptp(c, axis=0).max() for c in covers)) + 4
    taken = np.zeros((4 * reach + 1, 4 * reach + 1), dtype=bool)
    span = np.arange(-reach, reach + 1)
    x, y = (grid.ravel() for grid in np.meshgrid(span, span, indexing="ij"))
    order = np.argsort(np.hypot(x / ASPECT, y), kind="stable")
    spots = np.stack([x[order], y[order]], axis=1)
    moves: list[NDArray[np.float64]] = []
    for number, cover in enumerate(covers):
        middle = (cover.max(axis=0) + cover.min(axis=0)) / 2
        centre = cover[
            int(np.hypot(*(cover - middle).T).argmin())
        ]  # a cell of its own: where that is taken, it cannot be
        own = cover - centre
        spot = _first_free(spots, own + 2 * reach, taken)
        at = own + spot + 2 * reach
        taken[at[:, 0], at[:, 1]] = True
        if number % 16 == 0:
            spots = spots[~taken[spots[:, 0] + 2 * reach, spots[:, 1] + 2 * reach]]
        moves.append((spot - centre) * CELL)
    return moves


def _first_free(spots: Links, cells: Links, taken: NDArray[np.bool_]) -> Links:
    """Return the first spot at which none of ``cells`` is taken."""
    start, size = 0, 64
    while start < len(spots):
        some = spots[start : start + size]
        at = some[:, None, :] + cells[None, :, :]
        free = ~taken[at[..., 0], at[..., 1]].any(axis=1)
        if free.any():
            return np.array(some[int(free.argmax())])
        start, size = start + size, min(size * 2, max(64, 400_000 // len(cells)))
    return np.array(spots[-1])


def _cells(part: Places, sizes: Places) -> NDArray[np.int64]:
    """Return the cells of the packing grid that the boxes of a part cover, with a margin."""
    cells: set[tuple[int, int]] = set()
    low = np.floor((part - sizes / 2 - MARGIN / 2) / CELL).astype(np.int64)
    high = np.floor((part + sizes / 2 + MARGIN / 2) / CELL).astype(np.int64)
    for (x0, y0), (x1, y1) in zip(low, high, strict=True):
        cells.update((x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1))
    return np.array(sorted(cells), dtype=np.int64)
