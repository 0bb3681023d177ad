import assert from "node:assert/strict";
import * as z from "zod";
import { describeArguments } from "../../../../server/definitions/validation/argument.ts";
import { normalizeArguments } from "../../../../server/definitions/validation/normalize.ts";
import { parseArguments, schemas } from "../../../../server/definitions/validation/mod.ts";
import { customersServer, ticketsServer } from "../../../../server/definitions/mod.ts";
import fc from "../../../fast_check.ts";

const { email, ticketId } = schemas;

const schema = z.object({
  ticket_id: ticketId.exactOptional(),
  email: email.exactOptional(),
  text: z.string().max(20).exactOptional(),
  name: z.string().min(1).exactOptional(),
  count: z.number().int().default(5),
  flag: z.boolean().default(false),
  status: z.enum(["open", "on_hold"]).exactOptional(),
  tags: z.array(z.string().min(1)).exactOptional(),
});

const ROWS: [given: Record<string, unknown>, strict: Record<string, unknown>][] = [
  [{ text: null, name: null, count: null, flag: null, status: null, tags: null, ticket_id: null, email: null }, {}],
  [{ name: "", count: "", flag: "", status: " ", ticket_id: "", email: "", tags: "" }, {}],
  [{ text: "" }, { text: "" }],
  [{ text: 404 }, { text: "404" }],
  [{ count: "5" }, { count: 5 }],
  [{ count: " -5.0 " }, { count: -5 }],
  [{ flag: "false" }, { flag: false }],
  [{ flag: "TRUE" }, { flag: true }],
  [{ flag: 0 }, { flag: false }],
  [{ status: "On Hold" }, { status: "on_hold" }],
  [{ status: "ON-HOLD" }, { status: "on_hold" }],
  [{ tags: "vip" }, { tags: ["vip"] }],
  [{ tags: "billing, vip," }, { tags: ["billing", "vip"] }],
  [{ tags: '["billing","vip"]' }, { tags: ["billing", "vip"] }],
  [{ tags: [1, null, "", "vip"] }, { tags: ["1", "vip"] }],
  [{ tags: 7 }, { tags: ["7"] }],
  [{ ticket_id: 42 }, { ticket_id: "42" }],
  [{ ticket_id: "#42" }, { ticket_id: "42" }],
  [{ ticket_id: " 42 " }, { ticket_id: "42" }],
  [{ ticket_id: "ticket://42" }, { ticket_id: "42" }],
  [{ ticketId: "42", "ticket-id": "42" }, { ticket_id: "42" }],
  [{ email: "Jane Roe <jane@example.com>" }, { email: "jane@example.com" }],
  [{ email: "mailto:jane@example.com" }, { email: "jane@example.com" }],
];

for (const [given, strict] of ROWS) {
  Deno.test(`normalizeArguments() reads ${JSON.stringify(given)}`, () => {
    assert.deepEqual(normalizeArguments(schema, given), { input: strict, unknown: [], ambiguous: [] });
  });
}

for (const value of [NaN, {}, "many", true, "0x10", "1e3", "Infinity"]) {
  Deno.test(`normalizeArguments() leaves the number ${JSON.stringify(value)} to validation`, () => {
    assert.deepEqual(normalizeArguments(schema, { count: value }).input, { count: value });
  });
}

Deno.test("normalizeArguments() lists the arguments that the schema does not have, except null ones", () => {
  const { input, unknown } = normalizeArguments(schema, { name: "Ann", color: "red", size: null });
  assert.deepEqual(input, { name: "Ann" });
  assert.deepEqual(unknown, ["color"]);
});

Deno.test("normalizeArguments() reports two spellings with different values, and uses the one that is not null", () => {
  assert.deepEqual(normalizeArguments(schema, { name: "Ann", Name: "Bob" }).ambiguous, ["name"]);
  assert.deepEqual(normalizeArguments(schema, { ticketId: 1, "ticket-id": 2 }).ambiguous, ["ticket_id"]);
  assert.deepEqual(normalizeArguments(schema, { name: null, Name: "Bob" }), {
    input: { name: "Bob" },
    unknown: [],
    ambiguous: [],
  });
});

Deno.test("normalizeArguments() is not confused by the members that every object has", () => {
  const input = JSON.parse('{"__proto__": {"name": "x"}, "constructor": 1, "toString": 2}');
  assert.deepEqual(normalizeArguments(schema, input), {
    input: {},
    unknown: ["__proto__", "constructor", "toString"],
    ambiguous: [],
  });
});

