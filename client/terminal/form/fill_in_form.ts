import type { ElicitRequestFormParams, ElicitResult } from "@modelcontextprotocol/client";
import { type Dialog, type KeyQuestion, type Option, toExcerpt } from "../dialog/mod.ts";
import { askField } from "./ask_field.ts";
import type { Field, FieldValue, FormValues } from "./field.ts";
import { parseFields } from "./parse_fields.ts";
import { asksForSecret } from "./asks_for_secret.ts";

/** The two outcomes differ: a server may continue without the data after a decline, and ask again after a cancel. */
const REFUSALS: readonly Option[] = [
  { value: "d", label: "Decline", hint: "tell the server that you refuse to answer" },
  { value: "c", label: "Cancel", hint: "tell the server that you have not decided" },
];

const ON_LEAVING: KeyQuestion = {
  kind: "key",
  message: "Leave the form? Decline it, or cancel the request.",
  options: [...REFUSALS, { value: "g", label: "Go back", hint: "return to the form" }],
};

/**
 * Lets a person fill in a server's form (MCP, client/elicitation). Nothing is sent before they have reviewed the whole form.
 *
 * @param server The server's name, as people know it.
 */
export async function fillInForm(
  form: ElicitRequestFormParams,
  server: string,
  dialog: Dialog,
): Promise<ElicitResult> {
  const fields = parseFields(form.requestedSchema);
  dialog.show(`Request from ${server}`, formatIntroduction(form.message, fields));
  const entries: FormValues = {};
  for (const field of fields) {
    const refusal = await enterField(field, entries, dialog);
    if (refusal !== null) return { action: refusal };
  }
  return await review(fields, entries, server, dialog);
}

function formatIntroduction(message: string, fields: readonly Field[]): string {
  const secrets = fields.filter(asksForSecret).map(({ label }) => label);
  const warning = secrets.length === 0
    ? []
    : [`Warning: this form seems to ask for a secret (${secrets.join(", ")}). Servers must not do that.`];
  const way = fields.length === 0 ? [] : ["Press Escape to leave the form. Nothing is sent until you accept it."];
  return [toExcerpt(message, 5).text, ...warning, ...way].join("\n");
}

/** @returns Null if the field was entered; the outcome of the form if the person leaves it. */
async function enterField(field: Field, entries: FormValues, dialog: Dialog): Promise<"decline" | "cancel" | null> {
  for (;;) {
    const given = await askField(field, entries[field.name], dialog);
    if (given !== "left") {
      if (given.value === null) delete entries[field.name];
      else entries[field.name] = given.value;
      return null;
    }
    const key = await dialog.ask(ON_LEAVING);
    if (key === "d") return "decline";
    if (key === "c") return "cancel";
  }
}

async function review(
  fields: readonly Field[],
  entries: FormValues,
  server: string,
  dialog: Dialog,
): Promise<ElicitResult> {
  for (;;) {
    if (fields.length > 0) dialog.show("Your answers", formatSummary(fields, entries));
    const key = await dialog.ask({
      kind: "key",
      message: fields.length > 0 ? `Send these answers to ${server}?` : `Your response to ${server}?`,
      options: [
        { value: "a", label: "Accept", hint: fields.length > 0 ? "send them" : "agree" },
        ...fields.length > 0 ? [{ value: "e", label: "Edit", hint: "change an answer" }] : [],
        ...REFUSALS,
      ],
    });
    if (key === "a") return { action: "accept", content: entries };
    if (key === "d") return { action: "decline" };
    if (key === "c") return { action: "cancel" };
    if (key === "e") await edit(fields, entries, dialog);
  }
}

async function edit(fields: readonly Field[], entries: FormValues, dialog: Dialog): Promise<void> {
  const field = fields.length === 1 ? fields[0] : await chooseField(fields, entries, dialog);
  if (field === undefined) return;
  const given = await askField(field, entries[field.name], dialog);
  if (given === "left") return;
  if (given.value === null) delete entries[field.name];
  else entries[field.name] = given.value;
}

async function chooseField(fields: readonly Field[], entries: FormValues, dialog: Dialog): Promise<Field | undefined> {
  const options = fields.map((field, index) => ({
    value: String(index),
    label: field.label,
    hint: formatValue(field, entries[field.name]),
  }));
  const index = await dialog.ask({ kind: "choice", message: "Which answer do you want to change?", options });
  return index === null ? undefined : fields[Number(index)];
}

function formatSummary(fields: readonly Field[], entries: FormValues): string {
  return fields.map((field) => `${field.label}: ${formatValue(field, entries[field.name])}`).join("\n");
}

function formatValue(field: Field, value: FieldValue | undefined): string {
  if (value === undefined) return "(empty)";
  if (asksForSecret(field)) return "(hidden)";
  const { type } = field;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (type.kind !== "choice" && type.kind !== "choices") return String(value);
  const labels = [value].flat().map((item) =>
    type.options.find((option) => option.value === item)?.label ?? String(item)
  );
  return labels.length === 0 ? "(none)" : labels.join(", ");
}
