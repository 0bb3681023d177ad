/** The requests that programs are measured with. */

import { CAPABILITIES } from "../processes/host_responses.ts";

export interface Request {
  method: string;
  params?: Readonly<Record<string, unknown>>;
}

/** A request about a ticket, by its number; those that concern no ticket pass it over. */
export type RequestFactory = (ticket: number) => Request;

/** As hosts of today shake hands (MCP 2025-11-25, basic/lifecycle). */
export const initialize: Request = {
  method: "initialize",
  params: {
    protocolVersion: "2025-11-25",
    capabilities: CAPABILITIES,
    clientInfo: { name: "bench", version: "1.0.0" },
  },
};

/** The host's word that the handshake is done. */
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
export const toTicketStats: RequestFactory = () => statsRequest;

/** The first page of a search, newest first. */
export function toSearchTickets(query: string): Request {
  return toToolCall("search_tickets", { query });
}

/** A prime: steps of it around any number of tickets, but its multiples, meet them all. */
const STRIDE = 7919;

/** The same request for ticket after ticket, in an order that jumps about, without end. */
export function* cycleTickets(request: RequestFactory, tickets: number): Generator<Request, never> {
  const made: Request[] = [];
  for (let ticket = 0;; ticket = (ticket + STRIDE) % tickets) yield made[ticket] ??= request(ticket + 1);
}

/** The same request for each of the tickets once. */
export function* iterateTickets(request: RequestFactory, tickets: number): Generator<Request, void> {
  for (let ticket = 1; ticket <= tickets; ticket++) yield request(ticket);
}

/** What a desk is asked all day: of a hundred requests 90 read a ticket, nine close one and one reads the list. */
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

/** The next requests, at most `count`; the others stay for later. */
export function* take(requests: Iterator<Request>, count: number): Generator<Request, void> {
  for (let taken = 0; taken < count; taken++) {
    const { done, value } = requests.next();
    if (done) return;
    yield value;
  }
}

const bodies = new WeakMap<Request, string>();

/** A request's JSON-RPC message. All of it but the id is made once, so that a request sent again costs next to nothing. */
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
