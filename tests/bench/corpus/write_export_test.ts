import assert from "node:assert/strict";
import { generateTickets } from "../../../bench/corpus/corpus.ts";
import { generateQuestions } from "../../../bench/corpus/generate_questions.ts";
import { writeExport } from "../../../bench/corpus/write_export.ts";
import { header, line } from "../../../data/jsonl/format.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

Deno.test("writeExport() writes lines in the program's own format", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("corpus.jsonl");
  assert.equal(await writeExport(file, generateTickets(generateQuestions(), 25)), 25);
  const [first, ...others] = (await Deno.readTextFile(file)).trimEnd().split("\n").map((text) => JSON.parse(text));
  assert.equal(header.parse(first).version, 1);
  const lines = others.map((value) => line.parse(value));
  assert.equal(lines.filter(({ type }) => type === "ticket").length, 25);
});
