"""zhengtu 政图: from government work reports (政府工作报告) to a knowledge graph.

Importing this package loads none of the heavy libraries; each command and each
module below imports what it needs. From Python, ``zhengtu.open`` is the way in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from zhengtu.library import KnowledgeGraph

__version__ = "0.1.0"


def open(target: str | Path = "zhengtu.db", *, write: bool = False) -> KnowledgeGraph:
    """Open the store at a path or URL, or one in memory (``:memory:``), to ask and to build."""
    from zhengtu.library import open_graph

    return open_graph(target, write=write)
