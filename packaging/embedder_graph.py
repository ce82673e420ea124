"""Writes a MiniLM sentence encoder as an ONNX graph, quantises it and checks it against torch.

Run by ``make_embedder.py`` in an environment with torch and the ONNX tools. The graph is written
by hand, operator by operator: it stays readable, uses ONNX Runtime's fused attention, and does
not change with the version of an exporter.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file
from tokenizers import Tokenizer

Array = NDArray[Any]
MICROSOFT = "com.microsoft"
EPSILON = 1e-12
HEADS = 12
MAX_TOKENS = 256
# One scale for each token: with one for a whole batch (the usual dynamic quantisation) a text's
# vector hangs on its neighbours', and its least cosine was .977 on the sentences below.
SCHEME = "8 bits; one scale a row of the word table, a column of weights and a token"
LEAST_GELU = -0.17  # the smallest value of x Φ(x) is -0.16997
LEAST_COSINE = 0.985

# Written for this check: statements, questions, code, numbers, other languages, a word, long text.
SENTENCES = (
    "The quarterly figures are due on Friday at noon.",
    "Where did I leave the notes about the roof repair?",
    "def area(width: float, height: float) -> float: return width * height",
    "Invoice 20419: 1,240.50 EUR, payable within 30 days",
    "rain",
    "I have decided to take the night train to Vienna.",
    "Die Besprechung wurde auf nächsten Mittwoch verschoben.",
    "Le chat dort sur le canapé rouge.",
    "ERROR 503: upstream timed out while reading response header",
    "She adopted two greyhounds from the shelter last spring.",
    "https://example.org/docs/install?version=3#linux",
    "Add flour, butter and a pinch of salt; knead until smooth.",
    "Does anybody know a good dentist near the station?",
    "He was born in 1957 and studied chemistry in Leeds.",
    "File  Edit  View  Insert  Format  Tools  Table  Window  Help",
    "Thanks! See you tomorrow :)",
    "今日はとても良い天気です。",
    "The defendant shall pay the costs of the proceedings.",
    "My new phone number ends in 42.",
    "A galaxy's rotation curve stays flat far beyond its visible disc. " * 12,
    "select name, count(*) from orders group by name having count(*) > 3",
    "Grandma's recipe for plum jam needs no added pectin.",
    "We lost the match in the last minute, three to two.",
    "Please review my pull request when you find a moment.",
)


class Graph:
    """Collects nodes and weights; each method adds an operator and returns its output's name."""

    def __init__(self, weights: dict[str, Array], largest: dict[str, Array]) -> None:
        self.weights = weights
        self.largest = largest
        self.quantised = bool(largest)
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, Array] = {}

    def constant(self, name: str, value: Array) -> str:
        """A named weight."""
        self.initializers[name] = value
        return name

    def node(self, kind: str, inputs: list[str], domain: str = "", **attributes: Any) -> str:
        """One operator with one output of interest."""
        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes)
        )
        return output

    def linear(self, x: str, *names: str, norm: str = "", least: float | None = None) -> str:
        """``x @ weight`` of torch linear layers side by side; their biases are for the next step.

        In 8 bits each token has a scale of its own for what comes in (its largest value) and each
        column one for its weights. ``norm`` is the layer normalisation that ``x`` comes from: a few
        of its dimensions are far larger than the others, and are evened out. ``least`` is the
        smallest value that can come in where it lies near 0: all 8 bits are for what is above.
        """
        weight = np.concatenate([self.weights[f"{name}.weight"].T for name in names], axis=1)
        if not self.quantised:
            return self.node("MatMul", [x, self.constant(names[0], weight)])
        if norm:
            even = self.evening(norm, weight)
            weight = weight * even[:, None]
            x = self.node("Mul", [x, self.constant(f"{names[0]}.even", 1 / even)])
        columns = np.maximum(np.abs(weight).max(axis=0), 1e-9) / 127
        coarse = np.rint(weight / columns).astype(np.int8)
        shift = 0.0 if least is None else -least
        if shift:
            x = self.node(
                "Add", [x, self.constant(f"{names[0]}.shift", np.array(shift, dtype=np.float32))]
            )
            largest = self.node("ReduceMax", [x], axes=[-1], keepdims=1)
            scale, zero = 1 / 255, 0
        else:
            largest = self.node("ReduceMax", [self.node("Abs", [x])], axes=[-1], keepdims=1)
            scale, zero = 1 / 127, 128
        steps = (
            self.constant(f"steps.{zero}", np.array(scale, dtype=np.float32)),
            self.constant(f"zero.{zero}", np.array(zero, dtype=np.uint8)),
        )
        quantised = self.node("QuantizeLinear", [self.node("Div", [x, largest]), *steps])
        product = self.node(
            "MatMulIntegerToFloat",
            [
                quantised,
                self.constant(f"{names[0]}.coarse", coarse),
                steps[0],
                self.constant(f"{names[0]}.columns", columns.astype(np.float32)),
                steps[1],
            ],
            MICROSOFT,
        )
        return self.node("Mul", [product, largest])

    def evening(self, norm: str, weight: Array) -> Array:
        """For each dimension, what to divide activations by and multiply weights with.

        Xiao et al., *SmoothQuant*, ICML 2023, with α = 1/2.
        """
        ratio = np.sqrt(self.largest[norm] / np.maximum(np.abs(weight).max(axis=1), 1e-6))
        even: Array = (ratio / ratio.mean()).astype(np.float32)
        return even

    def bias(self, *names: str, least: float = 0.0) -> str:
        """Their biases side by side, less what ``least`` added in ``linear``."""
        bias = np.concatenate([self.weights[f"{name}.bias"] for name in names])
        if self.quantised and least:
            coarse = self.initializers[f"{names[0]}.coarse"].astype(np.float64)
            sums = coarse.sum(axis=0) * self.initializers[f"{names[0]}.columns"]
            bias = (bias + least * sums).astype(np.float32)
        return self.constant(f"{names[0]}.bias", bias)

    def norm(self, x: str, name: str) -> str:
        """Layer normalisation over the last axis."""
        weight = self.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.node("LayerNormalization", [x, weight, bias], axis=-1, epsilon=EPSILON)

    def joined(self, x: str, added: str, name: str, bias: str) -> str:
        """Layer normalisation of the sum of two and a bias."""
        return self.norm(self.node("Add", [self.node("Add", [added, bias]), x]), name)

    def attention(self, x: str, norm: str, mask: str, name: str) -> str:
        """Multi-head self-attention over what the mask leaves."""
        names = [f"{name}.{part}" for part in ("query", "key", "value")]
        every, bias = self.linear(x, *names, norm=norm), self.bias(*names)
        parts = [f"{name}.{part}" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [every], parts, name=f"{name}.split", axis=-1))
        return self.node("MultiHeadAttention", [*parts, bias, mask], MICROSOFT, num_heads=HEADS)


