"""和举报人沾着的人和地方，说出来就认得出他：家里人、邻居、同行、离了职的。"""

from __future__ import annotations

import re

from bot.hotline.any_of import any_of
from bot.hotline.reporter_clauses import IN_CLAUSE
from bot.hotline.reporter_words import ReporterWords


def what_is_near(words: ReporterWords, me: str, role: str, relative: str) -> re.Pattern[str]:
    """和他沾着的人和地方：“我们对门”“我妈”“我们竞争对手”“刚从他那儿离职”，还有叮嘱“别写我……”的整个一句。"""
    own = rf"(?:{me})(?:们|的|家|这|那|几个|些|{any_of(words.closeness)})*"
    trade, feared = any_of(words.trades), any_of(words.feared)
    return re.compile(
        rf"{own}(?:{any_of(words.homes)}|{relative}|{any_of(words.family)}|{any_of(words.rivals)})(?!的)"
        rf"|(?:{me})们(?:这|那|些|几个)*(?:{role})(?:群|们)?里?|(?:{me})们?(?:做|干|搞|跑)[这那]一?行的?"
        rf"|^(?:我是)?(?:{any_of(words.rivals)})(?=举报|反映|投诉|$)|^也是{IN_CLAUSE}{{0,4}}?(?:{trade}){IN_CLAUSE}{{1,6}}的$"
        rf"|(?:{me})(?:就|也|是|专门)*[给帮替](?:[他她它那这]|店|厂)(?:们|家|里)*(?:{trade}){IN_CLAUSE}{{1,6}}的$"
        rf"|(?:{me})(?:就|也|是|专门|一直|天天)*[给帮替](?:[他她它那这]|店|厂)(?:们|家|里)*(?:{trade})的[㐀-鿿]{{1,3}}$"
        rf"|{IN_CLAUSE}{{0,4}}?[欠拖](?:着|了)?(?:{me})的?(?:{any_of(words.debts)}){IN_CLAUSE}*"
        rf"|^(?:都|就)?是(?:一个|同一?个?)(?:村|院|单位|厂|楼|小区|班|学校)的$|^(?:{me})(?:的|们|还有|那)*(?:{any_of(words.dealings)}){IN_CLAUSE}*"
        rf"|(?:{me})(?:们)?(?:跟|和|与){IN_CLAUSE}{{1,8}}?是(?:一个|同一?个?)[㐀-鿿]{{1,4}}的"
        rf"|(?:(?:{me}){IN_CLAUSE}{{0,6}}?|从{IN_CLAUSE}{{1,6}}?)(?:{any_of(words.leaves)})(?:的|了|出来)*"
        rf"|^\s*(?:{any_of(words.lately)})*(?:{any_of(words.leaves)})(?:了|的|走|出来)*\s*$"
        rf"|^\s*(?:(?:{me})(?:们)?)?(?:就|也|又|很|真|特别|主要|可|但|不过|是)*(?:怕|害怕|担心|生怕){IN_CLAUSE}*?(?:{feared}){IN_CLAUSE}*"
        rf"|^\s*(?:{me}){IN_CLAUSE}*?(?:{any_of(words.pay)}){IN_CLAUSE}*"
        rf"|^\s*(?:我们)?(?:{any_of(words.inside)}|组里|班里)(?:一共|总共)?(?:就|只|才)(?:有)?[\d一二两三四五六七八九十几]+个人$"
        rf"|(?:(?:{me})(?:们)?家?)?(?:{any_of(words.near_home)})(?:的|那|这)?(?:{any_of(words.neighbours)})(?!们)|(?:{me})(?:们)?(?:家|的)*(?:邻居|街坊)(?!们)|^(?:举报|反映)?(?:一个|个)?(?:邻居|街坊)(?!们)"
        rf"|(?:千万|可|都|你们?|您)*(?:别|不要|不能|莫)(?:写|说|讲|提|透露|扯|带)(?:上|出|到|是)?(?:{me}).*"
    )
