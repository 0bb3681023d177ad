import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";

const by = { kind: "host", name: "test", version: null } as const;
const TAGS = Array.from({ length: 20 }, (_, index) => `${index}`.padEnd(50, "t"));

for (const [limit, most] of [[20, 8_000], [100, 16_000]] as const) {
  Deno.test(`lists with a limit of ${limit} have at most ${most} bytes in each form, and a cursor for the rest`, async () => {
    await using connected = await connect();
    const ticket = { subject: "é".repeat(250), customer: "alice@example.com", tags: TAGS };
    for (let count = 0; count < 30; count++) await connected.desk.tickets.create(ticket, { by });
    for (let count = 0; count < 30; count++) {
      await connected.desk.tickets.addComment("42", { kind: "note", body: "é".repeat(2_000) }, { by });
    }
    for (
      const [tool, input, list, total] of [["search_tickets", {}, "tickets", 32], [
        "get_history",
        { ticket_id: "42" },
        "events",
        31,
      ]] as const
    ) {
      let [cursor, found]: [string | undefined, number] = [undefined, 0];
      do {
        const { text, data } = await call(connected.client, tool, { ...input, limit, ...cursor && { cursor } });
        for (const form of [text, JSON.stringify(data)]) {
          assert.ok(new TextEncoder().encode(form).length <= most, `${tool}: ${form.length}`);
        }
        found += data[list].length;
        cursor = data.cursor ?? undefined;
      } while (cursor !== undefined);
      assert.equal(found, total, tool);
    }
  });
}
