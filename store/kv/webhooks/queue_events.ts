/** Adding events to the queues of webhooks. Every process may, because a commit adds nothing once another moved the position. */

import type { SettingsRevision } from "../../settings.ts";
import { WEBHOOK_EVENTS } from "../../webhook.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { keys } from "../schema/mod.ts";
import { readSettings } from "../settings/mod.ts";
import { listNewEvents, type Position } from "./new_events.ts";
import { stageMessage } from "./queue.ts";

/** The position of a webhook that finds no events is stored again after this long, in milliseconds. */
const POSITION_TIME = 10 * 60 * 1000;

/** Queues the events since the position of a webhook. */
export async function queueEvents(store: Store, webhook: string): Promise<void> {
  const { kv, now } = store;
  const names: ReadonlySet<string> = new Set((await readSettings(kv)).webhooks[webhook]?.events ?? WEBHOOK_EVENTS);
  let position = await readPosition(store, webhook);
  const start = now();
  for await (const { events, cursor } of listNewEvents(kv, position, start)) {
    const messages = events.filter(({ event }) => names.has(event.what));
    const next = cursor === null ? position : { cursor, at: start };
    const stage = (transaction: Transaction) => {
      for (const event of messages) stageMessage(transaction, webhook, event);
    };
    if (!await move(store, webhook, { from: position, to: next }, stage)) return;
    position = next;
  }
  if (start - position.at < POSITION_TIME) return;
  await move(store, webhook, { from: position, to: { ...position, at: start } });
}

/** A new webhook gets the events after the change of the settings that added it, or after a later one. */
async function readPosition(store: Store, webhook: string): Promise<Position> {
  const { value } = await store.kv.get<Position>(keys.webhookPosition(webhook));
  if (value !== null) return value;
  const settings = await store.kv.get<SettingsRevision>(keys.settings);
  const position = { cursor: settings.versionstamp ?? "", at: Date.parse(settings.value?.at ?? "1970-01-01") };
  await move(store, webhook, { from: null, to: position });
  return position;
}

/** Moves the position of a webhook. Returns false, and stages nothing, if another process has moved it. */
async function move(
  { commits }: Store,
  webhook: string,
  { from, to }: { from: Position | null; to: Position },
  stage: (transaction: Transaction) => void = () => {},
): Promise<boolean> {
  const key = keys.webhookPosition(webhook);
  return await commits.commit(async (transaction) => {
    const present = await transaction.get<Position>(key);
    if (present?.cursor !== from?.cursor || present?.at !== from?.at) return false;
    stage(transaction);
    if (to !== from) transaction.set(key, to);
    return true;
  }, { reads: [key] });
}
