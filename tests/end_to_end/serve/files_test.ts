/** Files, through the real program. */

import assert from "node:assert/strict";
import { runProgram, startProgram } from "../program.ts";
import { formatToolCall, HANDSHAKE, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

interface ToolResult {
  content: { type: string; text: string; data?: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
}

/** Starts a server and returns a function that calls its tools. */
async function startFiles(args: readonly string[], env: Record<string, string> = {}) {
  const running = startProgram(["serve", "--demo", ...args], { env });
  await running.write(HANDSHAKE);
  await waitForResponse(0, running);
  let id = 0;
  return {
    async call(name: string, input: Record<string, unknown>): Promise<ToolResult> {
      await running.write(formatToolCall(++id, name, { ticket_id: "42", ...input }));
      const { result, error } = await waitForResponse(id, running);
      assert.equal(error, undefined);
      return result as unknown as ToolResult;
    },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

for (
  const [title, args, env] of [
    ["--files", (folder: string) => ["--files", folder], () => ({})],
    ["SUPPORT_MCP_FILES", () => [], (folder: string) => ({ SUPPORT_MCP_FILES: folder })],
  ] as const
) {
  Deno.test(`serve reads and writes files in the folder of ${title}, and no others`, async () => {
    await using folder = await TemporaryFolder.create();
    const shared = folder.file("shared");
    await Deno.mkdir(shared);
    await Deno.writeTextFile(`${shared}/error.log`, "boom");
    await Deno.writeTextFile(`${shared}/.env`, "TOKEN=1");
    await Deno.writeTextFile(folder.file("secret.txt"), "secret");
    await using server = await startFiles(args(shared), env(shared));
    const attached = await server.call("attach_file", { path: "error.log" });
    assert.match(attached.content[0]!.text, /^Attached to ticket #42, now at revision \d+: <[^>]+>error\.log/);
    assert.match((await server.call("get_attachment", { name: "error.log" })).content[0]!.text, />boom</);

    const exported = await server.call("export_ticket", { path: "ticket-42.md" });
    const path = `${await Deno.realPath(shared)}/ticket-42.md`;
    assert.equal(exported.structuredContent!.path, path);
    assert.match(await Deno.readTextFile(path), /^> This document quotes customers and other people\./);
    if (Deno.build.os !== "windows") assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);

    for (const path of [".env", "../secret.txt", folder.file("secret.txt")]) {
      assert.equal((await server.call("attach_file", { path })).isError, true, path);
    }
    for (const path of ["ticket-42.md", ".bash_aliases", "CLAUDE.md", "run.sh", "../new.md", folder.file("new.md")]) {
      assert.equal((await server.call("export_ticket", { path })).isError, true, path);
    }
    assert.deepEqual((await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name).sort(), [
      "secret.txt",
      "shared",
    ]);
  });
}

Deno.test("serve takes and returns files in calls if no folder is shared", async () => {
  await using server = await startFiles([]);
  const image = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).toBase64();
  await server.call("attach_file", { content_base64: image, name: "screen.png" });
  const { content } = await server.call("get_attachment", { name: "screen.png" });
  assert.deepEqual(content[1], { type: "image", data: image, mimeType: "image/png" });
  const exported = await server.call("export_ticket", { path: "ticket-42.md" });
  assert.match(exported.content[0]!.text, /^Ticket #42 as a document\. No file was written: neither/);
});

Deno.test("serve rejects --files that is not a folder", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.writeTextFile(folder.file("file"), "");
  for (const [name, problem] of [["missing", "does not exist, or cannot be opened"], ["file", "is not a folder"]]) {
    const { code, stdout, stderr } = await runProgram(["serve", "--demo", "--files", folder.file(name!)]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.equal(stderr, `support-mcp: --files ${folder.file(name!)} ${problem}. Name an existing folder.\n`);
  }
});
