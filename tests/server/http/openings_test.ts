import assert from "node:assert/strict";
import { Openings } from "../../../server/http/openings.ts";

Deno.test("Openings ends what was opened with a credential, and nothing that has ended", () => {
  const openings = new Openings();
  const ended: string[] = [];
  const forget = openings.add("dana", () => ended.push("first"));
  openings.add("dana", () => ended.push("second"));
  openings.add("eve", () => ended.push("eve's"));
  openings.add(undefined, () => ended.push("nobody's"));
  forget();
  forget();
  openings.end("dana");
  assert.deepEqual(ended, ["second"]);
  openings.end("nobody");
});

Deno.test("Openings lets what it ends forget itself", () => {
  const openings = new Openings();
  let times = 0;
  const forgets = [1, 2, 3].map(() =>
    openings.add("dana", () => {
      times++;
      for (const forget of forgets) forget();
    })
  );
  openings.end("dana");
  openings.end("dana");
  assert.equal(times, 3);
});
