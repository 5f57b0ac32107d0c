"""训练时的稀疏乘法：编译的和 scipy 的一样。"""

import numpy as np
import pytest
from scipy import sparse

from bot.nlu.sparse_product import multiply_often


@pytest.mark.parametrize("width", [1, 8, 11, 32, 47])
def test_the_compiled_product_is_the_product(width):
    rows = sparse.random(4_000, 3_000, density=0.1, format="csr", dtype=np.float32, random_state=7)
    assert rows.nnz >= 1_000_000  # 这么多才用编译的
    dense = np.random.default_rng(7).normal(size=(3_000, width)).astype(np.float32)
    assert np.allclose(multiply_often(rows, dense), rows @ dense, atol=1e-3)


def test_empty_rows_and_a_slice_of_a_wider_table_come_out_right():
    rows = sparse.random(4_000, 3_000, density=0.1, format="csr", dtype=np.float32, random_state=7)
    rows = sparse.vstack([sparse.csr_matrix((3, 3_000), dtype=np.float32), rows], format="csr")
    dense = np.random.default_rng(7).normal(size=(3_000, 80)).astype(np.float32)[:, ::2]
    product = multiply_often(rows, dense)
    assert not product[:3].any() and np.allclose(product, rows @ dense, atol=1e-3)


def test_a_small_product_needs_no_compiling():
    rows = sparse.identity(5, dtype=np.float32, format="csr")
    assert np.array_equal(multiply_often(rows, np.ones((5, 2), np.float32)), np.ones((5, 2)))
