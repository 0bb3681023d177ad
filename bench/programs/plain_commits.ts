/**
 * A program that writes all keys of one store into another with nothing but commits of 200, and prints how many seconds
 * that took: what importing can't beat by much.
 *
 * Usage: `deno run -A --unstable-kv plain_commits.ts FROM TO ORDER`
 *
 * ORDER is `sorted`, as the keys lie in the file, or `as-written`, as they came into it. That is slower: a ticket's keys lie
 * far apart, and SQLite has more pages to write for a commit.
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
// deno-lint-ignore no-console -- the bench reads it
console.log((performance.now() - began) / 1000);
