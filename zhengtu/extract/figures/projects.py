"""The figures that stand at or in the names of projects: what they cost and what they can make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengtu.extract.figures.dropped import COUNTS
from zhengtu.extract.figures.items import CAPACITIES, Figure, Item, Skipped
from zhengtu.extract.figures.wording import Wording, is_measured, starts_with_predicate
from zhengtu.model import EntityType

PROJECT_RULES = ("project-investment", "project-capacity")


def find_capacities(text: str, skipped: Sequence[Skipped]) -> Iterator[Figure]:
    """Yield the capacities that stand inside the names of projects (某公司年产20万吨某材料项目)."""
    for found in skipped:
        amount, name = found.amount, found.name
        if amount is None or name is None or name.type is not EntityType.PROJECT:
            continue
        many = amount.dimension in COUNTS - {"person"} and amount.numeral.scale in ("万", "亿")
        if not many and amount.dimension not in CAPACITIES and not amount.quantity.unit.endswith("平方米"):
            continue
        if _A_SIZE.match(text, amount.body.end) or text[name.span.start : name.span.end].endswith("产能"):
            continue
        q = amount.quantity
        item = Item(q.span.start, q.span.end, "amount", q.value, q.unit, q.op, q.upper, amount)
        yield Figure(
            "产能", "level", q.op, q.value, q.unit, q.upper, item, name.span, "project-capacity", True, name.entity
        )


def investment(wording: Wording, behind: str, earlier: Figure | None) -> str:
    """Return what the money before the project ``behind`` is called (总投资), empty if it is no investment.

    In 总投资30亿元的甲项目、20亿元的乙项目 the second is one as well: ``earlier`` is the figure before.
    """
    after = behind.removeprefix("的")
    if not after or _NO_PROJECT.match(after) or (behind == after and starts_with_predicate(behind)):
        return ""
    if found := _INVESTMENT.search(wording.name):
        return found[0]
    goes_on = earlier is not None and earlier.rule == "project-investment"
    return earlier.indicator if goes_on and earlier and not wording.name and not wording.marks else ""


def capacity(clause: str, item: Item, wording: Wording, behind: str, left: int) -> str:
    """Return 产能 if ``item`` leads the name of a project in a list of projects, else nothing.

    ``clause`` starts at ``left`` and goes on behind ``item`` to its comma.
    """
    if item.amount is None or item.amount.after or item.amount.before:
        return ""
    if starts_with_predicate(behind) or _A_SIZE.match(behind):
        return ""
    yearly = clause[: item.start - left].endswith(("年产", "年造", "日产"))
    rest = clause[item.end - left :]
    firm = wording.name.endswith(("公司", "集团"))
    led = (len(wording.name) > 8 and not firm) or wording.name.startswith("新") or is_measured(wording.name)
    listed = not led and not wording.verb and _PROJECT_LIST.search(rest) and "改造" not in rest
    return "产能" if yearly or listed else ""


_A_SIZE = re.compile("级|[^，。；、]{0,4}(?:航道|码头|泊位|船|桥|路|隧道)")
_INVESTMENT = re.compile("(?:计划)?(?:总投资|投资|总投资额|投资额)$")
_NO_PROJECT = re.compile("[，、；：。！？）]|$|[和与及并用]|[0-9]")
_PROJECT_LIST = re.compile("项目|生产线|工程|基地|扩建|扩能|技改")
