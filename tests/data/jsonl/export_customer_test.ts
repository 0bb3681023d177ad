import assert from "node:assert/strict";
import { exportCustomerLines } from "../../../data/jsonl/mod.ts";
import { type Desk, openDesk } from "../../../store/mod.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;

async function openDeskOfTwo(): Promise<Desk> {
  const desk = await openDesk(":memory:");
  for (const [email, name] of [["ada@example.com", "Ada"], ["bob@example.com", "Bob"]] as const) {
    await desk.customers.create({ email, name }, BY);
    for (let count = 1; count <= 20; count++) {
      const { id } = await desk.tickets.create({ subject: `${name} ${count}`, customer: email }, BY);
      if (count > 1) continue;
      await desk.tickets.addComment(id, { kind: "note", author: "dana", body: `About ${name}` }, BY);
      await desk.tickets.attach(id, { name: "a.txt", type: "text/plain", bytes: new TextEncoder().encode(name) }, BY);
    }
  }
  await desk.customers.update("ada@example.com", { notes: "Likes tea" }, BY);
  return desk;
}

async function readLines(desk: Desk, email: string) {
  return await Array.fromAsync(exportCustomerLines(desk, email), ({ text }) => JSON.parse(text));
}

Deno.test("an export of a customer has the account, the tickets and the files of this customer alone", async () => {
  const desk = await openDeskOfTwo();
  const lines = await readLines(desk, " ADA@example.com ");
  assert.deepEqual(lines.map(({ type }) => type), [
    "support-mcp",
    "customer",
    "ticket",
    "attachment",
    ...Array(19).fill("ticket"),
  ]);
  assert.deepEqual([lines[1].customer.notes, lines[1].events.length], ["Likes tea", 2]);
  assert.deepEqual(lines[2].comments.map(({ body }: { body: string }) => body), ["About Ada"]);
  assert.equal(atob(lines[3].base64), "Ada");
  assert.doesNotMatch(JSON.stringify(lines), /bob/i);
  await desk.close();
});

Deno.test("an export of a customer names an address that is wrong or unknown", async () => {
  const desk = await openDeskOfTwo();
  await assert.rejects(readLines(desk, "eve@example.com"), /^DeskError: Customer eve@example\.com not found\.$/);
  await assert.rejects(readLines(desk, "eve"), /"eve" is not an email address/);
  await desk.close();
});
