"""The main text of a web page, without navigation, scripts and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from zhengtu.errors import ReadError
from zhengtu.extract.reading.encodings import decode

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "aside",
        "form",
        "select",
        "option",
        "button",
        "svg",
        "iframe",
        "textarea",
        "object",
        "head",
    }
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
        "time",
        "ins",
        "big",
        "tt",
    }
)
_CLOSED_BY = {
    "p": {"p", "div", "table", "ul", "ol", "h1", "h2", "h3", "section"},
    "li": {"li"},
    "tr": {"tr"},
    "td": {"td", "th", "tr"},
}
MAIN = 0.7  # the innermost element that holds so much of the page's words is the main one


@dataclass(slots=True)
class _Element:
    tag: str
    parent: _Element | None
    parts: list[str | _Element] = field(default_factory=list)
    size: int = 0  # Chinese characters in it that are no link


def take_html(content: bytes, source: str) -> str:
    """Return the main text of a web page, a line for each block."""
    page = _Page()
    try:
        page.feed(_decode(content, source))
        page.close()
    except AssertionError as error:  # html.parser's answer to some malformed declarations
        raise ReadError(f"{source}: a damaged web page: {error}") from error
    main = page.main()
    lines = _lines(main)
    heading = next((h for h in page.headings if "报告" in h or "報告" in h), None)
    if heading and all(heading not in line for line in lines[:12]):
        lines.insert(0, heading)
    return "\n".join(lines)


def _decode(content: bytes, source: str) -> str:
    declared = _CHARSET.search(content[:4096])
    if declared:
        name = declared.group(1).decode("ascii").lower()
        try:
            return content.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content, source)


class _Page(HTMLParser):
    """Builds the tree of elements, as far as telling the main one needs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = _Element("body", None)
        self.headings: list[str] = []
        self._skipping: list[str] = []
        self._links = 0
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.append(tag)
            elif tag == "body":
                self._skipping.clear()
            elif tag == "title":
                self._in_heading = True
            return
        if tag in _SKIPPED:
            self._skipping.append(tag)
            return
        if tag == "br":
            self.here.parts.append("\n")
        if tag in _VOID:
            return
        if tag in ("h1", "title"):
            self._in_heading = True
        self._links += tag == "a"
        while self.here.parent is not None and tag in _CLOSED_BY.get(self.here.tag, ()):
            self._leave()
        child = _Element(tag, self.here)
        self.here.parts.append(child)
        self.here = child

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "title"):
            self._in_heading = False
        if self._skipping:
            if tag == self._skipping[-1]:
                self._skipping.pop()
            return
        element: _Element | None = self.here
        for _ in range(60):  # an end tag that closes nothing is left alone
            if element is None or element.parent is None:
                return
            if element.tag == tag:
                break
            element = element.parent
        else:
            return
        while self.here is not element.parent and self.here.parent is not None:
            self._leave()

    def handle_data(self, data: str) -> None:
        if self._in_heading and (told := " ".join(data.split())):
            self.headings.append(told)
        if self._skipping:
            return
        self.here.parts.append(data)
        if not self._links:
            self.here.size += len(_CHINESE.findall(data))

    def main(self) -> _Element:
        """Return the innermost element that holds most of the page's words."""
        while self.here.parent is not None:
            self._leave()
        most = self.root.size
        element = self.root
        while True:
            inner = next((p for p in element.parts if isinstance(p, _Element) and p.size >= MAIN * most), None)
            if inner is None or inner.tag in _INLINE or inner.tag == "p":
                return element
            element = inner

    def _leave(self) -> None:
        left, parent = self.here, self.here.parent
        if parent is None:
            return
        if left.tag == "a":
            self._links = max(0, self._links - 1)
        parent.size += left.size
        self.here = parent


def _lines(main: _Element) -> list[str]:
    found: list[str] = []
    stack: list[str | _Element] = [main]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            found.append(part if part in ("\n", " | ") else re.sub(r"\s*\n\s*|[ \t\r]+", " ", part))
            continue
        if part.tag in ("td", "th"):
            found.append(" | ")
        elif part.tag not in _INLINE:
            found.append("\n")
            stack.append("\n")
        stack.extend(reversed(part.parts))
    lines = ("".join(found)).split("\n")
    return [stripped for line in lines if (stripped := line.strip(" |\t\xa0"))]
