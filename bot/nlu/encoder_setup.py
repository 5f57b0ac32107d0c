"""准备编码器：把权重转成八位整数的 ONNX 图，一台机器一次。

用法：python -m bot.nlu.encoder_setup
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bot.nlu.e5_distilled import LAYERS_FILE, DistilledWeights
from bot.nlu.e5_tokenizer import UnigramTokenizer
from bot.nlu.e5_weights import Weights, fingerprint, weights_file
from bot.nlu.encoder import RECIPE
from bot.settings import Settings


def encoder_folder(settings: Settings) -> Path:
    return settings.models_folder / "encoder"


def build_onnx(folder: Path) -> Path:
    """返回图的路径；同一份权重已经转过就直接返回。

    权重不在或格式不认得抛 WeightsUnreadable，没有装 onnx 抛 ImportError，写不了抛 OSError。
    """
    source = weights_file()
    target = folder / f"e5-int8-{fingerprint(source, LAYERS_FILE)}-{RECIPE}.onnx"
    if not target.exists():
        _write(target, _convert(DistilledWeights(source)))
    return target


def _convert(weights: Weights) -> bytes:
    from bot.nlu.e5_calibration import measure_ranges  # 牵着 onnx，转换时才要
    from bot.nlu.e5_graph import int8_model

    ranges = measure_ranges(weights, UnigramTokenizer(weights.vocabulary()))
    return int8_model(weights, ranges).SerializeToString()


def _write(target: Path, data: bytes) -> None:
    """几个进程同时转也只会看到写完的文件。"""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as draft:
        draft.write(data)
    os.chmod(draft.name, 0o644)
    os.replace(draft.name, target)


if __name__ == "__main__":
    print(build_onnx(encoder_folder(Settings.from_environment())))
