import assert from "node:assert/strict";
import type { Expression, WordExpression } from "../../../../store/search/query/expression/expression.ts";
import { parseQuery } from "../../../../store/search/query/parse_query.ts";
import { terms } from "../../../../store/search/analysis/terms.ts";

const day = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 2) };
const word = (text: string, isPrefix = false): WordExpression => ({ kind: "word", text, isPrefix });
const phrase = (text: string): Expression => ({ kind: "phrase", text });
const anyTerm = (...anyOf: string[]): Expression => ({ kind: "terms", anyOf, prefixes: [] });
const prefix = (...prefixes: string[]): Expression => ({ kind: "terms", anyOf: [], prefixes });
const createdIn = (from: number, to: number): Expression => ({ kind: "time", field: "created", period: { from, to } });
const all = (...parts: Expression[]): Expression => ({ kind: "all", parts });
const any = (...parts: Expression[]): Expression => ({ kind: "any", parts });
const not = (part: Expression): Expression => ({ kind: "not", part });
const assignee = (name: string, ...words: string[]) =>
  any(anyTerm(terms.assignee(name)), all(...words.map((word) => anyTerm(terms.assigneeWord(word)))));

const readable: [query: string, ranked: WordExpression[], required?: Expression[]][] = [
  ["", []],
  [" \t\n ", []],
  ["Refund", [word("Refund")]],
  ["refund  CARD", [word("refund"), word("CARD")]],
  ["v2.10.3 jane@example.com", [word("v2.10.3"), word("jane@example.com")]],
  ["#42 at 12:30", [word("#42"), word("at"), word("12:30")]],
  ["返金を", [word("返金を")]],
  ["refun* f(x)", [word("refun", true), word("f(x)")]],
  ["or and not", [word("or"), word("and"), word("not")]],
  ...["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"].map((name) =>
    [`a ${name} ${name} OR b`, [word("a"), word(name)], [any(word(name), word("b"))]] satisfies typeof readable[number]
  ),
  ['"exact Phrase" “another”', [], [phrase("exact Phrase"), phrase("another")]],
  ['"https://example.com/x" "OR"', [], [phrase("https://example.com/x"), phrase("OR")]],
  ["status:open", [], [anyTerm(terms.status("open"))]],
  ["Status:ON_HOLD", [], [anyTerm(terms.status("on_hold"))]],
  ['status:"open"', [], [anyTerm(terms.status("open"))]],
  ["status:open,pending", [], [anyTerm(terms.status("open"), terms.status("pending"))]],
  ["priority:high tier:pro,free", [], [anyTerm(terms.priority("high")), { kind: "tier", anyOf: ["pro", "free"] }]],
  ["assignee:none", [], [anyTerm(terms.assignee(null))]],
  ['assignee:"Jane  Doe"', [], [assignee("jane doe", "jane", "doe")]],
  ["assignee:jane,none", [], [any(assignee("jane", "jane"), anyTerm(terms.assignee(null)))]],
  ["tag:VIP tag:area:billing", [], [anyTerm(terms.tag("vip")), anyTerm(terms.tag("area:billing"))]],
  ["tag:net*", [], [prefix(terms.tag("net"))]],
  ["customer:Alice@Example.com", [], [anyTerm(terms.customer("alice@example.com"))]],
  ["customer:Example.com", [], [anyTerm(terms.domain("example.com"))]],
  ["external:zendesk:1595", [], [{ kind: "external", anyOf: ["zendesk:1595"] }]],
  ["is:escalated is:merged", [], [anyTerm(terms.escalated), anyTerm(terms.merged)]],
  ["created:2026-11-01", [], [createdIn(day.from, day.to)]],
  ["created>2026-11-01", [], [createdIn(day.to, Infinity)]],
  ["created>=2026-11-01", [], [createdIn(day.from, Infinity)]],
  ["created<2026-11-01", [], [createdIn(-Infinity, day.from)]],
  ["created<=2026-11-01", [], [createdIn(-Infinity, day.to)]],
  ["created:>=2026-11-01", [], [createdIn(day.from, Infinity)]],
  ["created:2026-11", [], [createdIn(day.from, Date.UTC(2026, 11, 1))]],
  ['-refund -"exact phrase" NOT tier:free', [], [
    not(word("refund")),
    not(phrase("exact phrase")),
    not({ kind: "tier", anyOf: ["free"] }),
  ]],
  ["card OR cash late", [word("late")], [any(word("card"), word("cash"))]],
  ["card AND cash || atm", [], [any(all(word("card"), word("cash")), word("atm"))]],
  ["card && -lost", [], [all(word("card"), not(word("lost")))]],
  ["NOT NOT card", [], [not(not(word("card")))]],
  ["-NOT card", [], [not(not(word("card")))]],
  ["-NOT status:open", [], [not(not(anyTerm(terms.status("open"))))]],
  ["--verbose", [word("verbose")]],
  ["-- card --- cash ---lost", [word("card"), word("cash")], [not(word("lost"))]],
  ["--status:open --(card) -(lost)", [], [anyTerm(terms.status("open")), any(word("card")), not(any(word("lost")))]],
  ["(card)", [], [any(word("card"))]],
  ["(card cash tag:vip) late", [word("late")], [all(any(word("card"), word("cash")), anyTerm(terms.tag("vip")))]],
  ["-(tag:a OR (tag:b tag:c))", [], [
    not(any(anyTerm(terms.tag("a")), all(anyTerm(terms.tag("b")), anyTerm(terms.tag("c"))))),
  ]],
  ["card <2h <b> due (x =y)", [word("card"), word("<2h"), word("<b>"), word("due")], [any(word("x"), word("=y"))]],
  ['due "<2h"', [word("due")], [phrase("<2h")]],
  ['( "a b" ) f(x)', [word("f(x)")], [phrase("a b")]],
];

