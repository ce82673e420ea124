"""How large the library grows: text adds up, pictures last only so long."""

from services.clock import DAY_MS
from services.records import Stats
from services.settings import MemorySettings

_STEP_DAYS, _DAYS = 30, 730
_THUMBNAIL_SHARE = 0.04  # of a full picture's bytes, about what a 320-pixel thumbnail takes


def forecast(stats: Stats, memory: MemorySettings, now_ms: int) -> tuple[tuple[int, int], ...]:
    """(instant, bytes) from now on for two years, at the mean rate so far.

    Text and thumbnails grow with time; full pictures stop growing once the oldest of them fade,
    vectors once as many memories are vivid as may be; the disk budget caps the sum.
    """
    oldest_ms = stats.oldest_ms if stats.oldest_ms is not None else now_ms
    lived_days = max(1.0, (now_ms - oldest_ms) / DAY_MS)
    images = stats.bytes.get("images", 0)
    vectors, hot = stats.bytes.get("vectors", 0), stats.segments.get("hot", 0)
    most_vectors = vectors * max(1.0, memory.hot_limit / hot) if hot else float(vectors)
    text = sum(stats.bytes.values()) - images - vectors
    full_days = min(lived_days, float(memory.pixels_days))
    image_rate, text_rate = images / full_days, text / lived_days
    budget = memory.disk_budget_mb * 1_000_000
    points = []
    for day in range(0, _DAYS + 1, _STEP_DAYS):
        lived = full_days + day
        full = image_rate * min(lived, float(memory.pixels_days))
        small = image_rate * _THUMBNAIL_SHARE * max(0.0, lived - memory.pixels_days)
        index = min(vectors * (1 + day / lived_days), most_vectors)
        total = text + text_rate * day + index + full + small
        points.append((now_ms + day * DAY_MS, min(budget, round(total))))
    return tuple(points)
