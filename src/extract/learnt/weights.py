"""Weights by name of feature, as they lie in a file `NAME.npz` beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.errors import ModelError

HERE = Path(__file__).parent


def save(path: Path, names: list[str], arrays: dict[str, NDArray[Any]]) -> None:
    """`names` are the features, in the order of the rows of "weights"."""
    text = np.frombuffer("\n".join(names).encode(), np.uint8)
    np.savez_compressed(path, names=text, **{name: array.astype(np.float16) for name, array in arrays.items()})  # type: ignore[arg-type]


def load(path: Path) -> tuple[list[str], dict[str, NDArray[np.float32]]]:
    """What `save` wrote. Raises ModelError where the file cannot be read."""
    try:
        with np.load(path) as file:
            names = file["names"].tobytes().decode().split("\n")
            return names, {name: file[name].astype(np.float32) for name in file.files if name != "names"}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path.name}: {error}; install the package again") from error
