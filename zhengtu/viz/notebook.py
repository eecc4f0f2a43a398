"""The map inside a notebook: the same page in a frame of its own."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zhengtu.viz.model import MapView
from zhengtu.viz.network import render_map

if TYPE_CHECKING:
    from zhengtu.graph.store import Store


@dataclass(frozen=True, slots=True)
class Display:
    """A page that Jupyter shows as the value of a cell, and that can be saved as a file."""

    page: str
    height: int = 640

    def _repr_html_(self) -> str:
        """Return the page as a frame that can run its scripts and save pictures, and nothing else."""
        return (
            f'<iframe srcdoc="{html.escape(self.page)}" sandbox="allow-scripts allow-downloads allow-modals" '
            f'style="width:100%;height:{self.height}px;border:1px solid #ccc;border-radius:8px"></iframe>'
        )

    def save(self, path: str | Path) -> Path:
        """Write the page to a file and return its path."""
        written = Path(path)
        written.write_text(self.page, encoding="utf-8")
        return written


def show_map(
    source: Store | MapView | str | Path,
    *,
    lang: str = "zh",
    focus: str | None = None,
    depth: int = 1,
    chain: str | None = None,
    top: int | None = None,
    report: str | None = None,
    least: float = 0.0,
    height: int = 640,
) -> Display:
    """Return the map of a store (or of the store at a path) for the cell of a notebook.

    The options are those of ``zhengtu map``: ``show_map("zhengtu.db", focus="铝产业", depth=2)``.
    """
    if isinstance(source, (str, Path)):
        from zhengtu.graph.store import open_store

        with open_store(str(source)) as store:
            page = render_map(
                store, lang=lang, focus=focus, depth=depth, chain=chain, top=top, report=report, least=least
            )
    else:
        page = render_map(source, lang=lang, focus=focus, depth=depth, chain=chain, top=top, report=report, least=least)
    return Display(page, height)
