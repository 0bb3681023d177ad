import assert from "node:assert/strict";
import { assertApproved } from "../../../../server/elicitation/requests/mod.ts";

for (const outcome of ["accepted", "unattended"] as const) {
  Deno.test(`assertApproved() returns and records nothing for ${outcome}`, async () => {
    await assertApproved(outcome, "merge_tickets", () => assert.fail("recorded"));
  });
}

for (const outcome of ["declined", "cancelled", "not_possible"] as const) {
  Deno.test(`assertApproved() records the refusal and throws for ${outcome}`, async () => {
    let records = 0;
    const record = () => Promise.resolve(void records++);
    await assert.rejects(assertApproved(outcome, "merge_tickets", record), {
      code: "not_approved",
      message: /^merge_tickets needs a person's approval: .*Nothing was changed\./,
    });
    assert.equal(records, 1);
  });
}
