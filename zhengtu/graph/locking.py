"""A lock on a store that many readers or one writer hold, and that ends with its process."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from zhengtu.errors import StoreError

if sys.platform != "win32":
    import fcntl

PATIENCE = 2.0  # seconds to wait for a look-up of somebody else to end
PAUSE = 0.02


class Lock:
    """An advisory lock on a file; where the system has none (Windows), Oxigraph's own must do."""

    def __init__(self, path: Path, *, exclusive: bool) -> None:
        self.path = path
        self._file: int | None = _open_file(path, exclusive)
        try:
            self._take(exclusive)
        except StoreError:
            self.release()
            raise

    def upgrade(self) -> None:
        """Hold the lock alone, to mend what a killed writer left."""
        self._take(True)

    def downgrade(self, *, exclusive: bool) -> None:
        """Go back to sharing, unless ``exclusive``."""
        if not exclusive:
            self._take(False)

    def release(self) -> None:
        """Let go."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _take(self, exclusive: bool) -> None:
        if self._file is None or sys.platform == "win32":
            return
        mode = (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(self._file, mode)
                break
            except OSError as error:
                if time.monotonic() > deadline:
                    raise StoreError(self._held()) from error
                time.sleep(PAUSE)
        if exclusive:
            os.truncate(self._file, 0)
            os.pwrite(self._file, str(os.getpid()).encode(), 0)

    def _held(self) -> str:
        try:
            holder = self.path.read_text(encoding="ascii", errors="ignore").strip()
        except OSError:
            holder = ""
        who = f"another process ({holder})" if holder else "another process"
        return f"{self.path.parent}: {who} holds this store; wait for it to end or end it"


def _open_file(path: Path, exclusive: bool) -> int | None:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        if exclusive:
            raise StoreError(f"{path.parent}: cannot be written to: {error.strerror}") from error
    try:
        return os.open(path, os.O_RDONLY)
    except OSError:
        return None  # a store on a read-only medium that nobody can write to needs no lock
