"""Learn the model of ``tagger`` from public lists of names: ``make model``.

Brands (``companynameparser``, Apache-2.0) and the short names of listed companies (``adata``,
Apache-2.0 or MIT) against names of places (THUOCL, MIT, inside the former) and the words and
divisions of ``rules/words.txt``. The same lists give the same model.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from zhengtu.extract.names.clauses import read_rules
from zhengtu.extract.names.tagger import BITS, LONGEST, MODEL, SCALE, features, is_readable
from zhengtu.extract.names.words import REPORT, read_words

BRANDS = "companynameparser/data/brand.txt"
PLACES = "companynameparser/data/THUOCL_diming.txt"
LISTED = "adata/stock/cache/code.csv"

Floats = NDArray[np.float32]
Group = tuple[list[str], float, float]  # names, 1 for brands and 0 for others, weight of each


def main() -> int:
    """Read the lists below the folder that is named, learn, and write the model beside ``tagger``."""
    parser = argparse.ArgumentParser(prog="python -m zhengtu.extract.names.train", description=__doc__)
    parser.add_argument("folder", type=Path, help="where companynameparser and adata are installed")
    folder = parser.parse_args().folder
    try:
        groups = read_groups(folder)
    except OSError as error:
        print(f"train: {error.filename}: cannot read ({error.strerror}); run `make model`", file=sys.stderr)
        return 1
    model = quantise(learn(groups))
    target = Path(__file__).with_name(MODEL)
    target.write_bytes(model)
    sizes = ", ".join(f"{len(names)} of {label:.0f}" for names, label, _ in groups)
    print(f"{target}: {len(model)} bytes from {sizes}")
    return 0


def read_groups(folder: Path) -> list[Group]:
    """Return the names to learn from: brands, listed companies, places and words."""
    words = read_words()
    places = {stem for line in _lines(folder / PLACES) for stem in _stems(line.split("\t")[0].strip())}
    others = {name for name in places | set(words) if is_readable(name)}
    brands = {line.strip() for line in _lines(folder / BRANDS)} - others
    listed = read_listed(_lines(folder / LISTED), others, {w for w, key in words.items() if key[0] == REPORT})
    return [
        (sorted(filter(is_readable, brands)), 1.0, 0.3),  # many are of shops and goods
        (sorted(listed), 1.0, 20.0),
        (sorted(others), 0.0, 1.0),
    ]


def read_listed(lines: Iterable[str], others: set[str], ordinary: set[str]) -> set[str]:
    """Return the brands in the short names of listed companies: without the trade where one follows.

    >>> sorted(read_listed(["stock_code,short_name", "000000,ST晶岚科技", "000001,云臻"], {"科技"}, {"科技"}))
    ['云臻', '晶岚']
    """
    names = {_MARKS.sub("", row["short_name"].replace(" ", "")) for row in csv.DictReader(lines)}
    names = {name for name in names if is_readable(name)}
    trades = set(read_rules("entities")["firm"]["trade"])
    tails = Counter(name[2:] for name in names if len(name) == LONGEST)
    found: set[str] = set()
    for name in names:
        if len(name) == LONGEST and (tails[name[2:]] >= _OFTEN or name[2:] in trades):
            if name[:2] not in ordinary:
                found.add(name[:2])
        elif name not in others:
            found.add(name)
    return found


def learn(groups: list[Group]) -> Floats:
    """Return the weights of a logistic regression over hashed features, the mean of several runs."""
    width = len(features("一" * LONGEST))
    nothing = 1 << BITS  # the place of features that a short name lacks
    rows = np.full((sum(len(names) for names, _, _ in groups), width), nothing, np.int64)
    for row, name in zip(rows, (name for names, _, _ in groups for name in names), strict=True):
        found = features(name)
        row[: len(found)] = found
    labels = np.concatenate([np.full(len(names), label, np.float32) for names, label, _ in groups])
    shares = np.concatenate([np.full(len(names), share, np.float32) for names, _, share in groups])
    runs = np.stack([_descend(rows, labels, shares, np.random.default_rng(seed)) for seed in range(_RUNS)])
    weights: Floats = runs.mean(axis=0, dtype=np.float32)
    return weights[:nothing]


def quantise(weights: Floats) -> bytes:
    """Return ``weights`` as signed bytes."""
    return np.clip(np.rint(weights * SCALE), -127, 127).astype(np.int8).tobytes()


def _descend(rows: NDArray[np.int64], labels: Floats, shares: Floats, random: np.random.Generator) -> Floats:
    """Return what AdaGrad finds in a few passes over the rows."""
    weights = np.zeros((1 << BITS) + 1, np.float32)
    squares = np.full_like(weights, 1e-2)
    for _ in range(_PASSES):
        order = random.permutation(len(rows))
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            at = rows[some]
            odds = np.clip(weights[at].sum(1), -30, 30)
            error = (1 / (1 + np.exp(-odds)) - labels[some]) * shares[some]
            places, back = np.unique(at, return_inverse=True)
            slope = np.bincount(back.ravel(), np.repeat(error, at.shape[1])).astype(np.float32)
            slope += _DECAY * weights[places]
            slope[places == len(weights) - 1] = 0
            squares[places] += slope * slope
            weights[places] -= _RATE * slope / np.sqrt(squares[places])
    return weights


def _stems(place: str) -> set[str]:
    return {place, _KIND_OF_PLACE.sub("", place)}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines()


_RUNS, _PASSES, _BATCH, _RATE, _DECAY = 4, 3, 512, 0.05, 1e-3
_OFTEN = 5  # so many listed companies end with a word that is one of trade
_MARKS = re.compile(r"^(?:\*?ST|N|C|XD|XR|DR)|[A-Z\-Ａ-Ｚ退]+$")
_KIND_OF_PLACE = re.compile("(?:乡|镇|村|街道|社区|小区|胡同|路|桥|站|县|市|区|水库|农场|林场|村委会|街|大街)$")

if __name__ == "__main__":
    raise SystemExit(main())
