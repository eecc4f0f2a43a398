"""The statistical witness for brands, on invented names."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from zhengtu.extract.names import tagger, train

BRANDS = ["晶岚", "云臻", "鑫曜", "恒羿", "铂睿", "隆晟", "泰岚鑫", "瑞霖", "昊旭", "澜科"]
OTHERS = ["陈家沟", "石板滩", "平坦坪", "龙洞沟", "三岔口", "麻柳湾", "小王庄", "柳树湾", "黄泥坡", "七里坝"]


def test_invented_brands_look_more_like_brands_than_invented_places_do() -> None:
    right = sum((tagger.weigh_brand(b) or 0) > (tagger.weigh_brand(o) or 0) for b in BRANDS for o in OTHERS)
    assert right / (len(BRANDS) * len(OTHERS)) >= 0.95


@pytest.mark.parametrize("name", ["", "晶", "晶岚高科技", "3D打印", "A晶岚", "晶 岚"])
def test_no_opinion_where_the_model_cannot_read(name: str) -> None:
    assert tagger.weigh_brand(name) is None


def test_the_model_has_a_byte_for_each_feature_and_no_text() -> None:
    model = tagger.read_model()
    assert len(model) == 1 << tagger.BITS
    assert all(0 <= at < len(model) for at in tagger.features("晶岚新科"))


def test_learning_is_repeatable_and_tells_the_groups_apart() -> None:
    groups: list[train.Group] = [(BRANDS, 1.0, 1.0), (OTHERS, 0.0, 1.0)]
    weights = train.learn(groups)
    assert train.quantise(weights) == train.quantise(train.learn(groups))

    def weigh(name: str) -> float:
        return float(np.sum(weights[list(tagger.features(name))]))

    assert min(map(weigh, BRANDS)) > max(map(weigh, OTHERS))


def test_a_missing_list_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["train", str(tmp_path)])
    assert train.main() == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_lists_are_read_as_they_lie_in_the_packages(tmp_path: Path) -> None:
    for name, text in (
        (train.BRANDS, "晶岚\nA1\n科技\n"),
        (train.PLACES, "陈家沟村\t7\n"),
        (train.LISTED, "stock_code,short_name\n000000,*ST云臻科技\n000001,鑫曜A\n"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    brands, listed, others = train.read_groups(tmp_path)
    assert brands[0] == ["晶岚"]
    assert listed[0] == ["云臻", "鑫曜"]
    assert {"陈家沟", "陈家沟村", "科技"} <= set(others[0])
