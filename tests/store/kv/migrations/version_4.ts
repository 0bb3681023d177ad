/** A store as version 4 wrote it. */

import { toBatches } from "../../../../base/values/to_batches.ts";
import { type Delta, FACT } from "../../../../store/kv/commit/mod.ts";
import { isQueueCounter } from "../../../../store/kv/index/mod.ts";
import { EncodedValue, type KeyValueStore, type Mutation } from "../../../../store/kv/port/mod.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";
import type { TicketRecord } from "../../../../store/ticket.ts";

/** Makes a store what version 4 would have written. */
export async function removeNewParts(kv: KeyValueStore): Promise<void> {
  const mutations: Mutation[] = [{ type: "set", key: keys.schema, value: EncodedValue.from({ version: 4 }) }];
  for await (const { key } of kv.list({ prefix: ["due"] })) {
    mutations.push({ type: "delete", key }, {
      type: "set",
      key: ["queue", ...key.slice(1)],
      value: EncodedValue.from(0),
    });
  }
  for await (const { key } of kv.list({ prefix: ["u"] })) mutations.push({ type: "delete", key });
  for await (const { key, value } of kv.list<TicketRecord>({ prefix: ["ticket"] })) {
    const { due_at: _due, is_unanswered: _unanswered, report_tier: _tier, ...record } = value;
    mutations.push({ type: "set", key, value: EncodedValue.from({ ...record, queue_tier: "pro" }) });
  }
  for await (const { key } of kv.list({ prefix: ["report"] })) mutations.push({ type: "delete", key });
  for await (const { key, value } of kv.list<Delta[]>({ prefix: ["d"] })) {
    mutations.push({ type: "set", key, value: EncodedValue.from(value.filter(([first]) => first !== FACT)) });
  }
  for (const counter of ["unassigned", "waiting"]) {
    for await (const { key } of kv.list({ prefix: ["count", counter] })) mutations.push({ type: "delete", key });
  }
  mutations.push({ type: "delete", key: ["count", "waiting"] });
  for await (const { key } of kv.list({ prefix: ["count"] })) {
    if (isQueueCounter(key)) mutations.push({ type: "delete", key });
  }
  mutations.push({ type: "delete", key: keys.queueCounts });
  mutations.push({ type: "add", key: ["count", "unassigned"], amount: 100n });
  for (const batch of toBatches(mutations, 250)) await kv.commit({ checks: [], mutations: batch });
}
