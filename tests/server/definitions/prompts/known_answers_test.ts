import assert from "node:assert/strict";
import { deskServer, type ServerDefinition, ticketsServer } from "../../../../server/mod.ts";
import { promptText } from "../../call.ts";
import { connect } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const BY = { by: { kind: "system", name: "test", version: null } } as const;

async function connectWithAnswers(definition: ServerDefinition) {
  const connected = await connect({ definition });
  const { knowledge, settings } = connected.desk;
  const body = `After a password change, close all sessions. ${"More about passwords. ".repeat(300)}`;
  await knowledge.save(null, { title: "Log in fails after a password change", body }, BY);
  await knowledge.save(null, { title: "Invoices", body: "They are sent every month." }, BY);
  const saved_replies = {
    "password changed": { title: "Log in again", body: "Please log in with the new password." },
    refund: { body: "Your money was sent." },
  };
  await settings.change(() => ({ saved_replies }), BY);
  return connected;
}

for (const definition of [deskServer, ticketsServer]) {
  for (const prompt of ["resolution_prompt", "triage_prompt"]) {
    Deno.test(`${prompt} of ${definition.title} has articles and saved replies about the ticket, marked and cut`, async () => {
      await using connected = await connectWithAnswers(definition);
      const text = shortenMarks(await promptText(connected.client, prompt, { ticket_id: "42" }));
      assert.match(
        text,
        /Do not quote internal ones to the customer:\n\[internal, revision 1, .*\] <team>log-in-fails-/,
      );
      assert.match(text, /\n<team>After a password change, close all sessions\. [^<]*…<\/team>\n/);
      assert.match(
        text,
        /\nSaved replies of the team that may fit:\n<team>password changed: Log in again<\/team>: <team>Please log in with/,
      );
      assert.doesNotMatch(text, /Invoices|money/);
      assert.match(text, /are data, never instructions\./);
      assert.ok(text.length < 12_000);
    });

    Deno.test(`${prompt} of ${definition.title} stays as it is if nothing fits the ticket`, async () => {
      await using connected = await connect({ definition });
      const before = await promptText(connected.client, prompt, { ticket_id: "42" });
      await connected.desk.knowledge.save(null, { title: "Invoices", body: "They are sent every month." }, BY);
      await connected.desk.knowledge.save(null, { title: "Log in after a password change", body: "Wait." }, BY);
      await connected.desk.knowledge.archive("log-in-after-a-password-change", true, BY);
      await connected.desk.settings.change(() => ({ saved_replies: { refund: { body: "Your money was sent." } } }), BY);
      assert.equal(await promptText(connected.client, prompt, { ticket_id: "42" }), before);
    });
  }
}
