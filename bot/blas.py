"""numpy 的矩阵乘（OpenBLAS）用哪一套指令、几个线程。"""

from __future__ import annotations

import os
from pathlib import Path
from typing import MutableMapping

_CPU = Path("/proc/cpuinfo")
# 从好到次：要有这些指令才用。
_KERNELS = (
    ("SkylakeX", {"avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512cd", "fma"}),
    ("Haswell", {"avx2", "fma"}),
)


def choose_kernels(environment: MutableMapping[str, str] = os.environ, cpu: Path = _CPU) -> None:
    """在装入 numpy 之前调用，只管没有设过的。

    Rasa 钉住的 numpy 1.23 带的是 OpenBLAS 0.3.20，不认得以后出的处理器，退到二十年前的指令，矩阵乘慢三倍。
    线程只用一个：哪几件事同时做由我们自己分，它再分就和别的会话抢，还空转着等。
    """
    environment.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        flags = next(line for line in cpu.read_text().splitlines() if line.startswith("flags")).split()
    except (OSError, StopIteration):  # 不是 Linux，或者不是 x86：由它自己选
        return
    for kernel, needed in _KERNELS:
        if needed <= set(flags):
            environment.setdefault("OPENBLAS_CORETYPE", kernel)
            return
