"""A transformer of the user's own in place of the built-in models: an ONNX file and its tokenizer.

The folder is what `optimum-cli export onnx --task text-classification` writes for a model with three labels:
`model.onnx`, `tokenizer.json` and `config.json`, whose `id2label` names them. The target
stands between `<t>` and `</t>` in the text. Needs the extra `otklik[transformer]` (onnxruntime, tokenizers).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlp.tone_judging import UNKNOWN, Judgement, judgement_of
from nlp.tone_model import Asked, log_chances
from nlp.tone_valence import Floats
from nlp.tone_view import UNION, View
from records.errors import OtklikError
from texts import _

BEGINS, ENDS = "<t>", "</t>"
_FILES = ("model.onnx", "tokenizer.json", "config.json")
_ANY = "профсоюз"  # stands for every organization
_LONGEST = 256  # pieces of words
_AT_ONCE = 16  # texts
_LABELS = {
    "negative": 0, "neg": 0, "-1": 0, "neutral": 1, "neu": 1, "0": 1, "positive": 2, "pos": 2, "1": 2,
}  # fmt: skip


class TransformerJudge:
    """The same questions as the built-in judge's, the same judgements; unions and other targets are alike to it."""

    def __init__(self, folder: Path, threshold: float = 0.0) -> None:
        for file in _FILES:
            if not (folder / file).is_file():
                raise OtklikError(
                    _("В папке модели тона {folder} нет файла {file}.", folder=folder, file=file)
                )
        self._threshold = threshold
        self._columns = _columns(folder / "config.json")
        self._tokenizer, self._session = _load(folder)
        self._inputs = {one.name for one in self._session.get_inputs()}

    def judge_unions(self, asked: Sequence[Asked | None]) -> list[Judgement]:
        views = [one.view for one in asked if one is not None]
        chances = iter(self.chances(views))
        return [UNKNOWN if one is None else judgement_of(next(chances), self._threshold) for one in asked]

    judge_targets = judge_unions

    def chances(self, views: Sequence[View]) -> Floats:
        """(views, 3): of −1, 0 and 1."""
        found = [self._scores(views[at : at + _AT_ONCE]) for at in range(0, len(views), _AT_ONCE)]
        if not found:
            return np.zeros((0, 3), dtype=np.float32)
        told: Floats = np.exp(log_chances(np.concatenate(found)[:, self._columns])).astype(np.float32)
        return told

    def _scores(self, views: Sequence[View]) -> Floats:
        encoded = self._tokenizer.encode_batch([marked_text(view) for view in views])
        given = {
            "input_ids": np.array([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in encoded], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in encoded], dtype=np.int64),
        }
        wanted = {name: array for name, array in given.items() if name in self._inputs}
        scores: Floats = np.asarray(self._session.run(None, wanted)[0], dtype=np.float32)
        return scores


def marked_text(view: View) -> str:
    """The words of a view, the target between its marks; an organization is «профсоюз»."""
    words = [_ANY if word == UNION else word for word in view.words]
    inside = " ".join(words[view.first : view.last])
    return " ".join((*words[: view.first], BEGINS, inside, ENDS, *words[view.last :]))


def _columns(config: Path) -> list[int]:
    """Which of the model's labels are −1, 0 and 1."""
    names = json.loads(config.read_text(encoding="utf-8")).get("id2label", {})
    places = {_LABELS.get(str(name).lower(), -1): int(number) for number, name in names.items()}
    if sorted(places) != [0, 1, 2]:
        raise OtklikError(_("{path}: нужны три метки: negative, neutral, positive (id2label).", path=config))
    return [places[one] for one in range(3)]


def _load(folder: Path) -> tuple[Any, Any]:
    try:
        from onnxruntime import (  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra, without types
            InferenceSession,
        )
        from tokenizers import Tokenizer  # noqa: PLC0415 - an extra
    except ImportError as fault:
        raise OtklikError(_("Для своей модели тона установите otklik[transformer].")) from fault
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_padding()
    tokenizer.enable_truncation(_LONGEST)
    return tokenizer, InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
