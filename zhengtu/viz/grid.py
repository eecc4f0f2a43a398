"""Text in columns for a terminal or a pipe; a Chinese character is two columns wide.

A table of a thousand rows takes 15 ms here and 250 ms by ``rich.table``, more than all that a
look-up does besides; so only the widths of characters are rich's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, chop_cells

GAP = "   "
NARROWEST = 6  # columns below which a cell is not folded
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # a report's text gives no orders to a terminal


def render_grid(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[bool] = (), width: int | None = None
) -> list[str]:
    """Return the lines of a table: heads, a rule, the rows; folded to ``width`` columns where it is given.

    >>> for line in render_grid(["名称", "n"], [["青禾", "7"], ["云", "12"]], right=[False, True]):
    ...     print(line)
    名称    n
    ─────────
    青禾    7
    云     12
    """
    cells = [[_lines(cell) for cell in row] for row in (heads, *rows)]
    wide = [max(cell_len(line) for row in cells for line in row[place]) for place in range(len(heads))]
    if width is not None and sum(wide) + len(GAP) * (len(wide) - 1) > width:
        wide = _narrowed(wide, width - len(GAP) * (len(wide) - 1))
        cells = [[_folded(cell, most) for cell, most in zip(row, wide, strict=True)] for row in cells]
    rights = list(right) or [False] * len(heads)
    lines = [line for row in cells for line in _joined(row, wide, rights)]
    top = max(len(cell) for cell in cells[0]) if heads else 0
    return [*lines[:top], "─" * (sum(wide) + len(GAP) * (len(wide) - 1)), *lines[top:]]


def _lines(cell: str) -> list[str]:
    return [_CONTROL.sub("", line) for line in cell.expandtabs().splitlines()] or [""]


def _narrowed(wide: list[int], room: int) -> list[int]:
    """Return widths that fill ``room``: the widest columns give way first."""
    most = max(wide)
    while most > NARROWEST and sum(min(one, most) for one in wide) > room:
        most -= 1
    left = room - sum(min(one, most) for one in wide)
    found = []
    for one in wide:  # what is left over goes to the first that can use it
        more = 1 if one > most and left > 0 else 0
        left -= more
        found.append(min(one, most) + more)
    return found


def _folded(cell: list[str], most: int) -> list[str]:
    return [part for line in cell for part in (_pieces(line, most) if cell_len(line) > most else [line])]


def _pieces(line: str, most: int) -> list[str]:
    """Return ``line`` in pieces of ``most`` columns, cut at a blank where the last word has one before it.

    >>> _pieces("two words 三个字", 7)
    ['two', 'words', '三个字']
    """
    found = []
    while cell_len(line) > most:
        piece = chop_cells(line, most)[0]
        begun = re.search(r"\s\S*$", piece)
        if begun and begun.start() and re.match(r"\w", line[len(piece) :], re.ASCII):
            piece = piece[: begun.start()]
        found.append(piece.rstrip())
        line = line[len(piece) :].lstrip()
    return [*found, line] if line or not found else found


def _joined(row: Sequence[list[str]], wide: Sequence[int], right: Sequence[bool]) -> list[str]:
    lines = []
    for number in range(max((len(cell) for cell in row), default=0)):
        parts = []
        for cell, most, is_right in zip(row, wide, right, strict=True):
            text = cell[number] if number < len(cell) else ""
            blank = " " * (most - cell_len(text))
            parts.append(blank + text if is_right else text + blank)
        lines.append(GAP.join(parts).rstrip())
    return lines
