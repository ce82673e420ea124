"""The command that answers questions: ask."""

import argparse
from pathlib import Path

from app.cli import shapes
from app.cli.batches import records
from app.cli.context import Context, existing, instant
from services.errors import UsageError
from services.records import Answer


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command to the parser."""
    ask = commands.add_parser("ask", help="answer a question from your memory")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--batch", metavar="FILE", help="JSON Lines {id, question, now?}")
    ask.add_argument("--extractive", action="store_true", help="quote only, use no model")
    ask.add_argument("--model", metavar="FILE", help="a GGUF file for this question")
    ask.set_defaults(run=run_ask)


def run_ask(context: Context) -> int:
    """``ask QUESTION | --batch FILE``."""
    args = context.args
    if (args.question is None) == (args.batch is None):
        raise UsageError("Give a question, or --batch FILE.")
    model = existing(args.model) if args.model else None
    with context.open() as engine:
        if args.batch is None:
            answer = engine.asking.ask(
                args.question, extractive=args.extractive, model=model, cancel=context.cancel
            )
            context.out.result(shapes.answer(answer), words_of(answer))
            return 0
        for record in records(Path(args.batch), "question"):
            answer = engine.asking.ask(
                str(record["question"]),
                now_ms=instant(str(record["now"])) if "now" in record else None,
                extractive=args.extractive,
                model=model,
                cancel=context.cancel,
            )
            shape = {"id": record.get("id"), **shapes.answer(answer)}
            context.out.record(shape, f"# {record['question']}\n{words_of(answer)}")
    return 0


def words_of(answer: Answer) -> str:
    """An answer with its sources for a terminal."""
    lines = [answer.text]
    lines += [f"  [{c.mark}] “{' '.join(c.quote.split())}”" for c in answer.citations]
    if answer.notice:
        lines.append(answer.notice)
    return "\n".join(lines)
