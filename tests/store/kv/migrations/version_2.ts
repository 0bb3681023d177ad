/** A store that version 2 wrote: `version_2.json` has its keys and values, except the change log. */

type Stored = { bytes: string } | { counter: string };

/** Writes the store into an empty database. */
export async function writeVersion2(path: string): Promise<void> {
  const text = await Deno.readTextFile(new URL("./version_2.json", import.meta.url));
  const entries: [Deno.KvKey, Stored][] = JSON.parse(text);
  using kv = await Deno.openKv(path);
  for (const [key, stored] of entries) await kv.set(key, toValue(stored));
}

function toValue(stored: Stored): unknown {
  if ("counter" in stored) return new Deno.KvU64(BigInt(stored.counter));
  return Uint8Array.from(stored.bytes, (character) => character.charCodeAt(0));
}
