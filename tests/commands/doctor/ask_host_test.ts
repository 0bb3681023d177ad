import assert from "node:assert/strict";
import { join } from "node:path";
import { askHost, judgeListing } from "../../../commands/doctor/ask_host.ts";

const judge = (text: string, ...names: string[]) =>
  judgeListing({ command: "claude mcp list", text }, names, "/home/dana/.claude.json");

Deno.test("judgeListing() repeats what a host says of a server", () => {
  for (
    const [line, kind] of [
      ["support-desk: /usr/local/bin/support-mcp serve - ✔ Connected", "ok"],
      ["support-desk  /usr/local/bin/support-mcp  serve  -  -  enabled  Unsupported", "ok"],
      ["●  ✓ support-desk connected", "ok"],
      ["  support-desk (local)", "ok"],
      ["support-desk: /usr/local/bin/support-mcp serve - ✗ Failed to connect", "failed"],
      ["✗ support-desk: /usr/local/bin/support-mcp serve (stdio) - Disconnected", "failed"],
      ["○ support-desk: /usr/local/bin/support-mcp serve (stdio) - Disabled", "hint"],
      ["support-desk: /usr/local/bin/support-mcp serve - ⏸ Pending approval", "hint"],
    ] as const
  ) {
    const text = `Checking MCP servers…\n\narchive-support-desk: x - ✗ Failed\n${line}\n`;
    assert.deepEqual(judge(text, "support-desk"), [{ kind, message: `claude mcp list shows ${line.trim()}` }]);
  }
});

Deno.test("judgeListing() fails a server that the host does not show", () => {
  const [finding, ...others] = judge("archive-support-desk: connected\n", "support-desk");
  assert.equal(finding!.kind, "failed");
  assert.match(
    finding!.message,
    /^claude mcp list does not show support-desk, which is in \/home\/dana\/\.claude\.json\. /,
  );
  assert.deepEqual(others, []);
});

Deno.test("judgeListing() hints at a command that fails, and says nothing without one", () => {
  assert.deepEqual(judgeListing(undefined, ["support-desk"], "f"), []);
  const failed = { command: "claude mcp list", problem: "not logged in" };
  const [finding] = judgeListing(failed, ["support-desk"], "f");
  assert.deepEqual(finding, { kind: "hint", message: "claude mcp list failed: not logged in" });
});

Deno.test("askHost() reads what the command prints, and judgeListing() removes colours", async () => {
  const listing = await askHost([Deno.execPath(), "eval", 'console.error("\\x1b[32m✓\\x1b[0m desk")']);
  assert.ok(listing !== undefined && "text" in listing);
  assert.deepEqual(judgeListing(listing, ["desk"], "f").map(({ kind }) => kind), ["ok"]);
  assert.match(judgeListing(listing, ["desk"], "f")[0]!.message, /shows ✓ desk$/);
});

Deno.test("askHost() says why the command failed, and nothing of one that is not there", async () => {
  const failed = await askHost([Deno.execPath(), "eval", 'console.log("\\n not logged in\\nx"); Deno.exit(3)']);
  assert.ok(failed !== undefined && "problem" in failed);
  assert.equal(failed.problem, "not logged in");
  const late = await askHost([Deno.execPath(), "eval", "setInterval(() => {}, 1000)"], 1);
  assert.ok(late !== undefined && "problem" in late);
  assert.match(late.problem, /^no answer within 0\.001 s/);
  assert.equal(await askHost([join(Deno.cwd(), "no-such-host"), "mcp", "list"]), undefined);
  assert.equal(await askHost(undefined), undefined);
});

/** Runs a shell script as a host's command; `$FILE` is a file for the script. */
async function askScript(script: string, timeout?: number) {
  const folder = await Deno.makeTempDir();
  try {
    const file = join(folder, "pid");
    const listing = await askHost(["sh", "-c", script.replaceAll("$FILE", file)], timeout);
    return { listing, pid: Number(await Deno.readTextFile(file)) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const onLinux = { ignore: Deno.build.os !== "linux" };

Deno.test("askHost() kills a late command with the children that keep its output open", onLinux, async () => {
  const { listing, pid } = await askScript("sleep 600 & echo $! > $FILE; wait", 2_000);
  assert.match((listing as { problem: string }).problem, /^no answer within 2 s/);
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
});

Deno.test("askHost() does not wait for the children of a command that has exited", onLinux, async () => {
  const { listing, pid } = await askScript("sleep 600 & echo $! > $FILE; echo support-desk connected");
  Deno.kill(pid, "SIGKILL");
  assert.match((listing as { text: string }).text, /^support-desk connected$/m);
});

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(Deno.readTextFileSync(`/proc/${pid}/status`)); // a zombie may wait for init
  } catch {
    return false;
  }
}
