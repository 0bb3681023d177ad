/** The turn to work on webhooks: one process has it at a time, for as long as it renews it. */

import type { Store, Transaction } from "../commit/mod.ts";
import { keys } from "../schema/mod.ts";

/** The time after which another process takes over from one that has stopped, in milliseconds. */
const LEASE = 60_000;

interface Turn {
  owner: string;
  until: number;
}

/** Another process has the turn now. */
export class LostTurnError extends Error {
  override message = "Another process sends the webhooks now.";
}

/** Takes or keeps the turn. Returns false while another process has it. */
export async function takeTurn({ kv, commits, now }: Store, owner: string): Promise<boolean> {
  const { value } = await kv.get<Turn>(keys.webhookTurn);
  if (value !== null && value.until > now() + (value.owner === owner ? LEASE / 2 : 0)) return value.owner === owner;
  return await commits.commit(async (transaction) => {
    const turn = await transaction.get<Turn>(keys.webhookTurn);
    if (turn !== null && turn.owner !== owner && turn.until > transaction.now) return false;
    transaction.set(keys.webhookTurn, { owner, until: transaction.now + LEASE } satisfies Turn);
    return true;
  }, { reads: [keys.webhookTurn] });
}

/** Gives the turn back, if the owner has it. */
export async function endTurn({ commits }: Store, owner: string): Promise<void> {
  await commits.commit(async (transaction) => {
    if ((await transaction.get<Turn>(keys.webhookTurn))?.owner === owner) transaction.delete(keys.webhookTurn);
  }, { reads: [keys.webhookTurn] });
}

/** @throws {LostTurnError} */
export async function requireTurn(transaction: Transaction, owner: string): Promise<void> {
  const turn = await transaction.get<Turn>(keys.webhookTurn);
  if (turn?.owner !== owner) throw new LostTurnError();
}
