"""A dossier: one thing as a Markdown page on which every line has its sentence in a footnote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from zhengtu import __version__
from zhengtu.viz import profiles
from zhengtu.viz.words import word

if TYPE_CHECKING:
    from zhengtu.graph.entries import StoredReport
    from zhengtu.graph.lookup_things import Profile
    from zhengtu.graph.things import Quote, Stage


def render_dossier(profile: Profile, reports: Sequence[StoredReport], *, lang: str = "zh") -> str:
    """Return the page; the same sentence has one footnote however many facts rest on it."""
    return _Dossier(profile, reports, lang).render()


class _Dossier:
    def __init__(self, profile: Profile, reports: Sequence[StoredReport], lang: str) -> None:
        self.profile = profile
        self.lang = lang
        self.writer = profiles.Writer(reports, lang)
        self.notes: dict[Quote, int] = {}

    def render(self) -> str:
        profile = self.profile
        joint = "、" if self.lang == "zh" else ", "
        lines = [f"# {_plain(profile.name)}", "", word(f"type.{profile.type}", self.lang)]
        if profile.aliases:
            lines[-1] += f" · {word('panel.aliases', self.lang)} {joint.join(map(_plain, profile.aliases))}"
        body = [*self._projects(), *self._relations(), *self._figures()]
        if not body:
            named = [f"- {_plain(q.text)}{self._note(q)}" for t in profile.things for q in t.quotes]
            body = ["", f"## {word('group.mention', self.lang)}", "", *named]
        footer = word("dossier.footer", self.lang).replace("{n}", __version__)
        notes = [f"[^{number}]: “{_plain(quote.text)}” — {self._source(quote)}" for quote, number in self.notes.items()]
        return "\n".join([*lines, *body, "", "---", "", footer, "", *notes, ""])

    def _projects(self) -> Iterable[str]:
        own = self.profile.type == "Project"
        projects = self.profile.things if own else self.profile.projects
        if not projects:
            return
        yield from ("", f"## {word('group.stage' if own else 'group.undertakes', self.lang)}", "")
        for project in projects:
            sizes = [size for size in self.writer.sizes(project).values() if size]
            told = ("；" if self.lang == "zh" else "; ").join(self._stages(project.stages))
            said = [f for t in self.profile.things for f in t.facts if f.iri == project.iri]
            note = "" if project.stages or not said else self._note(said[0].quote)
            size = self._aside(sizes)
            colon = "：" if self.lang == "zh" else ": "
            yield f"- **{_plain(project.name)}**{size}{note}{colon + told if told else ''}"

    def _stages(self, stages: Iterable[Stage]) -> Iterable[str]:
        for stage in stages:
            year = f" {stage.year}" if stage.year else ""
            status = word(f"modality.{stage.modality}", self.lang)
            yield f"{word(f'stage.{stage.stage}', self.lang)}{self._aside([status + year])}{self._note(stage.quote)}"

    def _aside(self, parts: Sequence[str]) -> str:
        """Return parts in brackets of the reader's language, nothing where there are none."""
        if not parts:
            return ""
        return f"（{'，'.join(parts)}）" if self.lang == "zh" else f" ({', '.join(parts)})"

    def _relations(self) -> Iterable[str]:
        for relation, inverse, _, zh, en in profiles.GROUPS:
            shown = {p.iri for p in self.profile.projects}
            facts = [f for t in self.profile.things for f in t.related(relation, inverse=inverse) if f.iri not in shown]
            if facts:
                yield from ("", f"## {zh if self.lang == 'zh' else en}", "")
                yield from (
                    f"- {_plain(f.name)}{self._aside([str(f.year)] if f.year else [])}{self._note(f.quote)}"
                    for f in facts
                )

    def _figures(self) -> Iterable[str]:
        figures = [f for t in self.profile.things for f in t.figures]
        if not figures:
            return
        heads = [c.title(self.lang) for c in (profiles.INDICATOR, profiles.VALUE, profiles.YEAR, profiles.MODALITY)]
        yield from (
            "",
            f"## {word('group.measure', self.lang)}",
            "",
            f"| {' | '.join(heads)} |",
            "| --- | --- | --- | --- |",
        )
        for figure in figures:
            row = self.writer.figure_row(figure)
            cells = (row["indicator"], f"{row['value']}{self._note(figure.quote)}", row["year"] or "", row["modality"])
            yield f"| {' | '.join(str(cell) for cell in cells)} |"

    def _note(self, quote: Quote) -> str:
        return f"[^{self.notes.setdefault(quote, len(self.notes) + 1)}]"

    def _source(self, quote: Quote) -> str:
        page = word("panel.page", self.lang).replace("{n}", str(quote.page)) if quote.page else None
        place = f"{quote.start}–{quote.end}"
        report = self.writer.labels.get(quote.report, quote.report)
        return " · ".join(_plain(part) for part in (report, quote.section, page, place) if part)


def _plain(text: str) -> str:
    r"""Return ``text`` with what Markdown would read as markup escaped.

    >>> print(_plain("a*b <i>[1]"))
    a\*b &lt;i>\[1\]
    """
    for mark in "\\`*_[]":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.replace("&", "&amp;").replace("<", "&lt;").split())
