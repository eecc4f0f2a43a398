"""Which encoding a text file is in, told by its bytes."""

from __future__ import annotations

import codecs
import re

from zhengtu.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Frequent in any Chinese text; text decoded in a wrong encoding has hardly any of them.
_COMMON = re.compile(
    "[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小现实加量都两体制当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间"
    "這個為時來們對會發動過說產種後學經進電裡現實兩體從業點應開還樣無間義區關縣國總長與報幹萬億設市，。、]"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff\uf900-\ufaff，。、]")
_SAMPLE = 40_000


def decode(content: bytes, source: str) -> str:
    """Return the text of ``content``: UTF-8, UTF-16 or UTF-32, GB18030 or Big5, whichever makes sense of it.

    >>> decode("政府工作报告".encode("gbk"), "a"), decode("政府工作報告".encode("big5"), "b")
    ('政府工作报告', '政府工作報告')
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode_marked(content, encoding, source)
    if b"\0" in content[:_SAMPLE]:
        return _decode_wide(content, source)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(content) - error.start < 4 and error.start:  # cut off inside the last character
            return content[: error.start].decode("utf-8")
        damaged = error.start
    decoded = [text for encoding in ("gb18030", "big5", "big5hkscs") if (text := _try(content, encoding)) is not None]
    best = max(decoded, key=_sense, default="")
    if _sense(best) < 0.15:
        raise ReadError(
            f"{source}: in no encoding known here (UTF-8, UTF-16, GB18030, Big5), or damaged at byte {damaged}; save it as UTF-8"
        )
    return best


def _decode_marked(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if len(content) - error.start < 4 and error.start > 4:
            return content[: error.start].decode(encoding)
        name = encoding.removesuffix("-sig").upper()
        raise ReadError(
            f"{source}: starts as {name} and is damaged at byte {error.start}; save it again as UTF-8"
        ) from error


def _decode_wide(content: bytes, source: str) -> str:
    """Read UTF-16 without a mark; zero bytes otherwise mean that this is no text."""
    decoded = [text for encoding in ("utf-16-le", "utf-16-be") if (text := _try(content, encoding)) is not None]
    best = max(decoded, key=_sense, default="")
    if _sense(best) < 0.15:
        raise ReadError(f"{source}: not a text: a binary file of no known kind")
    return best


def _try(content: bytes, encoding: str) -> str | None:
    for cut in (0, 1):
        try:
            return content[: len(content) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _sense(text: str) -> float:
    """Return the share of frequent characters among the Chinese ones."""
    sample = text[:_SAMPLE]
    return len(_COMMON.findall(sample)) / max(1, len(_CHINESE.findall(sample)), len(sample) // 10)
