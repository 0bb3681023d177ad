import assert from "node:assert/strict";
import { updateReference } from "../../scripts/reference.ts";

const PARTS = [
  "desk-tools",
  "desk-resources",
  "desk-prompts",
  "desk-resources",
  "apps-tools",
  "tickets-tools",
  "tickets-resources",
  "tickets-prompts",
  "customers-tools",
  "customers-resources",
];
const EMPTY = PARTS.map((name) => `<!-- ${name} -->\n<!-- /${name} -->\n`).join("text stays\n");

Deno.test("updateReference() replaces only the marked parts", () => {
  const updated = updateReference(EMPTY);
  assert.match(updated, /<!-- tickets-tools -->\n\n\| tool .*`close_ticket_tool`.* `ticket_id` `resolution` /s);
  assert.match(updated, /\| `search_tickets`.*`query\?` `sort\?` `limit\?` `cursor\?`.*\| reads /);
  assert.match(updated, /<!-- customers-resources -->\n\n.*`customer:\/\/\{email\}`/s);
  assert.equal(updated.match(/text stays/g)?.length, PARTS.length - 1);
});

Deno.test("updateReference() is idempotent", () => {
  assert.equal(updateReference(updateReference(EMPTY)), updateReference(EMPTY));
});

Deno.test("updateReference() names the part that is missing", () => {
  assert.throws(() => updateReference("nothing"), /no part <!-- desk-tools -->/);
});
