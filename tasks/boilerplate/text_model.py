"""The learned judge of plain text: small networks (`reader.py`) that hear a page's features and read its words.

Trained by `train/blocks.py`; the model card stands beside the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from tasks.boilerplate import lexicon
from tasks.boilerplate.features import Matrix
from tasks.boilerplate.reader import Reader, read
from tasks.boilerplate.tagger import inputs, loudness


@dataclass(frozen=True)
class TextModel:
    """Networks trained alike from different seeds: the mean of their log-odds counts."""

    networks: tuple[Reader, ...]
    words: npt.NDArray[np.float32]
    """How much hashed words sound like an article (`lexicon.py`)."""
    words_bias: float
    threshold: float
    """Least probability of a kept block."""

    @classmethod
    def load(cls) -> TextModel:
        """The shipped model.

        Raises:
            FileNotFoundError: the package was installed without its weights.
        """
        with np.load(BytesIO(files("tasks.boilerplate").joinpath("weights", "text.npz").read_bytes())) as saved:
            arrays = dict(saved)
        networks = tuple(Reader.of(arrays, number) for number in range(len(arrays["first"])))
        words, bias = arrays["words"].astype(np.float32), float(arrays["words_bias"])
        return cls(networks, words, bias, float(arrays["threshold"]))

    def probabilities(self, shown: Matrix, left: Sequence[int], texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """How likely the blocks `left` are article text.

        Args:
            shown: the page's features, columns as in NAMES.
            left: indices of the blocks to judge, at least one.
            texts: of these blocks.
        """
        said, loud = read(texts), loudness(texts)
        sound = lexicon.sounds(said[0].found, said[0].counts, self.words, self.words_bias)
        heard = inputs(shown[left], sound)
        log_odds = np.mean([network.log_odds(heard, said, loud) for network in self.networks], axis=0)
        return np.asarray(1 / (1 + np.exp(-log_odds)))
