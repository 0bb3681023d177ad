/**
 * Makes an open Deno KV read through another connection to the same file. Deno KV does the work of a connection one piece
 * after another, so that a read would wait for the commit under way, and its fsync. SQLite itself lets others read
 * meanwhile (https://sqlite.org/wal.html#concurrency), and a read sees every commit that was acknowledged before it began.
 *
 * @returns The same Deno KV, whose end is the reader's too.
 */
export function withReadsThrough(reader: Deno.Kv, kv: Deno.Kv): Deno.Kv {
  const close = kv.close.bind(kv);
  return Object.assign(kv, {
    get: reader.get.bind(reader),
    getMany: reader.getMany.bind(reader),
    list: reader.list.bind(reader),
    close: () => {
      reader.close();
      close();
    },
  });
}