/** Generates valid arguments in strict form, and for each of them a loose form that means the same. */
function arbitraryForms(schema: z.ZodObject): fc.Arbitrary<{ strict: Record<string, unknown>; loose: unknown }> {
  const members = [...describeArguments(schema)].map(([name, argument]) => {
    const forms = arbitraryValue(argument, schema.shape[name] as z.ZodType);
    const option = argument.isOptional ? fc.option(forms, { freq: 2, nil: undefined }) : forms;
    return fc.tuple(option, fc.constantFrom(null, undefined), fc.constantFrom(name, toCamelCase(name)))
      .map(([form, absent, written]) => ({ name, form, absent, written }));
  });
  return fc.tuple(...members).map((members) => ({
    strict: Object.fromEntries(members.flatMap(({ name, form }) => form === undefined ? [] : [[name, form.strict]])),
    loose: Object.fromEntries(
      members.map(({ form, absent, written }) => [written, form?.loose ?? absent]).filter(([, value]) =>
        value !== undefined
      ),
    ),
  }));
}

interface Form {
  strict: unknown;
  loose: unknown;
}

function arbitraryValue(argument: ReturnType<typeof toArgument>, schema: z.ZodType): fc.Arbitrary<Form> {
  switch (argument.type) {
    case "ticket_id":
      return fc.integer({ min: 1, max: 99_999 }).chain((id) =>
        fc.constantFrom<unknown>(id, `#${id}`, ` ${id} `, `ticket://${id}`, `${id}`)
          .map((loose) => ({ strict: String(id), loose }))
      );
    case "email":
      return fc.integer({ min: 1, max: 999 }).chain((id) =>
        fc.constantFrom(`a${id}@b.c`, `Ann <a${id}@b.c>`, `mailto:a${id}@b.c`)
          .map((loose) => ({ strict: `a${id}@b.c`, loose }))
      );
    case "number":
      return fc.integer({ min: 1, max: 20 }).chain((count) =>
        fc.constantFrom<unknown>(count, `${count}`, ` ${count} `).map((loose) => ({ strict: count, loose }))
      );
    case "boolean":
      return fc.boolean().chain((flag) =>
        fc.constantFrom<unknown>(flag, `${flag}`, flag ? "Yes" : "NO", Number(flag))
          .map((loose) => ({ strict: flag, loose }))
      );
    case "enum":
      return fc.constantFrom(...argument.values).chain((value) =>
        fc.constantFrom(value, value.toUpperCase(), value.replaceAll("_", " "), value.replaceAll("_", "-"))
          .map((loose) => ({ strict: value, loose }))
      );
    case "list":
      // Some lists are of words, and others of ticket ids.
      return fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 5 }).map((words) =>
        schema.safeParse(words).success ? words : words.map(({ length }) => String(length))
      ).chain((items) =>
        fc.constantFrom<unknown>(items, JSON.stringify(items), items.join(", "))
          .map((loose) => ({ strict: items, loose }))
      );
    case "object":
      return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.integer(), { noNullPrototype: true, minKeys: 1 })
        .chain((members) =>
          fc.constantFrom<unknown>(members, ` ${JSON.stringify(members)}`)
            .map((loose) => ({ strict: members, loose }))
        );
    default:
      if (!schema.safeParse("500").success) return fc.constant({ strict: "1:0", loose: "1:0" }); // a cursor of pages
      return fc.integer({ min: 100, max: 999 }).chain((text) =>
        fc.constantFrom<unknown>(text, String(text))
          .map((loose) => ({ strict: String(text), loose }))
      ).filter(({ strict }) => schema.safeParse(strict).success);
  }
}

const toArgument = (schema: z.ZodObject, name: string) => describeArguments(schema).get(name)!;

function toCamelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

for (const server of [ticketsServer, customersServer]) {
  const all = [
    ...server.tools.map(({ name, inputSchema }) => ({ name, schema: inputSchema(schemas) })),
    ...server.prompts.map(({ name, argsSchema }) => ({ name, schema: argsSchema(schemas) })),
  ];
  for (const rules of all) {
    Deno.test(`${rules.name} means the same with arguments in any form`, () => {
      fc.assert(
        fc.property(arbitraryForms(rules.schema), ({ strict, loose }) => {
          const expected = { success: true, data: rules.schema.parse(strict) };
          assert.deepEqual(parseArguments(rules, strict), expected);
          assert.deepEqual(parseArguments(rules, loose), expected);
        }),
        { numRuns: 200 },
      );
    });
  }
}
