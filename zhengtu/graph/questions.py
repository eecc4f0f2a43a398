"""Named questions: SPARQL in ``queries/*.rq`` with a title, a description and declared parameters.

The head of a file is comment lines: ``# title: zh / en``, ``# about: zh / en`` and one
``# param: name type default zh / en`` for each parameter; a default of ``-`` means that the
question may be asked without it. The query binds each parameter first of all, in a line
``VALUES ?name { default }`` (``UNDEF`` for none), so that it runs as it stands in any SPARQL
tool; another value takes the default's place there, since an engine that is told a value from
outside plans its joins as if it knew none (100 ms in the place of 0.4).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from zhengtu.errors import QueryError, RuleError
from zhengtu.graph.query import TIMEOUT, Answer, run
from zhengtu.graph.store import Store
from zhengtu.graph.terms import Term, number, tidy, year, zh
from zhengtu.ontology import vocab
from zhengtu.ontology.vocab import ZT

FOLDER = Path(__file__).parent / "queries"
ANY = "-"
_HEAD = re.compile(r"# (?P<key>title|about|param): (?P<value>.+)")
_VALUES = re.compile(r"VALUES \?(?P<name>\w+) {[^{}]*}")
_PARAMETER = re.compile(r"(?P<name>\w+) (?P<type>name|text|year|number|term) (?P<default>\S+) (?P<about>.+)")


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Chinese and English."""

    zh: str
    en: str


_NONE = Words("", "")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a question that its asker may set; without a ``default`` it may stay open."""

    name: str
    type: str
    default: str | None
    about: Words

    def read(self, text: str) -> Term:
        """Return what ``text`` means as a value of this parameter.

        >>> Parameter("year", "year", None, Words("年份", "the year")).read("2025").value
        '2025'
        """
        try:
            return _READERS[self.type](text)
        except (ValueError, ArithmeticError, AttributeError) as error:
            raise QueryError(f"{self.name}={text}: {_WANTED[self.type]} is wanted here ({self.about.en})") from error


@dataclass(frozen=True, slots=True)
class Question:
    """A query that has a name."""

    name: str
    title: Words
    about: Words
    parameters: tuple[Parameter, ...]
    sparql: str

    def bindings(self, given: Mapping[str, str]) -> dict[str, Term | None]:
        """Return the values of the parameters: those ``given`` and the defaults of the others; None leaves one open.

        A query without a name declares none: there a value is read as what it looks like.
        """
        if not self.name:
            return {name: guess(value) for name, value in given.items()}
        known = {parameter.name for parameter in self.parameters}
        if unknown := given.keys() - known:
            wanted = f"it has {', '.join(sorted(known))}" if known else "it has none"
            raise QueryError(f"{self.name}: no parameter {', '.join(sorted(unknown))}; {wanted}")
        chosen = {p.name: given.get(p.name, p.default or ANY) for p in self.parameters}
        return {p.name: None if chosen[p.name] == ANY else p.read(chosen[p.name]) for p in self.parameters}

    def bound(self, values: Mapping[str, Term | None]) -> str:
        r"""Return the SPARQL with ``values`` of the parameters in the place of the defaults.

        >>> Question("", _NONE, _NONE, (), "SELECT ?a { VALUES ?a { 1 } }").bound({"a": Literal('"}')})
        'SELECT ?a { VALUES ?a { "\\"}" } }'
        """

        def replace(found: re.Match[str]) -> str:  # all in one pass, so that no value is taken for a line
            if found["name"] not in values:
                return found[0]
            value = values[found["name"]]
            return "" if value is None else f"VALUES ?{found['name']} {{ {value} }}"

        return _VALUES.sub(replace, self.sparql)

    def ask(self, store: Store, given: Mapping[str, str] | None = None, *, timeout: float = TIMEOUT) -> Answer:
        """Return the answer of ``store``; a value without a VALUES line of its own is one of a projected variable."""
        values = self.bindings(given or {})
        inside = {found["name"] for found in _VALUES.finditer(self.sparql)}
        outside = {name: value for name, value in values.items() if value is not None and name not in inside}
        return run(store, self.bound(values), outside, timeout=timeout)


@cache
def list_questions() -> tuple[Question, ...]:
    """Return all questions, by name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.rq")))


def load(name: str) -> Question:
    """Return the question called ``name``; a wrong name is told with those near it.

    >>> load("terms").title.en
    'Terms and their definitions'
    """
    path = FOLDER / f"{name}.rq"
    if not name.replace("-", "").isalnum() or not path.is_file():
        names = [known.stem for known in sorted(FOLDER.glob("*.rq"))]
        near = get_close_matches(name, names, n=3, cutoff=0.4)
        told = f"near it: {', '.join(near)}" if near else "`zhengtu query --list` shows them"
        raise QueryError(f"{name}: no question of that name, and no SPARQL; {told}")
    return _read(path)


