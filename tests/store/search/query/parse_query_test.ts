import assert from "node:assert/strict";
import type { Condition } from "../../../../store/search/query/condition.ts";
import { parseQuery } from "../../../../store/search/query/parse_query.ts";
import { DeskError } from "../../../../store/errors.ts";

const day = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 2) };
const createWords = (...words: string[]): Condition => ({ kind: "words", words });
const createPhrase = (...words: string[]): Condition => ({ kind: "phrase", words });
const createTerms = (...anyOf: string[]): Condition => ({ kind: "terms", anyOf });
const createCreated = (from: number, to: number): Condition => ({ kind: "created", period: { from, to } });

const readable: [query: string, required: Condition[], excluded?: Condition[]][] = [
  ["", []],
  [" \t\n ", []],
  ["Refund", [createWords("refund")]],
  ["refund  CARD", [createWords("refund"), createWords("card")]],
  ["café-crème", [createWords("cafe", "creme")]],
  ["jane@example.com", [createWords("jane", "example", "com")]],
  ["at 12:30", [createWords("at"), createWords("12", "30")]],
  ["返金を", [createWords("返金", "を")]],
  ['"exact Phrase"', [createPhrase("exact", "phrase")]],
  ['"one"', [createWords("one")]],
  ["“exact phrase”", [createPhrase("exact", "phrase")]],
  ['"https://example.com/x"', [createPhrase("https", "example", "com", "x")]],
  ['"re:"', [createWords("re")]],
  ['"thanks 🙂"', [createWords("thanks")]],
  ["status:open", [createTerms("status:open")]],
  ["Status:ON_HOLD", [createTerms("status:on_hold")]],
  ['status:"open"', [createTerms("status:open")]],
  ["status:open,pending", [createTerms("status:open", "status:pending")]],
  ["priority:high tier:pro,free", [createTerms("priority:high"), { kind: "tier", anyOf: ["pro", "free"] }]],
  ["assignee:none", [createTerms("assignee")]],
  ['assignee:"Jane  Doe"', [createTerms("assignee:jane doe")]],
  ['assignee:"Doe, Jane"', [createTerms("assignee:doe, jane")]],
  ["assignee:jane,none", [createTerms("assignee:jane", "assignee")]],
  ["tag:VIP", [createTerms("tag:vip")]],
  ["tag:area:billing", [createTerms("tag:area:billing")]],
  ["customer:Alice@Example.com", [createTerms("customer:alice@example.com")]],
  ["external:zendesk:1595", [createTerms("external:zendesk:1595")]],
  ["is:escalated is:merged", [createTerms("is:escalated"), createTerms("is:merged")]],
  ["created:2026-11-01", [createCreated(day.from, day.to)]],
  ["created>2026-11-01", [createCreated(day.to, Infinity)]],
  ["created>=2026-11-01", [createCreated(day.from, Infinity)]],
  ["created<2026-11-01", [createCreated(-Infinity, day.from)]],
  ["created<=2026-11-01", [createCreated(-Infinity, day.to)]],
  ["created:>=2026-11-01", [createCreated(day.from, Infinity)]],
  ["created:2026-11", [createCreated(day.from, Date.UTC(2026, 11, 1))]],
  [
    '-refund -"exact phrase" -status:closed -tier:free -created:2026-11-01',
    [],
    [
      createWords("refund"),
      createPhrase("exact", "phrase"),
      createTerms("status:closed"),
      { kind: "tier", anyOf: ["free"] },
      createCreated(day.from, day.to),
    ],
  ],
  [
    'status:open priority:high tier:pro assignee:none tag:x customer:a@b.c created>2026-11-01 -tag:spam "exact phrase"',
    [
      createTerms("status:open"),
      createTerms("priority:high"),
      { kind: "tier", anyOf: ["pro"] },
      createTerms("assignee"),
      createTerms("tag:x"),
      createTerms("customer:a@b.c"),
      createCreated(day.to, Infinity),
      createPhrase("exact", "phrase"),
    ],
    [createTerms("tag:spam")],
  ],
];

