"""Write the reference pages of the ontology from its Turtle files and the named questions: ``make docs``.

pyLODE makes such pages too, in one language; ours stand in two and say how to ask.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from diagram import build_diagram
from pyoxigraph import Literal, NamedNode

from zhengtu.graph.questions import list_questions
from zhengtu.ontology import thesaurus, vocab
from zhengtu.ontology.reference import Term, terms, uses_of

HERE = Path(__file__).parent
FILES = {"en": "ontology.md", "zh": "ontology.zh-CN.md"}
Words = dict[str, tuple[str, str]]

WORDS: Words = {
    "title": ("政图本体", "The zhengtu ontology"),
    "other": ("[English](ontology.md)", "[中文](ontology.zh-CN.md)"),
    "made": (
        "本页由 `make docs` 从 `zhengtu/ontology/*.ttl` 生成，请勿手改。",
        "`make docs` makes this page from `zhengtu/ontology/*.ttl`; do not edit it by hand.",
    ),
    "ask": ("怎样提问", "How to ask"),
    "diagram": ("类图", "Diagram"),
    "diagram_note": (
        "实线箭头是属性，从定义域指向值域；虚线箭头是子类。",
        "A solid arrow is a property, from its domain to its range; a dashed one leads from a class to the one above.",
    ),
    "classes": ("类", "Classes"),
    "properties": ("属性", "Properties"),
    "codes": ("代码表", "Code lists"),
    "questions": ("现成的问题", "Named questions"),
    "questions_note": (
        "`zhengtu query --list` 列出，`zhengtu query 名称 参数=值` 回答；SPARQL 在 `zhengtu/graph/queries/`。",
        "`zhengtu query --list` shows them, `zhengtu query NAME key=value` answers one; their SPARQL is in "
        "`zhengtu/graph/queries/`.",
    ),
    "files": ("文件", "Files"),
    "name": ("名称", "name"),
    "label": ("标签", "label"),
    "meaning": ("含义", "meaning"),
    "of": ("用于", "of"),
    "to": ("取值", "to"),
    "example": ("例", "example"),
    "above": ("上位类", "is a"),
    "has": ("可有的属性", "properties that it may have"),
    "pointed": ("指向它的属性", "properties that lead to it"),
    "testing": ("抽取尚未填写", "not filled by the extraction yet"),
    "inverse": ("数据中不写", "not in the graphs"),
    "notation": ("代码", "notation"),
    "parameters": ("参数", "parameters"),
    "question": ("问题", "question"),
    "data": ("数据属性", "Data properties"),
    "object": ("对象属性", "Object properties"),
    "borrowed": ("借用的词", "Terms of other vocabularies"),
}

ASK = {
    "en": """Prefixes need not be declared: `zt:` (this ontology), `zti:` (indicators), `ztin:` (industries), `skos:`,
`dcterms:`, `prov:`, `oa:`, `rdf:`, `rdfs:`, `xsd:`. All reports are asked at once; `GRAPH ?report { … }` asks one.

- **Names.** Whatever a report names has `skos:prefLabel` (its fullest name there) and `skos:altLabel` (its other
  names), all tagged `@zh`. Each report has nodes of its own: the same firm in two reports is two nodes of one name.
- **Relations** are plain triples: `?firm zt:undertakes ?project`, `?project zt:inChain ?chain`,
  `?part zt:subChainOf ?chain`, `?project zt:locatedIn ?park`, `?firm zt:awarded ?honour`, `?firm zt:partnersWith ?other`.
  Properties marked *not in the graphs* are names of the other direction: write `?project ^zt:undertakes ?firm`.
- **Stages** of a project: `?project zt:actualStage zt:operational` for what it has reached, `zt:plannedStage` for what
  it is to reach. In which year, and in which words: a `zt:Milestone` with `zt:project`, `zt:stage`, `zt:modality`
  (`zt:actual` or `zt:planned`) and `zt:year`.
- **Figures** are `zt:Target` or `zt:Observation`, with `zt:indicator` (a concept) and `zt:indicatorText` (the words),
  `zt:kind`, `zt:comparator`, `zt:value`, `zt:unitText`, `zt:year`, `zt:place`; `zt:about` where the figure is of a firm,
  project, chain or park and not of the whole place. A target and its result share `zt:seriesKey` and `zt:year`.
- **Evidence.** Beside each relation stands a `zt:Statement` (`zt:subject`, `zt:predicate`, `zt:object`); statements,
  milestones and figures have `zt:evidence`, whose `oa:exact` is the sentence, `oa:start` and `oa:end` its place.
- **Years** are `xsd:gYear`: `"2025"^^xsd:gYear`.

