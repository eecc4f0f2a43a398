"""How far a work has come, from the verbs around its name."""

from __future__ import annotations

import re

from zhengtu.extract.names.clauses import one_of, read_rules
from zhengtu.extract.names.lists import Frame
from zhengtu.model import Modality

ACTUAL, PLANNED = "actual", "planned"


def read_stages(lead: str, trail: str, *, planned: bool) -> tuple[str, ...]:
    """Return the stages that ``lead`` (before the name) and ``trail`` (after it) tell, in order.

    >>> read_stages("", "建成投产", planned=False), read_stages("推动", "前期工作", planned=True)
    (('completed', 'operational'), ('negotiating',))
    """
    if negated := _NEGATED.search(trail):
        trail = trail[: negated.start()]  # 主体完工、未能如期投产
        if not trail:
            return ()
    after = _read(trail)
    before = _read(lead)
    strong = [s for s in after if s not in ("weak", "landed")]
    if strong and strong != ["under_construction"]:
        found = strong
        if "landed" in after and "signed" not in found:
            found = found
        if "建设" in trail and "started" in found:
            pass
    else:
        first = [s for s in before if s not in ("weak", "landed")]
        if "landed" in after:
            found = ["negotiating" if planned else "signed"]
            if "建设" in trail:
                found = ["under_construction"]
        elif first:
            found = first[-1:] if len(set(first)) > 1 and first[-1] != "operational" else first
        elif "landed" in before:
            found = ["negotiating" if planned else "signed"]
        elif strong or "weak" in after or "weak" in before:
            found = ["under_construction"]
        else:
            found = []
    if "negotiating" in found and len(set(found)) > 1:
        found = (
            [s for s in found if s != "negotiating"] if not trail.endswith(("前期工作", "前期")) else ["negotiating"]
        )
    return tuple(dict.fromkeys(found))


def read_modality(frame: Frame, modality: Modality) -> str:
    """Return whether what the frame says has happened."""
    if modality.is_future:
        return PLANNED if not _DONE.search(frame.trail[:2]) else ACTUAL
    if modality is Modality.STANDING and _WISH.search(frame.lead):
        return PLANNED
    return PLANNED if _SOON.search(frame.trail) or _WISH_STRONG.search(frame.lead) else ACTUAL


def _read(words: str) -> list[str]:
    out: list[str] = []
    for match in _ANY.finditer(words):
        word = match.group()
        if word == "完成" and _PART.match(words, match.end()):  # 完成桩基, 完成征迁: a step of the building
            out.append("under_construction")
            continue
        if word in _WEAK:
            out.append("weak")
        elif word in ("落地", "引进", "招引"):
            out.append("landed")
        else:
            out.append(_CODE[word])
    return out


_RULES = read_rules("stages")
_CODE = {word: code for code, words in _RULES["stages"].items() for word in words}
_WEAK = set(_RULES["stages"]["weak"]) if "weak" in _RULES["stages"] else set(_RULES["loose"]["weak"])
_CODE.pop("weak", None)
_ANY = re.compile(one_of([*_CODE, *_WEAK]))
_PART = re.compile("(?!竣工|验收|建设|开工|投产|前期|项目|投资|签约)[一-龥]{2}")
_NEGATED = re.compile(one_of(_RULES["words"]["negated"]))
_DONE = re.compile("已")
_SOON = re.compile("即将|拟|将(?!军)")
_WISH = re.compile("力争|确保|争取|推动|推进|加快")
_WISH_STRONG = re.compile("力争|确保|争取|计划")
