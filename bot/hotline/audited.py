"""哪些事记进审计，对外怎么说；哪些路由不记，为什么。一张表，页面、路由和测试都照它。

工单上的动词不在这里：ticket_ 加动词的名字，说法是那一步的说法（bot/server/ticket_verbs.py）。
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
}
