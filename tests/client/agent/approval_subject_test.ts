/** The ticket or account that a call concerns, as the person who approves the call sees it. */

import assert from "node:assert/strict";
import { createOwnServers } from "../../../client/configuration/own_program.ts";
import type { CallSubject } from "../../../client/desk/call_subject.ts";
import { createPerson, runAgent } from "./agent_run.ts";

const CALLS = [
  ["close_ticket_tool", { ticket_id: "#42", resolution: "Done." }],
  ["merge_tickets", { ticket_id: "43", into_ticket_id: "ticket://42" }],
  ["update_account", { email: "alice@example.com", notes: "Called." }],
  ["close_ticket_tool", { ticket_id: "7", resolution: "Done." }],
] as const;
const SCRIPT = [{ calls: CALLS }, { text: "Done." }];

Deno.test("an agent shows a person the tickets and the account that a call concerns", async () => {
  const subjects = await getSubjects(true);
  const facts = subjects.map((subject) =>
    subject && [
      ...subject.tickets.map((ticket) => `${ticket.id} ${ticket.subject} ${ticket.customer} ${ticket.account_tier}`),
      ...subject.account ? [`${subject.account.email} ${subject.account.account_tier}`] : [],
    ]
  );
  const [first, second] = [
    "42 Cannot log in after password change alice@example.com pro",
    "43 Invoice PDF not loading bob@example.com free",
  ];
  assert.deepEqual(facts, [[first], [second, first], ["alice@example.com pro"], undefined]);
});

Deno.test("an agent reads no subject when a recording of an earlier version is replayed", async () => {
  assert.deepEqual(await getSubjects(false), Array(CALLS.length).fill(undefined));
});

async function getSubjects(readsSubjects: boolean): Promise<(CallSubject | undefined)[]> {
  const { person, asked } = createPerson(() => Promise.resolve("no"));
  await runAgent(SCRIPT, { servers: createOwnServers(["--demo"]), policy: "writes", person, readsSubjects });
  return asked.map(({ subject }) => subject);
}
