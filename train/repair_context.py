"""The network that reads words in their context: trained with torch, run by `tasks.repair.context` in numpy.

Embeddings of words, endings, shapes and stems; a few residual convolutions of growing reach (dilated, as WaveNet's:
van den Oord et al., 2016); a head on each candidate. Beside its task it guesses words that were hidden from it (Devlin
et al., 2019), which teaches it grammar from every word and not from the candidates alone.
Seeded, and with one thread the same bytes on every run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from tasks.repair.candidates import COLUMNS, SHAPES
from tasks.repair.context import NEAR, REACH
from tasks.repair.tables import SUFFIX_ROWS


@dataclass(frozen=True, slots=True)
class Sequence:
    """All tokens of a corpus in a row, and the candidates among them."""

    rows: NDArray[np.int32]
    """(tokens, columns): see `tasks.repair.candidates.token_rows`."""
    places: NDArray[np.int64]
    """The candidates' tokens, rising."""
    facts: NDArray[np.float32]
    classes: NDArray[np.int64]
    allowed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Setting:
    """The size of the network and how it is trained."""

    epochs: int = 4
    width: int = 48
    channels: int = 96
    hidden: tuple[int, int] = (160, 48)
    length: int = 512
    batch: int = 8
    rate: float = 2e-3
    decay: float = 0.01
    hide_word: float = 0.15
    hide_candidate: float = 0.3
    drop: float = 0.3
    guesses: int = 400
    """Hidden words that are guessed in each batch."""
    guessed: int = 3000
    """The commonest words, told apart in guessing; others by ending and capital."""
    weight: float = 0.05
    """Of guessing beside the task."""
    slip: float = 0.03
    """A bare word that is given less chance than this is taken for a slip of its author, after the first epoch."""


class Net(nn.Module):
    """Weights as they are trained."""

    def __init__(self, words: NDArray[np.float32], facts: int, setting: Setting) -> None:
        """Draws the weights for so many facts a candidate, but for the embeddings of words, which begin as given."""
        super().__init__()
        width, channels = setting.width, setting.channels
        self.setting = setting
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(words.copy()), freeze=False)
        self.endings = nn.Embedding(SUFFIX_ROWS, width)
        self.shapes = nn.Embedding(SHAPES, width)
        for table in (self.endings, self.shapes):
            nn.init.normal_(table.weight, 0, 0.1)
        self.stem = nn.Linear(width, width, bias=False)
        self.enter = nn.Linear(width, channels)
        self.norms = nn.ModuleList([nn.LayerNorm(channels) for _ in REACH])
        self.layers = nn.ModuleList([nn.Linear(3 * channels, channels) for _ in REACH])
        one, two = setting.hidden
        entering = channels + (2 * NEAR + 2) * width + facts
        self.head = nn.ModuleList([nn.Linear(entering, one), nn.Linear(one, two), nn.Linear(two, 4)])
        nn.init.normal_(self.head[-1].weight, 0, 0.02)  # type: ignore[arg-type]  # of a Linear
        self.guess = nn.Linear(channels, setting.guessed + 600)

    def embed(self, rows: Tensor, hidden: Tensor) -> Tensor:
        """(batch, length, width); of hidden words the shape alone."""
        shown = (~hidden).float().unsqueeze(-1)
        word = self.words(rows[..., 0]) + self.endings(rows[..., 1])
        stem = self.stem(self.words(rows[..., 3]) + self.endings(rows[..., 4]))
        return (word + stem) * shown + self.shapes(rows[..., 2])

    def read(self, embedded: Tensor) -> Tensor:
        """(batch, length, channels): each token with what stands around it."""
        state = self.enter(embedded)
        for reach, norm, layer in zip(REACH, self.norms, self.layers, strict=True):
            wide = functional.pad(norm(state), (0, 0, reach, reach))
            length = state.shape[1]
            parts = [wide[:, start : start + length] for start in (0, reach, 2 * reach)]
            state = state + functional.relu(layer(torch.cat(parts, -1)))
        return state

    def judge(self, embedded: Tensor, state: Tensor, rows: Tensor, at: tuple[Tensor, Tensor], facts: Tensor) -> Tensor:
        """(candidates, classes): scores."""
        line, place = at
        wide = functional.pad(embedded, (0, 0, NEAR, NEAR))
        near = [wide[line, place + offset] for offset in range(2 * NEAR + 1)]
        of = rows[line, place]
        stem = self.words(of[:, 3]) + self.endings(of[:, 4])
        signal = torch.cat([state[line, place], *near, stem, facts], -1)
        for layer in self.head[:-1]:
            signal = functional.dropout(functional.relu(layer(signal)), self.setting.drop, self.training)
        scores: Tensor = self.head[-1](signal)
        return scores


