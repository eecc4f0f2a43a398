"""What can be seen at each character of a document, as numbers.

A channel gives every character one number: the character itself, the word that it stands in, the
part of the list, what the rules say of it. The reader of labels learns from channels; what they
mean beyond "same or not the same" it need not know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from zhengtu.extract.chains.words import cut
from zhengtu.extract.names.anatomy import Name, read_name
from zhengtu.extract.names.clauses import read_rules
from zhengtu.extract.names.home import Home, home_of
from zhengtu.extract.names.lists import Frame, find_frames
from zhengtu.extract.names.stages import read_stages
from zhengtu.extract.names.tagger import weigh_brand
from zhengtu.extract.names.words import split_words
from zhengtu.model import Document, EntityType, Mention, Span

Numbers = NDArray[np.uint32]
LAYERS = (EntityType.ENTERPRISE, EntityType.PROJECT, EntityType.INDUSTRY_CHAIN, EntityType.PARK)


def read_channels(document: Document, mentions: Sequence[Mention]) -> dict[str, Numbers]:
    """Return the channels of ``document``; ``mentions`` are what the rules propose for all four types."""
    text = document.text
    channels = {name: np.zeros(len(text), np.uint32) for name in CHANNELS}
    channels["char"][:] = [_CLASSES.get(char) or ord(char) for char in text]
    home = home_of(document)
    for sentence in document.sentences:
        _read_words(text, sentence.span, home, channels)
    for frame in find_frames(document):
        _read_frame(text, frame, home, channels)
    for mention in mentions:
        told = f"{mention.rule} {round(mention.confidence * 5)}"
        _mark(channels[f"rule{mention.type}"], mention.span.start, mention.span.end, told)
    return channels


def _read_words(text: str, span: Span, home: Home, channels: dict[str, Numbers]) -> None:
    word, kind, trade = channels["word"], channels["kind"], channels["trade"]
    for match in _PIECE.finditer(text, span.start, span.end):
        start = match.start()
        for token in split_words(match.group(), home.places):
            a, b = start + token.start, start + token.end
            word[a:b] = _code(text[a:b])
            _mark(kind, a, b, token.kind + token.pos)
    for piece in cut(text, span.start, span.end):
        _mark(trade, piece.start, piece.end, f"{piece.kind}")


def _read_frame(text: str, frame: Frame, home: Home, channels: dict[str, Numbers]) -> None:
    stages = " ".join(read_stages(frame.lead, frame.trail, planned=False))
    many = "many" if len(frame.members) > 1 else "one"
    head = _kind_of_head(frame.head)
    place = f"{many} {frame.closed} {head} {bool(frame.actor)}"
    lead, trail = _code("l" + frame.lead[-4:]), _code("t" + frame.trail[:4])
    names = [read_name(text[span.start : span.end], home) for span in frame.members]
    proper = sum(name.proper for name in names)
    firms = sum(name.is_firm and name.sure >= 0.6 for name in names)
    told = f"{min(3, len(names))} {proper * 3 // len(names)} {firms * 3 // len(names)} {head}"
    for span, name in zip(frame.members, names, strict=True):
        a, b = span.start, span.end
        channels["list"][a:b] = _code(told)
        channels["tail"][a:b] = _code("e" + text[max(a, b - 2) : b])
        channels["size"][a:b] = _code(f"{min(12, b - a)} {bool(name.site)} {min(4, name.odd)}")
        _mark(channels["member"], a, b, place)
        channels["head"][a:b] = _code(f"{frame.head} {many}")
        channels["stage"][a:b] = _code(f"{stages} {head}")
        channels["lead"][a:b] = lead
        channels["trail"][a:b] = trail
        channels["form"][a:b] = _code(f"{name.kind} {name.proper} {round(name.sure * 4)} {head}")
        _read_anatomy(name, a, channels["part"], channels["brand"])
    if frame.actor:
        _mark(channels["member"], frame.actor.start, frame.actor.end, "actor " + frame.predicate)


def _read_anatomy(name: Name, at: int, part: Numbers, brand: Numbers) -> None:
    if name.site:
        _mark(part, at, at + name.site, "site")
    if name.firm:
        start, end = name.firm
        first = max(start, name.site) if name.site < name.brand_end else start
        sure = round(name.sure * 4)
        if first < name.brand_end:
            _mark(part, at + first, at + name.brand_end, f"brand {sure}")
            look = weigh_brand(name.text[first : name.brand_end])
            brand[at + first : at + name.brand_end] = _code(
                "?" if look is None else f"look {max(-3, min(3, round(look)))}"
            )
        if name.brand_end < end:
            _mark(part, at + name.brand_end, at + end, f"trade {sure}")


def _mark(channel: Numbers, start: int, end: int, told: str) -> None:
    """Write ``told`` on a span, so that its first, inner and last characters differ."""
    if end - start == 1:
        channel[start] = _code("S" + told)
        return
    channel[start] = _code("B" + told)
    channel[start + 1 : end - 1] = _code("I" + told)
    channel[end - 1] = _code("E" + told)


@lru_cache(maxsize=50_000)
def _code(told: str) -> int:
    return crc32(told.encode()) | 1


def _kind_of_head(head: str) -> str:
    return _HEADS.get(head, "other" if head else "none")


CHANNELS = (
    "char",
    "word",
    "kind",
    "trade",
    "member",
    "head",
    "stage",
    "lead",
    "trail",
    "form",
    "part",
    "brand",
    "list",
    "tail",
    "size",
    *(f"rule{layer}" for layer in LAYERS),
)
_LISTS = read_rules("entities")["lists"]
_HEADS = {head: kind for kind in ("projects", "firms") for head in _LISTS[kind]}
_PIECE = re.compile("[^，。；：！？、（）“”《》\n ]+")
_CLASSES = {
    **dict.fromkeys("0123456789", 1),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 2),
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 3),
}
