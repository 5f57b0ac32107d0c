"""用 onnxruntime 跑 E5：切词、分批、取平均。"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Callable, Dict, Iterable, Iterator, List, NamedTuple, Sequence, Tuple

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from onnxruntime.capi import onnxruntime_pybind11_state as failures

from bot.nlu.e5_tokenizer import UnigramTokenizer
from bot.nlu.e5_weights import Weights, WeightsUnreadable

_BATCH_TOKENS = 512  # 一批多少词元：再大就出了二级缓存
_WINDOW = 64  # 一段多少词元：三层的网络是照短句教的（bench/distil/），长信分段编再平均，认得更准

_UNUSABLE = (
    failures.Fail, failures.InvalidGraph, failures.InvalidProtobuf, failures.NoSuchFile,
    failures.NotImplemented, failures.RuntimeException,
)  # fmt: skip


class Told(NamedTuple):
    """编好的一句：vector (维数,) 是整句的单位向量；letters (字数, 维数) 是每个字所在词元的输出。"""

    vector: np.ndarray
    letters: np.ndarray


class Network:
    """一张 ONNX 图。source 是文件路径，或者图本身的字节；装不上就抛 WeightsUnreadable。"""

    def __init__(self, source: str | bytes, threads: int):
        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # 空闲时不空转：同一台机器上还有别的进程。
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = InferenceSession(source, options, providers=["CPUExecutionProvider"])
        except _UNUSABLE as error:
            raise WeightsUnreadable(f"onnxruntime 装不上这张图，删掉 models/encoder 重新转换：{error}") from error

    def hidden(self, embedded: np.ndarray, mask: np.ndarray) -> np.ndarray:
        return self._session.run(["hidden"], {"embedded": embedded, "mask": mask})[0]

    def read_all(self, embedded: np.ndarray) -> Dict[str, np.ndarray]:
        """没有补齐的一批，全部输出。"""
        names = [output.name for output in self._session.get_outputs()]
        mask = np.ones(embedded.shape[:2], np.int32)
        return dict(zip(names, self._session.run(names, {"embedded": embedded, "mask": mask}), strict=True))


class OnnxModel:
    """一组句子换成单位向量：正文词元的平均，首尾标记不算。过长的句子分段编码再按长度平均。"""

    def __init__(self, graph: Path, weights: Weights, threads: int):
        self._network = Network(str(graph), threads)
        self._weights = weights
        self._tokenizer = UnigramTokenizer(weights.vocabulary())

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return self._run(len(texts), self._inputs(texts))

    def prepare(self, text: str) -> Callable[[], Told]:
        """切好词、查好词向量；返回的函数只跑网络，几乎不占解释器锁，vector 同 encode([text])。"""
        tokens, owners = self._tokenizer.pieces(text)
        inputs = [self._weights.embed(np.array([window])) for window in self._windows(tokens)]
        return partial(self._tell, inputs, np.array(owners, np.int64))

    def _tell(self, inputs: Sequence[np.ndarray], owners: np.ndarray) -> Told:
        total, states = np.zeros((1, self._weights.width), np.float32), []
        for embedded in inputs:
            mask = np.ones(embedded.shape[:2], np.int32)
            hidden = self._network.hidden(embedded, mask)
            total += max(mask.size - 2, 1) * _means(hidden, mask)
            states.append(hidden[0, 1:-1])
        return Told(_unit(total)[0], np.concatenate(states)[owners])

    def _inputs(self, texts: Sequence[str]) -> Iterator[Tuple[List[Tuple[int, List[int]]], np.ndarray, np.ndarray]]:
        """一批一批：(第几句, 词元)、网络的输入 (段, 长, 宽)、哪些位置有词元 (段, 长)。"""
        windows = [(owner, window) for owner, text in enumerate(texts) for window in self._windows(self._tokenizer.tokens(text))]
        for batch in _batches(sorted(windows, key=lambda window: len(window[1]))):
            lengths = np.array([len(tokens) for _, tokens in batch])
            mask = (np.arange(lengths.max()) < lengths[:, None]).astype(np.int32)
            tokens = np.zeros(mask.shape, np.int64)
            tokens[mask == 1] = np.concatenate([tokens for _, tokens in batch])
            yield batch, self._weights.embed(tokens), mask

    def _run(self, count: int, inputs: Iterable[Tuple[List[Tuple[int, List[int]]], np.ndarray, np.ndarray]]) -> np.ndarray:
        totals = np.zeros((count, self._weights.width), np.float32)
        for batch, embedded, mask in inputs:
            for (owner, tokens), mean in zip(batch, _means(self._network.hidden(embedded, mask), mask), strict=True):
                totals[owner] += max(len(tokens) - 2, 1) * mean
        return _unit(totals)

    def _windows(self, tokens: Sequence[int]) -> Iterator[List[int]]:
        """一句话的词元，带首尾标记；长的有几段。"""
        begin, end = self._tokenizer.sentence_marks
        for start in range(0, max(len(tokens), 1), _WINDOW):
            yield [begin, *tokens[start : start + _WINDOW], end]


def _unit(totals: np.ndarray) -> np.ndarray:
    return totals / np.maximum(np.linalg.norm(totals, axis=1, keepdims=True), 1e-6)


def _means(hidden: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """每段正文词元的平均；只有首尾标记的，就平均首尾。"""
    lengths, content = mask.sum(1), mask.astype(np.float32)
    has_content = np.flatnonzero(lengths > 2)
    content[has_content, 0] = content[has_content, lengths[has_content] - 1] = 0
    return np.einsum("wth,wt->wh", hidden, content) / content.sum(1, keepdims=True)


def _batches(windows: List[Tuple[int, List[int]]]) -> Iterator[List[Tuple[int, List[int]]]]:
    """从短到长排好的窗口切成批，补齐后不超过 _BATCH_TOKENS。"""
    batch: List[Tuple[int, List[int]]] = []
    for window in windows:
        if batch and (len(batch) + 1) * len(window[1]) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
