import type { ElicitRequestFormParams, ElicitResult } from "@modelcontextprotocol/client";
import { type Dialog, type KeyQuestion, type Option, toExcerpt } from "../dialog/mod.ts";
import { askField } from "./ask_field.ts";
import type { Field, FieldValue, FormValues } from "./field.ts";
import { parseFields } from "./parse_fields.ts";
import { asksForSecret } from "./asks_for_secret.ts";

/** No differs from not now: a server may go on without after the one, and ask again after the other. */
const REFUSALS: readonly Option[] = [
  { value: "d", label: "Decline", hint: "say no: the server learns that you don't want to answer" },
  { value: "c", label: "Cancel", hint: "not now: the server learns that you have decided nothing" },
];

const ON_LEAVING: KeyQuestion = {
  kind: "key",
  message: "You leave the form. What is the server to be told?",
  options: [...REFUSALS, { value: "g", label: "Go back", hint: "fill in the form" }],
};

/**
 * Has a person fill in a server's form (MCP, client/elicitation).
 *
 * @param server Its name, as people know it.
 * @returns What the person wants the server to know: nothing is sent that they haven't seen and accepted as a whole.
 */
export async function fillInForm(
  form: ElicitRequestFormParams,
  server: string,
  prompts: Dialog,
): Promise<ElicitResult> {
  const fields = parseFields(form.requestedSchema);
  prompts.show(`${server} asks`, formatIntroduction(form.message, fields));
  const entries: FormValues = {};
  for (const field of fields) {
    const refusal = await enterField(field, entries, prompts);
    if (refusal !== null) return { action: refusal };
  }
  return await review(fields, entries, server, prompts);
}

function formatIntroduction(message: string, fields: readonly Field[]): string {
  const secrets = fields.filter(asksForSecret).map(({ label }) => label);
  const warning = secrets.length === 0
    ? []
    : [`Take care: this seems to ask for a secret (${secrets.join(", ")}), which servers must not ask for in a form.`];
  const way = fields.length === 0 ? [] : ["Escape leaves the form; nothing is sent before you have accepted it."];
  return [toExcerpt(message, 5).text, ...warning, ...way].join("\n");
}

/** Has one field entered; null, or how the person refuses the whole form. */
async function enterField(field: Field, entries: FormValues, prompts: Dialog): Promise<"decline" | "cancel" | null> {
  for (;;) {
    const given = await askField(field, entries[field.name], prompts);
    if (given !== "left") {
      if (given.value === null) delete entries[field.name];
      else entries[field.name] = given.value;
      return null;
    }
    const key = await prompts.ask(ON_LEAVING);
    if (key === "d") return "decline";
    if (key === "c") return "cancel";
  }
}

async function review(
  fields: readonly Field[],
  entries: FormValues,
  server: string,
  prompts: Dialog,
): Promise<ElicitResult> {
  for (;;) {
    if (fields.length > 0) prompts.show("Your answers", formatSummary(fields, entries));
    const key = await prompts.ask({
      kind: "key",
      message: fields.length > 0 ? `Send these answers to ${server}?` : `What is ${server} to be told?`,
      options: [
        { value: "a", label: "Accept", hint: fields.length > 0 ? "send them" : "say yes" },
        ...fields.length > 0 ? [{ value: "e", label: "Edit", hint: "change an answer" }] : [],
        ...REFUSALS,
      ],
    });
    if (key === "a") return { action: "accept", content: entries };
    if (key === "d") return { action: "decline" };
    if (key === "c") return { action: "cancel" };
    if (key === "e") await edit(fields, entries, prompts);
  }
}

async function edit(fields: readonly Field[], entries: FormValues, prompts: Dialog): Promise<void> {
  const field = fields.length === 1 ? fields[0] : await chooseField(fields, entries, prompts);
  if (field === undefined) return;
  const given = await askField(field, entries[field.name], prompts);
  if (given === "left") return;
  if (given.value === null) delete entries[field.name];
  else entries[field.name] = given.value;
}

async function chooseField(fields: readonly Field[], entries: FormValues, prompts: Dialog): Promise<Field | undefined> {
  const options = fields.map((field, index) => ({
    value: String(index),
    label: field.label,
    hint: formatValue(field, entries[field.name]),
  }));
  const index = await prompts.ask({ kind: "choice", message: "Which answer do you want to change?", options });
  return index === null ? undefined : fields[Number(index)];
}

function formatSummary(fields: readonly Field[], entries: FormValues): string {
  return fields.map((field) => `${field.label}: ${formatValue(field, entries[field.name])}`).join("\n");
}

function formatValue(field: Field, value: FieldValue | undefined): string {
  if (value === undefined) return "(left out)";
  if (asksForSecret(field)) return "(not shown)";
  const { type } = field;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (type.kind !== "choice" && type.kind !== "choices") return String(value);
  const labels = [value].flat().map((item) =>
    type.options.find((option) => option.value === item)?.label ?? String(item)
  );
  return labels.length === 0 ? "(none)" : labels.join(", ");
}
