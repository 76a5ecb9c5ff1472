"""Trains the block networks with torch, and rounds them to the whole numbers that `tasks/boilerplate/tagger.py` adds.

One thread, a fixed seed and a fixed order: the same pages give the same weights, bit for bit, on the same machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, nn

from tasks.boilerplate.tagger import INPUTS, ONE, WIDEST, Tagger

WIDTH = 48
DILATIONS = (1, 2, 4)
BATCH = 8
LONGEST = 400
"""Blocks of a page that are shown at once; of longer ones another part each time."""
RATE, DECAY = 2e-3, 1e-2
HIDDEN_INPUTS, HIDDEN_SIGNALS = 0.1, 0.2
DICE, DICE_FLOOR = 0.5, 20.0
"""What the page's F1 counts beside the blocks' own errors, and words that smooth it for pages with next to none."""
RARE = 1e-2
"""Inputs that vary less than this were hardly seen: nothing can have been learned of them."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """The blocks of one page that the model decides, in reading order."""

    heard: Floats
    """Shape (blocks, INPUTS), as `tagger.inputs` gives it."""
    loud: Floats
    words: Floats
    kept: Floats
    """1 where a block stands in the truth, else 0; between them where another model said it."""
    weight: float = 1.0
    """How much the page counts."""


class Net(nn.Module):
    """The network of `Tagger`, with drop-out."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(INPUTS, WIDTH)
        self.near = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=step, dilation=step) for step in DILATIONS)
        self.page = nn.ModuleList(nn.Linear(2 * WIDTH, WIDTH, bias=False) for _ in DILATIONS)
        self.last = nn.Linear(WIDTH, 1)
        self.hide_inputs, self.hide = nn.Dropout(HIDDEN_INPUTS), nn.Dropout(HIDDEN_SIGNALS)

    def forward(self, heard: Tensor, there: Tensor, loud: Tensor) -> Tensor:
        """Log-odds, shape (pages, blocks), of padded pages; `there` is 1 for blocks and 0 for padding."""
        share = (loud / loud.sum(1, keepdim=True))[..., None]
        signal = F.relu(self.first(self.hide_inputs(heard))) * there[..., None]
        for near, page in zip(self.near, self.page, strict=True):
            overall = torch.cat([(signal * share).sum(1), signal.amax(1)], -1)
            told = near(signal.transpose(1, 2)).transpose(1, 2) + page(overall)[:, None]
            signal = (signal + self.hide(F.relu(told))) * there[..., None]
        return self.last(self.hide(signal))[..., 0]


def train(examples: Sequence[Example], epochs: int, seed: int) -> Tagger:
    """A network that has seen every page `epochs` times."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(seed)
    mean, scale = normal(examples)
    net, chance = Net(), np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(examples) // BATCH)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    shown = [np.clip((one.heard - mean) * scale, -WIDEST, WIDEST) for one in examples]
    for _ in range(epochs):
        for chosen in batches([len(one.kept) for one in examples], chance):
            heard, *rest = _padded([examples[n] for n in chosen], [shown[n] for n in chosen], chance)
            wrong = loss(net(heard, rest[1], rest[2]), *rest)
            optimizer.zero_grad()
            wrong.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            rate.step()
    return _rounded(net, mean, scale)


def normal(examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """Mean and inverse deviation of each input; 0 for those that were hardly seen."""
    rows = np.vstack([one.heard for one in examples])
    mean, deviation = rows.mean(axis=0, dtype=np.float64), rows.std(axis=0, dtype=np.float64)
    scale = np.where(deviation > RARE, 1 / np.maximum(deviation, RARE), 0)
    return mean.astype(np.float32), scale.astype(np.float32)


def batches(sizes: Sequence[int], chance: np.random.Generator) -> Iterator[list[int]]:
    """All pages in a new order, those of like length together, so that little is padding."""
    order = chance.permutation(len(sizes)).tolist()
    for start in range(0, len(order), 8 * BATCH):
        near = sorted(order[start : start + 8 * BATCH], key=lambda number: sizes[number])
        yield from (near[at : at + BATCH] for at in range(0, len(near), BATCH))


def _padded(pages: Sequence[Example], shown: Sequence[Floats], chance: np.random.Generator) -> list[Tensor]:
    """(heard, weights of the pages, there, loud, words, kept) of a batch, cut at LONGEST and padded with zeros."""
    longest = min(max(len(one.kept) for one in pages), LONGEST)
    heard = np.zeros((len(pages), longest, INPUTS), dtype=np.float32)
    rest = np.zeros((4, len(pages), longest), dtype=np.float32)
    for number, (one, rows) in enumerate(zip(pages, shown, strict=True)):
        start = chance.integers(len(rows) - LONGEST + 1) if len(rows) > LONGEST else 0
        part = slice(start, start + longest)
        count = len(rows[part])
        heard[number, :count] = rows[part]
        rest[:, number, :count] = np.ones(count), one.loud[part], one.words[part], one.kept[part]
    weights = np.array([[one.weight] for one in pages], dtype=np.float32)
    return [torch.from_numpy(array) for array in (heard, weights, *rest)]


def loss(log_odds: Tensor, pages: Tensor, there: Tensor, loud: Tensor, words: Tensor, kept: Tensor) -> Tensor:
    """Cross entropy of the blocks, long ones counting more, long pages less than in proportion; and 1 - F1 of pages.

    All but `pages`, what each of them counts, of shape (pages, blocks), padded with zeros.
    """
    weights = pages * loud / loud.sum(1, keepdim=True) * there.sum(1, keepdim=True).sqrt()
    errors = F.binary_cross_entropy_with_logits(log_odds, kept, reduction="none")
    likely = torch.sigmoid(log_odds)
    hit, said, true = ((likely * kept * words).sum(1), (likely * words).sum(1), (kept * words).sum(1))
    dice = (2 * hit + DICE_FLOOR) / (said + true + DICE_FLOOR)
    return (errors * weights).sum() / weights.sum() + DICE * (pages[:, 0] * (1 - dice)).mean()


def _rounded(net: Net, mean: Floats, scale: Floats) -> Tagger:
    near = [with_bias(conv.weight.permute(2, 1, 0).reshape(-1, WIDTH), conv.bias) for conv in net.near]
    return Tagger(
        mean,
        scale,
        with_bias(net.first.weight.T, net.first.bias),
        np.stack(near),
        np.stack([whole(page.weight.T) for page in net.page]),
        with_bias(net.last.weight.T, net.last.bias)[:, 0],
        DILATIONS,
    )


def with_bias(weights: Tensor, bias: Tensor) -> npt.NDArray[np.float64]:
    """A layer's weights in whole numbers, its bias as the last row."""
    return np.vstack([whole(weights), whole(bias)])


def whole(weights: Tensor) -> npt.NDArray[np.float64]:
    """In units of 1/ONE, as they fit 16 bits."""
    return np.clip(np.rint(weights.detach().numpy().astype(np.float64) * ONE), -32767, 32767)
