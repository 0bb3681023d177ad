import assert from "node:assert/strict";
import type { ElicitRequestFormParams } from "@modelcontextprotocol/client";
import { fillInForm } from "../../../../client/terminal/form/fill_in_form.ts";
import { type Reaction, ScriptedTerminal } from "../scripted_terminal.ts";

type Schema = ElicitRequestFormParams["requestedSchema"];
type Properties = Schema["properties"];

const EVERYTHING: Properties = {
  email: { type: "string", title: "Reply to", format: "email" },
  page: { type: "string", format: "uri" },
  day: { type: "string", format: "date" },
  time: { type: "string", format: "date-time" },
  code: { type: "string", minLength: 2, maxLength: 4 },
  share: { type: "number", minimum: 0.5, maximum: 1.5 },
  count: { type: "integer", minimum: 1, maximum: 9 },
  sure: { type: "boolean" },
  plain: { type: "string", enum: ["a", "b"] },
  named: { type: "string", enum: ["a", "b"], enumNames: ["Ann", "Bob"] },
  titled: { type: "string", oneOf: [{ const: "a", title: "Anna" }, { const: "b", title: "Berta" }] },
  tags: { type: "array", items: { type: "string", enum: ["x", "y", "z"] }, minItems: 1, maxItems: 2 },
  people: { type: "array", items: { anyOf: [{ const: "a", title: "Anna" }, { const: "b", title: "Berta" }] } },
};
const ANSWERS = ["a@b.c", "https://b.c/d", "2026-11-30", "2026-11-30T16:45:00Z", "ab", "1.25", "7", "=yes", "=a", "=b"];

Deno.test("fillInForm() fills in every kind of field", async () => {
  const { result } = await filledIn(EVERYTHING, [...ANSWERS, "=b", ["x", "z"], [], "a"], Object.keys(EVERYTHING));
  assert.deepEqual(result, {
    action: "accept",
    content: {
      email: "a@b.c",
      page: "https://b.c/d",
      day: "2026-11-30",
      time: "2026-11-30T16:45:00Z",
      code: "ab",
      share: 1.25,
      count: 7,
      sure: true,
      plain: "a",
      named: "b",
      titled: "b",
      tags: ["x", "z"],
      people: [],
    },
  });
});

Deno.test("fillInForm() shows the server, the fields, and the meaning of each choice", async () => {
  const { terminal } = await filledIn(EVERYTHING, [...ANSWERS, "=b", ["x", "z"], [], "a"], ["email"]);
  const asked = [
    "Request from desk",
    "Please fill in.",
    "Reply to (required, an email address, such as ada@example.com)",
    "code (optional, 2 to 4 characters)",
    "share (optional, a number, 0.5 to 1.5)",
    "count (optional, a whole number, 1 to 9)",
    "tags (optional, choose 1 to 2)",
  ];
  for (const words of asked) assert.ok(terminal.text.includes(words), words);
  assert.match(terminal.text, /Reply to: a@b\.c\n.*\nsure: Yes\nplain: a\nnamed: Bob\ntitled: Berta\ntags: x, z\n/s);
  const review = terminal.questions.at(-1)!;
  assert.deepEqual(review.kind === "key" && review.options.map(({ value, hint }) => `${value}: ${hint}`), [
    "a: send them",
    "e: change an answer",
    "d: tell the server that you refuse to answer",
    "c: tell the server that you have not decided",
  ]);
});

for (
  const [schema, wrong, says, right] of [
    [{ type: "string", format: "email" }, "ada", /such as ada@example\.com/, "ada@b.c"],
    [{ type: "string", format: "uri" }, "b.c/d", /with its scheme/, "mailto:ada@b.c"],
    [{ type: "string", format: "date" }, "2026-02-30", /year-month-day/, "2028-02-29"],
    [{ type: "string", format: "date-time" }, "2026-11-30T25:00:00Z", /with an offset/, "2026-11-30T23:59:60.5+01:00"],
    [{ type: "string", minLength: 3 }, "ab", /too short: 2 characters \(minimum 3\)/, "abc"],
    [{ type: "string", maxLength: 2 }, "abc", /too long: 3 characters \(limit 2\)/, "😀😀"],
    [{ type: "string", pattern: "^[A-Z]+$" }, "abc", /pattern \^\[A-Z\]\+\$/, "ABC"],
    [{ type: "string" }, "", /is required/, "x"],
  ] as [Properties[string], string, RegExp, string][]
) {
  Deno.test(`fillInForm() rejects ${JSON.stringify(wrong)} for ${JSON.stringify(schema)}`, async () => {
    const { result, terminal } = await filledIn({ x: schema }, [wrong, right, "a"], ["x"]);
    assert.match(terminal.text, says);
    assert.deepEqual(result, { action: "accept", content: { x: right } });
  });
}

