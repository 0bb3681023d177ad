import assert from "node:assert/strict";
import * as z from "zod";
import { toArgumentsSchema } from "../../../scripts/bundle/prepare_tools.ts";
import type { ArgumentsSchema, ValueSchema } from "../../../server/definitions/arguments/mod.ts";
import { createBinding, matchArguments } from "../../../server/definitions/bind_call.ts";
import type { InteractiveContext } from "../../../server/definitions/definition.ts";
import { deskServer } from "../../../server/definitions/mod.ts";
import * as validation from "../../../server/definitions/validation/mod.ts";
import fc from "../../fast_check.ts";
import { hostileValue } from "../../fuzz/hostile_values.ts";

const { schemas } = validation;

/** Generates values in strict form, with those at the limits. */
function strictValue(schema: ValueSchema): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case "string":
      return strictText(schema);
    case "integer":
      return fc.oneof(fc.constantFrom(schema.minimum, schema.maximum), fc.integer({ ...toRange(schema) }));
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(strictValue(schema.items), { maxLength: Math.min(schema.maxItems ?? 3, 3) });
    case "object":
      return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue(), { noNullPrototype: true });
  }
}

function toRange({ minimum, maximum }: { minimum: number; maximum: number }) {
  return { min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) };
}

function strictText(
  { enum: values, pattern, format, minLength = 0, maxLength = 100 }: ValueSchema & { type: "string" },
) {
  if (values !== undefined) return fc.constantFrom(...values);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  if (format === "ticket_id") return fc.integer({ min: 1, max: 99_999 }).map(String);
  if (format === "email") return fc.constantFrom("a@b.c", "jane.roe@example.com");
  return fc.constantFrom(minLength, maxLength, Math.min(maxLength, 9)).map((length) => "x".repeat(length));
}

/** Generates arguments: in strict form, and with values that are missing, wrong, too long or unknown. */
function anyArguments({ properties }: ArgumentsSchema): fc.Arbitrary<Record<string, unknown>> {
  const members = Object.entries(properties).map(([name, schema]) => [name, anyValue(schema)] as const);
  const unknown = fc.dictionary(fc.constantFrom("x", "__proto__", "toString"), hostileValue, { maxKeys: 1 });
  const known = fc.record(Object.fromEntries(members), { requiredKeys: [] });
  return fc.oneof(
    { weight: 5, arbitrary: known },
    fc.tuple(known, unknown).map(([some, more]) => ({ ...some, ...more })),
  );
}

function anyValue(schema: ValueSchema): fc.Arbitrary<unknown> {
  const strict = strictValue(schema);
  const loose = schema.type === "integer"
    ? fc.constantFrom(schema.minimum - 1, schema.maximum + 1, 1.5, Infinity)
    : fc.constantFrom<unknown>(
      "x".repeat(20_001),
      "\u{1F600}a",
      "\u{1F600}ab",
      "0",
      "#42",
      "<a@b.c>",
      " ",
      undefined,
      Array(101).fill("1"),
    );
  return fc.oneof({ weight: 5, arbitrary: strict }, loose, hostileValue);
}

/** Texts that may be left out: nothing, and white space. */
const BLANKS = ["", " ", "\u00a0"];

/** Generates arguments in strict form, but with a blank text. */
function blankArguments({ properties, required }: ArgumentsSchema): fc.Arbitrary<Record<string, unknown>> {
  const members = Object.entries(properties).map(([name, schema]) => [name, strictValue(schema)] as const);
  const blanks = Object.entries(properties).filter(([, { type }]) => type === "string" || type === "array");
  const strict = fc.record(Object.fromEntries(members), { requiredKeys: [...required] });
  if (blanks.length === 0) return strict;
  return fc.tuple(strict, fc.constantFrom(...blanks), fc.constantFrom(...BLANKS)).map((
    [input, [name, { type }], blank],
  ) => ({
    ...input,
    [name]: type === "array" ? [blank, ...input[name] as unknown[] ?? []] : blank,
  }));
}

/** Binds a call, and gets the arguments that its tool would run with, or the error. */
function bindArguments(
  { name, inputSchema }: Pick<typeof deskServer.tools[number], "name" | "inputSchema">,
  input: Record<string, unknown>,
): Promise<string> {
  const tool = { name, inputSchema, handle: (data: unknown) => Promise.resolve(data) };
  const binding = createBinding(tool, (data) => ({ text: JSON.stringify(data) }));
  const run = async () => (await binding.bind(input, validation)({} as InteractiveContext)).text;
  return run().catch(String);
}

