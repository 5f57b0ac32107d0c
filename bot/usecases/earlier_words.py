"""刚问的那一句接上来：接着说“那我投诉他”，市民不用再说一遍。"""

from __future__ import annotations

from dataclasses import replace

from bot.hotline.conversation import Conversation
from bot.hotline.draft import Draft, fill
from bot.usecases.read_draft import read_statement


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
