import assert from "node:assert/strict";
import { MarkedCommits } from "../../../../store/kv/connection/marked_commits.ts";

/** A commit whose acknowledgement is lost after the store has taken it, and which the client sends again. */
function sentTwice(commit: Deno.AtomicOperation): Deno.AtomicOperation {
  const send = commit.commit.bind(commit);
  commit.commit = async () => {
    await send();
    return await send();
  };
  return commit;
}

const addOne = (kv: Deno.Kv) => kv.atomic().sum(["count"], 1n);
const count = async (kv: Deno.Kv) => (await kv.get<Deno.KvU64>(["count"])).value?.value;

Deno.test("MarkedCommits.send() takes commits one after another", async () => {
  using kv = await Deno.openKv(":memory:");
  const commits = new MarkedCommits(kv);
  for (let index = 0; index < 5; index++) assert.equal((await commits.send(addOne(kv))).ok, true);
  assert.equal(await count(kv), 5n);
});

Deno.test("MarkedCommits.send() knows a commit that was taken though its acknowledgement was lost", async () => {
  using kv = await Deno.openKv(":memory:");
  const commits = new MarkedCommits(kv);
  await commits.send(addOne(kv));
  const result = await commits.send(sentTwice(addOne(kv).set(["answer"], 42)));
  assert.equal(result.ok && result.versionstamp, (await kv.get(["answer"])).versionstamp);
  assert.equal(await count(kv), 2n);
  assert.equal((await commits.send(addOne(kv))).ok, true);
});

Deno.test("MarkedCommits.send() tells another writer's commit from its own", async () => {
  using kv = await Deno.openKv(":memory:");
  const [one, other] = [new MarkedCommits(kv), new MarkedCommits(kv)];
  const claim = (who: string) => kv.atomic().check({ key: ["owner"], versionstamp: null }).set(["owner"], who);
  assert.equal((await one.send(claim("one"))).ok, true);
  assert.equal((await other.send(sentTwice(claim("other")))).ok, false);
  assert.equal((await kv.get(["owner"])).value, "one");
  assert.equal((await other.send(addOne(kv))).ok, true);
});

Deno.test("a commit that was given up can't arrive after a later one of the same process", async () => {
  using kv = await Deno.openKv(":memory:");
  const commits = new MarkedCommits(kv);
  const givenUp = addOne(kv);
  const arrive = givenUp.commit.bind(givenUp);
  givenUp.commit = () => Promise.reject(new Error("no answer within 5 seconds"));
  await assert.rejects(commits.send(givenUp), /no answer/);
  assert.equal((await commits.send(addOne(kv))).ok, true);
  assert.deepEqual(await arrive(), { ok: false });
  assert.equal(await count(kv), 1n);
});

Deno.test("a commit after one that was given up and arrived late conflicts once, then goes on", async () => {
  using kv = await Deno.openKv(":memory:");
  const commits = new MarkedCommits(kv);
  const givenUp = addOne(kv);
  const arrive = givenUp.commit.bind(givenUp);
  givenUp.commit = () => Promise.reject(new Error("no answer within 5 seconds"));
  await assert.rejects(commits.send(givenUp), /no answer/);
  assert.equal((await arrive()).ok, true);
  assert.equal((await commits.send(addOne(kv))).ok, false);
  assert.equal((await commits.send(addOne(kv))).ok, true);
  assert.equal(await count(kv), 2n);
});
