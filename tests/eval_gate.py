"""Score the extractors on the dev benchmark and hold the floor.

    python tests/eval_gate.py               # the table; exit 1 when a score is below its floor
    python tests/eval_gate.py --set-floor   # write today's scores as the floor
    python tests/eval_gate.py --readme      # write the tables into the READMEs and docs/accuracy.md

Every third text by name is held out: rules are tuned on the others (``tuning``), models learn from
them, and the scores of both are told. ``other places`` are the excerpts of the ``test`` part of
``training/annotations.jsonl``, which nothing was tuned on or learnt from; they have no measures.
Where ``../shared/benchmark`` is missing, it says so and exits 0.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from training.samples import load_scorer, read_annotated
from zhengtu.extract import facts, pipeline
from zhengtu.extract.reading import reader
from zhengtu.model import Extraction

ROOT = Path(__file__).resolve().parents[1]
BENCHMARK = ROOT.parent / "shared" / "benchmark"
FLOOR = ROOT / "tests" / "eval_floor.json"
HEADS = ("Enterprise", "Project", "IndustryChain", "Park", "Relation", "Measure")
SLACK = 0.005  # what one changed fact in a small class may cost without a stop

LEAST = (0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)

Scores = dict[str, float]
Predictions = dict[Path, dict[str, Any]]


def main() -> int:
    """Score, print, and compare with the floor."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--set-floor", action="store_true", help="write today's scores as the floor")
    options.add_argument("--readme", action="store_true", help="write the tables into the READMEs and docs")
    args = options.parse_args()
    if not (BENCHMARK / "dev").is_dir():
        print("eval_gate: skipped, since ../shared/benchmark/dev does not lie beside the project")
        return 0
    golds = sorted((BENCHMARK / "dev").glob("*.gold.json"))
    held_out = golds[2::3]
    extractions = {gold: extract_text_of(gold) for gold in golds}
    predictions = as_facts(extractions)
    truth = {gold: json.loads(gold.read_text(encoding="utf-8")) for gold in golds}
    others = read_annotated("test")
    other_truth = {Path(s.document.id): s.gold for s in others}
    other_extractions = {Path(s.document.id): replace(pipeline.extract(s.document), measures=()) for s in others}
    results = {
        "all": score(golds, truth, predictions),
        "tuning": score([g for g in golds if g not in held_out], truth, predictions),
        "held out": score(held_out, truth, predictions),
        "other places": score(list(other_truth), other_truth, as_facts(other_extractions)),
    }
    print(table(results))
    if args.readme:
        for name in ("README.md", "README.zh-CN.md", "docs/accuracy.md"):
            write_table(ROOT / name, "scores", table(results))
        parts = {"all": golds, "held out": held_out, "other places": list(other_truth)}
        whole = confidence_table(parts, truth | other_truth, extractions | other_extractions)
        write_table(ROOT / "docs" / "accuracy.md", "confidence", whole)
    corpus = digest(golds)
    if args.set_floor:
        FLOOR.write_text(
            json.dumps({"corpus": corpus, "scores": floor_of(results["all"])}, indent=1) + "\n", encoding="utf-8"
        )
        return 0
    return check(results["all"], corpus)


def extract_text_of(gold: Path) -> Extraction:
    """Extract the text that belongs to a gold file, as ``zhengtu extract`` does."""
    text = gold.with_name(gold.name.replace(".gold.json", ".txt"))
    return pipeline.extract(reader.read(text))


def as_facts(extractions: dict[Path, Extraction], confidence: float = 0.0) -> Predictions:
    """Return the facts that are at least so sure, in the shape of the contract."""
    return {gold: facts.as_dict(extraction.above(confidence)) for gold, extraction in extractions.items()}


