"""关口：新训练的模型在留出集上不能比记下的成绩差，差得超出偶然就不放行。

python -m bench.gate            现在的模型（HOTLINE_MODELS_FOLDER）过不过；不过退出码是 1
python -m bench.gate --record   把现在模型的成绩记下来，作以后的底线
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional

from bench.accuracy import Score, evaluate
from bot.settings import PROJECT

RECORD = Path(__file__).parent / "recorded.json"
_CHANCE = 0.05  # 比这还难得偶然碰上的，才算真变差了
_NEVER_WORSE = ("emergency recognised",)  # 一句也不许多漏


class Verdict(NamedTuple):
    """一项成绩：原来、现在，差得多不多。"""

    name: str
    before: float
    after: float
    chance: float  # 其实没变差、碰巧差这么多的可能
    refused: bool

    def __str__(self) -> str:
        mark = "变差" if self.refused else "可以"
        return f"{mark}  {self.name}：{self.before:.3f} → {self.after:.3f}（碰巧的可能 {self.chance:.2f}）"


def record_of(scores: Mapping[str, Score]) -> Dict[str, Any]:
    return {
        name: {"right": score.right, "total": score.total, "wrong": sorted({_mark(text) for text, _, _ in score.wrong})}
        for name, score in scores.items()
    }


def judge_scores(recorded: Mapping[str, Any], scores: Mapping[str, Score]) -> List[Verdict]:
    """记下的每一项都要比；新增的项没有底线，不比。"""
    return [_verdict(name, before, scores[name]) for name, before in recorded.items() if name in scores]


def _verdict(name: str, before: Mapping[str, Any], score: Score) -> Verdict:
    rate = before["right"] / before["total"]
    wrong = {_mark(text) for text, _, _ in score.wrong}
    if before["total"] == score.total:  # 同样的句子：只看翻了面的那些
        newly_wrong, newly_right = len(wrong - set(before["wrong"])), len(set(before["wrong"]) - wrong)
        chance = _sign_test(newly_wrong, newly_right)
    else:
        chance = _two_proportions(before["right"], before["total"], score.right, score.total)
    worse = score.rate < rate
    refused = worse and (chance < _CHANCE or name in _NEVER_WORSE)
    return Verdict(name, rate, score.rate, chance if worse else 1.0, refused)


def _sign_test(worse: int, better: int) -> float:
    """翻面的句子里，坏的至少这么多的可能（好坏各半时）。"""
    flips = worse + better
    return sum(math.comb(flips, k) for k in range(worse, flips + 1)) / 2**flips


def _two_proportions(right: int, total: int, right_now: int, total_now: int) -> float:
    pooled = (right + right_now) / (total + total_now)
    spread = math.sqrt(max(pooled * (1 - pooled), 1e-9) * (1 / total + 1 / total_now))
    return 0.5 * math.erfc((right / total - right_now / total_now) / spread / math.sqrt(2))


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def scores_of_this_model(held_out: Path) -> Dict[str, Score]:
    """HOTLINE_MODELS_FOLDER 里的模型在留出集上的成绩；数据库放在临时文件夹。"""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(HOTLINE_VAR_FOLDER=folder, HOTLINE_DATABASE_URL="")
        from bot.logs import configure_logs
        from bot.nlu.lean_rasa import import_lean_rasa

        import_lean_rasa()
        configure_logs()
        from rasa.core.channels.channel import UserMessage

        from bot.bootstrap import get_settings
        from bot.server.app import load_agent

        agent = load_agent(get_settings())
        return evaluate(lambda texts: agent.understand([UserMessage(text) for text in texts]), held_out)


def main(arguments: Sequence[str], record: Optional[Path] = None) -> int:
    path = record or RECORD
    scores = scores_of_this_model(PROJECT / "tests" / "nlu")
    if "--record" in arguments:
        path.write_text(json.dumps(record_of(scores), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"记下了 {len(scores)} 项")
        return 0
    verdicts = judge_scores(json.loads(path.read_text(encoding="utf-8")), scores)
    print("\n".join(map(str, verdicts)))
    return 1 if any(verdict.refused for verdict in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
