"""知识检查：坏成什么样，就说出哪个文件、哪个字段、怎么改。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from knowledge_project import (
    ASKED,
    BODIES,
    CALENDAR,
    CASES,
    DEPARTMENTS,
    DOMAIN,
    EMERGENCIES,
    ERROR,
    FAQ,
    HALF_SAID,
    INTAKE,
    ITEM,
    LAW_AND_PROMISE_SWAPPED,
    NAMED,
    NEXT_CALENDAR,
    OTHER_ITEM,
    PROJECT,
    PROMISES,
    REFUSALS,
    REGISTRATION_ITEM,
    REPLY_DRAFTS,
    RULES,
    SHAPES,
    TAUGHT,
    TODAY,
    WARNING,
    a_project,
    add_material,
    an_item,
    another_item,
    asked,
    both,
    calendar,
    common_answer,
    entry,
    faq,
    fire,
    item,
    material,
    problems_of,
    put,
    registration,
    reply_draft,
    taught,
    with_other_item,
    write,
)

from bot.stores.knowledge_check import check, count_files, report
from bot.stores.knowledge_schema import Problem

# (规矩, 怎么改坏, 轻重, 文件, 字段, 话里要有的办法)
BROKEN = [
    # 有期限的内容
    ("an_item_past_its_date_is_an_error", item(valid_until=date(2026, 11, 24)), ERROR, ITEM, "valid_until", "已经过期 1 天，请联系行政许可科"),
    ("an_item_near_its_date_is_a_warning", item(valid_until=date(2026, 12, 7)), WARNING, ITEM, "valid_until", "还有 12 天到期，请联系行政许可科复核"),
    ("an_item_is_still_valid_on_its_last_day", item(valid_until=TODAY), WARNING, ITEM, "valid_until", "还有 0 天到期"),
    ("a_review_cannot_be_in_the_future", item(reviewed_on=date(2026, 11, 26)), ERROR, ITEM, "reviewed_on", "写实际核对的那天"),
    ("an_item_needs_a_source", item(sources=[]), ERROR, ITEM, "sources", "请写明从哪份文件"),
    ("a_faq_topic_past_its_date_is_an_error", faq(valid_until=date(2026, 1, 1)), ERROR, FAQ, "valid_until", "请联系行政许可科复核"),
    ("a_faq_topic_needs_a_source", faq(sources=[]), ERROR, FAQ, "sources", "没有出处"),
    # 事项的字段
    ("an_item_belongs_to_a_known_department", item(responsible_department="licencing"), ERROR, ITEM, "responsible_department", "没有 id 为 licencing 的科室，是不是 licensing？"),
    ("another_body_cannot_be_responsible_for_an_item", item(responsible_department="fire"), ERROR, ITEM, "responsible_department", "没有 id 为 fire 的科室"),
    ("a_related_item_exists", item(related_items=["noodle_renewl"]), ERROR, ITEM, "related_items", "没有事项 noodle_renewl"),
    ("a_misspelt_related_item_is_guessed", both(with_other_item(), item(related_items=["noodle_renewl"])), ERROR, ITEM, "related_items", "是不是 noodle_renewal？"),
    ("an_item_is_not_related_to_itself", item(related_items=["noodle_permit"]), WARNING, ITEM, "related_items", "请删去"),
    ("a_theme_is_one_of_the_eight", item(theme="foood"), ERROR, ITEM, "theme", "是不是 food？"),
    ("a_theme_matches_its_folder", item(theme="quality"), ERROR, ITEM, "theme", "请改主题或挪文件"),
    ("a_channel_kind_is_a_known_word", item(channels=[{"kind": "windows", "name": "窗口"}]), ERROR, ITEM, "channels[1].kind", "只能写：online、app、counter"),
    ("a_reason_for_not_needing_is_a_known_word", item(not_needed=[{"name": "甲", "why": "waive", "reason": "乙"}]), ERROR, ITEM, "not_needed[1].why", "是不是 waived？"),
    ("a_material_form_is_a_known_word", material(1, form="原件加复印件"), ERROR, ITEM, "materials[1].form", "只能写：原件、复印件"),
    ("an_item_needs_many_names", item(asked_as=["面馆证", "开面馆"]), WARNING, ITEM, "asked_as", "请补到 6 个以上"),
    ("an_item_needs_common_questions", item(common_questions=an_item()["common_questions"][:1]), WARNING, ITEM, "common_questions", "请补到 3 条以上"),
    ("an_item_needs_a_legal_basis", item(legal_basis=[]), ERROR, ITEM, "legal_basis", "请写文件名、文号、条款"),
    ("a_limit_has_some_unit", item(statutory_limit={"starts": "受理之日"}), ERROR, ITEM, "statutory_limit", "现在写了 0 个"),
    ("a_limit_has_only_one_unit", item(promised_limit={"workdays": 5, "calendar_days": 7}), ERROR, ITEM, "promised_limit", "要写一个，只写一个，现在写了 2 个"),
    ("a_limit_is_longer_than_nothing", item(promised_limit={"workdays": 0}), ERROR, ITEM, "promised_limit", "当场办结写 on_the_spot: true"),
    ("a_limit_starts_on_a_day_that_can_be_said", item(promised_limit={"workdays": 5, "starts": "材料齐全"}), WARNING, ITEM, "promised_limit.starts", "请写成“……之日”"),
    ("a_promise_is_not_longer_than_the_law", LAW_AND_PROMISE_SWAPPED, ERROR, ITEM, "promised_limit", "承诺10个工作日，比法定5个工作日还长"),
    ("a_promise_is_not_longer_than_on_the_spot", item(statutory_limit={"on_the_spot": True}), ERROR, ITEM, "promised_limit", "比法定当场还长"),
    ("an_unknown_fee_needs_a_note", item(fee={"amount": None}), ERROR, ITEM, "fee.note", "要在 note 说明怎么收"),
    ("a_verified_item_has_nothing_unverified", item(unverified=["份数"]), ERROR, ITEM, "verified", "请改成 false"),
    ("a_verified_item_has_only_verified_materials", material(2, verified=False), ERROR, ITEM, "verified", "materials[2] 还没核实"),
    ("a_verified_item_has_a_verified_limit", item(promised_limit={"workdays": 5, "verified": False}), ERROR, ITEM, "verified", "promised_limit 还没核实"),
    ("a_verified_item_has_a_verified_fee", item(fee={"amount": 0, "verified": False}), ERROR, ITEM, "verified", "fee 还没核实"),
    ("an_unverified_item_says_what_is_unverified", item(verified=False), ERROR, ITEM, "unverified", "请写明哪几句没核实"),
    ("a_counter_phone_is_not_invented", item(place={"phone": "0931-1234567"}), WARNING, ITEM, "place.phone", "请写 null"),
    # 情形问题
    ("two_questions_do_not_share_an_id", lambda f: f[ITEM]["situations"].append(f[ITEM]["situations"][0]), ERROR, ITEM, "situations[3].id", "kind 重复"),
    ("a_question_has_two_options", lambda f: f[ITEM]["situations"].append({"id": "only", "ask": "吗", "why": "因", "options": [{"id": "yes_it_is", "label": "是的呢"}]}), ERROR, ITEM, "situations[3].options", "至少要有两个选项"),
    ("an_option_is_not_called_unsure", lambda f: f[ITEM]["situations"][1]["options"].append({"id": "unsure", "label": "不清楚"}), ERROR, ITEM, "situations[2].options", "不能用 unsure"),
    ("a_word_chooses_only_one_option", lambda f: f[ITEM]["situations"][0]["options"][1].update(said_as=["现煮"]), ERROR, ITEM, "situations[1].options", "“现煮”两个选项都认"),
    ("a_material_asks_about_a_known_question", add_material(name="健康证", when={"knd": ["cook"]}), ERROR, ITEM, "materials[4].when", "没有问题 knd，是不是 kind？"),
    ("a_material_asks_about_a_known_option", add_material(name="健康证", when={"kind": ["cok"]}), ERROR, ITEM, "materials[4].when", "没有选项 cok，是不是 cook？"),
    ("a_condition_lists_some_option", add_material(name="健康证", when={"kind": []}), ERROR, ITEM, "materials[4].when", "永远不成立"),
    ("a_waiver_asks_about_a_known_question", item(not_needed=[{"name": "甲", "why": "waived", "reason": "乙", "when": {"kin": ["cook"]}}]), ERROR, ITEM, "not_needed[1].when", "没有问题 kin，是不是 kind？"),
    ("a_question_depends_on_an_earlier_one", lambda f: f[ITEM]["situations"].reverse(), ERROR, ITEM, "situations[1].when", "kind 却排在后面，请挪到前面"),
    ("a_half_said_matter_offers_items_that_exist", lambda f: f[HALF_SAID]["matters"].append({"said": ["证"], "offers": ["noodle_permit", "noodle_permitt"]}), ERROR, HALF_SAID, "matters[1].offers", "是不是 noodle_permit？"),
    ("a_half_said_matter_offers_a_choice", lambda f: f[HALF_SAID]["matters"].append({"said": ["证"], "offers": ["noodle_permit"]}), ERROR, HALF_SAID, "matters[1].offers", "只有一件就不用挑"),
    ("a_twin_is_an_item_that_exists", lambda f: f[HALF_SAID]["twins"].append({"said": ["面摊"], "instead": {"noodle_permit": "noodle_permitt"}}), ERROR, HALF_SAID, "twins[1].instead", "是不是 noodle_permit？"),
    ("a_half_said_name_stands_once", lambda f: f[HALF_SAID]["matters"].append({"said": ["证", "证"], "offers": ["noodle_permit", "noodle_permit"]}), ERROR, HALF_SAID, "matters", "“证”写在两处"),
    ("an_example_of_a_shape_is_recognised", put(SHAPES, "shapes: {no_goods: [{itself: 手机$, such_as: 冰箱}]}"), ERROR, SHAPES, "shapes.no_goods[1].such_as", "例子“冰箱”认不出来"),
    ("a_shape_is_well_written", put(SHAPES, "shapes: {no_goods: [{itself: (手机, such_as: 手机}]}"), ERROR, SHAPES, "shapes.no_goods[1]", "正则写不通"),
    ("a_shape_names_a_list_that_exists", put(SHAPES, "shapes: {no_goods: [{itself: '{no_such_list}', such_as: 手机}]}"), ERROR, SHAPES, "shapes", "一栏 intake.yml 没有"),
    ("an_option_leads_to_an_item_that_exists", lambda f: f[ITEM]["situations"][0]["options"][1].update(leads_to={"item_id": "noodle_renewl"}), ERROR, ITEM, "situations[1].options.sell.leads_to", "没有事项 noodle_renewl"),
    ("what_is_known_of_the_other_item_is_an_answer_there", both(with_other_item(), lambda f: f[ITEM]["situations"][0]["options"][1].update(leads_to={"item_id": "noodle_renewal", "answers": {"kind": "fry"}})), ERROR, ITEM, "situations[1].options.sell.leads_to", "没有“kind: fry”这个回答"),
    ("an_option_does_not_lead_in_a_circle", both(with_other_item(), lambda f: f[ITEM]["situations"][0]["options"][1].update(leads_to={"item_id": "noodle_permit", "answers": {"kind": "sell"}})), ERROR, ITEM, "situations[1].options.sell.leads_to", "又转到 noodle_permit"),
    ("a_question_changes_the_list", lambda f: f[ITEM]["situations"].append({"id": "agent", "ask": "谁来办？", "why": "因", "options": [{"id": "self", "label": "本人"}, {"id": "other", "label": "代办"}]}), WARNING, ITEM, "situations[3]", "请删去，或给材料写上 when"),
    ("a_question_that_lists_all_options_changes_nothing", both(lambda f: f[ITEM]["situations"].pop(), material(2, when={"kind": ["cook", "sell"]}), lambda f: f[ITEM]["materials"].pop()), WARNING, ITEM, "situations[1]", "“现做还是只卖？”怎么答"),
    # 清单
    ("a_list_is_never_empty", material(1, when={"kind": ["cook"]}), ERROR, ITEM, "materials", "选了“只卖”的，一份材料也没有"),
    ("two_materials_in_one_list_do_not_share_a_name", add_material(name="申请书", when={"canteen": ["is_shop"]}), ERROR, ITEM, "materials[4]", "选了“现做、店铺”的，“申请书”和第 1 份同名"),
    ("two_materials_in_different_lists_do_not_share_a_name", add_material(name="流程图", when={"kind": ["sell"]}), WARNING, ITEM, "materials[4]", "说不清情形时只会告知一份"),
    ("two_materials_in_one_list_are_not_called_alike", material(3, said_as=["图纸"]), WARNING, ITEM, "materials", "said_as 只留给一份"),
    ("a_paper_not_needed_is_not_asked_for", add_material(name="营业执照复印件"), ERROR, ITEM, "materials[4]", "又要带又写在 not_needed 里，请留一处"),
    ("one_of_two_papers_not_needed_is_not_asked_for", both(item(not_needed=[{"name": "户口簿、结婚证", "why": "abolished", "reason": "已取消"}]), add_material(name="证明", any_of=["结婚证", "承诺书"])), ERROR, ITEM, "materials[4]", "“结婚证”又要带"),
    ("registration_never_asks_for_a_lease", registration("房屋租赁合同"), ERROR, REGISTRATION_ITEM, "materials[4]", "“租赁合同”本局承诺免交，请删去"),
    ("registration_never_asks_for_a_house_deed", registration("经营场所的房屋产权证明"), ERROR, REGISTRATION_ITEM, "materials[4]", "放进 not_needed（why: waived）"),
    ("a_material_can_be_reached", add_material(name="健康证", when={"kind": ["sell"], "canteen": ["is_canteen"]}), ERROR, ITEM, "materials[4].when", "怎么回答都轮不到它"),
    # 问答
    ("a_faq_belongs_to_a_known_department", entry(department="foood"), ERROR, FAQ, "stale_noodles.department", "是不是 food？"),
    ("a_faq_is_related_to_a_known_item", entry(related_items=["noodle_permits"]), ERROR, FAQ, "stale_noodles.related_items", "是不是 noodle_permit？"),
    ("a_faq_needs_a_basis", entry(basis=[]), ERROR, FAQ, "stale_noodles.basis", "请写文件名和条款"),
    ("a_faq_answer_is_not_too_short", entry(answer="可以退。"), WARNING, FAQ, "stale_noodles.answer", "请写到 20—300 个字"),
    ("a_faq_answer_is_not_too_long", entry(answer="可以。" * 101), WARNING, FAQ, "stale_noodles.answer", "答复 303 个字"),
    ("a_faq_id_is_used_once", lambda f: f[FAQ]["entries"].append(f[FAQ]["entries"][0]), ERROR, FAQ, "faq_id", "stale_noodles 重复"),
    # 整个知识库
    ("a_name_belongs_to_one_item", with_other_item(asked_as=[*another_item()["asked_as"], "开面馆"]), WARNING, OTHER_ITEM, "asked_as", "“开面馆”在 noodle_permit 里也有"),
    ("every_kind_of_emergency_is_written", lambda f: f[EMERGENCIES]["emergencies"].pop(), ERROR, EMERGENCIES, "emergencies", "缺少 public_hazard 这一种，请补上"),
    ("an_emergency_belongs_to_a_known_body", fire(department="fier"), ERROR, EMERGENCIES, "fire_gas.department", "是不是 fire？"),
    ("an_emergency_starts_with_the_number_to_call", fire(first_line="请马上离开现场。"), ERROR, EMERGENCIES, "fire_gas.first_line", "请写进 110"),
    ("an_emergency_names_only_its_own_numbers", fire(first_line="请拨打 110 或者 911。"), ERROR, EMERGENCIES, "fire_gas.first_line", "说了 911，call 里却没有"),
    ("every_reply_in_an_emergency_has_the_number", fire(short="先离远一点。"), ERROR, EMERGENCIES, "fire_gas.short", "请写进 110"),
    ("an_advice_in_an_emergency_names_known_numbers", fire(guidance=[{"said_as": ["烟"], "say": "拨 911。", "source": "消防提示"}]), ERROR, EMERGENCIES, "fire_gas.guidance[1]", "没有 911 这个号码"),
    ("an_advice_in_an_emergency_says_what_it_answers", fire(guidance=[{"said_as": [], "say": "快走。", "source": "消防提示"}]), ERROR, EMERGENCIES, "fire_gas.guidance[1]", "没有写市民怎么说"),
    ("a_case_belongs_to_a_kind_of_emergency", lambda f: f[CASES]["emergency_cases"][0].update(emergency="food_poisonning"), ERROR, CASES, "swallowed.emergency", "是不是 food_poisoning？"),
    ("a_case_says_which_words_it_is_known_by", lambda f: f[CASES]["emergency_cases"][0].update(said=[]), ERROR, CASES, "swallowed.said", "没有写认哪些词"),
    ("a_case_starts_with_the_number_to_call", lambda f: f[CASES]["emergency_cases"][0].update(first_line="请去医院。"), ERROR, CASES, "swallowed.first_line", "请写进 110"),
    ("a_local_number_is_not_verified", lambda f: f[BODIES]["external_bodies"][0]["phones"][1].update(verified=True), ERROR, BODIES, "fire.96119", "请写 verified: false"),
    ("a_body_has_one_verified_number", lambda f: f[BODIES]["external_bodies"][0]["phones"].pop(0), ERROR, BODIES, "fire", "请补上 12345 或紧急电话"),
    ("a_department_phone_is_not_invented", lambda f: f[DEPARTMENTS]["departments"][0].update(phone="1234567"), WARNING, DEPARTMENTS, "licensing.phone", "请写 null"),
    ("an_item_answer_promises_nothing", common_answer("我们保证给您办下来。"), ERROR, ITEM, "common_questions[1].answer", "“保证”是许诺，热线不能说"),
    ("a_faq_answer_promises_nothing", entry(answer="交了材料就包过，您放心来窗口办就是了，不用再问别人。"), ERROR, FAQ, "stale_noodles.answer", "“包过”是许诺"),
    ("a_request_has_questions", lambda f: f[INTAKE]["questions"].pop("tip_off"), ERROR, INTAKE, "questions.tip_off", "没有问题单"),
    ("a_question_is_for_a_known_body", lambda f: f[INTAKE]["questions"]["other_body"][0].update(bodies=["fires"]), ERROR, INTAKE, "questions.other_body.facts", "没有 fires 这个单位"),
    ("a_question_has_a_known_condition", lambda f: f[INTAKE]["questions"]["complaint"][1].update(when=["grupp"]), ERROR, INTAKE, "questions.complaint.companions.when", "没有 grupp 这个条件"),
    ("a_legal_element_is_asked", lambda f: f[INTAKE]["questions"]["complaint"].pop(0), ERROR, INTAKE, "questions.complaint", "具体经过和事实依据”没有问"),
    ("a_question_has_a_short_label", lambda f: f[INTAKE]["short_labels"].pop("demand"), ERROR, INTAKE, "short_labels.demand", "没有叫法"),
    ("a_reply_draft_is_for_a_known_kind", reply_draft(kinds=["complain"]), ERROR, REPLY_DRAFTS, "drafts.handled.kinds", "是不是 complaint"),
    ("a_reply_draft_is_for_some_kind", reply_draft(kinds=[]), ERROR, REPLY_DRAFTS, "drafts.handled.kinds", "用不上"),
    ("a_reply_draft_has_no_unknown_blank", reply_draft(text="{phone}"), ERROR, REPLY_DRAFTS, "drafts.handled.text", "能填的是"),
    ("a_reply_draft_has_its_braces_in_pairs", reply_draft(text="{title"), ERROR, REPLY_DRAFTS, "drafts.handled.text", "配对"),
    ("a_reply_draft_promises_nothing", reply_draft(text="一定办好"), ERROR, REPLY_DRAFTS, "drafts.handled", "打包票"),
    ("a_reply_draft_rests_on_a_known_clause", reply_draft(basis="总局令第999号第一条"), ERROR, REPLY_DRAFTS, "drafts.handled", "核对名称"),
    ("reply_drafts_expire", lambda f: f[REPLY_DRAFTS].update(valid_until=TODAY - timedelta(days=1)), ERROR, REPLY_DRAFTS, "valid_until", "过期"),
    ("reply_drafts_have_a_source", lambda f: f[REPLY_DRAFTS].update(sources=[]), ERROR, REPLY_DRAFTS, "sources", "出处"),
    ("reply_drafts_have_an_owner", lambda f: f[REPLY_DRAFTS].update(responsible_department="foot"), ERROR, REPLY_DRAFTS, "responsible_department", "是不是 food"),
    ("an_offered_item_is_known", lambda f: f[INTAKE].update(offers_item={"no_such": ["冒用"]}), ERROR, INTAKE, "offers_item.no_such", "没有这个事项"),
    ("an_excused_refusal_is_known", lambda f: f[INTAKE]["files_anyway"].append("no_such"), ERROR, INTAKE, "no_such", "没有这条婉拒"),
    ("a_ground_of_a_refusal_is_known", lambda f: f[INTAKE]["grounds_of_refusals"].update(promise_result="art99"), ERROR, INTAKE, "grounds_of_refusals.promise_result", "没有 art99"),
    ("a_refusal_promises_nothing", lambda f: f[REFUSALS]["refusals"][0].update(say="保证给您退。"), ERROR, REFUSALS, "promise_result.say", "由谁决定"),
    ("the_promise_list_is_there", lambda f: f.pop(PROMISES), ERROR, PROMISES, "（整个文件）", "缺少这个文件"),
    ("this_year_has_a_calendar", lambda f: f.pop(CALENDAR), ERROR, CALENDAR, "（整个文件）", "请按国务院办公厅通知录入"),
    ("from_november_the_next_year_is_waited_for", lambda f: f.pop(NEXT_CALENDAR), WARNING, NEXT_CALENDAR, "（整个文件）", "还没有 2027 年的放假安排"),
    ("a_calendar_has_holidays", calendar(holidays=[]), ERROR, CALENDAR, "holidays", "一个假日也没有"),
    ("a_calendar_is_named_after_its_year", calendar(year=2025), ERROR, CALENDAR, "year", "年份却写 2025"),
    ("a_holiday_ends_after_it_starts", calendar(holidays=[{"name": "元旦", "from": date(2026, 1, 3), "to": date(2026, 1, 1)}]), ERROR, CALENDAR, "holidays[1]", "前后颠倒，请对调"),
    ("a_makeup_workday_is_a_weekend_day", calendar(makeup_workdays=[date(2026, 1, 5)]), ERROR, CALENDAR, "makeup_workdays", "2026-01-05 不是周末"),
    ("a_readme_has_no_id_number", put("knowledge/README.md", "张三 110101" + "19900101" + "0012"), ERROR, "knowledge/README.md", "第1行", "像真的身份证号，请删去"),
    ("training_data_has_no_real_mobile", put("data/nlu/README.md", "打我电话 139-1234-" + "5678"), ERROR, "data/nlu/README.md", "第1行", "请改成 138000000xx"),
    # 语料
    ("what_is_taught_is_not_asked", asked(text="卖 汤 要啥材料", item_id="noodle_permit"), ERROR, ASKED, "第2行", "教过的不能拿来考，请换一句"),
    ("a_sentence_in_a_list_has_its_text", lambda f: f[TAUGHT]["nlu"].append({"intent": "file_complaint", "examples": ["卖汤要啥材料"]}), ERROR, TAUGHT, "file_complaint", "要写成 text"),
    ("a_sentence_has_one_intent", taught("file_complaint", "卖汤要啥材料"), ERROR, TAUGHT, "卖汤要啥材料", "请留对的一处"),
    ("a_sentence_has_one_item", both(with_other_item(), taught("ask_materials", "卖粉要啥材料", item="noodle_renewal")), ERROR, TAUGHT, "卖粉要啥材料", "noodle_renewal"),
    ("a_held_out_sentence_has_one_answer", asked(text="弄个面摊得拿啥", kind="complaint"), ERROR, ASKED, "第2行", "标的 kind 不一样"),
    ("a_taught_item_exists", taught("ask_materials", "面摊要啥", item="noodle_permitt"), ERROR, TAUGHT, "面摊要啥", "item 没有 noodle_permitt，是不是 noodle_permit？"),
    ("a_taught_department_exists", taught("file_complaint", "退钱", department="foood"), ERROR, TAUGHT, "退钱", "department 没有 foood，是不是 food？"),
    ("a_taught_emergency_exists", taught("file_complaint", "着火了", emergency="fire_gaz"), ERROR, TAUGHT, "着火了", "是不是 fire_gas？"),
    ("a_taught_urgency_exists", taught("file_complaint", "快点", urgency="urgnt"), ERROR, TAUGHT, "快点", "是不是 urgent？"),
    ("a_label_has_a_known_name", taught("file_complaint", "退钱", deparment="food"), ERROR, TAUGHT, "退钱", "没有 deparment 这种标注，是不是 department？"),
    ("a_taught_intent_exists", taught("ask_material", "要啥"), ERROR, TAUGHT, "要啥", "intent 没有 ask_material，是不是 ask_materials？"),
    ("a_taught_sentence_has_words", lambda f: f[TAUGHT]["nlu"][1]["examples"].append({"metadata": {"problem": "food_safety"}}), ERROR, TAUGHT, "file_complaint", "有一句没有 text"),
    ("a_rare_problem_is_probably_a_slip", taught("file_complaint", "退钱", problem="food_safty"), WARNING, TAUGHT, "退钱", "是不是 food_safety？"),
    ("a_held_out_item_exists", asked(text="面摊咋弄", item_id="noodle_permitt"), ERROR, ASKED, "第2行", "是不是 noodle_permit？"),
    ("a_held_out_alternative_exists", asked(text="面摊咋弄", items_ok=["noodle_permitt"]), ERROR, ASKED, "第2行", "是不是 noodle_permit？"),
    ("a_held_out_line_is_json", lambda f: f[ASKED].append("{text: 面}"), ERROR, ASKED, "第2行", "请核对引号和括号"),
    ("an_item_is_taught_enough", lambda f: f[TAUGHT]["nlu"][0].update(examples="- 面\n"), WARNING, "data/nlu", "noodle_permit", "请补到 12 句以上"),
    ("an_item_is_asked_in_tests", lambda f: f[ASKED].clear(), WARNING, ASKED, "noodle_permit", "测试里一句也没问过"),
    ("a_mark_has_a_known_type", put(NAMED, "marked: |\n  - 在[好又鲜](shop)买的\n"), ERROR, NAMED, "在[好又鲜](shop)买的", "不认得的类型 shop"),
    ("marks_are_paired", put(NAMED, "marked: |\n  - 在[好又鲜买的\n"), ERROR, NAMED, "在[好又鲜买的", "这里不成对"),
    ("what_is_marked_is_not_asked", put(NAMED, "marked: |\n  - 弄个[面摊](product)得拿啥\n"), ERROR, ASKED, "第1行", "教过的不能拿来考，请换一句"),
    # 说法和规则
    ("a_reply_used_in_code_is_written", put("bot/usecases/greet.py", 'REPLY = "utter_helo"\n'), ERROR, "bot/usecases/greet.py", "utter_helo", "是不是 utter_hello？"),
    ("a_reply_used_in_a_rule_is_written", lambda f: f[RULES]["rules"][0]["steps"].append({"action": "utter_see_you_tomorrow"}), ERROR, "data/stories", "utter_see_you_tomorrow", "没有这条说法，请补上"),
    ("a_reply_is_used", lambda f: f[DOMAIN]["responses"].update(utter_old=[{"text": "旧"}]), WARNING, DOMAIN, "responses.utter_old", "请删去"),
    ("an_intent_has_a_rule", lambda f: f[RULES]["rules"].pop(0), ERROR, DOMAIN, "intents.ask_materials", "请补一条"),
    ("a_rule_names_a_known_intent", lambda f: f[RULES]["rules"].append({"rule": "问好", "steps": [{"intent": "ask_materal"}]}), ERROR, "data/stories", "问好", "是不是 ask_materials？"),
    ("a_rule_names_a_known_action", lambda f: f[RULES]["rules"][0]["steps"].append({"action": "action_anser"}), ERROR, "data/stories", "问办事", "是不是 action_answer？"),
]  # fmt: skip


@pytest.mark.parametrize(
    "change, severity, path, field, remedy", [pytest.param(*case[1:], id=case[0]) for case in BROKEN]
)
def test_broken_in_this_way(tmp_path, change, severity, path, field, remedy):
    files = a_project()
    change(files)

    found = problems_of(files, tmp_path)

    assert [(p.severity, p.path, p.field) for p in found] == [(severity, path, field)], report(found, 0)
    assert remedy in found[0].message


def test_a_sound_project_has_no_problems(tmp_path):
    assert problems_of(a_project(), tmp_path) == []


def test_shape_and_sense_are_reported_together(tmp_path):
    files = a_project()
    files[ITEM]["related_items"] = ["nothing"]
    files[FAQ]["nmae"] = "食品"

    found = problems_of(files, tmp_path)

    assert {(p.path, p.field) for p in found} == {(ITEM, "related_items"), (FAQ, "nmae")}


def test_an_unreadable_item_is_not_also_called_unknown(tmp_path):
    files = a_project()
    with_other_item(item_id=7)(files)
    files[ITEM]["related_items"] = ["noodle_renewal"]
    files[TAUGHT]["nlu"].pop()
    files[ASKED].pop()

    found = problems_of(files, tmp_path)

    assert [(p.path, p.field) for p in found] == [(OTHER_ITEM, "item_id")]


def test_an_item_handled_elsewhere_may_have_no_materials(tmp_path):
    files = a_project()
    elsewhere = {"who": "人民银行征信中心", "how": "在网上登记"}
    files[ITEM].update(handled_elsewhere=elsewhere, materials=[], situations=[])

    assert problems_of(files, tmp_path) == []


def test_a_paper_may_be_needed_in_one_case_and_not_in_another(tmp_path):
    files = a_project()
    files[ITEM]["materials"].append({"name": "身份证", "when": {"kind": ["cook"]}})
    files[ITEM]["not_needed"].append({"name": "身份证", "why": "shared", "reason": "能查", "when": {"kind": ["sell"]}})

    assert problems_of(files, tmp_path) == []


@pytest.mark.parametrize("answer", ["退多少要看调查，不保证。", "保证金可以退。", "说“包过”的多半是骗人。"])
def test_a_word_of_promise_may_be_denied_or_quoted(tmp_path, answer):
    files = a_project()
    common_answer(answer)(files)

    assert problems_of(files, tmp_path) == []


def test_an_invented_mobile_is_welcome(tmp_path):
    files = a_project()
    taught("file_complaint", "我电话13800000012，给我回话")(files)

    assert problems_of(files, tmp_path) == []


def test_language_is_left_alone_without_a_project(tmp_path):
    files = a_project()
    files[ASKED].clear()
    write(files, tmp_path)

    assert check(tmp_path / "knowledge", TODAY, None) == []


def test_the_report_puts_errors_first_and_counts():
    problems = [
        Problem(WARNING, "knowledge/faq/a.yml", "valid_until", "还有 12 天到期，请联系食品监督管理科复核"),
        Problem(ERROR, "knowledge/faq/b.yml", "department", "没有 id 为 foood 的科室，是不是 food？"),
    ]

    assert report(problems, 214).splitlines() == [
        "[错误] knowledge/faq/b.yml  department: 没有 id 为 foood 的科室，是不是 food？",
        "[提醒] knowledge/faq/a.yml  valid_until: 还有 12 天到期，请联系食品监督管理科复核",
        "共检查 214 个文件：1 个错误，1 个提醒。",
    ]


def test_every_file_is_counted(tmp_path):
    write(a_project(), tmp_path)

    # 语料、规则、测试、domain 各一个；程序不算。
    assert count_files(tmp_path / "knowledge", None) == 40
    assert count_files(tmp_path / "knowledge", tmp_path) == 44


LAST_REVIEW = date(2026, 11, 28)  # 最近一次核对知识的那天；那以后过了期的由 bot check 提醒


def test_the_real_knowledge_has_no_errors():
    found = [p for p in check(PROJECT / "knowledge", LAST_REVIEW, None) if p.severity is ERROR]

    assert not found, report(found, count_files(PROJECT / "knowledge", None))


def test_the_real_language_data_has_no_errors():
    found = [p for p in check(PROJECT / "knowledge", LAST_REVIEW, PROJECT) if p.severity is ERROR]
    found = [p for p in found if not p.path.startswith("knowledge/")]

    assert not found, report(found, count_files(PROJECT / "knowledge", PROJECT))


@pytest.mark.parametrize(
    "changed, says",
    [
        ({"held_seconds": 5}, "太短坐席来不及看"),
        ({"held_seconds": 3600}, "市民干等"),
        ({"wrap_ups": []}, "一种也没有"),
        ({"wrap_ups": [{"id": "filed", "name": "登记了"}, {"id": "filed", "name": "又登记了"}]}, "写了两遍"),
        ({"when_late": "drop"}, "没有这个字段"),
    ],
)
def test_the_rules_of_the_operators_desk_must_leave_nobody_waiting(tmp_path, changed, says):
    import yaml

    write(a_project(), tmp_path)
    path = tmp_path / "knowledge" / "operator_desk.yml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text(encoding="utf-8")), **changed}, allow_unicode=True), encoding="utf-8")
    found = [p for p in check(tmp_path / "knowledge", TODAY, None) if p.path == "knowledge/operator_desk.yml"]
    assert [p.severity for p in found] == [ERROR] and says in found[0].message
