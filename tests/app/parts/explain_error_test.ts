/** Refusals of a real server, in words for people. */

import assert from "node:assert/strict";
import { BridgeError, ToolError } from "../../../app/bridges/bridge.ts";
import { explainError } from "../../../app/parts/explain_error.ts";
import { toReasons } from "../../../app/desk/second/mod.ts";
import type { Reason } from "../../../base/failures/reason.ts";
import { getWords } from "../../../app/words/mod.ts";
import { TestBridge } from "../test_bridge.ts";

const [EN, DE] = [getWords("en"), getWords("de")];
const long = (length: number) => "x".repeat(length);
const LONG_BYTES = "\u{10000}".repeat(15_001);

type Case = readonly [tool: string, input: Record<string, unknown>, german: string, field?: string];

const CHANGES: readonly Case[] = [
  ["update_ticket", { ticket_id: 1055, add_tags: [long(88)] }, "Zu lang: 88 Zeichen (höchstens 50).", "tags"],
  ["update_ticket", { ticket_id: 1055, add_tags: ["a,b"] }, "„a,b“ ist kein Tag: ", "tags"],
  ["update_ticket", { ticket_id: 1055, add_tags: listTags(25) }, "Zu viele Tags (höchstens 20).", "tags"],
  ["update_ticket", { ticket_id: 1055, subject: long(400) }, "Zu lang: 400 Zeichen (höchstens 250).", "subject"],
  ["update_ticket", { ticket_id: 1055, snoozed_until: "2020-01-01T00:00Z" }, "Dieser Zeitpunkt ist vorbei.", "until"],
  ["update_ticket", { ticket_id: 1055, snoozed_until: "2190-01-01T00:00Z" }, "mehr als 365 Tage", "until"],
  ["update_ticket", { ticket_id: 99, priority: "low" }, "Es gibt kein Ticket #99."],
  ["update_ticket", { ticket_id: 1041, status: "pending" }, "#1041 ist geschlossen. Öffne es zuerst wieder."],
  ["update_ticket", { ticket_id: 1055, add_links: ["relates:1055"] }, "Wähle ein anderes Ticket."],
  ["add_comment", { ticket_id: 1055, body: long(20_001) }, "Zu lang: 20.001 Zeichen (höchstens 20.000).", "body"],
  ["add_comment", { ticket_id: 1055, body: LONG_BYTES }, "Zu lang für einen Text.", "body"],
  ["close_ticket_tool", { ticket_id: 1055, resolution: long(10_001) }, "Zu lang: 10.001", "resolution"],
  ["reopen_ticket", { ticket_id: 1041, reason: long(2_001) }, "Zu lang: 2.001 Zeichen (höchstens 2.000).", "reason"],
  ["reopen_ticket", { ticket_id: 1055, reason: "x" }, "#1055 ist nicht geschlossen."],
  ["create_ticket", { subject: "x", customer: "no address" }, "„no address“ ist keine E-Mail-Adresse.", "customer"],
  ["create_ticket", { subject: "x", customer: "a" }, "Zu kurz: mindestens 3 Zeichen.", "customer"],
  ["create_ticket", { subject: "x", customer: "" }, "Ein Text ist nötig.", "customer"],
  ["create_ticket", { subject: "\u200b", customer: "a@b.example" }, "Ein Text ist nötig.", "subject"],
  ["merge_tickets", { ticket_id: 1055, into_ticket_id: 1055 }, "Wähle ein anderes Ticket."],
  ["merge_tickets", { ticket_id: 1055, undo: true }, "#1055 ist nicht zusammengeführt."],
  ["attach_file", { ticket_id: 1055, name: "a/b", content_base64: "YQ==" }, "„a/b“ ist kein Dateiname."],
  ["attach_file", { ticket_id: 1055, name: "a", content_base64: "" }, "Die Datei ist leer."],
  ["update_account", { email: "liam@brightleaf.example", notes: long(10_001) }, "Zu lang: 10.001 Zeichen", "notes"],
  ["save_article", { title: long(400), body: "x" }, "Zu lang: 400 Zeichen (höchstens 250).", "title"],
  ["save_article", { title: "x", body: "x", tags: [long(88)] }, "Zu lang: 88 Zeichen", "tags"],
  [
    "save_article",
    { title: "x", body: "x", language: "klingonisch" },
    "„klingonisch“ ist kein Sprachkürzel",
    "language",
  ],
  ["get_article", { id: "nope" }, "Es gibt keinen Artikel nope."],
  ["get_customer", { email: "no@no.example" }, "Es gibt keinen Kunden no@no.example."],
  ["update_tickets", { ticket_ids: [1055], priority: "urgent" }, "Kein Ticket würde sich ändern."],
  ["undo_batch", { batch_id: "B9" }, "Die Änderung B9 lässt sich nicht mehr zurücknehmen."],
];

function listTags(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `t${index}`);
}

