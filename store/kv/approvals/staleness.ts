/** Approvals whose records have changed: revisions only grow, so they can never be carried out. */

import type { Approval, FrozenChange } from "../../approval.ts";
import type { BulkChange } from "../../batch.ts";
import { isBulkChange } from "../../rules/batches/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

/** Reads the current value of a key. */
type Read = (key: Key) => Promise<{ revision: number } | null>;

/** The desk as it is now. */
export interface Present {
  read: Read;
  /** See {@linkcode KvErasures.isCurrent}. */
  isErasureCurrent(change: Erasure): Promise<boolean>;
}

type Erasure = Extract<FrozenChange, { tool: "erase_customer" }>;

/** A record of a change, and the revision that the change is based on. */
interface Base {
  thing: string;
  key: Key;
  revision: number;
}

/** Returns the approval, or an expired one if a pending change can no longer be carried out. */
export async function expireIfStale(present: Present, approval: Approval): Promise<Approval> {
  if (approval.state !== "pending") return approval;
  const { change } = approval;
  const { read } = present;
  const reason = isBulkChange(change)
    ? await findChanges(read, change)
    : await findFirstChange(read, listBases(change)) ?? await findErasureChange(present, change);
  return reason === null ? approval : { ...approval, state: "expired", reason };
}

/** A bulk change leaves the tickets that have changed, so it is possible as long as one has not. */
async function findChanges(read: Read, { tickets }: BulkChange): Promise<string | null> {
  for (const { id, revision } of tickets) {
    if ((await read(keys.ticket(Number(id))))?.revision === revision) return null;
  }
  return "Every ticket was changed in the meantime.";
}

async function findFirstChange(read: Read, bases: readonly Base[]): Promise<string | null> {
  const reasons = await Promise.all(bases.map((base) => findChange(read, base)));
  return reasons.find((text) => text !== null) ?? null;
}

/** An erasure takes tickets too, and the customer's messages in tickets of others. */
async function findErasureChange({ isErasureCurrent }: Present, change: FrozenChange): Promise<string | null> {
  if (change.tool !== "erase_customer" || await isErasureCurrent(change)) return null;
  return `A ticket of customer ${change.email} was changed in the meantime.`;
}

/** Adds to a granted erasure that it has not ended: its reads show half of it. */
export async function noteUnfinished(read: Read, approval: Approval): Promise<Approval> {
  const { state, change } = approval;
  if (state !== "granted" || change.tool !== "erase_customer" || await read(keys.erasure(change.email)) === null) {
    return approval;
  }
  const reason = `The erasure is not complete. If it was interrupted, finish it: support-mcp erase ${change.email}`;
  return { ...approval, reason };
}

function listBases(change: Exclude<FrozenChange, BulkChange>): Base[] {
  if (change.tool === "update_account" || change.tool === "erase_customer") {
    const { email, revision } = change;
    return [{ thing: `Customer ${email}`, key: keys.customer(email), revision }];
  }
  if (change.tool === "export_ticket") return [toTicketBase(change.ticket_id, change.revision)];
  const { ticket_id, revision, into_ticket_id, into_revision } = change;
  return [toTicketBase(ticket_id, revision), toTicketBase(into_ticket_id, into_revision)];
}

function toTicketBase(id: string, revision: number): Base {
  return { thing: `Ticket #${id}`, key: keys.ticket(Number(id)), revision };
}

async function findChange(read: Read, { thing, key, revision }: Base): Promise<string | null> {
  const record = await read(key);
  if (record === null && revision === 0) return null; // someone without an account
  if (record === null) return `${thing} does not exist any more.`;
  if (record.revision === revision) return null;
  return `${thing} is at revision ${record.revision}, not ${revision}: it was changed in the meantime.`;
}
