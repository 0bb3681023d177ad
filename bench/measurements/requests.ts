/** The requests that programs are measured with. */

import { CAPABILITIES } from "../processes/host_answers.ts";

export interface Request {
  method: string;
  params?: Readonly<Record<string, unknown>>;
}

/** A request about a ticket, by its number; those that concern no ticket pass it over. */
export type RequestFor = (ticket: number) => Request;

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

const theList = read("ticket://list");
const theStatistics = call("ticket_stats", {});

export const readList: RequestFor = () => theList;
export const readTicket: RequestFor = (ticket) => read(`ticket://${ticket}`);
export const getTicket: RequestFor = (ticket) => call("get_ticket", { ticket_id: String(ticket) });
export const closeTicket: RequestFor = (ticket) =>
  call("close_ticket_tool", { ticket_id: String(ticket), resolution: "Explained to the customer and solved." });
export const escalateTicket: RequestFor = (ticket) =>
  call("escalate_ticket", { ticket_id: String(ticket), reason: "The customer has asked three times." });
export const ticketStats: RequestFor = () => theStatistics;

/** The first page of a search, newest first. */
export function searchTickets(query: string): Request {
  return call("search_tickets", { query });
}

/** A prime: steps of it around any number of tickets, but its multiples, meet them all. */
const STRIDE = 7919;

/** The same request for ticket after ticket, in an order that jumps about, without end. */
export function* acrossTickets(request: RequestFor, tickets: number): Generator<Request, never> {
  const made: Request[] = [];
  for (let ticket = 0;; ticket = (ticket + STRIDE) % tickets) yield made[ticket] ??= request(ticket + 1);
}

/** The same request for each of the tickets once. */
export function* eachTicket(request: RequestFor, tickets: number): Generator<Request, void> {
  for (let ticket = 1; ticket <= tickets; ticket++) yield request(ticket);
}

/** What a desk is asked all day: of a hundred requests 90 read a ticket, nine close one and one reads the list. */
export function* dayOfWork(tickets: number): Generator<Request, void> {
  const reads = acrossTickets(readTicket, tickets);
  const closes = eachTicket(closeTicket, tickets);
  for (let tenth = 1;; tenth++) {
    yield* next(reads, 9);
    const last = tenth % 10 === 0 ? { value: readList(1), done: false as const } : closes.next();
    if (last.done) return;
    yield last.value;
  }
}

/** The next requests, at most `count`; the others stay for later. */
export function* next(requests: Iterator<Request>, count: number): Generator<Request, void> {
  for (let taken = 0; taken < count; taken++) {
    const { done, value } = requests.next();
    if (done) return;
    yield value;
  }
}

const texts = new WeakMap<Request, string>();

/** A request's JSON-RPC message. All of it but the id is made once, so that a request sent again costs next to nothing. */
export function bodyOf(request: Request, id: number): string {
  let text = texts.get(request);
  if (text === undefined) texts.set(request, text = JSON.stringify(request).slice(1));
  return `{"jsonrpc":"2.0","id":${id},${text}`;
}

function read(uri: string): Request {
  return { method: "resources/read", params: { uri } };
}

function call(name: string, args: Record<string, unknown>): Request {
  return { method: "tools/call", params: { name, arguments: args } };
}
