"""Trains the nets of nlp/tone_net.py with JAX on the processor; running them needs numpy alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax  # type: ignore[import-untyped]  # it has no types

from nlp.tone_model import KINDS
from nlp.tone_net import LOOKED_AT, WINDOW
from nlp.tone_rows import COLUMN, SIZES, Ints
from nlp.tone_valence import SIZE, Floats, vector_of
from nlp.tone_view import TARGET

# Chosen by cross-validation.
WIDTHS = {
    "kind": 8, "case": 4, "label": 4, "relation": 10, "distance": 10, "tree": 12, "mark": 6, "below": 8,
    "sentence": 4, "quoted": 2, "list": 8, "sign": 4, "valence": 6,
}  # fmt: skip
MEANING, HIDDEN, LOOKS, VALUE, MIDDLE, KIND = 96, 96, 6, 48, 64, 12
BATCH = 64
RATE = 2e-3  # of learning, at its highest
DECAY = 2e-2
SMOOTHING = 0.05  # of labels
WORDS_LOST, TARGETS_LOST, NUMBERS_LOST, SEEN_LOST = 0.15, 0.3, 0.25, 0.5  # shares hidden while training
LENGTHS = (24, 40, 64, 104)  # words; a program is compiled for each
WARM_UP = 60  # batches

jax.config.update("jax_default_prng_impl", "unsafe_rbg")  # type: ignore[no-untyped-call]  # fast, and repeatable


@dataclass(frozen=True, kw_only=True, slots=True)
class Labelled:
    """`words` are rows of the table of vectors, `label` 0, 1 or 2 for −1, 0 or 1, `kind` a place in KINDS."""

    words: Sequence[int]
    rows: Ints
    kind: int
    label: int


Weights = dict[str, Any]


def fit_net(
    examples: Sequence[Labelled],
    table: Floats,
    *,
    seed: int,
    passes: int,
    rate: float = RATE,
    start: Mapping[str, Floats] | None = None,
) -> dict[str, Floats]:
    """Weights by name, as ToneNet wants them. `start` are weights that were trained before, on other examples."""
    rng, key = np.random.default_rng(seed), jax.random.PRNGKey(seed)
    weights: Weights = _inward(start) if start is not None else _first_weights(key)
    optimizer = _optimizer()
    state = optimizer.init(weights)
    shares = _class_weights(examples)
    total = passes * (len(examples) // BATCH + 1)
    vectors = jnp.array(table)
    done = 0
    for _pass in range(passes):
        for batch in _batches(examples, rng):
            share = min(1, (done + 1) / WARM_UP) * (1 - 0.95 * done / total)
            state[1].hyperparams["learning_rate"] = jnp.asarray(rate * share)
            key, drawn = jax.random.split(key)
            weights, state = _step(weights, state, vectors, _packed(examples, batch), shares, drawn)
            done += 1
    return _outward(weights)


def _first_weights(key: Any) -> Weights:
    keys = iter(jax.random.split(key, 64))

    def drawn(*shape: int) -> Any:
        return jax.random.normal(next(keys), shape) * np.sqrt(2 / (shape[0] + shape[-1]))

    inside = MEANING + sum(WIDTHS.values())
    seen = LOOKS * VALUE + 2 * HIDDEN + KIND
    return {
        "meaning": drawn(SIZE, MEANING),
        "meaning_bias": jnp.zeros(MEANING),
        **{f"is_{name}": jax.random.normal(next(keys), (SIZES[name], WIDTHS[name])) * 0.2 for name in COLUMN},
        **{f"look_{name}": jax.random.normal(next(keys), (SIZES[name], LOOKS)) * 0.3 for name in LOOKED_AT},
        "kind_of_target": jax.random.normal(next(keys), (len(KINDS), KIND)) * 0.2,
        "window": drawn(WINDOW * inside, HIDDEN),
        "window_bias": jnp.zeros(HIDDEN),
        "look": drawn(HIDDEN, LOOKS) * 0.5,
        "value": drawn(HIDDEN, VALUE),
        "value_bias": jnp.zeros(VALUE),
        "middle": drawn(seen, MIDDLE),
        "middle_bias": jnp.zeros(MIDDLE),
        "last": drawn(MIDDLE, 3),
        "last_bias": jnp.zeros(3),
    }


def _outward(weights: Weights) -> dict[str, Floats]:
    """The three places of the window side by side, as numpy multiplies them at once."""
    found = {name: np.asarray(array, dtype=np.float32) for name, array in weights.items()}
    return found | {"window": np.concatenate(np.split(found["window"], WINDOW), axis=1)}


def _inward(weights: Mapping[str, Floats]) -> Weights:
    window = np.concatenate(np.split(weights["window"], WINDOW, axis=1))
    return {name: jnp.array(array) for name, array in (dict(weights) | {"window": window}).items()}


def _forward(weights: Weights, vectors: Any, batch: Any, key: Any) -> Any:
    """Scores (batch, 3), with numbers and words hidden at random."""
    words, rows, lengths, kinds = batch[:4]
    keys = jax.random.split(key, 8)
    count, length = words.shape
    inside = jnp.arange(length)[None] < lengths[:, None]
    target = rows[..., COLUMN["mark"]] == TARGET
    kept = jax.random.bernoulli(keys[0], 1 - WORDS_LOST, words.shape)
    named = jax.random.bernoulli(keys[1], 1 - TARGETS_LOST, (count, 1))
    seen = vectors[words] * (kept & (named | ~target))[..., None]
    meanings = jnp.tanh(
        _hidden_at_random(keys[2], seen, 0.1, (count, 1, SIZE)) @ weights["meaning"] + weights["meaning_bias"]
    )
    ones = [jax.nn.one_hot(rows[..., at], SIZES[name]) @ weights[f"is_{name}"] for name, at in COLUMN.items()]
    told = jnp.concatenate([meanings, *ones], -1) * inside[..., None]
    told = _hidden_at_random(keys[3], told, NUMBERS_LOST, (count, 1, told.shape[-1]))
    padded = jnp.pad(told, ((0, 0), (1, 1), (0, 0)))
    windows = jnp.concatenate([padded[:, at : at + length] for at in range(WINDOW)], -1)
    hidden = jax.nn.relu(windows @ weights["window"] + weights["window_bias"]) * inside[..., None]
    hidden = _hidden_at_random(keys[4], hidden, 0.2, (count, 1, HIDDEN))
    looks = hidden @ weights["look"] + sum(
        jax.nn.one_hot(rows[..., COLUMN[name]], SIZES[name]) @ weights[f"look_{name}"] for name in LOOKED_AT
    )
    shares = jax.nn.softmax(jnp.where(inside[..., None], looks, -1e9), 1)
    pooled = jnp.einsum("btk,btd->bkd", shares, jnp.tanh(hidden @ weights["value"] + weights["value_bias"]))
    mine = (target & inside)[..., None].astype(hidden.dtype)
    own = (hidden * mine).sum(1) / jnp.maximum(mine.sum(1), 1)
    whole = jnp.concatenate(
        [pooled.reshape(count, -1), own, hidden.max(1), weights["kind_of_target"][kinds]], -1
    )
    middle = jax.nn.relu(
        _hidden_at_random(keys[5], whole, SEEN_LOST) @ weights["middle"] + weights["middle_bias"]
    )
    return _hidden_at_random(keys[6], middle, 0.3) @ weights["last"] + weights["last_bias"]


def _hidden_at_random(key: Any, values: Any, share: float, shape: tuple[int, ...] | None = None) -> Any:
    kept = jax.random.bernoulli(key, 1 - share, shape or values.shape)
    return jnp.where(kept, values / (1 - share), 0)


def _loss(weights: Weights, vectors: Any, batch: Any, shares: Any, key: Any) -> Any:
    labels, kinds = batch[4], batch[3]
    wanted = jax.nn.one_hot(labels, 3) * (1 - SMOOTHING) + SMOOTHING / 3
    missed = -(wanted * jax.nn.log_softmax(_forward(weights, vectors, batch, key))).sum(-1)
    union = kinds == KINDS.index("UNION")
    counted = jnp.where(union, 1.0, shares[labels]) * (
        batch[2] > 0
    )  # a batch is filled up with empty examples
    return (missed * counted).sum() / jnp.maximum(counted.sum(), 1e-6)


@jax.jit
def _step(weights: Weights, state: Any, vectors: Any, batch: Any, shares: Any, key: Any) -> Any:
    slope = jax.grad(_loss)(weights, vectors, batch, shares, key)
    updates, state = _optimizer().update(slope, state, weights)
    return optax.apply_updates(weights, updates), state


@cache
def _optimizer() -> Any:
    adam = optax.inject_hyperparams(optax.adamw)(learning_rate=RATE, weight_decay=DECAY)
    return optax.chain(optax.clip_by_global_norm(1.0), adam)


def _class_weights(examples: Sequence[Labelled]) -> Any:
    """The rarer a label, the more it counts: by the root of how rare it is."""
    counts = np.bincount([one.label for one in examples if one.kind != KINDS.index("UNION")], minlength=3) + 1
    shares = np.sqrt(counts.sum() / counts / 3)
    return jnp.array(shares / (shares * counts).sum() * counts.sum(), dtype=jnp.float32)


def _batches(examples: Sequence[Labelled], rng: np.random.Generator) -> Iterator[list[int]]:
    """Places of examples, those of about the same length together."""
    lengths = np.array([len(one.rows) for one in examples]) + rng.uniform(-4, 4, len(examples))
    order = np.argsort(lengths, kind="stable").tolist()
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    rng.shuffle(batches)
    yield from batches


def _packed(examples: Sequence[Labelled], batch: Sequence[int]) -> tuple[Any, ...]:
    longest = max(len(examples[at].rows) for at in batch)
    length = next(bound for bound in LENGTHS if bound >= longest)
    words = np.zeros((BATCH, length), np.int32)
    rows = np.zeros((BATCH, length, len(SIZES)), np.int32)
    lengths, kinds, labels = (np.zeros(BATCH, np.int32) for _ in range(3))
    for place, at in enumerate(batch):
        one = examples[at]
        words[place, : len(one.rows)], rows[place, : len(one.rows)] = one.words, one.rows
        lengths[place], kinds[place], labels[place] = len(one.rows), one.kind, one.label
    return words, rows, lengths, kinds, labels


class Table:
    """Vectors of all words of a training set, by number; an organization is one word of its own."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, words: Sequence[str]) -> list[int]:
        return [self._numbers.setdefault(word.lower(), len(self._numbers)) for word in words]

    def vectors(self) -> Floats:
        return np.array([vector_of(word) for word in self._numbers], dtype=np.float32)
