/** Repeats the behaviour tests of the desk on KV Connect servers. */

import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { ACCESS_TOKEN, KvServer, testWithServer } from "./kv/kv_server.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** Groups of test files that take about the same time and run in parallel. They mostly wait for responses. */
const GROUPS = [
  ["kv/tickets/tickets_test.ts"],
  ["kv/tickets/claims_test.ts", "kv/tickets/merge_test.ts", "kv/tickets/unmerge_test.ts"],
  ["kv/attachments/attachments_test.ts", "kv/attachments/uploads_test.ts", "kv/customers/customers_test.ts"],
  ["kv/archive/archive_test.ts", "kv/commit/idempotency_test.ts"],
  ["kv/cache/desk_cache_test.ts", "kv/cache/open_tickets_test.ts"],
  [
    "kv/ticket_changes/ticket_change_test.ts",
    "kv/index/ticket_index_test.ts",
    "rules/history/replay_test.ts",
    "setup/demo_test.ts",
  ],
];

/** The maximum that one test uses at a time. */
const STORES = 3;

testWithServer("the desk behaves on a KV Connect server as it does in memory", async () => {
  const outputs = await Promise.all(GROUPS.map(runOnServers));
  assert.deepEqual(outputs.filter((output) => output !== ""), []);
});

/** Runs test files in a separate process. Returns its output if a test fails, or an empty text. */
async function runOnServers(files: readonly string[]): Promise<string> {
  await using servers = new AsyncDisposableStack();
  const urls: string[] = [];
  for (let count = 0; count < STORES; count++) urls.push(servers.use(await KvServer.start()).url);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", ...files.map((file) => `tests/store/${file}`)],
    cwd: PROJECT,
    env: { SUPPORT_MCP_TEST_SERVERS: urls.join(" "), DENO_KV_ACCESS_TOKEN: ACCESS_TOKEN, NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder();
  return success ? "" : `${text.decode(stdout)}\n${text.decode(stderr)}`;
}
