"""Which files a build is asked for, and whether they have changed."""

from __future__ import annotations

import glob
import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from zhengtu.errors import ReadError

SUFFIXES = frozenset({".txt", ".docx", ".pdf", ".html", ".htm", ".md"})
TABLES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".json"})
"""Files with many reports, one a row."""

_NO_REPORT = re.compile(r"\.|~|readme|licen[cs]e|changelog", re.IGNORECASE)  # what else lies in folders


def expand(paths: Iterable[Path | str]) -> tuple[list[Path], list[tuple[Path, str]]]:
    """Return the files that ``paths`` mean, each once, in order, and the paths that mean none with the reason."""
    found: dict[Path, None] = {}
    failed: list[tuple[Path, str]] = []
    for given in paths:
        try:
            found.update(dict.fromkeys(_files(str(given))))
        except ReadError as error:
            failed.append((Path(given), str(error)))
    return list(found), failed


def digest_of(path: Path) -> str:
    """Return the digest of a file's content."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error


def _files(given: str) -> Sequence[Path]:
    path = Path(given)
    if path.is_dir():
        wanted = SUFFIXES | TABLES
        inside = [p for p in path.rglob("*") if p.suffix.lower() in wanted and not _NO_REPORT.match(p.name)]
        inside = sorted(p for p in inside if p.is_file())
        if not inside:
            raise ReadError(f"{path}: no report in this folder; reports end in {', '.join(sorted(wanted))}")
        return inside
    if path.exists():
        return [path]
    matching = [Path(p) for p in sorted(glob.glob(given, recursive=True)) if Path(p).is_file()]  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not matching:
        raise ReadError(f"{given}: no such file or folder")
    return matching
