"""From files to a store: reads, extracts and loads many reports."""

from zhengtu.ingest.building import BuildReport, Failure, Progress, build

__all__ = ["BuildReport", "Failure", "Progress", "build"]
