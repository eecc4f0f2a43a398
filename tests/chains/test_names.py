"""Which words of a sentence are read as names of industries. All sentences are invented."""

import pytest

from zhengtu.extract.chains.clusters import find_clusters
from zhengtu.extract.chains.industries import find_industries
from zhengtu.extract.names.identity import group_names
from zhengtu.model import EntityType

CASES = [
    # lists that a head sums up
    ("推动钢铁、造纸、灯饰等产业提质升级", {"钢铁", "造纸", "灯饰"}),
    ("大力发展智能家居、氢能等五大新兴产业", {"智能家居", "氢能", "五大新兴产业"}),
    ("全力打造煤化工、铝加工、新型建材3个百亿级产业集群", {"煤化工", "铝加工", "新型建材"}),
    ("打造稀土、光伏、氟盐新材料产业链", {"稀土", "光伏", "氟盐新材料产业链"}),
    ("支持东山茶叶、西岭蜜柚等产业打响招牌", {"东山茶叶", "西岭蜜柚"}),
    ("抢占量子科技、商业航天等未来产业新赛道", {"量子科技", "商业航天", "未来产业"}),
    ("深耕机器人、脑机接口等新赛道", {"机器人", "脑机接口"}),
    ("壮大工业设计、检验检测等生产性服务业", {"工业设计", "检验检测", "生产性服务业"}),
    ("发展数控机床、机器人等装备制造业", {"数控机床", "机器人", "装备制造业"}),
    ("挖掘会展、现代物流等生产性服务业潜力", {"会展", "现代物流", "生产性服务业"}),
    ("培育6G、量子科技等新增长点", {"6G", "量子科技"}),
    ("聚焦先进纺织、文旅康养等主攻方向", {"先进纺织", "文旅康养"}),
    ("壮大海岛经济、家政服务业", {"海岛经济", "家政服务业"}),
    ("加快发展绿色建材、石材加工及木业等产业", {"绿色建材", "石材加工及木业"}),
    ("在钢铁、化工等行业开展技术改造", {"钢铁", "化工"}),
    ("引导轻工、建材等传统行业企业加快转型", {"轻工", "建材"}),
    ("招引光机电、机器人等产业项目落地", {"光机电", "机器人"}),
    ("推进机器人、商业航天、新能源汽车等重点项目", {"机器人", "商业航天", "新能源汽车"}),
    ("聚焦中药与医疗器械两大产业", {"中药", "医疗器械"}),
    ("做强绿氢、煤化工和装备制造全产业链", {"绿氢", "煤化工", "装备制造"}),
    ("发展肉羊精深加工业和特色食品产业", {"肉羊精深加工业", "特色食品产业"}),
    ("提升生产性服务业竞争力", {"生产性服务业"}),
    ("加快冶金、建材等重点行业绿色改造", {"冶金", "建材"}),
    ("提质升级商贸流通服务业", {"商贸流通服务业"}),
    ("，电子信息产值超80亿元", {"电子信息"}),
    ("高端装备成长为千亿级产业", {"高端装备"}),
    ("推动服务器制造业产值持续增长", {"服务器制造业"}),
    ("推动煤化工高端化、多元化发展", {"煤化工"}),
    ("持续做大呼叫服务产业", {"呼叫服务产业"}),
    ("甲海、镁、锂、氯四大盐湖产业集群形成", {"甲海", "镁", "锂", "氯"}),
    ("打造风电、光电、抽蓄三个千万千瓦级清洁能源集群", {"风电", "光电", "抽蓄", "清洁能源集群"}),
    ("培育发展装备制造业和“清洁能源+”产业", {"“清洁能源+”产业"}),
    ("支持固废资源化利用等环保产业发展", {"固废资源化利用", "环保产业"}),
    ("培育算力装备制造业", {"算力装备制造业"}),
    ("构建现代物流产业体系", {"现代物流产业"}),
    ("推动现代服务业与先进制造业深度融合", {"现代服务业"}),
    ("发展“新奇优”水果产业", {"水果产业"}),
    (
        "大力发展玉米淀粉、固态乳制品、动物疫苗、小品种氨基酸等产业",
        {"玉米淀粉", "固态乳制品", "动物疫苗", "小品种氨基酸"},
    ),
    ("光伏、新型储能、商用车相继破题起势", {"光伏", "新型储能", "商用车"}),
    ("甜柚、油茶、茶叶三大产业加快发展", {"甜柚", "油茶", "茶叶"}),
    # names with a head
    ("做大做强海东特色铝产业", {"海东特色铝产业"}),
    ("持续壮大再生铝产业集群", {"再生铝产业集群"}),
    ("加快石材加工产业发展", {"石材加工产业"}),
    ("钙基产业抓好节能改造", {"钙基产业"}),
    ("围绕“3+2”产业延链补链", {"“3+2”产业"}),
    # what is said of a bare word
    ("新能源蓄力突破，两座电站并网", {"新能源"}),
    ("绿色化工及光电子信息产值达80亿元", {"绿色化工", "光电子信息"}),
    ("生物医药、装备制造分别增长12%、9%", {"生物医药", "装备制造"}),
    ("推动有色金属转型升级", {"有色金属"}),
    ("推动煤化工向下游延伸", {"煤化工"}),
    ("支持新能源装备制造业发展", {"新能源装备制造业"}),
    ("将先进碳基材料培育成为增长极", {"先进碳基材料"}),
    ("抢抓低空经济发展机遇", {"低空经济"}),
    ("医药健康（含香料）等产业比重达60%", {"医药健康", "香料"}),
    # must not match, and why
    ("引导外资投向生物医药、节能环保等产业", set()),  # money's way, no plan of the place
    ("“4+2”产业营业收入增长10%", set()),  # a programme's number
    ("规上软件和信息服务业营收增长12%", set()),  # a class of the statistics
    ("做优美食经济、夜间经济", set()),  # kinds of consumption
    ("信息传输、租赁和商务服务业增加值增长5%", set()),  # classes of the statistics
    ("统筹文化事业与文化产业、体育事业与体育产业", set()),  # public causes
    ("合力锻造标志性产业链", set()),  # a verb that is a trade elsewhere
    ("扶持外贸特色产业发展", set()),  # a class of some trade
    ("优化提升化工园区", set()),  # a park
    ("促进文旅融合发展", set()),  # two trades merge
    ("加快建设高原经济高质量发展先行区", set()),  # a place's whole economy
    ("做强“一主一特”产业", set()),  # a slogan
    ("推动工业互联网规模化应用", set()),  # how it is used
    ("算力总规模突破4万P", set()),  # a capacity
    ("新能源占比最高的基地", set()),  # a share in passing
    ("壮大8个精深加工集群", set()),  # of nothing told
    ("冰雪运动成为消费新动能", set()),  # consumption
    ("促进数字经济和实体经济深度融合", set()),  # a stock phrase
    ("海洋食品加工入选省级大脑试点", set()),  # a list of trials
    ("农村经济快速发展", set()),  # a region's economy
    ("规划布局青河产业带", set()),  # a strip of land
    ("培育“保税+”等新业态", set()),  # a slogan
    ("，现代服务业融合发展不够", set()),  # a lack
    ("推动“冰雪+”融合发展", set()),  # a slogan
    ("建设东西产业走廊", set()),  # a strip of land
    ("强化石化等行业环保治理", set()),  # a burden
    ("在新材料、新能源等领域取得成果", set()),  # fields of research
    ("高技术制造业增加值增长30%", set()),  # a class of the statistics
    ("战略性新兴产业产值增长11%", set()),  # the same
    ("数字经济核心产业增加值增长10%", set()),  # the same
    ("壮大“14+1”重点产业链", set()),  # a programme's number
    ("建设新能源产业园", set()),  # a park
    ("推进产业链招商和产业转型", set()),  # passing words
    ("旅游产业发展大会成功举办", set()),  # an event
    ("促进汽车、家电等大宗消费", set()),  # consumption
    ("聚焦“6+N”产业发展布局", set()),  # a programme in passing
    ("增强区域服务业特色优势和产业竞争力", set()),  # 和 joins another noun
    ("甲乙铜业、丙丁锰业获评标杆", set()),  # firms
    ("支持汽车、生物医药等优势领域产品出口", set()),  # wares
    ("创新“直播+产业集群”模式", set()),  # a slogan
    ("加强电商产业带、直播基地建设", set()),  # kinds of bases
    ("建设软件信息、科技服务等服务业集聚区", set()),  # kinds of zones
    ("发展首发经济、夜间经济", set()),  # kinds of consumption
    ("发展储能技术", set()),  # qualifies a thing
    ("实施新材料产业化项目", set()),  # 产业化 holds no head
    ("发展抹茶、蛋制品等高附加值产品", set()),  # products
    ("推进甲乙铝业、海山养殖等重点产业项目", set()),  # a list of projects
    ("加强教育、医疗等领域投入", set()),  # fields
    ("实施种业振兴行动", set()),  # an action's name
]


