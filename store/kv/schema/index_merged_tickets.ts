import { terms } from "../../search/analysis/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import { EncodedValue, getAll, type Key, type KeyValueStore, type Mutation } from "../port/mod.ts";
import { keys, prefixes } from "./keys.ts";

/** The tickets whose index entries one commit writes. */
const BATCH_SIZE = 200;

/** Adds the posting of each merged ticket under its target, by which the target finds its duplicates. */
export async function indexMergedTickets(kv: KeyValueStore): Promise<void> {
  let batch: Key[] = [];
  for await (const { key } of kv.list({ prefix: prefixes.postings(terms.is("merged")) })) {
    if (batch.push(key) < BATCH_SIZE) continue;
    await indexBatch(kv, batch);
    batch = [];
  }
  await indexBatch(kv, batch);
}

async function indexBatch(kv: KeyValueStore, postings: readonly Key[]): Promise<void> {
  const tickets = await getAll<TicketRecord>(kv, postings.map((key) => keys.ticket(Number(key.at(-1)))));
  const mutations = postings.flatMap((key, index): Mutation[] => {
    const into = tickets[index]?.merged_into;
    if (into === undefined || into === null) return [];
    const posting = keys.posting(terms.into(into), [Number(key.at(-2)), Number(key.at(-1))]);
    return [{ type: "set", key: posting, value: EncodedValue.from(0) }];
  });
  if (mutations.length > 0) await kv.commit({ checks: [], mutations });
}
