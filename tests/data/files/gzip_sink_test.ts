import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { concatBytes } from "../../../base/bytes/concat_bytes.ts";
import { GzipSink } from "../../../data/files/gzip_sink.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("GzipSink compresses what is written, also for a target that takes a few bytes at a time", async () => {
  const taken: Uint8Array[] = [];
  const write = (bytes: Uint8Array) => {
    taken.push(bytes.slice(0, 7));
    return Promise.resolve(Math.min(7, bytes.length));
  };
  const sink = new GzipSink({ write });
  const line = "tickets and customers\n".repeat(1000);
  for (let count = 0; count < 20; count++) assert.equal(await sink.write(encode(line)), line.length);
  await sink.finish();
  assert.equal(gunzipSync(concatBytes(taken)).toString(), line.repeat(20));
});

Deno.test("GzipSink without contents is a whole, empty gzip file", async () => {
  const taken: Uint8Array[] = [];
  const sink = new GzipSink({ write: (bytes) => Promise.resolve(taken.push(bytes.slice()) && bytes.length) });
  await sink.finish();
  assert.equal(gunzipSync(concatBytes(taken)).length, 0);
});

Deno.test("GzipSink passes on the failure of its target", async () => {
  const sink = new GzipSink({ write: () => Promise.reject(new Error("no space")) });
  const writeMuch = async () => {
    for (let count = 0; count < 100; count++) await sink.write(crypto.getRandomValues(new Uint8Array(60_000)));
    await sink.finish();
  };
  await assert.rejects(writeMuch(), /no space/);
  await sink.abort();
});
