/** The requests that programs are measured with. */

export interface Request {
  method: string;
  params?: Readonly<Record<string, unknown>>;
}

/** A request about a ticket, by its number; those that concern no ticket pass it over. */
export type RequestFor = (ticket: number) => Request;

export const listTools: Request = { method: "tools/list" };

export const readList: RequestFor = () => read("ticket://list");
export const readTicket: RequestFor = (ticket) => read(`ticket://${ticket}`);
export const getTicket: RequestFor = (ticket) => call("get_ticket", { ticket_id: String(ticket) });
export const closeTicket: RequestFor = (ticket) =>
  call("close_ticket_tool", { ticket_id: String(ticket), resolution: "Explained to the customer and solved." });
export const ticketStats: RequestFor = () => call("ticket_stats", {});

/** The first page of a search, newest first. */
export function searchTickets(query: string): Request {
  return call("search_tickets", { query });
}

/** A prime: steps of it around any number of tickets, but its multiples, meet them all. */
const STRIDE = 7919;

/** The same request for ticket after ticket, in an order that jumps about, without end. */
export function* acrossTickets(request: RequestFor, tickets: number): Generator<Request, never> {
  for (let ticket = 0;; ticket = (ticket + STRIDE) % tickets) yield request(ticket + 1);
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

function read(uri: string): Request {
  return { method: "resources/read", params: { uri } };
}

function call(name: string, args: Record<string, unknown>): Request {
  return { method: "tools/call", params: { name, arguments: args } };
}
