"""哪些事记进审计，对外怎么说；看列表的记什么；哪些路由不记，为什么。页面、路由和测试都照这几张表。

改东西的、看一件的，名字写在路由上（needs 的 audit）。工单上的动词不在这里：ticket_ 加动词的名字，
说法是那一步的说法（bot/server/ticket_verbs.py）。
"""

from __future__ import annotations

from typing import Mapping

AUDITED: Mapping[str, str] = {
    "signed_in": "登录",
    "signed_out": "退出",
    "sign_in_refused": "口令不对",
    "account_locked": "账号锁着还来试",
    "password_changed": "换自己的口令",
    "account_opened": "开账号",
    "account_changed": "换角色",
    "account_closed": "停用账号",
    "account_reopened": "启用账号",
    "account_unlocked": "解锁账号",
    "password_reset": "重置口令",
    "token_issued": "发令牌",
    "token_revoked": "收回令牌",
    "audit_read": "看审计",
    "ticket_opened": "打开工单",
    "ticket_corrected": "改正登记",
    "ticket_reclassified": "改分类",
    "person_revealed": "看个人信息",
    "evidence_opened": "看证据",
    "ledger_exported": "导出台账",
    "poor_rating_closed": "差评跟进完",
    "call_taken": "接来电",
    "call_listened": "听来电",
    "call_ended": "收线",
    "hand_over_taken": "接下回电",
    "conversation_read": "看对话",
    "emergency_read": "看险情里记下的话",
    "citizen_answered": "答市民",
    "returned_to_bot": "交还机器人",
    "conversation_offered": "转对话",
    "pass_withdrawn": "撤回不转了",
    "pass_refused": "转来的不接",
    "conversation_wrapped_up": "对话收尾",
    "answers_held": "扣答复、不扣了",
    "held_answer_released": "扣着的照发",
    "held_answer_replaced": "扣着的换成自己的话",
    "knowledge_proposed": "提改知识",
    "knowledge_approved": "改知识生效",
    "knowledge_rejected": "改知识没用",
    "ticket_filed": "登记工单",
    "tickets_listed": "看工单列表",
    "ticket_help_read": "看办理提示",
    "calls_listed": "看等着的来电",
    "hand_overs_listed": "看等着的市民",
    "ratings_listed": "看评价",
    "ledger_read": "看台账",
    "statistics_read": "看积分统计",
    "figures_read": "看数字",
    "deliveries_listed": "看发件箱",
    "reconciliation_read": "对账",
    "delivery_replayed": "重发一件",
    "staff_listed": "看账号",
    "tokens_listed": "看令牌",
    "unanswered_listed": "看没有答上来的问话",
    "unanswered_answered": "给没答上来的写答案",
    "unanswered_corrected": "把没答上来的教给机器",
    "unanswered_dismissed": "没答上来的不用管",
}

# 看列表的：同一个人用同样的条件看同一份，一阵子只记一次（页面几秒就取一次）。
# 记下用了哪几个条件，不记条件里的字：审计只添不删，不放市民的姓名、电话。
LISTS: Mapping[str, str] = {
    "GET /tickets": "tickets_listed",
    "GET /tickets/{ticket_no}/help": "ticket_help_read",
    "GET /calls": "calls_listed",
    "GET /hand-overs": "hand_overs_listed",
    "GET /hand-overs/{number}/emergencies": "emergency_read",
    "GET /ratings": "ratings_listed",
    "GET /ledger": "ledger_read",
    "GET /statistics": "statistics_read",
    "GET /figures": "figures_read",
    "GET /deliveries": "deliveries_listed",
    "GET /platforms/reconciliation": "reconciliation_read",
    "GET /staff": "staff_listed",
    "GET /tokens": "tokens_listed",
    "GET /unanswered": "unanswered_listed",
}

# 条件的名字对人怎么说：审计里存的是接口的写法。
CONDITIONS: Mapping[str, str] = {
    "q": "字句",
    "status": "状态",
    "kind": "类型",
    "department": "科室",
    "problem": "问题",
    "urgency": "紧急",
    "overdue": "超期",
    "citizen_words": "市民有新话",
    "since": "从哪天",
    "until": "到哪天",
    "week": "哪一周",
    "month": "哪个月",
    "date": "哪一天",
    "filed_since": "从哪天登记",
    "filed_until": "到哪天登记",
    "ticket_system": "走哪个平台",
    "external_no": "平台上的编号",
    "open": "没跟进完的",
    "table": "哪张表",
    "format": "导出",
    "limit": "一页几张",
    "cursor": "接着往后",
}

# 登录的人办的另记，拿令牌的程序不另记：工单经过的第一条就是谁登记的，另记会把合批登记拖慢。
BY_HAND: Mapping[str, str] = {"POST /tickets": "ticket_filed"}

# 不记的，为什么。
NOT_AUDITED: Mapping[str, str] = {
    "POST /analyse": "只听一句话，不存，也看不到谁的东西",
    "POST /suggestions": "只听一句话，不存，也看不到谁的东西",
    "POST /suggestions/uses": "建议用没用另有一张表",
    "POST /calls/{call_id}/utterances": "转写一句一句送来；接、听、收线各记一条",
    "POST /tickets/{ticket_no}/reply-check": "只查正在打的字",
    "GET /session": "看的是自己",
    "GET /vocabulary": "各种编号怎么说，没有谁的东西",
    "GET /queues": "只有几张，没有哪一张",
    "GET /colleagues": "同事在不在线",
    "POST /colleagues/me": "自己离开一下",
    "GET /knowledge": "知识谁都可以看",
    "GET /knowledge/file": "知识谁都可以看",
    "GET /knowledge/changes": "知识谁都可以看",
    "GET /knowledge/import/template": "空的表格",
    "GET /ticket-views": "自己存的、同科室分享的查法",
    "POST /ticket-views": "自己存的查法",
    "DELETE /ticket-views/{number}": "自己存的查法",
    "POST /ticket-batches": "一张一条，照那一步的名字记",
    "POST /tickets/{ticket_no}/presence": "谁正开着这一页；打开时记过",
}

# 处理函数自己记的：要先记后看，或者名字、缘由只有它知道。
NOTED_INSIDE: Mapping[str, str] = {
    "POST /tickets/{ticket_no}/reveal": "person_revealed",
    "GET /hand-overs/{number}/conversation": "conversation_read",
    "POST /knowledge/changes": "knowledge_proposed",
    "POST /knowledge/import": "knowledge_proposed",
    "DELETE /session": "signed_out",
    "POST /session/password": "password_changed",
    "POST /staff": "account_opened",
    "PATCH /staff/{username}": "account_changed",
    "POST /staff/{username}/close": "account_closed",
    "POST /staff/{username}/reopen": "account_reopened",
    "POST /staff/{username}/unlock": "account_unlocked",
    "POST /staff/{username}/password": "password_reset",
    "POST /tokens": "token_issued",
    "DELETE /tokens/{number}": "token_revoked",
}
