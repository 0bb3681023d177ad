import assert from "node:assert/strict";
import type { CorpusTicket } from "../../../bench/corpus/corpus.ts";
import { SupportMcp } from "../../../bench/programs/support_mcp.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

const TICKET: CorpusTicket = {
  subject: "Where is my card?",
  description: "",
  customer: "ada@example.com",
  priority: "low",
  tags: [],
  created_at: "2026-01-01T08:00:00.000Z",
};

/** Creates a program that prints a line to standard error. */
async function createProgram(folder: TemporaryFolder, line: string): Promise<SupportMcp> {
  const file = folder.file("program");
  await Deno.writeTextFile(file, `#!/bin/sh\necho '${line}' >&2\n`, { mode: 0o755 });
  return new SupportMcp("a program", file);
}

Deno.test("SupportMcp.fill() fails if the import rejects a ticket", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using folder = await TemporaryFolder.create();
  const line = "desk.jsonl:2: rejected: created_at is in the future";
  const rejecting = await createProgram(folder, line);
  await assert.rejects(rejecting.fill(folder.file("desk"), [TICKET]), new RegExp(line));
  const accepting = await createProgram(folder, "Importing: 100 %");
  assert.equal((await accepting.fill(folder.file("desk"), [TICKET])).tickets, 1);
});
