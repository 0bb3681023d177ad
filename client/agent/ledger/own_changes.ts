import * as z from "zod";
import type { CallRecord } from "./call_record.ts";
import { idSchema } from "../../desk/mod.ts";
import { isKnownToRead } from "../../options/mod.ts";
import { type RunChanges, type WatchedItem, WHOLE_TEXT } from "../watch/mod.ts";

const revision = z.number().optional().catch(undefined);
const ids = z.array(idSchema).catch([]);
/** The members of arguments and results that name changed tickets. */
const namedTickets = z.object({
  ticket_id: idSchema.nullish().catch(null),
  into_ticket_id: idSchema.nullish().catch(null),
  ticket_ids: ids,
  revision,
  ticket: z.object({ id: idSchema, revision }).nullish().catch(null),
  tickets: z.array(z.object({ id: idSchema, revision })).catch([]),
});

/** The desk's tools that return no revision. Each call adds one. */
const ADD_ONE_REVISION: ReadonlySet<string> = new Set(["close_ticket_tool", "escalate_ticket"]);

/** The changes of a ticket. */
interface TicketChanges {
  /** The last revision that a call returned. */
  revision: number | undefined;
  /** The revisions that later calls added; Infinity if that is not known. */
  added: number;
}

/** The tickets that a run may have changed, by its calls and their results. */
export class OwnChanges implements RunChanges {
  readonly #tickets = new Map<string, TicketChanges>();
  #count = 0;
  /** A call may have changed tickets that neither it nor its result names. */
  #isUnclear = false;

  /** True if the run may have changed something. */
  get hasAny(): boolean {
    return this.#count > 0;
  }

  /** Returns whether the run may have changed an item. */
  has(key: string): boolean {
    return key === WHOLE_TEXT || this.#isUnclear ? this.hasAny : this.#tickets.has(key);
  }

  record({ call, outcome, isUncertain, result }: CallRecord): void {
    if (isKnownToRead(call) || !(outcome === "done" || isUncertain)) return;
    this.#count++;
    const given = listTickets(call.arguments).map(({ id }) => ({ id, revision: undefined })); // it may be an earlier one
    const returned = listTickets(result?.structuredContent);
    const revisions = new Map([...given, ...returned].map(({ id, revision }) => [id, revision]));
    for (const [id, revision] of revisions) this.#add(id, revision, call.tool);
    if (given.length === 0 && returned.length !== 1) this.#isUnclear = true;
  }

  include(key: string, { revision }: WatchedItem, before: WatchedItem | undefined): boolean {
    if (key === WHOLE_TEXT) return this.hasAny;
    const own = this.#tickets.get(key);
    if (own === undefined) return this.#isUnclear && before !== undefined;
    const start = own.revision ?? before?.revision;
    return start === undefined || revision === undefined || revision <= start + own.added;
  }

  #add(id: string, revision: number | undefined, tool: string): void {
    const earlier = this.#tickets.get(id) ?? { revision: undefined, added: 0 };
    const added = earlier.added + (ADD_ONE_REVISION.has(tool) ? 1 : Infinity);
    this.#tickets.set(id, revision === undefined ? { ...earlier, added } : { revision, added: 0 });
  }
}

function listTickets(named: unknown): { id: string; revision: number | undefined }[] {
  const { data } = namedTickets.safeParse(named);
  if (data === undefined) return [];
  const { ticket_id, into_ticket_id, ticket_ids, revision, ticket, tickets } = data;
  const ids = [ticket_id, into_ticket_id, ...ticket_ids].filter((id) => id !== null && id !== undefined);
  const whole = [...ticket ? [ticket] : [], ...tickets].map(({ id, revision }) => ({ id, revision }));
  return [...ids.map((id) => ({ id, revision })), ...whole];
}
