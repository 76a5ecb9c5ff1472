"""Examples for the restoring model, from the corpora folder: each possible loss in its place, and what was meant."""

# ruff: noqa: ANN001, ANN201, ANN202, D103, N806, N812, B023, C901, PLR0912, PLC0415, E741, S311, SLF001, SIM102, PERF401, FBT002 - arrays and counts
# of a script that is read beside its model card; its types are those of numpy, its chance is meant to repeat itself

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import wordfreq

from tasks.repair import candidates as C
from tasks.repair.tables import INSIDE, Vocabulary
from tasks.repair.tokens import APOSTROPHES, BOUNDARY, Tokens, cut, plain

SOURCES = ["wcxb-dev", "digitalgov", "bbc", "abc", "masc", "state_union", "inaugural", "ieer"]
NETWORK_WORDS = 14000
_TAILS = ("t", "re", "ve", "ll", "d", "m")
_TYPOGRAPHY = re.compile("[‘’“”–—…]")


def corpora(root: Path):
    sys.path.insert(0, str(root / "text"))
    import common
    import damage

    return common, damage


def word_levels():
    """Wordfreq's words of letters, with apostrophes, and their zipf frequency in steps of 1/20."""
    table = wordfreq.get_frequency_dict("en", "large")
    keep = re.compile(r"[a-z]+(?:'[a-z]+|')?$")
    out = {}
    for w, f in table.items():
        if keep.match(w):
            out[w] = max(1, min(255, round(20 * wordfreq.freq_to_zipf(f))))
    return dict(sorted(out.items()))


def intact(texts, apostrophes):
    """(tokens with only true apostrophes kept)."""
    out = []
    for t in texts:
        ap = apostrophes(t)
        out.append(
            "".join(
                ("'" if c in APOSTROPHES and i in ap and ap[i] != "amb" else ("" if c in "'’‘ʼ\"“”" else c))
                for i, c in enumerate(t)
            )
        )
    return out


def strip(tokens):
    tr = {ord(c): None for c in APOSTROPHES}
    return Tokens([w.translate(tr) or w for w in tokens.words], tokens.places)


def load(root, split, sources):
    common, _damage = corpora(root)
    docs = []
    for d in common.load(split, sources):
        docs.append((d["source"], intact([d["text"]], common.apostrophes)[0]))
    return docs


def build_vocabulary(docs):
    words, forms, inside = Counter(), defaultdict(lambda: [0, 0, 0, 0]), defaultdict(Counter)
    per_doc = []
    levels = word_levels()
    for w, l in levels.items():
        if "'" in w and l >= 20 * 1.5:
            i = w.index("'")
            if (w[i + 1 :] in _TAILS and (w[i + 1 :] != "t" or w[i - 1] == "n")) or w[:i] in ("o", "d"):
                if len(w) > 3:
                    inside[w.replace("'", "")][i] += 1
    cuts = []
    for _, text in docs:
        toks = cut([text])
        cuts.append(toks)
        mine = defaultdict(lambda: [0, 0, 0, 0])
        for w in toks.words:
            f = plain(w)
            words[f] += 1
            k = C.class_of(w)
            if k == INSIDE:
                at = next(i for i, c in enumerate(w) if c in APOSTROPHES)
                inside[f][at] += 2 if w[at + 1 :] in _TAILS or at == 1 else 0.5
            if k or (f[-1] == "s" and len(f) > 2) or True:
                for key in [f, "^" + f] if w[0].isupper() else [f]:
                    mine[key][k] += 1
        for key, c in mine.items():
            t = forms[key]
            for k in range(4):
                t[k] += c[k]
        per_doc.append(mine)
    place = {f: max(sorted(c), key=lambda i: c[i]) for f, c in inside.items() if c.total() >= 1 and len(f) > 1}
    ids = [f"<{k}>" for k in range(C.SHAPES)] + [
        w for w, _ in sorted(words.items(), key=lambda x: (-x[1], x[0]))[:NETWORK_WORDS] if w
    ]
    keep = {}
    for f, c in sorted(forms.items()):
        b = f.lstrip("^")
        if (b[-1:] == "s" and len(b) > 2) or b in place:
            keep[f] = tuple(c)
    zipf = {w: l / 20 for w, l in levels.items()}
    return (
        Vocabulary(zipf, keep, dict(sorted(place.items())), {w: i for i, w in enumerate(dict.fromkeys(ids))}),
        per_doc,
        cuts,
        levels,
    )


