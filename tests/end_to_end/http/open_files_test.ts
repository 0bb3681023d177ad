/** The limit of open files, of which each connection is one. */

import assert from "node:assert/strict";
import { until } from "../../until.ts";
import { getCommandLine } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const LIMIT = 120;

/** Starts the program with few files. */
async function startWithFewFiles(folder: string) {
  const { program, args } = getCommandLine(["serve", "--demo", "--db", `${folder}/desk.db`, "--http", "127.0.0.1:0"]);
  const command = `ulimit -n ${LIMIT}; exec "$0" "$@"`;
  const child = new Deno.Command("sh", { args: ["-c", command, program, ...args], stdout: "null", stderr: "piped" })
    .spawn();
  const log = { text: "" };
  const reading = child.stderr.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({ write: (text) => void (log.text += text) }),
  );
  await until(() => /Listening at/.test(log.text), "the server to listen");
  const port = Number(/127\.0\.0\.1:(\d+)\/mcp/.exec(log.text)![1]);
  return {
    log,
    port,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
      await reading;
    },
  };
}

/** Opens connections that send nothing, until there are so many or the server takes no more. */
async function openSilent(port: number, count: number): Promise<Deno.Conn[]> {
  const open = Array.from(
    { length: count },
    () => Deno.connect({ hostname: "127.0.0.1", port }).catch(() => undefined),
  );
  return (await Promise.all(open)).filter((connection) => connection !== undefined);
}

async function isAlive(port: number): Promise<boolean> {
  try {
    return await (await fetch(`http://127.0.0.1:${port}/healthz`)).text() === "ok\n";
  } catch {
    return false;
  }
}

Deno.test({
  name: "a server that has run out of files closes idle connections, and goes on",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await TemporaryFolder.create();
    await using server = await startWithFewFiles(folder.path);
    const { log, port } = server;
    const began = performance.now();
    assert.match(
      log.text,
      /--max-sessions 2000 and --max-streams 4000 need up to 6030 open files, and this process may/,
    );
    for (let round = 0; round < 3; round++) {
      const silent = await openSilent(port, 3 * LIMIT);
      await until(() => isAlive(port), "the server to answer again");
      for (const connection of silent) connection.close();
    }
    assert.match(log.text, /Cannot accept connections: .*too many open files.* raise the limit with ulimit -n/i);
    const minutes = Math.ceil((performance.now() - began) / 60_000);
    assert.ok(log.text.match(/Cannot accept connections/g)!.length <= minutes, "once a minute");
  },
});
