"""刚才说过的接上来：紧急时说的、刚问的那一句，市民不用再说一遍。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Conversation
from bot.hotline.draft import Draft, Stage, fill
from bot.usecases.ask_draft import current_draft
from bot.usecases.read_draft import read_statement

# 这几种险情本身就是市场监管的事，工单按特急派；别的险情另有部门管，不跟着投诉走。
_OURS = ("food_poisoning", "drug_reaction", "special_equipment", "lift_trapped")


def with_emergency(draft: Draft, conversation: Conversation, hotline) -> Draft:
    """接上刚才紧急时说过的。"""
    earlier = current_draft(conversation, hotline)
    if earlier is None or earlier.stage is not Stage.OFFERED or not earlier.emergency:
        return draft
    hotline.drafts.delete(earlier.draft_id)
    return replace(
        draft,
        said=(*earlier.said, *draft.said),
        has_facts=True,
        values={**earlier.values, **draft.values},
        problem=draft.problem or earlier.problem,
        emergency=earlier.emergency if earlier.emergency in _OURS else None,
        department=hotline.knowledge.emergencies[earlier.emergency].department
        if earlier.emergency in _OURS
        else draft.department,
    )


def with_question(draft: Draft, conversation: Conversation, hotline) -> Draft:
    """刚问完“房东收一块五一度电归谁管”，接着说“那我投诉他”：投诉的就是刚问的。"""
    question = conversation.last_question
    if draft.has_facts or not question:
        return draft
    words = hotline.knowledge.intake_words
    found = read_statement(question["text"], hotline.entities.entities(question["text"], hotline.now().date()), words, hotline.now().date())
    department = question["department"] if question["department"] in hotline.knowledge.departments else draft.department
    asked = replace(draft, said=(question["text"], *draft.said), has_facts=True, department=department)
    return fill(asked, {name: value for name, value in found.items() if not draft.knows(name)})


def follows_our_emergency(conversation: Conversation, hotline) -> bool:
    """刚说过食物中毒一类归本局管的险情，接着的投诉说的就是它。"""
    earlier = current_draft(conversation, hotline)
    return earlier is not None and earlier.stage is Stage.OFFERED and earlier.emergency in _OURS
