"""What a look-up found, as tables: the same for a firm, a project, a chain and a park."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from zhengtu.ontology import vocab
from zhengtu.viz.tables import Column, Row, Table, as_json, render_page
from zhengtu.viz.words import word

if TYPE_CHECKING:
    from zhengtu.graph.entries import StoredReport
    from zhengtu.graph.lookup_things import Profile
    from zhengtu.graph.things import Fact, Figure, Quote, Stage, Thing

MARKS = {"at_least": "≥", "at_most": "≤", "about_equal": "≈"}

NAME = Column("name", "名称", "Name")
PROJECT = Column("project", "项目", "Project")
STAGE = Column("stage", "阶段", "Stage")
MODALITY = Column("modality", "情况", "Status")
YEAR = Column("year", "年份", "Year", number=True)
REPORT = Column("report", "报告", "Report")
SENTENCE = Column("sentence", "原句", "Sentence")
INDICATOR = Column("indicator", "指标", "Indicator")
VALUE = Column("value", "数值", "Value")
TYPE = Column("type", "类型", "Type")
CAPACITY = Column("capacity", "产能", "Capacity")
GROUNDS = Column("grounds", "依据", "Grounds")
PLACES = tuple(Column(k, k, k) for k in ("section", "page", "start", "end"))
RULE, CONFIDENCE = Column("rule", "rule", "rule"), Column("confidence", "confidence", "confidence")
RELATION = Column("relation", "关系", "Relation")
OTHER = Column("other", "对象", "Other")
INVESTMENT = Column("investment", "投资", "Investment")

# relation, seen from the other side, key in JSON, caption
GROUPS = (
    ("undertakes", True, "firms", "承担企业", "Undertaken by"),
    ("inChain", False, "chains", "产业链", "Industry chains"),
    ("subChainOf", False, "part_of", "上级产业链", "Part of"),
    ("inChain", True, "members", "链上成员", "Members"),
    ("locatedIn", False, "locations", "位置", "Locations"),
    ("locatedIn", True, "residents", "入驻", "Located here"),
    ("awarded", False, "honours", "荣誉", "Honours"),
    ("partnersWith", False, "partners", "合作", "Partners"),
    ("partnersWith", True, "partner_of", "合作方", "Partner of"),
)


def render_profile(
    profile: Profile,
    reports: Sequence[StoredReport],
    *,
    format: str = "table",
    lang: str = "zh",
    evidence: bool = False,
    width: int | None = None,
) -> str:
    """Return a profile as text; JSON has every sentence, tables those of stages.

    With ``evidence`` each line has its sentence, where it stands, the rule and the confidence.
    """
    if format == "json":
        return as_json(as_members(profile))
    tables = Writer(reports, lang, plain=format == "csv").tables(profile, evidence=evidence)
    also = f"（{'、'.join(profile.aliases)}）" if profile.aliases else ""
    heading = f"{word(f'type.{profile.type}', lang)} {profile.name}{also}"
    return render_page(tables, heading=heading, format=format, lang=lang, width=width)


def as_members(profile: Profile) -> dict[str, object]:
    """Return a profile as JSON has it: codes, numbers, and the words and place of every fact."""
    return {
        "asked": profile.asked,
        "type": profile.type,
        "name": profile.name,
        "aliases": list(profile.aliases),
        "others": list(profile.others),
        "reports": [t.report for t in profile.things],
        "parts": [{"name": part.name, "depth": depth, "report": part.report} for depth, part in profile.parts],
        **({} if profile.type == "Project" else {"projects": [_project_members(p) for p in profile.projects]}),
        "stages": [_members(s) for t in profile.things for s in t.stages],
        **{
            key: [_members(f) for t in profile.things for f in t.related(relation, inverse=inverse)]
            for relation, inverse, key, _, _ in GROUPS
        },
        "ties": [{"of": one.name, **_members(fact)} for one, fact in ties(profile)],
        "figures": [_members(f) for t in profile.things for f in t.figures],
        "mentions": [asdict(q) for t in profile.things for q in t.quotes],
    }


def ties(profile: Profile) -> list[tuple[Thing, Fact]]:
    """Return the facts that tie projects and sub-chains to what the profile is of, each with whom it is told of."""
    within = {p.iri for p in profile.projects} | {part.iri for _, part in profile.parts}
    members = (*profile.things, *(part for _, part in profile.parts))
    return [(t, f) for t in members for f in t.facts if f.iri in within and (f.inverse or f.relation == "undertakes")]


def _project_members(project: Thing) -> dict[str, object]:
    return {
        "name": project.name,
        "aliases": list(project.aliases),
        "report": project.report,
        "stages": [_members(s) for s in project.stages],
        "figures": [_members(f) for f in project.figures],
        "mentions": [asdict(q) for q in project.quotes],
    }


def _members(fact: Stage | Fact | Figure) -> dict[str, object]:
    members = asdict(fact)
    where = members.pop("quote")
    return {**members, "quote": where.pop("text"), **where}


def figure_words(figure: Figure) -> str:
    """Return a figure in short: ``≥520亿元``, ``+6–6.5%``; “下降3%以上” is a number of at most -3: ``≤-3%``."""
    mark = MARKS.get(figure.comparator, "")
    if figure.value < 0:
        mark = {"≥": "≤", "≤": "≥"}.get(mark, mark)
    number = _number(figure.value) + (f"–{_number(figure.upper)}" if figure.upper is not None else "")
    sign = "+" if figure.kind in ("growth", "change") and figure.value > 0 else ""
    return f"{mark}{sign}{number}{figure.unit}"


class Writer:
    """Turns what was found into rows; ``plain`` keeps codes and numbers as they are, for machines."""

    def __init__(self, reports: Sequence[StoredReport], lang: str, *, plain: bool = False) -> None:
        self.lang = lang
        self.plain = plain
        self.labels = {r.id: f"{r.place or r.title}{f' {r.year}' if r.year else ''}" for r in reports}
        self.ids = {r.iri: r.id for r in reports}

    def tables(self, profile: Profile, *, evidence: bool = False) -> list[Table]:
        """Return the tables of a profile that have rows."""
        source = (REPORT,) if self.plain or len({t.report for t in profile.things}) > 1 else ()
        traced = self.traced() if evidence else ()
        said = (SENTENCE, *traced) if evidence else ()
        found = []
        if profile.parts:
            parts = [{"name": f"{'　' * (depth - 1)}{part.name}", "depth": depth} for depth, part in profile.parts]
            columns = (Column("name", "子链", "Sub-chain"), *((Column("depth", "层", "depth"),) if self.plain else ()))
            found.append(Table(columns, tuple(parts), "parts", "子链", "Sub-chains"))
        own = profile.type == "Project"
        projects = self.stage_rows(profile.things if own else profile.projects, profile)
        head = (PROJECT, STAGE, MODALITY, YEAR)
        sizes = tuple(c for c in (CAPACITY, INVESTMENT) if self.plain or any(row[c.key] for row in projects))
        caption = ("stages", "进展", "Progress") if own else ("projects", "项目", "Projects")
        found.append(Table((*head, *sizes, *source, SENTENCE, *traced), tuple(projects), *caption))
        above = {project.iri for project in profile.projects}
        for relation, inverse, key, zh, en in GROUPS:
            rows = self.fact_rows(profile, relation, inverse, without=above if inverse else ())
            found.append(Table((NAME, MODALITY, YEAR, *source, *said), tuple(rows), key, zh, en))
        if evidence:
            tied = [{**self.fact_row(f), "other": f.name, "name": t.name} for t, f in ties(profile)]
            columns = (NAME, RELATION, OTHER, MODALITY, YEAR, *source, *said)
            found.append(Table(columns, tuple(tied), "ties", "归属", "Ties"))
            sized = [{"project": p.name, **self.figure_row(f)} for p in profile.projects if not own for f in p.figures]
            columns = (PROJECT, *self.figure_columns(), MODALITY, YEAR, *source, *said)
            found.append(Table(columns, tuple(sized), "project_figures", "项目指标", "Figures of projects"))
        figures = [self.figure_row(f) for t in profile.things for f in t.figures]
        columns = (*self.figure_columns(), MODALITY, YEAR, *source, *said)
        found.append(Table(columns, tuple(figures), "figures", "指标与目标", "Figures and targets"))
        named = [self.quote_row(q) for t in profile.things for q in t.quotes]
        told = (*source, SENTENCE, *traced) if evidence or not any(t.rows for t in found) else ()
        if told:
            found.append(Table(told, tuple(_unique(named)), "mentions", "出处", "Where it is named"))
        if self.plain:
            return [t for t in found if t.rows or t.key in ("projects", "stages")]
        return [replace(t, columns=tuple(c for c in t.columns if _told(t, c))) for t in found if t.rows]

    def traced(self) -> tuple[Column, ...]:
        """Return the columns that tell where a sentence stands, which rule read it and how sure that is."""
        return (*PLACES, RULE, CONFIDENCE) if self.plain else (GROUNDS,)

    def figure_columns(self) -> tuple[Column, ...]:
        """Return the columns of a figure: its parts for machines, else words."""
        if not self.plain:
            return (INDICATOR, VALUE)
        return (INDICATOR, *(Column(k, k, k) for k in ("kind", "comparator")), VALUE, *_UNIT)

    def stage_rows(self, projects: Iterable[Thing], profile: Profile) -> list[Row]:
        """Return a row for each project, modality, year and sentence, stages that share these together."""
        rows: list[Row] = []
        for project in projects:
            size = self.sizes(project)
            groups: dict[tuple[str, int | None, Quote], list[Stage]] = {}
            for stage in project.stages:
                groups.setdefault((stage.modality, stage.year, stage.quote), []).append(stage)
            for (modality, year, quote), stages in groups.items():
                rows.append(
                    {
                        "project": project.name,
                        "stage": self.coded("stage", sorted((s.stage for s in stages), key=vocab.STAGES.index)),
                        "modality": self.coded("modality", [modality]),
                        "year": year,
                        **size,
                        **self.quote_row(quote, *stages),
                    }
                )
            if not groups:
                facts = [f for t in profile.things for f in t.facts if f.iri == project.iri][:1]
                quotes = [f.quote for f in facts] or project.quotes
                empty = {"project": project.name, "stage": None, "modality": None, "year": None, **size}
                rows.append({**empty, **(self.quote_row(quotes[0], *facts) if quotes else {})})
        return rows if self.plain else blank_repeats(rows, ("project", "capacity", "investment"))

    def sizes(self, project: Thing) -> dict[str, str | None]:
        """Return the capacity and the investment of a project in words."""
        found: dict[str, str | None] = {"capacity": None, "investment": None}
        for figure in project.figures:
            key = "investment" if "投资" in figure.indicator else "capacity" if "产能" in figure.indicator else ""
            if key and found[key] is None:
                found[key] = figure_words(figure)
        return found

    def fact_rows(self, profile: Profile, relation: str, inverse: bool, without: Iterable[str] = ()) -> list[Row]:
        """Return a row for each fact of one relation."""
        facts = [f for t in profile.things for f in t.related(relation, inverse=inverse) if f.iri not in without]
        return [self.fact_row(f) for f in facts]

    def fact_row(self, fact: Fact) -> Row:
        """Return what a fact says of the other thing."""
        modality = self.coded("modality", [fact.modality] if fact.modality else [])
        relation = fact.relation
        if not self.plain:
            relation = word(f"relation.{fact.relation}", self.lang)
            relation = f"← {relation}" if fact.inverse else f"{relation} →"
        told = {"name": fact.name, "relation": relation, "modality": modality, "year": fact.year}
        return {**told, **self.quote_row(fact.quote, fact)}

    def figure_row(self, figure: Figure) -> Row:
        """Return a figure; for machines in its parts, else in words."""
        row: dict[str, object] = {"indicator": figure.indicator, "year": figure.year}
        row |= self.quote_row(figure.quote, figure)
        row["modality"] = self.coded("modality", [figure.modality])
        if not self.plain:
            kind = "" if figure.kind == "level" else f" · {word(f'kind.{figure.kind}', self.lang)}"
            return {**row, "indicator": f"{figure.indicator}{kind}", "value": figure_words(figure)}
        parts = {k: getattr(figure, k) for k in ("kind", "comparator", "value", "upper", "unit")}
        return {**row, **parts}

    def quote_row(self, quote: Quote, *facts: Stage | Fact | Figure) -> dict[str, object]:
        """Return the sentence and where it stands; of the facts that it says the rules and the least confidence."""
        said: dict[str, object] = {"sentence": quote.text, "report": self.report(quote.report)}
        rule = ", ".join(dict.fromkeys(f.rule for f in facts)) or None
        sure = Decimal(f"{min(f.confidence for f in facts):.2f}") if facts else None
        if self.plain:
            places = {column.key: getattr(quote, column.key) for column in PLACES}
            return {**said, **places, "rule": rule, "confidence": sure}
        page = word("panel.page", self.lang).replace("{n}", str(quote.page)) if quote.page else None
        read = f"{word('panel.confidence', self.lang)} {sure}" if facts else None
        grounds = (quote.section, page, f"{quote.start}–{quote.end}", rule, read)
        return {**said, "grounds": " · ".join(part for part in grounds if part)}

    def report(self, report: str) -> str:
        """Return a report, given by id or IRI, as its id for machines, as place and year for people."""
        known = self.ids.get(report, report)
        return known if self.plain else self.labels.get(known, known)

    def coded(self, group: str, codes: Sequence[str]) -> str | None:
        """Return codes for machines, words for people."""
        words = [code if self.plain else word(f"{group}.{code}", self.lang) for code in codes]
        return ("、" if self.lang == "zh" and not self.plain else ", ").join(words) or None


_UNIT = (Column("upper", "upper", "upper"), Column("unit", "unit", "unit"))


def _told(table: Table, column: Column) -> bool:
    return any(row.get(column.key) is not None for row in table.rows)


def blank_repeats(rows: Sequence[Row], keys: Sequence[str]) -> list[Row]:
    """Return the rows with what the row above says as well left blank."""
    found: list[Row] = []
    above: Mapping[str, object] = {}
    for row in rows:
        same = bool(above) and row[keys[0]] == above[keys[0]]
        found.append({k: None if same and k in keys else v for k, v in row.items()})
        above = row
    return found


def _unique(rows: Iterable[Row]) -> list[Row]:
    return list({tuple(row.values()): row for row in rows}.values())


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
