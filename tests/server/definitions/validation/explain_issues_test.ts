import assert from "node:assert/strict";
import { ticketsServer } from "../../../../server/mod.ts";
import { explainIssues } from "../../../../server/definitions/validation/explain_issues.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { schemas } from "../../../../server/definitions/validation/mod.ts";

function explain(name: string, input: unknown): string {
  const tool = ticketsServer.tools.find((tool) => tool.name === name)!;
  const { error } = tool.inputSchema(schemas).safeParse(input);
  return explainIssues(error!.issues, input).map(({ text }) => text).join(" ");
}

const CASES: [tool: string, input: unknown, explanation: string][] = [
  ["get_ticket", {}, "ticket_id is required."],
  ["get_ticket", null, "arguments must be an object."],
  ["get_ticket", { ticket_id: { id: 7 } }, "ticket_id must be a string."],
  ["get_ticket", { ticket_id: "42", full_texts: "yes" }, "full_texts must be true or false."],
  ["get_ticket", { ticket_id: "42", comments_limit: null }, "comments_limit must be a number."],
  ["get_ticket", { ticket_id: "42", comments_limit: 1.5 }, "comments_limit must be an integer."],
  ["get_ticket", { ticket_id: "42", comments_limit: 101 }, "comments_limit must be at most 100."],
  ["get_ticket", { ticket_id: "42", comments_limit: 0 }, "comments_limit must be at least 1."],
  ["get_ticket", { ticket_id: "42", comments_limit: Infinity }, "comments_limit is a number that is too large."],
  ["close_ticket_tool", { ticket_id: "42", resolution: "" }, "resolution must not be empty."],
  [
    "close_ticket_tool",
    { ticket_id: "42", resolution: "x".repeat(15_000) },
    "resolution is too long: 15,000 characters (limit 10,000).",
  ],
  [
    "update_ticket",
    { ticket_id: "42", priority: "HIGH" },
    'priority is "HIGH", but must be one of: low, medium, high, urgent.',
  ],
  [
    "update_ticket",
    { ticket_id: "42", add_tags: Array.from({ length: 30 }, String) },
    "add_tags has too many items: 30 (limit 20).",
  ],
  ["update_ticket", { ticket_id: "42", add_tags: ["a", ""] }, "add_tags.1 must not be empty."],
  ["create_ticket", { subject: "x", customer: "x" }, "customer must have at least 3 characters."],
  [
    "update_ticket",
    { ticket_id: "42", status: "x".repeat(200) },
    `status is "${"x".repeat(99)}…, but must be one of: open, pending, on_hold.`,
  ],
  [
    "update_ticket",
    { ticket_id: "42", status: "a\u202eb\u200bc" },
    'status is "abc", but must be one of: open, pending, on_hold.',
  ],
  ["create_ticket", { customer: 5 }, "subject is required. customer must be a string."],
];

for (const [name, input, explanation] of CASES) {
  Deno.test(`explainIssues() explains ${JSON.stringify(input).slice(0, 60)}`, () => {
    assert.equal(explain(name, input), explanation);
  });
}

for (const era of ERAS) {
  Deno.test(`invalid arguments are an error result with the explanation (${era})`, async () => {
    await using connected = await connect({ era });
    const { isError, text } = await call(connected.client, "close_ticket_tool", { ticket_id: "42" });
    assert.deepEqual([isError, text], [true, "resolution is required."]);
  });
}