for (const [query, ranked, required = []] of readable) {
  Deno.test(`parseQuery() reads ${JSON.stringify(query)}`, () => {
    assert.deepEqual(parseQuery(query), { required, ranked });
  });
}

const advice =
  "Filters: status, priority, tier, assignee, by, tag, customer, linked, parent, caused_by, field, external, is, view, " +
  "created, updated, closed, due, sort. " +
  "To search for the text itself, put it in quotation marks.";
const noWord = "it contains no word. Punctuation and emoji are not indexed. Remove it.";
const dates =
  "Use 2026-11-01 for a day, 2026-11 for a month, 2026-11-01T09:30 for a minute, today, or 2h or 7d ago (m, h, d, w).";

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
  [
    "status:overdue",
    1,
    `"status:overdue": "status" cannot be "overdue" (did you mean "is:overdue"?). Use one of open, pending, on_hold, closed.`,
  ],
  [
    "status:On-Hold,Urgent",
    1,
    `"status:On-Hold,Urgent": "status" cannot be "Urgent" (did you mean "priority:urgent"?). Use one of open, pending, on_hold, closed.`,
  ],
  ["card due < 2h", 6, '"due": a filter has no spaces. Write due<2h, or put the words in quotation marks.'],
  ["due <=2h", 1, '"due": a filter has no spaces. Write due<=2h, or put the words in quotation marks.'],
  [
    "(Status = open) card",
    2,
    '"Status": a filter has no spaces. Write Status:open, or put the words in quotation marks.',
  ],
  ["status :open", 1, '"status": a filter has no spaces. Write status:open, or put the words in quotation marks.'],
  ["sort : due", 1, '"sort": a filter has no spaces. Write sort:due, or put the words in quotation marks.'],
  ["card <", 6, `"<": ${noWord}`],
  ["due <", 5, `"<": ${noWord}`],
  [
    "created:2026-11-01..2026-11-15",
    1,
    '"created:2026-11-01..2026-11-15": a range is two comparisons. Write created>=2026-11-01 created<=2026-11-15.',
  ],
  ["linked:login", 1, `"linked:login": "login" is not a ticket id. Use a number, such as 42.`],
  ["tier:gold", 1, `"tier:gold": "tier" cannot be "gold". Use one of free, pro, enterprise.`],
  [
    "is:open",
    1,
    `"is:open": "is" cannot be "open" (did you mean "status:open"?). Use one of overdue, unassigned, waiting, snoozed, escalated, merged.`,
  ],
  [
    "status: open",
    1,
    `"status:": the value is missing. Put it directly after the filter, without a space: status:open or status:open,pending.`,
  ],
  ["tag:a,", 1, `"tag:a,": a value is empty. Fill it in or remove it.`],
  ['tag:""', 1, `tag:"": a value is empty. Fill it in or remove it.`],
  ["priority>low", 1, `"priority>low": "priority" does not support ">". Use priority:high,urgent.`],
  ["created>2026-02-30", 1, `"created>2026-02-30": "2026-02-30" is not a date. ${dates}`],
  ["created:someday", 1, `"created:someday": "someday" is not a date. ${dates}`],
  ["-", 1, `"-": ${noWord}`],
  ['card "-" refund', 6, `"-": ${noWord}`],
  ["🙂", 1, `"🙂": ${noWord}`],
  ['""', 1, `"": ${noWord}`],
  ['card "new', 6, "the quotation mark is never closed. Add one at the end of the phrase."],
  ['tag:"x y', 5, "the quotation mark is never closed. Add one at the end of the phrase."],
  ['19"', 3, "a quotation mark is inside a word. Put a space before it, or remove it."],
  ["(card", 1, `"(": the parenthesis is never closed. Add ) or remove it.`],
  ["card)", 5, `")": the parenthesis was never opened. Remove it, or put the text in quotation marks.`],
  ["a ( b ) )", 9, `")": the parenthesis was never opened. Remove it, or put the text in quotation marks.`],
  ["()", 1, `"(": the parentheses are empty. Remove them.`],
  [
    `status:\u202e\u200b${"x".repeat(500)}`,
    1,
    `"status:${"x".repeat(92)}…": "status" cannot be "${"x".repeat(99)}…". Use one of open, pending, on_hold, closed.`,
  ],
  ["card OR", 6, `"OR": OR needs a part after it. Add one, or remove OR.`],
  ["(card AND) x", 7, `"AND": AND needs a part after it. Add one, or remove AND.`],
  ["OR card", 1, `"OR": OR needs a part before it. Add one, or write it in quotation marks.`],
  ["card NOT", 6, `"NOT": NOT needs a part after it. Add one, or remove NOT.`],
  [`${"(".repeat(11)}a${")".repeat(11)}`, 11, `"(": the groups are nested too deeply (limit 10).`],
  ['"new"card', 6, "the closing quotation mark is followed by text. Put a space after it."],
];