@pytest.mark.parametrize(("text", "names"), CASES, ids=[text for text, _ in CASES])
def test_industries_of_a_sentence(text: str, names: set[str]) -> None:
    found = {
        text[one.span.start : one.span.end]
        for one in find_industries(text, 0, len(text))
        if one.rule != "class-passing"  # kept only when the text names members
    }
    assert found == names


def test_a_member_knows_the_whole_of_its_list() -> None:
    text = "培育氢能、机器人等未来产业"
    wholes = {one.whole and text[one.whole.start : one.whole.end] for one in find_industries(text, 0, len(text))}
    assert wholes == {"未来产业", None}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("东山县灯饰制造、西岭竹编入选省级特色产业集群。", ["东山县灯饰制造", "西岭竹编"]),
        ("推动环湾芯片和功率器件争创国家先进制造业集群。", ["环湾芯片和功率器件"]),
        ("东山开发区入选国家新型工业化产业集群。", []),  # a park
        ("2家企业列入创新型产业集群。", []),  # a count
    ],
)
def test_the_clusters_of_a_list(text: str, names: list[str]) -> None:
    assert [text[one.span.start : one.span.end] for one in find_clusters(text, 0, len(text))] == names


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (["文化旅游产业", "文旅"], [["文化旅游产业", "文旅"]]),
        (["电子商务", "电商产业"], [["电子商务", "电商产业"]]),
        (["茶产业", "茶"], [["茶产业", "茶"]]),
        (["医药产业", "医药"], [["医药产业", "医药"]]),
        (["光电信息产业", "光电信息先进制造业集群"], [["光电信息先进制造业集群", "光电信息产业"]]),
        (["装备制造业", "装备制造"], [["装备制造业", "装备制造"]]),
        (["6大新兴产业", "新兴产业", "未来产业"], [["6大新兴产业", "新兴产业"], ["未来产业"]]),
        (["绿色食品及医药", "绿色食品饮品及健康医药产业"], [["绿色食品饮品及健康医药产业", "绿色食品及医药"]]),
        (["新能源汽车", "新能源"], [["新能源汽车"], ["新能源"]]),
        (["铜产业", "铝产业"], [["铜产业"], ["铝产业"]]),
    ],
)
def test_one_industry_under_two_names(names: list[str], groups: list[list[str]]) -> None:
    assert sorted(group.names for group in group_names(names, EntityType.INDUSTRY_CHAIN)) == sorted(groups)
