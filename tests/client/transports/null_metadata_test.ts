import assert from "node:assert/strict";
import { concatBytes } from "../../../base/bytes/concat_bytes.ts";
import { NullMetadata } from "../../../client/transports/null_metadata.ts";

/** Filters a body that comes in chunks of some bytes. */
function filter(text: string, size: number): string {
  const bytes = new TextEncoder().encode(text);
  const metadata = new NullMetadata();
  const starts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => index * size);
  const chunks = starts.map((start) => metadata.add(bytes.slice(start, start + size)));
  return new TextDecoder().decode(concatBytes([...chunks, metadata.end()]));
}

for (const size of [1, 7, 1_000]) {
  Deno.test(`NullMetadata replaces null in bodies and events that come in chunks of ${size} bytes`, () => {
    const members = '{"result":{"é":1,"_meta":null},"params":{"_meta" : null}}';
    const replaced = '{"result":{"é":1,"_meta":{}},"params":{"_meta" : {}}}';
    assert.equal(filter(members, size), replaced);
    assert.equal(
      filter(`data: ${members}\n\ndata: ${members}\r\r`, size),
      `data: ${replaced}\n\ndata: ${replaced}\r\r`,
    );
  });

  Deno.test(`NullMetadata leaves everything else unchanged in chunks of ${size} bytes`, () => {
    const text =
      '{"a":"{\\"_meta\\":null, \\"_meta\\":null}","_meta":{"b":null},"_metal":null,"x_meta":null}\n\u{1f600}';
    assert.equal(filter(text, size), text);
  });
}

Deno.test("NullMetadata passes events on before the body ends", () => {
  const metadata = new NullMetadata();
  assert.equal(new TextDecoder().decode(metadata.add(new TextEncoder().encode("data: 1\n\ndata"))), "data: 1\n\n");
});
