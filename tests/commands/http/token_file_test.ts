import assert from "node:assert/strict";
import type { Log, LogMethod } from "../../../commands/output/log.ts";
import { TokenFile } from "../../../commands/http/token_file.ts";
import { until } from "../../until.ts";

const DANA = "dana write danas-token-0123456789\n";
const EVE = "eve write eves-token-0123456789\n";

/** Watches a token file in a temporary folder, and collects the log. */
async function watchTokenFile(text: string) {
  const folder = await Deno.makeTempDir({ prefix: "support-mcp-test-" });
  const path = `${folder}/tokens`;
  await Deno.writeTextFile(path, text, { mode: 0o600 });
  const logged: string[] = [];
  const write: LogMethod = (message, properties) => {
    const known = typeof properties === "function" ? properties() : properties;
    logged.push(`${message} ${known?.message ?? ""}`);
  };
  const log: Log = { debug: write, info: write, warning: write, error: write, flush: () => Promise.resolve() };
  const file = await TokenFile.open(path, log);
  const end = file.watch(5);
  return {
    path,
    logged,
    /** Returns the name that a line's token currently stands for. */
    whose: (line: string) => file.authenticator.findPrincipal(line.trim().split(" ")[2]!)?.name,
    async [Symbol.asyncDispose]() {
      end();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

Deno.test("TokenFile accepts added tokens and rejects removed ones", async () => {
  await using file = await watchTokenFile(DANA);
  assert.deepEqual([file.whose(DANA), file.whose(EVE)], ["dana", undefined]);
  await replaceFile(file.path, DANA + EVE); // a file that is written in its place may be read half
  await until(() => file.whose(EVE) === "eve", "eve's token is known");
  assert.equal(file.whose(DANA), "dana");
  await replaceFile(file.path, EVE);
  await until(() => file.whose(DANA) === undefined, "dana's token is forgotten");
  assert.equal(file.whose(EVE), "eve");
  assert.match(file.logged.join("\n"), /^Reloaded the token file/);
});

Deno.test("TokenFile reloads a file that replaces the old one", async () => {
  await using file = await watchTokenFile(DANA);
  await replaceFile(file.path, EVE);
  await until(() => file.whose(EVE) === "eve", "eve's token is known");
  assert.equal(file.whose(DANA), undefined);
});

/** Replaces a file atomically. */
async function replaceFile(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${path}.new`, text, { mode: 0o600 });
  await Deno.rename(`${path}.new`, path);
}

for (
  const [what, spoil, says] of [
    [
      "with an invalid line",
      (path: string) => replaceFile(path, `${EVE}mallory\n`),
      /previous tokens stay valid.*line 2/,
    ],
    ["without a token", (path: string) => replaceFile(path, "# empty\n"), /no token/],
    ["that is missing", (path: string) => Deno.remove(path), /no such file/],
  ] as const
) {
  Deno.test(`TokenFile keeps the previous tokens and logs that once, with a file ${what}`, async () => {
    await using file = await watchTokenFile(DANA);
    await spoil(file.path);
    await until(() => file.logged.length > 0, "the log says so");
    assert.match(file.logged.join("\n"), says);
    assert.deepEqual([file.whose(DANA), file.whose(EVE)], ["dana", undefined]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(file.logged.length, 1);
    await Deno.writeTextFile(file.path, EVE, { mode: 0o600 });
    await until(() => file.whose(EVE) === "eve", "eve's token is known");
    assert.equal(file.whose(DANA), undefined);
  });
}
