import assert from "node:assert/strict";
import { OpenFiles, readOpenFiles } from "../../../../server/transports/http/mod.ts";
import { openSession, openStream } from "./post.ts";
import { rawRequest } from "./raw_request.ts";
import { startServer } from "./start_server.ts";
import { until } from "../../../until.ts";

Deno.test("OpenFiles keeps a reserve, and is crowded beyond it", () => {
  const open = { count: 0 };
  for (const [limit, mark] of [[1024, 960], [100, 75]]) {
    open.count = mark! - 1;
    assert.equal(new OpenFiles(limit!, [() => open.count]).isCrowded(), false);
    open.count = mark!;
    assert.equal(new OpenFiles(limit!, [() => open.count]).isCrowded(), true);
  }
});

Deno.test("OpenFiles counts by the first way that works, and limits streams if there is none", () => {
  const broken = () => {
    throw new Deno.errors.NotCapable("no");
  };
  const counted = new OpenFiles(100, [broken, () => 0, () => 90]);
  assert.deepEqual([counted.isCrowded(), counted.maxStreams], [true, Infinity]);
  const unknown = new OpenFiles(100, [broken]);
  assert.deepEqual([unknown.isCrowded(), unknown.maxStreams], [false, 37]);
  assert.equal(new OpenFiles(Infinity).maxStreams, Infinity);
});

Deno.test({
  name: "readOpenFiles() reads the limit of this process",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const { stdout } = await new Deno.Command("sh", { args: ["-c", "ulimit -n"] }).output();
    assert.equal(readOpenFiles().limit, Number(new TextDecoder().decode(stdout)));
  },
  sanitizeResources: false, // the folder stays open with the process
});

Deno.test("a server with crowded files refuses streams, and closes connections after their response", async () => {
  const open = { count: 10 };
  await using served = await startServer({ files: new OpenFiles(100, [() => open.count]) });
  const session = await openSession(served.url);
  await using _stream = await openStream(served.url, session);
  open.count = 90;
  const other = await openSession(served.url);
  await new Promise((resolve) => setTimeout(resolve, 110)); // until it counts again
  const refused = await fetch(served.url, { headers: { ...other, accept: "text/event-stream" } });
  assert.equal(refused.status, 503);
  assert.match(await refused.text(), /Too many open streams \(limit 1\)/);
  await until(() => isAlive(served.at("/healthz")), "the server to listen again");
  await until(() => closesConnections(served.url), "responses that close their connection");
  open.count = 10;
  await new Promise((resolve) => setTimeout(resolve, 110));
  await until(() => isAlive(served.at("/healthz")), "the server to listen again");
  await using _again = await openStream(served.url, other);
});

/** Idle connections are closed by listening again, so the first attempt may come between. */
async function isAlive(url: string): Promise<boolean> {
  try {
    return await (await fetch(url)).text() === "ok\n";
  } catch {
    return false;
  }
}

/** The server may be about to listen again, as {@linkcode isAlive} says. */
async function closesConnections(url: string): Promise<boolean> {
  try {
    return /connection: close/i.test(await rawRequest(url, { "content-length": "2" }, "{}"));
  } catch {
    return false;
  }
}
