import assert from "node:assert/strict";
import { deskServer } from "../../../server/mod.ts";
import { startServer } from "../../server/transports/http/start_server.ts";
import { browserTest, closeBrowserAtEnd, openPage } from "./chromium.ts";

browserTest("the desk shows open tickets, and changes of others as they happen", async () => {
  await using served = await startServer({ definition: deskServer });
  await using opened = await openPage(served.at("/"));
  const { page, problems } = opened;
  await page.getByText("Cannot log in after password change").waitFor();
  await served.desk.tickets.create({ subject: "Printer on fire", customer: "alice@example.com" }, {
    by: { kind: "host", name: "test", version: null },
  });
  await page.getByText("Printer on fire").waitFor();
  assert.deepEqual(problems, []);
});

closeBrowserAtEnd();
