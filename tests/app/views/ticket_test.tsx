import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import type { OpenTicket, Ticket, TimelineItem } from "../../../app/desk/mod.ts";
import { Composer } from "../../../app/views/ticket/composer.tsx";
import { Header } from "../../../app/views/ticket/header.tsx";
import { describe, isAtEnd, Thread } from "../../../app/views/ticket/thread.tsx";
import { getWords } from "../../../app/words/mod.ts";
import { createUi, show } from "./show.tsx";

const TICKET = {
  id: "42",
  subject: "Login & <b>SSO</b>",
  customer: "alice@example.com",
  status: "open",
  merged_into: null,
} as Ticket;

function showThread(items: readonly TimelineItem[]): string {
  const open = { timeline: signal(items), customer: signal(null), ticket: signal(TICKET) } as OpenTicket;
  return show(<Thread open={open} />);
}

Deno.test("customer, reply and note differ in words too", () => {
  const message = { type: "message", author: "x", at: "2026-11-29T11:00:00Z", body: "B" } as const;
  const html = showThread([
    { ...message, key: "1", kind: "customer", isFirst: true },
    { ...message, key: "2", kind: "reply", delivery: "not_sent" },
    { ...message, key: "3", kind: "note" },
  ]);
  for (const text of ["Request", "Reply", "Not sent", "Internal note"]) assert.ok(html.includes(text), text);
});

Deno.test("only a reply that was not sent has ways to deliver it", () => {
  const message = { type: "message", author: "x", at: "2026-11-29T11:00:00Z", body: "B", kind: "reply" } as const;
  const shows = (delivery: string, more: object = {}) =>
    showThread([{ ...message, ...more, key: "1", delivery }]).includes("Copy text</button>");
  assert.deepEqual([shows("not_sent"), shows("sent"), shows("queued"), shows("failed")], [true, false, false, false]);
  assert.equal(shows("not_sent", { is_retracted: true }), false);
});

Deno.test("a message keeps its lines, and its links are links", () => {
  const body = "See https://example.com/a?b=1&c=2.\n<script>alert(1)</script> javascript:alert(1)";
  const html = showThread([{
    type: "message",
    key: "1",
    kind: "customer",
    author: "x",
    at: "2026-11-29T11:00:00Z",
    body,
  }]);
  assert.match(html, /<a href="https:\/\/example\.com\/a\?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">/);
  assert.doesNotMatch(html, /<script|href="javascript/);
});

Deno.test("many changes are folded, few are not", () => {
  const change = { what: "updated", by: "Ana", at: "2026-11-29T11:00:00Z", fields: [] };
  const changes = (length: number) => Array.from({ length }, (_, index) => ({ ...change, key: String(index) }));
  assert.match(showThread([{ type: "changes", key: "1", changes: changes(3) }]), /<summary class="low">3 changes/);
  assert.doesNotMatch(showThread([{ type: "changes", key: "1", changes: changes(2) }]), /<summary/);
});

Deno.test("describe() says what a change did", () => {
  const words = getWords("en");
  const base = { key: "1", by: "Ana", at: "", what: "updated" };
  const fields = [
    { field: "status", before: "open", after: "on_hold" },
    { field: "assignee", before: "Ana", after: null },
    { field: "tags", before: ["a", "b"], after: ["b", "c"] },
  ];
  assert.equal(
    describe({ ...base, fields }, words, "en"),
    "set Status to On hold, removed Assignee, added the tag c, removed the tag a",
  );
  assert.equal(describe({ ...base, what: "closed", fields: [fields[0]!] }, words, "en"), "closed the ticket");
  assert.equal(describe({ ...base, what: "something_new", fields: [] }, words, "en"), "something new");
});

Deno.test("describe() names the tickets that were linked, and no longer are", () => {
  const [before, after] = [[{ relation: "relates", id: "1" }], [{ relation: "caused_by", id: "2" }]];
  const change = {
    key: "1",
    what: "updated",
    by: "Ana",
    at: "2026-11-29T12:00:00Z",
    fields: [{ field: "links", before, after }],
  };
  assert.equal(
    describe(change, getWords("en"), "en"),
    "added the link “Caused by #2”, removed the link “Belongs together with #1”",
  );
});

Deno.test("describe() has times as people read them", () => {
  for (const [name, shown] of [["snoozed_until", "Snoozed until"], ["answered_at", "answered at"]] as const) {
    const field = { field: name, before: null, after: "2026-12-01T02:39:54.681Z" };
    const text = describe({ key: "1", by: "Ana", at: "", what: "updated", fields: [field] }, getWords("en"), "en-GB");
    assert.match(text, new RegExp(`^set ${shown} to (30 Nov|1 Dec) 2026, \\d\\d:\\d\\d$`));
  }
});

Deno.test("the composer says where the text goes", () => {
  const ui = createUi();
  assert.match(show(<Composer ticket={TICKET} commentCount={0} />, ui), /Recorded, not sent/);
  ui.desk.drafts.set("42", { kind: "note", body: "x" });
  const note = show(<Composer ticket={TICKET} commentCount={0} />, ui);
  assert.match(note, /class="composer note"/);
  assert.match(note, /Only the team sees it/);
  assert.doesNotMatch(note, /set pending/);
});

Deno.test("who may not write sees why there is no composer", () => {
  const ui = createUi();
  assert.match(show(<Composer ticket={{ ...TICKET, merged_into: "7" }} commentCount={0} />, ui), /Write in #7/);
  ui.desk.session.tools.value = new Set(["get_ticket"]);
  const html = show(<Composer ticket={TICKET} commentCount={0} />, ui);
  assert.match(html, /not change it/);
  assert.doesNotMatch(html, /<textarea/);
});

Deno.test("isAtEnd() is true near the end of the conversation, and false above", () => {
  const isRead = (scrollTop: number) => isAtEnd({ scrollTop, clientHeight: 400, scrollHeight: 1000 } as Element);
  assert.deepEqual([isRead(600), isRead(580), isRead(400), isRead(0)], [true, true, false, false]);
});

Deno.test("a draft without anything to see cannot be added", () => {
  const isAddable = (body: string) => {
    const ui = createUi();
    ui.desk.drafts.set("42", { kind: "reply", body });
    return !/<button[^>]*class="primary" disabled/.test(show(<Composer ticket={TICKET} commentCount={0} />, ui));
  };
  assert.deepEqual([" \u200b\u2060\ufeff\n", "\u3164", "x\u200b"].map(isAddable), [false, false, true]);
});

Deno.test("a subject that is cut is whole in its tooltip, and the button to edit it stays", () => {
  const html = show(<Header id="42" ticket={TICKET} />);
  assert.match(html, /<h1 [^>]*title="Login &amp; (?:<|&lt;)b(?:>|&gt;)SSO/);
  assert.match(html, /<span class="ellipsis">Login [^\n]*<\/span><button[^>]*aria-label="Edit the subject"/);
});

Deno.test("a ticket that is not there yet has its number, and a way back", () => {
  const html = show(<Header id="42" ticket={null} />);
  assert.match(html, /<button[^>]*aria-label="Back to the list"/);
  assert.match(html, /#42</);
  assert.doesNotMatch(html, /<h1|aria-label="More actions"/);
});
