"""What is wrong with a database file, in the database's own words."""

from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from services.cancel import CancelToken, Progress
from services.said import said


def problems(connection: Any) -> list[str]:
    """All that is wrong with a copy, its indexes compared with its rows; empty where it is well."""
    damaged = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    if damaged:
        return damaged
    words = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    return [word for word in words if word != "ok"]


def all_damage(connection: Any, progress: Progress, cancel: CancelToken) -> list[str]:
    """What is damaged, table after table; raises ``Cancelled``.

    The connection's progress handler must look at ``cancel``, too.
    """
    tables = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"
        )
    ]
    damage: list[str] = []
    for done, table in enumerate(tables):
        cancel.check()
        progress(done, len(tables), said("Reading every page"))
        try:
            rows = connection.execute(f"PRAGMA quick_check('{table}')").fetchall()
        except sqlcipher.OperationalError:
            cancel.check()  # it was interrupted
            raise
        except sqlcipher.DatabaseError as error:
            rows = [(str(error),)]
        damage += [str(row[0]) for row in rows if row[0] != "ok"]
    return damage
