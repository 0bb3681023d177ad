/** Changes of custom fields on a real server, and its refusals in words. */

import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { Desk, type TicketRow } from "../../../app/desk/mod.ts";
import { type CustomField, listFields, Places } from "../../../app/desk/second/mod.ts";
import { readTicket } from "../../../app/desk/read_ticket.ts";
import { Later } from "../../../app/later/mod.ts";
import { type CustomValue, saveCustom } from "../../../app/parts/custom_actions.ts";
import { openBulkMenu } from "../../../app/parts/bulk_actions.ts";
import { change, saveSubject } from "../../../app/parts/ticket_actions.ts";
import { askToCreate } from "../../../app/parts/forms.ts";
import { type SecondPart, Ui } from "../../../app/parts/ui.ts";
import { getWords } from "../../../app/words/mod.ts";
import { until } from "../../until.ts";
import { TestBridge } from "../test_bridge.ts";

const BY = { kind: "system", name: "test", version: null } as const;
const ID = "1055";
const FIELDS = {
  plan: { type: "choice", choices: ["Free", "Pro"], required: true },
  order: { type: "number" },
  beta: { type: "boolean" },
  renewal: { type: "date" },
  product: { type: "text" },
};

interface Setup extends AsyncDisposable {
  bridge: TestBridge;
  ui: Ui;
  /** Saves a value, and returns the reason of a refusal. */
  save(name: string, value: CustomValue): Promise<string | undefined>;
  row(): TicketRow;
}

async function setUp(locale = "en"): Promise<Setup> {
  const bridge = await TestBridge.open();
  await changeFields(bridge, FIELDS);
  const desk = new Desk({ bridge, route: { place: "queue", view: "open", filter: "" } });
  await desk.settings.load();
  const places = new Places(bridge, desk.notices, () => {});
  const open = desk.opened.value = places.openTicket(ID);
  await until(() => open.ticket.value !== null, "the ticket is open");
  const ui = new Ui(desk, signal(getWords(locale)), signal(locale), new Later<SecondPart>(() => Promise.reject()));
  const row = () => desk.writes.show(open.ticket.value!);
  const save = async (name: string, value: CustomValue) => {
    const field: CustomField = listFields(desk.settings.values.value)[name] ?? { type: "text" };
    let reason: string | undefined;
    await saveCustom(ui, { row: row(), name, field, refuse: (text) => reason = text }, value);
    return reason;
  };
  const close = async () => {
    open.close();
    await bridge[Symbol.asyncDispose]();
  };
  return { bridge, ui, save, row, [Symbol.asyncDispose]: close };
}

async function changeFields({ store }: TestBridge, fields: object): Promise<void> {
  await store.settings.change((document) => ({ ...document, fields }), { by: BY });
}

/** Lets the page read what someone else changed. */
async function follow({ ui: { desk } }: Setup, isShown: () => boolean): Promise<void> {
  void desk.opened.value!.refresh();
  await until(isShown, "the page shows the change of someone else");
}

Deno.test("saveCustom() shows a value at once, saves it, and offers to undo it", async () => {
  await using setup = await setUp();
  const { bridge, ui: { desk }, save, row } = setup;
  const saved = save("order", 1595);
  assert.deepEqual(row().custom, { order: 1595 });
  assert.equal(await saved, undefined);
  const read = async () => (await readTicket(bridge, ID)).ticket.custom;
  assert.deepEqual(await read(), { order: 1595 });
  const [notice] = desk.notices.list.value;
  assert.equal(notice!.text, `#${ID}: order is 1595`);
  notice!.action!.run();
  await until(async () => await read() === undefined, "the value is removed");
  await until(() => Object.keys(row().custom ?? {}).length === 0, "the page shows none");
});

Deno.test("a value that someone else changed during an edit is kept until the person decides", async () => {
  await using setup = await setUp();
  const { bridge, ui, row } = setup;
  const start = row();
  const read = async () => (await readTicket(bridge, ID)).ticket.custom;
  await bridge.store.tickets.update(ID, { custom: { order: 7 } }, { by: BY });
  await follow(setup, () => row().custom?.order === 7);
  const edited = { row: start, name: "order", field: { type: "number" }, refuse() {} } as const;
  await saveCustom(ui, edited, null);
  assert.deepEqual(await read(), { order: 7 }, "nothing was typed");
  const saved = saveCustom(ui, edited, 9);
  await until(() => ui.desk.writes.conflict.value !== null, "the person is asked");
  assert.deepEqual(await read(), { order: 7 });
  ui.desk.writes.conflict.value!.decide(true);
  await saved;
  assert.deepEqual(await read(), { order: 9 });
  ui.desk.notices.list.value[0]!.action!.run();
  await until(async () => (await read())?.order === 7, "the undo restores the value of someone else");
});

