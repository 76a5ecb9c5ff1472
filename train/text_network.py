"""Trains the networks of plain text (`tasks/boilerplate/reader.py`) with torch, and rounds them to whole numbers.

One thread, a fixed seed and a fixed order: the same pages give the same weights, bit for bit, on the same machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, nn

from tasks.boilerplate.lexicon import BUCKETS
from tasks.boilerplate.reader import TABLES, Bag, Reader
from tasks.boilerplate.tagger import INPUTS, WIDEST
from train.block_network import (
    BATCH,
    DECAY,
    DILATIONS,
    HIDDEN_INPUTS,
    HIDDEN_SIGNALS,
    LONGEST,
    RATE,
    Example,
    batches,
    loss,
    normal,
    whole,
    with_bias,
)  # fmt: skip

WIDTH = 64
SIZE = 12
"""Numbers of a word's vector."""
SPREAD = 0.1
"""Of the vectors before they have learned anything."""
MET = 80
"""Tables in which a bucket is met from which on it has a vector: what few pages say tells only their site."""
VECTOR_RATE = 0.5
"""How fast vectors learn, beside all else."""
UNREAD_WORDS, UNREAD_PAGES = 0.6, 0.2
"""Shares of the words, and of a page's tables, that are hidden while the networks learn."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class TextExample:
    """A page with the words of its blocks."""

    page: Example
    said: tuple[Bag, Bag]


class Net(nn.Module):
    """The network of `Reader`, with drop-out."""

    def __init__(self) -> None:
        super().__init__()
        self.vectors = nn.ParameterList(torch.randn(BUCKETS, SIZE) * SPREAD for _ in range(TABLES))
        self.first = nn.Linear(INPUTS + TABLES * SIZE, WIDTH)
        self.near = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=step, dilation=step) for step in DILATIONS)
        self.page = nn.ModuleList(nn.Linear(2 * WIDTH, WIDTH, bias=False) for _ in DILATIONS)
        self.sides = nn.ModuleList(nn.Linear(2 * WIDTH, WIDTH, bias=False) for _ in DILATIONS)
        self.last = nn.Linear(WIDTH, 1)
        self.hide_inputs, self.hide = nn.Dropout(HIDDEN_INPUTS), nn.Dropout(HIDDEN_SIGNALS)

    def forward(self, heard: Tensor, words: Tensor, there: Tensor, loud: Tensor) -> Tensor:
        """Log-odds, shape (pages, blocks), of padded pages; `there` is 1 for blocks and 0 for padding."""
        share = (loud / loud.sum(1, keepdim=True))[..., None]
        signal = F.relu(self.first(torch.cat([self.hide_inputs(heard), words], -1))) * there[..., None]
        for near, page, sides in zip(self.near, self.page, self.sides, strict=True):
            overall = torch.cat([(signal * share).sum(1), signal.amax(1)], -1)
            both = torch.cat([signal.cummax(1)[0], signal.flip(1).cummax(1)[0].flip(1)], -1)
            told = near(signal.transpose(1, 2)).transpose(1, 2) + page(overall)[:, None] + sides(both)
            signal = (signal + self.hide(F.relu(told))) * there[..., None]
        return self.last(self.hide(signal))[..., 0]

    def read(self, said: Sequence[tuple[Tensor, Tensor, Tensor]], pages: int) -> Tensor:
        """The blocks' words: shape (pages, blocks, TABLES * SIZE), of (buckets, starts, weights) of each table."""
        summed = [
            F.embedding_bag(found, table, starts, mode="sum", per_sample_weights=weights)
            for table, (found, starts, weights) in zip(self.vectors, said, strict=True)
        ]
        return torch.cat(summed, -1).reshape(pages, -1, TABLES * SIZE)


