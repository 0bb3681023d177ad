import assert from "node:assert/strict";
import { filterChoices } from "../../../app/parts/chooser.tsx";
import { removeMarks } from "../../../app/parts/labels.ts";
import { getInitials } from "../../../app/parts/avatar.tsx";
import { splitLinks } from "../../../app/parts/text.tsx";
import { formatAgo, formatLength } from "../../../app/parts/times.ts";
import { formatRoute, parseRoute, type Route } from "../../../app/desk/mod.ts";
import { getWords } from "../../../app/words/mod.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");

Deno.test("formatAgo() is relative for a week, then a date", () => {
  const format = (iso: string, locale = "en-GB") => formatAgo(iso, NOW, getWords(locale), locale);
  assert.equal(format("2026-11-29T11:59:30Z"), "now");
  assert.equal(format("2026-11-29T11:00:00Z"), "1h ago");
  assert.equal(format("2026-11-25T12:00:00Z"), "4d ago");
  assert.equal(format("2026-11-02T12:00:00Z"), "2 Nov");
  assert.equal(format("2025-11-02T12:00:00Z"), "2 Nov 2025");
  assert.equal(format("2026-11-28T07:00:00Z"), "1d ago");
  assert.equal(format("2026-11-29T11:00:00Z", "de-DE"), "vor 1 Std.");
  assert.equal(format("2026-11-27T11:00:00Z", "de-DE"), "vor 2 Tg.");
  assert.equal(format("2026-11-29T12:00:30Z"), "now", "a clock that is a little late");
});

Deno.test("formatLength() has hours beside days until a week, and in German one unit", () => {
  const format = (hours: number, locale = "en") => formatLength(hours * 3_600_000, locale);
  assert.equal(formatLength(20_000, "en"), "1m");
  assert.equal(format(-3), "3h");
  assert.equal(format(28), "1d 4h");
  assert.equal(format(48.5), "2d");
  assert.equal(format(7 * 24 + 5), "7d");
  assert.equal(format(28, "de"), "28 Std.");
  assert.equal(format(52, "de"), "2 Tg.");
});

Deno.test("splitLinks() leaves the end of a sentence outside", () => {
  assert.deepEqual(splitLinks("(see https://a.example/x?y#z)."), ["(see ", "https://a.example/x?y#z", ")."]);
  assert.deepEqual(splitLinks("javascript:alert(1) ftp://x"), ["javascript:alert(1) ftp://x"]);
});

Deno.test("splitLinks() ends a link at an invisible character", () => {
  assert.deepEqual(splitLinks("https://a.example/x\u200F.exe"), ["", "https://a.example/x", "\u200F.exe"]);
  assert.deepEqual(splitLinks("https://a.example/x\u200D"), ["", "https://a.example/x", "\u200D"]);
});

Deno.test("getInitials() works for names, addresses and other scripts", () => {
  const cases = { "Ana Maria Marques": "AM", "liam.byrne@x.example": "LB", "عمر حداد": "عح", "42": "?", "": "?" };
  for (const [name, initials] of Object.entries(cases)) assert.equal(getInitials(name), initials);
});

Deno.test("removeMarks() shows whose words a text has without the marks", () => {
  const text = 'Merge #1? <customer_words id=abc>Texts: "a < b".</customer_words abc>';
  assert.equal(removeMarks(text), 'Merge #1? “Texts: "a < b".”');
});

Deno.test("filterChoices() finds all words in any order", () => {
  const choices = [{ key: "1", label: "Set status…", terms: "pending", run() {} }, {
    key: "2",
    label: "Reply",
    run() {},
  }];
  assert.deepEqual(filterChoices(choices, "pend set").map(({ key }) => key), ["1"]);
  assert.equal(filterChoices(choices, " ").length, 2);
});

Deno.test("routes survive the address, whatever they contain", () => {
  const routes: Route[] = [
    { place: "queue", view: "mine", filter: 'tag:"a/b" 100% #1 ü' },
    { place: "ticket", id: "42" },
    { place: "customer", email: "a+b/c@x.example" },
    { place: "customers", query: "tier:pro & co" },
    { place: "approvals" },
    { place: "reports" },
  ];
  for (const route of routes) assert.deepEqual(parseRoute(formatRoute(route)), route);
});

Deno.test("an unknown or hostile address leads to the queue", () => {
  for (const hash of ["", "#", "#/nothing", "#/ticket/x", "#/ticket/1%00", "#/customer/", "#/%E0%A4%A"]) {
    assert.deepEqual(parseRoute(hash), { place: "queue", view: "open", filter: "" }, hash);
  }
});

Deno.test("getWords() knows German, and uses English for everything else", () => {
  assert.equal(getWords("de-AT").status.open, "Offen");
  assert.equal(getWords("ja").status.open, "Open");
});
