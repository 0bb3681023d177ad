/** The requests for measurements. */

import { CAPABILITIES } from "../processes/host_responses.ts";

export interface Request {
  method: string;
  params?: Readonly<Record<string, unknown>>;
}

/** Creates a request about a ticket, by its number. Requests without a ticket ignore the number. */
export type RequestFactory = (ticket: number) => Request;

/** The handshake of current hosts (MCP 2025-11-25, basic/lifecycle). */
export const initialize: Request = {
  method: "initialize",
  params: {
    protocolVersion: "2025-11-25",
    capabilities: CAPABILITIES,
    clientInfo: { name: "bench", version: "1.0.0" },
  },
};

/** The notification that completes the handshake. */
export const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };

export const listTools: Request = { method: "tools/list" };

const listRequest = toResourceRead("ticket://list");
const statsRequest = toToolCall("ticket_stats", {});

export const toReadList: RequestFactory = () => listRequest;
export const toReadTicket: RequestFactory = (ticket) => toResourceRead(`ticket://${ticket}`);
export const toGetTicket: RequestFactory = (ticket) => toToolCall("get_ticket", { ticket_id: String(ticket) });
export const toCloseTicket: RequestFactory = (ticket) =>
  toToolCall("close_ticket_tool", { ticket_id: String(ticket), resolution: "Explained to the customer and solved." });
export const toEscalateTicket: RequestFactory = (ticket) =>
  toToolCall("escalate_ticket", { ticket_id: String(ticket), reason: "The customer has asked three times." });
export const toComment: RequestFactory = (ticket) =>
  toToolCall("add_comment", { ticket_id: String(ticket), body: "The customer has called again." });
export const toTicketStats: RequestFactory = () => statsRequest;

/** Requests the first page of a search, newest first. */
export function toSearchTickets(query: string): Request {
  return toToolCall("search_tickets", { query });
}

/** A prime step, which visits all tickets unless their number is a multiple of it. */
const STRIDE = 7919;

/** Repeats a request for all tickets, in a scattered order, endlessly. */
export function* cycleTickets(request: RequestFactory, tickets: number): Generator<Request, never> {
  const made: Request[] = [];
  for (let ticket = 0;; ticket = (ticket + STRIDE) % tickets) yield made[ticket] ??= request(ticket + 1);
}

/** Repeats a request for each ticket once. */
export function* iterateTickets(request: RequestFactory, tickets: number): Generator<Request, void> {
  for (let ticket = 1; ticket <= tickets; ticket++) yield request(ticket);
}

/** A typical load: of 100 requests, 90 read a ticket, nine close one, and one reads the list. */
export function* generateWorkload(tickets: number): Generator<Request, void> {
  const reads = cycleTickets(toReadTicket, tickets);
  const closes = iterateTickets(toCloseTicket, tickets);
  for (let tenth = 1;; tenth++) {
    yield* take(reads, 9);
    const last = tenth % 10 === 0 ? { value: toReadList(1), done: false as const } : closes.next();
    if (last.done) return;
    yield last.value;
  }
}

/** Takes the next requests, at most `count`; the others remain. */
export function* take(requests: Iterator<Request>, count: number): Generator<Request, void> {
  for (let taken = 0; taken < count; taken++) {
    const { done, value } = requests.next();
    if (done) return;
    yield value;
  }
}

const bodies = new WeakMap<Request, string>();

/**
 * Creates the JSON-RPC message of a request. Everything except the id is created once, so that repeating a request is
 * cheap.
 */
export function serializeRequest(request: Request, id: number): string {
  let text = bodies.get(request);
  if (text === undefined) bodies.set(request, text = JSON.stringify(request).slice(1));
  return `{"jsonrpc":"2.0","id":${id},${text}`;
}

function toResourceRead(uri: string): Request {
  return { method: "resources/read", params: { uri } };
}

function toToolCall(name: string, args: Record<string, unknown>): Request {
  return { method: "tools/call", params: { name, arguments: args } };
}
