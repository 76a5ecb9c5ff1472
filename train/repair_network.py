"""A small network in numpy: embeddings of the tokens around a word, three layers, four classes."""

# ruff: noqa: ANN001, ANN201, D101, D102, D103, N806, PLR0913, PLR0917, FBT002 - matrices carry their usual capital names and a
# network its usual many settings

from __future__ import annotations

import itertools
import time

import numpy as np
import scipy.sparse as sp

WIDTH = 28
HIDDEN = (128, 48)
DROP_WORD = 0.2
DROP_CENTRE = 0.4
DROP_HIDDEN = 0.35


def softmax(z, allowed):
    z = np.where(allowed, z, -1e9)
    z = z - z.max(1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(1, keepdims=True)


class Net:
    def __init__(self, rows, window, facts, classes, seed, width, hidden, centre) -> None:
        r = np.random.default_rng(seed)
        self.E = (r.standard_normal((rows, width)) * 0.05).astype(np.float32)
        sizes = (window * width + facts, *hidden, classes)
        self.centre, self.width = centre, width
        self.L = [
            [(r.standard_normal((a, b)) * np.sqrt(2 / a)).astype(np.float32), np.zeros(b, np.float32)]
            for a, b in itertools.pairwise(sizes)
        ]
        self.L[-1][0] *= 0.1
        self.r = r

    def forward(self, rows, facts, train=False):
        n = len(rows)
        if train:
            drop = self.r.random(rows.shape[:2]) < DROP_WORD
            if self.centre is not None:
                drop[:, self.centre] = self.r.random(n) < DROP_CENTRE
            m = np.ones(rows.shape, np.float32)
            m[..., 0] = np.where(drop, 0, 1)
            emb = (self.E[rows] * m[..., None]).sum(2)
        else:
            m = None
            emb = self.E[rows].sum(2)
        x = np.concatenate([emb.reshape(n, -1), facts], 1)
        acts, masks = [x], []
        for k, (W, b) in enumerate(self.L):
            z = acts[-1] @ W + b
            if k < len(self.L) - 1:
                z = np.maximum(z, 0)
                if train:
                    mk = ((self.r.random(z.shape) >= DROP_HIDDEN) / (1 - DROP_HIDDEN)).astype(np.float32)
                    z = z * mk
                else:
                    mk = None
                masks.append(mk)
            acts.append(z)
        return acts, masks, m

    def predict(self, rows, facts, allowed, batch=8192):
        return np.concatenate(
            [
                softmax(self.forward(rows[i : i + batch], facts[i : i + batch])[0][-1], allowed[i : i + batch])
                for i in range(0, len(rows), batch)
            ]
        )


def fit(
    rows,
    facts,
    y,
    allowed,
    total_rows,
    epochs=8,
    seed=0,
    batch=512,
    lr=2e-3,
    report=None,
    decay=0.02,
    classes=4,
    width=WIDTH,
    hidden=HIDDEN,
    centre=5,
):
    net = Net(total_rows, rows.shape[1], facts.shape[1], classes, seed, width, hidden, centre)
    params = [net.E] + [p for L in net.L for p in L]
    m1 = [np.zeros_like(p) for p in params]
    m2 = [np.zeros_like(p) for p in params]
    n = len(rows)
    steps = epochs * (n // batch)
    t = 0
    s = time.time()
    W11 = rows.shape[1]
    for ep in range(epochs):
        order = net.r.permutation(n)
        loss = 0.0
        for i in range(0, n - batch + 1, batch):
            idx = order[i : i + batch]
            R = rows[idx]
            t += 1
            acts, masks, m = net.forward(R, facts[idx], True)
            p = softmax(acts[-1], allowed[idx])
            loss += -np.log(p[np.arange(batch), y[idx]] + 1e-9).sum()
            g = p.copy()
            g[np.arange(batch), y[idx]] -= 1
            g /= batch
            g = g.astype(np.float32)
            grads = []
            for k in range(len(net.L) - 1, -1, -1):
                grads = [acts[k].T @ g, g.sum(0), *grads]
                g = g @ net.L[k][0].T
                if k > 0:
                    g = g * (acts[k] > 0) * masks[k - 1]
            ge = g[:, : W11 * net.width].reshape(batch * W11, net.width)
            flat = R.reshape(batch * W11, 3)
            mm = m.reshape(batch * W11, 3)
            M = sp.csr_matrix(
                (mm.ravel(), flat.ravel(), np.arange(0, 3 * len(flat) + 1, 3)), shape=(len(flat), total_rows)
            )
            MT = M.T.tocsr()
            used = np.flatnonzero(np.diff(MT.indptr))
            gE = MT[used] @ ge
            rate = lr * (1 - t / steps) + 2e-5
            c1, c2 = 1 - 0.9 ** min(t, 2000), 1 - 0.999 ** min(t, 20000)
            # embeddings: lazy Adam on the rows that were used
            a, b = m1[0][used], m2[0][used]
            a = 0.9 * a + 0.1 * gE
            b = 0.999 * b + 0.001 * gE * gE
            m1[0][used], m2[0][used] = a, b
            net.E[used] -= rate * (a / c1 / (np.sqrt(b / c2) + 1e-8) + decay * net.E[used])
            for q, gr in enumerate(grads, 1):
                m1[q] = 0.9 * m1[q] + 0.1 * gr
                m2[q] = 0.999 * m2[q] + 0.001 * gr * gr
                params[q] -= rate * (m1[q] / c1 / (np.sqrt(m2[q] / c2) + 1e-8) + decay * params[q])
        print(f"epoch {ep} loss {loss / n:.5f} {time.time() - s:.0f}s", report(net) if report else "", flush=True)
    return net