Firms of chains with 陶瓷 in their name (or of parts of such chains) that have a project in operation:

```sparql
SELECT DISTINCT ?firmName ?projectName WHERE {
  ?chain a zt:IndustryChain ; skos:prefLabel ?chainName .
  FILTER(CONTAINS(?chainName, "陶瓷"))
  ?part zt:subChainOf* ?chain .
  ?project zt:inChain ?part ; zt:actualStage zt:operational ; skos:prefLabel ?projectName .
  ?firm zt:undertakes ?project ; skos:prefLabel ?firmName .
}
```

What was promised for 2025, with the sentence:

```sparql
SELECT ?indicator ?comparator ?value ?unit ?sentence WHERE {
  ?target zt:year "2025"^^xsd:gYear ; a zt:Target ; zt:indicatorText ?indicator ; zt:comparator ?comparator ;
    zt:value ?value ; zt:evidence/oa:exact ?sentence .
  OPTIONAL { ?target zt:unitText ?unit }
}
```

**To be quick on many reports:** begin with what narrows most (a name, a place; of equals the one written first is taken
first); leave out `?x a zt:Project` where another pattern says it; look for what a report says in `GRAPH ?report { … }`;
put one pattern only into each `OPTIONAL`, nested where it needs more: with two or more the engine reads the whole store
for them. Where names are found first and facts after, or a path such as `zt:subChainOf*` goes before an `OPTIONAL`, put
the first part into a sub-SELECT with a `LIMIT`, however large: it is answered first then, and what follows is looked up
row by row (`targets-results.rq` for one place and 1,000 reports: 5 ms, without it 1.2 s).""",
    "zh": """前缀无须声明：`zt:`（本体）、`zti:`（指标）、`ztin:`（行业）、`skos:`、`dcterms:`、`prov:`、`oa:`、`rdf:`、`rdfs:`、
`xsd:`。查询面向库中全部报告；`GRAPH ?report { … }` 只问一份。

- **名称**：报告提到的事物都有 `skos:prefLabel`（该报告中最全的名称）和 `skos:altLabel`（其他名称），带 `@zh` 标签。每份报告有自己的节点：
  同一企业在两份报告中是同名的两个节点。
- **关系**是直接的三元组：`?firm zt:undertakes ?project`、`?project zt:inChain ?chain`、`?part zt:subChainOf ?chain`、
  `?project zt:locatedIn ?park`、`?firm zt:awarded ?honour`、`?firm zt:partnersWith ?other`。标有“数据中不写”的属性只是反方向的名称，
  查询请写 `?project ^zt:undertakes ?firm`。
- **项目阶段**：已到的用 `?project zt:actualStage zt:operational`，计划的用 `zt:plannedStage`。要问年份和原句，用 `zt:Milestone`：
  `zt:project`、`zt:stage`、`zt:modality`（`zt:actual` 或 `zt:planned`）、`zt:year`。
- **数值**分 `zt:Target`（目标）与 `zt:Observation`（实绩），有 `zt:indicator`（概念）、`zt:indicatorText`（原文用语）、`zt:kind`、
  `zt:comparator`、`zt:value`、`zt:unitText`、`zt:year`、`zt:place`；说的是企业、项目、产业链或园区而非整个地区时有 `zt:about`。
  目标与其结果的 `zt:seriesKey` 和 `zt:year` 相同。
- **出处**：每个关系旁有一条 `zt:Statement`（`zt:subject`、`zt:predicate`、`zt:object`）；陈述、节点和数值都有 `zt:evidence`，其
  `oa:exact` 是原句，`oa:start`、`oa:end` 是位置。
- **年份**是 `xsd:gYear`：`"2025"^^xsd:gYear`。

名称含“陶瓷”的产业链（及其子链）上，有项目投产的企业：

```sparql
SELECT DISTINCT ?firmName ?projectName WHERE {
  ?chain a zt:IndustryChain ; skos:prefLabel ?chainName .
  FILTER(CONTAINS(?chainName, "陶瓷"))
  ?part zt:subChainOf* ?chain .
  ?project zt:inChain ?part ; zt:actualStage zt:operational ; skos:prefLabel ?projectName .
  ?firm zt:undertakes ?project ; skos:prefLabel ?firmName .
}
```

为 2025 年提出的目标及原句：

```sparql
SELECT ?indicator ?comparator ?value ?unit ?sentence WHERE {
  ?target zt:year "2025"^^xsd:gYear ; a zt:Target ; zt:indicatorText ?indicator ; zt:comparator ?comparator ;
    zt:value ?value ; zt:evidence/oa:exact ?sentence .
  OPTIONAL { ?target zt:unitText ?unit }
}
```

