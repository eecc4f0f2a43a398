"""Zhengtu from Python: everything that the commands do, typed, on one object.

>>> import zhengtu
>>> from zhengtu import samples
>>> with zhengtu.open(":memory:", write=True) as graph:
...     done = graph.build(samples.paths(), jobs=1)
...     stages = [stage.stage for p in graph.company(samples.COMPANY).projects for stage in p.stages]
>>> len(done.built), "operational" in stages
(2, True)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from zhengtu.graph import lookup_find, lookup_path, lookup_targets, lookup_things, questions, results, stats
from zhengtu.graph.query import TIMEOUT, Answer
from zhengtu.graph.store import Store, StoredReport, open_store

if TYPE_CHECKING:
    from zhengtu.ingest import BuildReport, Progress

DEFAULT_STORE = "zhengtu.db"


class KnowledgeGraph:
    """An open store and what can be asked of it; close it, or use it in a ``with`` statement."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self.store)

    def __repr__(self) -> str:
        return f"<KnowledgeGraph {self.store.target}>"

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    # what is in it

    def reports(self) -> tuple[StoredReport, ...]:
        """Return the reports, by place and year."""
        return self.store.reports()

    def stats(self) -> stats.Summary:
        """Count what the graph holds."""
        return stats.summarise(self.store)

    def build(
        self,
        paths: Iterable[Path | str],
        *,
        place: str | None = None,
        year: int | None = None,
        jobs: int | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> BuildReport:
        """Put reports (files, folders, globs) into the store; it must be open for writing."""
        from zhengtu import ingest

        return ingest.build(paths, self.store, place=place, year=year, jobs=jobs, progress=progress)

    def remove(self, report: str) -> None:
        """Take the report of that id or IRI out."""
        self.store.remove(self.store.report(report).node)

    def export(self, path: Path | str, *, format: str = "ttl", table: str | None = None) -> None:
        """Write the graph to a file: ttl, trig, nq, nq.gz, jsonld, graphml, gexf; csv to a folder."""
        from zhengtu.graph import export

        export.write_to(self.store, str(path), format=format, table=table)

    # looking things up by name

    def company(self, name: str) -> lookup_things.Profile:
        """Return what is known of a firm, by any of its names."""
        return lookup_things.profile(self.store, name, "Enterprise")

    def project(self, name: str) -> lookup_things.Profile:
        """Return what is known of a project, by any of its names."""
        return lookup_things.profile(self.store, name, "Project")

    def chain(self, name: str) -> lookup_things.Profile:
        """Return what is known of an industry chain, with its parts and projects."""
        return lookup_things.profile(self.store, name, "IndustryChain")

    def park(self, name: str) -> lookup_things.Profile:
        """Return what is known of a park, with the projects and firms in it."""
        return lookup_things.profile(self.store, name, "Park")

    def targets(
        self, *, year: int | None = None, indicator: str | None = None, place: str | None = None
    ) -> tuple[lookup_targets.Target, ...]:
        """Return targets and what came of them."""
        return tuple(lookup_targets.targets(self.store, year=year, indicator=indicator, place=place))

    def find(self, text: str, *, limit: int = 50) -> lookup_find.Found:
        """Find ``text`` in names and in quoted sentences."""
        return lookup_find.find(self.store, text, limit=limit)

    def path(self, start: str, end: str) -> lookup_path.Way:
        """Return the shortest way from one thing to another."""
        return lookup_path.path(self.store, start, end)

    # SPARQL

    def ask(self, question: str, *, timeout: float = TIMEOUT, **values: str) -> Answer:
        """Return the answer to SPARQL, to a file of it or to a named question with its parameters."""
        return questions.find(question).ask(self.store, values, timeout=timeout)

    def rows(self, question: str, *, timeout: float = TIMEOUT, **values: str) -> list[dict[str, object]]:
        """Return the answer as plain rows."""
        return results.readable_rows(self.ask(question, timeout=timeout, **values))

    def query(self, question: str, *, timeout: float = TIMEOUT, **values: str) -> Any:  # noqa: ANN401 - pandas has no types here
        """Return the answer as a pandas ``DataFrame`` where pandas is installed, else as plain rows."""
        answer = self.ask(question, timeout=timeout, **values)
        rows = results.readable_rows(answer)
        try:
            import pandas
        except ImportError:
            return rows
        return pandas.DataFrame(rows, columns=list(answer.columns) or None)

    # something to look at

    def map(
        self,
        *,
        lang: str = "zh",
        focus: str | None = None,
        depth: int = 1,
        top: int | None = None,
        report: str | None = None,
    ) -> str:
        """Return the relation map as one HTML page."""
        from zhengtu.viz.network import render_map

        return render_map(self.store, lang=lang, focus=focus, depth=depth, top=top, report=report)


def open_graph(target: str | Path = DEFAULT_STORE, *, write: bool = False) -> KnowledgeGraph:
    """Open the store at a path or URL, or one in memory (``:memory:``)."""
    return KnowledgeGraph(open_store(target, write=write))
