/** Lists say which records are damaged, as long as they are. */

import assert from "node:assert/strict";
import { Desk, Notices } from "../../../app/desk/mod.ts";
import { Places } from "../../../app/desk/second/mod.ts";
import { openDesk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { BY } from "../../store/open_test_desk.ts";
import { DAMAGED_VALUES, damageEntry } from "../../store/kv/forms/damage_entry.ts";
import { TestBridge } from "../test_bridge.ts";

const sayDamaged = (subject: string, part = "its record") => `${subject} is damaged: ${part} cannot be read.`;

Deno.test("lists name their damaged records", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const before = await openDesk(path);
  for (const name of ["ada", "bea"]) await before.customers.create({ email: `${name}@example.com`, name }, BY);
  for (const subject of ["One", "Two"]) await before.tickets.create({ subject, customer: "ada@example.com" }, BY);
  await before.close();
  damageEntry(path, ["ticket", 1], DAMAGED_VALUES["cut JSON"]);
  damageEntry(path, ["customer", "bea@example.com"], DAMAGED_VALUES["cut JSON"]);

  const store = await openDesk(path);
  await using bridge = await TestBridge.open({ desk: store });
  const desk = new Desk({ bridge, route: { place: "queue", view: "open", filter: "" } });
  await desk.queue.load();
  assert.deepEqual(desk.queue.rows.value.map(({ id }) => id), ["2"]);
  assert.deepEqual(desk.queue.damaged.value, [sayDamaged("Ticket #1")]);
  const { customers, search } = new Places(bridge, new Notices(), () => {});
  await customers.search("");
  assert.deepEqual(customers.damaged.value, [sayDamaged("Customer bea@example.com", "the account")]);
  await customers.open("ada@example.com");
  assert.deepEqual(customers.tickets.value.map(({ id }) => id), ["2"]);
  assert.deepEqual(customers.damagedTickets.value, [sayDamaged("Ticket #1")]);
  await search.find("customer:ada@example.com");
  assert.deepEqual(search.results.value.tickets.map(({ id }) => id), ["2"]);
  assert.deepEqual(search.damaged.value, [sayDamaged("Ticket #1")]);
  await desk.queue.open(desk.queue.view.value, "Two");
  assert.deepEqual(desk.queue.damaged.value, []);
  await store.close();
});