Deno.test("an undo of a value that someone else changed since asks first", async () => {
  await using setup = await setUp();
  const { bridge, ui: { desk }, save, row } = setup;
  await save("order", 7);
  await bridge.store.tickets.update(ID, { custom: { order: 8 } }, { by: BY });
  await follow(setup, () => row().custom?.order === 8);
  desk.notices.list.value[0]!.action!.run();
  await until(() => desk.writes.conflict.value !== null, "the person is asked");
  desk.writes.conflict.value!.decide(false);
  assert.deepEqual((await readTicket(bridge, ID)).ticket.custom, { order: 8 });
});

Deno.test("a subject that someone else changed during an edit is kept until the person decides", async () => {
  await using setup = await setUp();
  const { bridge, ui, row } = setup;
  const start = row();
  await bridge.store.tickets.update(ID, { subject: "Theirs" }, { by: BY });
  await follow(setup, () => row().subject === "Theirs");
  bridge.calls.length = 0;
  saveSubject(ui, start, start.subject);
  assert.deepEqual(bridge.calls, [], "nothing was typed");
  saveSubject(ui, start, "Mine");
  await until(() => ui.desk.writes.conflict.value !== null, "the person is asked");
  const { before, now, change } = ui.desk.writes.conflict.value!;
  assert.deepEqual([before.subject, now.subject, change.values.subject], [start.subject, "Theirs", "Mine"]);
  ui.desk.writes.conflict.value!.decide(false);
  assert.equal((await bridge.store.tickets.get(ID)).subject, "Theirs");
});

Deno.test("an undo keeps a later change of someone else until the person decides", async () => {
  await using setup = await setUp();
  const { bridge, ui, row } = setup;
  const { desk } = ui;
  const undo = () => desk.notices.list.value.at(-1)!.action!.run();
  const { status } = row();
  change(ui, ID, { status: "pending" });
  await until(() => desk.notices.list.value.length === 1, "the status is changed");
  await bridge.store.tickets.update(ID, { status: "on_hold" }, { by: BY });
  await follow(setup, () => row().status === "on_hold");
  undo();
  await until(() => desk.writes.conflict.value !== null, "the person is asked");
  const { before, now, change: { values } } = desk.writes.conflict.value!;
  assert.deepEqual([before.status, now.status, values.status], ["pending", "on_hold", status]);
  desk.writes.conflict.value!.decide(false);
  await until(() => !desk.writes.isSaving(ID), "the undo has ended");
  assert.equal((await bridge.store.tickets.get(ID)).status, "on_hold");
});

Deno.test("an undo keeps a later change of another field without a question", async () => {
  await using setup = await setUp();
  const { bridge, ui, row } = setup;
  const { desk } = ui;
  const { priority } = row();
  change(ui, ID, { priority: "low" });
  await until(() => desk.notices.list.value.length === 1, "the priority is changed");
  await bridge.store.tickets.update(ID, { subject: "Theirs" }, { by: BY });
  desk.notices.list.value[0]!.action!.run();
  await until(async () => (await bridge.store.tickets.get(ID)).priority === priority, "the undo is made");
  await until(() => !desk.writes.isSaving(ID), "the undo has ended");
  assert.equal((await bridge.store.tickets.get(ID)).subject, "Theirs");
});

Deno.test("two values that are saved at once are both kept", async () => {
  await using setup = await setUp();
  const { bridge, save } = setup;
  assert.deepEqual(await Promise.all([save("order", 7), save("plan", "Pro")]), [undefined, undefined]);
  assert.deepEqual((await readTicket(bridge, ID)).ticket.custom, { order: 7, plan: "Pro" });
});