for (const { name, inputSchema } of deskServer.tools) {
  const schema = inputSchema(schemas);
  const prepared = toArgumentsSchema(schema);

  Deno.test(`arguments of ${name} that match its prepared schema mean the same to zod`, () => {
    fc.assert(
      fc.property(anyArguments(prepared), (input) => {
        const matched = matchArguments(prepared, input);
        if (matched === undefined) return;
        const { data } = schema.strict().safeParse(input);
        assert.deepEqual(data, matched);
        assert.equal(JSON.stringify(data), JSON.stringify(matched), "in the same order");
      }),
      { numRuns: 150 },
    );
  });

  Deno.test(`blank texts in the arguments of ${name} mean the same in strict and in loose form`, async () => {
    await fc.assert(
      fc.asyncProperty(blankArguments(prepared), async (input) => {
        const loose = await bindArguments({ name, inputSchema }, { ...input, an_unknown: null });
        assert.equal(await bindArguments({ name, inputSchema }, input), loose);
        const matched = matchArguments(prepared, input);
        if (matched !== undefined) assert.equal(JSON.stringify(matched), loose);
      }),
      { numRuns: 50 },
    );
  });

  Deno.test(`arguments of ${name} in strict form need no zod`, () => {
    const { properties, required } = prepared;
    const members = Object.entries(properties).map(([name, value]) => [name, strictValue(value)] as const);
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(members), { requiredKeys: [...required] }),
        (input) => assert.notEqual(matchArguments(prepared, input), undefined),
      ),
      { numRuns: 30 },
    );
  });
}

const { ticketId, limitedText } = schemas;
const SCHEMA = toArgumentsSchema(z.object({
  ticket_id: ticketId.describe("The id of the ticket"),
  text: limitedText(4).exactOptional(),
  tags: z.array(z.string()).default([]),
  values: z.record(z.string(), z.unknown()).exactOptional(),
}));

Deno.test("matchArguments() adds the defaults, a new one for each call", () => {
  const [first, second] = [1, 2].map(() => matchArguments(SCHEMA, { ticket_id: "42" }));
  assert.deepEqual(first, { ticket_id: "42", tags: [] });
  assert.notEqual(first!.tags, second!.tags);
});

for (
  const input of [
    {},
    { ticket_id: 42 },
    { ticket_id: "#42" },
    { ticket_id: "42", text: undefined },
    { ticket_id: "42", text: null },
    { ticket_id: "42", tags: [1] },
    { ticket_id: "42", text: " " },
    { ticket_id: "42", text: "\u00a0" },
    { ticket_id: "42", text: "\u{1F600}".repeat(3) }, // three characters, which zod knows
    { ticket_id: "42", values: [] },
    { ticket_id: "42", values: JSON.parse('{"__proto__":1}') },
    JSON.parse('{"ticket_id":"42","__proto__":{"text":"x"}}'),
  ]
) {
  Deno.test(`matchArguments() leaves ${JSON.stringify(input)} to zod`, () => {
    assert.equal(matchArguments(SCHEMA, input), undefined);
  });
}

for (
  const [what, schema, problem] of [
    ["a check of our own", z.string().refine((text) => text !== "x"), /a check without a keyword/],
    ["a check of a list", z.array(z.string()).refine((list) => list[0] !== "x"), /a check without a keyword/],
    ["a check of items", z.array(z.string().refine((text) => text !== "x")), /a check without a keyword/],
    [
      "a check of a record",
      z.record(z.string(), z.unknown()).refine((record) => !record.x),
      /a check without a keyword/,
    ],
    ["a check of an optional text", z.string().optional().refine((text) => text !== "x"), /a check without a keyword/],
    ["a list with a minimum", z.array(z.string()).min(1), /cannot have minItems/],
    ["short keys", z.record(z.string().max(2), z.unknown()), /the type object with such members/],
    ["some keys", z.partialRecord(z.enum(["a", "b"]), z.unknown()), /the type object with such members/],
    ["all keys", z.record(z.enum(["a", "b"]), z.unknown()), /the type object with such members/],
    ["values of a type", z.record(z.string(), z.string()), /the type object with such members/],
    ["a trimmed text", z.string().trim(), /the check "overwrite"/],
    ["a text in lower case", z.string().toLowerCase(), /the check "overwrite"/],
    ["a text that is replaced", z.string().overwrite((text) => text + "!"), /the check "overwrite"/],
    ["a second check of an id", ticketId.refine((id) => id !== "1"), /a check without a keyword/],
    ["a trimmed id", ticketId.trim().register(schemas.textForms, { form: "ticket_id" }), /the check "overwrite"/],
    ["a text that is transformed", z.string().transform((text) => text.length), /the schema "(pipe|transform)"/],
    ["a value for invalid ones", z.string().catch("x"), /the schema "catch"/],
    ["a pattern with flags", z.string().regex(/a/i), /the check "string_format"/],
    ["a form that is not ours", z.url(), /a check without a keyword/],
    ["an address as zod sees it", z.email(), /a check without a keyword/],
    ["two types", z.union([z.string(), z.boolean()]), /the schema "union"/],
    ["members", z.object({ b: z.string() }), /the type object with such members/],
    ["a fraction", z.number(), /the type number/],
  ] as const
) {
  Deno.test(`toArgumentsSchema() fails for ${what}`, () => {
    assert.throws(() => toArgumentsSchema(z.object({ a: schema })), problem);
  });
}

Deno.test("toArgumentsSchema() fails for a check of all arguments", () => {
  const schema = z.object({ a: z.string() }).refine(({ a }) => a !== "x");
  assert.throws(() => toArgumentsSchema(schema), /a check without a keyword/);
});
