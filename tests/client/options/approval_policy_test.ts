import assert from "node:assert/strict";
import { APPROVAL_POLICIES, needsApproval } from "../../../client/options/approval_policy.ts";

const READS = { readOnlyHint: true };
const ADDS = { readOnlyHint: false, destructiveHint: false };
const CHANGES = { readOnlyHint: false, destructiveHint: true };

for (
  const [annotations, kind, asking] of [
    [READS, "only reads", ["all"]],
    [ADDS, "only adds", ["all", "writes"]],
    [CHANGES, "changes what is there", ["all", "writes", "destructive"]],
    [{}, "says nothing of itself", ["all", "writes", "destructive"]],
    [{ readOnlyHint: false }, "says only that it writes", ["all", "writes", "destructive"]],
    [{ readOnlyHint: true, destructiveHint: true }, "reads, whatever else it says", ["all"]],
  ] as const
) {
  Deno.test(`needsApproval() asks for a tool that ${kind} by the policies ${asking.join(", ")}`, () => {
    assert.deepEqual(
      APPROVAL_POLICIES.filter((policy) => needsApproval(policy, { annotations, isTrusted: true })),
      asking,
    );
  });
}

for (const annotations of [READS, ADDS, CHANGES, {}]) {
  Deno.test(`needsApproval() ignores ${JSON.stringify(annotations)} of a server that is not trusted`, () => {
    const asking = APPROVAL_POLICIES.filter((policy) => needsApproval(policy, { annotations, isTrusted: false }));
    assert.deepEqual(asking, ["all", "writes", "destructive"]);
  });
}
