"""草稿往下走一步：存下，问下一样；问齐了请市民核对。"""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Sequence

from bot.errors import DraftUnknown
from bot.hotline.conversation import Awaiting, Conversation, Reply, Turn
from bot.hotline.draft import Draft, Stage, to
from bot.hotline.draft_questions import next_question
from bot.hotline.intake import PERSONAL
from bot.usecases.filing.earlier_words import with_branch, with_known_citizen, with_place_beside
from bot.usecases.filing.hide_reporter import without_reporter_in_draft
from bot.usecases.filing.home_or_shop import tell_if_home
from bot.usecases.filing.place_draft import tell_where_it_goes
from bot.usecases.filing.say_draft import ask_reply, summary_reply
from bot.usecases.filing.tell_grounds import tell_grounds

_SHOWN = ("kind", "is_other_body", "is_anonymous", "second", "values", "said", "declined")


def ask_next(
    conversation: Conversation, draft: Draft, hotline, before: Sequence[Reply] = (), again: bool = False, whole: bool = False
) -> Turn:
    """先说 before，再问下一样。again 是刚才没答上来；whole：核对的小结刚说过、没有变，也从头说一遍。"""
    rules = hotline.knowledge.intake
    draft, told = tell_where_it_goes(with_place_beside(conversation, with_branch(draft, hotline.knowledge.intake_words), hotline), hotline)
    draft, warned = tell_grounds(draft, hotline)
    before = (*before, *told, *warned, *tell_if_home(draft, hotline))
    question = rules.question(draft.track, draft.asking) if again and draft.asking else next_question(draft, rules)
    if question is not None and question.field in PERSONAL and not again:
        draft, same = with_known_citizen(conversation, draft, hotline)
        before, question = (*before, *same), next_question(draft, rules) if same else question
    replies = list(before)
    if question is None:
        is_brief = bool(replies) and not whole and _just_told(draft, hotline)
        draft = keep_draft(to(replace(draft, asking=None), Stage.CONFIRMING), hotline)
        replies.append(summary_reply(draft, hotline, is_brief))
    else:
        if question.field in PERSONAL and not draft.told_purpose:
            replies.append(Reply("utter_draft_privacy", {"notice": rules.privacy_notice.format(days=rules.keeps_draft_days)}))
            draft = replace(draft, told_purpose=True)
        draft = keep_draft(to(replace(draft, asking=question.field), Stage.COLLECTING), hotline)
        replies.append(ask_reply(draft, question, hotline, again))
    misunderstood = conversation.misunderstood if again else 0
    waiting = replace(
        conversation.settled(),
        misunderstood=misunderstood,
        draft_id=draft.draft_id,
        draft_open=True,
        awaiting=Awaiting.DRAFT,
        asked=draft.asking or "confirm",
    )
    return Turn(waiting, replies)


def _just_told(draft: Draft, hotline) -> bool:
    """小结刚给他看过，问了句别的，什么也没改：不用再念一长串。"""
    try:
        told = hotline.drafts.get(draft.draft_id)
    except DraftUnknown:
        return False
    return told.stage is Stage.CONFIRMING and all(getattr(told, name) == getattr(draft, name) for name in _SHOWN)


def keep_draft(draft: Draft, hotline) -> Draft:
    """存下，返回带新版本号的。匿名的，能认出他的话不存。"""
    kept = without_reporter_in_draft(draft, hotline)
    return hotline.drafts.save(replace(kept, updated_at=hotline.now()))


def current_draft(conversation: Conversation, hotline) -> Optional[Draft]:
    """正在登记或者放着的那份；删了、过期了、登记完了返回 None。"""
    if not conversation.draft_id:
        return None
    try:
        draft = hotline.drafts.get(conversation.draft_id)
    except DraftUnknown:
        return None
    return draft if draft.is_open else None


def return_to_draft(turn: Turn, hotline) -> Turn:
    """岔开问了一句，答完把没答的再问一遍，不用市民重来。"""
    draft = current_draft(turn.conversation, hotline)
    if draft is None:
        return Turn(replace(turn.conversation, draft_id=None, draft_open=False), turn.replies)
    resumed = ask_next(turn.conversation, draft, hotline)
    return Turn(resumed.conversation, [*turn.replies, *resumed.replies])
