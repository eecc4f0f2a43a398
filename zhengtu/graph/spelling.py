"""Names by what is typed of them: pinyin or its initials, or their first characters."""

from __future__ import annotations

import re

from zhengtu.errors import AmbiguousNameError
from zhengtu.graph.store import IndexedStore, Store

ALL = 1_000_000
SHOWN = 12
_LETTERS = re.compile(r"[A-Za-z0-9]{2,}")


def names_spelt(store: Store, typed: str, kind: str | None = None) -> list[str]:
    """Return the names of a store whose pinyin, or its initials, are ``typed``; whole ones before beginnings.

    Only stores with an index of their own know all their names; another gives none.
    """
    if not isinstance(store, IndexedStore) or not _LETTERS.fullmatch(typed):
        return []
    wanted = typed.lower()
    whole: list[str] = []
    begun: list[str] = []
    for name in store.index.starting("", kind, limit=ALL):
        spellings = spelt(name)
        if wanted in spellings:
            whole.append(name)
        elif any(spelling.startswith(wanted) for spelling in spellings):
            begun.append(name)
    return whole or begun


def spelt(name: str) -> tuple[str, str]:
    """Return the initials and the whole pinyin of a name.

    >>> spelt("青禾电子")
    ('qhdz', 'qinghedianzi')
    """
    from pypinyin import lazy_pinyin

    syllables = [part.lower() for part in lazy_pinyin(name)]
    initials = "".join(part if _LETTERS.fullmatch(part) and part in name.lower() else part[:1] for part in syllables)
    return initials, "".join(syllables)


def by_pinyin(store: Store, typed: str, kind: str | None = None) -> str | None:
    """Return the one name that ``typed`` spells, ``None`` where it spells none; several raise ``AmbiguousNameError``."""
    found = list(dict.fromkeys(names_spelt(store, typed, kind)))
    if len(found) > 1:
        listed = "、".join(found[:SHOWN]) + (f" and {len(found) - SHOWN} more" if len(found) > SHOWN else "")
        raise AmbiguousNameError(f"{typed}: several names are spelt so: {listed}; say which")
    return found[0] if found else None


def completions(store: Store, begun: str, kind: str | None = None, *, limit: int = 40) -> list[str]:
    """Return names to complete ``begun`` with; Latin letters count as pinyin where no name starts with them."""
    if not isinstance(store, IndexedStore):
        return list(dict.fromkeys(name.label for name in store.names_with(begun, kind, limit=limit)))
    return store.index.starting(begun, kind, limit=limit) or names_spelt(store, begun, kind)[:limit]
