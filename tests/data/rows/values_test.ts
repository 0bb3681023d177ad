import assert from "node:assert/strict";
import { RowError } from "../../../data/rows/row.ts";
import { cleanTags, parseInstant, parsePriority, parseStatus, parseTagList } from "../../../data/rows/values.ts";

Deno.test("parseStatus() maps the words of other help desks", () => {
  const words = {
    new: "open",
    "": "open",
    Pending: "pending",
    hold: "on_hold",
    "On-hold": "on_hold",
    on_hold: "on_hold",
  };
  for (const [word, status] of Object.entries({ ...words, solved: "closed", Closed: "closed" })) {
    assert.equal(parseStatus(word), status);
  }
});

Deno.test("parseStatus() rejects an unknown word and lists the known ones", () => {
  for (const word of ["deleted", "constructor", "__proto__"]) {
    assert.throws(
      () => parseStatus(word),
      (error) => error instanceof RowError && /is unknown.*solved/.test(error.message),
    );
  }
});

Deno.test("parsePriority() reads normal and none as medium", () => {
  const words = { normal: "medium", "": "medium", none: "medium", LOW: "low", urgent: "urgent" };
  for (const [word, priority] of Object.entries(words)) assert.equal(parsePriority(word), priority);
  assert.throws(() => parsePriority("P1"), RowError);
});

Deno.test("parseTagList() splits at commas, or otherwise at spaces", () => {
  assert.deepEqual(parseTagList("credit card, Refund; vip|vip"), ["credit-card", "refund", "vip"]);
  assert.deepEqual(parseTagList(" billing refund  "), ["billing", "refund"]);
  assert.deepEqual(parseTagList(""), []);
});

Deno.test("cleanTags() creates valid tags", () => {
  const tags = ["Reverted_card_payment?", "a/b", "naïve", "日本", "?!", "x".repeat(80), "", "type:incident"];
  assert.deepEqual(cleanTags(tags), ["reverted_card_payment", "a-b", "naïve", "日本", "x".repeat(50), "type:incident"]);
});

Deno.test("parseInstant() reads dates and times, by default in UTC", () => {
  const instants = {
    "2026-11-01": "2026-11-01T00:00:00.000Z",
    "2020-12-22 00:19:23": "2020-12-22T00:19:23.000Z",
    "2020-12-22 00:19": "2020-12-22T00:19:00.000Z",
    "2009-07-20T22:55:29Z": "2009-07-20T22:55:29.000Z",
    "2020-03-20 02:32:49.426": "2020-03-20T02:32:49.426Z",
    "2026-11-01T09:30:00+0130": "2026-11-01T08:00:00.000Z",
    "2026-11-01 09:30:00 UTC": "2026-11-01T09:30:00.000Z",
  };
  for (const [text, instant] of Object.entries(instants)) assert.equal(parseInstant("created_at", text), instant);
});

Deno.test("parseInstant() rejects ambiguous and impossible dates", () => {
  for (const text of ["03/04/2020", "yesterday", "2026-02-30", "2026-13-01", "2026-11-01T25:00", "1606000000"]) {
    assert.throws(
      () => parseInstant("created_at", text),
      (error) => error instanceof RowError && /created_at/.test(error.message),
    );
  }
});
