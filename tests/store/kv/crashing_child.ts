/** Commits one entry to the store at PATH, decides another on top of it, and is gone before that one is committed. */

import { CommitQueue } from "../../../store/kv/commit_queue.ts";
import { sendPlainly } from "../../../store/kv/marked_commits.ts";
import { openStore } from "../../../store/kv/open_store.ts";
import { append, LAST } from "./appending.ts";

const store = await openStore({ kind: "file", path: Deno.args[0]! });
const decided = Promise.withResolvers<void>();
let commits = 0;
const queue = new CommitQueue(store.kv, {
  ...store,
  send: async (commit) => {
    if (++commits === 2) {
      say("the second was decided");
      Deno.kill(Deno.pid, "SIGKILL");
    }
    void queue.commit(async (transaction) => {
      const answer = await append("second", 0)(transaction);
      decided.resolve();
      return answer;
    }).then(() => say("second"));
    const result = await sendPlainly(commit);
    await decided.promise;
    return result;
  },
});
await queue.commit(append("first", 0), { reads: [LAST] }).then(() => say("first"));
await queue.drain();

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
