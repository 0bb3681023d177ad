import assert from "node:assert/strict";
import { BatchedWriter } from "../../../../server/transports/stdio/batched_writer.ts";

Deno.test("Output writes everything in order, however little the other end takes at a time", async () => {
  let written = "";
  const output = new BatchedWriter({
    write(bytes) {
      written += new TextDecoder().decode(bytes.subarray(0, 3));
      return Promise.resolve(Math.min(3, bytes.length));
    },
  });
  await Promise.all(["first, ", "second, ", "", "third"].map((text) => output.write(text)));
  assert.equal(written, "first, second, third");
});

Deno.test("Output writes long texts whole, wherever the pieces end", async () => {
  const pieces: Uint8Array[] = [];
  const output = new BatchedWriter({
    write(bytes) {
      pieces.push(bytes.slice());
      return Promise.resolve(bytes.length);
    },
  });
  const texts = ["a", "é", "\u20ac", "\u{1f600}"].map((character) => "x" + character.repeat(270_000));
  await Promise.all(texts.map((text) => output.write(text)));
  assert.equal(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).text(), texts.join(""));
});

Deno.test("Output writes together what comes at the same moment, and while it writes", async () => {
  const writes: string[] = [];
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const output = new BatchedWriter({
    async write(bytes) {
      writes.push(new TextDecoder().decode(bytes));
      begun.resolve();
      await go.promise;
      return bytes.length;
    },
  });
  const first = ["1", "2"].map((text) => output.write(text));
  await begun.promise;
  const later = ["3", "4"].map((text) => output.write(text));
  go.resolve();
  await Promise.all([...first, ...later]);
  assert.deepEqual(writes, ["12", "34"]);
});

Deno.test("Output writes what comes in the moment when it has written", async () => {
  const writes: string[] = [];
  const output: BatchedWriter = new BatchedWriter({
    write(bytes) {
      const text = new TextDecoder().decode(bytes);
      writes.push(text);
      // At each turn of the microtasks after this write, until it has settled and long after.
      if (text === "0") inTurns(10, (turn) => output.write(`<${turn}>`));
      return Promise.resolve(bytes.length);
    },
  });
  await output.write("0");
  await inTurns(20, () => {});
  assert.equal(writes.join(""), "0" + Array.from({ length: 10 }, (_, turn) => `<${turn}>`).join(""));
});

Deno.test("BatchedWriter reports that the reader is gone", async () => {
  const output = new BatchedWriter({ write: () => Promise.reject(new Deno.errors.BrokenPipe("gone")) });
  await assert.rejects(output.write("1"), Deno.errors.BrokenPipe);
  await assert.rejects(output.write("2"), Deno.errors.BrokenPipe);
});

async function inTurns(count: number, work: (turn: number) => void): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    await Promise.resolve();
    work(turn);
  }
}
