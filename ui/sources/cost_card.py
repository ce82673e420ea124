"""What capture costs and takes: today's computing, what waits, and the disk."""

from services.records import CaptureState, CostToday, QuotaPreview, Stats
from ui.context import Context
from ui.design.widgets import Card, label
from ui.sources.lists import StageBars, stage_words
from ui.words import bytes_words, clock_words, count_words, number_words, tr

SHOWN = 3


def today_words(today: CostToday) -> str:
    """Such as "Costs 1.3 % of one core today: reading 41 s, comparing 12 s"."""
    stages = sorted(today.cpu_s.items(), key=lambda pair: -pair[1])[:SHOWN]
    parts = ", ".join(f"{stage_words(name)} {seconds:.0f} s" for name, seconds in stages)
    share = f"{number_words(today.share * 100, 1)} %"
    return f"{tr('Costs')} {share} {tr('of one core today')}: {parts}"


def backlog_words(state: CaptureState, offset_min: int) -> str:
    """Such as "Reading is 12 frames behind, since 14:02"; empty where nothing waits."""
    if not state.backlog:
        return ""
    frames = count_words(state.backlog, "frame", "frames")
    words = f"{tr('Reading is')} {frames} {tr('behind')}"
    if state.waiting_since_ms is not None:
        words += f", {tr('since')} {clock_words(state.waiting_since_ms, offset_min)}"
    if state.pace == "waiting":
        words += f". {tr('It waits, to spare the computer.')}"
    if state.pace == "thin":
        words += f". {tr('Only the newest picture of each window is read.')}"
    return words


def quota_words(quota: QuotaPreview) -> str:
    """What the disk budget takes and what tidying up would let go of."""
    words = f"{bytes_words(quota.used_bytes)} {tr('of')} {bytes_words(quota.budget_bytes)}"
    words += f" {tr('used.')} "
    parts = []
    if quota.fade:
        parts.append(f"{count_words(quota.fade, 'picture', 'pictures')} {tr('made small')}")
    if quota.drop:
        parts.append(
            f"{count_words(quota.drop, 'small picture', 'small pictures')} {tr('dropped')}"
        )
    if quota.captures:
        parts.append(f"{count_words(quota.captures, 'capture', 'captures')} {tr('forgotten')}")
    if not parts:
        words += tr("Nothing has to go.")
    else:
        freed = bytes_words(quota.freed_bytes)
        words += f"{tr('At the next tidying')} {', '.join(parts)} ({tr('about')} {freed})."
    if quota.over_bytes:
        words += (
            f" {bytes_words(quota.over_bytes)} {tr('are too much even then: raise the budget.')}"
        )
    return words


class CostCard(Card):
    """CPU by stage since the beginning, today in words, and the disk."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("What it costs"), spacing=8)
        self._context = context
        self.today = label("", "muted", wrap=True)
        self.backlog = label("", "muted", wrap=True)
        self.disk = label("", "muted", wrap=True)
        self.sizes = label("", "second", wrap=True)
        self.stages = StageBars(context.theme)
        for item in (self.today, self.backlog, self.disk, self.sizes, self.stages):
            self.add(item)

    def show_costs(self, stats: Stats, state: CaptureState, quota: QuotaPreview) -> None:
        """Show other figures."""
        today = stats.today
        costs = today is not None and bool(today.cpu_s)
        self.today.setText(today_words(today) if today is not None and costs else "")
        self.today.setVisible(costs)
        self.backlog.setText(backlog_words(state, self._context.offset_min()))
        self.backlog.setVisible(bool(self.backlog.text()))
        self.disk.setText(quota_words(quota))
        self.stages.show_stages(stats.cpu_s)
        frames, ocr = stats.frames, stats.ocr
        words = []
        if frames.get("seen"):
            words.append(f"{frames.get('kept', 0)} {tr('of')} {frames['seen']} {tr('looks kept')}")
        if ocr.get("lines"):
            words.append(
                f"{ocr.get('from_cache', 0)} {tr('of')} {ocr['lines']} {tr('lines known already')}"
            )
        self.sizes.setText(" · ".join(words) or tr("CPU seconds since the beginning, by stage."))
