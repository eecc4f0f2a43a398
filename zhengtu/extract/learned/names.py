"""The judge of names: which of the stretches that rules or labels propose are names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhengtu.extract.learned.channels import LAYERS
from zhengtu.extract.learned.labels import Reading, read_labels
from zhengtu.extract.learned.models import Weights, places_of, read_models, weigh
from zhengtu.extract.learned.scene import Scene, overlapping
from zhengtu.extract.names.anatomy import read_name
from zhengtu.extract.names.home import home_of
from zhengtu.extract.names.lists import Frame
from zhengtu.model import Document, EntityType, Mention, Span

LABELLED = "labelled"  # the rule of a name that no rule proposes
ENOUGH = -0.4  # the least odds of a name, as a logarithm; best mean F1 on annotated texts left out in training

POSSIBLE = -3.0  # the least odds of another reading of a firm's name, and of a name that stands surely elsewhere
SURE = 1.0  # the odds from which a name is known wherever it stands again; an industry's word often only passes


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name: what the labels give it, and the rule's mention if one proposes it."""

    span: Span
    type: EntityType
    chance: float
    proposal: Mention | None

    @property
    def witnesses(self) -> tuple[tuple[str, float], ...]:
        """Who speaks for it, each with how sure it is."""
        ruled = ((self.proposal.rule, self.proposal.confidence),) if self.proposal else ()
        return (*ruled, ("labels", round(self.chance, 3)))


def settle_names(document: Document, proposed: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the names of ``document``, given what the rules propose for all four types."""
    return settle(document, proposed, read_labels(document, proposed), read_models().names)


def settle(
    document: Document, proposed: Sequence[Mention], reading: Reading, tables: Mapping[str, Weights]
) -> tuple[Mention, ...]:
    """Return the likeliest candidates of each type that do not overlap, in the order of the text."""
    scored = []
    for candidate, features in judge_features(document, proposed, reading):
        odds = weigh(tables[candidate.type], places_of(features))
        scored.append(((2 * odds + _odds(candidate.chance)) / 3, candidate))
    taken: set[tuple[EntityType, int]] = set()
    kept: list[Mention] = []
    others = _other_readings(scored)
    sure: set[tuple[EntityType, str]] = set()
    for odds, one in sorted(scored, key=lambda pair: (-pair[0], -len(pair[1].span), pair[1].span)):
        named = (one.type, document.quote(one.span))
        if odds < (POSSIBLE if named in sure else ENOUGH):
            continue
        places = {(one.type, at) for at in range(one.span.start, one.span.end)}
        if not places & taken:
            taken |= places
            if odds >= SURE and one.type is not EntityType.INDUSTRY_CHAIN:
                sure.add(named)
            rule = one.proposal.rule if one.proposal else LABELLED
            chance = round(min(0.99, 1 / (1 + math.exp(-odds))), 3)
            instead = tuple(sorted(span for span in others.get((one.type, one.span.start), ()) if span != one.span))
            kept.append(Mention(one.span, one.type, rule, chance, others=instead, witnesses=one.witnesses))
    return tuple(sorted(kept, key=lambda m: (m.span, m.type)))


def _other_readings(scored: Sequence[tuple[float, Candidate]]) -> dict[tuple[EntityType, int], list[Span]]:
    """Return, by start, how far a firm's name may go: in 晶岚光伏组件项目 the trade may be the firm's or the product's."""
    found: dict[tuple[EntityType, int], list[Span]] = {}
    for odds, one in scored:
        if one.type is EntityType.ENTERPRISE and odds >= POSSIBLE and len(one.span) > 1:
            found.setdefault((one.type, one.span.start), []).append(one.span)
    return found


def judge_features(
    document: Document, proposed: Sequence[Mention], reading: Reading
) -> Iterator[tuple[Candidate, list[str]]]:
    """Yield every candidate with the features by which it is judged."""
    scene = Scene(document)
    covering = overlapping(proposed)
    home = home_of(document)
    candidates = list(find_candidates(proposed, reading))
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
        yield candidate, out


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


def find_candidates(proposed: Sequence[Mention], reading: Reading) -> Iterator[Candidate]:
    """Yield what rules or labels take for a name, each span and type once."""
    proposals = {(m.span, m.type): m for m in proposed if m.type in LAYERS}
    for layer in LAYERS:
        for span, chance in reading.stretches(layer):
            yield Candidate(span, layer, chance, proposals.pop((span, layer), None))
    for (span, layer), mention in proposals.items():
        yield Candidate(span, layer, reading.chance(span, layer), mention)


def _level(chance: float) -> int:
    """Return ``chance`` as one of a dozen levels of the logarithm of its odds."""
    return round(1.5 * max(-4.0, min(5.0, _odds(chance))))


def _odds(chance: float) -> float:
    """Return the logarithm of the odds of ``chance``."""
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))


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
