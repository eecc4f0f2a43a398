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
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from zhengtu.graph import lookup_find, lookup_path, lookup_targets, lookup_things, questions, results, spelling, stats
from zhengtu.graph.query import TIMEOUT, Answer
from zhengtu.graph.store import Store, StoredReport, open_store

if TYPE_CHECKING:
    from zhengtu.graph.lookup_find import Found
    from zhengtu.graph.lookup_path import Way
    from zhengtu.graph.lookup_targets import Target
    from zhengtu.graph.lookup_things import Profile
    from zhengtu.graph.questions import Question
    from zhengtu.graph.validate import Violation
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
        dask: str | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> BuildReport:
        """Put reports (files, folders, globs) into the store; it must be open for writing.

        ``jobs`` is the number of processes (all cores when not given), ``dask`` the address of a cluster
        to use instead. What failed is told in the result; the next build tries it again.
        """
        from zhengtu import ingest

        return ingest.build(paths, self.store, place=place, year=year, jobs=jobs, dask=dask, progress=progress)

    def remove(self, report: str) -> None:
        """Take the report of that id or IRI out."""
        self.store.remove(self.store.report(report).node)

    def export(self, path: Path | str, *, format: str = "ttl", table: str | None = None, excel: bool = False) -> None:
        """Write the graph to a file: ttl, trig, nq, nq.gz, jsonld, graphml, gexf; csv to a folder.

        ``table`` is one list (``projects`` or 项目清单) for a file of its own; ``excel`` is for CSV.
        """
        from zhengtu.graph import export

        export.write_to(self.store, str(path), format=format, table=table, excel=excel)

    def validate(self, *, jobs: int = 1) -> tuple[Violation, ...]:
        """Return what in the graph is not as the shapes of the ontology ask."""
        from zhengtu.graph import validate

        return validate.validate_store(self.store, jobs=jobs)

    # looking things up by name; ``least`` is the confidence that facts must have

    def company(self, name: str, *, least: float = 0.0) -> Profile:
        """Return what is known of a firm, by any of its names."""
        return lookup_things.profile(self.store, name, "Enterprise", least=least)

    def project(self, name: str, *, least: float = 0.0) -> Profile:
        """Return what is known of a project, by any of its names."""
        return lookup_things.profile(self.store, name, "Project", least=least)

    def chain(self, name: str, *, least: float = 0.0) -> Profile:
        """Return what is known of an industry chain, with its parts and projects."""
        return lookup_things.profile(self.store, name, "IndustryChain", least=least)

    def park(self, name: str, *, least: float = 0.0) -> Profile:
        """Return what is known of a park, with the projects and firms in it."""
        return lookup_things.profile(self.store, name, "Park", least=least)

    def targets(
        self, *, year: int | None = None, indicator: str | None = None, place: str | None = None, least: float = 0.0
    ) -> tuple[Target, ...]:
        """Return targets and what came of them."""
        return lookup_targets.targets(self.store, year=year, indicator=indicator, place=place, least=least)

    def find(self, text: str, *, limit: int = 50) -> Found:
        """Find ``text`` in names and in quoted sentences."""
        return lookup_find.find(self.store, text, limit=limit)

    def path(self, start: str, end: str, *, least: float = 0.0) -> Way:
        """Return the shortest way from one thing to another."""
        return lookup_path.path(self.store, start, end, least=least)

    def complete(self, begun: str, kind: str | None = None) -> list[str]:
        """Return names that begin so, also by pinyin; ``kind`` is a class such as ``Project``."""
        return spelling.completions(self.store, begun, kind)

    # SPARQL

    def questions(self) -> tuple[Question, ...]:
        """Return the named questions with their titles and parameters."""
        return questions.list_questions()

    def ask(self, question: str, *, timeout: float = TIMEOUT, **values: str) -> Answer:
        """Return the answer to SPARQL, to a file of it or to a named question with its parameters."""
        return questions.find(question).ask(self.store, values, timeout=timeout)

    def rows(self, question: str, *, timeout: float = TIMEOUT, **values: str) -> list[dict[str, object]]:
        """Return the answer as plain rows."""
        return results.readable_rows(self.ask(question, timeout=timeout, **values))

    def query(self, question: str, *, timeout: float = TIMEOUT, **values: str) -> Any:  # noqa: ANN401 - pandas has no types here
        """Return the answer as a pandas ``DataFrame`` where pandas is installed, else as plain rows.

        In a frame numbers are floats, since pandas cannot count with ``Decimal``; ``rows`` keeps them exact.
        """
        answer = self.ask(question, timeout=timeout, **values)
        rows = results.readable_rows(answer)
        try:
            import pandas
        except ImportError:
            return rows
        told = [{key: float(v) if isinstance(v, Decimal) else v for key, v in row.items()} for row in rows]
        return pandas.DataFrame(told, columns=list(answer.columns) or None)

    # something to look at or to read

    def map(
        self,
        *,
        lang: str = "zh",
        focus: str | None = None,
        depth: int = 1,
        chain: str | None = None,
        top: int | None = None,
        report: str | None = None,
        least: float = 0.0,
    ) -> str:
        """Return the relation map as one HTML page."""
        from zhengtu.viz.network import render_map

        return render_map(
            self.store, lang=lang, focus=focus, depth=depth, chain=chain, top=top, report=report, least=least
        )

    def timeline(
        self,
        *,
        lang: str = "zh",
        by: str = "chain",
        chain: str | None = None,
        report: str | None = None,
        least: float = 0.0,
    ) -> str:
        """Return projects by year (grouped ``by`` chain, firm or none) and the board of targets as one HTML page."""
        from zhengtu.viz.timeline import render_timeline

        return render_timeline(self.store, lang=lang, by=by, chain=chain, report=report, least=least)

    def dossier(self, name: str, kind: str | None = None, *, lang: str = "zh", least: float = 0.0) -> str:
        """Return a Markdown page about ``name`` with the sentences as footnotes; ``kind`` is a class such as ``Park``."""
        from zhengtu.viz.dossier import render_dossier

        return render_dossier(
            lookup_things.profile(self.store, name, kind, least=least), self.store.reports(), lang=lang
        )


def open_graph(target: str | Path = DEFAULT_STORE, *, write: bool = False) -> KnowledgeGraph:
    """Open the store at a path or URL, or one in memory (``:memory:``)."""
    return KnowledgeGraph(open_store(target, write=write))
