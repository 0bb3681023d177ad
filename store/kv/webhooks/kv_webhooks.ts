import { DeskError } from "../../errors.ts";
import type { Settings } from "../../settings.ts";
import type { Tickets } from "../../tickets.ts";
import type {
  WebhookAttempts,
  WebhookDelivery,
  WebhookFailure,
  WebhookMessage,
  Webhooks,
  WebhookState,
} from "../../webhook.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { type DamageList, listSound, skipDamaged } from "../forms/mod.ts";
import type { Key, ListedEntry } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { readSettings } from "../settings/mod.ts";
import { restoreEvents, type StoredTicketEvent } from "../ticket_changes/mod.ts";
import { type QueuedMessage, stageFailure, stageRetry } from "./queue.ts";
import { queueEvents } from "./queue_events.ts";
import { endTurn, requireTurn, takeTurn } from "./turn.ts";

/** The rows that one commit changes. */
const ROWS_PER_COMMIT = 200;

/** {@linkcode Webhooks} on the key-value store. */
export class KvWebhooks implements Webhooks {
  readonly attempts = new Map<string, WebhookAttempts>();
  readonly #owner = crypto.randomUUID();
  /** The keys of the messages that were returned as due. */
  readonly #keys = new WeakMap<WebhookDelivery, { key: Key; queued: QueuedMessage }>();

  constructor(private readonly store: Store, private readonly tickets: Pick<Tickets, "get">) {}

  takeTurn(): Promise<boolean> {
    return takeTurn(this.store, this.#owner);
  }

  endTurn(): Promise<void> {
    return endTurn(this.store, this.#owner);
  }

  queueEvents(webhook: string): Promise<void> {
    return queueEvents(this.store, webhook);
  }

  async listDue(webhook: string, limit: number): Promise<WebhookDelivery[]> {
    const { kv, now } = this.store;
    const range = { start: keys.queuedMessage(webhook, 0, ""), end: keys.queuedMessage(webhook, now() + 1, "") };
    const deliveries: WebhookDelivery[] = [];
    for await (const { key, value: queued } of listSound<QueuedMessage>(kv, range)) {
      if (deliveries.length === limit) break;
      const damaged: DamageList = new Set();
      const message = await skipDamaged(this.#readMessage(queued), damaged);
      if (damaged.size > 0) continue; // it waits for a repair
      if (message === null) {
        await this.#commit((transaction) => transaction.delete(key)); // the event is lost: the file was damaged
        continue;
      }
      const delivery = { webhook, id: queued.id, attempt: queued.attempts + 1, message };
      this.#keys.set(delivery, { key, queued });
      deliveries.push(delivery);
    }
    return deliveries;
  }

  async recordSuccess(delivery: WebhookDelivery): Promise<void> {
    const { key } = this.#keys.get(delivery)!;
    this.#count(delivery, "delivered");
    await this.#commit((transaction) => transaction.delete(key));
  }

  async recordFailure(delivery: WebhookDelivery, { message, code }: WebhookFailure): Promise<void> {
    const { key, queued } = this.#keys.get(delivery)!;
    this.#count(delivery, "failed");
    await this.#commit((transaction) => {
      transaction.delete(key);
      const { code: _, ...rest } = queued;
      const failed = { ...rest, attempts: delivery.attempt, error: message, ...code !== null && { code } };
      stageFailure(transaction, delivery.webhook, failed);
    });
  }

  #count({ webhook }: WebhookDelivery, outcome: keyof WebhookAttempts): void {
    const counted = this.attempts.get(webhook) ?? { delivered: 0, failed: 0 };
    this.attempts.set(webhook, { ...counted, [outcome]: counted[outcome] + 1 });
  }

  async removeOthers(): Promise<void> {
    const { kv } = this.store;
    const { webhooks } = await readSettings(kv);
    for await (const { key } of kv.list({ prefix: prefixes.webhookPositions })) {
      const name = String(key[1]);
      if (Object.hasOwn(webhooks, name)) continue;
      const rows = await Array.fromAsync(this.#listRows(name), (row) => row.key);
      for (let start = 0; start < rows.length; start += ROWS_PER_COMMIT) {
        await this.#commit((transaction) => {
          for (const row of rows.slice(start, start + ROWS_PER_COMMIT)) transaction.delete(row);
        });
      }
      await this.#commit((transaction) => transaction.delete(key));
    }
  }

  async *#listRows(webhook: string): AsyncGenerator<ListedEntry> {
    for (const prefix of [prefixes.queuedMessages(webhook), prefixes.failedMessages(webhook)]) {
      yield* listSound(this.store.kv, { prefix });
    }
  }

  async list(): Promise<WebhookState[]> {
    const { webhooks } = await readSettings(this.store.kv);
    return await Promise.all(
      Object.keys(webhooks).map(async (name) => {
        const state: WebhookState = { name, waiting: 0, since: null, failed: 0, lastError: null };
        let since = Infinity;
        for await (const { key, value } of this.#listRows(name) as AsyncIterable<ListedEntry<QueuedMessage>>) {
          const isWaiting = key[0] === keys.queuedMessage("", 0, "")[0];
          state[isWaiting ? "waiting" : "failed"] += 1;
          if (isWaiting) since = Math.min(since, value.since ?? Number(key[2]));
          if (value.error !== undefined) state.lastError = { message: value.error, code: value.code ?? null };
        }
        return { ...state, since: state.waiting === 0 ? null : formatInstant(since) };
      }),
    );
  }

  async retry(webhook?: string): Promise<number> {
    const settings = await readSettings(this.store.kv);
    const names = webhook === undefined ? Object.keys(settings.webhooks) : [requireWebhook(settings, webhook)];
    let count = 0;
    for (const name of names) {
      const prefix = prefixes.failedMessages(name);
      const failed = await Array.fromAsync(this.store.kv.list<QueuedMessage>({ prefix }));
      for (const { key } of failed) {
        count += await this.store.commits.commit(async (transaction) => {
          const message = await transaction.get<QueuedMessage>(key);
          if (message === null) return 0;
          transaction.delete(key);
          stageRetry(transaction, name, message);
          return 1;
        }, { reads: [key] });
      }
    }
    return count;
  }

  async #readMessage({ event: key }: QueuedMessage): Promise<WebhookMessage | null> {
    const { value } = await this.store.kv.get<StoredTicketEvent>(key);
    if (value === null) return null;
    const [restored] = await restoreEvents(this.store.kv, [value]);
    const { ticket_id, ...event } = restored!;
    const ticket = await this.tickets.get(ticket_id).catch(toMissing);
    return ticket && { type: `ticket.${event.what}`, timestamp: event.at, data: { ticket, event } };
  }

  /** Commits a change of the queues, unless another process has the turn. */
  async #commit(stage: (transaction: Transaction) => void): Promise<void> {
    await this.store.commits.commit(async (transaction) => {
      await requireTurn(transaction, this.#owner);
      stage(transaction);
    }, { reads: [keys.webhookTurn] });
  }
}

function toMissing(error: unknown): null {
  if (error instanceof DeskError && error.code === "not_found") return null;
  throw error;
}

/** @throws {DeskError} `not_found` */
function requireWebhook({ webhooks }: Settings, name: string): string {
  if (Object.hasOwn(webhooks, name)) return name;
  const names = Object.keys(webhooks);
  const known = names.length === 0 ? "The settings have none." : `The settings have ${names.join(", ")}.`;
  throw new DeskError("not_found", `Webhook "${name}" not found. ${known}`);
}
