import assert from "node:assert/strict";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { withPortableValues } from "../../../../store/kv/port/portable_values.ts";
import type { Rule, Transaction } from "../../../../store/kv/commit/transaction.ts";
import { createStagingRule } from "./staging_rule.ts";

/** Commits many rules of one kind at the same time, and gives the number of commits that they took. */
async function commitsFor(rules: number, rule: (index: number) => Rule<void>, maxChecks?: number): Promise<number> {
  using kv = withPortableValues(await Deno.openKv(":memory:"));
  let commits = 0;
  const queue = new CommitQueue(kv, { committed: () => commits++, ...(maxChecks === undefined ? {} : { maxChecks }) });
  await Promise.all(Array.from({ length: rules }, (_, index) => queue.commit(rule(index))));
  const landed = await Array.fromAsync(kv.list({ prefix: ["landed"] }));
  assert.equal(landed.length, rules);
  return commits;
}

/** Writes that it has landed, and whatever `more` writes. */
function landing(more: (transaction: Transaction, index: number) => Promise<void> | void) {
  return (index: number): Rule<void> => async (transaction) => {
    transaction.set(["landed", index], true);
    await more(transaction, index);
  };
}

const KINDS: { limit: string; rules: number; fewest: number; most: number; rule: (index: number) => Rule<void> }[] = [
  {
    limit: "1,000 mutations",
    rules: 50,
    fewest: 3, // 2,550 in all
    most: 7,
    rule: landing((transaction, index) => {
      for (let part = 0; part < 50; part++) transaction.set(["part", index, part], true);
    }),
  },
  {
    limit: "100 checks",
    rules: 120,
    fewest: 4, // 360 in all
    most: 9,
    rule: landing(async (transaction, index) => {
      for (const part of [1, 2, 3]) await transaction.get(["read", index, part]);
    }),
  },
  {
    limit: "800 KiB",
    rules: 40,
    fewest: 3, // 2.4 MB in all
    most: 7,
    rule: landing((transaction, index) => transaction.set(["value", index], new Uint8Array(60_000))),
  },
  {
    limit: "800 KiB, to which the keys of values count twice",
    rules: 250,
    fewest: 3, // 2.1 MB in all
    most: 7,
    rule: landing((transaction, index) => transaction.set(["k".repeat(500), index], new Uint8Array(7_400))),
  },
  {
    limit: "80 KiB of keys",
    rules: 100,
    fewest: 3, // 200 KB in all
    most: 7,
    rule: landing((transaction, index) => transaction.set(["k".repeat(2_000), index], true)),
  },
  {
    limit: "64 KiB of the change log's entry",
    rules: 20,
    fewest: 3, // 160 KB in all
    most: 7,
    rule: landing((transaction, index) => {
      for (let part = 0; part < 32; part++) {
        transaction.recordChange({ kind: "customer", email: `${index}-${part}`.padEnd(250) });
      }
    }),
  },
];

for (const { limit, rules, fewest, most, rule } of KINDS) {
  Deno.test(`a group is cut where a commit reaches its limit of ${limit}`, async () => {
    const commits = await commitsFor(rules, rule);
    assert.ok(commits >= fewest && commits <= most, `${commits} commits`);
  });
}

Deno.test("a group makes no more checks than a KV Connect server takes", async () => {
  const rule = landing(async (transaction, index) => void await transaction.get(["read", index]));
  assert.ok(await commitsFor(40, rule, 10) >= 4);
});

Deno.test("keys that several rules share are counted once", async () => {
  const shared = landing(async (transaction) => {
    for (let part = 0; part < 10; part++) await transaction.get(["shared", part]);
    for (let part = 0; part < 50; part++) transaction.set(["written", part], true);
    for (let part = 0; part < 50; part++) transaction.add(["count", part], 1);
  });
  assert.ok(await commitsFor(90, shared) <= 4);
});

Deno.test("a rule that is too large by itself is refused with its measure, and its neighbours land", async () => {
  using kv = withPortableValues(await Deno.openKv(":memory:"));
  const queue = new CommitQueue(kv);
  const large = queue.commit(createStagingRule((transaction) => {
    for (let index = 0; index < 1_001; index++) transaction.set(["part", index], true);
  }));
  const curious = queue.commit(async (transaction) => {
    for (let index = 0; index < 101; index++) await transaction.get(["part", index]);
  });
  const neighbour = queue.commit(createStagingRule((transaction) => transaction.set(["landed"], true)));
  await assert.rejects(large, {
    code: "invalid",
    message: /too much for one change: 1001 keys written, where a commit takes 990/,
  });
  await assert.rejects(curious, { code: "invalid", message: /101 keys read, where a commit takes 100/ });
  await neighbour;
  assert.deepEqual((await Array.fromAsync(kv.list({ prefix: [] }))).map(({ key }) => key), [["landed"]]);
});
