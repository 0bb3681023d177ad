/** The one way to change something: the value shows at once, and everything that can go wrong is decided here. */

import { type ReadonlySignal, signal } from "@preact/signals";
import { type Bridge, BridgeError, ToolError } from "../bridges/bridge.ts";
import type { Comment, Ticket, TicketRow } from "./model.ts";
import type { Notices } from "./notices.ts";
import { readTicket } from "./read_ticket.ts";
import { isRejected } from "./refusals.ts";
import { repeat } from "./repeat.ts";

/** A change of a ticket. */
export interface Change {
  tool: string;
  input: Record<string, unknown>;
  /** The values after the change, as they show at once. Another change of these is a conflict. */
  values: Partial<TicketRow>; // `custom` has only the fields that change
  /** Shows a refusal of the server where the person made the change. Without it, refusals are notices. */
  refuse?: (error: ToolError) => void;
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
  /** True: make the change anyway. */
  decide(anyway: boolean): void;
}

/** A value that someone else changed to something else. */
export interface FieldConflict {
  /** The name of a field, or of a custom field. */
  field: string;
  isCustom: boolean;
  mine: unknown;
  theirs: unknown;
}

export type Outcome = "saved" | "unchanged" | "failed";

export interface WritesOptions {
  bridge: Bridge;
  notices: Notices;
  /** Takes the new state of a ticket. */
  accept(row: Partial<TicketRow> & { id: string }): void;
  /** In milliseconds, between repetitions after a lost connection. */
  delays?: readonly number[];
}

const STALE = /^\D*#\d+ is at revision \d+, not \d+:/;

/** Makes changes of tickets. */
export class Writes {
  /** The changes that are being made, in order. */
  readonly #pending = signal<readonly { id: string; values: Partial<TicketRow> }[]>([]);
  readonly #conflict = signal<Conflict | null>(null);

  constructor(private readonly options: WritesOptions) {}

  /** The conflict that the person has to decide. */
  get conflict(): ReadonlySignal<Conflict | null> {
    return this.#conflict;
  }

  /** Returns a ticket with the values that are being saved. */
  show<Row extends TicketRow>(row: Row): Row {
    return this.#pending.value.reduce((shown, { id, values }) => id === row.id ? merge(shown, values) : shown, row);
  }

  isSaving(id: string): boolean {
    return this.#pending.value.some((pending) => pending.id === id);
  }

  /**
   * Makes a change. Failures are shown to the person.
   *
   * @param row The ticket as the person saw it.
   * @param commentCount The number of comments that the person saw.
   */
  async make(row: TicketRow, change: Change, commentCount?: number): Promise<Outcome> {
    const pending = { id: row.id, values: change.values };
    this.#pending.value = [...this.#pending.value, pending];
    try {
      return await this.#send(row, change, commentCount);
    } catch (error) {
      if (isRejected(error)) return "unchanged";
      if (error instanceof ToolError && change.refuse !== undefined) change.refuse(error);
      else this.#report(error, () => void this.make(row, change, commentCount));
      return "failed";
    } finally {
      this.#pending.value = this.#pending.value.filter((other) => other !== pending);
    }
  }

  async #send(row: TicketRow, change: Change, commentCount?: number): Promise<Outcome> {
    try {
      const result = await this.#repeat(change, row.revision);
      this.options.accept(getState(row, change, result));
      return "saved";
    } catch (error) {
      if (!(error instanceof ToolError && STALE.test(error.message))) throw error;
      return await this.#resolve(row, change, commentCount);
    }
  }

  /** Another change came first. If it changed something else, this one is made on top of it; otherwise the person decides. */
  async #resolve(row: TicketRow, change: Change, commentCount?: number): Promise<Outcome> {
    const { ticket: now, comments } = await readTicket(this.options.bridge, row.id);
    this.options.accept(now);
    const fresh = change.needsThread && commentCount !== undefined ? comments.slice(commentCount) : [];
    if (findConflicts(row, now, change).length > 0 || fresh.length > 0) {
      const anyway = await new Promise<boolean>((decide) => {
        this.#conflict.value = { change, before: row, now, comments: fresh, decide };
      });
      this.#conflict.value = null;
      if (!anyway) return "unchanged";
    }
    return await this.#send(now, change, comments.length);
  }

  /** Sends the call again after a lost connection: its key makes it take effect once. */
  #repeat({ tool, input }: Change, revision: number): Promise<Record<string, unknown>> {
    const call = { ...input, expected_revision: revision, idempotency_key: createKey() };
    return repeat(async () => checkResult(await this.options.bridge.call(tool, call)), this.options.delays);
  }

  #report(error: unknown, retry: () => void): void {
    const canRetry = error instanceof BridgeError && error.failure !== "scope";
    this.options.notices.fail(error, canRetry ? retry : undefined);
  }
}

/** Sets the values of a change in a ticket. */
function merge<Row extends TicketRow>(row: Row, values: Partial<TicketRow>): Row {
  if (values.custom === undefined) return { ...row, ...values };
  const custom = Object.entries({ ...row.custom, ...values.custom }).filter(([, value]) => value !== null);
  return { ...row, ...values, custom: Object.fromEntries(custom) };
}

/** Lists the values of a change that someone else changed to something else. */
export function findConflicts(before: TicketRow, now: TicketRow, { values }: Change): FieldConflict[] {
  const { custom = {}, ...fields } = values;
  return [
    ...compare({ ...before }, { ...now }, fields).map((conflict) => ({ ...conflict, isCustom: false })),
    ...compare(before.custom, now.custom, custom).map((conflict) => ({ ...conflict, isCustom: true })),
  ];
}

type Values = Readonly<Record<string, unknown>>;

function compare(before: Values = {}, now: Values = {}, values: Values) {
  const get = (from: Values, field: string) => Object.hasOwn(from, field) ? from[field] ?? null : null;
  const differ = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  return Object.entries(values)
    .map(([field, mine]) => ({ field, mine: mine ?? null, theirs: get(now, field) }))
    .filter(({ field, mine, theirs }) => differ(get(before, field), theirs) && differ(mine, theirs));
}

/** The article's tools report a failure as a result. */
function checkResult(result: Record<string, unknown>): Record<string, unknown> {
  if (result.success === false) throw new ToolError(String(result.error));
  return result;
}

/** Reads the new state of a ticket from the result of a write, where it says so. */
function getState(
  row: TicketRow,
  { values }: Change,
  { ticket, revision, status }: Record<string, unknown>,
): Partial<TicketRow> & { id: string } {
  if (ticket !== undefined) return { snoozed_until: null, custom: {}, ...ticket as TicketRow };
  return {
    ...values,
    id: row.id,
    revision: typeof revision === "number" ? revision : row.revision + 1,
    ...typeof status === "string" && { status: status as TicketRow["status"] },
  };
}

/** Creates a key for a write. `crypto.randomUUID` is missing where the page came without TLS from another machine. */
export function createKey(): string {
  return `desk-${[...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("")}`;
}
