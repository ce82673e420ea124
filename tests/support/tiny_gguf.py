"""A GGUF model small enough for a test: real architecture and template, random weights."""

from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

CHAT_TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] }}|>\n{{ message['content'] }}</s>\n"
    "{% endfor %}<|assistant|>\n"
)
ATTENTION_PARTS = ("q", "k", "v", "output")
_NORMAL, _UNKNOWN, _CONTROL, _BYTE = 1, 2, 3, 6


def write_tiny_gguf(
    path: Path, *, layers: int = 2, width: int = 64, context: int = 4096, seed: int = 7
) -> Path:
    """Write a llama-architecture model of about 100 k random weights; returns ``path``."""
    heads, feed_forward = 4, 2 * width
    tokens, kinds = _vocabulary()
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("tiny-random")
    writer.add_context_length(context)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(feed_forward)
    writer.add_head_count(heads)
    writer.add_head_count_kv(heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(width // heads)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list([t.encode() for t in tokens])
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(CHAT_TEMPLATE)
    for name, tensor in _tensors(len(tokens), layers, width, feed_forward, seed):
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _vocabulary() -> tuple[list[str], list[int]]:
    tokens = ["<unk>", "<s>", "</s>"]
    kinds = [_UNKNOWN, _CONTROL, _CONTROL]
    tokens += [f"<0x{byte:02X}>" for byte in range(256)]
    kinds += [_BYTE] * 256
    pieces = ["▁", *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?'-[]()"]
    tokens += pieces
    kinds += [_NORMAL] * len(pieces)
    return tokens, kinds


def _tensors(
    vocabulary: int, layers: int, width: int, feed_forward: int, seed: int
) -> list[tuple[str, NDArray[np.float32]]]:
    random = np.random.default_rng(seed)

    def weights(*shape: int) -> NDArray[np.float32]:
        return (random.standard_normal(shape) * 0.05).astype(np.float32)

    ones = np.ones(width, np.float32)
    tensors = [
        ("token_embd.weight", weights(vocabulary, width)),
        ("output_norm.weight", ones),
        ("output.weight", weights(vocabulary, width)),
    ]
    for n in range(layers):
        tensors += [
            (f"blk.{n}.attn_norm.weight", ones),
            (f"blk.{n}.ffn_norm.weight", ones),
            *(
                (f"blk.{n}.attn_{part}.weight", weights(width, width))
                for part in ("q", "k", "v", "output")
            ),
            (f"blk.{n}.ffn_gate.weight", weights(feed_forward, width)),
            (f"blk.{n}.ffn_up.weight", weights(feed_forward, width)),
            (f"blk.{n}.ffn_down.weight", weights(width, feed_forward)),
        ]
    return tensors
