"""事项多了，检索还快不快：造一万、十万个事项，和真的六十几个放在一起，一句一句找。

python -m bench.retrieval [多少个事项 …]

事项的名称、叫法由行业、事情、动作拼成。它们的向量由各段的真向量合成：真编四十万句要半小时，
而检索的快慢和内存只看向量有多少、散得多开。结果写进 bench/out/retrieval.json。
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Tuple

import numpy as np
import psutil

from bench.figures import percentile
from bench.processes import progress
from bench.sentences import read_held_out
from bot.nlu.encoder import Encoder
from bot.settings import PROJECT

_SIZES = (10_000, 100_000)
_QUESTIONS = 400
_PATIENCE = {10_000: 10.0, 100_000: 60.0}  # p99 不许超过多少毫秒
_SEED = 20260101
_TRADES = (
    "面包房 火锅店 药店 诊所 幼儿园 加油站 汽修厂 理发店 健身房 电影院 宾馆 超市 菜市场 水果店 奶茶店 烧烤摊 食堂 农家乐 养殖场 屠宰场 "
    "印刷厂 家具厂 服装厂 玩具店 眼镜店 手机店 家电城 建材店 五金店 花店 书店 文具店 网吧 棋牌室 游泳馆 滑雪场 景区 剧院 酒吧 茶馆 "
    "典当行 拍卖行 旅行社 物流公司 快递点 停车场 洗车店 驾校 培训班 养老院 月子中心 家政公司 物业公司 装修公司 广告公司 律所 会计所 检测所 "
    "化工厂 锅炉房"
).split()
_MATTERS = (
    "经营许可 卫生许可 消防备案 环保登记 广告备案 商标使用 计量检定 特种设备登记 质量认证 生产许可 从业登记 价格备案 合同备案 场地证明 食品标签 "
    "健康证明 排污许可 运输许可 安全评价 信用修复 年度报告 股权出质 名称变更 地址变更 法人变更 经营范围 注册资本 分店设立 外摆许可 夜间经营 "
    "网络销售 跨境销售 进口备案 出口证明 产品召回 包装备案 配送资质 冷链备案 添加剂备案 用工备案"
).split()
_DEEDS = "新办 变更 延续 补办 注销 查询 加急 代办 复印 撤回 恢复 中止".split()
_SCALES = "小型 中型 大型 连锁".split()


class Item(NamedTuple):
    """检索要用的几栏。"""

    item_id: str
    name: str
    asked_as: Tuple[str, ...]
    summary: str


class Catalogue(NamedTuple):
    items: Dict[str, Item]


class ComposedVectors:
    """造出来的说法由各段的向量合成，别的说法真编。"""

    dimension = 384

    def __init__(self, kept: Encoder, encoder: Encoder):
        parts = [*_TRADES, *_MATTERS, *_DEEDS, *_SCALES]
        self.name, self._kept = "composed", kept
        self._parts = dict(zip(parts, encoder.encode(parts), strict=True))
        self._made: Dict[str, Tuple[str, ...]] = {}
        self._random = np.random.default_rng(_SEED)

    def add(self, text: str, parts: Tuple[str, ...]) -> str:
        self._made[text] = parts
        return text

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        real = [i for i, text in enumerate(texts) if text not in self._made]
        if real:
            vectors[real] = self._kept.encode([texts[i] for i in real])
        for i, text in enumerate(texts):
            if text in self._made:
                vectors[i] = sum(self._parts[part] for part in self._made[text])
                vectors[i] += self._random.normal(scale=0.01, size=self.dimension)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def generated(count: int, vectors: ComposedVectors) -> Iterator[Item]:
    """count 个事项，每个四种说法。"""
    combinations = list(product(_SCALES, _TRADES, _MATTERS, _DEEDS))
    random.Random(_SEED).shuffle(combinations)
    for number, parts in enumerate(combinations[:count]):
        scale, trade, matter, deed = parts
        asked = (vectors.add(f"{trade}{matter}怎么{deed}", parts[1:]), vectors.add(f"{deed}{scale}{trade}的{matter}", parts))
        name = vectors.add(f"{scale}{trade}{matter}{deed}", parts)
        yield Item(f"made_{number}", name, asked, vectors.add(f"{scale}{trade}要{deed}{matter}", parts))


def measure(sizes: Sequence[int]) -> List[Dict[str, Any]]:
    from bot.nlu.interpreter import shared

    linker, nlu = _linker(), shared()
    questions = [row["text"] for row in read_held_out(PROJECT / "tests" / "nlu")["guide_questions"]][:_QUESTIONS]
    encoding = [_timed(lambda text=text: nlu.encoder.encode([text])) for text in questions]
    return [_one_size(size, linker, nlu, questions, encoding) for size in sizes]


def _one_size(size: int, linker, nlu, questions: List[str], encoding: List[float]) -> Dict[str, Any]:
    before = _memory_mb()
    vectors = ComposedVectors(nlu.kept, nlu.encoder)
    items = {item.item_id: item for item in generated(size, vectors)}
    progress(f"{size} 个事项造好了，正在建索引")
    started = time.perf_counter()
    linker._kept = vectors
    crowded = linker.renewed(Catalogue({**nlu.knowledge.items, **items}))
    built = time.perf_counter() - started
    features = [linker._features.make([text]) for text in questions]
    for text, feature in zip(questions[:10], features, strict=False):
        crowded.link([text], feature)
    times, busy, found = [], [], []
    for text, feature in zip(questions, features, strict=True):
        started, cpu = time.perf_counter(), time.thread_time()
        found.append(crowded.link([text], feature)[0])
        busy.append((time.thread_time() - cpu) * 1000)
        times.append((time.perf_counter() - started) * 1000)
    alone = [linker.link([text], feature)[0][0][0] for text, feature in zip(questions, features, strict=True)]
    made = random.Random(_SEED).sample(list(items.values()), 200)
    named = sum(crowded.link([item.name])[0][0][0] == item.item_id for item in made) / len(made)
    return {
        "items": size,
        "build_s": built,
        "memory_mb": _memory_mb() - before,
        "search_p50_ms": percentile(times, 50),
        "search_p99_ms": percentile(times, 99),
        "search_cpu_p50_ms": percentile(busy, 50),
        "search_cpu_p99_ms": percentile(busy, 99),
        "encoding_p50_ms": percentile(encoding, 50),
        "with_encoding_p99_ms": percentile([a + b for a, b in zip(times, encoding, strict=True)], 99),
        "still_the_same_item": sum(f[0][0] == a for f, a in zip(found, alone, strict=True)) / len(alone),
        "a_made_item_found_by_its_name": named,
        "limit_ms": _PATIENCE.get(size),
    }


def _linker():
    """训练好的模型里的检索。"""
    from bot.logs import configure_logs
    from bot.nlu.lean_rasa import import_lean_rasa

    import_lean_rasa()
    configure_logs()
    from bot.bootstrap import get_settings
    from bot.nlu.interpreter import shared
    from bot.server.app import load_agent

    load_agent(get_settings())
    return shared().linker


def _timed(work) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _memory_mb() -> float:
    return psutil.Process().memory_info().rss / 1e6


def main(sizes: Sequence[int]) -> None:
    results = measure(sizes or _SIZES)
    out = Path(__file__).parent / "out" / "retrieval.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    for row in results:
        limit = f"（不许超过 {row['limit_ms']:g}）" if row["limit_ms"] else ""
        print(
            f"{row['items']} 个事项：检索 p50 {row['search_p50_ms']:.1f} 毫秒，p99 {row['search_p99_ms']:.1f} 毫秒{limit}；"
            f"处理器时间 p50 {row['search_cpu_p50_ms']:.1f}、p99 {row['search_cpu_p99_ms']:.1f}；连编码 p99 {row['with_encoding_p99_ms']:.1f} 毫秒；多占 {row['memory_mb']:.0f} MB；建索引 {row['build_s']:.0f} 秒；"
            f"原来认的事项还认得 {row['still_the_same_item']:.1%}，照名称问造的事项 {row['a_made_item_found_by_its_name']:.1%} 排第一"
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
