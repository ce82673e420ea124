"""Writes GGUF files of random weights with the shapes of real models, for measures of speed.

``python -m tests.bench.make_shapes FOLDER`` makes 0.6 B (Qwen3), 1 B (Llama 3.2) and 3 B (Llama
3.2). Weights are blocks of Q4_0 with random nibbles and a small scale: what they say is noise, how
fast they are is real. Files are large (0.4 to 2 GB) and are never kept in the repository.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

from tests.support.tiny_gguf import CHAT_TEMPLATE

BLOCK, BLOCK_BYTES = 32, 18
_NORMAL, _CONTROL = 1, 3


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a transformer of the llama family."""

    name: str
    layers: int
    width: int
    feed_forward: int
    heads: int
    kv_heads: int
    head_width: int
    vocabulary: int


SHAPES = (
    Shape("0.6b", 28, 1024, 3072, 16, 8, 128, 151_936),
    Shape("1b", 16, 2048, 8192, 32, 8, 64, 128_256),
    Shape("3b", 28, 3072, 8192, 24, 8, 128, 128_256),
)


def write_shape(folder: Path, shape: Shape, seed: int = 1) -> Path:
    """Write one model; returns its path. A file that is there already is kept."""
    path = folder / f"random-{shape.name}-q4_0.gguf"
    if path.exists():
        return path
    part = path.with_suffix(".part")
    writer = gguf.GGUFWriter(str(part), "llama")
    _describe(writer, shape)
    random = np.random.default_rng(seed)
    for name, rows, columns in _matrices(shape):
        writer.add_tensor(
            name, _noise(random, rows, columns), raw_dtype=gguf.GGMLQuantizationType.Q4_0
        )
    ones = np.ones(shape.width, np.float32)
    for name in _norms(shape):
        writer.add_tensor(name, ones)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    part.rename(path)
    return path


def _describe(writer: gguf.GGUFWriter, shape: Shape) -> None:
    tokens, kinds = _vocabulary(shape.vocabulary)
    writer.add_name(f"random-{shape.name}")
    writer.add_context_length(8192)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_key_length(shape.head_width)
    writer.add_value_length(shape.head_width)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q4_0)
    writer.add_tokenizer_model("llama")
    writer.add_token_list([t.encode() for t in tokens])
    writer.add_token_scores([-float(n) for n in range(len(tokens))])
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(CHAT_TEMPLATE)


def _vocabulary(size: int) -> tuple[list[str], list[int]]:
    """Bytes, letters, common English pieces, and fillers: about four letters a token."""
    tokens = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
    kinds = [2, _CONTROL, _CONTROL, *[6] * 256]
    letters = "abcdefghijklmnopqrstuvwxyz"
    pieces = ["▁", *letters, *letters.upper(), *"0123456789.,:;!?'-[]()«»\"/"]
    pieces += [a + b for a in letters for b in letters]
    pieces += ["▁" + a for a in letters] + ["▁" + a + b for a in letters for b in letters]
    pieces += ["▁" + a + b + c for a in letters for b in "aeiou" for c in letters]
    tokens += pieces
    kinds += [_NORMAL] * len(pieces)
    fillers = [f"▁filler{n}" for n in range(size - len(tokens))]
    return tokens + fillers, kinds + [_NORMAL] * len(fillers)


def _matrices(shape: Shape) -> list[tuple[str, int, int]]:
    wide, kv = shape.heads * shape.head_width, shape.kv_heads * shape.head_width
    found = [("token_embd.weight", shape.vocabulary, shape.width)]
    for n in range(shape.layers):
        found += [
            (f"blk.{n}.attn_q.weight", wide, shape.width),
            (f"blk.{n}.attn_k.weight", kv, shape.width),
            (f"blk.{n}.attn_v.weight", kv, shape.width),
            (f"blk.{n}.attn_output.weight", shape.width, wide),
            (f"blk.{n}.ffn_gate.weight", shape.feed_forward, shape.width),
            (f"blk.{n}.ffn_up.weight", shape.feed_forward, shape.width),
            (f"blk.{n}.ffn_down.weight", shape.width, shape.feed_forward),
        ]
    return found


def _norms(shape: Shape) -> list[str]:
    kinds = ("attn_norm", "ffn_norm")
    return [
        "output_norm.weight",
        *(f"blk.{n}.{k}.weight" for n in range(shape.layers) for k in kinds),
    ]


def _noise(random: np.random.Generator, rows: int, columns: int) -> NDArray[np.uint8]:
    """Blocks of Q4_0: a half-precision scale and 32 nibbles each, uint8[rows, bytes]."""
    blocks = random.integers(0, 256, (rows * columns // BLOCK, BLOCK_BYTES), dtype=np.uint8)
    scale = np.float16(0.02 / np.sqrt(columns / 1024))
    blocks[:, :2] = np.frombuffer(scale.tobytes(), np.uint8)
    shaped: NDArray[np.uint8] = blocks.reshape(rows, columns // BLOCK * BLOCK_BYTES)
    return shaped


def main() -> None:
    """Write all shapes into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for shape in SHAPES:
        print(write_shape(folder, shape))


if __name__ == "__main__":
    main()
