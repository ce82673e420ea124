"""Questions that were asked, with their answers as they were given."""

from collections.abc import Sequence

from services.records import (
    Answer,
    AskedQuestion,
    ConversationId,
    Outcome,
    QuestionId,
    SegmentId,
)
from services.store.database import Database


class Questions:
    """Stores the history of questions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, answer: Answer, question: str, at_ms: int) -> QuestionId:
        """Keep a question with its answer and the quotes it cites.

        Without a conversation in the answer it begins one, whose id is its own.
        """
        with self._database.write() as connection:
            question_id = QuestionId(
                connection.execute(
                    "INSERT INTO question"
                    " (at_ms, question, outcome, answer, model, conversation_id, understood)"
                    " VALUES (?,?,?,?,?,?,?)",
                    (
                        at_ms,
                        question,
                        answer.outcome,
                        answer.text,
                        answer.model,
                        answer.conversation_id or 0,
                        answer.understood,
                    ),
                ).lastrowid
            )
            if answer.conversation_id is None:
                connection.execute(
                    "UPDATE question SET conversation_id = id WHERE id = ?", (question_id,)
                )
            connection.executemany(
                "INSERT OR IGNORE INTO question_source (question_id, mark, segment_id, quote)"
                " SELECT ?, ?, id, ? FROM segment WHERE id = ?",  # one may be deleted meanwhile
                [(question_id, c.mark, c.quote, c.hit.segment_id) for c in answer.citations],
            )
        return question_id

    def get(self, question_id: QuestionId) -> AskedQuestion | None:
        """One question, or None where it is gone."""
        found = self._select("WHERE id = ?", (question_id,))
        return found[0] if found else None

    def recent(self, limit: int) -> list[AskedQuestion]:
        """The newest questions, the newest first."""
        return self._select("ORDER BY at_ms DESC, id DESC LIMIT ?", (limit,))

    def of_conversation(self, conversation_id: ConversationId) -> list[AskedQuestion]:
        """The questions of a conversation, the oldest first."""
        return self._select("WHERE conversation_id = ? ORDER BY id", (conversation_id,))

    def delete_conversation(self, conversation_id: ConversationId) -> None:
        """Forget every question of a conversation."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM question WHERE conversation_id = ?", (conversation_id,))

    def search(self, text: str, limit: int = 50) -> list[AskedQuestion]:
        """Questions whose words or answer contain a text, the newest first."""
        return self._select(
            "WHERE instr(lower(question), lower(?)) OR instr(lower(answer), lower(?))"
            " ORDER BY at_ms DESC, id DESC LIMIT ?",
            (text, text, limit),
        )

    def delete(self, question_id: QuestionId) -> None:
        """Forget a question."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM question WHERE id = ?", (question_id,))

    def clear(self) -> int:
        """Forget every question; returns how many there were."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM question_source")
            return connection.execute("DELETE FROM question").rowcount

    def _select(self, tail: str, values: Sequence[object]) -> list[AskedQuestion]:
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, at_ms, question, outcome, answer, model, conversation_id, understood"
                f" FROM question {tail}",
                values,
            ).fetchall()
            return [
                AskedQuestion(
                    id=QuestionId(row[0]),
                    at_ms=row[1],
                    question=row[2],
                    outcome=Outcome(row[3]),
                    answer=row[4],
                    model=row[5],
                    conversation_id=ConversationId(row[6]),
                    understood=row[7],
                    citations=tuple(
                        (mark, SegmentId(segment_id), quote)
                        for mark, segment_id, quote in connection.execute(
                            "SELECT mark, segment_id, quote FROM question_source"
                            " WHERE question_id = ? ORDER BY mark",
                            (row[0],),
                        )
                    ),
                )
                for row in rows
            ]
