import assert from "node:assert/strict";
import { CSV_FIELDS } from "../../../data/rows/mod.ts";
import { RESERVED_NAMES } from "../../../store/fields/mod.ts";
import { REPORT_GROUPINGS } from "../../../store/mod.ts";
import { parseSettings } from "../../../store/settings/mod.ts";

const parseField = (name: string, field: unknown) => parseSettings({ fields: { [name]: field } });

Deno.test("parseSettings() keeps custom fields, with the choices as texts", () => {
  const field = { type: "choice", choices: [1, " Two\n", true], required: true, description: " What\nit is " };
  assert.deepEqual(parseField("Größe_2", field).fields, {
    Größe_2: { type: "choice", choices: ["1", "Two", "true"], required: true, description: "What it is" },
  });
});

const PROBLEMS: [name: string, field: unknown, message: string | RegExp][] = [
  ["status", { type: "text" }, /^fields\/status cannot be the name of a field: it has another meaning/],
  ["Due_At", { type: "text" }, /cannot be the name of a field/],
  ["order number", { type: "text" }, /^fields\/order number is not the name of a field: it needs 1 to 50 letters/],
  ["1st", { type: "text" }, /is not the name of a field/],
  ["x".repeat(51), { type: "text" }, /is not the name of a field/],
  ["a", { type: "list" }, "fields/a/type must be one of text, number, boolean, date, choice."],
  ["a", {}, /^fields\/a\/type is missing: it must be one of text/],
  ["a", "text", /^fields\/a must be an object\. Its members are type, choices, required, description\./],
  ["a", { type: "choice" }, "fields/a needs choices, such as [Free, Pro]."],
  ["a", { type: "choice", choices: [] }, "fields/a/choices needs a choice."],
  ["a", { type: "choice", choices: ["Pro", "pro"] }, "fields/a/choices/1 is there twice: pro."],
  ["a", { type: "choice", choices: [" "] }, "fields/a/choices/0 is empty."],
  ["a", { type: "text", choices: ["x"] }, "fields/a cannot have choices, because its type is text. Use type: choice."],
  ["a", { type: "text", required: "yes" }, "fields/a/required must be true or false."],
  ["a", { type: "text", default: 1 }, /^fields\/a has no member "default"/],
];

for (const [name, field, message] of PROBLEMS) {
  Deno.test(`parseSettings() rejects the custom field ${name.slice(0, 20)} ${JSON.stringify(field)}`, () => {
    assert.throws(() => parseField(name, field), { code: "invalid", message });
  });
}

Deno.test("parseSettings() rejects custom fields that differ in case alone, and too many", () => {
  assert.throws(() => parseSettings({ fields: { plan: { type: "text" }, Plan: { type: "text" } } }), {
    message: "fields/Plan is the same name as plan.",
  });
  const many = Array.from({ length: 31 }, (_, index) => [`f${index}`, { type: "text" }]);
  assert.throws(() => parseSettings({ fields: Object.fromEntries(many) }), {
    message: "fields has more than 30 fields.",
  });
});

Deno.test("no custom field has the name of a column of CSV files or of a group of reports", () => {
  for (const name of [...CSV_FIELDS, ...REPORT_GROUPINGS]) assert.ok(RESERVED_NAMES.has(name), name);
});
