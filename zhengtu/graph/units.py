"""Units of figures: what 亿元 and 万吨 are multiples of, so that figures can be compared.

The words stand in ``rules/units.toml``; a unit that is not there (户, 人次, 架) is its own
base, its multiplier taken off.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from zhengtu.errors import RuleError

RULES = Path(__file__).parent / "rules" / "units.toml"


@dataclass(frozen=True, slots=True)
class Unit:
    """A written unit as a multiple of a base unit; ``qudt`` is the IRI of the base."""

    base: str
    factor: Decimal
    qudt: str | None = None


@cache
def read_unit(written: str) -> Unit:
    """Return what ``written`` is a multiple of.

    >>> read_unit("亿元").base, int(read_unit("亿元").factor)
    ('元', 100000000)
    >>> read_unit("万户")
    Unit(base='户', factor=Decimal('10000'), qudt=None)
    """
    words, multipliers = _tables()
    if written in words:
        return words[written]
    for multiplier, factor in multipliers:
        rest = written.removeprefix(multiplier)
        if rest and rest != written:
            unit = words.get(rest, Unit(rest, Decimal(1)))
            return Unit(unit.base, unit.factor * factor, unit.qudt)
    return Unit(written, Decimal(1))


@cache
def _tables() -> tuple[dict[str, Unit], list[tuple[str, Decimal]]]:
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))
    words: dict[str, Unit] = {}
    for table in rules["unit"]:
        for word, factor in table["words"].items():
            if word in words:
                raise RuleError(f"{RULES.name}: {word} stands in two units; take one out")
            words[word] = Unit(table["base"], Decimal(factor), table.get("qudt"))
    multipliers = ((word, Decimal(factor)) for word, factor in rules["multipliers"].items())
    return words, sorted(multipliers, key=lambda pair: -len(pair[0]))