for (const [query, column, reason] of unreadable) {
  Deno.test(`parseQuery() explains the problem in ${JSON.stringify(query)}`, () => {
    const message = `Cannot parse the query at column ${column}: ${reason}`;
    assert.throws(() => parseQuery(query), { name: "DeskError", code: "invalid", message });
  });
}

Deno.test("parseQuery() rejects queries that are too long", () => {
  const message = "query is too long: 1001 characters (limit 1000).";
  assert.throws(() => parseQuery("x".repeat(1_001)), { name: "DeskError", code: "invalid", message });
});

Deno.test("parseQuery() rejects queries with too many terms", () => {
  const query = `${"a ".repeat(30)} status:open,pending "b"`;
  const message = "query has 33 words and filter values (limit 32). Remove some.";
  assert.throws(() => parseQuery(query), { name: "DeskError", code: "invalid", message });
});

Deno.test("parseQuery() takes a dash between spaces as punctuation", () => {
  for (const dash of ["-", "–", "—"]) assert.deepEqual(parseQuery(`card ${dash} cash`), parseQuery("card cash"));
  assert.deepEqual(parseQuery("card AND - cash"), parseQuery("card AND cash"));
  assert.notDeepEqual(parseQuery("card -cash"), parseQuery("card cash"));
});

Deno.test("parseQuery() accepts a status in words", () => {
  for (const status of ['"on hold"', "on-hold", '"On Hold"']) {
    assert.deepEqual(parseQuery(`status:${status}`), parseQuery("status:on_hold"));
  }
});
