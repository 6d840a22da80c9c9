"""A transformer folder of the user's own: read, asked with the target marked, and refused with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nlp.tone_judging import load_judge
from nlp.tone_model import Asked
from nlp.tone_scene import Token
from nlp.tone_syntax import Parse
from nlp.tone_view import Sentence, View, view_target
from records.errors import OtklikError

onnx = pytest.importorskip("onnx", reason="builds the model that is loaded")
pytest.importorskip("onnxruntime", reason="otklik[transformer]")
tokenizers = pytest.importorskip("tokenizers", reason="otklik[transformer]")

WORDS = ["[PAD]", "[UNK]", "<t>", "</t>", "спас", "предал", "обком", "завод"]


def write_folder(folder: Path, labels: dict[str, str]) -> Path:
    """A real model of one matrix: each word adds to the score of a label; «спас» right behind the target is good."""
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({w: n for n, w in enumerate(WORDS)}, "[UNK]")
    )
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(folder / "tokenizer.json"))
    scores = np.zeros((len(WORDS), 3), dtype=np.float32)
    scores[WORDS.index("спас"), 0], scores[WORDS.index("предал"), 1] = 4.0, 4.0
    graph = onnx.helper.make_graph(
        [
            onnx.helper.make_node("Gather", ["words", "input_ids"], ["told"]),
            onnx.helper.make_node("ReduceSum", ["told", "axis"], ["logits"], keepdims=0),
        ],
        "tone",
        [onnx.helper.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, ["texts", "pieces"])],
        [onnx.helper.make_tensor_value_info("logits", onnx.TensorProto.FLOAT, ["texts", 3])],
        [onnx.numpy_helper.from_array(scores, "words"), onnx.numpy_helper.from_array(np.array([1]), "axis")],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    (folder / "config.json").write_text(json.dumps({"id2label": labels}), encoding="utf-8")
    return folder


def view_of(*words: str) -> View:
    """The first word is the target."""
    tokens = [Token(word, word, "", 10 * at) for at, word in enumerate(words)]
    parse = Parse(heads=[-1] * len(words), relations=[""] * len(words))
    view = view_target(Sentence(words=tokens, parse=parse), (0, len(words[0])))
    assert view is not None
    return view


def test_a_local_transformer_judges_in_place_of_the_models_built_in(tmp_path: Path) -> None:
    judge = load_judge(str(write_folder(tmp_path, {"0": "positive", "1": "negative", "2": "neutral"})))
    asked = [
        Asked(view=view_of(*words), kind="UNION")
        for words in (("обком", "спас", "завод"), ("обком", "предал", "завод"))
    ]
    good, unknown, bad = judge.judge_unions([asked[0], None, asked[1]])
    assert (good.tone, good.sure) == (1, True)
    assert (unknown.tone, unknown.sure) == (0, False)
    assert bad.tone == -1
    assert good.confidence == pytest.approx(np.exp(4) / (np.exp(4) + 2), abs=0.001)


def test_the_target_is_marked_in_the_text(tmp_path: Path) -> None:
    from nlp.tone_transformer import marked_text  # noqa: PLC0415 - its libraries may be absent

    assert marked_text(view_of("обком", "спас", "завод")) == "<t> обком </t> спас завод"


def test_a_folder_without_its_files_or_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OtklikError, match=r"model\.onnx"):
        load_judge(str(tmp_path / "nowhere"))
    with pytest.raises(OtklikError, match="id2label"):
        load_judge(str(write_folder(tmp_path, {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"})))
