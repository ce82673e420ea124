"""The few words around a quote that a card has room for."""

AROUND = 90


def excerpt(text: str, quote: str) -> tuple[str, str, str]:
    """What stands before the quote, the quote, and what stands after, cut at words."""
    at = text.find(quote) if quote else -1
    if at < 0:
        cut = text[: 2 * AROUND]
        return (cut + "…" if len(text) > len(cut) else cut), "", ""
    before, after = text[:at], text[at + len(quote) :]
    if len(before) > AROUND:
        tail = before[-AROUND:]
        before = "…" + tail[tail.find(" ") + 1 :]
    if len(after) > AROUND:
        head = after[:AROUND]
        after = head[: head.rfind(" ")] + "…" if " " in head else head + "…"
    return before, quote, after
