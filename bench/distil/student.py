"""学生：三层，词向量用老师的，照着每个词元的输出学。只要 PyTorch 和 numpy，用法见 bench/distil/__init__.py。"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Dict, Iterator, Mapping

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

_PROJECT = Path(__file__).parents[2]
_ANSWERS = _PROJECT / "bench" / "out" / "distil" / "teacher.npz"
_LAYERS = _PROJECT / "bot" / "nlu" / "e5_layers.npz"
_START_FROM = (0, 6, 11)  # 从老师的这几层起步
_SEEN_EACH_TIME = (1.0, 0.4, 0.6, 0.0)  # 教过的、知识里的、拼出来的、留着量的
_BATCH_TOKENS, _WARM_UP, _PEAK = 1024, 500, 6e-4
_LETTERS = 0.5  # 各词元的错占多重；整句的是一
_WIDTH, _HEADS = 384, 12


class Layer(nn.Module):
    """同 bot/nlu/e5_graph.py 画的一层。"""

    def __init__(self, tensors: Mapping[str, torch.Tensor], epsilon: float):
        super().__init__()
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            setattr(self, part, _linear(tensors[f"{part}.w"], tensors[f"{part}.b"]))
        self.aln, self.oln = (_norm(tensors[f"{part}.w"], tensors[f"{part}.b"], epsilon) for part in ("aln", "oln"))

    def forward(self, state: torch.Tensor) -> torch.Tensor:
        heads = (*state.shape[:2], _HEADS, _WIDTH // _HEADS)
        query, key, value = (part(state).view(heads).transpose(1, 2) for part in (self.q, self.k, self.v))
        attended = F.scaled_dot_product_attention(query, key, value).transpose(1, 2).reshape(state.shape)
        state = self.aln(self.ao(attended) + state)
        return self.oln(self.fo(F.gelu(self.fi(state), approximate="tanh")) + state)


class Lessons:
    """老师的答案；一批里各句一样长。"""

    def __init__(self, file: Mapping[str, np.ndarray]):
        self.lengths, self.kinds, self._file = file["lengths"], file["kinds"], file
        self._starts = np.cumsum(self.lengths) - self.lengths
        self._ids, self._hidden = torch.from_numpy(file["ids"]).long(), torch.from_numpy(file["hidden"])
        start = torch.from_numpy(file["words"]).float()
        self._words, self._positions = start, torch.from_numpy(file["positions"]).float()
        sample = self._hidden[:: max(1, len(self._hidden) // 100_000)].float()
        self.letter_spread = float(sample.var(0, unbiased=False).sum())
        means = torch.stack([_mean(self.batch(np.array([row]))[1])[0] for row in range(0, len(self.lengths), 10)])
        self.middle, self.spread = means.mean(0), float(means.var(0, unbiased=False).sum())

    def batch(self, rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """（网络的输入，老师的输出），都是 (句, 长, 宽)。"""
        length = int(self.lengths[rows[0]])
        places = torch.from_numpy(self._starts[rows][:, None] + np.arange(length))
        words = self._words[self._ids[places]] + self._positions[:length]
        norm = [torch.from_numpy(self._file[f"emb.ln.{end}"].copy()) for end in "wb"]
        return F.layer_norm(words, (_WIDTH,), *norm, eps=float(self._file["epsilon"])), self._hidden[places].float()

    def batches(self, rng: np.random.Generator, rows: np.ndarray) -> Iterator[np.ndarray]:
        alike: Dict[int, list[int]] = {}
        for row in rng.permutation(rows):
            alike.setdefault(int(self.lengths[row]), []).append(row)
        cut = [(rows, max(1, _BATCH_TOKENS // length)) for length, rows in alike.items()]
        parts = [np.array(rows[at : at + most]) for rows, most in cut for at in range(0, len(rows), most)]
        rng.shuffle(parts)
        yield from parts

    def loss(self, hidden: torch.Tensor, answer: torch.Tensor) -> torch.Tensor:
        """错的平方占老师自己起伏的几成：整句的加半份各词元的。"""
        letters = ((hidden - answer) ** 2).sum(-1).mean() / self.letter_spread
        return ((_mean(hidden) - _mean(answer)) ** 2).sum(-1).mean() / self.spread + _LETTERS * letters


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=15_000)
    steps = parser.parse_args().steps
    torch.manual_seed(3)
    file = dict(np.load(_ANSWERS))
    lessons, rng = Lessons(file), np.random.default_rng(5)
    net = nn.Sequential(*(Layer(_tensors(file, layer), float(file["epsilon"])) for layer in _START_FROM))
    optimiser = torch.optim.AdamW(net.parameters(), lr=_PEAK, weight_decay=0.01, betas=(0.9, 0.98))
    step, started, shares = 0, time.monotonic(), np.array(_SEEN_EACH_TIME)[lessons.kinds]
    while step < steps:
        for rows in lessons.batches(rng, np.flatnonzero(rng.random(len(shares)) < shares)):
            for group in optimiser.param_groups:
                group["lr"] = _PEAK * min(1.0, (step + 1) / _WARM_UP) * (0.02 + 0.98 * max(0.0, 1 - step / steps))
            source, answer = lessons.batch(rows)
            with torch.autocast("cpu", torch.bfloat16):
                hidden = net(source)
            loss = lessons.loss(hidden.float(), answer)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            step += 1
            if step % 1000 == 0 or step == steps:
                print(f"{step:,} / {steps:,} 步，{time.monotonic() - started:.0f} 秒，{likeness(net, lessons)}", flush=True)
            if step == steps:
                break
    np.savez_compressed(_LAYERS, **packed(net))


@torch.no_grad()
def likeness(net: nn.Module, lessons: Lessons) -> str:
    """没教过的句子上，学生的句子向量（减去平均）和老师的余弦，最像的一句有几成相同。"""
    rows = np.flatnonzero(lessons.kinds == len(_SEEN_EACH_TIME) - 1)
    pairs = [(net(source), answer) for source, answer in (lessons.batch(batch) for batch in lessons.batches(np.random.default_rng(1), rows))]
    ours, theirs = (F.normalize(torch.cat([_mean(pair[side]) for pair in pairs]) - lessons.middle, dim=1) for side in (0, 1))
    nearest = [(side @ side.T).fill_diagonal_(-1).argmax(1) for side in (ours, theirs)]
    return f"余弦 {(ours * theirs).sum(1).mean():.4f}，最像的一句相同 {(nearest[0] == nearest[1]).float().mean():.3f}"


def packed(net: nn.Module) -> Dict[str, np.ndarray]:
    """矩阵按行存成八位整数，比例另存；读法见 bot/nlu/e5_distilled.py。"""
    stored: Dict[str, np.ndarray] = {}
    for number, layer in enumerate(net):
        for name, tensor in layer.state_dict().items():
            part, kind = name.split(".")
            values, name = tensor.numpy(), f"l{number}.{part}.{kind[0]}"
            if values.ndim == 2:
                stored[f"{name}.steps"] = np.abs(values).max(1, keepdims=True) / 127
                values = np.rint(values / stored[f"{name}.steps"]).astype(np.int8)
            stored[name] = values
    return stored


def _tensors(file: Mapping[str, np.ndarray], layer: int) -> Dict[str, torch.Tensor]:
    lead = f"l{layer}."
    return {name[len(lead) :]: torch.from_numpy(values.copy()) for name, values in file.items() if name.startswith(lead)}


def _linear(weight: torch.Tensor, bias: torch.Tensor) -> nn.Linear:
    linear = nn.Linear(weight.shape[1], weight.shape[0])
    linear.load_state_dict({"weight": weight, "bias": bias})
    return linear


def _norm(weight: torch.Tensor, bias: torch.Tensor, epsilon: float) -> nn.LayerNorm:
    norm = nn.LayerNorm(_WIDTH, eps=epsilon)
    norm.load_state_dict({"weight": weight, "bias": bias})
    return norm


def _mean(hidden: torch.Tensor) -> torch.Tensor:
    """正文词元的平均，成单位长度；同 bot/nlu/e5_network.py。"""
    inner = hidden[:, 1:-1] if hidden.shape[1] > 2 else hidden
    return F.normalize(inner.mean(1), dim=1)


if __name__ == "__main__":
    main()
