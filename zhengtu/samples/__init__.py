"""Two reports of an invented district, two years in a row, to try zhengtu on; see README.md here."""

from pathlib import Path

COMPANY = "钧朔"


def paths() -> tuple[Path, ...]:
    """Return the sample reports, oldest first."""
    return tuple(sorted(Path(__file__).parent.glob("*.txt")))
