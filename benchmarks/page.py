"""The page of the benchmark and its picture, from the figures in ``benchmarks.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HEAD = """# Benchmarks

Made by `make bench` ({cores} cores, Python {python}, {system}); quote ratios, since machines differ.
The corpus are real reports where they lie beside the project (else the samples), varied to a
thousand: each place's report a year earlier, and so on (`benchmarks/corpus.py`). Times are medians of
up to five runs. “rdflib” is our store in memory, `--store :memory:`; “Oxigraph” the default on disk.
"""
LIMIT = "—"


def write(folder: Path) -> None:
    """Write ``benchmarks.md`` and ``benchmarks.svg`` into ``folder``."""
    told = json.loads((folder / "benchmarks.json").read_text(encoding="utf-8"))
    disk = {run["reports"]: run for run in told["runs"] if run["kind"] == "disk"}
    memory = {run["reports"]: run for run in told["runs"] if run["kind"] == "memory"}
    parts = [HEAD.format(**told["machine"]), _loading(disk, memory), _cold(disk), "![](benchmarks.svg)\n"]
    parts += [_commonest(disk), _questions(disk, memory)]
    (folder / "benchmarks.md").write_text("\n".join(parts), encoding="utf-8")
    (folder / "benchmarks.svg").write_text(_picture(disk, memory), encoding="utf-8")


def _loading(disk: dict[int, Any], memory: dict[int, Any]) -> str:
    rows = [["reports", "triples", "Oxigraph: load", "triples/s", "disk", "memory", "rdflib: load", "memory", "ratio"]]
    for size, run in disk.items():
        other = memory.get(size)
        rows.append(
            [
                f"{size:,}",
                f"{run['triples']:,}",
                _time(run["load"]),
                f"{run['triples'] / run['load']:,.0f}",
                _bytes(run["disk"]),
                _bytes(run["memory"]),
                _time(other["load"]) if other else LIMIT,
                _bytes(other["memory"]) if other else LIMIT,
                f"{other['load'] / run['load']:.1f}" if other else LIMIT,
            ]
        )
    return "## Loading\n\nWith the index of names and quotes; from graphs that are ready as N-Quads.\n\n" + _table(rows)


def _cold(disk: dict[int, Any]) -> str:
    sizes = list(disk)
    rows = [["command", *(f"{size:,} report{'s' * (size > 1)}" for size in sizes)]]
    for name in disk[sizes[0]]["cold"]:
        rows.append([f"`zhengtu {name}`", *(_time(disk[size]["cold"][name]) for size in sizes)])
    rows.append(["search in names", *(_time(disk[size]["names"]) for size in sizes)])
    rows.append(["search in quotes", *(_time(disk[size]["quotes"]) for size in sizes)])
    return "## Look-ups\n\nCommands from a cold process to its end; the searches within a process.\n\n" + _table(rows)


def _commonest(disk: dict[int, Any]) -> str:
    sizes = list(disk)
    rows = [["question", *(f"{size:,} report{'s' * (size > 1)}" for size in sizes)]]
    for name in disk[sizes[0]]["commonest"]:
        rows.append([f"`{name}`", *(_time(disk[size]["commonest"][name]) for size in sizes)])
    told = (
        "What a researcher asks most: what a firm, a project, a chain, a park or a place is said to do, to have promised "
        "and to have reached. Asked of the names of which most is said, within a process.\n\n"
    )
    return "## The ten commonest questions\n\n" + told + _table(rows)


def _questions(disk: dict[int, Any], memory: dict[int, Any]) -> str:
    largest = max(set(disk) & set(memory), default=0)
    rows = [["question", *(f"Oxigraph, {size:,}" for size in disk), *(f"rdflib, {size:,}" for size in memory), "ratio"]]
    for name in next(iter(disk.values()))["questions"]:
        times = [run["questions"][name] for run in (*disk.values(), *memory.values())]
        ours, theirs = (side[largest]["questions"][name] if largest else None for side in (disk, memory))
        ratio = f"{theirs / ours:,.0f}" if ours and theirs else LIMIT
        rows.append([f"`{name}`", *(_time(t) for t in times), ratio])
    told = (
        f"With the parameters that they have by themselves. Ratio at {largest} reports; {LIMIT} where rdflib took more "
        "than 10 s, or Oxigraph more than 60.\n\n"
    )
    return "## Named questions\n\n" + told + _table(rows)


def _picture(disk: dict[int, Any], memory: dict[int, Any]) -> str:
    """Return a chart: for each question a dot for each store and size, on a logarithmic scale of time."""
    names = sorted(next(iter(disk.values()))["questions"], key=lambda n: -(disk[max(disk)]["questions"][n] or 100))
    left, top, line, width = 190, 50, 18, 560
    series = [(run, "#1b6ca8", 2.5 + 1.3 * i, f"Oxigraph, {size:,}") for i, (size, run) in enumerate(disk.items())]
    series += [(run, "#c8553d", 2.5 + 1.3 * i, f"rdflib, {size:,}") for i, (size, run) in enumerate(memory.items())]
    height = top + line * len(names) + 30
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 20} {height}" '
        'font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]

    def x(seconds: float) -> float:
        import math

        return left + width * (math.log10(max(seconds, 1e-4)) + 4) / 6

    for power, label in enumerate(("0.1 ms", "1 ms", "10 ms", "0.1 s", "1 s", "10 s", "100 s")):
        at = left + width * power / 6
        out.append(f'<line x1="{at}" x2="{at}" y1="{top - 6}" y2="{height - 26}" stroke="#ddd"/>')
        out.append(f'<text x="{at}" y="{height - 10}" text-anchor="middle" fill="#555">{label}</text>')
    at_x = left
    for _, colour, radius, label in series:
        out.append(f'<circle cx="{at_x}" cy="20" r="{radius}" fill="{colour}" fill-opacity="0.7"/>')
        out.append(f'<text x="{at_x + 10}" y="24">{label}</text>')
        at_x += 34 + 6 * len(label)
    for number, name in enumerate(names):
        y = top + line * number + 4
        out.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{name}</text>')
        for run, colour, radius, _ in series:
            taken = run["questions"][name]
            if taken is not None:
                out.append(f'<circle cx="{x(taken):.1f}" cy="{y}" r="{radius}" fill="{colour}" fill-opacity="0.7"/>')
    return "\n".join([*out, "</svg>"]) + "\n"


def _table(rows: list[list[str]]) -> str:
    head, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    rule = "| --- |" + " --: |" * (len(rows[0]) - 1)
    return "\n".join([head, rule, *rest]) + "\n"


def _time(seconds: float | None) -> str:
    if seconds is None:
        return LIMIT
    return (
        f"{seconds * 1000:.1f} ms"
        if seconds < 0.01
        else f"{seconds * 1000:.0f} ms"
        if seconds < 1
        else f"{seconds:.1f} s"
    )


def _bytes(count: int) -> str:
    return f"{count / 1e6:,.0f} MB"
