import assert from "node:assert/strict";
import { connectNewerHttpHost, startHttpProgram } from "../http/http_hosts.ts";
import { runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const options = { ignore: Deno.build.os === "windows" }; // Windows does not move or remove open files
const SUFFIXES = ["", "-wal", "-shm"];

interface Server {
  folder: TemporaryFolder;
  db: string;
  /** Creates a ticket and returns the text of the result. */
  create(subject: string): Promise<{ text: string; isError: boolean }>;
  readiness(): Promise<{ status: number; text: string }>;
}

/** Runs a test with a server over HTTP on a store that has a customer and one ticket. */
async function withServer(work: (server: Server) => Promise<void>): Promise<void> {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("home/desk.db");
  await Deno.mkdir(folder.file("home"));
  await Deno.writeTextFile(folder.file("t.csv"), "subject,customer\nOne,a@b.c\n");
  assert.equal((await runProgram(["import", folder.file("t.csv"), "--db", db])).code, 0);
  await using program = await startHttpProgram(["--db", db]);
  await using host = await connectNewerHttpHost(program.url);
  await work({
    folder,
    db,
    create: async (subject) => {
      const call = { name: "create_ticket", arguments: { subject, customer: "a@b.c" } };
      const { content, isError } = await host.client.callTool(call);
      return { text: (content as { text: string }[])[0]!.text, isError: isError === true };
    },
    readiness: async () => {
      const response = await fetch(new URL("/readyz", program.url));
      return { status: response.status, text: await response.text() };
    },
  });
}

async function move(from: string, to: string): Promise<void> {
  for (const suffix of SUFFIXES) await Deno.rename(from + suffix, to + suffix);
}

/** Copies a whole store to the place of another, as a careless restore would. */
async function replaceByCopy({ db, folder }: Server): Promise<void> {
  assert.equal((await runProgram(["backup", folder.file("copy.db"), "--db", db])).code, 0);
  await Deno.rename(folder.file("copy.db"), db);
}

const TROUBLES: Record<string, (server: Server) => Promise<void>> = {
  "was moved away": ({ db, folder }) => move(db, folder.file("moved.db")),
  "was removed": async ({ db }) => {
    for (const suffix of SUFFIXES) await Deno.remove(db + suffix);
  },
  "was replaced by a backup": replaceByCopy,
  "lost only its main file": ({ db }) => Deno.remove(db),
  "lost only its write-ahead log": ({ db }) => Deno.remove(`${db}-wal`),
  "was moved with its folder": ({ folder }) => Deno.rename(folder.file("home"), folder.file("old")),
};

const REFUSAL =
  /Cannot save to the store .*desk\.db: it was moved, removed or replaced while it was open\. .*Put its files back, or stop all servers/;

for (const [what, makeTrouble] of Object.entries(TROUBLES)) {
  Deno.test(`a server acknowledges no write once its store ${what}, and is not ready`, options, async () => {
    await withServer(async (server) => {
      assert.equal((await server.create("Two")).isError, false);
      assert.equal((await server.readiness()).status, 200);
      await makeTrouble(server);
      const results = await Promise.all(Array.from({ length: 20 }, (_, index) => server.create(`Lost ${index}`)));
      for (const { isError, text } of results) {
        assert.ok(isError, text);
        assert.match(text, REFUSAL);
      }
      assert.match((await server.create("Three")).text, /Nothing was changed\./);
      const { status, text } = await server.readiness();
      assert.equal(status, 503);
      assert.match(text, /The store was moved, removed or replaced while it was open\./);
      assert.ok(!text.includes("desk.db"), "the location is not public");
    });
  });
}

Deno.test("a server continues when its store is moved back", options, async () => {
  await withServer(async (server) => {
    const { db, folder } = server;
    assert.equal((await server.create("Two")).isError, false);
    await move(db, folder.file("moved.db"));
    assert.ok((await server.create("Lost")).isError);
    await move(folder.file("moved.db"), db);
    assert.equal((await server.create("Three")).isError, false);
    assert.deepEqual(await server.readiness(), { status: 200, text: "ready\n" });
  });
});

Deno.test(
  "a server whose store was replaced leaves the new store and its log alone when it ends",
  options,
  async () => {
    await using folder = await TemporaryFolder.create();
    const db = folder.file("desk.db");
    await Deno.writeTextFile(folder.file("t.csv"), "subject,customer\nOne,a@b.c\n");
    assert.equal((await runProgram(["import", folder.file("t.csv"), "--db", db])).code, 0);
    await using first = await startHttpProgram(["--db", db]);
    assert.equal(await fetch(new URL("/readyz", first.url)).then((response) => response.text()), "ready\n");
    await move(db, folder.file("moved.db"));
    assert.equal((await runProgram(["import", folder.file("t.csv"), "--db", db])).code, 0);
    await using second = await startHttpProgram(["--db", db]);
    assert.equal(await fetch(new URL("/readyz", second.url)).then((response) => response.text()), "ready\n");
    const log = await Deno.stat(`${db}-wal`);
    first.running.signal("SIGTERM");
    assert.equal((await first.running.waitForExit()).code, 0);
    assert.equal((await Deno.stat(`${db}-wal`)).ino, log.ino);
    assert.equal(await fetch(new URL("/readyz", second.url)).then((response) => response.text()), "ready\n");
  },
);
