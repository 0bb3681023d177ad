/** The ticket that is open. */

import { batch, computed, signal } from "@preact/signals";
import { type Bridge, ToolError } from "../bridges/bridge.ts";
import type { Comment, Customer, SimilarTicket, Ticket, TicketEvent, TicketRow } from "./model.ts";
import { readHistory, readTicket } from "./read_ticket.ts";
import { toTimeline } from "./timeline.ts";

/** Loads a ticket, and follows it. */
export class OpenTicket {
  readonly state = signal<"loading" | "ready" | "missing" | "failed">("loading");
  readonly error = signal<unknown>(null);
  readonly ticket = signal<Ticket | null>(null);
  readonly comments = signal<readonly Comment[]>([]);
  readonly events = signal<readonly TicketEvent[]>([]);
  readonly customer = signal<Customer | null>(null);
  readonly similar = signal<readonly SimilarTicket[]>([]);
  /** The conversation, with the small changes between its messages. */
  readonly timeline = computed(() =>
    this.ticket.value === null ? [] : toTimeline(this.ticket.value, this.comments.value, this.events.value)
  );
  /** The address whose account was read. */
  #customerOf: string | undefined;
  #isStale = false;
  #isReading = false;
  readonly #unfollow: () => void;
  readonly id: string;
  readonly #bridge: Bridge;

  constructor(id: string, bridge: Bridge) {
    this.id = id;
    this.#bridge = bridge;
    this.#unfollow = bridge.follow([`ticket://${id}`], () => void this.refresh());
    void this.refresh().then(() => this.#readSimilar());
  }

  /** Reads the ticket again. Calls during a reading lead to one more. */
  async refresh(): Promise<void> {
    if (this.#isReading) {
      this.#isStale = true;
      return;
    }
    this.#isReading = true;
    do {
      this.#isStale = false;
      await this.#read();
    } while (this.#isStale);
    this.#isReading = false;
  }

  /** Takes the new state after a write. */
  accept(row: Partial<TicketRow>): void {
    const { value } = this.ticket;
    if (value === null) return;
    batch(() => this.#take({ ...value, ...row }));
    void this.refresh();
  }

  close(): void {
    this.#unfollow();
  }

  async #read(): Promise<void> {
    try {
      const [{ ticket, comments }, events] = await Promise.all([
        readTicket(this.#bridge, this.id),
        readHistory(this.#bridge, this.id),
      ]);
      // A write came while this was read, and it is read again.
      if (this.#isStale && ticket.revision < (this.ticket.value?.revision ?? 0)) return;
      batch(() => {
        this.#take(ticket);
        this.comments.value = comments;
        this.events.value = events;
        this.error.value = null;
        this.state.value = "ready";
      });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A ticket that was shown before stays. */
  #fail(error: unknown): void {
    if (this.ticket.value !== null) return;
    batch(() => {
      this.error.value = error;
      this.state.value = error instanceof ToolError ? "missing" : "failed";
    });
  }

  /** Shows a state of the ticket. Another customer is read. */
  #take(ticket: Ticket): void {
    this.ticket.value = ticket;
    if (ticket.customer === this.#customerOf) return;
    this.#customerOf = ticket.customer;
    this.customer.value = null;
    void this.#readCustomer(ticket.customer);
  }

  /** Without the account, the ticket is usable. */
  async #readCustomer(email: string): Promise<void> {
    const found = await this.#bridge.call<{ customer: Customer }>("get_customer", { email }).catch(() => null);
    if (found !== null && this.#customerOf === email) this.customer.value = found.customer;
  }

  /** Without similar tickets, the ticket is usable. */
  async #readSimilar(): Promise<void> {
    if (this.ticket.value === null) return;
    const find = this.#bridge.call<{ tickets: SimilarTicket[] }>("find_similar_tickets", {
      ticket_id: this.id,
      limit: 5,
    });
    const found = await find.catch(() => null);
    if (found !== null) this.similar.value = found.tickets.filter(({ resolution }) => resolution !== null);
  }
}
