import assert from "node:assert/strict";
import { join } from "node:path";
import { listFiles, PROJECT, removeComments } from "./sources.ts";

/** Changes of what all test files share: they run at the same time in one process. */
const CHANGES_PROCESS = /\bDeno\.(env\.(set|delete)|chdir|umask)\(/;

/** Files whose changes disturb no other test. They say why. */
const HARMLESS = ["tests/client/transports/server_process_test.ts", "tests/store/kv/kv_server.ts"];

Deno.test("tests do not change the environment of their process: else use overrideVariables()", async () => {
  const files = (await listFiles(PROJECT)).filter((file) => /^tests\/.*\.tsx?$/.test(file));
  const changing: string[] = [];
  for (const file of files) {
    if (CHANGES_PROCESS.test(removeComments(await Deno.readTextFile(join(PROJECT, file))))) changing.push(file);
  }
  assert.ok(files.length > 10);
  assert.deepEqual(changing, HARMLESS);
});
