/** Holds the lock of the store at PATH until it is killed. */

import { FileLock } from "../../../../store/kv/file/file_lock.ts";

using lock = await FileLock.open(Deno.args[0]!);
await lock.hold(async () => {
  Deno.stdout.writeSync(new TextEncoder().encode("held\n"));
  await new Promise((resume) => setTimeout(resume, 60_000));
});
