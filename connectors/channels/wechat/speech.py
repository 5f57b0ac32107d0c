"""一轮的回答（文字、按钮、卡片）说成微信里的一段话：按钮变成“回复数字”，卡片变成文字。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from connectors.channels.wechat.cutting import LONGEST_BYTES, cut, size

Reply = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """说给市民的全部话；page 是现成的网页（告知书），filed 是这一轮登记成的工单编号。"""

    text: str
    page: Optional[str] = None
    filed: Tuple[str, ...] = ()


class Speech:
    """wording 是 knowledge/wechat/wording.yml；public_url 是市民打得开的网址开头。"""

    def __init__(self, wording: Mapping[str, Any], public_url: str):
        self._wording, self._public_url = wording, public_url.rstrip("/")

    def say(self, replies: Sequence[Reply]) -> Said:
        numbered = max((i for i, reply in enumerate(replies) if reply.get("buttons")), default=None)
        parts: List[str] = []
        page, filed = None, []
        whole = "\n".join(reply.get("text") or "" for reply in replies)  # 别的句子里说过的，卡片不再说
        for i, reply in enumerate(replies):
            card = reply.get("custom") or {}
            text = (reply.get("text") or "").strip()
            lines = self._card_lines(card, text if card.get("type") == "emergency" else whole)
            parts += [part for part in (*lines.before, text, *lines.after) if part]
            if reply.get("buttons"):
                parts.append(self._choices(reply["buttons"], is_numbered=i == numbered))
            if card.get("type") == "notice":
                page = self._url(card.get("url"))
            if card.get("type") == "ticket_filed":
                filed += [str(ticket["ticket_no"]) for ticket in card.get("tickets", ())]
        return Said("\n\n".join(parts), page, tuple(filed))

    def pieces(self, text: str, most: int, rest_url: str) -> List[str]:
        """切成至多 most 条；切完还多的，最后一条带上看全文的网址。"""
        found = cut(text)
        if len(found) <= most:
            return found
        more = self._wording["rest_on_page"].format(url=rest_url)
        kept = found[:most]
        room = cut(kept[-1], LONGEST_BYTES - size(more) - 2)
        return [*kept[:-1], f"{room[0]}\n\n{more}"]

    def needs_page(self, text: str, most: int) -> bool:
        return len(cut(text)) > most

    def _choices(self, buttons: Sequence[Mapping[str, str]], is_numbered: bool) -> str:
        """最后一组选项编号，回数字就行；前面的只提一句：数字只认最近的一组。"""
        titles = [button.get("title", "") for button in buttons]
        if not is_numbered:
            return self._wording["could_also_ask"].format(titles="、".join(titles))
        lines = [f"{number}. {title}" for number, title in enumerate(titles, 1)]
        return "\n".join([self._wording["choose_by_number"], *lines])

    def _card_lines(self, card: Mapping[str, Any], text: str) -> _Lines:
        render = _CARDS.get(str(card.get("type")))
        return render(self, card, text) if render else _Lines()

    def _notice(self, card: Mapping[str, Any], _: str) -> _Lines:
        url = self._url(card.get("url"))
        return _Lines(after=[self._wording["notice_page"].format(url=url)] if url else [])

    def _emergency(self, card: Mapping[str, Any], text: str) -> _Lines:
        """要打的电话：第一行已经说了就在后面补其余的，没说就排到最前。"""
        calls = [call for call in card.get("call", ()) if call.get("number")]
        is_first = any(call["number"] in text.split("\n", 1)[0] for call in calls)
        more = [self._wording["call"].format(**call) for call in calls if not is_first or call["number"] not in text]
        said = ["\n".join(more)] if more else []
        return _Lines(after=said) if is_first else _Lines(before=said)

    def _draft(self, card: Mapping[str, Any], text: str) -> _Lines:
        fields = card.get("fields", ())
        if card.get("stage") == "confirming":
            lines = [f"{f['label']}：{f['value']}" for f in fields if f.get("value") and str(f["value"]) not in text]
            return _Lines(before=["\n".join(lines)] if lines else [])
        if card.get("stage") != "collecting":
            return _Lines()
        asking = card.get("asking")
        missing = [f["label"] for f in fields if f.get("status") == "missing" and f.get("id") != asking]
        return _Lines(after=[self._wording["still_missing"].format(labels="、".join(missing))] if missing else [])

    def _filed(self, card: Mapping[str, Any], text: str) -> _Lines:
        lines = []
        for ticket in card.get("tickets", ()):
            if str(ticket.get("ticket_no")) not in text:
                lines.append(self._wording["ticket"].format(**_shown(ticket)))
            code = ticket.get("query_code")
            if code and str(code) not in text:
                lines.append(self._wording["query_code"].format(ticket_no=ticket.get("ticket_no"), code=code))
        return _Lines(after=["\n".join(lines)] if lines else [])

    def _progress(self, card: Mapping[str, Any], text: str) -> _Lines:
        steps = [f"{str(step.get('at', ''))[:10]} {step.get('name', '')}" for step in card.get("steps", ())]
        lines = [line for line in steps if line.split(" ", 1)[1] not in text]
        return _Lines(after=["\n".join(lines)] if lines else [])

    def _url(self, path: Any) -> Optional[str]:
        return f"{self._public_url}{path}" if isinstance(path, str) and path.startswith("/") else None


class _Lines:
    """卡片在文字前面、后面各添几行。"""

    def __init__(self, before: Sequence[str] = (), after: Sequence[str] = ()):
        self.before, self.after = before, after


_CARDS = {
    "notice": Speech._notice,
    "emergency": Speech._emergency,
    "request_draft": Speech._draft,
    "ticket_filed": Speech._filed,
    "ticket_progress": Speech._progress,
}


def _shown(ticket: Mapping[str, Any]) -> Dict[str, str]:
    names = ("ticket_no", "kind_name", "system_name", "department_name")
    return {name: str(ticket.get(name) or "") for name in names}
