"""The article's tickets server, line for line but for its comments: what this program is measured and tested against."""

import json
import sys
import os
from pydantic import BaseModel
from mcp.server.fastmcp import FastMCP, Context
from mcp.types import SamplingMessage, TextContent

sys.path.insert(0, os.path.dirname(__file__))
import fake_db

mcp = FastMCP("support-ticketing-server")


class PriorityInput(BaseModel):
    priority: str  # expected: "low", "medium", or "high"


@mcp.resource("ticket://list", name="Open tickets list", description="Lists all open support tickets")
def resource_list_open_tickets() -> str:
    tickets = fake_db.list_open_tickets()
    lines = [f"#{t['id']} [{t['status']}] {t['subject']} ({t['customer']})" for t in tickets]
    return "\n".join(lines) if lines else "No open tickets."


@mcp.resource("ticket://{ticket_id}", name="Ticket details", description="Full details for a single ticket")
def resource_get_ticket(ticket_id: str) -> str:
    ticket = fake_db.get_ticket(ticket_id)
    if not ticket:
        return f"Ticket #{ticket_id} not found."
    return json.dumps(ticket, indent=2)


@mcp.tool(description="Close a support ticket with a resolution message")
def close_ticket_tool(ticket_id: str, resolution: str) -> str:
    """
    Closes a ticket with a resolution note.

    Args:
        ticket_id: The ID of the ticket to close.
        resolution: A plain-text description of how the issue was resolved.
    """
    success = fake_db.close_ticket(ticket_id, resolution)
    if success:
        return json.dumps({"success": True, "ticket_id": ticket_id})
    return json.dumps({"success": False, "error": f"Ticket #{ticket_id} not found."})


@mcp.tool(description="Escalate a support ticket, asking the client for priority via elicitation and generating a summary via sampling")
async def escalate_ticket(ticket_id: str, reason: str, ctx: Context) -> str:
    """
    Flags a ticket for human escalation.

    Args:
        ticket_id: The ticket to escalate.
        reason: Why this ticket needs human attention.
    """
    ticket = fake_db.get_ticket(ticket_id)
    if not ticket:
        return json.dumps({"success": False, "error": f"Ticket #{ticket_id} not found."})

    elicit_result = await ctx.elicit(
        message=f"Ticket #{ticket_id} needs escalation. What priority should it be set to? (low / medium / high)",
        schema=PriorityInput,
    )
    priority = elicit_result.data.priority if elicit_result.action == "accept" and elicit_result.data else "medium"

    sampling_result = await ctx.request_context.session.create_message(
        messages=[
            SamplingMessage(
                role="user",
                content=TextContent(
                    type="text",
                    text=(
                        f"Summarise the following escalation in one sentence for an internal ops note.\n"
                        f"Ticket #{ticket_id}: {ticket['subject']}\n"
                        f"Reason: {reason}"
                    ),
                ),
            )
        ],
        max_tokens=128,
    )
    note_content = sampling_result.content
    escalation_note = note_content.text if hasattr(note_content, "text") else str(note_content)

    return json.dumps({
        "success": True,
        "ticket_id": ticket_id,
        "priority": priority,
        "escalation_note": escalation_note,
    })


@mcp.prompt(description="Generate a resolution message for a support ticket")
def resolution_prompt(ticket_id: str, account_tier: str) -> str:
    """
    Returns a prompt template for generating a resolution note.

    Args:
        ticket_id: The ticket being resolved.
        account_tier: 'free' or 'pro' — adjust tone accordingly.
    """
    ticket = fake_db.get_ticket(ticket_id)
    if not ticket:
        return f"No ticket found with ID {ticket_id}."
    return (
        f"You are a support agent. Write a professional resolution email for the following ticket.\n\n"
        f"Ticket #{ticket['id']}: {ticket['subject']}\n"
        f"Customer: {ticket['customer']} (account tier: {account_tier})\n\n"
        f"Be concise, empathetic, and provide clear next steps."
    )


if __name__ == "__main__":
    mcp.run()
