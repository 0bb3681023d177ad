/** The forms of tickets and customers. */

import { type Customer, type FormValues, PRIORITIES, type TicketRow } from "../desk/mod.ts";
import { actions, type CustomField, FieldEdit, listFields } from "../desk/second/mod.ts";
import type { Words } from "../words/mod.ts";
import type { FormField, FormRequest, Option } from "./form.ts";
import { describeChange, formatCustom } from "./labels.ts";
import type { Ui } from "./ui.ts";

/** Asks for the resolution of a ticket, or why a closed one is reopened. */
export function askToClose(ui: Ui, ticket: TicketRow): void {
  const { desk, words: { value: words } } = ui;
  const isClosed = ticket.status === "closed";
  const texts = isClosed ? words.reopen : words.close;
  const argument = isClosed ? "reason" : "resolution";
  const form: FormRequest = {
    key: `${isClosed ? "reopen" : "close"} ${ticket.id}`,
    title: texts.title(ticket.id),
    about: ticket.subject,
    fields: [{ name: "reason", argument, label: texts.label, kind: "text", hint: texts.hint, isRequired: true }],
    submit: texts.submit,
    async run({ reason = "" }) {
      ui.form.value = null; // the new status shows at once
      const row = actions.findRow(desk, ticket.id) ?? ticket;
      const outcome = await (isClosed ? reopen : close)(ui, row, reason, toRefuse(ui, form));
      if (outcome !== "saved") throw new Error(outcome); // the reason is kept
    },
  };
  ui.form.value = form;
}

type Refuse = (failure: unknown) => void;

/** Returns a function that shows a refusal in the form again, unless the person does something else by now. */
function toRefuse(ui: Ui, form: FormRequest): Refuse {
  return (failure) => ui.isCovered ? ui.desk.notices.fail(failure) : void (ui.form.value = { ...form, failure });
}

async function close({ desk, words: { value: words } }: Ui, row: TicketRow, reason: string, refuse: Refuse) {
  const done = describeChange(row.id, { status: "closed" }, words);
  const outcome = await actions.close(desk, row, reason, { done, undone: words.close.undone, refuse });
  if (outcome === "saved") actions.goOn(desk, row.id);
  return outcome;
}

async function reopen({ desk, words: { value: words } }: Ui, row: TicketRow, reason: string, refuse: Refuse) {
  const outcome = await actions.reopen(desk, row, reason, refuse);
  const text = describeChange(row.id, { status: "open" }, words);
  if (outcome === "saved") desk.notices.add({ kind: "done", text });
  return outcome;
}

/** Asks for the customer that a ticket belongs to. */
export function askForCustomer(ui: Ui, ticket: TicketRow): void {
  const { desk, words: { value: words } } = ui;
  const form: FormRequest = {
    key: `customer of ${ticket.id}`,
    title: words.move.title(ticket.id),
    about: ticket.subject,
    fields: [{ ...toCustomerField(ui), value: ticket.customer }],
    submit: words.save,
    async run({ customer = "" }) {
      ui.form.value = null; // the new customer shows at once
      const row = actions.findRow(desk, ticket.id) ?? ticket;
      if (customer === row.customer) return;
      const text = words.move.done(row.id, customer);
      const outcome = await actions.updateTicket(desk, row, { customer }, text, toRefuse(ui, form));
      if (outcome !== "saved") throw new Error(outcome); // the address is kept
    },
  };
  ui.form.value = form;
}

function toCustomerField(ui: Ui): FormField {
  const { desk, words: { value: { create } } } = ui;
  return {
    ...{
      name: "customer",
      label: create.customer,
      kind: "email",
      hint: create.customerHint,
      isRequired: true,
    } as const,
    ...desk.session.has("search_customers") && { suggest: (text: string) => suggestCustomers(ui, text) },
  };
}

