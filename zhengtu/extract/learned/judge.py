"""The judge of names: a logistic regression over what a candidate looks like and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengtu.extract.learned.candidates import Candidate, log_odds
from zhengtu.extract.learned.channels import LAYERS
from zhengtu.extract.learned.labels import Reading
from zhengtu.extract.learned.scene import Scene, overlapping
from zhengtu.extract.names.anatomy import read_name
from zhengtu.extract.names.home import home_of
from zhengtu.extract.names.lists import Frame
from zhengtu.model import EntityType, Mention


def judge_features(
    scene: Scene, proposed: Sequence[Mention], reading: Reading, candidates: Sequence[Candidate]
) -> Iterator[list[str]]:
    """Yield the features by which each candidate is judged."""
    document = scene.document
    covering = overlapping(proposed)
    home = home_of(document)
    elsewhere: dict[tuple[EntityType, str], list[float]] = {}
    for one in candidates:
        elsewhere.setdefault((one.type, document.quote(one.span)), []).append(one.chance)
    for candidate in candidates:
        span = candidate.span
        text = document.quote(span)
        name = read_name(text, home)
        frame, number = scene.frame(span)
        level = _level(candidate.chance)
        rule = candidate.proposal.rule if candidate.proposal else "-"
        others = {m.rule for at in (span.start, span.end - 1) for m in covering.get(at, ()) if m.span != span}
        chances = [(layer, reading.chance(span, layer)) for layer in LAYERS if layer is not candidate.type]
        out = [
            "bias",
            f"level{level}",
            f"level{level} {rule}",
            f"rule{rule}",
            f"rule{rule} {round(5 * candidate.proposal.confidence) if candidate.proposal else 0}",
            *(f"other{other}" for other in others),
            *(f"as{layer} {_level(chance) // 3}" for layer, chance in chances),
            f"text{text}",
            f"first{text[:1]}",
            f"first{text[:2]}",
            f"last{text[-1:]}",
            f"last{text[-2:]}",
            f"last{text[-3:]}",
            f"size{min(15, len(text))}",
            f"level{level} {min(8, len(text))}",
            f"shape{_shape(text)}",
            f"kind{name.kind} {name.proper} {bool(name.site)}",
            f"firm{name.is_firm} {round(4 * name.sure)}",
            f"odd{min(5, name.odd)}",
            f"before{scene.before(span, 1)}",
            f"before{scene.before(span, 2)}",
            f"before{scene.before(span, 4)}",
            f"after{scene.after(span, 1)}",
            f"after{scene.after(span, 2)}",
            f"after{scene.after(span, 4)}",
            f"modality{scene.sentence(span.start).modality}",
            f"often{min(4, document.text.count(text))}",
        ]
        again = sorted(elsewhere[candidate.type, text])
        if len(again) > 1:
            again.remove(candidate.chance)
            out.append(f"elsewhere{_level(again[-1]) // 2}")
        if frame:
            out += _features_of_siblings(candidate, frame, number, reading)
            whole = frame.members[number] == span
            proper = sum(read_name(document.quote(m), home).proper for m in frame.members) * 3 // len(frame.members)
            out += [
                f"whole{whole}",
                f"head{frame.head} {whole}",
                f"more{frame.more[-2:]}",
                f"lead{frame.lead[-2:]}",
                f"lead{frame.lead[-4:]}",
                f"trail{frame.trail[:2]}",
                f"trail{frame.trail[:4]}",
                f"list{min(3, len(frame.members))} {proper} {name.proper}",
                f"list{frame.head} {proper} {name.kind}",
                f"lead{frame.lead[-2:]} {text[-2:]}",
                f"trail{frame.trail[:2]} {text[-2:]}",
            ]
        yield out


def _features_of_siblings(candidate: Candidate, frame: Frame, number: int, reading: Reading) -> Iterator[str]:
    """Yield what the labels make of the other members of the list."""
    others = [member for at, member in enumerate(frame.members) if at != number]
    if not others:
        return
    means = {layer: sum(reading.chance(member, layer) for member in others) / len(others) for layer in LAYERS}
    own = round(5 * means[candidate.type])
    likeliest = max(LAYERS, key=lambda layer: means[layer])
    yield f"siblings{own}"
    yield f"siblings{own} {frame.members[number] == candidate.span}"
    yield f"siblings{own} {_level(candidate.chance) // 2}"
    yield f"siblings are {likeliest if means[likeliest] > 0.3 else '-'}"


def _level(chance: float) -> int:
    """Return ``chance`` as one of a dozen levels of the logarithm of its odds."""
    return round(1.5 * max(-4.0, min(5.0, log_odds(chance))))


def _shape(text: str) -> str:
    return "".join(kind for kind, pattern in _SHAPES if pattern.search(text))


_SHAPES = (
    ("0", re.compile(r"\d")),
    ("A", re.compile("[A-Za-z]")),
    ("“", re.compile("[“”]")),
    ("（", re.compile("[（）]")),
    ("和", re.compile("[和及与]")),
    ("的", re.compile("的")),
)