def score(golds: list[Path], truth: Predictions, predictions: Predictions) -> Scores:
    """Return F1, precision and recall of each class, and the accuracy of matched measures' attributes."""
    scorer = load_scorer()
    total: Counter[tuple[str, int]] = Counter()
    detail: Counter[str] = Counter()
    for gold in golds:
        rows, found, _ = scorer.score_document(truth[gold], predictions[gold])
        detail.update(found)
        for kind, counts in rows.items():
            head = "Relation" if kind.startswith("rel:") else kind
            for i, count in enumerate(counts):
                total[head, i] += count
    scores: Scores = {}
    for head in HEADS:
        true, wanted, given = (total[head, i] for i in range(3))
        precision, recall, f1 = scorer.prf(true, wanted, given)
        scores |= {f"{head} P": precision, f"{head} R": recall, f"{head} F1": f1}
    true, wanted, given = (sum(total[head, i] for head in HEADS) for i in range(3))
    scores |= {"facts": given, "facts P": true / given if given else 0.0, "facts R": true / wanted if wanted else 0.0}
    scores["macro F1"] = sum(scores[f"{head} F1"] for head in HEADS) / len(HEADS)
    pairs = detail["pairs"] or 1
    scores |= {f"Measure {what}": detail[what] / pairs for what in ("op", "year", "subject")}
    return {name: round(value, 4) for name, value in scores.items()}


def table(results: dict[str, Scores]) -> str:
    """Return the scores as a Markdown table."""
    lines = [
        "| | P | R | F1 | F1, tuning texts | F1, held-out texts | F1, other places |",
        "|---|---|---|---|---|---|---|",
    ]
    whole = results["all"]
    for head in HEADS:
        figures = [whole[f"{head} P"], whole[f"{head} R"]] + [results[part][f"{head} F1"] for part in results]
        cells = [f"{x:.3f}" for x in figures]
        lines.append(f"| {head} | " + " | ".join([*cells[:-1], "–"] if head == "Measure" else cells) + " |")
    names = " | ".join(f"{sum(results[part][f'{head} F1'] for head in HEADS[:-1]) / 5:.3f}" for part in results)
    lines.append(f"| mean without measures | | | {names} |")
    macro = " | ".join(f"**{results[part]['macro F1']:.3f}**" for part in list(results)[:-1]) + " | –"
    lines.append(f"| **macro** | | | {macro} |")
    told = ", ".join(f"{what} {whole[f'Measure {what}']:.3f}" for what in ("op", "year", "subject"))
    return "\n".join([*lines, "", f"Matched measures, accuracy of attributes: {told}."])


def confidence_table(parts: dict[str, list[Path]], truth: Predictions, extractions: dict[Path, Extraction]) -> str:
    """Return, for each least confidence, how many facts are so sure and what share of them is right."""
    heads = [f"{what}, {part}" for part in parts for what in ("facts", "P", "R")]
    lines = ["| confidence at least | " + " | ".join(heads) + " |", "|---|" + "---|" * len(heads)]
    for least in LEAST:
        predictions = as_facts(extractions, least)
        found = [score(golds, truth, predictions) for golds in parts.values()]
        cells = [f"{s['facts']:.0f} | {s['facts P']:.3f} | {s['facts R']:.3f}" for s in found]
        lines.append(f"| {least} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write_table(readme: Path, name: str, text: str) -> None:
    """Put the table between the markers ``name`` of a page."""
    old = readme.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    new = re.sub(f"{begin}.*?{end}", lambda _: f"{begin}\n{text}\n{end}", old, flags=re.S)
    readme.write_text(new, encoding="utf-8")


def floor_of(scores: Scores) -> Scores:
    """Return the scores that must not fall: F1 of each class, macro F1, accuracy of attributes."""
    return {name: value for name, value in scores.items() if not name.endswith((" P", " R")) and name != "facts"}


def digest(golds: list[Path]) -> str:
    """Return a digest of gold files, texts and scorer."""
    whole = hashlib.sha256()
    for gold in golds:
        for path in (gold, gold.with_name(gold.name.replace(".gold.json", ".txt"))):
            whole.update(path.name.encode() + b"\0" + path.read_bytes())
    whole.update((BENCHMARK / "score.py").read_bytes())
    return whole.hexdigest()[:16]


def check(scores: Scores, corpus: str) -> int:
    """Compare with the floor; 1 when a score fell below it."""
    if not FLOOR.exists():
        print("eval_gate: there is no floor yet; set one with --set-floor")
        return 1
    floor = json.loads(FLOOR.read_text(encoding="utf-8"))
    if floor["corpus"] != corpus:
        print(f"eval_gate: the floor is of another corpus ({floor['corpus']}, here {corpus}); not compared")
        return 0
    fallen = [
        f"{name} {scores[name]:.4f} < {low:.4f}" for name, low in floor["scores"].items() if scores[name] < low - SLACK
    ]
    for line in fallen:
        print(f"eval_gate: below the floor: {line}")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
