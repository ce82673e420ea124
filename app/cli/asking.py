"""The command that answers questions: ask."""

import argparse
from pathlib import Path

from app.cli import shapes
from app.cli.batches import records
from app.cli.context import Context, existing, instant
from services.clock import format_instant
from services.errors import UsageError
from services.records import Answer, Citation, ConversationId, QuestionId


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this command to the parser."""
    ask = commands.add_parser("ask", help="answer a question from your memory")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument(
        "--batch", metavar="FILE", help="JSON Lines {id, question, now?, conversation?}"
    )
    ask.add_argument("--extractive", action="store_true", help="quote only, use no model")
    ask.add_argument("--model", metavar="FILE", help="a GGUF file for this question")
    ask.add_argument("--follow", action="store_true", help="a follow-up in the last conversation")
    ask.set_defaults(run=run_ask)
    history = commands.add_parser("history", help="questions asked before, and forgetting them")
    history.add_argument("--search", metavar="TEXT", default="", help="only those that hold it")
    history.add_argument("-k", type=int, default=50, metavar="N", help="how many (50)")
    history.add_argument("--forget", metavar="ID", type=int, help="forget one question")
    history.add_argument("--forget-conversation", metavar="ID", type=int, help="forget a whole one")
    history.add_argument("--clear", action="store_true", help="forget every question")
    history.set_defaults(run=run_history)


def run_ask(context: Context) -> int:
    """``ask QUESTION | --batch FILE``."""
    args = context.args
    if (args.question is None) == (args.batch is None):
        raise UsageError("Give a question, or --batch FILE.")
    model = existing(args.model) if args.model else None
    with context.open() as engine:
        if args.batch is None:
            last = engine.asking.history(1) if args.follow else ()
            answer = engine.asking.ask(
                args.question,
                conversation=last[0].conversation_id if last else None,
                extractive=args.extractive,
                model=model,
                cancel=context.cancel,
            )
            context.out.result(shapes.answer(answer), words_of(answer))
            return 0
        talks: dict[str, ConversationId | None] = {}
        for record in records(Path(args.batch), "question"):
            talk = str(record.get("conversation", ""))
            answer = engine.asking.ask(
                str(record["question"]),
                now_ms=instant(str(record["now"])) if "now" in record else None,
                conversation=talks.get(talk) if talk else None,
                extractive=args.extractive,
                model=model,
                cancel=context.cancel,
            )
            talks[talk] = answer.conversation_id
            shape = {"id": record.get("id"), **shapes.answer(answer)}
            context.out.record(shape, f"# {record['question']}\n{words_of(answer)}")
    return 0


def run_history(context: Context) -> int:
    """``history [--search TEXT | --forget ID | --forget-conversation ID | --clear]``."""
    args = context.args
    with context.open() as engine:
        if args.clear:
            engine.asking.clear_history()
        if args.forget is not None:
            engine.asking.forget_question(QuestionId(args.forget))
        if args.forget_conversation is not None:
            engine.asking.forget_conversation(ConversationId(args.forget_conversation))
        asked = engine.asking.history(args.k, args.search)
    lines = [f"{q.id}  {format_instant(q.at_ms)}  {q.question}" for q in asked]
    context.out.result([shapes.asked(q) for q in asked], "\n".join(lines) or "No questions.")
    return 0


def words_of(answer: Answer) -> str:
    """An answer with its sources for a terminal."""
    lines = [f"({answer.understood})"] if answer.understood else []
    lines.append(answer.text)
    lines += [f"  [{c.mark}] “{' '.join(c.quote.split())}”" for c in answer.citations]
    if answer.nearest:
        lines.append("Nearest to it:")
        lines += [f"  {_when(c)} “{' '.join(c.quote.split())}”" for c in answer.nearest]
    if answer.notice:
        lines.append(answer.notice)
    return "\n".join(lines)


def _when(citation: Citation) -> str:
    return format_instant(citation.hit.at_ms)
