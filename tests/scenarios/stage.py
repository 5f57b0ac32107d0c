"""演一个剧本：市民说一句，热线答的要和剧本一样；不一样就把整段对话印出来。"""

import dataclasses


class Stage:
    """hear(话, 会话) → [（说法名, 回答）]；memory(会话) → 对话的记忆。"""

    def __init__(self, conversation_id, hear, memory, hotline):
        self._id, self._hear, self._memory, self._hotline = conversation_id, hear, memory, hotline
        self._transcript, self._said, self._buttons = [], [], {}

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

    def check_log(self, log):
        """市民的话一个字不进日志。"""
        written = str(log.entries)
        for line in self._transcript:
            said = line.partition("市民：")[2]
            assert not (len(said) > 3 and said in written), self._failure(f"日志里有市民的话：{said}")

    def _say(self, line):
        if "按钮" in line:
            title = line["按钮"]
            assert title in self._buttons, self._failure(f"没有“{title}”这个按钮，有：{'、'.join(self._buttons)}")
            self._transcript.append(f"按钮：{title}")
            text = self._buttons[title]
        else:
            text = line["市民"] * line.get("重复", 1)
            self._transcript.append(f"市民：{text[:200]}")
        self._said = self._hear(text, self._id)
        self._buttons = {}
        for name, reply in self._said:
            buttons = reply.get("buttons") or []
            self._buttons.update({button["title"]: button["payload"] for button in buttons})
            titles = f"  [{'|'.join(b['title'] for b in buttons)}]" if buttons else ""
            self._transcript.append(f"热线：<{name}> {reply.get('text', '')}{titles}")

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
