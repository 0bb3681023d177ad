import type { WebhookFailure } from "../../../store/mod.ts";
import assert from "node:assert/strict";
import { describeConnections } from "../../../commands/doctor/connections.ts";
import { findAddresses } from "../../../server/webhooks/find_addresses.ts";
import { BY, openDeskWithCustomer, openTestDesk } from "../../store/open_test_desk.ts";

const SECRET = `whsec_${new Uint8Array(32).fill(3).toBase64()}`;
const SETTINGS = {
  intake: { website: { secrets: [SECRET] } },
  webhooks: { crm: { url: "https://example.com/hook", secrets: [SECRET] } },
};

Deno.test("describeConnections() says nothing about a desk without connections", async () => {
  await using desk = await openTestDesk();
  assert.deepEqual(await describeConnections(desk), []);
});

Deno.test("describeConnections() counts messages, and reports those that have failed", async () => {
  await using desk = await openDeskWithCustomer();
  await desk.settings.change(() => SETTINGS, BY);
  await desk.webhooks.takeTurn();
  await desk.tickets.create({ subject: "One", customer: "ada@example.com" }, BY);
  await desk.webhooks.queueEvents("crm");
  assert.deepEqual(await describeConnections(desk), [
    { kind: "ok", subject: "Webhook crm", message: "1 message waiting." },
  ]);
  for (let attempt = 1; attempt <= 11; attempt++) {
    const [delivery] = await desk.webhooks.listDue("crm", 1);
    await desk.webhooks.recordFailure(delivery!, { code: "status", message: "The response has status 500." });
    desk.clock.now += 10 * 3_600_000;
    await desk.webhooks.takeTurn();
  }
  const [finding] = await describeConnections(desk);
  assert.deepEqual(finding, {
    kind: "failed",
    subject: "Webhook crm",
    message: "1 message failed. Last error: The response has status 500. To send them again, run " +
      "support-mcp webhooks retry crm.",
  });
});

Deno.test("describeConnections() reports secrets that an import of settings could not bring", async () => {
  await using desk = await openTestDesk();
  await desk.settings.change(() => SETTINGS, BY);
  await using copy = await openTestDesk();
  await copy.archive.importSettings(await desk.archive.exportSettings());
  const messages = (await describeConnections(copy)).filter(({ kind }) => kind === "failed").map(({ message }) =>
    message
  );
  assert.deepEqual(messages, [
    "A secret is missing. Set it again: support-mcp settings set intake/website/secrets SECRET",
    "A secret is missing. Set it again: support-mcp settings set webhooks/crm/secrets SECRET",
  ]);
});

Deno.test("describeConnections() reports messages that no retry can deliver before they have failed for good", async () => {
  await using desk = await openDeskWithCustomer();
  await desk.settings.change(() => SETTINGS, BY);
  await desk.webhooks.takeTurn();
  await desk.tickets.create({ subject: "One", customer: "ada@example.com" }, BY);
  await desk.webhooks.queueEvents("crm");
  const refusal = await findAddresses(new URL("https://169.254.169.254/"), false).catch((error) => error);
  const failures: WebhookFailure[] = [
    refusal,
    { code: "redirect", message: "The response has status 301." },
    { code: "status", message: "The response has status 500." },
    { code: null, message: "An earlier version recorded this." },
  ];
  for (const failure of failures) {
    desk.clock.now += 3_600_000;
    await desk.webhooks.takeTurn();
    const [delivery] = await desk.webhooks.listDue("crm", 1);
    await desk.webhooks.recordFailure(delivery!, failure);
    const isBlocked = failure.code === "private_address" || failure.code === "redirect";
    const advice = isBlocked ? " To change webhooks/crm, run support-mcp settings edit." : "";
    assert.deepEqual(await describeConnections(desk), [{
      kind: isBlocked ? "failed" : "ok",
      subject: "Webhook crm",
      message: `1 message waiting. Last error: ${failure.message}${advice}`,
    }]);
  }
});