for (
  const [locale, expected] of Object.entries(
    {
      en: [
        "No longer a choice.",
        "Must be a number.",
        "Must be yes or no.",
        "Must be a date.",
        "Too long: 251 characters (limit 250).",
        "A value is required.",
      ],
      de: [
        "Nicht mehr wählbar.",
        "Keine Zahl.",
        "Weder ja noch nein.",
        "Kein Datum.",
        "Zu lang: 251 Zeichen (höchstens 250).",
        "Ein Wert ist nötig.",
      ],
    },
  )
) {
  Deno.test(`a refusal is rolled back, and its reason is in words (${locale})`, async () => {
    await using setup = await setUp(locale);
    const { ui: { desk }, save, row } = setup;
    await save("plan", "Pro");
    const wrong = { plan: "Gold", order: "x", beta: "maybe", renewal: "soon", product: "x".repeat(251) };
    const reasons: unknown[] = [];
    for (const [name, value] of Object.entries(wrong)) reasons.push(await save(name, value));
    assert.deepEqual([...reasons, await save("plan", null)], expected);
    assert.deepEqual(row().custom, { plan: "Pro" });
    assert.equal(desk.notices.list.value.filter(({ kind }) => kind === "failed").length, 0);
  });
}

Deno.test("a refusal because of changed settings reads them again", async () => {
  await using setup = await setUp();
  const { bridge, ui: { desk }, save } = setup;
  await changeFields(bridge, { plan: FIELDS.plan });
  assert.equal(await save("order", 1), "The desk no longer has this field.");
  await until(() => !("order" in listFields(desk.settings.values.value)), "the page knows");
});

Deno.test("a refusal that is about something else is a notice", async () => {
  await using setup = await setUp();
  const { bridge, ui: { desk }, save } = setup;
  bridge.intercept = (tool, input, call) => call(tool, { ...input, subject: "x".repeat(1000) });
  assert.equal(await save("order", 1), undefined);
  assert.match(desk.notices.list.value[0]!.text, /^subject/);
});

Deno.test("a new ticket asks for the custom fields that are required, and for no others", async () => {
  await using setup = await setUp();
  const { bridge, ui } = setup;
  await changeFields(bridge, {
    ...FIELDS,
    renewal: { type: "date", required: true, description: "The end of the contract" },
    beta: { type: "boolean", required: true },
  });
  await ui.desk.settings.load();
  askToCreate(ui);
  const { fields, run } = ui.form.value!;
  const custom = fields.filter(({ name }) => name.startsWith("custom."));
  assert.deepEqual(custom.map(({ label, kind, isRequired, hint }) => [label, kind, isRequired, hint]), [
    ["plan", "choice", true, undefined],
    ["beta", "choice", true, undefined],
    ["renewal", "date", true, "The end of the contract"],
  ]);
  assert.deepEqual(custom[0]!.options!.map(([value]) => value), ["", "Free", "Pro"]);
  const values = { subject: "Printer", customer: "mia@example.com", description: "", priority: "low" };
  await assert.rejects(async () => await run(values), /is required/);
  await run({ ...values, "custom.plan": "Pro", "custom.beta": "false", "custom.renewal": "2027-03-01" });
  const route = ui.desk.route.value as { id: string };
  assert.deepEqual((await readTicket(bridge, route.id)).ticket.custom, {
    plan: "Pro",
    beta: false,
    renewal: "2027-03-01",
  });
});

Deno.test("openBulkMenu() sets and removes custom fields of all selected tickets", async () => {
  await using setup = await setUp();
  const { bridge, ui } = setup;
  const { desk } = ui;
  const selected = [ID, "1054"];
  desk.getPlaces = () => new Places(bridge, desk.notices, () => {});
  const open = (name: string) => {
    desk.queue.selected.value = new Set(selected);
    openBulkMenu(ui, null);
    ui.chooser.value!.choices.find(({ label }) => label === `${name}…`)!.run();
  };
  const read = () => Promise.all(selected.map(async (id) => (await readTicket(bridge, id)).ticket.custom ?? {}));
  open("plan");
  assert.deepEqual(ui.chooser.value!.choices.map(({ label }) => label), ["Free", "Pro"]);
  ui.chooser.value!.choices[1]!.run();
  await until(async () => (await read()).every(({ plan }) => plan === "Pro"), "both have the plan");
  open("renewal");
  assert.deepEqual(ui.form.value!.fields.map(({ kind, isRequired }) => [kind, isRequired]), [["date", false]]);
  await ui.form.value!.run({ text: "2027-03-01" });
  assert.deepEqual(await read(), selected.map(() => ({ plan: "Pro", renewal: "2027-03-01" })));
  open("renewal");
  await ui.form.value!.run({ text: "" });
  assert.deepEqual(await read(), selected.map(() => ({ plan: "Pro" })));
  open("order");
  await assert.rejects(async () => await ui.form.value!.run({ text: "many" }), /order/);
  assert.deepEqual(await read(), selected.map(() => ({ plan: "Pro" })));
});
