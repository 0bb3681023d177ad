import assert from "node:assert/strict";
import { DataError } from "../../../data/files/errors.ts";
import { getFileSize } from "../../../data/files/bytes.ts";
import { readText, requireUtf8 } from "../../../data/files/text.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

async function assertUnreadable(bytes: Uint8Array, says: RegExp): Promise<void> {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("tickets.csv");
  await Deno.writeFile(path, bytes);
  const failure = (error: unknown) => error instanceof DataError && says.test(error.message);
  await assert.rejects(async () => await requireUtf8(path), failure);
}

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("requireUtf8() names the line that is not UTF-8", async () => {
  const latin1 = Uint8Array.from("subject\nétude\n", (character) => character.charCodeAt(0));
  await assertUnreadable(latin1, /tickets\.csv: line 2 is not valid UTF-8.*Latin-1/);
});

Deno.test("requireUtf8() finds an invalid byte deep in a large file and a cut character at its end", async () => {
  const lines = encode("A line of text.\n".repeat(40_000));
  await assertUnreadable(new Uint8Array([...lines, 0xff, 0x0a]), /line 40001 /);
  await assertUnreadable(new Uint8Array([...encode("one\ntwo "), 0xc3]), /line 2 /);
});

Deno.test("requireUtf8() recognizes other encodings and compressed files", async () => {
  await assertUnreadable(new Uint8Array([0xff, 0xfe, 0x61, 0x00]), /UTF-16/);
  await assertUnreadable(new Uint8Array([0x1f, 0x8b, 0x08]), /gzip/);
  await assertUnreadable(encode("PK\x03\x04rest"), /ZIP|spreadsheet/);
  await assertUnreadable(encode("SQLite format 3\0"), /--db/);
});

Deno.test("readText() skips the byte order mark and joins characters across chunks", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("text");
  const text = "aé😀\n".repeat(100_000);
  await Deno.writeTextFile(path, `\uFEFF${text}`);
  assert.equal((await Array.fromAsync(readText(path))).join(""), text);
});

Deno.test("getFileSize() rejects empty files, missing files and folders", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.writeTextFile(folder.file("empty"), "");
  await assert.rejects(getFileSize(folder.file("empty")), /empty: it is empty/);
  await assert.rejects(getFileSize(folder.file("missing")), /missing: it does not exist/);
  await assert.rejects(getFileSize(folder.path), /: it is a folder\. Name a file in it\.$/);
});

Deno.test({
  name: "sizeOf() and textOf() say when permission is denied",
  ignore: Deno.build.os === "windows" || Deno.uid() === 0,
  async fn() {
    await using folder = await TemporaryFolder.create();
    await Deno.writeTextFile(folder.file("secret"), "text", { mode: 0o000 });
    await assert.rejects(Array.fromAsync(readText(folder.file("secret"))), /secret: permission denied/);
  },
});

Deno.test("readText() refuses a file that is not compressed, as its name says", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.writeTextFile(folder.file("a.jsonl.gz"), "{}\n");
  await assert.rejects(
    Array.fromAsync(readText(folder.file("a.jsonl.gz"))),
    /a\.jsonl\.gz: it is not compressed with gzip, as its name says\. Rename it without \.gz\.$/,
  );
});

Deno.test("readText() of a large compressed file can end early", async () => {
  await using folder = await TemporaryFolder.create();
  const bytes = crypto.getRandomValues(new Uint8Array(65_536)).toHex().repeat(40);
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  await Deno.writeFile(folder.file("a.gz"), packed);
  for await (const piece of readText(folder.file("a.gz"))) {
    assert.equal(piece, bytes.slice(0, piece.length));
    break;
  }
  assert.equal((await Array.fromAsync(readText(folder.file("a.gz")))).join(""), bytes);
});
