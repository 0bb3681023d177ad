import assert from "node:assert/strict";
import { CommitQueue } from "../../../store/kv/commit_queue.ts";
import { openStore } from "../../../store/kv/open_store.ts";
import { openDesk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { append, assertWhole, LAST } from "./appending.ts";
import { until } from "./child.ts";

/** The path of a `denokv` server; without it there is nothing to connect to. */
const DENOKV = Deno.env.get("DENOKV");
const TOKEN = "a-token-for-tests";
const ignore = DENOKV === undefined;

/** A KV Connect server with an empty database. */
class Server implements AsyncDisposable {
  private constructor(readonly url: string, readonly process: Deno.ChildProcess, readonly folder: TemporaryFolder) {}

  static async start(): Promise<Server> {
    const folder = await TemporaryFolder.make();
    const address = `127.0.0.1:${freePort()}`;
    const args = ["--sqlite-path", folder.file("kv.db"), "serve", "--access-token", TOKEN, "--addr", address];
    const process = new Deno.Command(DENOKV!, { args, stdout: "null", stderr: "null" }).spawn();
    Deno.env.set("DENO_KV_ACCESS_TOKEN", TOKEN);
    const url = `http://${address}`;
    await until(
      () => fetch(url).then((answer) => answer.body?.cancel()).then(() => true, () => false),
      "denokv answers",
    );
    return new Server(url, process, folder);
  }

  async stop(): Promise<void> {
    try {
      this.process.kill("SIGKILL");
    } catch {
      // It was stopped before.
    }
    await this.process.status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.folder[Symbol.asyncDispose]();
  }
}

function freePort(): number {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  return listener.addr.port;
}

Deno.test("replicas on one KV Connect server conflict, run again, and lose nothing", { ignore }, async () => {
  await using server = await Server.start();
  const stores = await Promise.all([1, 2, 3].map(() => openStore({ kind: "server", url: server.url })));
  assert.deepEqual(stores.map(({ maxChecks }) => maxChecks), [10, 10, 10]);
  await Promise.all(stores.map(async (store, replica) => {
    const queue = new CommitQueue(store.kv, store);
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => queue.commit(append(`${replica}`, index), { reads: [LAST] })),
    );
  }));
  assert.equal((await assertWhole(stores[0]!.kv)).size, 120);
  await Promise.all(stores.map((store) => store.close()));
});

Deno.test("a wrong access token is named as what is wrong", { ignore }, async () => {
  await using server = await Server.start();
  Deno.env.set("DENO_KV_ACCESS_TOKEN", "another-token-for-tests");
  await assert.rejects(openDesk(server.url), { code: "unavailable", message: /access token is missing or wrong/ });
});

Deno.test("a desk closes though its KV Connect server is gone", {
  ignore,
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  await using server = await Server.start();
  const desk = await openDesk(server.url);
  await desk.customers.create({ email: "ana@example.com", name: "Ana" }, {
    by: { kind: "system", name: "test", version: null },
  });
  await server.stop();
  void desk.customers.update("ana@example.com", { name: "Anna" }, {
    by: { kind: "system", name: "test", version: null },
  });
  await desk.close();
});
