"""How far works have come, whatever stands around their names; all names are invented."""

import pytest

from tests.names.test_names import FUTURE, PAST, read
from zhengtu.extract.names.relations import find_relations
from zhengtu.extract.names.stages import read_stages
from zhengtu.model import Entity, EntityType, Evidence, Mention, Span


def stages_of(sentence, *works, part=PAST):
    """Return what the rules say of ``works``, which are known before."""
    document = read(sentence, part)
    entities, mentions = [], []
    for number, work in enumerate(works):
        at = document.text.index(work)
        span = Span(at, at + len(work))
        entities.append(Entity(f"P{number}", EntityType.PROJECT, work, (), Evidence(span, work, "known", 0.9), ()))
        mentions.append(Mention(span, EntityType.PROJECT, "known", 0.9, entity=f"P{number}"))
    found = find_relations(document, entities, mentions)
    return {(works[int(r.head[1:])], r.value, r.modality) for r in found if r.type == "stage"}


@pytest.mark.parametrize(
    ("lead", "trail", "planned", "stages"),
    [
        ("打造", "", True, ("under_construction",)),
        ("建好", "", True, ("under_construction",)),
        ("规划建设", "", True, ("under_construction",)),
        ("积极筹建", "", True, ("negotiating",)),
        ("积极争取", "", True, ("negotiating",)),
        ("争取", "落户", True, ("negotiating",)),
        ("争取开工建设", "", True, ("started",)),
        ("", "上线运行", False, ("operational",)),
        ("", "相继点亮", False, ("operational",)),
        ("", "落地开工", False, ("signed", "started")),
        ("", "落地建设", False, ("signed", "under_construction")),
        ("", "获批", False, ("negotiating",)),
        ("", "获批开工", False, ("started",)),
        ("", "通过省级审查", False, ("negotiating",)),
        ("", "纳入全省开放规划", False, ("negotiating",)),
        ("", "主体已基本完工", False, ("under_construction",)),
        ("", "完成改造", False, ("completed",)),
        ("", "完成智能化车间建设", False, ("completed",)),
        ("", "完成投资任务", True, ("under_construction",)),
        ("", "具备通车条件", False, ("completed",)),
        ("", "具备开工条件", False, ("negotiating",)),
        ("", "进展顺利", False, ("under_construction",)),
        ("", "配套道路", False, ()),
    ],
)
def test_verbs_beside_a_known_name(lead, trail, planned, stages):
    assert read_stages(lead, trail, planned=planned) == stages


@pytest.mark.parametrize(
    ("sentence", "work", "stage"),
    [
        ("东岭人期盼已久的岚溪水库开工建设。", "岚溪水库", "started"),  # words before it in its member
        ("皖东首家岚谷数据中心投入使用。", "岚谷数据中心", "operational"),
        ("岚谷数据中心开市运营。", "岚谷数据中心", "operational"),
        ("岚溪水库及灌区工程建成通水。", "岚溪水库及灌区工程", "completed"),  # cut by its own 及
        ("东岭肿瘤、儿童医疗中心建成运行。", "东岭肿瘤、儿童医疗中心", "operational"),
        ("岚溪大桥主体工程全面竣工。", "岚溪大桥主体工程", "under_construction"),
    ],
)
def test_nothing_cuts_a_known_name(sentence, work, stage):
    assert (work, stage, "actual") in stages_of(sentence, work)


def test_a_work_named_beside_a_list_has_a_stage():
    found = stages_of("支持东岭高新区、西溪经开区建设岚谷中试基地。", "岚谷中试基地", part=FUTURE)
    assert found == {("岚谷中试基地", "under_construction", "planned")}


@pytest.mark.parametrize(
    ("sentence", "works"),
    [
        ("加快岚溪、禾岭等6条高铁，东岭、西溪等7条公路建设。", ("岚溪", "禾岭", "东岭", "西溪")),
        ("加快岚溪铁路建设、禾岭铁路电气化。", ("岚溪铁路", "禾岭铁路电气化")),
    ],
)
def test_a_verb_before_a_list_holds_for_the_list_that_goes_on(sentence, works):
    found = stages_of(sentence, *works, part=FUTURE)
    assert found == {(work, "under_construction", "planned") for work in works}


@pytest.mark.parametrize(
    ("sentence", "works"),
    [
        ("岚溪小学、禾岭小学等8所学校、幼儿园建成。", ("岚溪小学", "禾岭小学")),
        ("岚溪至禾岭、东岭至西溪高速，以及南岭高速建成。", ("岚溪至禾岭", "东岭至西溪高速", "南岭高速")),
    ],
)
def test_a_verb_after_a_list_holds_for_what_stands_before(sentence, works):
    assert stages_of(sentence, *works) == {(work, "completed", "actual") for work in works}


def test_each_member_with_its_own_verb_keeps_it():
    found = stages_of("岚溪古镇开街、禾岭港开港、西溪大桥竣工。", "岚溪古镇", "禾岭港", "西溪大桥")
    assert found == {
        ("岚溪古镇", "operational", "actual"),
        ("禾岭港", "operational", "actual"),
        ("西溪大桥", "completed", "actual"),
    }


def test_what_happens_to_the_next_work_is_not_said_of_the_one_before():
    found = stages_of("岚溪煤矿转入联合调试，禾岭煤矿投产。", "岚溪煤矿", "禾岭煤矿")
    assert found == {("禾岭煤矿", "operational", "actual")}
