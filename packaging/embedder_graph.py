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
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from safetensors.numpy import load_file
from tokenizers import Tokenizer

Array = NDArray[Any]
MICROSOFT = "com.microsoft"
EPSILON = 1e-12
HEADS = 12
MAX_TOKENS = 256
# One scale for every 128 weights, and for every 128 activations of a token. One scale for a whole
# batch of activations (the usual dynamic quantisation) was a third quicker on long batches, but its
# least cosine was .977 on the sentences below, and a text's vector hung on its neighbours'.
BLOCK = 128
INT8_ACTIVATIONS = 4  # ONNX Runtime's "accuracy level" with 8-bit products
SCHEME = f"8 bits; one scale a row of the word table, one for every {BLOCK} weights elsewhere"
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

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights
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

    def linear(self, x: str, name: str) -> str:
        """``x @ weight + bias`` of a torch linear layer."""
        weight = self.constant(f"{name}.weight", self.weights[f"{name}.weight"].T.copy())
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.node("Add", [self.node("MatMul", [x, weight]), bias])

    def norm(self, x: str, name: str) -> str:
        """Layer normalisation over the last axis."""
        weight = self.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.node("LayerNormalization", [x, weight, bias], axis=-1, epsilon=EPSILON)

    def attention(self, x: str, mask: str, name: str) -> str:
        """Multi-head self-attention over what the mask leaves."""
        parts = [self.linear(x, f"{name}.{part}") for part in ("query", "key", "value")]
        return self.node("MultiHeadAttention", [*parts, "", mask], MICROSOFT, num_heads=HEADS)


def build(weights: dict[str, Array]) -> onnx.ModelProto:
    """The encoder with mean pooling as a model (opset 17 and ONNX Runtime's own operators)."""
    graph = Graph(weights)
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
    x = graph.norm(graph.node("Add", [x, place]), "embeddings.LayerNorm")
    layer = 0
    while f"encoder.layer.{layer}.output.dense.weight" in graph.weights:
        name = f"encoder.layer.{layer}"
        seen = graph.attention(x, "attention_mask", f"{name}.attention.self")
        seen = graph.linear(seen, f"{name}.attention.output.dense")
        x = graph.norm(graph.node("Add", [x, seen]), f"{name}.attention.output.LayerNorm")
        inner = graph.node("Gelu", [graph.linear(x, f"{name}.intermediate.dense")], MICROSOFT)
        inner = graph.linear(inner, f"{name}.output.dense")
        x = graph.norm(graph.node("Add", [x, inner]), f"{name}.output.LayerNorm")
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


def reference(weights: dict[str, Array], ids: list[int]) -> Array:
    """The same sentence vector in plain torch and float32, written apart from the graph."""
    w = {name: torch.from_numpy(value) for name, value in weights.items()}
    functional = torch.nn.functional

    def norm(x: Any, name: str) -> Any:
        return functional.layer_norm(
            x, x.shape[-1:], w[f"{name}.weight"], w[f"{name}.bias"], EPSILON
        )

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
    built = build(weights)
    onnx.checker.check_model(built)
    onnx.save(built, str(full))
    quantizer = MatMulNBitsQuantizer(
        built, bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=INT8_ACTIVATIONS
    )
    quantizer.process()
    quantizer.model.save_model_to_file(str(target / "model.onnx"), False)
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.save(str(target / "tokenizer.json"))
    sentences = [encoding.ids for encoding in tokenizer.encode_batch(list(SENTENCES))]
    truth = np.stack([reference(weights, ids) for ids in sentences])
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