def find(text: str) -> Question:
    """Return the question that ``text`` is or names: SPARQL itself, a file that ends in .rq, or a name.

    >>> find("ASK { ?s ?p ?o }").sparql, find("terms").name
    ('ASK { ?s ?p ?o }', 'terms')
    """
    if re.fullmatch(r"[\w-]+", text):
        return load(text)
    if not text.endswith(".rq"):
        return _nameless(text)
    try:
        sparql = Path(text).read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"{text}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{text}: not UTF-8 text, so no query") from error
    return _read(Path(text)) if sparql.startswith("# title:") else _nameless(sparql)


def guess(text: str) -> Term:
    """Return the term that ``text`` looks like: ``zt:name``, an IRI, a year, a number, else a Chinese name.

    >>> guess("2025").datatype.value.rpartition("#")[2], guess("岚瓷").language
    ('gYear', 'zh')
    """
    if text.startswith("zt:"):
        return Parameter("value", "term", None, Words("术语", "a term")).read(text)
    if re.match(r"https?://", text):
        return NamedNode(text)
    if re.fullmatch(r"(19|20)\d\d", text):
        return year(int(text))
    return _read_number(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else _read_name(text)


def given_values(pairs: Iterable[str]) -> dict[str, str]:
    """Return ``key=value`` words as a mapping.

    >>> given_values(["firm=岚瓷科技", "year=2025"])
    {'firm': '岚瓷科技', 'year': '2025'}
    """
    found = [pair.partition("=") for pair in pairs]
    if wrong := [key for key, equals, _ in found if not equals]:
        raise QueryError(f"{wrong[0]}: key=value is wanted here, as in firm=岚瓷科技")
    return {key.strip(): value for key, _, value in found}


def catalogue(lang: str) -> list[dict[str, str]]:
    """Return one row for each question: its name, title, parameters with defaults, and what it answers."""
    return [
        {
            "name": q.name,
            "title": getattr(q.title, lang),
            "parameters": " ".join(f"{p.name}={p.default or ANY}" for p in q.parameters),
            "about": getattr(q.about, lang),
        }
        for q in list_questions()
    ]


def readable(row: Mapping[str, object], lang: str) -> dict[str, object]:
    """Return a row with the labels of our terms in the place of their names.

    >>> readable({"stage": "zt:operational"}, "zh")
    {'stage': '投产运营'}
    """
    return {key: _label(value, lang) for key, value in row.items()}


def _label(value: object, lang: str) -> object:
    if not isinstance(value, str) or not value.startswith("zt:"):
        return value
    name = value.removeprefix("zt:")
    return vocab.LABELS[getattr(ZT, name)].get(lang, value) if name in ZT else value


def _nameless(sparql: str) -> Question:
    return Question("", _NONE, _NONE, (), sparql)


def _read(path: Path) -> Question:
    sparql = path.read_text(encoding="utf-8")
    heads: dict[str, Words] = {}
    parameters: list[Parameter] = []
    for line in sparql.splitlines():
        if not line.startswith("#"):
            break
        found = _HEAD.fullmatch(line)
        if found is None:
            raise RuleError(f"{path.name}: not a line of a head: {line}")
        if found["key"] == "param":
            parameters.append(_parameter(path, found["value"]))
        else:
            heads[found["key"]] = _words(path, found["value"])
    if missing := {"title", "about"} - heads.keys():
        raise RuleError(f"{path.name}: the head lacks {', '.join(sorted(missing))}")
    lines = {found["name"] for found in _VALUES.finditer(sparql)}
    if unbound := [p.name for p in parameters if p.name not in lines]:
        raise RuleError(f"{path.name}: no line `VALUES ?{unbound[0]} {{ … }}` for the parameter {unbound[0]}")
    return Question(path.stem, heads["title"], heads["about"], tuple(parameters), sparql)


def _parameter(path: Path, text: str) -> Parameter:
    found = _PARAMETER.fullmatch(text)
    if found is None:
        raise RuleError(f"{path.name}: a parameter is `name type default zh / en`, not: {text}")
    default = None if found["default"] == ANY else found["default"]
    parameter = Parameter(found["name"], found["type"], default, _words(path, found["about"]))
    if default is not None:
        parameter.read(default)
    return parameter


def _words(path: Path, text: str) -> Words:
    chinese, slash, english = text.partition(" / ")
    if not slash:
        raise RuleError(f"{path.name}: `zh / en` is wanted, not: {text}")
    return Words(chinese.strip(), english.strip())


def _read_year(text: str) -> Literal:
    return year(int(text))


def _read_term(text: str) -> NamedNode:
    term: NamedNode = getattr(ZT, text.removeprefix("zt:"))
    return term


def _read_number(text: str) -> Literal:
    return number(Decimal(text))


def _read_name(text: str) -> Literal:
    return zh(tidy(text))


_READERS: dict[str, Callable[[str], Term]] = {
    "name": _read_name,
    "text": Literal,
    "year": _read_year,
    "number": _read_number,
    "term": _read_term,
}
_WANTED = {
    "name": "a name",
    "text": "words",
    "year": "a year such as 2025",
    "number": "a number",
    "term": "a term of the ontology such as zt:operational",
}
