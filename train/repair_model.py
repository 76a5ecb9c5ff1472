"""Trains the restoring model from the corpora folder and writes it to tasks/repair/model, bit for bit the same.

OPENBLAS_NUM_THREADS=1 python train/repair_model.py ../shared/corpora
"""

# ruff: noqa: ANN001, ANN201, D103, E402 - the thread limit and the path must stand before the imports

from __future__ import annotations

import gzip
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path[:0] = [str(Path(__file__).parent.parent)]

import numpy as np
import repair_data as data
import repair_network as net

from tasks.repair.candidates import SHAPES
from tasks.repair.tables import FOLDER, SUFFIX_ROWS

NETWORKS = 3
EPOCHS = 3
CERTAIN = frozenset(
    [
        "dont",
        "didnt",
        "doesnt",
        "isnt",
        "wasnt",
        "ive",
        "im",
        "youre",
        "theyre",
        "couldnt",
        "wouldnt",
        "thats",
        "hasnt",
        "havent",
        "arent",
        "whats",
        "theres",
    ]
)


def pack(path, networks) -> None:
    header, numbers = [], []
    for n, mean, dev in networks:
        arrays = [n.E, mean, dev] + [p for L in n.L for p in L]
        header.append(" ".join("x".join(map(str, a.shape)) for a in arrays))
        numbers += [np.ascontiguousarray(a, dtype="<f2").tobytes() for a in arrays]
    write(path, "\n".join(header).encode() + b"\n\n" + b"".join(numbers))


def write(path, blob) -> None:
    path.write_bytes(gzip.compress(blob, 9, mtime=0))


def scale(facts):
    mean, dev = facts.mean(0), facts.std(0) + 1e-3
    mean, dev = (x.astype(np.float16).astype(np.float32) for x in (mean, dev))
    return ((facts - mean) / dev).astype(np.float32), mean, dev


def trustworthy(x, facts, total):
    """Examples whose truth is no slip of its author: not on a page with bare contractions, nor what two halves deny."""
    rows, _, y, allowed, doc, forms = x
    noisy = {d for d, f, c in zip(doc.tolist(), forms, y.tolist(), strict=False) if c == 0 and f in CERTAIN}
    keep = np.array([d not in noisy for d in doc.tolist()])
    half = doc % 2
    for h in (0, 1):
        m, o = keep & (half == h), half != h
        n = net.fit(rows[m], facts[m], y[m], allowed[m], total, epochs=3, seed=h)
        p = n.predict(rows[o], facts[o], allowed[o])
        keep[np.flatnonzero(o)[(y[o] == 0) & (p[:, 0] < 0.03)]] = False
    return keep


def main(root) -> None:
    s = time.time()
    docs = data.load(root, "train", data.SOURCES)
    v, per_doc, cuts, levels = data.build_vocabulary(docs)
    del cuts
    total = len(v.ids) + SUFFIX_ROWS + SHAPES
    FOLDER.mkdir(exist_ok=True)
    write(FOLDER / "words.gz", "\n".join(levels).encode())
    write(FOLDER / "levels.gz", bytes(levels.values()))
    write(FOLDER / "forms.gz", "\n".join("\t".join(map(str, (f, *c))) for f, c in v.forms.items()).encode())
    write(FOLDER / "inside.gz", "\n".join(f"{f}\t{i}" for f, i in v.inside.items()).encode())
    write(FOLDER / "ids.gz", "\n".join(v.ids).encode())
    print("vocabulary", time.time() - s, flush=True)
    common, _ = data.corpora(root)
    rows, facts, y, _ = data.split_examples(root, [d["text"] for d in common.load("train", data.SOURCES)], v, 1)
    scaled, mean, dev = scale(facts)
    both = np.ones((len(y), 2), bool)
    pack(
        FOLDER / "dashes.gz",
        [
            (
                net.fit(
                    rows,
                    scaled,
                    y,
                    both,
                    total,
                    epochs=4,
                    seed=i,
                    classes=2,
                    width=10,
                    hidden=(32,),
                    centre=None,
                    batch=256,
                ),
                mean,
                dev,
            )
            for i in range(2)
        ],
    )
    print("dashes", time.time() - s, flush=True)
    x = data.examples(docs, v, per_doc, 1)
    scaled, mean, dev = scale(x[1])
    keep = trustworthy(x, scaled, total)
    print("kept", keep.mean(), time.time() - s, flush=True)
    rows, y, allowed, scaled = x[0][keep], x[2][keep], x[3][keep], scaled[keep]
    done = []
    for i in range(NETWORKS):
        done.append((net.fit(rows, scaled, y, allowed, total, epochs=EPOCHS, seed=10 + i), mean, dev))
        pack(FOLDER / "apostrophes.gz", done)
    print("done", time.time() - s)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
