"""Which of the stretches that rules or labels propose are names: the likeliest that do not overlap."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from zhengtu.extract.learned.candidates import Candidate, find_candidates, log_odds
from zhengtu.extract.learned.judge import judge_features
from zhengtu.extract.learned.labels import Reading, read_labels
from zhengtu.extract.learned.models import Weights, places_of, read_models, weigh
from zhengtu.extract.learned.scene import Scene
from zhengtu.model import Document, EntityType, Mention, Span

LABELLED = "labelled"  # the rule of a name that no rule proposes
# the least odds of a name, as a logarithm; best mean F1 on excerpts and tuning texts left out in training. The excerpts
# call more things a chain than the benchmark does, so that more is asked of one.
ENOUGH = {type: -0.5 if type is EntityType.INDUSTRY_CHAIN else -0.9 for type in EntityType}

POSSIBLE = -1.5  # the least odds of another reading of a firm's name, and of a name that stands surely elsewhere
SURE = 1.0  # the odds from which a name is known wherever it stands again; an industry's word often only passes


def settle_names(document: Document, proposed: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the names of ``document``, given what the rules propose for all four types."""
    return settle(document, weigh_candidates(document, proposed, read_labels(document, proposed), read_models().judges))


def weigh_candidates(
    document: Document, proposed: Sequence[Mention], reading: Reading, judges: Mapping[str, Weights]
) -> list[tuple[float, Candidate]]:
    """Return every candidate with the logarithm of its odds: the mean of the judge's and the labels'."""
    candidates = list(find_candidates(proposed, reading))
    features = judge_features(Scene(document), proposed, reading, candidates)
    return [
        ((weigh(judges[one.type], places_of(its)) + log_odds(one.chance)) / 2, one)
        for one, its in zip(candidates, features, strict=True)
    ]


def settle(document: Document, scored: Sequence[tuple[float, Candidate]]) -> tuple[Mention, ...]:
    """Return the likeliest candidates of each type that do not overlap, in the order of the text."""
    taken: set[tuple[EntityType, int]] = set()
    kept: list[Mention] = []
    others = _other_readings(scored)
    sure: set[tuple[EntityType, str]] = set()
    for odds, one in sorted(scored, key=lambda pair: (-pair[0], -len(pair[1].span), pair[1].span)):
        named = (one.type, document.quote(one.span))
        if odds < (POSSIBLE if named in sure else ENOUGH[one.type]):
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
