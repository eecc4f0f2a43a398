"""From files to a store: reads, extracts and loads many reports."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zhengtu.errors import ReadError, StoreError, ZhengtuError
from zhengtu.graph import build as graph
from zhengtu.graph.store import Store
from zhengtu.graph.terms import report_iri
from zhengtu.model import Extraction

SUFFIXES = frozenset({".txt", ".docx", ".pdf", ".html", ".htm", ".md"})


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that did not become a graph, and why."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return self.reason if str(self.path) in self.reason else f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: ``done`` of ``total`` files, ``path`` the last of them."""

    done: int
    total: int
    path: Path


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did with each file."""

    built: tuple[Path, ...]
    skipped: tuple[Path, ...]
    failed: tuple[Failure, ...]

    @property
    def total(self) -> int:
        """How many files there were."""
        return len(self.built) + len(self.skipped) + len(self.failed)


def build(
    paths: Iterable[Path | str],
    store: Store,
    *,
    place: str | None = None,
    year: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Put the reports at ``paths`` (files, folders, globs) into ``store``.

    A report that the store has from the same file and the same version is skipped; a file that
    cannot be read is told at the end and keeps none of the others back.
    """
    files, failed = expand(paths)
    known = {report.id: report for report in store.reports()}
    built: list[Path] = []
    skipped: list[Path] = []
    seen: dict[str, Path] = {}
    for done, path in enumerate(files, 1):
        try:
            first = seen.setdefault(path.stem, path)
            if first != path:
                raise ReadError(f"{path}: has the name of {first}, and a report is known by it; rename one of them")
            digest = digest_of(path)
            stored = known.get(path.stem)
            if stored and (stored.digest, stored.generator) == (digest, graph.GENERATOR):
                skipped.append(path)
            else:
                extraction = extract_file(path, digest, place, year)
                store.replace_report(report_iri(path.stem), graph.quads(extraction))
                built.append(path)
        except StoreError:
            raise  # nothing that follows could be kept
        except Exception as error:  # one report, however odd, keeps none of the others back
            failed.append(Failure(path, _reason(error)))
        if progress:
            progress(Progress(done, len(files), path))
    return BuildReport(tuple(built), tuple(skipped), tuple(failed))


def expand(paths: Iterable[Path | str]) -> tuple[list[Path], list[Failure]]:
    """Return the files that ``paths`` mean, each once, in order, and the paths that mean none."""
    found: dict[Path, None] = {}
    failed: list[Failure] = []
    for given in paths:
        try:
            found.update(dict.fromkeys(_files(str(given))))
        except ReadError as error:
            failed.append(Failure(Path(given), str(error)))
    return list(found), failed


def digest_of(path: Path) -> str:
    """Return the digest of a file's content."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error


def extract_file(path: Path, digest: str, place: str | None, year: int | None) -> Extraction:
    """Read a report and return what it says; the libraries for that are loaded here."""
    from zhengtu.extract import pipeline, reader

    return pipeline.extract(replace(reader.read(path, place=place, year=year), digest=digest))


def _files(given: str) -> Sequence[Path]:
    path = Path(given)
    if path.is_dir():
        found = (p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        inside = sorted(p for p in found if p.stem.upper() != "README")  # tells of the folder, is no report
        if not inside:
            raise ReadError(f"{path}: no report in this folder; reports end in {', '.join(sorted(SUFFIXES))}")
        return inside
    if path.exists():
        return [path]
    matching = [Path(p) for p in sorted(glob.glob(given, recursive=True)) if Path(p).is_file()]  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not matching:
        raise ReadError(f"{given}: no such file or folder")
    return matching


def _reason(error: Exception) -> str:
    if isinstance(error, ZhengtuError):
        return str(error)
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return f"a fault in zhengtu ({type(error).__name__}: {error}); please report it with the file"