def build(weights: dict[str, Array], largest: dict[str, Array]) -> onnx.ModelProto:
    """The encoder with mean pooling as a model (opset 17 and ONNX Runtime's own operators).

    ``largest`` holds the largest activations after each layer normalisation (``reference`` notes
    them); where it is empty, the model is in 32 bits.
    """
    graph = Graph(weights, largest)
    tokens = _encode(graph)
    graph.nodes.append(helper.make_node("Identity", [tokens], ["token_vectors"], name="tokens_out"))
    graph.nodes.append(
        helper.make_node("Identity", [_pool(graph, tokens)], ["vector"], name="vector_out")
    )
    batch_length = ["batch", "length"]
    width = int(weights["embeddings.LayerNorm.weight"].shape[0])
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [
            helper.make_tensor_value_info("input_ids", TensorProto.INT32, batch_length),
            helper.make_tensor_value_info("attention_mask", TensorProto.INT32, batch_length),
        ],
        [
            helper.make_tensor_value_info(
                "token_vectors", TensorProto.FLOAT, [*batch_length, width]
            ),
            helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["batch", width]),
        ],
        [numpy_helper.from_array(value, name) for name, value in graph.initializers.items()],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=8, producer_name="afterimage")


def _encode(graph: Graph) -> str:
    # 8 bits a value and one scale a word: half the file, and finer than one scale for the table
    words = graph.weights["embeddings.word_embeddings.weight"]
    scale = np.abs(words).max(axis=1, keepdims=True) / 127
    coarse = np.rint(words / np.maximum(scale, 1e-12)).astype(np.int8)
    # every text is of type 0, so its type's vector joins the positions
    places = graph.weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]
    places = places + graph.weights["embeddings.token_type_embeddings.weight"][0]
    x = graph.node("Gather", [graph.constant("words", coarse), "input_ids"])
    x = graph.node("Cast", [x], to=TensorProto.FLOAT)
    x = graph.node("Mul", [x, graph.node("Gather", [graph.constant("scale", scale), "input_ids"])])
    shape = graph.node("Shape", ["input_ids"], start=1, end=2)
    zero = graph.constant("zero", np.array([0], dtype=np.int64))
    place = graph.node("Slice", [graph.constant("places", places), zero, shape, zero])
    norm = "embeddings.LayerNorm"
    x = graph.norm(graph.node("Add", [x, place]), norm)
    layer = 0
    while f"encoder.layer.{layer}.output.dense.weight" in graph.weights:
        name = f"encoder.layer.{layer}"
        seen = graph.attention(x, norm, "attention_mask", f"{name}.attention.self")
        dense = f"{name}.attention.output.dense"
        seen, bias = graph.linear(seen, dense), graph.bias(dense)
        norm = f"{name}.attention.output.LayerNorm"
        x = graph.joined(x, seen, norm, bias)
        dense = f"{name}.intermediate.dense"
        inner = [graph.linear(x, dense, norm=norm), graph.bias(dense)]
        gelu = graph.node("BiasGelu", inner, MICROSOFT)
        dense = f"{name}.output.dense"
        outer = graph.linear(gelu, dense, least=LEAST_GELU)
        bias = graph.bias(dense, least=LEAST_GELU)
        norm = f"{name}.output.LayerNorm"
        x = graph.joined(x, outer, norm, bias)
        layer += 1
    return x


