import assert from "node:assert/strict";
import type { CustomField } from "../../../store/mod.ts";
import { BY, openDeskWithCustomer, type TestDesk } from "../open_test_desk.ts";

const FIELDS: Record<string, CustomField> = {
  plan: { type: "choice", choices: ["Free", "Pro", "On hold"] },
  order: { type: "number" },
  renewal: { type: "date" },
  vip: { type: "boolean" },
  Größe: { type: "text" },
};

/** Opens a desk with four tickets. */
async function openDeskWithValues(): Promise<TestDesk> {
  const desk = await openDeskWithCustomer();
  await desk.settings.change(() => ({ fields: FIELDS }), BY);
  const values = [
    { plan: "Free", order: 5, vip: true },
    { plan: "On hold", order: -5, renewal: "2026-03-01", größe: "Extra large" },
    { plan: "Pro", order: 70, renewal: "2026-12-24" },
    {},
  ];
  for (const custom of values) {
    await desk.tickets.create({ subject: "Kettle", customer: "ada@example.com", custom }, BY);
    desk.clock.now += 1_000;
  }
  return desk;
}

Deno.test("a value is found with its curly quotation marks, and curly ones can enclose a value", async () => {
  await using desk = await openDeskWithValues();
  const values = ["A “b” c", 'A "b" c', "A b c"];
  for (const größe of values) {
    await desk.tickets.create({ subject: "Kettle", customer: "ada@example.com", custom: { größe } }, BY);
  }
  const cases = [
    ['field:größe="A “b” c"', "5"],
    ['(field:größe="A “b” c")', "5"],
    ['field:größe="A \\"b\\" c"', "6"],
    ["field:größe=“A b c”", "7"],
    ['field:größe="A b c”', "7"],
    ["field:größe=„A b c“ OR field:plan=“On hold”", "2 7"],
    ['“Kettle” field:größe="A “b” c"', "5"],
  ] as const;
  for (const [query, ids] of cases) assert.equal(await find(desk, query), ids, query);
});

const find = async (desk: TestDesk, query: string) =>
  (await desk.tickets.search(query, { sort: "oldest" })).items.map(({ id }) => id).join(" ");

const QUERIES: [query: string, ids: string][] = [
  ["field:plan=pro", "3"],
  ["field:PLAN:Pro", "3"],
  ["field:plan=Free,Pro", "1 3"],
  ['field:plan="On hold"', "2"],
  ["field:plan=on_hold", "2"],
  ['field:"plan=On hold"', "2"],
  ["field:plan=p*", "3"],
  ["field:plan", "1 2 3"],
  ["-field:plan", "4"],
  ["field:order=5", "1"],
  ["field:order=5.0", "1"],
  ["field:order=-5", "2"],
  ["field:order>4", "1 3"],
  ["field:order>=5 field:order<70", "1"],
  ["field:order<0", "2"],
  ["-field:order>4", "2 4"],
  ["field:renewal<2026-12-01", "2"],
  ["field:renewal>=2026-12-24", "3"],
  ["field:order=5e0", "1"],
  ["field:order>0.4e1", "1 3"],
  ["field:order<1E+3 field:order>-1e-3", "1 3"],
  ["field:vip=true", "1"],
  ["field:vip=yes", "1"],
  ['field:vip:"YES"', "1"],
  ["-field:vip=yes field:order", "2 3"],
  ["field:vip>0", ""],
  ["field:größe", "2"],
  ["(field:plan=pro OR field:vip=true) status:open", "1 3"],
  ["large", "2"],
  ['"extra large"', "2"],
];

Deno.test("search finds tickets by custom fields", async () => {
  await using desk = await openDeskWithValues();
  for (const [query, ids] of QUERIES) assert.equal(await find(desk, query), ids, query);
});

Deno.test("search follows changes of custom fields, also of those that the settings no longer have", async () => {
  await using desk = await openDeskWithValues();
  await desk.tickets.update("3", { custom: { plan: "free", order: null } }, BY);
  assert.equal(await find(desk, "field:plan=free"), "1 3");
  assert.equal(await find(desk, "field:order>4"), "1");
  await desk.settings.change(() => ({}), BY);
  assert.equal(await find(desk, "field:plan=free"), "1 3");
});

