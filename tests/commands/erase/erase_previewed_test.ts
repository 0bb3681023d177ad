import assert from "node:assert/strict";
import { erasePreviewed } from "../../../commands/erase/mod.ts";
import { CommandError } from "../../../commands/process/mod.ts";
import { openDesk } from "../../../store/mod.ts";

const EMAIL = "ada@example.com";
const by = { kind: "host", name: "test", version: null } as const;

Deno.test("erasePreviewed() says what to do if the customer changed in the meantime", async () => {
  const desk = await openDesk(":memory:");
  try {
    const { id } = await desk.tickets.create({ subject: "Kettle", customer: EMAIL }, { by });
    await desk.tickets.close(id, "Done.", { by });
    const preview = await desk.erasures.preview(EMAIL);
    await desk.tickets.update(id, { add_tags: ["late"] }, { by });
    await assert.rejects(erasePreviewed(desk.erasures, preview, { by, yes: true }), (error) => {
      assert.ok(error instanceof CommandError);
      assert.equal(
        error.message,
        `Customer ${EMAIL} or a ticket was changed in the meantime. This run erased nothing. Run the command again.`,
      );
      return true;
    });
    await assert.rejects(erasePreviewed(desk.erasures, preview, { by, yes: false }), {
      message:
        `Customer ${EMAIL} or a ticket was changed since you saw the numbers. This run erased nothing. Run the command again.`,
    });
    assert.equal((await desk.tickets.get(id)).customer, EMAIL);
    const { tickets } = await erasePreviewed(desk.erasures, await desk.erasures.preview(EMAIL), { by, yes: true });
    assert.equal(tickets, 1);
  } finally {
    await desk.close();
  }
});
