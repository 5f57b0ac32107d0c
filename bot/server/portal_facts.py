"""市民的页面要知道的几件事：怎么收个人信息、证据多大、人工什么时候在、能不能接到微信。"""

from __future__ import annotations

from typing import Any, Dict

from bot.hotline.evidence import IMAGE_TYPES, LARGEST_BYTES, MOST_FILES, PDF


def portal_facts(hotline, has_wechat: bool) -> Dict[str, Any]:
    knowledge = hotline.knowledge
    return {
        "privacy_notice": knowledge.privacy_notice.as_record(),
        "office_hours": knowledge.office_hours.says(hotline.now(), knowledge.calendar),
        "always_open": knowledge.office_hours.always_open,
        "evidence": {"types": [*IMAGE_TYPES, PDF], "largest": LARGEST_BYTES, "most": MOST_FILES},
        "has_wechat": has_wechat,
    }
