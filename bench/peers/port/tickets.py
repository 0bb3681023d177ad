"""The tickets, in SQLite."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

Ticket = dict[str, str | None]

SCHEMA = """
CREATE TABLE IF NOT EXISTS tickets (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    customer TEXT NOT NULL,
    account_tier TEXT NOT NULL,
    status TEXT NOT NULL,
    resolution TEXT
);
CREATE INDEX IF NOT EXISTS tickets_by_status ON tickets (status);
"""

ADD = "INSERT INTO tickets VALUES (:id, :subject, :customer, :account_tier, :status, :resolution)"
LIST_OPEN = "SELECT id, status, subject, customer FROM tickets WHERE status = 'open' ORDER BY id"
GET = "SELECT CAST(id AS TEXT) AS id, subject, customer, account_tier, status, resolution FROM tickets WHERE id = ?"
CLOSE = "UPDATE tickets SET status = 'closed', resolution = ? WHERE id = ?"


class Tickets:
    """One connection for all threads, which SQLite lets in one by one; it keeps its statements prepared."""

    def __init__(self, path: Path) -> None:
        # No transactions but SQLite's own: each statement commits by itself, once, and is durable then.
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.executescript(SCHEMA)

    def add_all(self, tickets: Iterable[Ticket]) -> None:
        self._connection.execute("BEGIN")
        self._connection.executemany(ADD, tickets)
        self._connection.execute("COMMIT")

    def get(self, ticket_id: str) -> Ticket | None:
        cursor = self._connection.execute(GET, (ticket_id,))
        row = cursor.fetchone()
        return {column[0]: value for column, value in zip(cursor.description, row)} if row else None

    def list_open(self) -> list[tuple[int, str, str, str]]:
        return self._connection.execute(LIST_OPEN).fetchall()

    def close(self, ticket_id: str, resolution: str) -> bool:
        """Whether there is such a ticket."""
        return self._connection.execute(CLOSE, (resolution, ticket_id)).rowcount == 1
