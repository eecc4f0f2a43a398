"""The second page: how far each project came year by year, and what became of the targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zhengtu.viz import pages, payload, profiles
from zhengtu.viz import view as views
from zhengtu.viz.model import MapView

if TYPE_CHECKING:
    from zhengtu.graph.entries import StoredReport
    from zhengtu.graph.lookup_targets import Target
    from zhengtu.graph.store import Store

SCRIPTS = ("base.js", "quotes.js", "timeline.js", "board.js")
GROUPS = ("chain", "firm", "none")


def render_timeline(
    store: Store,
    *,
    lang: str = "zh",
    by: str = "chain",
    chain: str | None = None,
    report: str | None = None,
    least: float = 0.0,
    title: str | None = None,
) -> str:
    """Return the page for a store: projects grouped ``by`` chain, firm or none, and the target board."""
    from zhengtu.graph.lookup_targets import targets

    view = views.read_part(store, chain=chain, report=report, least=least, cap=10**9)
    kept = {r.iri for r in view.reports}
    board = board_rows(
        targets(store, least=least) if chain is None else (), [r for r in store.reports() if r.iri in kept]
    )
    return render_page(view, board, lang=lang, by=by, title=title)


def render_page(
    view: MapView,
    board: Sequence[Mapping[str, Any]] = (),
    *,
    lang: str = "zh",
    by: str = "chain",
    title: str | None = None,
) -> str:
    """Return the page for what was read before."""
    wanted = {n.id for n in view.nodes if n.type in ("Project", "Enterprise", "IndustryChain")}
    part = view.only(wanted)
    told = MapView(view.reports, part.nodes, tuple(f for f in part.facts if f.figure is None))
    data = {
        **payload.page(told, lang=lang, title=title, general="timeline.title"),
        "by": by,
        "board": list(board),
    }
    environment = pages.environment(data, scripts=SCRIPTS, styles=("base.css", "timeline.css"))
    return environment.get_template("timeline.html").render()


def board_rows(targets: Sequence[Target], reports: Sequence[StoredReport]) -> list[dict[str, Any]]:
    """Return the targets that these reports set, each with its result and the sentences of both."""
    writer = profiles.Writer(reports, "zh")
    known = {r.id for r in reports}
    return [
        {
            "place": target.place,
            "year": target.figure.year,
            "indicator": target.figure.indicator,
            "kind": target.figure.kind,
            "about": target.about,
            "target": profiles.figure_words(target.figure),
            "result": profiles.figure_words(target.result) if target.result else None,
            "share": _share(target),
            "outcome": target.outcome or "none",
            "quotes": [
                {"x": f.quote.text, "r": writer.report(f.quote.report), "s": f.quote.section, "p": f.quote.page}
                for f in (target.figure, target.result)
                if f is not None
            ],
        }
        for target in targets
        if target.figure.quote.report in known
    ]


def _share(target: Target) -> float | None:
    """Return the result as a share of the target, where both are positive and in one unit."""
    result = target.result
    if result is None or result.unit != target.figure.unit or target.figure.value <= 0 or result.value <= 0:
        return None
    return round(float(result.value / target.figure.value), 3)
