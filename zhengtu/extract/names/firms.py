"""Firms in running text: by their legal form, and wherever a name that the text knows stands again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from zhengtu.extract.names.anatomy import leading_verbs, read_name
from zhengtu.extract.names.clauses import one_of, read_rules
from zhengtu.extract.names.home import Home
from zhengtu.extract.names.words import PLACE, is_word, split_words
from zhengtu.model import Document, EntityType, Mention, Span


def find_legal_forms(document: Document, home: Home) -> Iterator[Mention]:
    """Yield what ends with a legal form (晶岚集团), and banks by their place."""
    text = document.text
    for match in _BANK.finditer(text):
        if not _NO_BANK.match(match.group()):
            yield Mention(Span(match.start(), match.end()), EntityType.ENTERPRISE, "bank", 0.7)
    for match in _LEGAL_FORM.finditer(text):
        start, core = match.start(), match.group()
        cuts = [cut.end() for cut in _CUT.finditer(core) if cut.end() < len(core) - 3]
        if cuts:
            start += cuts[-1]
            core = core[cuts[-1] :]
        name = read_name(core, home)
        verbs = leading_verbs(core)
        if verbs:
            start, core = start + verbs, core[verbs:]
            name = read_name(core, home)
        if len(core) < 4 or NOT_A_FIRM.search(core):
            continue
        if name.firm and name.firm[1] == len(core) and name.sure >= 0.9:
            start += name.firm[0]
            yield Mention(Span(start, match.end()), EntityType.ENTERPRISE, "legal-form", 0.8)


def shorten_firms(document: Document, found: list[Mention], home: Home) -> Iterator[Mention]:
    """Yield ``found``, a firm in a work's name cut down to its brand where the text knows that brand otherwise.

    In 晶岚锂电一期 the trade belongs to the work if the firm is 晶岚控股集团.
    """
    brands: dict[str, set[str]] = defaultdict(set)
    parts: list[tuple[Mention, str, int]] = []
    for mention in found:
        brand = ""
        end = 0
        if mention.type is EntityType.ENTERPRISE:
            full = document.quote(mention.span)
            name = read_name(full, home)
            if name.firm and name.brand_end - name.firm[0] >= 2 and name.brand_end < len(full):
                start = next((t.end for t in split_words(full) if t.kind == PLACE and t.start == 0), name.firm[0])
                brand, end = full[start : name.brand_end], mention.span.start + name.brand_end
                if mention.rule != "firm-of-work":
                    brands[brand].add(full)
            elif name.firm and mention.rule != "firm-of-work":
                brands[full].add(full)
        parts.append((mention, brand, end))
    for mention, brand, end in parts:
        others = brands.get(brand, set()) - {document.quote(mention.span)} if brand else set()
        if mention.rule == "firm-of-work" and others and document.quote(mention.span) not in brands[brand]:
            yield Mention(Span(mention.span.start, end), mention.type, mention.rule, mention.confidence)
        else:
            yield mention


def find_known(document: Document, sure: Iterable[Mention], home: Home) -> Iterator[Mention]:
    """Yield further mentions of firms that the text names surely somewhere, whole or by their brand."""
    text = document.text
    known: dict[str, tuple[str, float]] = {}
    brands: set[str] = set()
    for mention in sure:
        if mention.type is not EntityType.ENTERPRISE or mention.confidence < 0.6:
            continue
        full = document.quote(mention.span)
        brands.add(full)
        if mention.confidence < 0.7:
            continue
        weight = mention.confidence
        if len(full) >= 3 and (mention.rule in _PLAINLY or weight >= 0.85):
            known[full] = max(known.get(full, ("", 0.0)), ("known-firm", round(0.9 * weight, 2)), key=lambda k: k[1])
        name = read_name(full, home)
        if name.firm and name.brand_end < len(full):
            brand = full[name.firm[0] : name.brand_end]
            brands.add(brand)
            named = mention.rule in _PLAINLY and read_name(brand, home).sure >= 0.8
            if named and len(brand) >= 2 and brand not in known:
                known[brand] = ("known-brand", round(0.8 * weight, 2))
    yield from _find_acting(document, brands)
    if not known:
        return
    for match in re.finditer(one_of(known), text):
        name_text = match.group()
        rule, weight = known[name_text]
        if rule == "known-brand" and (
            is_word(text[match.start() - 1 : match.start() + 1]) or is_word(text[match.end() - 1 : match.end() + 1])
        ):
            continue
        yield Mention(Span(match.start(), match.end()), EntityType.ENTERPRISE, rule, weight)


def _find_acting(document: Document, brands: Iterable[str]) -> Iterator[Mention]:
    """Yield known brands with a word behind them that do what firms do: 晶岚 is known, “晶岚农机获评…”."""
    fronts = [brand for brand in brands if 2 <= len(brand) <= 4]
    if not fronts:
        return
    pattern = re.compile(f"(?<=[，。；：、\n持化动])(?:{one_of(fronts)})[一-龥]{{0,4}}?(?={_ACTS})")
    for match in pattern.finditer(document.text):
        if not NOT_A_FIRM.search(match.group()) and match.group()[-1] not in "山河湖江期厂":
            yield Mention(Span(match.start(), match.end()), EntityType.ENTERPRISE, "known-acting", 0.7)


_RULES = read_rules("entities")
_PLAINLY = {"firm-list", "honoured", "legal-form", "supported-firm"}  # named as a firm, not for a work's sake
_LEGAL_FORM = re.compile(f"[一-龥A-Za-z（）]{{2,18}}?(?:{one_of(w for w in _RULES['firm']['legal'] if w != '股份')})")
_CUT = re.compile(one_of(_RULES["firm"]["cut"]))
NOT_A_FIRM = re.compile(
    one_of(_RULES["firm"]["never"])
    + "|[县区市州]工业$|(?:仓储|电信|运输|流通|服务|制造)业$|[产总]量$|开票|[局委厅部院校县镇乡村区会所市省]$"
)
_BANK = re.compile(
    "(?<=[，。；：、\n由与和])[一-龥]{2,6}?(?:农商银行|农商行|农信社|村镇银行|银行(?=发放|[一-龥]{0,3}贷款|获|成为|入选|设立))"
)
_NO_BANK = re.compile(
    ".*(?:其中|人民|政策|商业|各|多|家|地方|开发|引导|支持|鼓励|推动|新增|国有|全市|全县|全区|全省|我[市县区省]|驻|组建|改制|设立|成立)"
)
_ACTS = f"(?:{one_of(read_rules('relations')['awarded']['verbs'])}|携手|联合(?!会)|与[^，。；]{{2,16}}(?:共建|合作|签订|签署|共同)|产值|营收|营业收入|纳税|市值|成功上市|挂牌上市)"
