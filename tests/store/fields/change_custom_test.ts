import assert from "node:assert/strict";
import { changeCustom, fillIn } from "../../../store/fields/mod.ts";
import type { CustomFields } from "../../../store/settings.ts";

const FIELDS: CustomFields = {
  plan: { type: "choice", choices: ["Free", "Pro", "On hold"], required: true },
  order: { type: "number" },
  renewal: { type: "date" },
  vip: { type: "boolean" },
  product: { type: "text" },
};

const VALUES: [name: string, given: unknown, value: unknown][] = [
  ["plan", "Pro", "Pro"],
  ["plan", " on_HOLD ", "On hold"],
  ["order", 7.5, 7.5],
  ["order", " -12 ", -12],
  ["order", "1e3", 1000],
  ["order", "9007199254740991", 9007199254740991],
  ["renewal", "2026-02-28", "2026-02-28"],
  ["renewal", "2026-02-28T10:00:00Z", "2026-02-28"],
  ["vip", "Yes", true],
  ["vip", 0, false],
  ["product", 3000, "3000"],
  ["product", " a\nb\u200b ", "a b"],
];

for (const [name, given, value] of VALUES) {
  Deno.test(`changeCustom() reads ${JSON.stringify(given)} as a value of ${name}`, () => {
    assert.deepEqual(changeCustom({}, { [name.toUpperCase()]: given }, FIELDS)?.custom, { [name]: value });
  });
}

const TOO_LARGE =
  "custom.order is too large: a number field would lose its last digits (limit 9,007,199,254,740,991). " +
  "Use a field of type text.";

const PROBLEMS: [given: Record<string, unknown>, message: string][] = [
  [{ plan: "Gold" }, 'custom.plan is "Gold", but must be one of: Free, Pro, On hold.'],
  [{ order: "many" }, 'custom.order is "many", but must be a number.'],
  [{ order: [1] }, "custom.order is [1], but must be a number."],
  [{ order: "1e999" }, 'custom.order is "1e999", but must be a number.'],
  [{ order: "12345678901234567890" }, TOO_LARGE],
  [{ order: -9007199254740992 }, TOO_LARGE],
  [{ renewal: "2026-02-30" }, 'custom.renewal is "2026-02-30", but must be a date such as 2026-11-01.'],
  [{ renewal: 2026 }, "custom.renewal is 2026, but must be a date such as 2026-11-01."],
  [{ vip: "maybe" }, 'custom.vip is "maybe", but must be true or false.'],
  [{ product: "x".repeat(251) }, "custom.product is too long: 251 characters (limit 250)."],
  [{ product: { a: 1 } }, 'custom.product is {"a":1}, but must be a text.'],
  [
    { prodct: "x" },
    "custom.prodct is not a field of this desk. Did you mean product? Fields: plan, order, renewal, vip, product.",
  ],
  [{ order: 1, Order: 2 }, "custom.order is given twice, with different values. Give it once."],
];

for (const [given, message] of PROBLEMS) {
  Deno.test(`changeCustom() rejects ${JSON.stringify(given).slice(0, 40)}`, () => {
    assert.throws(() => changeCustom({}, given, FIELDS), { code: "invalid", message });
  });
}

Deno.test("changeCustom() keeps the other values, and removes those that are null or empty", () => {
  const present = { custom: { plan: "Pro", order: 1, vip: true }, fixed_fields: ["plan", "vip"] };
  assert.deepEqual(changeCustom(present, { order: 2, vip: "" }, FIELDS), {
    custom: { plan: "Pro", order: 2 },
    fixed_fields: ["plan"],
  });
  assert.equal(changeCustom(present, { plan: "pro", product: null }, FIELDS), undefined, "nothing changes");
  assert.throws(() => changeCustom(present, { plan: null }, FIELDS), {
    message: "custom.plan is required and cannot be removed. Set another value.",
  });
});

Deno.test("changeCustom() keeps the values of fields and choices that are gone, and can remove them", () => {
  const present = { custom: { old: "x", plan: "Trial" }, fixed_fields: ["plan"] };
  assert.equal(changeCustom(present, { OLD: "x", plan: "Trial" }, FIELDS), undefined);
  assert.deepEqual(changeCustom(present, { old: null }, FIELDS)?.custom, { plan: "Trial" });
  assert.throws(() => changeCustom(present, { old: "y" }, FIELDS), { message: /is no longer a field of this desk/ });
  assert.throws(() => changeCustom({}, { plan: "Trial" }, FIELDS), { message: /must be one of: Free, Pro/ });
});

Deno.test("changeCustom() finds the value of a field that was defined again in another case", () => {
  const fields: CustomFields = { VIP: { type: "boolean" } };
  const present = { custom: { vip: "maybe", order: 1 }, fixed_fields: ["vip"] };
  const changed = { custom: { order: 1, VIP: false }, fixed_fields: ["VIP"] };
  assert.deepEqual(changeCustom(present, { vip: "no" }, fields), changed);
  assert.deepEqual(changeCustom(present, { VIP: null }, fields)?.custom, { order: 1 });
  assert.equal(changeCustom(present, { VIP: "maybe" }, fields), undefined, "nothing changes");
  const both = { custom: { vip: "maybe", VIP: false }, fixed_fields: ["VIP", "vip"] };
  assert.deepEqual(changeCustom(both, { vip: null }, fields), { custom: {}, fixed_fields: [] });
  assert.deepEqual(changeCustom(both, { VIP: false }, fields)?.custom, { VIP: false });
  assert.deepEqual(changeCustom(both, { vip: "maybe" }, {})?.custom, { vip: "maybe" });
});

Deno.test("changeCustom() rejects values that are too long together", () => {
  const fields = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`f${index}`, { type: "text" as const }]));
  const given = Object.fromEntries(Object.keys(fields).map((name) => [name, "x".repeat(250)]));
  assert.throws(() => changeCustom({}, given, fields), { message: /^custom is too long: 5,\d+ bytes in all/ });
});

Deno.test("changeCustom() has no inherited fields", () => {
  for (const name of ["toString", "__proto__", "constructor"]) {
    const given = JSON.parse(`{"${name}":"x"}`);
    assert.throws(() => changeCustom({}, given, FIELDS), { message: /is not a field of this desk/ });
  }
  assert.throws(() => changeCustom({}, { a: 1 }, {}), { message: /this desk has no custom fields/ });
});

Deno.test("fillIn() names every missing value of a complete ticket", () => {
  const fields: CustomFields = { ...FIELDS, order: { type: "number", required: true } };
  assert.throws(() => fillIn({}, fields, true), {
    message: "custom.plan is required (one of: Free, Pro, On hold). custom.order is required (a number).",
  });
  assert.deepEqual(fillIn({}, fields, false), {});
  assert.deepEqual(fillIn({ plan: "Pro", order: 1 }, fields, true), {
    custom: { plan: "Pro", order: 1 },
    fixed_fields: ["plan"],
  });
});
