"""没答上来的话：留下来的没有人，像的归在一起。"""

from datetime import datetime

from bot.hotline.unanswered import Unanswered, alike, without_person
from bot.settings import TIME_ZONE

NOON = datetime(2026, 5, 18, 12, tzinfo=TIME_ZONE)


def asked(number, said, times=1):
    return Unanswered(number, said, None, {}, times, NOON, NOON)


def entity(text, part, type_):
    return {"type": type_, "text": part, "start": text.index(part), "end": text.index(part) + len(part)}


def test_what_is_kept_says_nothing_of_who_asked():
    text = "我叫张三丰住建设路18号电话13800001234，电子秤要不要年检"
    found = [entity(text, "张三丰", "person"), entity(text, "建设路18号", "address"), entity(text, "13800001234", "phone")]
    kept = without_person(text, found)
    assert "电子秤要不要年检" in kept
    for part in ("张三丰", "建设路", "1380000"):
        assert part not in kept


def test_a_number_nobody_recognised_is_masked_too():
    assert "13800001234" not in without_person("打13800001234问电子秤年检行不行", [])


def test_a_word_or_two_is_not_a_question():
    assert without_person("嗯嗯", []) is None
    text = "张三丰在吗"
    assert without_person(text, [entity(text, "张三丰", "person")]) is None


def test_like_questions_are_one_and_the_most_asked_come_first():
    questions = [
        asked(1, "电子秤要不要年检"),
        asked(2, "电子秤要不要每年检"),
        asked(3, "充电桩收费归谁管", times=2),
        asked(4, "电子秤用不用年检", times=2),
    ]
    groups = alike(questions)
    assert [(group.times, {q.number for q in group.questions}) for group in groups] == [(4, {1, 2, 4}), (2, {3})]
    assert groups[0].number == 4  # 问得最多的那种说法打头


def test_questions_about_other_things_stay_apart():
    assert len(alike([asked(1, "电子秤要不要年检"), asked(2, "药店能不能卖电子烟"), asked(3, "怎么办营业执照"), asked(4, "怎么办健康证")])) == 4
