"""说法的样子：前面、本身、后面、整句，写了哪一处看哪一处。"""

from dataclasses import dataclass
from typing import Mapping, Tuple

import pytest

from bot.hotline.shape import Shape, Shapes


def at(said):
    """“赔｜五百｜太少了” → 整句和那几个字的起止。"""
    return Shape(such_as=said).example()


@pytest.mark.parametrize(
    "written, fitting, other",
    [
        ({"before": "从"}, "从｜1.2｜涨到2.0", "从今年起｜1.2｜"),
        ({"after": "太少了"}, "赔｜五百｜太少了", "｜五百｜也太少了"),
        ({"itself": "手机$"}, "新｜手机｜坏了", "新｜手机壳｜坏了"),
        ({"anywhere": "公里"}, "跑了｜20万｜公里", "跑了｜20万｜米"),
        ({"before": "花了", "after": "买"}, "花了｜五百｜买的", "花了｜五百｜修"),
    ],
)
def test_every_place_written_must_fit(written, fitting, other):
    shape = Shape(such_as=fitting, **written)
    assert shape.fits(*shape.example()) and not shape.fits(*at(other))


def test_an_example_without_marks_is_the_whole_sentence():
    assert at("拼多多") == ("拼多多", 0, 3)


@dataclass(frozen=True)
class Lists:
    others: Tuple[str, ...]
    cues: Mapping[str, Tuple[str, ...]]


def test_lists_are_filled_in_where_they_are_named():
    shapes = Shapes({"promised": (Shape("老板说｜赔我｜", before="(?:{others}|{cues.boss})说"),)}).filled(Lists(("他", "他们"), {"boss": ("老板",)}))
    assert shapes.fits("promised", "老板说赔我", 3, 5) and shapes.fits("promised", "他们说赔我", 3, 5)
    assert not shapes.fits("promised", "我说赔我", 2, 4)


def test_a_list_nobody_wrote_is_an_error():
    with pytest.raises(AttributeError):
        Shape("赔", before="{nobody}").filled(Lists((), {}))


def test_one_fitting_shape_of_a_group_is_enough_and_the_group_must_exist():
    shapes = Shapes({"wish": (Shape("退", itself="退$"), Shape("换", itself="换$"))})
    assert shapes.fits("wish", "换") and not shapes.fits("wish", "查")
    with pytest.raises(KeyError):
        shapes.fits("wishes", "换")
