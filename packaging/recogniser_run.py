"""The second half of ``make_recogniser.py``, in the environment that has torch: train and export.

    recogniser_run.py FONTS STATE TARGET [--continue STEPS] [--seed N]

prints a report as one line of JSON.
"""

import argparse
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


def main(options: argparse.Namespace) -> None:
    """Train, or go on; then write the model."""
    model = options.target / "screen.onnx"
    further = options.further
    plan = Plan(
        options.fonts,
        options.state,
        steps=STEPS if further is None else further,
        model=None if further is None else options.model or model,
        seed=options.seed,
    )
    net = train(plan)
    fitted_on = held_out_batches(options.fonts, first=PLAIN_FROM)
    measured_on = held_out_batches(options.fonts, first=PLAIN_FROM + _TO_CALIBRATE)
    made = export(net, model, fitted_on, measured_on)
    report = {
        "parameters": made.parameters,
        "seed": options.seed,
        "steps": plan.steps,
        "held_out": ", ".join(HELD_OUT),
        "measured": sum(len(batch.targets) for batch in measured_on),
        "character_error": made.character_error,
        "exact": made.exact,
        "calibration_error": made.calibration.error,
    }
    print(json.dumps(report))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("state", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--continue", dest="further", metavar="STEPS", type=int)
    parser.add_argument("--from", dest="model", type=Path, help="the model to go on from")
    parser.add_argument("--seed", type=int, default=SEED)
    main(parser.parse_args())
