import assert from "node:assert/strict";
import { readRecording } from "../../../../client/recording/format/read_recording.ts";
import { SetupError } from "../../../../client/errors/setup_error.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";

const HEADER = JSON.stringify({
  kind: "header",
  format: "support-mcp-recording",
  version: 1,
  program: "0.1.0",
  started: "2026-11-01T09:30:00.000Z",
  run: {},
});
const SHOWN = '{"kind":"shown","at":12,"text":"hello"}';

Deno.test("readRecording() accepts an incomplete last line", async () => {
  const { header, entries } = await read(`${HEADER}\n${SHOWN}\n{"kind":"sho`);
  assert.equal(header.program, "0.1.0");
  assert.deepEqual(entries, [{ kind: "shown", at: 12, text: "hello" }]);
});

for (
  const [text, says] of [
    ["", /is not a recording: its first line is not the header/],
    ["not JSON\n", /is not a recording/],
    [`${SHOWN}\n`, /is not a recording/],
    [`${HEADER.replace(":1,", ":2,")}\n`, /format version 2.*supports only 1\. Use support-mcp/],
    [`${HEADER}\n${SHOWN}\nnot JSON\n`, /run\.jsonl, line 3: invalid entry/],
    [`${HEADER}\n{"kind":"shown","at":-1,"text":"hello"}\n`, /line 2: .*at/],
    [`${HEADER}\n{"kind":"seen","at":1}\n`, /line 2: .*kind/],
  ] as const
) {
  Deno.test(`readRecording() explains the error in ${JSON.stringify(text.slice(0, 20))}… (${says})`, async () => {
    await assert.rejects(read(text), (error) => error instanceof SetupError && says.test(error.message));
  });
}

Deno.test("readRecording() reports a missing file", async () => {
  await assert.rejects(
    readRecording("/no/such.jsonl"),
    /Cannot read the recording \/no\/such\.jsonl: it does not exist/,
  );
});

async function read(text: string) {
  await using folder = await TemporaryFolder.create();
  await Deno.writeTextFile(folder.file("run.jsonl"), text);
  return await readRecording(folder.file("run.jsonl"));
}
