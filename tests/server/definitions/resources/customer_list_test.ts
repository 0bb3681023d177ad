import assert from "node:assert/strict";
import { customersServer } from "../../../../server/mod.ts";
import { readText } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

for (const era of ERAS) {
  Deno.test(`customer://list returns one line per account, without notes (${era})`, async () => {
    await using connected = await connect({ era, definition: customersServer });
    const by = { kind: "host", name: "test", version: null } as const;
    await connected.desk.customers.update("bob@example.com", { notes: "Secret." }, { by });
    assert.equal(
      shortenMarks(await readText(connected.client, "customer://list")),
      "<customer>alice@example.com: Alice</customer>, pro, active, revision 1\n" +
        "<customer>bob@example.com: Bob</customer>, free, active, revision 2",
    );
  });
}

Deno.test("customer://list refers to search_customers after 100 accounts", async () => {
  await using connected = await connect({ definition: customersServer });
  const by = { kind: "host", name: "test", version: null } as const;
  for (let number = 1; number <= 99; number++) {
    await connected.desk.customers.create({ email: `c${number}@example.com`, name: "C" }, { by });
  }
  const lines = (await readText(connected.client, "customer://list")).split("\n");
  assert.deepEqual([lines.length, lines.at(-1)], [101, "… and more: find them with search_customers."]);
});
