"""把 E5 的权重画成 ONNX 图。只在准备模型时用，运行时不需要 onnx 包。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Dict, List, Mapping, Sequence, Tuple

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

from bot.nlu.e5_weights import Weights

_FUSED = "com.microsoft"  # onnxruntime 自带的合并算子
_WEIGHT_STEPS = 63  # 七位：没有 VNNI 的机器两两相加也不溢出，各机器结果一致


@dataclass(frozen=True)
class InputRange:
    """一个矩阵乘输入的范围：先按列除以 stretch，再落在 low 与 high 之间；apart 里的列太大，仍用单精度算。"""

    stretch: np.ndarray
    low: float
    high: float
    apart: np.ndarray


class _Drawing:
    def __init__(self) -> None:
        self.nodes: List = []
        self.constants: List = []

    def constant(self, name: str, values: np.ndarray | np.generic) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, operator: str, inputs: Sequence[str], outputs: Sequence[str], domain: str = "", **settings) -> str:
        self.nodes.append(helper.make_node(operator, list(inputs), list(outputs), domain=domain, **settings))
        return outputs[0]


# (图, 输入, 名字, 矩阵 (出, 入), 偏置) → 输出
Linear = Callable[[_Drawing, str, str, np.ndarray, np.ndarray], str]


def exact_model(weights: Weights) -> ModelProto:
    """单精度的图；除结果外还输出每个矩阵乘的输入，供测量范围。"""
    probes: List[Tuple[str, int]] = []

    def linear(drawing: _Drawing, source: str, name: str, matrix: np.ndarray, bias: np.ndarray) -> str:
        probe = drawing.add("Identity", [source], [f"{name}.in"])
        probes.append((probe, matrix.shape[1]))
        product = drawing.add("MatMul", [source, drawing.constant(f"{name}.w", matrix.T)], [f"{name}.product"])
        return drawing.add("Add", [product, drawing.constant(f"{name}.b", bias)], [f"{name}.out"])

    return _draw(weights, linear, probes)


def int8_model(weights: Weights, ranges: Mapping[str, InputRange]) -> ModelProto:
    """八位整数的图。激活的比例是定死的，所以一句话的向量与它和谁同批无关。"""

    def linear(drawing: _Drawing, source: str, name: str, matrix: np.ndarray, bias: np.ndarray) -> str:
        found = ranges[name]
        step = np.float32((found.high - found.low) / 255)
        scale = drawing.constant(f"{name}.scale", step)
        zero = drawing.constant(f"{name}.zero", np.uint8(np.rint(-found.low / step)))
        narrow, widened = (1 / found.stretch).astype(np.float32), matrix * found.stretch
        narrow[found.apart], widened[:, found.apart] = 0, 0
        level = drawing.add("Mul", [source, drawing.constant(f"{name}.narrow", narrow)], [f"{name}.level"])
        codes = drawing.add("QuantizeLinear", [level, scale, zero], [f"{name}.codes"])
        steps = np.maximum(np.abs(widened).max(1), 1e-12) / _WEIGHT_STEPS
        packed = np.rint(widened / steps[:, None]).astype(np.int8).T
        inputs = [codes, drawing.constant(f"{name}.w", packed), scale]
        inputs += [
            drawing.constant(f"{name}.steps", steps.astype(np.float32)),
            zero,
            "",
            drawing.constant(f"{name}.b", bias),
        ]
        product = drawing.add("MatMulIntegerToFloat", inputs, [f"{name}.product"], _FUSED)
        return _add_apart(drawing, product, source, name, matrix, found.apart) if found.apart.size else product

    return _draw(weights, linear, [])


def _add_apart(drawing: _Drawing, product: str, source: str, name: str, matrix: np.ndarray, apart: np.ndarray) -> str:
    columns = drawing.constant(f"{name}.apart", apart.astype(np.int64))
    taken = drawing.add("Gather", [source, columns], [f"{name}.taken"], axis=-1)
    weight = drawing.constant(f"{name}.apart.w", matrix[:, apart].T)
    extra = drawing.add("MatMul", [taken, weight], [f"{name}.extra"])
    return drawing.add("Add", [product, extra], [f"{name}.out"])


def matrices(weights: Weights) -> Dict[str, np.ndarray]:
    """每个矩阵乘的单精度矩阵 (出, 入)；同一输入的三个投影并成一个。"""
    parts = {"qkv": ("q", "k", "v"), "ao": ("ao",), "fi": ("fi",), "fo": ("fo",)}
    return {
        f"l{layer}.{name}": np.concatenate([weights.matrix(f"l{layer}.{part}.w") for part in members])
        for layer in range(weights.layers)
        for name, members in parts.items()
    }


def _draw(weights: Weights, linear: Linear, probes: List[Tuple[str, int]]) -> ModelProto:
    drawing, dense = _Drawing(), matrices(weights)
    drawing.constant("thirds", np.array([weights.width] * 3, np.int64))
    norm = [drawing.constant(name, weights.floats(name)) for name in ("emb.ln.w", "emb.ln.b")]
    state = drawing.add("LayerNormalization", ["embedded", *norm], ["start"], axis=-1, epsilon=weights.epsilon)
    for layer in range(weights.layers):
        state = _draw_layer(drawing, weights, linear, dense, f"l{layer}", state)
    drawing.add("Identity", [state], ["hidden"])
    return _as_model(drawing, weights.width, probes)


def _draw_layer(
    drawing: _Drawing, weights: Weights, linear: Linear, dense: Mapping[str, np.ndarray], layer: str, state: str
) -> str:
    """一层：自注意力、相加归一、前馈、相加归一。返回输出的名字。"""

    def project(source: str, name: str, *biases: str) -> str:
        bias = np.concatenate([weights.floats(f"{layer}.{part}") for part in biases])
        return linear(drawing, source, f"{layer}.{name}", dense[f"{layer}.{name}"], bias)

    def add_and_norm(change: str, kept: str, name: str) -> str:
        norm = [drawing.constant(part, weights.floats(part)) for part in (f"{layer}.{name}.w", f"{layer}.{name}.b")]
        inputs, output = [change, kept, *norm], [f"{layer}.{name}"]
        return drawing.add("SkipLayerNormalization", inputs, output, _FUSED, epsilon=weights.epsilon)

    heads = [f"{layer}.query", f"{layer}.key", f"{layer}.value"]
    drawing.add("Split", [project(state, "qkv", "q.b", "k.b", "v.b"), "thirds"], heads, axis=-1)
    attention = [*heads, "", "mask"]
    attended = drawing.add("MultiHeadAttention", attention, [f"{layer}.attended"], _FUSED, num_heads=weights.heads)
    state = add_and_norm(project(attended, "ao", "ao.b"), state, "aln")
    inner = drawing.add("FastGelu", [project(state, "fi", "fi.b")], [f"{layer}.gelu"], _FUSED)
    return add_and_norm(project(inner, "fo", "fo.b"), state, "oln")


def _as_model(drawing: _Drawing, width: int, probes: List[Tuple[str, int]]) -> ModelProto:
    def floats(name: str, size: int):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", "tokens", size])

    mask = helper.make_tensor_value_info("mask", TensorProto.INT32, ["texts", "tokens"])
    outputs = [floats("hidden", width), *(floats(name, size) for name, size in probes)]
    graph = helper.make_graph(drawing.nodes, "e5", [floats("embedded", width), mask], outputs, drawing.constants)
    versions = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(graph, opset_imports=versions, ir_version=9)
