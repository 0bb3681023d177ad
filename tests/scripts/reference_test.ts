import assert from "node:assert/strict";
import { updateReference } from "../../scripts/reference.ts";

const PARTS = ["tickets-tools", "tickets-resources", "tickets-prompts", "customers-tools", "customers-resources"];
const EMPTY = PARTS.map((name) => `<!-- ${name} -->\n<!-- /${name} -->\n`).join("text stays\n");

Deno.test("withReference() fills the marked parts from the definitions, and only those", () => {
  const written = updateReference(EMPTY);
  assert.match(written, /<!-- tickets-tools -->\n\n\| tool .*`close_ticket_tool`.* `ticket_id` `resolution` /s);
  assert.match(written, /\| `search_tickets`.*`query\?` `limit\?` `cursor\?`.*\| reads /);
  assert.match(written, /<!-- customers-resources -->\n\n.*`customer:\/\/\{email\}`/s);
  assert.equal(written.match(/text stays/g)?.length, PARTS.length - 1);
});

Deno.test("withReference() gives the same when it is done twice", () => {
  assert.equal(updateReference(updateReference(EMPTY)), updateReference(EMPTY));
});

Deno.test("withReference() says which part is missing", () => {
  assert.throws(() => updateReference("nothing"), /no part <!-- tickets-tools -->/);
});
