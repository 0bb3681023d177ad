import assert from "node:assert/strict";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { TestKv } from "../test_kv.ts";
import type { Rule, Transaction } from "../../../../store/kv/commit/transaction.ts";
import { createStagingRule } from "./staging_rule.ts";

/** Commits many rules of one kind at the same time, and counts the commits. */
async function countCommits(rules: number, rule: (index: number) => Rule<void>, maxChecks?: number): Promise<number> {
  using kv = await TestKv.open();
  let commits = 0;
  const queue = new CommitQueue(kv, { onCommit: () => commits++, ...(maxChecks === undefined ? {} : { maxChecks }) });
  await Promise.all(Array.from({ length: rules }, (_, index) => queue.commit(rule(index))));
  const written = await Array.fromAsync(kv.list({ prefix: ["written"] }));
  assert.equal(written.length, rules);
  return commits;
}

/** Creates rules that write a mark, and whatever `more` writes. */
function createRules(more: (transaction: Transaction, index: number) => Promise<void> | void) {
  return (index: number): Rule<void> => async (transaction) => {
    transaction.set(["written", index], true);
    await more(transaction, index);
  };
}

const KINDS: { limit: string; rules: number; fewest: number; most: number; rule: (index: number) => Rule<void> }[] = [
  {
    limit: "1,000 mutations",
    rules: 50,
    fewest: 3, // 2,550 in all
    most: 7,
    rule: createRules((transaction, index) => {
      for (let part = 0; part < 50; part++) transaction.set(["part", index, part], true);
    }),
  },
  {
    limit: "100 checks",
    rules: 120,
    fewest: 4, // 360 in all
    most: 9,
    rule: createRules(async (transaction, index) => {
      for (const part of [1, 2, 3]) await transaction.get(["read", index, part]);
    }),
  },
  {
    limit: "800 KiB",
    rules: 40,
    fewest: 3, // 2.4 MB in all
    most: 7,
    rule: createRules((transaction, index) => transaction.set(["value", index], new Uint8Array(60_000))),
  },
  {
    limit: "800 KiB, in which keys count twice",
    rules: 250,
    fewest: 3, // 2.1 MB in all
    most: 7,
    rule: createRules((transaction, index) => transaction.set(["k".repeat(500), index], new Uint8Array(7_400))),
  },
  {
    limit: "80 KiB of keys",
    rules: 100,
    fewest: 3, // 200 KB in all
    most: 7,
    rule: createRules((transaction, index) => transaction.set(["k".repeat(2_000), index], true)),
  },
  {
    limit: "64 KiB for the entry in the change log",
    rules: 20,
    fewest: 3, // 160 KB in all
    most: 7,
    rule: createRules((transaction, index) => {
      for (let part = 0; part < 32; part++) {
        transaction.recordChange({ kind: "customer", email: `${index}-${part}`.padEnd(250) });
      }
    }),
  },
];

for (const { limit, rules, fewest, most, rule } of KINDS) {
  Deno.test(`a group ends at the limit of ${limit}`, async () => {
    const commits = await countCommits(rules, rule);
    assert.ok(commits >= fewest && commits <= most, `${commits} commits`);
  });
}

Deno.test("a group has no more checks than a KV Connect server takes", async () => {
  const rule = createRules(async (transaction, index) => void await transaction.get(["read", index]));
  assert.ok(await countCommits(40, rule, 10) >= 4);
});

Deno.test("keys that several rules share are counted once", async () => {
  const shared = createRules(async (transaction) => {
    for (let part = 0; part < 10; part++) await transaction.get(["shared", part]);
    for (let part = 0; part < 50; part++) transaction.set(["written", part], true);
    for (let part = 0; part < 50; part++) transaction.add(["count", part], 1);
  });
  assert.ok(await countCommits(90, shared) <= 4);
});

Deno.test("a rule that is too large is rejected with its size, and the others are committed", async () => {
  using kv = await TestKv.open();
  const queue = new CommitQueue(kv);
  const large = queue.commit(createStagingRule((transaction) => {
    for (let index = 0; index < 1_001; index++) transaction.set(["part", index], true);
  }));
  const wideReader = queue.commit(async (transaction) => {
    for (let index = 0; index < 101; index++) await transaction.get(["part", index]);
  });
  const neighbour = queue.commit(createStagingRule((transaction) => transaction.set(["written"], true)));
  await assert.rejects(large, {
    code: "invalid",
    message: /^The change is too large: 1001 keys written \(limit 990\)\. Split it/,
  });
  await assert.rejects(wideReader, { code: "invalid", message: /101 keys read \(limit 100\)/ });
  await neighbour;
  assert.deepEqual((await Array.fromAsync(kv.list({ prefix: [] }))).map(({ key }) => key), [["written"]]);
});
