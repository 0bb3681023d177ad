import * as z from "zod";
import type { CallRecord } from "./call_record.ts";
import { isKnownToRead } from "../../options/mod.ts";
import { type RunChanges, type WatchedItem, WHOLE_TEXT } from "../watch/mod.ts";

/** Some servers send ids as numbers. */
const id = z.union([z.string(), z.number()]).transform(String);
const revision = z.number().optional().catch(undefined);
const ids = z.array(id).catch([]);
/** The members of arguments and results that name changed tickets. */
const namedTickets = z.object({
  ticket_id: id.nullish().catch(null),
  into_ticket_id: id.nullish().catch(null),
  ticket_ids: ids,
  revision,
  ticket: z.object({ id, revision }).nullish().catch(null),
  tickets: z.array(z.object({ id, revision })).catch([]),
});

/** The tickets that a run may have changed, by its calls and their results. */
export class OwnChanges implements RunChanges {
  /** The last known revision by ticket; undefined if the last change did not return one. */
  readonly #tickets = new Map<string, number | undefined>();
  #count = 0;
  /** A call may have changed tickets that neither it nor its result names. */
  #isUnclear = false;

  /** True if the run may have changed something. */
  get hasAny(): boolean {
    return this.#count > 0;
  }

  record({ call, outcome, isUncertain, result }: CallRecord): void {
    if (isKnownToRead(call) || !(outcome === "done" || isUncertain)) return;
    this.#count++;
    const given = listTickets(call.arguments).map(({ id }) => ({ id, revision: undefined })); // it may be an earlier one
    const returned = listTickets(result?.structuredContent);
    for (const { id, revision } of [...given, ...returned]) this.#tickets.set(id, revision);
    if (given.length === 0 && returned.length !== 1) this.#isUnclear = true;
  }

  include(key: string, { revision }: WatchedItem, isNew: boolean): boolean {
    if (key === WHOLE_TEXT) return this.hasAny;
    if (!this.#tickets.has(key)) return this.#isUnclear && !isNew;
    const last = this.#tickets.get(key);
    return last === undefined || revision === undefined || revision <= last;
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