for (
  const [schema, wrong, says] of [
    [{ type: "integer" }, "7.5", /whole number/],
    [{ type: "integer" }, "seven", /must be a number/],
    [{ type: "integer" }, " ", /must be a number/],
    [{ type: "number", minimum: 5 }, "4.9", /5 or more/],
    [{ type: "number", maximum: 10 }, "Infinity", /must be a number/],
    [{ type: "number", maximum: 10 }, "11", /10 or less/],
  ] as [Properties[string], string, RegExp][]
) {
  Deno.test(`fillInForm() rejects ${JSON.stringify(wrong)} for ${JSON.stringify(schema)}`, async () => {
    const { result, terminal } = await filledIn({ x: schema }, [wrong, " 7 ", "a"], ["x"]);
    assert.match(terminal.text, says);
    assert.deepEqual(result, { action: "accept", content: { x: 7 } });
  });
}

Deno.test("fillInForm() limits the number of choices", async () => {
  const tags: Properties[string] = {
    type: "array",
    items: { type: "string", enum: ["x", "y", "z"] },
    minItems: 1,
    maxItems: 2,
  };
  const { result, terminal } = await filledIn({ tags }, [[], ["x", "y", "z"], ["y"], "a"], ["tags"]);
  assert.match(terminal.text, /at least 1 \(chosen: 0\).*at most 2 \(chosen: 3\)/s);
  assert.deepEqual(result, { action: "accept", content: { tags: ["y"] } });
});

Deno.test("fillInForm() omits empty fields", async () => {
  const { result, terminal } = await filledIn(
    {
      text: { type: "string" },
      count: { type: "integer", minimum: 1 },
      sure: { type: "boolean" },
      choice: { type: "string", enum: ["a"] },
      tags: { type: "array", items: { type: "string", enum: ["x"] }, minItems: 1 },
    },
    ["", "", "out", "out", [], "a"],
    [],
  );
  assert.deepEqual(result, { action: "accept", content: {} });
  assert.match(terminal.text, /text: \(empty\)\ncount: \(empty\)/);
});

Deno.test("fillInForm() offers defaults, and ignores those of the wrong type", async () => {
  const { terminal } = await filledIn(
    {
      text: { type: "string", default: "hello" },
      count: { type: "integer", default: 3 },
      sure: { type: "boolean", default: false },
      choice: { type: "string", enum: ["a", "b"], default: "b" },
      tags: { type: "array", items: { type: "string", enum: ["x", "y"] }, default: ["y"] },
      wrong: { type: "string", enum: ["a", "b"], default: "c" },
    },
    ["hello", "3", "=no", "=b", ["y"], "=a", "a"],
    ["wrong"],
  );
  const initial = terminal.questions.map((question) => "initial" in question ? question.initial : undefined);
  assert.deepEqual(initial.slice(0, 6), ["hello", "3", "=no", "=b", ["y"], "=a"]);
});

Deno.test("fillInForm() lets the person edit an answer, and shows the summary again", async () => {
  const fields: Properties = { name: { type: "string" }, sure: { type: "boolean" } };
  const { result, terminal } = await filledIn(fields, ["Ann", "=no", "e", "1", "=yes", "e", "0", "", "a"], []);
  assert.deepEqual(result, { action: "accept", content: { sure: true } });
  assert.match(terminal.text, /name: Ann\nsure: No\n.*name: Ann\nsure: Yes\n.*name: \(empty\)\nsure: Yes\n/s);
});

Deno.test("fillInForm() distinguishes decline from cancel, at the end and in the middle", async () => {
  const fields: Properties = { name: { type: "string" } };
  assert.deepEqual((await filledIn(fields, ["Ann", "d"], [])).result, { action: "decline" });
  assert.deepEqual((await filledIn(fields, ["Ann", null, "c"], [])).result, { action: "cancel" });
  assert.deepEqual((await filledIn(fields, [null, "d"], [])).result, { action: "decline" });
  assert.deepEqual((await filledIn(fields, [null, "c"], [])).result, { action: "cancel" });
  const stays = await filledIn(fields, [null, null, null, "g", "Ann", "a"], []);
  assert.deepEqual(stays.result, { action: "accept", content: { name: "Ann" } });
});

Deno.test("fillInForm() asks for agreement if a form has no fields", async () => {
  const { result, terminal } = await filledIn({}, ["a"], []);
  assert.deepEqual(result, { action: "accept", content: {} });
  const review = terminal.questions[0]!;
  assert.deepEqual(review.kind === "key" && review.options.map(({ value }) => value), ["a", "d", "c"]);
});

Deno.test("fillInForm() warns about a form that asks for a secret", async () => {
  const asking = await filledIn({ accessToken: { type: "string", title: "Key" } }, ["hunter2", "a"], []);
  assert.match(asking.terminal.text, /Warning: .*secret \(Key\)/);
  assert.deepEqual(asking.terminal.questions.map((question) => "secret" in question && question.secret), [true, false]);
  assert.doesNotMatch(asking.terminal.text, /hunter2/);
  const harmless = await filledIn({ pinned: { type: "string" } }, ["", "a"], []);
  assert.doesNotMatch(harmless.terminal.text, /Take care/);
});

async function filledIn(properties: Properties, reactions: Reaction[], required: string[]) {
  const terminal = new ScriptedTerminal(...reactions);
  const form = { message: "Please fill in.", requestedSchema: { type: "object" as const, properties, required } };
  const result = await fillInForm(form, "desk", terminal);
  assert.ok(terminal.done);
  return { result, terminal };
}
