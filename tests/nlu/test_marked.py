"""data/names/：标好名字的句子怎么读，学了以后怎么用。"""

from datetime import date

import pytest

from bot.nlu.entities.address_edges import AddressEdges
from bot.nlu.entities.demand_edges import DemandEdges
from bot.nlu.entities.demands import DemandFinder
from bot.nlu.entities.entity import Worksheet
from bot.nlu.entities.pipeline import EntityPipeline
from bot.nlu.interpreter import shared
from bot.nlu.lessons import NAMES
from bot.nlu.marked import Marked, Span, parse_marked, read_marked
from bot.nlu.normalise import normalise

ALL = ("merchant", "address", "product", "person")


def test_marks_are_taken_out_and_remembered_by_place():
    marked = parse_marked("在[好又鲜](merchant)买的[酸菜包](product)酸了")

    assert marked == Marked("在好又鲜买的酸菜包酸了", (Span("merchant", 1, 4), Span("product", 6, 9)))
    assert parse_marked("没有名字（也行）").spans == ()


@pytest.mark.parametrize("line", ["在[好又鲜](shop)买的", "在[好又鲜买的", "在好又鲜]买的", "[[好](merchant)又](merchant)"])
def test_a_mark_that_cannot_be_read_says_which_line(line):
    with pytest.raises(ValueError, match=r"在|好"):
        parse_marked(line)


def test_every_marked_sentence_of_the_project_can_be_read():
    sentences = read_marked(NAMES)

    assert len(sentences) > 2000 and {span.type for s in sentences for span in s.spans} == {*ALL, "demand"}


@pytest.fixture(scope="module")
def edges(knowledge):
    return AddressEdges(knowledge.entity_words.places)


def test_every_marked_address_starts_and_ends_where_the_convention_says(edges):
    """data/nlu/README.md “地址标到哪儿”：旁边、门口标在里面，末尾的里头、那边不标。"""
    wrong = [sentence.text for sentence in read_marked(NAMES) if edges.settle(sentence.text, sentence.spans) != list(sentence.spans)]

    assert wrong == []


@pytest.mark.parametrize("text, found, address", [
    ("农业银行旁边那家面馆", "农业银行", "农业银行旁边"), ("柳堤路小学斜对面的店", "柳堤路小学", "柳堤路小学斜对面"), ("顺安小区门口的摊", "顺安小区门口", "顺安小区门口"),
    ("车站东巷里头那家", "车站东巷里头", "车站东巷"), ("古玩市场里卖的", "古玩市场里", "古玩市场"), ("金桂路上那家", "金桂路上", "金桂路"),
    ("我住文昌里三号", "文昌里", "文昌里"), ("青塘站C口出来就是", "青塘站C口出来", "青塘站C口"), ("大钟楼往东走", "大钟楼往东走", "大钟楼"),
    ("后街拐角上卖糖的", "后街拐角上", "后街拐角上"), ("老粮站院内有人灌酒", "老粮站院内", "老粮站院"),
])  # fmt: skip
def test_an_address_found_is_put_right_at_its_end(edges, text, found, address):
    [settled] = edges.settle(text, spans(text, ("address", found)))

    assert text[settled.start : settled.end] == address


def test_an_address_does_not_run_into_the_next_name(edges):
    text = "柳堤路旁边人家砂锅"
    both = spans(text, ("address", "柳堤路"), ("merchant", "旁边人家砂锅"))

    assert edges.settle(text, both) == both


def test_names_are_learnt_from_a_few_sentences(knowledge):
    """没有行当、没有引号的店名，规则认不出；教过几句样子差不多的，就认得出没教过的。"""
    shops = ("醉河湾", "玉缘斋", "发源里", "一品坊", "花田间", "旧时光", "小满里", "青禾记")
    taught = [parse_marked(f"昨天[{shop}](merchant)的羊肉串是鸭肉") for shop in shops] * 3
    pipeline = EntityPipeline(knowledge, shared().encoder.letters)

    pipeline.learn(taught)

    document = pipeline.read(normalise("昨天云上居的羊肉串是鸭肉"), date(2026, 5, 18))
    pipeline.find_names(document)
    assert [e.text for e in pipeline.entities(document) if e.type == "merchant"] == ["云上居"]


def found(sheet):
    return {(f.type, sheet.text[f.start : f.end]) for f in sheet.findings}


def sheet_with(text, *known):
    sheet = Worksheet(normalise(text))
    for type_, said in known:
        sheet.add(type_, text.index(said), text.index(said) + len(said))
    return sheet


def spans(text, *named):
    return [Span(type_, text.index(said), text.index(said) + len(said)) for type_, said in named]


def test_what_is_learnt_replaces_what_the_rules_found_of_the_same_kind():
    text = "在大美家具城花了五百买沙发"
    sheet = sheet_with(text, ("merchant", "家具城"), ("amount", "五百"))

    sheet.settle(ALL, spans(text, ("merchant", "大美家具城"), ("product", "沙发")), ())

    assert found(sheet) == {("merchant", "大美家具城"), ("amount", "五百"), ("product", "沙发")}


def test_a_platform_is_the_merchant_only_when_no_shop_is_named():
    text = "拼多多上那家云上居发错货"
    both = spans(text, ("merchant", "拼多多"), ("merchant", "云上居"))
    with_shop, alone = sheet_with(text), sheet_with(text)

    with_shop.settle(ALL, both, ("拼多多",))
    alone.settle(ALL, both[:1], ("拼多多",))

    assert found(with_shop) == {("merchant", "云上居")} and found(alone) == {("merchant", "拼多多")}