def train(examples: Sequence[TextExample], epochs: int, seed: int) -> Reader:
    """A network that has seen every page `epochs` times."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(seed)
    pages = [one.page for one in examples]
    mean, scale = normal(pages)
    net, chance, known = Net(), np.random.default_rng(seed), _known(examples)
    slow = {"params": list(net.vectors), "lr": VECTOR_RATE * RATE}
    rest = {"params": [weights for name, weights in net.named_parameters() if not name.startswith("vectors")]}
    optimizer = torch.optim.AdamW([rest, slow], lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(examples) // BATCH)
    rates = [RATE, VECTOR_RATE * RATE]
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps, pct_start=0.1)
    shown = [np.clip((one.heard - mean) * scale, -WIDEST, WIDEST) for one in pages]
    for _ in range(epochs):
        for chosen in batches([len(one.kept) for one in pages], chance):
            wrong = _wrong(net, [examples[n] for n in chosen], [shown[n] for n in chosen], known, chance)
            optimizer.zero_grad()
            wrong.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            rate.step()
    return _rounded(net, mean, scale, known)


def _known(examples: Sequence[TextExample]) -> Floats:
    """Shape (TABLES, BUCKETS): 1 for those that enough pages have, else 0."""
    met = np.zeros((TABLES, BUCKETS), dtype=np.int64)
    for one in examples:
        for number, bag in enumerate(one.said):
            met[number, np.unique(bag.found)] += 1
    return (met >= MET).astype(np.float32)


def _wrong(
    net: Net, chosen: Sequence[TextExample], shown: Sequence[Floats], known: Floats, chance: np.random.Generator
) -> Tensor:
    """How wrong the network is on a batch of pages, cut at LONGEST and padded with zeros."""
    longest = min(max(len(rows) for rows in shown), LONGEST)
    heard = np.zeros((len(chosen), longest, INPUTS), dtype=np.float32)
    rest = np.zeros((4, len(chosen), longest), dtype=np.float32)
    said: list[list[tuple[Bag, Floats]]] = [[] for _ in range(TABLES)]
    for number, (one, rows) in enumerate(zip(chosen, shown, strict=True)):
        start = int(chance.integers(len(rows) - LONGEST + 1)) if len(rows) > LONGEST else 0
        part = slice(start, start + longest)
        page, count = one.page, len(rows[part])
        heard[number, :count] = rows[part]
        rest[:, number, :count] = np.ones(count), page.loud[part], page.words[part], page.kept[part]
        for table, bag in enumerate(one.said):
            said[table].append(_some(bag, part, longest, known[table], chance))
    weights = torch.from_numpy(np.array([[one.page.weight] for one in chosen], dtype=np.float32))
    there, loud, words, kept = (torch.from_numpy(array) for array in rest)
    read = net.read([_looked_up(bags) for bags in said], len(chosen))
    return loss(net(torch.from_numpy(heard), read, there, loud), weights, there, loud, words, kept)


def _some(bag: Bag, part: slice, longest: int, known: Floats, chance: np.random.Generator) -> tuple[Bag, Floats]:
    """Part of a page's words, with empty blocks up to `longest`, and how loud each word is; some are hidden."""
    ends = np.cumsum(bag.counts)
    counts, first = bag.counts[part], int(ends[part.start] - bag.counts[part.start])
    found = bag.found[first : first + int(counts.sum())]
    loud = known[found] / np.sqrt(np.repeat(counts, counts))
    loud *= (chance.random(len(loud)) >= UNREAD_WORDS) / (1 - UNREAD_WORDS)
    if chance.random() < UNREAD_PAGES:
        loud *= 0
    return Bag(found, np.pad(counts, (0, longest - len(counts)))), loud.astype(np.float32)


def _looked_up(bags: Sequence[tuple[Bag, Floats]]) -> tuple[Tensor, Tensor, Tensor]:
    """(buckets, where each block's begin, weights) of a batch."""
    counts = np.concatenate([bag.counts for bag, _ in bags])
    found = np.concatenate([bag.found for bag, _ in bags])
    loud = np.concatenate([loud for _, loud in bags])
    return torch.from_numpy(found), torch.from_numpy(np.cumsum(counts) - counts), torch.from_numpy(loud)


def _rounded(net: Net, mean: Floats, scale: Floats, known: Floats) -> Reader:
    return Reader(
        mean,
        scale,
        np.stack([whole(table) * some[:, None] for table, some in zip(net.vectors, known, strict=True)]).astype(
            np.int16
        ),
        with_bias(net.first.weight.T, net.first.bias),
        np.stack([with_bias(conv.weight.permute(2, 1, 0).reshape(-1, WIDTH), conv.bias) for conv in net.near]),
        np.stack([whole(page.weight.T) for page in net.page]),
        np.stack([whole(sides.weight.T) for sides in net.sides]),
        with_bias(net.last.weight.T, net.last.bias)[:, 0],
        DILATIONS,
    )
