/** The subject of a card: it follows from the tool whose call opened the page. */

import type { Opening } from "../../bridges/host/mod.ts";

export type CardTarget =
  | { kind: "tickets"; query: string }
  | { kind: "ticket"; id: string }
  /** All that wait, or one. */
  | { kind: "approvals"; id?: string }
  | { kind: "report"; input: Readonly<Record<string, unknown>> };

/** The view that `open_desk` shows without a query: the first one of the desk. */
const QUEUE = "status:open -is:snoozed";

/** @returns Null if it is not known yet. */
export function findTarget({ tool, input = {}, result }: Opening): CardTarget | null {
  const content = result?.structuredContent ?? {};
  switch (tool ?? guessTool(content)) {
    case "search_tickets":
      return { kind: "tickets", query: readText(input.query) ?? "" };
    case "get_ticket":
      return toTicket(readId(content.ticket) ?? readText(input.ticket_id));
    case "open_desk":
      return toTicket(readText(content.ticket_id) ?? readText(input.ticket_id)) ??
        { kind: "tickets", query: readText(input.query) ?? QUEUE };
    case "ticket_report":
      return { kind: "report", input };
    case "list_approvals":
      return { kind: "approvals" };
    case "get_approval":
      return toApproval(readId(content.approval) ?? readText(input.approval_id));
    default:
      return null;
  }
}

/** Some hosts do not name the tool. */
function guessTool(content: Record<string, unknown>): string | undefined {
  if (Array.isArray(content.tickets)) return "search_tickets";
  if (content.ticket !== undefined) return "get_ticket";
  if (Array.isArray(content.rows)) return "ticket_report";
  if (Array.isArray(content.approvals)) return "list_approvals";
  return content.approval === undefined ? undefined : "get_approval";
}

function toTicket(id: string | undefined): CardTarget | null {
  return id === undefined ? null : { kind: "ticket", id };
}

function toApproval(id: string | undefined): CardTarget {
  return { kind: "approvals", ...id !== undefined && { id } };
}

function readId(item: unknown): string | undefined {
  return typeof item === "object" && item !== null ? readText((item as { id?: unknown }).id) : undefined;
}

/** Models write ids as text or as numbers. */
function readText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