/** Asks for a new ticket, and opens it. */
export function askToCreate(ui: Ui, customer = ""): void {
  const { desk, words: { value: words } } = ui;
  const { create, fields } = words;
  const key = actions.createKey(); // the same for every attempt
  ui.form.value = {
    key: "create",
    title: words.newTicket,
    fields: [
      { name: "subject", label: fields.subject, isRequired: true },
      { ...toCustomerField(ui), value: customer },
      { name: "description", label: create.description, kind: "text" },
      {
        ...{ name: "priority", label: fields.priority, kind: "choice", value: "medium" } as const,
        options: PRIORITIES.map((priority) => [priority, words.priority[priority]]),
      },
      ...listRequired(listFields(desk.settings.values.value), words),
    ],
    submit: create.submit,
    async run(values) {
      const { ticket, account_created } = await actions.create(desk, nestCustom(values), key);
      const account = account_created ? ` ${create.account(ticket.customer)}` : "";
      desk.notices.add({ kind: "done", text: `${create.done(ticket.id)}.${account}` });
      desk.go({ place: "ticket", id: ticket.id });
    },
  };
}

/** Finds accounts by words of the name or the address. Those of the tickets that were shown come first: they also match by a part. */
export async function suggestCustomers({ desk: { bridge, queue } }: Ui, text: string): Promise<Option[]> {
  const query = text.replaceAll(/[^\p{L}\p{N}@.]+/gu, " ").trim();
  const { customers } = await bridge.call<{ customers: Customer[] }>("search_customers", { query, limit: 50 });
  const found = customers.map(({ email, name }): Option => [email, name]);
  return [...new Map([...queue.names.known, ...found])];
}

/** Starts the names of custom fields in a form. */
const CUSTOM = "custom.";

/** Lists the custom fields without which there is no new ticket. */
function listRequired(fields: Readonly<Record<string, CustomField>>, words: Words): FormField[] {
  return Object.entries(fields).filter(([, { required }]) => required).map(([name, field]) => ({
    ...{ name: `${CUSTOM}${name}`, label: name, isRequired: true },
    ...field.description !== undefined && { hint: field.description },
    ...chooseControl(field, words),
  }));
}

function chooseControl({ type, choices = [] }: CustomField, words: Words): Pick<FormField, "kind" | "options"> {
  if (type === "date") return { kind: "date" };
  if (type !== "choice" && type !== "boolean") return {};
  const values = type === "boolean" ? [true, false] : choices;
  return {
    kind: "choice",
    options: [["", "–"], ...values.map((value) => [String(value), formatCustom(value, words)] as const)],
  };
}

/** Puts the values of custom fields into the member `custom`. */
function nestCustom(values: FormValues): Record<string, unknown> {
  const entries = Object.entries(values);
  const custom = entries.filter(([name]) => name.startsWith(CUSTOM));
  return {
    ...Object.fromEntries(entries.filter(([name]) => !name.startsWith(CUSTOM))),
    ...custom.length > 0 &&
      { custom: Object.fromEntries(custom.map(([name, value]) => [name.slice(CUSTOM.length), value])) },
  };
}

const toValues = ({ name, organization = "", notes }: Customer) => ({ name, organization, notes });

/** Changes what the team writes about a customer. */
export function askToEditCustomer(ui: Ui, customer: Customer): void {
  const { desk, words: { value: { fields, customers: words, save } } } = ui;
  const { customers } = desk.getPlaces();
  const { email, revision } = customer;
  const values = toValues(customer);
  const edit = new FieldEdit({
    start: { revision, values },
    async read() {
      const now = await customers.read(email);
      return { revision: now.revision, values: toValues(now) };
    },
    write: (changes, revision) => customers.update({ ...changes, expected_revision: revision }),
  });
  ui.form.value = {
    key: `customer ${email}`,
    title: words.edit,
    about: email,
    fields: [
      { name: "name", label: fields.name, value: values.name, isRequired: values.name !== "" },
      { name: "organization", label: fields.organization, value: values.organization, hint: words.organizationHint },
      { name: "notes", label: fields.notes, kind: "text", value: values.notes, hint: words.notesHint },
    ],
    submit: save,
    run: (values) => edit.save(values),
  };
}