def _pool(graph: Graph, tokens: str) -> str:
    axis = graph.constant("axis", np.array([2], dtype=np.int64))
    middle = graph.constant("middle", np.array([1], dtype=np.int64))
    mask = graph.node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
    masked = graph.node("Mul", [tokens, graph.node("Unsqueeze", [mask, axis])])
    # the mean's divisor falls out again when the length is made one
    total = graph.node("ReduceSum", [masked, middle], keepdims=0)
    return graph.node("LpNormalization", [total], axis=1, p=2)


def reference(weights: dict[str, Array], ids: list[int], largest: dict[str, Array]) -> Array:
    """The same sentence vector in plain torch and float32, written apart from the graph.

    ``largest`` takes up, for each layer normalisation, the largest absolute value a dimension had.
    """
    w = {name: torch.from_numpy(value) for name, value in weights.items()}
    functional = torch.nn.functional

    def norm(x: Any, name: str) -> Any:
        normed = functional.layer_norm(
            x, x.shape[-1:], w[f"{name}.weight"], w[f"{name}.bias"], EPSILON
        )
        now = normed.abs().amax(dim=0).numpy()
        largest[name] = np.maximum(largest.get(name, now), now)
        return normed

    def linear(x: Any, name: str) -> Any:
        return functional.linear(x, w[f"{name}.weight"], w[f"{name}.bias"])

    x = w["embeddings.word_embeddings.weight"][ids]
    x = x + w["embeddings.position_embeddings.weight"][: len(ids)]
    x = norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(6):
        name = f"encoder.layer.{layer}"
        heads = [
            linear(x, f"{name}.attention.self.{part}").view(len(ids), HEADS, -1).transpose(0, 1)
            for part in ("query", "key", "value")
        ]
        seen = functional.scaled_dot_product_attention(*heads).transpose(0, 1).reshape(x.shape)
        x = norm(
            x + linear(seen, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
        )
        inner = functional.gelu(linear(x, f"{name}.intermediate.dense"))
        x = norm(x + linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")
    pooled: Array = functional.normalize(x.mean(dim=0), dim=0).numpy()
    return pooled


def run_onnx(path: Path, sentences: list[list[int]]) -> tuple[Array, float]:
    """Vectors from one padded batch of all, and the seconds that one sentence at a time takes."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    longest = max(map(len, sentences))
    ids = np.zeros((len(sentences), longest), dtype=np.int32)
    mask = np.zeros_like(ids)
    for row, sentence in enumerate(sentences):
        ids[row, : len(sentence)], mask[row, : len(sentence)] = sentence, 1
    vectors: Array = session.run(["vector"], {"input_ids": ids, "attention_mask": mask})[0]
    start = time.perf_counter()
    for _ in range(5):
        for row, sentence in enumerate(sentences):
            cut = slice(row, row + 1), slice(0, len(sentence))
            session.run(["vector"], {"input_ids": ids[cut], "attention_mask": mask[cut]})
    return vectors, time.perf_counter() - start


def main(model: Path, target: Path) -> None:
    """Write ``model.onnx`` and ``tokenizer.json`` to ``target``; print the figures as JSON."""
    weights = load_file(str(model / "model.safetensors"))
    weights = {name: value for name, value in weights.items() if value.dtype == np.float32}
    full = model.parent / "float32.onnx"
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.save(str(target / "tokenizer.json"))
    sentences = [encoding.ids for encoding in tokenizer.encode_batch(list(SENTENCES))]
    largest: dict[str, Array] = {}
    truth = np.stack([reference(weights, ids, largest) for ids in sentences])
    for path, evened in ((full, {}), (target / "model.onnx", largest)):
        built = build(weights, evened)
        onnx.checker.check_model(built)
        onnx.save(built, str(path))
    exact, slow = run_onnx(full, sentences)
    small, quick = run_onnx(target / "model.onnx", sentences)
    # the graph must be right but for its 8-bit word table
    if float((exact * truth).sum(axis=1).min()) < 0.9999:
        raise SystemExit("The graph does not compute what the model does.")
    cosine = (small * truth).sum(axis=1)
    if float(cosine.min()) < LEAST_COSINE:
        raise SystemExit(f"Quantisation costs too much: a cosine of {cosine.min():.4f}")
    report = {
        "scheme": SCHEME,
        "sentences": len(sentences),
        "cosine_min": float(cosine.min()),
        "cosine_mean": float(cosine.mean()),
        "speed": slow / quick,
    }
    print(json.dumps(report))


if __name__ == "__main__":
    torch.set_grad_enabled(False)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
