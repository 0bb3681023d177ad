import assert from "node:assert/strict";
import type { Ticket, TicketEvent } from "../../../app/desk/mod.ts";
import { ConflictDialog } from "../../../app/views/dialogs/conflict_dialog.tsx";
import { CustomFields } from "../../../app/views/ticket/custom_fields.tsx";
import { describe } from "../../../app/views/ticket/thread.tsx";
import { getWords } from "../../../app/words/mod.ts";
import { createUi, show } from "./show.tsx";

const FIELDS = {
  plan: { type: "choice", choices: ["Free", "Pro"], required: true },
  order: { type: "number", description: "The number on the invoice" },
  beta: { type: "boolean" },
};

function showFields(
  custom: Ticket["custom"],
  { locale = "en-GB", fields = FIELDS as object, isReadOnly = false } = {},
) {
  const ui = createUi(locale);
  ui.desk.settings.values.value = { fields };
  if (isReadOnly) ui.desk.session.tools.value = new Set(["get_ticket"]);
  return show(<CustomFields ticket={{ id: "42", custom } as Ticket} />, ui);
}

Deno.test("every field of the settings is offered, in words also without a value", () => {
  const html = showFields({ order: 1595, beta: false });
  assert.match(html, /<h2>Fields<\/h2>/);
  assert.match(html, /<dt[^>]*>plan<\/dt><dd><button[^>]*aria-haspopup="listbox"[^>]*><span class="low">Required</);
  assert.match(html, /<button[^>]*title="order: The number on the invoice"[^>]*><bdi>1595<\/bdi>/);
  assert.match(html, /<dt[^>]*>beta<\/dt><dd><button[^>]*aria-haspopup="listbox"[^>]*><bdi>no<\/bdi>/);
  const german = showFields({ beta: true }, { locale: "de" });
  for (const text of ["Felder", "Pflichtfeld", "<bdi>ja</bdi>"]) assert.ok(german.includes(text), text);
});

Deno.test("a field that the settings no longer have is shown, but cannot be changed", () => {
  const html = showFields({ region: "EU" }, { fields: {} });
  assert.match(html, /<dt[^>]*>region<\/dt><dd><bdi>EU<\/bdi>/);
  assert.doesNotMatch(html, /<button/);
});

Deno.test("who may not write sees values without controls", () => {
  const html = showFields({ plan: "Pro" }, { isReadOnly: true });
  assert.match(html, /<bdi>Pro<\/bdi>/);
  assert.doesNotMatch(html, /<button|order/);
  assert.equal(showFields(undefined, { isReadOnly: true }), "");
});

Deno.test("a desk without fields shows nothing of them", () => {
  assert.equal(showFields(undefined, { fields: {} }), "");
});

Deno.test("names and values are only text", () => {
  const [name, value] = ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>'];
  const fields = { [name]: { type: "text", description: value }, constructor: { type: "text" } };
  const html = showFields({ [name]: value, [`${name}2`]: value }, { fields });
  assert.doesNotMatch(html, /<img|<script/);
  assert.match(html, /<bdi>[^<]*&lt;script>/);
  assert.match(html, /<dt[^>]*>constructor<\/dt><dd><button[^>]*><span class="low">None</);
});

Deno.test("describe() names the custom fields that changed", () => {
  const field = { field: "custom", before: { plan: "Free", order: 1, beta: true }, after: { plan: "Pro", beta: true } };
  const change = { key: "1", by: "Ana", at: "", what: "updated", fields: [field] };
  assert.equal(describe(change, getWords("en"), "en"), "set plan to Pro, removed order");
});

Deno.test("a conflict about a custom field shows both values of this field alone", () => {
  const before: Partial<Ticket> = { id: "42", custom: { plan: "Free", order: 1 } };
  const now: Partial<Ticket> = { id: "42", custom: { plan: "Team", order: 2 } };
  const by = { kind: "host", name: "desk", on_behalf_of: "Jonas <i>" } as const;
  const event = (revision: number, plan: string): TicketEvent => ({
    ...{ ticket_id: "42", revision, at: "2026-11-29T11:15:00Z", what: "updated", by },
    ...{ before: { custom: { plan: revision === 2 ? "Free" : plan } }, after: { custom: { plan } } },
  });
  const conflict = {
    change: { tool: "update_ticket", input: {}, values: { custom: { plan: "Pro" } } },
    before: before as Ticket,
    now: now as Ticket,
    comments: [],
    events: [event(2, "Team"), event(3, "Team")],
    decide() {},
  };
  const html = show(<ConflictDialog conflict={conflict} />);
  assert.match(html, /<th scope="row"[^>]*>plan<\/th><td[^>]*>Pro<\/td><td[^>]*>Team<p/);
  assert.match(html, /<bdi>Jonas &lt;i><\/bdi> · <time[^>]*>45m ago/);
  assert.doesNotMatch(html, />order</);
});