Deno.test("search compares values one by one if there are too many for the index", async () => {
  await using desk = await openDeskWithCustomer();
  await desk.settings.change(() => ({ fields: FIELDS }), BY);
  await desk.archive.importTickets(
    Array.from({ length: 510 }, (_, order) => ({
      ticket: { subject: "Kettle", customer: "ada@example.com", custom: { order } },
    })),
    BY.by,
  );
  assert.equal(await find(desk, "field:order>=508"), "509 510");
  assert.equal(await find(desk, "-field:order<508"), "509 510");
});

Deno.test("search finds a value with quotation marks", async () => {
  await using desk = await openDeskWithCustomer();
  await desk.settings.change(() => ({ fields: { product: { type: "text" } } }), BY);
  for (const product of ['Kettle "3000"', "C:\\", "Kettle"]) {
    await desk.tickets.create({ subject: "x", customer: "ada@example.com", custom: { product } }, BY);
  }
  assert.equal(await find(desk, 'field:product="Kettle \\"3000\\""'), "1");
  assert.equal(await find(desk, 'field:product="Kettle \\"3000\\"" field:product'), "1");
  assert.equal(await find(desk, 'field:product="C:\\"'), "2");
  await assert.rejects(desk.tickets.search('field:product="Kettle "3000""'), /followed by text\. .* write it as \\"/);
  await assert.rejects(desk.tickets.search('field:product="Kettle \\"3000'), /the quotation mark is never closed/);
});

const PROBLEMS: [query: string, message: RegExp][] = [
  ["field:", /the value is missing\. .*field:plan=Pro/],
  ["field:plan=", /a value is missing\. Put it directly after the operator: field:plan=Pro/],
  ["field:=Pro", /the name of the field is missing/],
  ["field>5", /does not support ">"\. Use field:plan=Pro/],
  ["field:plan>large", /">" needs a number or a date, and not "large"\. Use field:order>100 or field:renewal</],
  ["plan:pro", /"plan" is a custom field\. Write field:plan=pro\./],
];

for (const [query, message] of PROBLEMS) {
  Deno.test(`search rejects ${query}`, async () => {
    await using desk = await openDeskWithValues();
    await assert.rejects(desk.tickets.search(query), { code: "invalid", message });
  });
}

Deno.test("explainEmptySearch() names the fields that there are", async () => {
  await using desk = await openDeskWithValues();
  const explain = async (query: string) => (await desk.tickets.explainEmptySearch(query)).map(({ text }) => text);
  assert.equal(
    (await explain("field:paln=pro"))[0],
    'The desk has no custom field "paln". Did you mean "plan"? Fields: plan, order, renewal, vip, Größe.',
  );
  assert.equal((await explain("plan=gold"))[0], 'To filter, write field:plan=gold instead of "plan=gold".');
  const hints = [
    ["field:plan=gold", 'field:plan cannot be "gold". Use one of: Free, Pro, On hold.'],
    ["field:plan=Free,gold", 'field:plan cannot be "gold". Use one of: Free, Pro, On hold.'],
    ["field:Order=abc", 'field:order cannot be "abc". Use a number.'],
    ["field:order>2026-11-01", 'field:order cannot be "2026-11-01". Use a number.'],
    ["field:renewal=soon", 'field:renewal cannot be "soon". Use a date such as 2026-11-01.'],
    ["field:renewal<5", 'field:renewal cannot be "5". Use a date such as 2026-11-01.'],
    ["field:vip:maybe", 'field:vip cannot be "maybe". Use true or false.'],
    ["field:vip>1", "field:vip has no order. Use field:vip=true or field:vip=false."],
  ] as const;
  for (const [query, hint] of hints) assert.equal((await explain(query))[0], hint);
  for (const query of ["field:order=99", "field:plan=Fr*", "field:plan=free", "field:order>1e9"]) {
    assert.doesNotMatch((await explain(`${query} nothing`)).join(" "), /cannot be|no order/, query);
  }
});
