"""How the restoring model is written: `tasks.repair.tables` reads it."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray

from tasks.repair.tables import FOLDER
from train.repair_context import Net as ContextNet
from train.repair_network import Floats, Net

Arrays = Mapping[str, NDArray[np.generic]]


def write_networks(name: str, networks: list[Net], mean: Floats, deviation: Floats) -> None:
    """A line of shapes a network, an empty one, and all numbers in half precision."""
    header, numbers = [], []
    for net in networks:
        arrays = [net.embeddings, mean, deviation, *(part for layer in net.layers for part in layer)]
        header.append(" ".join("x".join(map(str, array.shape)) for array in arrays))
        numbers += [np.ascontiguousarray(array, dtype="<f2").tobytes() for array in arrays]
    write(name, "\n".join(header).encode() + b"\n\n" + b"".join(numbers))


def pack(parts: list[Arrays]) -> bytes:
    """A line of names, kinds and shapes for each part, an empty one, and all numbers."""
    header = [
        " ".join(f"{key}:{array.dtype.str[1:]}:{'x'.join(map(str, array.shape))}" for key, array in arrays.items())
        for arrays in parts
    ]
    numbers = [np.ascontiguousarray(array).tobytes() for arrays in parts for array in arrays.values()]
    return "\n".join(header).encode() + b"\n\n" + b"".join(numbers)


def stored(net: ContextNet, mean: Floats, deviation: Floats) -> Arrays:
    """A network as it is shipped: embeddings as bytes with a scale for each line, all else in half precision."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name in ("words", "endings", "shapes"):
        table = getattr(net, name).weight.detach().numpy()
        steps = (np.abs(table).max(1) / 127 + 1e-6).astype(np.float16)
        arrays[name] = np.round(table / steps[:, None].astype(np.float32)).clip(-127, 127).astype(np.int8)
        arrays[f"{name}.scale"] = steps
    arrays["stem"] = _half(net.stem.weight.T)
    for name, layers in (("enter", [net.enter]), ("layer", net.layers), ("head", net.head)):
        for number, layer in enumerate(layers):
            arrays |= {f"{name}.{number}.w": _half(layer.weight.T), f"{name}.{number}.b": _half(layer.bias)}
    for number, norm in enumerate(net.norms):
        arrays |= {f"norm.{number}.w": _half(norm.weight), f"norm.{number}.b": _half(norm.bias)}
    return arrays | {"mean": mean.astype(np.float16), "deviation": deviation.astype(np.float16)}


def _half(weights: torch.Tensor) -> NDArray[np.float16]:
    return np.asarray(weights.detach().numpy(), dtype=np.float16)


def shortened(words: list[str]) -> bytes:
    """A sorted list: of each word how many letters it shares with the one before, then lines of what is its own."""
    shared = [_shared(one, other) for one, other in pairwise(["", *words])]
    return bytes(shared) + "\n".join(word[size:] for word, size in zip(words, shared, strict=True)).encode()


def _shared(one: str, other: str) -> int:
    unlike = (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(unlike, min(len(one), len(other)))


def write(name: str, content: bytes) -> None:
    """A file of the model."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
