"""Industries that are named by the list of clusters on which they stand ("甲县灯饰入选国家级产业集群")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengtu.extract.chains.items import Found, union
from zhengtu.extract.chains.words import Kind, cut
from zhengtu.model import Span

LONGEST = 18
_LISTED = re.compile(
    r"(?:(?<=[，。；：\n])|^)([^，。；：\n]{2,80}?)(?:成功|再次|均|先后|顺利)?(?:入选|获批|入围|列入|争创|上榜|跻身|纳入|创成|获评|获认定为)"
    r"[^，。；：\n]{0,24}集群(?![区群化式])",
    re.M,
)
_OPENING = re.compile(r"^(?:推动|支持|助力|力争|推荐|指导|鼓励|其中|全市|我市|我县|我区|我省|全省)+")
_OTHER = re.compile(r"[0-9]|(?:园区|开发区|高新区|经开区|[县市区镇州旗]|企业|公司|项目|基地|平台|品牌)$")


def find_clusters(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield the industries of the sentence at ``text[start:end]`` that a list of clusters took in.

    >>> text = "东山县灯饰制造、西岭竹编入选省级特色产业集群"
    >>> [text[one.span.start : one.span.end] for one in find_clusters(text, 0, len(text))]
    ['东山县灯饰制造', '西岭竹编']
    """
    for match in _LISTED.finditer(text, start, end):
        at = match.start(1)
        opening = _OPENING.match(match[1])
        at += opening.end() if opening else 0
        names = list(re.finditer(r"[^、]+", text[at : match.end(1)]))
        for name in names:
            span = Span(at + name.start(), at + name.end())
            if len(span) > LONGEST or _OTHER.search(name[0]) or "等" in name[0]:
                continue
            kinds = union(cut(text, span.start, span.end))
            named = kinds & (Kind.INDUSTRY | Kind.GOODS) or name[0].endswith(("产业", "产业集群", "制造", "加工"))
            if named and not kinds & Kind.CLASS:
                yield Found(span, "listed-cluster", 0.75)
