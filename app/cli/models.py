"""The command for language models: models."""

import argparse
from pathlib import Path

from app.cli import shapes
from app.cli.context import Context, existing
from services.engine import Engine
from services.errors import UsageError
from services.records import FoundModel, ModelOffer, ModelSpeed


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command to the parser."""
    models = commands.add_parser("models", help="language models: list, download, choose, measure")
    what = models.add_mutually_exclusive_group()
    what.add_argument("--download", metavar="ID", help="fetch a model of the list from its maker")
    what.add_argument("--use", metavar="FILE", help="answer with this GGUF file from now on")
    what.add_argument("--quote", action="store_true", help="answer by quoting, without a model")
    what.add_argument("--remove", metavar="FILE", help="delete a model that was downloaded here")
    what.add_argument("--measure", action="store_true", help="how fast the chosen model is here")
    models.set_defaults(run=run_models)


def run_models(context: Context) -> int:
    """``models [--download ID | --use FILE | --quote | --remove FILE | --measure]``."""
    args = context.args
    with context.open() as engine:
        if args.measure:
            speed = engine.models.measure(cancel=context.cancel)
            context.out.result(shapes.model_speed(speed), speed_words(speed))
            return 0
        if args.download:
            path = engine.models.download(args.download, context.out.progress, context.cancel)
            context.out.note(f"Downloaded to {path}. `models --use` chooses it.")
        elif args.use:
            engine.models.choose(existing(args.use).resolve())
        elif args.quote:
            engine.models.choose(None)
        elif args.remove:
            engine.models.remove(_own(engine, args.remove))
        offers, found = engine.models.offers(), engine.models.found()
        shape = {
            "offers": [shapes.model_offer(o) for o in offers],
            "found": [shapes.found_model(f) for f in found],
        }
        context.out.result(shape, list_words(offers, found))
    return 0


def _own(engine: Engine, text: str) -> Path:
    """A downloaded model by its path or its file's name."""
    for model in engine.models.found():
        if text in (model.path, Path(model.path).name):
            return Path(model.path)
    raise UsageError(f"There is no model {text}.", "`models` lists them.")


def list_words(offers: tuple[ModelOffer, ...], found: tuple[FoundModel, ...]) -> str:
    """Both lists for a terminal."""
    lines = ["On offer (nothing is downloaded unless you ask):"]
    for offer in offers:
        marks = [f"from {offer.memory_gb} GB of memory", offer.speed, offer.licence]
        marks += ["recommended here"] if offer.recommended else []
        marks += [] if offer.fits else ["too large for this machine"]
        marks += ["downloaded"] if offer.path else []
        size = f"about {offer.about_bytes / 1e9:.1f} GB"
        lines.append(f"  {offer.id:22} {offer.title}, {size}; {', '.join(marks)}")
        lines.append(f"  {'':22} {offer.languages}")
    lines.append("On this computer:" if found else "No model was found on this computer.")
    for model in found:
        sign = "*" if model.chosen else " "
        size = f"{model.file_bytes / 1e9:.1f} GB"
        lines.append(f" {sign} {model.name} ({model.program}, {size}): {model.path}")
    return "\n".join(lines)


def speed_words(speed: ModelSpeed) -> str:
    """A measure for a terminal."""
    return (
        f"{speed.name}: reads {speed.read_per_s:.0f} and writes {speed.written_per_s:.1f} tokens a"
        f" second {speed.device}; loaded in {speed.load_ms / 1000:.1f} s."
    )
