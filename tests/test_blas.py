"""numpy 用新处理器的指令：它自己不认得的，由 bot/blas.py 选。"""

import os
import subprocess
import sys

import pytest

from bot.blas import choose_kernels

AVX512 = "avx512f avx512dq avx512bw avx512vl avx512cd avx2 fma"


@pytest.mark.parametrize(
    ("flags", "kernel"),
    [(AVX512, "SkylakeX"), ("sse3 avx2 fma", "Haswell"), ("avx2", None), ("sse3", None)],
)
def test_the_best_instructions_the_machine_has_are_used(tmp_path, flags, kernel):
    cpu, environment = tmp_path / "cpuinfo", {}
    cpu.write_text(f"processor\t: 0\nflags\t\t: fpu {flags}\n")
    choose_kernels(environment, cpu)
    assert environment.get("OPENBLAS_CORETYPE") == kernel
    assert environment["OPENBLAS_NUM_THREADS"] == "1"


def test_what_somebody_has_set_stays(tmp_path):
    cpu, environment = tmp_path / "cpuinfo", {"OPENBLAS_CORETYPE": "Zen", "OPENBLAS_NUM_THREADS": "4"}
    cpu.write_text(f"flags\t\t: {AVX512}\n")
    choose_kernels(environment, cpu)
    assert environment == {"OPENBLAS_CORETYPE": "Zen", "OPENBLAS_NUM_THREADS": "4"}


@pytest.mark.parametrize("content", [None, "Features : asimd\n"])
def test_a_machine_that_tells_nothing_is_left_to_itself(tmp_path, content):
    cpu, environment = tmp_path / "cpuinfo", {}
    if content:
        cpu.write_text(content)
    choose_kernels(environment, cpu)
    assert "OPENBLAS_CORETYPE" not in environment


def test_the_program_chooses_before_it_loads_numpy():
    told = "import sys; sys.argv[1:] = ['--help']; import runpy\ntry: runpy.run_module('bot', run_name='__main__')\nexcept SystemExit: pass"
    check = "import os; print('chosen', os.environ['OPENBLAS_NUM_THREADS'])"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS")}
    run = subprocess.run([sys.executable, "-c", f"{told}\n{check}"], capture_output=True, text=True, env=environment)
    assert run.stdout.splitlines()[-1] == "chosen 1", run.stderr
