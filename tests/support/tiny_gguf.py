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


def write_tiny_embedder(
    path: Path, *, width: int = 32, pooling: int | None = 1, seed: int = 3, name: str = "tiny-bert"
) -> Path:
    """Write a BERT-architecture embedding model of random weights; returns ``path``.

    ``pooling`` is GGUF's number (1 mean, 2 first token, 4 rank); None leaves it unsaid.
    """
    heads, feed_forward, context = 4, 2 * width, 256
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    kinds = [_CONTROL, _UNKNOWN, _CONTROL, _CONTROL, _CONTROL]
    # as converters write WordPiece: "▁" begins a word, the rest of a word stands bare
    pieces = [f"▁{letter}" for letter in letters] + list(letters)
    tokens += pieces
    kinds += [_NORMAL] * len(pieces)
    writer = gguf.GGUFWriter(str(path), "bert")
    writer.add_name(name)
    writer.add_context_length(context)
    writer.add_embedding_length(width)
    writer.add_block_count(1)
    writer.add_feed_forward_length(feed_forward)
    writer.add_head_count(heads)
    writer.add_layer_norm_eps(1e-12)
    writer.add_causal_attention(False)
    if pooling is not None:
        writer.add_pooling_type(gguf.PoolingType(pooling))
    writer.add_vocab_size(len(tokens))
    writer.add_token_type_count(2)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("bert")
    writer.add_token_list([token.encode() for token in tokens])
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    for add, number in (
        (writer.add_pad_token_id, 0),
        (writer.add_unk_token_id, 1),
        (writer.add_bos_token_id, 2),
        (writer.add_sep_token_id, 3),
        (writer.add_eos_token_id, 3),
        (writer.add_mask_token_id, 4),
    ):
        add(number)
    for tensor_name, tensor in _bert_tensors(len(tokens), context, width, feed_forward, seed):
        writer.add_tensor(tensor_name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _bert_tensors(
    vocabulary: int, context: int, width: int, feed_forward: int, seed: int
) -> list[tuple[str, NDArray[np.float32]]]:
    random = np.random.default_rng(seed)

    def weights(*shape: int) -> NDArray[np.float32]:
        return (random.standard_normal(shape) * 0.3).astype(np.float32)

    def norm(name: str) -> list[tuple[str, NDArray[np.float32]]]:
        return [
            (f"{name}.weight", np.ones(width, np.float32)),
            (f"{name}.bias", np.zeros(width, np.float32)),
        ]

    def linear(name: str, out: int, into: int) -> list[tuple[str, NDArray[np.float32]]]:
        return [(f"{name}.weight", weights(out, into)), (f"{name}.bias", weights(out))]

    return [
        ("token_embd.weight", weights(vocabulary, width)),
        ("position_embd.weight", weights(context, width) * 0.1),
        ("token_types.weight", weights(2, width)),
        *norm("token_embd_norm"),
        *(pair for part in ("q", "k", "v", "output")
          for pair in linear(f"blk.0.attn_{part}", width, width)),
        *norm("blk.0.attn_output_norm"),
        *linear("blk.0.ffn_up", feed_forward, width),
        *linear("blk.0.ffn_down", width, feed_forward),
        *norm("blk.0.layer_output_norm"),
    ]  # fmt: skip
