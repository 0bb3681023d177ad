/**
 * A program that copies all keys of a store to another one in commits of 200, and prints the seconds that took: the
 * limit for
 * imports.
 *
 * Usage: `deno run -A --unstable-kv plain_commits.ts FROM TO ORDER`
 *
 * ORDER is `sorted`, by key, or `as-written`, in the order of the import. The latter is slower: the keys of a ticket
 * are far
 * apart, and SQLite writes more pages per commit.
 *
 * @module
 */

const MUTATIONS = 200;

const [from, to, order] = Deno.args;
using source = await Deno.openKv(from!);
using target = await Deno.openKv(to!);

const entries = await Array.fromAsync(source.list({ prefix: [] }, { batchSize: 500 }));
if (order === "as-written") entries.sort((one, other) => one.versionstamp < other.versionstamp ? -1 : 1);

const began = performance.now();
for (let index = 0; index < entries.length; index += MUTATIONS) {
  const commit = target.atomic();
  for (const { key, value } of entries.slice(index, index + MUTATIONS)) commit.set(key, value);
  await commit.commit();
}
// deno-lint-ignore no-console -- read by the benchmark
console.log((performance.now() - began) / 1000);
