import assert from "node:assert/strict";
import { sha256 } from "../../../base/bytes/sha256.ts";
import { sha256Sync } from "../../../base/bytes/sha256_sync.ts";

/** NIST's example for "abc" (FIPS 180-4). */
const DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

Deno.test("sha256() hashes texts and bytes", async () => {
  assert.equal((await sha256("abc")).toHex(), DIGEST);
  assert.equal((await sha256(new TextEncoder().encode("abc"))).toHex(), DIGEST);
});

Deno.test("sha256Sync() computes the same digest", () => {
  assert.equal(sha256Sync("abc").toHex(), DIGEST);
});
