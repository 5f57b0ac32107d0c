"""演一个剧本：市民说一句，热线答的要和剧本一样；不一样就把整段对话印出来。"""

import dataclasses


class Stage:
    """hear(话, 会话) → [（说法名, 回答）]；memory(会话) → 对话的记忆；pass_time(日子, 会话) 到了另一天。"""

    def __init__(self, conversation_id, hear, memory, hotline, pass_time):
        self._id, self._hear, self._memory, self._hotline = conversation_id, hear, memory, hotline
        self._pass_time = pass_time
        self._transcript, self._said, self._buttons = [], [], {}
        self._earlier_buttons, self._ticket_nos, self._codes = {}, [], []

    def play(self, script):
        expected = []
        for line in script["dialogue"] + [{"完": ""}]:
            if "热线" in line:
                expected.append(line)
                continue
            self._compare(expected)
            expected = []
            if "完" not in line:
                self._say(line)

    def check_after(self, after):
        """演完以后：告知书、回电、记忆。"""
        notices, hand_overs = list(self._hotline.notices.kept.values()), self._hotline.hand_overs.kept
        if "notices" in after:
            self._same("告知书份数", len(notices), after["notices"])
        if "notice" in after:
            assert notices, self._failure("没有出告知书")
            wanted, last = dict(after["notice"]), notices[-1]
            names = [line.name for line in last.bring]
            for name in wanted.pop("bring", ()):
                assert name in names, self._failure(f"告知书上没有“{name}”，有：{'、'.join(names)}")
            for name in wanted.pop("not_bring", ()):
                assert name not in names, self._failure(f"告知书上不该有“{name}”")
            for field, value in wanted.items():
                self._same(f"告知书的 {field}", getattr(last, field), value)
        if "hand_over" in after:
            if after["hand_over"] is None:
                assert not hand_overs, self._failure("不该转人工")
            else:
                assert hand_overs, self._failure("没有转人工")
                record = dataclasses.asdict(hand_overs[-1])
                for field, value in after["hand_over"].items():
                    self._same(f"转人工的 {field}", record[field], value)
        for field, value in (after.get("memory") or {}).items():
            self._same(f"记着的 {field}", self._memory(self._id).get(field), value)

        if "tickets" in after:
            tickets = self._tickets()
            self._same("工单张数", len(tickets), len(after["tickets"]))
            for ticket, wanted in zip(tickets, after["tickets"], strict=True):
                self._check_ticket(ticket, dict(wanted))
        if "draft" in after:
            draft = self._hotline.drafts.latest_open(self._id)
            if after["draft"] is None:
                assert draft is None, self._failure(f"不该留着草稿：{draft}")
            else:
                assert draft, self._failure("没有留下草稿")
                for field, value in after["draft"].items():
                    actual = {**draft.values, "stage": draft.stage.value, "kind": draft.kind, "said": list(draft.said)}
                    self._same(f"草稿的 {field}", _plain(actual.get(field)), value)

    def _tickets(self):
        """这段对话里登记的工单，照说的次序。"""
        return [self._hotline.tickets.get(number) for number in dict.fromkeys(self._ticket_nos)]

    def _check_ticket(self, ticket, wanted):
        """kind、department、system 和人、对方、请求等；clocks 写“2026-05-08 周五”。"""
        dues = {c.time_limit: c.due_on and f"{c.due_on} 周{'一二三四五六日'[c.due_on.weekday()]}" for c in ticket.clocks}
        for name, due in wanted.pop("clocks", {}).items():
            self._same(f"工单的期限 {name}", dues.get(name), due)
        for phrase in wanted.pop("narrative", ()):
            assert phrase in ticket.words, self._failure(f"工单的经过里没有“{phrase}”：{ticket.words}")
        for phrase in wanted.pop("hides", ()):
            shown = f"{ticket.title}{ticket.narrative}{ticket.words}{ticket.citizen}{ticket.demands}"
            assert phrase not in shown, self._failure(f"工单里不该有“{phrase}”")
        grounds = ticket.history[0].details.get("review_grounds", [])
        actual = {
            "kind": ticket.kind, "department": ticket.department, "system": ticket.ticket_system,
            "problem": ticket.problem, "status": ticket.status.value, "grounds": grounds,
            "name": ticket.citizen.name, "phone": ticket.citizen.phone, "address": ticket.citizen.address,
            "anonymous": ticket.citizen.is_anonymous, "respondent": ticket.respondent.name,
            "respondent_address": ticket.respondent.address, "platform": ticket.respondent.platform, "product": ticket.subject.product_or_service,
            "amount": ticket.subject.amount, "event_on": str(ticket.subject.event_on), "demands": list(ticket.demands),
            "linked": len(ticket.links), "companions": ticket.history[0].details.get("companions", 0),
            "by_representative": ticket.history[0].details.get("by_representative", False),
            "urgency": ticket.urgency,
        }  # fmt: skip
        for field, value in wanted.items():
            self._same(f"工单 {ticket.kind} 的 {field}", actual[field], value)

    def check_log(self, log):
        """市民的话一个字不进日志。"""
        written = str(log.entries)
        for line in self._transcript:
            said = line.partition("市民：")[2]
            assert not (len(said) > 3 and said in written), self._failure(f"日志里有市民的话：{said}")

    def _say(self, line):
        if "到了" in line:
            self._transcript.append(f"（到了{line['到了']}）")
            self._said = []
            return self._pass_time(line["到了"], self._id)
        if "按钮" in line:
            title = line["按钮"]
            buttons = self._earlier_buttons if line.get("再按") else self._buttons
            assert title in buttons, self._failure(f"没有“{title}”这个按钮，有：{'、'.join(buttons)}")
            self._transcript.append(f"按钮：{title}")
            text = buttons[title]
        else:
            text = self._filled(line["市民"]) * line.get("重复", 1)
            self._transcript.append(f"市民：{text[:200]}")
        self._said = self._hear(text, self._id)
        self._earlier_buttons.update(self._buttons)
        self._buttons = {}
        for name, reply in self._said:
            buttons = reply.get("buttons") or []
            card = reply.get("custom") or {}
            if card.get("type") == "ticket_filed":
                self._ticket_nos += [ticket["ticket_no"] for ticket in card["tickets"]]
                self._codes = [ticket["query_code"] for ticket in card["tickets"]]
            self._buttons.update({button["title"]: button["payload"] for button in buttons})
            titles = f"  [{'|'.join(b['title'] for b in buttons)}]" if buttons else ""
            self._transcript.append(f"热线：<{name}> {reply.get('text', '')}{titles}")

    def _filled(self, text):
        """剧本里写不出的编号：{工单} 是刚登记的第一张，{查询码} 是最后一张的。"""
        if "{工单}" in text:
            text = text.replace("{工单}", self._ticket_nos[0])
        return text.replace("{查询码}", str(self._codes[-1])) if "{查询码}" in text else text

    def _compare(self, expected):
        names = [line["热线"] for line in expected]
        if expected or self._said:
            self._same("这一轮说的", [name for name, _ in self._said], names)
        for line, (_, reply) in zip(expected, self._said, strict=True):
            text = reply.get("text", "") + "".join(b["title"] for b in reply.get("buttons") or [])
            for phrase in line.get("说到", ()):
                assert str(phrase) in text, self._failure(f"没有说到“{phrase}”")
            for phrase in line.get("不说", ()):
                assert str(phrase) not in text, self._failure(f"不该说“{phrase}”")

    def _same(self, what, actual, wanted):
        assert actual == wanted, self._failure(f"{what}：应当是 {wanted}，实际是 {actual}")

    def _failure(self, message):
        return "\n".join(["", *self._transcript, "", f"✗ {message}"])


def _plain(value):
    """和剧本里的写法比：元组写成列表。"""
    return list(value) if isinstance(value, tuple) else value
