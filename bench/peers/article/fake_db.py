"""The tickets of the article's server, in memory."""

TICKETS: dict[str, dict] = {
    "42": {
        "id": "42",
        "subject": "Cannot log in after password change",
        "customer": "alice@example.com",
        "account_tier": "pro",
        "status": "open",
        "resolution": None,
    },
    "43": {
        "id": "43",
        "subject": "Invoice PDF not loading",
        "customer": "bob@example.com",
        "account_tier": "free",
        "status": "open",
        "resolution": None,
    },
}


def get_ticket(ticket_id: str) -> dict | None:
    return TICKETS.get(ticket_id)


def list_open_tickets() -> list[dict]:
    return [t for t in TICKETS.values() if t["status"] == "open"]


def close_ticket(ticket_id: str, resolution: str) -> bool:
    ticket = TICKETS.get(ticket_id)
    if not ticket:
        return False
    ticket["status"] = "closed"
    ticket["resolution"] = resolution
    return True