def test_a_road_before_a_shop_is_where_it_is():
    text = "在学府路乐家超市买的"
    sheet = sheet_with(text, ("address", "学府路"), ("merchant", "乐家超市"))

    sheet.settle(ALL, spans(text, ("merchant", "学府路乐家超市")), ())

    assert found(sheet) == {("address", "学府路"), ("merchant", "乐家超市")}


def test_a_person_the_rules_know_stays_a_person():
    """遮举报人靠人名：学来的漏了、当成店名了，都不算数。"""
    text = "是服务员小芳告诉我的，王小红也看见了"
    sheet = sheet_with(text, ("person", "小芳"), ("person", "王小红"))

    sheet.settle(ALL, spans(text, ("merchant", "小芳")), ())

    assert found(sheet) == {("person", "小芳"), ("person", "王小红")}


def test_a_whole_answer_is_left_to_the_rules():
    """“嘤嘤”是不是店名，要看问的是什么。"""
    nothing, known = sheet_with("嘤嘤。"), sheet_with("老王烧烤", ("merchant", "老王烧烤"))

    nothing.settle(ALL, spans("嘤嘤。", ("merchant", "嘤嘤")), ())
    known.settle(ALL, [], ())

    assert found(nothing) == set() and found(known) == {("merchant", "老王烧烤")}


def test_goods_the_rules_know_are_no_shop():
    text = "卖过期面包的事"
    sheet = sheet_with(text, ("product", "过期面包"))

    sheet.settle(ALL, spans(text, ("merchant", "过期面包")), ())

    assert found(sheet) == {("product", "过期面包")}


def test_a_shop_accused_outright_is_the_shop_when_nothing_else_is():
    text = "我是他女儿，举报好再来药店卖假药"
    accused, named = sheet_with(text, ("merchant", "好再来药店")), sheet_with(text, ("merchant", "好再来药店"))

    accused.settle(ALL, [], (), ("举报", "投诉"))
    named.settle(ALL, spans(text, ("merchant", "好再来")), (), ("举报", "投诉"))

    assert found(accused) == {("merchant", "好再来药店")} and found(named) == {("merchant", "好再来")}


@pytest.fixture(scope="module")
def demand_edges(knowledge):
    return DemandEdges(knowledge.entity_words.demands)


def test_every_marked_demand_starts_and_ends_where_the_convention_says(demand_edges):
    """data/nlu/README.md “要求标到哪儿”：不连“让他”“就行”，几样各标各的，没说要怎样的不标。"""
    wrong = [sentence.text for sentence in read_marked(NAMES) if demand_edges.settle(sentence.text, sentence.spans) != list(sentence.spans)]

    assert wrong == []


@pytest.mark.parametrize("text, found, demands", [
    ("叫他把锁换了就行", "叫他把锁换了就行", ["把锁换了"]), ("我就想退差价吧", "我就想退差价吧", ["退差价"]),
    ("退押金并当面道歉", "退押金并当面道歉", ["退押金", "当面道歉"]), ("要么返工要么退一半", "要么返工要么退一半", ["返工", "退一半"]),
    ("赔药费，还要给我妈道歉", "赔药费，还要给我妈道歉", ["赔药费", "给我妈道歉"]), ("赔偿药费和营养费", "赔偿药费和营养费", ["赔偿药费和营养费"]),
    ("麻烦再催一下", "再催一下", []), ("我就是要投诉他", "投诉他", []), ("希望尽快处理", "尽快处理", []), ("要回定金", "要回定金", ["要回定金"]),
])  # fmt: skip
def test_a_demand_found_is_put_right_at_its_ends(demand_edges, text, found, demands):
    settled = demand_edges.settle(text, spans(text, ("demand", found)))

    assert [text[start:end] for _, start, end in settled] == demands


@pytest.fixture(scope="module")
def demands_of(knowledge):
    finder = DemandFinder(knowledge.entity_words.demands)

    def demands_of(text, *learnt):
        sheet = Worksheet(normalise(text))
        finder.find(sheet)
        finder.settle(sheet, spans(sheet.text, *(("demand", said) for said in learnt)))
        return [(sheet.said(f.start, f.end), f.value) for f in sorted(sheet.findings, key=lambda f: f.start)]

    return demands_of


def test_what_is_learnt_adds_the_demands_the_rules_miss(demands_of):
    assert demands_of("装了一半就跑了，把定金退给我", "把定金退给我") == [("把定金退给我", "退款")]
    assert demands_of("要求餐馆按原价结账", "按原价结账") == [("按原价结账", "按原价结账")]


def test_what_is_learnt_says_where_a_demand_of_the_rules_ends(demands_of):
    assert demands_of("直播间买的镯子是假的，要求平台先行赔付", "先行赔付") == [("先行赔付", "赔偿")]


@pytest.mark.parametrize("text, learnt", [
    ("他还让我赔他误工费", "赔他误工费"), ("商家一直不肯退我那笔钱", "退我那笔钱"), ("收据在哪查", "在哪查"),
    ("前面说错了重新弄", "重新弄"), ("我要跟你们工作人员说", "跟你们工作人员说"), ("老板说爱上哪告上哪告", "爱上哪告上哪告"), ("那就照这样报上去", "照这样报上去"),
])  # fmt: skip
def test_what_is_no_wish_of_his_is_no_demand_though_learnt(demands_of, text, learnt):
    assert demands_of(text, learnt) == []


def test_demands_the_rules_tell_apart_stay_apart(demands_of):
    assert [value for _, value in demands_of("退一赔三道歉吧", "退一赔三道歉")] == ["退一赔三", "道歉"]
