"""Weights by name of feature, as they lie in a file `NAME.npz` beside this one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.errors import ModelError

HERE = Path(__file__).parent
_TEXTS = ("names", "model")     # arrays of the file that hold UTF-8


def save(path: Path, names: list[str], arrays: dict[str, NDArray[Any]], model: str) -> None:
    """`names` are the features, in the order of the rows of "weights"; `model` is that whose entities and vectors they are of."""
    text = np.frombuffer("\n".join(names).encode(), np.uint8)
    made_with = np.frombuffer(model.encode(), np.uint8)
    np.savez_compressed(path, names=text, model=made_with, **{name: array.astype(np.float16) for name, array in arrays.items()})  # type: ignore[arg-type]


def shipped_model() -> str:
    """The recogniser of this package: "release-0.4.0"."""
    meta = json.loads((HERE.parent / "models" / "id_release" / "meta.json").read_text("utf-8"))
    return f"{meta['name']}-{meta['version']}"


def model_of(path: Path) -> str:
    """The model that the weights were learnt with: "release-0.4.0"."""
    with np.load(path) as file:
        return str(file["model"].tobytes().decode())


def load(path: Path) -> tuple[list[str], dict[str, NDArray[np.float32]]]:
    """What `save` wrote. Raises ModelError where the file cannot be read."""
    try:
        with np.load(path) as file:
            names = file["names"].tobytes().decode().split("\n")
            return names, {name: file[name].astype(np.float32) for name in file.files if name not in _TEXTS}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path.name}: {error}; install the package again") from error