for (const [query, required, excluded = []] of readable) {
  Deno.test(`parseQuery() reads ${JSON.stringify(query)}`, () => {
    assert.deepEqual(parseQuery(query), { required, excluded });
  });
}

const advice = "Filters: status, priority, tier, assignee, tag, customer, external, is, created. " +
  "To search for the text itself, put it in quotation marks.";
const noWord = "it contains no word. Punctuation and emoji are not indexed. Remove it.";
const dates = "Use 2026-11-01 for a day, 2026-11 for a month, 2026-11-01T09:30Z for an instant.";

const unreadable: [query: string, column: number, reason: string][] = [
  ["refund statsu:open", 8, `"statsu:open": unknown filter "statsu" (did you mean "status"?). ${advice}`],
  ["🙂é statsu:open", 4, `"statsu:open": unknown filter "statsu" (did you mean "status"?). ${advice}`],
  ["https://example.com", 1, `"https://example.com": unknown filter "https". ${advice}`],
  ["re: card", 1, `"re:": unknown filter "re". ${advice}`],
  ['-owner:"x y"', 1, `-owner:"x y": unknown filter "owner". ${advice}`],
  [
    "card  status:opne",
    7,
    `"status:opne": "status" cannot be "opne" (did you mean "open"?). Use one of open, pending, on_hold, closed.`,
  ],
  ["priority:high,top", 1, `"priority:high,top": "priority" cannot be "top". Use one of low, medium, high, urgent.`],
  ["tier:gold", 1, `"tier:gold": "tier" cannot be "gold". Use one of free, pro, enterprise.`],
  ["is:open", 1, `"is:open": "is" cannot be "open". Use one of escalated, merged.`],
  [
    "status: open",
    1,
    `"status:": the value is missing. Put it directly after the filter, without a space: status:open or status:open,pending.`,
  ],
  ["tag:a,", 1, `"tag:a,": a value is empty. Fill it in or remove it.`],
  ['tag:""', 1, `tag:"": a value is empty. Fill it in or remove it.`],
  ["priority>low", 1, `"priority>low": "priority" does not support ">". Use priority:high,urgent.`],
  ["created>2026-02-30", 1, `"created>2026-02-30": "2026-02-30" is not a date. ${dates}`],
  ["created:yesterday", 1, `"created:yesterday": "yesterday" is not a date. ${dates}`],
  ["card - refund", 6, `"-": ${noWord}`],
  ["🙂", 1, `"🙂": ${noWord}`],
  ['""', 1, `"": ${noWord}`],
  ['card "new', 6, "the quotation mark is never closed. Add one at the end of the phrase."],
  ['tag:"x y', 5, "the quotation mark is never closed. Add one at the end of the phrase."],
  ['19"', 3, "a quotation mark is inside a word. Put a space before it, or remove it."],
  ['"new"card', 6, "the closing quotation mark is followed by text. Put a space after it."],
];

for (const [query, column, reason] of unreadable) {
  Deno.test(`parseQuery() explains the problem in ${JSON.stringify(query)}`, () => {
    const message = `Cannot parse the query at column ${column}: ${reason}`;
    assert.throws(() => parseQuery(query), new DeskError("invalid", message));
  });
}

Deno.test("parseQuery() rejects queries that are too long", () => {
  const message = "query is too long: 1001 characters (limit 1000).";
  assert.throws(() => parseQuery("x".repeat(1_001)), new DeskError("invalid", message));
});

Deno.test("parseQuery() rejects queries with too many terms", () => {
  const query = `${"a ".repeat(30)} status:open,pending "b"`;
  const message = "query has 33 words and filter values (limit 32). Remove some.";
  assert.throws(() => parseQuery(query), new DeskError("invalid", message));
});
