/** Actions that a running server may no longer take, tried from inside its process. */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { RunningProgram } from "../program.ts";
import { formatToolCall, HANDSHAKE, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const PROBE = fileURLToPath(new URL("permissions_probe.ts", import.meta.url));

/** Starts `support-mcp serve` from its sources, with the probe in it. */
function startProbe(args: readonly string[]): RunningProgram {
  return new RunningProgram(
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-prompt", "--unstable-kv", PROBE, "serve", ...args],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn(),
  );
}

async function findAllowed(running: RunningProgram): Promise<string[]> {
  running.signal("SIGUSR2");
  const stderr = await running.waitForErrors((text) => /^allowed: .*\n/m.test(text));
  return JSON.parse(/^allowed: (.*)$/m.exec(stderr)![1]!);
}

const SOCKET = "connect to a Unix socket";
const NETWORK = ["open a connection", SOCKET, "listen on a port", "resolve a name"];

/** Deno before 2.9 takes Unix sockets for files. */
const isOld = Deno.version.deno.localeCompare("2.9.0", "en", { numeric: true }) < 0;

const cases = [
  { name: "serve on stdio may only write files", args: [], allowed: [...isOld ? [SOCKET] : [], "write a file"] },
  { name: "serve --read-only on stdio may do nothing outside its store", args: ["--read-only"], allowed: [] },
  { name: "serve customers on stdio may do nothing outside its store", args: ["customers"], allowed: [] },
];

for (const { name, args, allowed } of cases) {
  Deno.test({
    name,
    ignore: Deno.build.os === "windows", // it has no such signal
    async fn() {
      await using folder = await TemporaryFolder.create();
      await using running = startProbe([...args, "--demo", "--db", folder.file("desk.db")]);
      await running.write(HANDSHAKE);
      await running.write(formatToolCall(1, "search_customers", { query: "bob" }));
      await waitForResponse(1, running);
      assert.deepEqual(await findAllowed(running), allowed);
      await running.write(formatToolCall(2, "search_customers", { query: "alice" }));
      const { result } = await waitForResponse(2, running);
      assert.equal(result?.isError, undefined);
    },
  });
}

Deno.test({
  name: "serve on stdio commits changes after it has given up permissions",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await TemporaryFolder.create();
    await using running = startProbe(["--demo", "--db", folder.file("desk.db")]);
    await running.write(HANDSHAKE + formatToolCall(1, "get_ticket", { ticket_id: "42" }));
    await waitForResponse(1, running);
    for (let id = 2; id < 20; id++) {
      await running.write(formatToolCall(id, "add_comment", { ticket_id: "42", body: "x".repeat(10_000) }));
      const { result } = await waitForResponse(id, running);
      assert.equal(result?.isError, undefined);
    }
  },
});

Deno.test({
  name: "serve --http keeps the network, writing for exports and, from its sources, building the web desk",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using running = startProbe(["--demo", "--http", "0"]);
    await running.waitForErrors((text) => text.includes("Listening at"));
    assert.deepEqual(await findAllowed(running), ["run a program", ...NETWORK, "write a file"]);
  },
});
