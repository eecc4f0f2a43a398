"""How fast figures are read; not part of plain runs.

    pytest tests/figures/bench_figures.py --benchmark-only

``extra_info`` has the characters a second.
"""

from zhengtu.extract.figures.measures import find_measures
from zhengtu.extract.figures.quantities import find_quantities
from zhengtu.extract.reading.reader import read


def the_long_reports(reports):
    return [d for d in (read(path) for path in reports[:24] if path.name != "README.md") if len(d.text) > 8000]


def note_speed(benchmark, documents):
    characters = sum(len(d.text) for d in documents)
    if benchmark.stats:
        benchmark.extra_info["characters a second"] = round(characters / benchmark.stats.stats.min)


def test_speed_of_quantities(benchmark, reports):
    documents = the_long_reports(reports)
    benchmark(lambda: [list(find_quantities(d.text)) for d in documents])
    note_speed(benchmark, documents)


def test_speed_of_measures(benchmark, reports):
    documents = the_long_reports(reports)
    benchmark(lambda: [find_measures(d, (), ()) for d in documents])
    note_speed(benchmark, documents)
