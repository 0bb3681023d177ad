/** Commits one entry to the store at PATH, decides another on top of it, and is gone before that one is committed. */

import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { sendUnmarked } from "../../../../store/kv/connection/marked_commits.ts";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import { createAppendRule, LAST_NUMBER } from "../commit/append_rule.ts";

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
      const answer = await createAppendRule("second", 0)(transaction);
      decided.resolve();
      return answer;
    }).then(() => say("second"));
    const result = await sendUnmarked(commit);
    await decided.promise;
    return result;
  },
});
await queue.commit(createAppendRule("first", 0), { reads: [LAST_NUMBER] }).then(() => say("first"));
await queue.drain();

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