def examples(docs, vocabulary, per_doc=None, seed=0):
    """rows, facts, label, allowed, doc index."""
    R, F, Y, A, D, form = [], [], [], [], [], []
    for n, (_source, text) in enumerate(docs):
        rnd = random.Random(f"{seed}/{n}")
        t = text
        style = rnd.random()
        if style < 0.5:
            t = _TYPOGRAPHY.sub("", t)
        full = cut([t])
        bare = strip(full)
        survive = rnd.random() < 0.35
        kept = Tokens([w for w in full.words if C.class_of(w) and survive and rnd.random() < 0.5], [])
        if not survive and rnd.random() < 0.5:
            first = next((i for i, w in enumerate(full.words) if i and w == BOUNDARY), 0)
            kept = Tokens(full.words[:first], [])
        reading = C.read(bare, kept, vocabulary)
        if not reading.candidates:
            continue
        mine = per_doc[n] if per_doc else {}
        zero = (0, 0, 0, 0)
        thinned, share, rng = {}, rnd.uniform(0.3, 0.9), np.random.default_rng([seed, n])

        def count(key, mine=mine):
            c = vocabulary.forms.get(key)
            if c is None:
                return zero
            if not per_doc:
                return c
            hit = thinned.get(key)
            if hit is None:
                m = mine.get(key, zero)
                upper = zero if key[0] == "^" else count("^" + key)
                full = zero if key[0] == "^" else vocabulary.forms.get("^" + key, zero)
                mine_up = zero if key[0] == "^" else mine.get("^" + key, zero)
                rest = [a - b - (u - w) for a, b, u, w in zip(c, m, full, mine_up, strict=False)]
                hit = thinned[key] = tuple(int(x) + u for x, u in zip(rng.binomial(rest, share), upper, strict=False))
            return hit

        ch, ys = [], []
        for c in reading.candidates:
            k = C.class_of(full.words[c.token])
            if k and c.places[k - 1] < 0:
                continue
            if k == INSIDE and full.words[c.token].index("'") != c.places[2]:
                continue
            ch.append(c)
            ys.append(k)
        if not ch:
            continue
        R.append(C.context_rows(reading, ch))
        F.append(C.facts(reading, ch, vocabulary, count, reading.seen))
        Y += ys
        D += [n] * len(ch)
        A.append(np.array([[True] + [p >= 0 for p in c.places] for c in ch]))
        form += [c.form for c in ch]
    return np.concatenate(R), np.concatenate(F), np.array(Y), np.concatenate(A), np.array(D), form


def split_examples(root, docs_raw, vocabulary, seed=0, augment=True):
    """rows, facts, labels for splits: D2x damage of true text, and commas glued for more."""
    from tasks.repair import splits as S

    _, dmg = corpora(root)
    R, F, Y, D = [], [], [], []
    re.compile(r"['’‘ʼ\"“”]")
    for n, text in enumerate(docs_raw):
        rnd = random.Random(f"{seed}/{n}")
        t = dmg._fit(dmg.curlify(text))
        t = re.sub(r"[ \u00a0]+([—–])[ \u00a0]+", r"\1", t).replace("…", "")
        t = re.sub(r"[’‘“”'\"]", "", t)
        if augment:
            rate = rnd.choice([0.0, 0.0, 0.05, 0.15])
            t = re.sub(r"(?<=[a-z]), (?=[a-z])", lambda m: "—" if rnd.random() < rate else m[0], t)
        glued, marks = [], set()
        clean = rnd.random() < 0.25
        if clean:
            t = t.replace("—", " — ")
        for c in t:
            if c in "—–":
                marks.add(len(glued))
            else:
                glued.append(c)
        toks = cut(["".join(glued)])
        ch = S.splits(toks, S.choices_of(toks.words, vocabulary.zipf))
        if not ch:
            continue
        R.append(S.split_rows(toks, ch, vocabulary))
        F.append(S.split_facts(toks, ch, vocabulary, "".join(glued)))
        Y += [int(toks.places[c.token][1] + c.place in marks) for c in ch]
        D += [n] * len(ch)
    return np.concatenate(R), np.concatenate(F), np.array(Y), np.array(D)
