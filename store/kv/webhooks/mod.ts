/**
 * The queues of webhooks on the key-value store.
 *
 * @module
 */

export { KvWebhooks } from "./kv_webhooks.ts";
export { type Position, toRepairedPosition } from "./new_events.ts";
