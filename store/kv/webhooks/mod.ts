/**
 * The queues of webhooks on the key-value store.
 *
 * @module
 */

export { KvWebhooks } from "./kv_webhooks.ts";
export { queueAllEvents } from "./queue_events.ts";
