/** The changes of tickets that are being made, as views show them. The second part of the page makes them (`make_change.ts`). */

import { signal } from "@preact/signals";
import type { Bridge, ToolError } from "../bridges/bridge.ts";
import type { Comment, Ticket, TicketEvent, TicketRow } from "./model.ts";
import type { Notice, Notices } from "./notices.ts";

/** A change of a ticket. */
export interface Change {
  tool: string;
  input: Record<string, unknown>;
  /** The values after the change, as they show at once. Another change of these is a conflict. */
  values: Partial<TicketRow>; // `custom` has only the fields that change
  /** Shows a refusal of the server where the person made the change. Without it, refusals are notices. */
  refuse?: ((error: ToolError) => void) | undefined;
  /** Shows every failure where the person made the change. */
  fail?: (error: unknown) => void;
  /** Takes the ticket right before the change, and right after it, and what was changed. */
  saved?: (before: TicketRow, after: TicketRow, changed: NonNullable<Notice["about"]>) => void;
  /** True if new comments are a conflict: a reply may not fit to them. */
  needsThread?: boolean;
}

/** Someone else changed the same thing in the meantime. */
export interface Conflict {
  change: Change;
  before: TicketRow;
  /** The ticket as it is now. */
  now: Ticket;
  /** The comments that this person has not seen. */
  comments: readonly Comment[];
  /** The history, which says who changed what. Empty if it could not be read. */
  events: readonly TicketEvent[];
  /** True: make the change anyway. */
  decide(anyway: boolean): void;
}

export interface WritesOptions {
  bridge: Bridge;
  notices: Notices;
  /** Takes the new state of a ticket. */
  accept(row: Partial<TicketRow> & { id: string }): void;
  /** In milliseconds, between repetitions after a lost connection. */
  readonly delays?: readonly number[];
}

/** A change that is being made. */
interface PendingChange {
  id: string;
  values: Partial<TicketRow>;
  /** Resolves when the change was made, or failed. */
  ended: Promise<void>;
}

/** Shows values before the server has them. */
export class Writes {
  /** The changes that are being made, in order. */
  readonly pending = signal<readonly PendingChange[]>([]);
  /** The conflict that the person has to decide. */
  readonly conflict = signal<Conflict | null>(null);

  /** The reasons why the replies and notes of tickets are not saved. Their texts are still drafts. */
  readonly unsent = signal<Readonly<Record<string, unknown>>>({});
  /** Calls that may have been carried out although their response was lost. The same call again takes effect once. */
  readonly lost = new Map<string, Record<string, unknown>>();

  constructor(readonly options: WritesOptions) {}

  /** @param error Undefined once the text is saved, or the person has changed it. */
  setUnsent(id: string, error?: unknown): void {
    const { [id]: before, ...others } = this.unsent.peek();
    if (before !== error) this.unsent.value = error === undefined ? others : { ...others, [id]: error };
  }

  /** Returns a ticket with the values that are being saved. */
  show<Row extends TicketRow>(row: Row): Row {
    return this.pending.value.reduce((shown, { id, values }) => id === row.id ? merge(shown, values) : shown, row);
  }

  isSaving(id: string): boolean {
    return this.pending.value.some((pending) => pending.id === id);
  }
}

/** Sets the values of a change in a ticket. */
function merge<Row extends TicketRow>(row: Row, values: Partial<TicketRow>): Row {
  if (values.custom === undefined) return { ...row, ...values };
  const custom = Object.entries({ ...row.custom, ...values.custom }).filter(([, value]) => value !== null);
  return { ...row, ...values, custom: Object.fromEntries(custom) };
}
