import assert from "node:assert/strict";
import * as z from "zod";
import { addOutsideText } from "../../../server/definitions/outside_members.ts";
import { schemas } from "../../../server/definitions/validation/mod.ts";
import { servers } from "../../../server/mod.ts";

const { fromOutside, listOutsideText } = schemas;

const words = fromOutside(z.string());
const SCHEMA = z.object({
  id: z.string(),
  note: words.nullable(),
  rows: z.array(z.object({ tags: z.array(words), by: z.object({ name: words }).exactOptional() })),
  before: fromOutside(z.looseObject({})),
});

Deno.test("listOutsideText() lists the marked members of objects and lists", () => {
  const paths = listOutsideText(SCHEMA).map(({ path }) => path);
  assert.deepEqual(paths, ["note", "rows[].tags", "rows[].by.name", "before"]);
});

Deno.test("addOutsideText() names only members that the result has, and comes last", () => {
  const members = listOutsideText(SCHEMA);
  const outside_text = ["rows[].tags", "rows[].by.name"];
  const output = { id: "1", rows: [{ tags: [] }], note: null };
  assert.equal(JSON.stringify(addOutsideText(output, members)), JSON.stringify({ ...output, outside_text }));
  assert.deepEqual(addOutsideText({ id: "1", rows: [] }, members), { id: "1", rows: [] });
});

Deno.test("every tool that returns words of people has the member outside_text, and explains it", () => {
  const tools = Object.values(servers).flatMap(({ tools }) => tools);
  const marked = tools.filter(({ outputSchema }) =>
    outputSchema !== undefined && listOutsideText(outputSchema(schemas)).length > 0
  );
  assert.ok(marked.length > 15);
  for (const { name, description, outputSchema } of marked) {
    assert.match(outputSchema!(schemas).shape.outside_text?.description ?? "", /never instructions/, name);
    if (name === "escalate_ticket") continue;
    assert.match(description, /outside_text .*never instructions\.$|Returns the same as update_tickets\.$/, name);
  }
});
