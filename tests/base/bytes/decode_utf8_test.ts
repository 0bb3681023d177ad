import assert from "node:assert/strict";
import { decodeUtf8 } from "../../../base/bytes/decode_utf8.ts";
import fc from "../../fast_check.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("decodeUtf8() decodes what a strict decoder decodes, and rejects everything else", () => {
  const strict = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes: Uint8Array, decoder: (bytes: Uint8Array) => string) => {
    try {
      return decoder(bytes);
    } catch (error) {
      return (error as Error).name;
    }
  };
  fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: "grapheme" }).map(encode)), (bytes) => {
    assert.equal(decode(bytes, decodeUtf8), decode(bytes, (bytes) => strict.decode(bytes)));
  }));
});

Deno.test("decodeUtf8() keeps a replacement character, and removes a byte order mark", () => {
  assert.equal(decodeUtf8(encode("a\ufffdb")), "a\ufffdb");
  assert.equal(decodeUtf8(encode("\ufeffa")), "a");
  assert.throws(() => decodeUtf8(Uint8Array.of(0x61, 0xff)), TypeError);
});
