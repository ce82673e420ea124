"""Commands that show the program: demo, screenshots, and mcp for other programs."""

import argparse
import os
import tempfile
from pathlib import Path

from app.cli import shapes
from app.cli.asking import words_of
from app.cli.context import Context
from app.sample import open_sample, questions
from services.engine import Engine
from services.errors import WorldError
from services.records import Answer, Outcome


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands to the parser."""
    demo = commands.add_parser(
        "demo", help="see it work on a sample, before it sees anything of you"
    )
    demo.add_argument("--keep", metavar="DIR", help="keep the sample library and pictures here")
    demo.add_argument(
        "--pictures", metavar="DIR", help="write pictures of the window here, at two text sizes"
    )
    demo.set_defaults(run=run_demo)
    mcp = commands.add_parser("mcp", help="answer other programs over standard input (read only)")
    mcp.set_defaults(run=run_mcp)


def run_demo(context: Context) -> int:
    """``demo [--keep DIR] [--pictures DIR]``."""
    keep, shown = context.args.keep, context.args.pictures
    folder = Path(keep).expanduser() if keep else Path(tempfile.mkdtemp(prefix="afterimage-demo-"))
    target = Path(shown).expanduser() if shown else folder / "pictures"
    context.out.note(
        "A made-up week goes through the real pipeline: pictures are compared and read, files and"
        " chats indexed, nights consolidated. This takes a minute or two."
    )
    with open_sample(folder / "library", context.out.progress, context.cancel) as engine:
        asked = [(q, engine.asking.ask(q.question, cancel=context.cancel)) for q in questions()]
        pictures = _pictures(context, engine, target, (100, 200) if shown else (100,))
    shape = {
        "answers": [
            {"question": q.question, "expected": q.expect, **shapes.answer(a)} for q, a in asked
        ],
        "pictures": [str(path) for path in pictures],
    }
    lines = [f"{q.question}\n{_indented(a)}\n" for q, a in asked]
    lines.append(f"Pictures of the window: {target}" if pictures else "")
    context.out.result(shape, "\n".join(lines).rstrip())
    right = all(
        q.expect in a.text if q.expect else a.outcome is Outcome.NOT_FOUND for q, a in asked
    )
    return 0 if right else 1


def _indented(answer: Answer) -> str:
    return "\n".join(f"  {line}" for line in words_of(answer).splitlines())


def _pictures(
    context: Context, engine: Engine, folder: Path, text_scales: tuple[int, ...]
) -> list[Path]:
    """Pictures of every page, drawn without a screen; none where Qt cannot be loaded."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # no window appears, and no screen is needed
    try:
        from app.window import grab_pages
    except ImportError as error:
        context.out.note(f"No pictures: the window's library cannot be loaded ({error.name}).")
        return []
    try:
        return grab_pages(engine, folder, text_scales)
    except WorldError as error:
        context.out.note(str(error))
        return []


def run_mcp(context: Context) -> int:
    """``mcp``."""
    from app.mcp import serve

    with context.open() as engine:
        serve(engine)
    return 0
