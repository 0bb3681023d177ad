"""
The article's tickets server on today's `mcp`, with its tickets in SQLite.

It serves standard input and output, or with a port Streamable HTTP at /mcp.
"""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

from mcp.server.mcpserver import AcceptedElicitation, Elicit, ElicitationResult, MCPServer, Resolve, Sample
from mcp_types import CreateMessageResult, SamplingMessage, TextContent
from pydantic import BaseModel

from tickets import Ticket, Tickets

parser = ArgumentParser(description=__doc__)
parser.add_argument("database", type=Path)
parser.add_argument("--http", type=int, metavar="PORT")
parser.add_argument("--coroutines", action="store_true", help="run handlers where they are called, not in threads")
options = parser.parse_args()

tickets = Tickets(options.database)
server = MCPServer("support-ticketing-server", log_level="WARNING")


class PriorityInput(BaseModel):
    priority: str


def handler(function: Callable[..., str]) -> Callable[..., Any]:
    """A plain function, as the article has them, for which `mcp` uses a thread; or a coroutine that waits for nothing."""

    @wraps(function)
    async def coroutine(*args: Any, **kwargs: Any) -> str:
        return function(*args, **kwargs)

    return coroutine if options.coroutines else function


@server.resource("ticket://list", name="Open tickets list", description="Lists all open support tickets")
@handler
def resource_list_open_tickets() -> str:
    lines = [f"#{id} [{status}] {subject} ({customer})" for id, status, subject, customer in tickets.list_open()]
    return "\n".join(lines) if lines else "No open tickets."


@server.resource("ticket://{ticket_id}", name="Ticket details", description="Full details for a single ticket")
@handler
def resource_get_ticket(ticket_id: str) -> str:
    ticket = tickets.get(ticket_id)
    return json.dumps(ticket, indent=2) if ticket else not_found(ticket_id)


@server.tool(description="Close a support ticket with a resolution message")
@handler
def close_ticket_tool(ticket_id: str, resolution: str) -> str:
    if tickets.close(ticket_id, resolution):
        return json.dumps({"success": True, "ticket_id": ticket_id})
    return json.dumps({"success": False, "error": not_found(ticket_id)})


async def find_ticket(ticket_id: str) -> Ticket | None:
    return tickets.get(ticket_id)


Found = Annotated[Ticket | None, Resolve(find_ticket)]


async def ask_priority(ticket_id: str, ticket: Found) -> Elicit[PriorityInput] | None:
    message = f"Ticket #{ticket_id} needs escalation. What priority should it be set to? (low / medium / high)"
    return Elicit(message, PriorityInput) if ticket else None


async def ask_note(ticket_id: str, reason: str, ticket: Found) -> Sample | None:
    if not ticket:
        return None
    text = (
        "Summarise the following escalation in one sentence for an internal ops note.\n"
        f"Ticket #{ticket_id}: {ticket['subject']}\n"
        f"Reason: {reason}"
    )
    return Sample([SamplingMessage(role="user", content=TextContent(text=text))], max_tokens=128)


@server.tool(
    description="Escalate a support ticket, asking the client for priority via elicitation "
    "and generating a summary via sampling"
)
async def escalate_ticket(
    ticket_id: str,
    reason: str,
    ticket: Found,
    answer: Annotated[ElicitationResult[PriorityInput], Resolve(ask_priority)],
    sampled: Annotated[CreateMessageResult, Resolve(ask_note)],
) -> str:
    if not ticket:
        return json.dumps({"success": False, "error": not_found(ticket_id)})
    priority = answer.data.priority if isinstance(answer, AcceptedElicitation) else "medium"
    note = sampled.content.text if isinstance(sampled.content, TextContent) else str(sampled.content)
    return json.dumps({"success": True, "ticket_id": ticket_id, "priority": priority, "escalation_note": note})


@server.prompt(description="Generate a resolution message for a support ticket")
@handler
def resolution_prompt(ticket_id: str, account_tier: str) -> str:
    ticket = tickets.get(ticket_id)
    if not ticket:
        return f"No ticket found with ID {ticket_id}."
    return (
        "You are a support agent. Write a professional resolution email for the following ticket.\n\n"
        f"Ticket #{ticket['id']}: {ticket['subject']}\n"
        f"Customer: {ticket['customer']} (account tier: {account_tier})\n\n"
        "Be concise, empathetic, and provide clear next steps."
    )


def not_found(ticket_id: str) -> str:
    return f"Ticket #{ticket_id} not found."


if __name__ == "__main__":
    if options.http is not None:
        server.run("streamable-http", port=options.http, json_response=True)
    else:
        server.run("stdio")