**报告很多时要快**：先写最能缩小范围的（名称、地区；范围相当的，先写者先查）；别的模式已经说明类型时不写 `?x a zt:Project`；一份报告说的话在
`GRAPH ?report { … }` 里找；每个 `OPTIONAL` 里只放一个模式，需要多个就嵌套，否则引擎会为它读遍全库。先找名称、再查事实的，或 `OPTIONAL` 之前有
`zt:subChainOf*` 这类路径的，把前一半放进带 `LIMIT`（多大都行）的子查询：引擎先答它，其余逐行去查（`targets-results.rq` 问一千份报告中的一地：5 毫秒，
不然 1.2 秒）。""",
}


def pages() -> dict[str, str]:
    """Return each page by its file name."""
    found = {name: "\n".join(_page(lang)) + "\n" for lang, name in FILES.items()}
    found["indicators.md"] = "\n".join(_indicators()) + "\n"
    found["industries.md"] = "\n".join(_industries()) + "\n"
    found["ontology.svg"] = build_diagram()
    return found


def main() -> None:
    """Write the pages beside this file, or check them with ``--check``."""
    stale = [n for n, t in pages().items() if not (HERE / n).exists() or (HERE / n).read_text(encoding="utf-8") != t]
    if "--check" in sys.argv:
        sys.exit(f"not as `make docs` makes them: {', '.join(stale)}" if stale else 0)
    for name in stale:
        (HERE / name).write_text(pages()[name], encoding="utf-8")
        print(name)


def _page(lang: str) -> Iterator[str]:
    def say(key: str) -> str:
        return WORDS[key][0 if lang == "zh" else 1]

    version = _head("http://www.w3.org/2002/07/owl#versionInfo")
    yield f"# {say('title')} {version}\n\n{say('other')}\n"
    yield f"`PREFIX zt: <{vocab.namespaces()['zt']}>` · Apache-2.0 · {say('made')}\n"
    yield f"## {say('ask')}\n\n{ASK[lang]}\n"
    yield f"## {say('diagram')}\n\n![{say('diagram')}](ontology.svg)\n\n{say('diagram_note')}\n"
    yield f"## {say('classes')}\n"
    for term in _of("Class"):
        yield from _class(term, lang, say)
    yield f"## {say('properties')}\n"
    for kinds, key in ((("ObjectProperty", "AnnotationProperty"), "object"), (("DatatypeProperty",), "data")):
        yield f"### {say(key)}\n"
        yield from _table([say("name"), say("label"), say("meaning"), say("of"), say("to"), say("example")])
        for term in _of(*kinds):
            yield _row(_property(term, lang, say))
        yield ""
    yield f"## {say('codes')}\n"
    for scheme in _of("ConceptScheme"):
        yield f"### zt:{scheme.name} · {_label(scheme, lang)}\n"
        yield from _table([say("name"), say("notation"), say("label"), say("meaning")])
        for code in (term for term in _of("Code") if f"zt:{scheme.name}" in term.parents):
            notation = f"`{code.notation}`" if code.notation else ""
            yield _row([f"`zt:{code.name}`", notation, _label(code, lang), code.comments.get(lang, "")])
        yield ""
    yield f"## {say('questions')}\n\n{say('questions_note')}\n"
    yield from _table([say("name"), say("question"), say("parameters")])
    for question in list_questions():
        parameters = " ".join(f"`{p.name}={p.default or '-'}`" for p in question.parameters)
        about = f"**{getattr(question.title, lang)}**. {getattr(question.about, lang)}".replace("**. ", "** ")
        yield _row([f"`{question.name}`", about, parameters])
    yield f"\n## {say('files')}\n"
    yield from _files(lang)


def _class(term: Term, lang: str, say: Callable[[str], str]) -> Iterator[str]:
    yield f"### zt:{term.name}\n\n**{_label(term, lang)}**{_mark(term, say)} — {term.comments[lang]}\n"
    if term.example:
        yield f"- {say('example')}: {term.example}"
    if term.parents:
        yield f"- {say('above')}: {', '.join(f'`{parent}`' for parent in term.parents)}"
    for key, found in (("has", uses_of(term.name)), ("pointed", uses_of(term.name, incoming=True))):
        if found:
            yield f"- {say(key)}: {', '.join(f'`zt:{p.name}`' for p in found)}"
    yield ""


def _property(term: Term, lang: str, say: Callable[[str], str]) -> list[str]:
    return [
        f"`zt:{term.name}`",
        _label(term, lang),
        term.comments[lang] + _mark(term, say),
        ", ".join(f"`{name}`" for name in term.domain),
        ", ".join(f"`{name}`" for name in term.range),
        f"`{term.example}`" if term.example else "",
    ]


def _mark(term: Term, say: Callable[[str], str]) -> str:
    if term.inverse_of:
        return f" *({say('inverse')})*"
    return f" *({say('testing')})*" if term.testing else ""


def _files(lang: str) -> Iterator[str]:
    told = (
        ("zhengtu.ttl", "类、属性、代码表（OWL 2 DL）", "classes, properties, code lists (OWL 2 DL)"),
        ("indicators.ttl", "指标词表，见 [indicators.md](indicators.md)", "the indicator thesaurus: [indicators.md](indicators.md)"),
        ("industries.ttl", "行业分类，见 [industries.md](industries.md)", "industries: [industries.md](industries.md)"),
        ("alignment.ttl", "与 PROV-O、ORG、SKOS、Data Cube、QUDT、schema.org、Web Annotation 的对应，以及不作对应的理由",
         "alignment with PROV-O, ORG, SKOS, Data Cube, QUDT, schema.org and Web Annotation, and what was left out and why"),
        ("shapes.ttl", "SHACL 形状，`zhengtu validate` 据此校验", "SHACL shapes, which `zhengtu validate` checks"),
    )  # fmt: skip
    for name, zh, en in told:
        yield f"- [`{name}`](../zhengtu/ontology/{name}): {zh if lang == 'zh' else en}"


def _indicators() -> Iterator[str]:
    concepts = thesaurus.indicators()
    topics = _topics()
    by_id = {concept.id: concept for concept in concepts}
    yield f"# 指标词表 · Indicator thesaurus\n\n{len(concepts)} 个指标 · {len(concepts)} indicators. "
    yield f"{WORDS['made'][0]} {WORDS['made'][1]}\n"
    for topic, (zh, en, source) in topics.items():
        yield f"## {zh} · {en}\n\n{source}\n"
        yield from _table(["zti:", "指标", "indicator", "又称 · also called"])
        for concept in concepts:
            depth, up = 0, concept.broader
            while up in by_id:
                depth, up = depth + 1, by_id[up].broader
            if up == topic:
                indent = "　" * depth
                yield _row([f"`{concept.id}`", indent + concept.zh, concept.en, "、".join(concept.names[1:])])
        yield ""


def _topics() -> dict[str, tuple[str, str, str]]:
    found: dict[str, dict[str, str]] = {}
    for triple in vocab.read(vocab.INDICATORS):
        name = triple.subject.value.rpartition("#")[2]
        if name.startswith("topic_") and isinstance(triple.object, Literal):
            key = triple.predicate.value.rpartition("/")[2].rpartition("#")[2] + (triple.object.language or "")
            found.setdefault(name, {})[key] = triple.object.value
    return {name: (told["prefLabelzh"], told["prefLabelen"], told["sourcezh"]) for name, told in found.items()}


def _industries() -> Iterator[str]:
    yield f"# 行业分类 · Industries\n\n{WORDS['made'][0]} {WORDS['made'][1]}\n"
    told: dict[str, dict[str, str]] = {}
    for triple in vocab.read(vocab.INDUSTRIES):
        key = triple.predicate.value.rpartition("#")[2].rpartition("/")[2]
        language = triple.object.language or "" if isinstance(triple.object, Literal) else ""
        value = triple.object.value if isinstance(triple.object, Literal | NamedNode) else ""
        told.setdefault(triple.subject.value.rpartition("#")[2], {})[key + language] = value
    for scheme in ("gbt4754", "strategic"):
        head = told[scheme]
        yield f"## {head['prefLabelzh']} · {head['prefLabelen']}\n\n{head['sourcezh']} {head['sourceen']}\n"
        yield from _table(["ztin:", "代码", "行业", "industry"])
        for name, entry in told.items():
            if entry.get("inScheme", "").endswith(f"#{scheme}"):
                indent = "　" if "broader" in entry else ""
                yield _row([f"`{name}`", entry["notation"], indent + entry["prefLabelzh"], entry["prefLabelen"]])
        yield ""


def _of(*kinds: str) -> list[Term]:
    return [term for term in terms().values() if term.kind in kinds]


def _label(term: Term, lang: str) -> str:
    other = "en" if lang == "zh" else "zh"
    return f"{term.labels[lang]} {term.labels[other]}"


def _head(predicate: str) -> str:
    return next(
        t.object.value
        for t in vocab.read(vocab.CORE)
        if t.predicate.value == predicate and isinstance(t.object, Literal)
    )


def _table(headings: Sequence[str]) -> Iterator[str]:
    yield _row(headings)
    yield "|" + " --- |" * len(headings)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    main()
