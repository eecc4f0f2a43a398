"""The phrases by which the grammar of industries tells a list, a class, a predicate or another thing."""

from __future__ import annotations

import re

from zhengtu.extract.chains.words import Kind

IN_NAME = (
    Kind.INDUSTRY
    | Kind.GOODS
    | Kind.FIELD
    | Kind.MODIFIER
    | Kind.CLASS
    | Kind.LOOSE
    | Kind.SUFFIX
    | Kind.HEAD
    | Kind.WEAK_HEAD
    | Kind.NUMBER
    | Kind.JOINT
    | Kind.COMMA
    | Kind.ETC
    | Kind.ASIDE
    | Kind.STATISTICAL
    | Kind.QUOTE
)
LISTED = ("入选", "入围", "获评", "获批", "列入", "上榜", "跻身")
NEVER = ("入选", "列入", "争创", "创建", "创成", "成为", "纳入", "获评", "更多", "一批")
ENDING = Kind.STOP | Kind.GROWTH | Kind.NOUN | Kind.MEASURE
FURTHERING = ("发展", "做大", "做强", "做优", "壮大")
QUALITIES = (
    *("全链条", "全产业链", "全域", "多样化", "多元化", "优质", "高品质", "高端化", "绿色化", "融合化"),
    *("专业化", "品牌化", "规模化", "标准化", "集约化", "精细化"),
)
HEADS = ("产业链", "产业集群", "产业", "集群")
TRACKS = ("赛道", "增长点", "土特产", "支柱", "增长极", "引擎", "业态", "方向", "先发优势", "领先优势")
FIELDS = ("特色领域", "优势领域", "重点领域", "前沿领域", "新兴领域", "新领域")
ABOUT = ("围绕", "聚焦", "瞄准", "立足", "紧盯", "紧扣", "锚定", "依托", "依靠", "按照", "根据")
BECOMING = ("成长为", "发展成为", "发展为", "跃升为", "壮大为", "晋级", "跃升", "成为")
BRANCHES = ("行业", "领域")
BUILDING = ("改造", "升级", "项目", "布局", "培育", "集群", "做强", "做大")
PASSING = ("投向", "流向", "涌向")
SIZES = ("规上", "规模以上", "限上", "限额以上")
PLUS = ("+", "＋")
ZONES = ("园区", "城市", "融合")
LACKS = ("不够", "不足", "不充分", "不强", "滞后", "不及预期", "不优")
THINGS = ("项目", "企业")
ACTS = ("行动", "工程", "计划", "方案", "规划", "试点", "专项")
TURNS = ("向", "往", "潜力", "提质", "做", "扩容", "实现", "占")
TRADE = Kind.INDUSTRY | Kind.GOODS | Kind.FIELD | Kind.STATISTICAL
AS_WHAT = ("为主", "为龙头", "为支柱", "为核心", "为引领", "为重点", "为特色", "为首位", "为代表")
AIMS = ("聚焦", "瞄准", "围绕", "紧盯", "紧扣", "锚定", "重点培育", "培育", "加快培育", "积极培育", "大力培育")
LONGEST_NAME = 16
PROJECTS = re.compile(r"[^，。；：]*、[^，。；：]*?等[^，。；：、]{0,12}(?:项目|工程)")
ASIDE = re.compile(r"（含(?:有)?([^（）]{2,20}?)(?:产业)?）")
EVENT = re.compile(
    r"(?:高质量|融合|创新|集群)?(?:发展|合作|交流|交易)?(?:大会|论坛|峰会|博览会|展览会|基金|委员会|促进会|促进中心|集团|有限公司|研讨会|推介会|联合会|协会|学会|商会|联盟|研究院|研究中心)"
)
