/** Returns the exact output of the script with the in-memory desk. */
export function getScriptOutput(tier: string): string {
  return `✅ Connected to MCP server

🔧 Available tools:
 • close_ticket_tool: Close a support ticket with a resolution message
 • escalate_ticket: Escalate a support ticket

📄 Available resources:
 • ticket://list: Open tickets list

💬 Available prompts:
 • resolution_prompt: Generate a resolution message for a support ticket

📋 Open tickets:

#42 [open] Cannot log in after password change (alice@example.com)
#43 [open] Invoice PDF not loading (bob@example.com)

📄 Full details for ticket #42:

{
  "id": "42",
  "subject": "Cannot log in after password change",
  "customer": "alice@example.com",
  "account_tier": "pro",
  "status": "open",
  "resolution": null
}

💬 Prompt template from server:
 [user] Write about ticket #42.

The customer's tier is ${tier}.

🔧 Closing ticket #42...
✅ Ticket #42 closed successfully.

🚨 Escalating ticket #43...

❓ [Elicitation] Server asks: "What is #43's priority?"
 → Simulated user input: 'high'

🧠 [Sampling] Server requested LLM completion for: 'Summarise it.\\nTicket #43: Invoice PDF not loading\\nReason: Customer unable to access invoice PDF after multiple attempts.'
 → Simulated response: 'Ticket escalated due to login failure; requires urgent review.'
✅ Ticket #43 escalated at high priority.
 Note: Ticket escalated due to login failure; requires urgent review.
`;
}