def guesses(rows: NDArray[np.int32], setting: Setting) -> NDArray[np.int64]:
    """What is to be guessed of each token: its row where it is common, else its ending and whether it has a capital."""
    common = rows[:, 0] < setting.guessed
    rest = setting.guessed + rows[:, 1] % 300 + 300 * np.isin(rows[:, 2], (2, 3, 4))
    return np.where(common, rows[:, 0], rest).astype(np.int64)


class Lines:
    """A sequence cut into lines of equal length."""

    def __init__(self, sequence: Sequence, setting: Setting) -> None:
        length = setting.length
        self.count = -(-len(sequence.rows) // length)
        padding = np.repeat(sequence.rows[:1], self.count * length - len(sequence.rows), axis=0)
        rows = np.concatenate([sequence.rows, padding])
        self.guesses = torch.from_numpy(guesses(rows, setting)).view(self.count, length)
        self.rows = torch.from_numpy(rows.astype(np.int64)).view(self.count, length, COLUMNS)
        starts = np.arange(self.count + 1) * length
        self.first = np.searchsorted(sequence.places, starts)
        self.line, self.place = np.divmod(sequence.places, length)
        self.facts, self.classes = torch.from_numpy(sequence.facts), torch.from_numpy(sequence.classes)
        self.allowed = torch.from_numpy(sequence.allowed)

    def candidates(self, lines: NDArray[np.int64]) -> tuple[NDArray[np.int64], tuple[Tensor, Tensor]]:
        """The candidates of some lines, and where they stand in them."""
        parts = [np.arange(self.first[line], self.first[line + 1]) for line in lines]
        chosen = np.concatenate(parts)
        line = np.repeat(np.arange(len(lines)), [len(part) for part in parts])
        return chosen, (torch.from_numpy(line), torch.from_numpy(self.place[chosen]))


def fit(
    draws: list[Sequence],
    words: NDArray[np.float32],
    setting: Setting,
    seed: int,
    watch: Callable[[Net], None] = lambda _: None,
) -> Net:
    """A network trained on the draws in turn, one an epoch, after which `watch` may look at it.

    Its embeddings of words begin as given in `words`.
    """
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True)
    chance = np.random.default_rng(seed)
    net = Net(words, draws[0].facts.shape[1], setting)
    cut = [Lines(draw, setting) for draw in draws]
    steps = sum(-(-cut[epoch % len(cut)].count // setting.batch) for epoch in range(setting.epochs))
    optimizer = torch.optim.AdamW(net.parameters(), lr=setting.rate, betas=(0.9, 0.98), weight_decay=setting.decay)
    step = 0
    for epoch in range(setting.epochs):
        lines = cut[epoch % len(cut)]
        order = chance.permutation(lines.count)
        net.train()
        losses = []
        for start in range(0, lines.count, setting.batch):
            step += 1
            rate = setting.rate * min(1.0, step / 300) * (1 - step / (steps + 1))
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss, of_task = _loss(net, lines, order[start : start + setting.batch], forgiving=epoch > 0)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            losses.append(of_task)
        print(f"epoch {epoch} loss {np.mean(losses):.5f}", flush=True)
        watch(net)
    return net


def _loss(net: Net, lines: Lines, some: NDArray[np.int64], *, forgiving: bool) -> tuple[Tensor, float]:
    setting = net.setting
    rows = lines.rows[some]
    chosen, at = lines.candidates(some)
    hidden = torch.rand(rows.shape[:2]) < setting.hide_word
    hidden[at] = torch.rand(len(chosen)) < setting.hide_candidate
    embedded = net.embed(rows, hidden)
    state = net.read(embedded)
    scores = net.judge(embedded, state, rows, at, lines.facts[chosen])
    scores = scores.masked_fill(~lines.allowed[chosen], -1e9)
    classes = lines.classes[chosen]
    each = functional.cross_entropy(scores, classes, reduction="none")
    if forgiving:
        bare = torch.softmax(scores.detach(), -1)[:, 0]
        each = each * ~((classes == 0) & (bare < setting.slip))
    task = each.mean()
    asked = hidden.nonzero()
    asked = asked[torch.randperm(len(asked))[: setting.guesses]]
    guessed = net.guess(state[asked[:, 0], asked[:, 1]])
    other = functional.cross_entropy(guessed, lines.guesses[some][asked[:, 0], asked[:, 1]])
    return task + setting.weight * other, float(task.detach())
