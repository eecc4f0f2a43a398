"""What the tests share."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpus that lies beside the project for developers and CI, not for users."""
    if not (SHARED / "reports").is_dir():
        pytest.skip("needs the corpus in ../shared, which is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def reports(shared: Path) -> list[Path]:
    return sorted((shared / "reports").rglob("*.txt"))
