"""Makes training about twice as fast: matrices are multiplied by NumPy, whose OpenBLAS has kernels for newer processors.

On some machines the environment holds OpenBLAS back: unset OPENBLAS_CORETYPE.
"""

from __future__ import annotations

import numpy as np
from thinc.api import NumpyOps, set_current_ops
from thinc.types import Floats2d


class MatmulOps(NumpyOps):
    name = "numpy"

    def gemm(self, x: Floats2d, y: Floats2d, out: Floats2d | None = None, trans1: bool = False, trans2: bool = False) -> Floats2d:
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


def multiply_with_numpy() -> None:
    """For all models that are made or loaded from here on."""
    set_current_ops(MatmulOps())
