/** The codes of failures, which programs read in the metadata of results. */

import assert from "node:assert/strict";
import { FAILURE_MEMBER, REASONS_MEMBER } from "../../../base/failures/failure.ts";
import { deskServer } from "../../../server/mod.ts";
import { connect, ERAS } from "../connect.ts";

const FAILURES: readonly (readonly [tool: string, input: Record<string, unknown>, failure: unknown])[] = [
  ["get_ticket", { ticket_id: "99" }, { code: "not_found", reasons: [{ code: "ticket_not_found", id: "99" }] }],
  ["update_ticket", { ticket_id: "42", add_tags: ["a,b"] }, {
    code: "invalid",
    reasons: [{ code: "invalid_tag", field: "tags", value: "a,b" }],
  }],
  ["update_ticket", { ticket_id: "42", priority: "low", expected_revision: 99 }, {
    code: "stale_revision",
    reasons: [],
  }],
  ["create_ticket", { customer: "a@b.example", description: "x".repeat(20_001) }, {
    code: "invalid",
    reasons: [
      { code: "required", field: "subject" },
      { code: "too_long", field: "description", length: 20_001, limit: 20_000, unit: "characters" },
    ],
  }],
  ["search_tickets", { query: "staus:open" }, {
    code: "invalid",
    reasons: [{ code: "unknown_filter", part: "staus:open", meant: "status" }],
  }],
  ["close_ticket_tool", { ticket_id: "99", resolution: "Done." }, {
    code: "not_found",
    reasons: [{ code: "ticket_not_found", id: "99" }],
  }],
  ["escalate_ticket", { ticket_id: "99", reason: "VIP" }, {
    code: "not_found",
    reasons: [{ code: "ticket_not_found", id: "99" }],
  }],
];

for (const era of ERAS) {
  Deno.test(`a result of a tool that failed has the codes of the reasons (${era})`, async () => {
    await using connected = await connect({ era, definition: deskServer });
    for (const [name, input, failure] of FAILURES) {
      const { _meta, content } = await connected.client.callTool({ name, arguments: input });
      const { [FAILURE_MEMBER]: found } = _meta as Record<string, { reasons: { possible?: unknown }[] }>;
      for (const reason of found!.reasons) delete reason.possible;
      assert.deepEqual(found, failure, `${name} ${JSON.stringify(content).slice(0, 200)}`);
    }
  });
}

Deno.test("a search without results has the codes of its reasons, and one with results has none", async () => {
  await using connected = await connect({ definition: deskServer });
  const search = async (query: string) => {
    const { _meta = {} } = await connected.client.callTool({ name: "search_tickets", arguments: { query } });
    return _meta[REASONS_MEMBER];
  };
  assert.deepEqual(await search("tag:nope"), [{ code: "no_match", part: "tag:nope" }]);
  assert.equal(await search("status:open"), undefined);
});