const QUERIES: readonly (readonly [query: string, german: string])[] = [
  ["view:nope", "„view:nope“: Eine Ansicht nope gibt es nicht."],
  ["status:pend", "„status:pend“: pend ist kein Wert. Möglich sind open, pending, on_hold, closed."],
  ["status:", "„status:“: Der Wert fehlt."],
  [
    "link:9",
    "„link:9“: Diesen Filter gibt es nicht. Für den Text selbst setz ihn in Anführungszeichen. Meintest du linked?",
  ],
  ["created>x", "„created>x“: Das ist kein Datum."],
  ["(a", "„(“: Einer Klammer fehlt das Gegenstück."],
  ["a)", "„)“: Einer Klammer fehlt das Gegenstück."],
  ['"abc', "Ein Anführungszeichen fehlt"],
  ["a OR", "„OR“: Daneben fehlt ein Wort."],
  ["*", "„*“: Darin ist kein Wort."],
  ["a ".repeat(40), "Zu viele Wörter und Filter (höchstens 32)."],
  [long(1_001), "Zu lang: 1.001 Zeichen (höchstens 1.000)."],
];

async function refuse(bridge: TestBridge, tool: string, input: Record<string, unknown>): Promise<ToolError> {
  const result: unknown = await bridge.call(tool, input).catch((error) => error);
  assert.ok(result instanceof ToolError, `${tool} ${JSON.stringify(input).slice(0, 80)} is not refused`);
  return result;
}

Deno.test("a refusal is in the language of the page, at the field that caused it", async () => {
  await using bridge = await TestBridge.open();
  for (const [tool, input, german, field] of CHANGES) {
    const error = await refuse(bridge, tool, input);
    const { text, fields } = explainError(error, DE);
    assert.deepEqual(Object.keys(fields), field === undefined ? [] : [field], error.message);
    assert.ok(text.includes(german), `${error.message}: ${text}`);
    assert.doesNotMatch(text, /Der Server lehnt/, error.message);
    assert.doesNotMatch(explainError(error, EN).text, /ticket_id|add_tags|reopen_ticket/, error.message);
  }
});

Deno.test("a query that cannot be parsed is explained in the language of the page", async () => {
  await using bridge = await TestBridge.open();
  for (const [query, german] of QUERIES) {
    const error = await refuse(bridge, "search_tickets", { query });
    assert.ok(explainError(error, DE).text.includes(german), `${error.message}: ${explainError(error, DE).text}`);
  }
});

Deno.test("the reason why a query finds nothing is in the language of the page", async () => {
  await using bridge = await TestBridge.open();
  const reasons: readonly (readonly [query: string, german: string])[] = [
    ["tag:nope", "Kein Ticket passt zu „tag:nope“."],
    ['"nope nope"', "Wörter in Anführungszeichen werden genau so gesucht"],
    ["status:closed is:overdue", "Jeder Teil passt, aber nicht zusammen."],
    ["status:open -status:open", "Alle Treffer sind ausgeschlossen."],
    ["field:nope=1", "Ein Feld nope gibt es nicht."],
    ["ne*ork", "* steht nur am Ende eines Worts"],
    ["assignee=zzz", "Zum Filtern schreib assignee:zzz."],
  ];
  for (const [query, german] of reasons) {
    const { reasons = [], why = [] } = await bridge.call<{ reasons?: string[]; why?: Reason[] }>("search_tickets", {
      query,
    });
    const texts = toReasons({ reasons, why }).map((reason) => explainError(reason, DE).text);
    assert.ok(texts.some((text) => text.includes(german)), `${query}: ${reasons} ${texts}`);
    for (const [index, text] of texts.entries()) assert.notEqual(text, reasons[index]);
  }
});

Deno.test("several fields that are wrong are all named", async () => {
  await using bridge = await TestBridge.open();
  const error = await refuse(bridge, "create_ticket", {
    ...{ subject: long(251), customer: "a@b.example", description: long(20_001) },
  });
  assert.deepEqual(explainError(error, EN).fields, {
    subject: "Too long: 251 characters (limit 250).",
    description: "Too long: 20,001 characters (limit 20,000).",
  });
});

Deno.test("what is wrong with a custom field is at that field", async () => {
  await using bridge = await TestBridge.open();
  const fields = {
    order: { type: "number" as const },
    plan: { type: "text" as const, required: true },
  };
  const by = { kind: "system", name: "test", version: null } as const;
  await bridge.store.settings.change((document) => ({ ...document, fields }), { by });
  const ticket = { subject: "x", customer: "a@b.example" };
  const missing = await refuse(bridge, "create_ticket", ticket);
  assert.deepEqual(explainError(missing, DE).fields, { "custom.plan": "Ein Wert ist nötig." });
  const wrong = await refuse(bridge, "update_ticket", { ticket_id: 1055, custom: { order: "many" } });
  assert.deepEqual(explainError(wrong, DE).fields, { "custom.order": "Keine Zahl." });
});

Deno.test("each reason why a call did not reach its tool has its words, and an unknown refusal keeps its words without marks", () => {
  const explain = (error: unknown, words = DE) => explainError(error, words).text;
  assert.equal(
    explain(new BridgeError("offline", "The server cannot be reached.")),
    "Der Server war nicht erreichbar.",
  );
  assert.equal(explain(new BridgeError("token", "Unknown token.")), "Du warst abgemeldet.");
  assert.equal(explain(new BridgeError("scope", "No.")), "Du darfst hier lesen, aber nichts ändern.");
  assert.equal(explain(new BridgeError("failed", "Internal error")), "Auf dem Server ist etwas schiefgegangen.");
  assert.match(explain(new BridgeError("body", "The body is too large (limit 1,000,000 bytes).")), /zu groß/);
  const marked = new ToolError('No <customer_words id="1">flour</customer_words id="1"> today.');
  assert.equal(explain(marked), "Der Server lehnt das ab: No flour today.");
  assert.equal(explain(marked, EN), "No flour today.");
});
