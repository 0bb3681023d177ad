import assert from "node:assert/strict";
import { RevocationRegistry } from "../../../../../server/transports/http/auth/revocation_registry.ts";

Deno.test("Openings ends what was opened with a credential, and nothing that has ended", () => {
  const openings = new RevocationRegistry();
  const ended: string[] = [];
  const forget = openings.add("dana", () => ended.push("first"));
  openings.add("dana", () => ended.push("second"));
  openings.add("eve", () => ended.push("eve's"));
  openings.add(undefined, () => ended.push("unknown"));
  forget();
  forget();
  openings.revoke("dana");
  assert.deepEqual(ended, ["second"]);
  openings.revoke("unknown");
});

Deno.test("Openings lets what it ends forget itself", () => {
  const openings = new RevocationRegistry();
  let times = 0;
  const forgets = [1, 2, 3].map(() =>
    openings.add("dana", () => {
      times++;
      for (const forget of forgets) forget();
    })
  );
  openings.revoke("dana");
  openings.revoke("dana");
  assert.equal(times, 3);
});
