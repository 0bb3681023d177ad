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
  #isStale = false;
  #isReading = false;
  readonly #unfollow: () => void;

  constructor(readonly id: string, private readonly bridge: Bridge) {
    this.#unfollow = bridge.follow([`ticket://${id}`], () => void this.refresh());
    void this.refresh().then(() => this.#readSurroundings());
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
    this.ticket.value = { ...value, ...row };
    void this.refresh();
  }

  close(): void {
    this.#unfollow();
  }

  async #read(): Promise<void> {
    try {
      const [{ ticket, comments }, events] = await Promise.all([
        readTicket(this.bridge, this.id),
        readHistory(this.bridge, this.id),
      ]);
      batch(() => {
        this.ticket.value = ticket;
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

  /** Reads what is beside the conversation. Without it, the ticket is usable. */
  async #readSurroundings(): Promise<void> {
    const { value: ticket } = this.ticket;
    if (ticket === null) return;
    const [customer, similar] = await Promise.allSettled([
      this.bridge.call<{ customer: Customer }>("get_customer", { email: ticket.customer }),
      this.bridge.call<{ tickets: SimilarTicket[] }>("find_similar_tickets", { ticket_id: this.id, limit: 5 }),
    ]);
    batch(() => {
      if (customer.status === "fulfilled") this.customer.value = customer.value.customer;
      if (similar.status === "fulfilled") {
        this.similar.value = similar.value.tickets.filter(({ resolution }) => resolution !== null);
      }
    });
  }
}
