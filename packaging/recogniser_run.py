"""The second half of ``make_recogniser.py``, in the environment that has torch: train and export.

    recogniser_run.py FONTS STATE TARGET

prints a report as one line of JSON.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "packaging"), str(ROOT)]

from recogniser.batches import PLAIN_FROM  # noqa: E402 - the path comes first
from recogniser.export import export  # noqa: E402
from recogniser.faces import HELD_OUT  # noqa: E402
from recogniser.train import SEED, STEPS, Plan, held_out_batches, train  # noqa: E402

_TO_CALIBRATE = 24  # held-out batches; as many others measure


def main(fonts: Path, state: Path, target: Path) -> None:
    """Train, or go on; then write the model."""
    net = train(Plan(fonts, state))
    fitted_on = held_out_batches(fonts, first=PLAIN_FROM)
    measured_on = held_out_batches(fonts, first=PLAIN_FROM + _TO_CALIBRATE)
    made = export(net, target / "screen.onnx", fitted_on, measured_on)
    report = {
        "parameters": made.parameters,
        "seed": SEED,
        "steps": STEPS,
        "lines": STEPS * 64,
        "held_out": ", ".join(HELD_OUT),
        "measured": sum(len(batch.targets) for batch in measured_on),
        "character_error": made.character_error,
        "exact": made.exact,
        "calibration_error": made.calibration.error,
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
