"""测量激活的范围：让单精度网络读一组有代表性的句子。"""

from __future__ import annotations

from typing import Dict

import numpy as np

from bot.nlu.e5_graph import InputRange, exact_model, matrices
from bot.nlu.e5_network import Network
from bot.nlu.e5_tokenizer import UnigramTokenizer
from bot.nlu.e5_weights import Weights

# 热线里会出现的各种样子：长短句、数字、英文、繁体、生僻字、表情。内容不必真实，范围要宽。
SENTENCES = (
    "你好", "？", "在吗在吗", "嗯嗯好的 谢谢", "转人工", "12315", "13800000000", "abc", "ok thanks", "😀😀👍", "……",
    "我要投诉一家超市卖过期牛奶", "办食品经营许可证需要带什么材料", "营业执照丢了怎么补办，要登报吗？",
    "昨天下午三点在人民路88号买的手机，回家就开不了机，商家不给退，帮我要回2999元。",
    "有人在小区门口无照卖熟食，苍蝇到处飞，你们管不管", "公司注销要多长时间",
    "我查一下工单 SZ20240501123 办到哪一步了", "電梯壞了三天沒人修，老人家上不去樓",
    "Can I register a company in English? My WeChat is test_01@example.com",
    "不是这个意思 我问的是个体户转企业", "你们工作人员态度太差了！！！我要表扬一下窗口的小李", "今天天气怎么样",
    "加油站短斤少两，加了200块钱的油表都没怎么动，发票号码 04423311，请你们去查一查加油机有没有年检，处理结果电话告诉我",
    "预付卡充了5000元健身房跑路了，群里一百多个人都没退到钱，合同、转账截图、聊天记录都有，到底归谁管？",
    "(1)申请书 (2)身份证复印件 (3)房产证明; 共3份 —— A4纸", "药店卖假药怎么举报能拿奖金吗", "1 2 3 4 5",
    "犇羴鱻骉 堃喆彧", "aaaaaaaa", "儿童玩具 3C 认证 CCC",
)  # fmt: skip

# 大通道让多少给权重去担；比较过 0.2～1.0。fo 的输入在 GELU 之后，个别列大出几十倍，单独算。
_SMOOTHING = {"qkv": 0.65, "ao": 0.55, "fi": 0.6, "fo": 0.3}
_APART = {"fo": 4}
_MARGIN = 1.1  # 范围留一成余量


def measure_ranges(weights: Weights, tokenizer: UnigramTokenizer) -> Dict[str, InputRange]:
    """每个矩阵乘的输入范围，名字同 e5_graph.matrices。"""
    network = Network(exact_model(weights).SerializeToString(), threads=1)
    readings = [network.read_all(weights.embed(np.array([tokenizer.sentence(text)]))) for text in SENTENCES]
    return {
        name: _range(name.split(".")[1], matrix, np.concatenate([reading[f"{name}.in"][0] for reading in readings]))
        for name, matrix in matrices(weights).items()
    }


def _range(kind: str, matrix: np.ndarray, seen: np.ndarray) -> InputRange:
    largest, heaviest = np.maximum(np.abs(seen).max(0), 1e-5), np.maximum(np.abs(matrix).max(0), 1e-5)
    stretch = largest ** _SMOOTHING[kind] / heaviest ** (1 - _SMOOTHING[kind])
    apart = np.argsort(-largest / stretch)[: _APART.get(kind, 0)]
    level = np.delete(seen / stretch, apart, axis=1)
    return InputRange(stretch, _MARGIN * min(float(level.min()), 0.0), _MARGIN * max(float(level.max()), 1e-5), apart)
