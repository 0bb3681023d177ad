/** Failures in words for people. The server words its refusals for models, in English. */

import type { Reason } from "../../base/failures/reason.ts";
import { BridgeError, ToolError } from "../bridges/bridge.ts";
import { listReasons, type UnsavedChange } from "../desk/mod.ts";
import type { Words } from "../words/mod.ts";
import { getFieldName, removeMarks } from "./labels.ts";

/** A failure, with the fields of a form that caused it. */
export interface Explanation {
  /** Everything, in one text. */
  text: string;
  /** The reasons by field, under the name that the page has for it. */
  fields: Readonly<Record<string, string>>;
}

/** Explains a failure in the person's language. The words of a refusal without a code stay. */
export function explainError(error: unknown, words: Words): Explanation {
  const { failures } = words;
  if (error instanceof BridgeError) return { text: failures[error.failure], fields: {} };
  const fields: Record<string, string> = {};
  const texts = listReasons(error).flatMap((reason) => {
    const text = explainReason(reason, words);
    if (text === undefined || !("field" in reason)) return text ?? [];
    const field = toField(reason.field);
    fields[field] = text;
    return failures.ofField((words.fields as Record<string, string>)[field] ?? field.replace(/^custom\./, ""), text);
  });
  return { text: texts.length > 0 ? texts.join(" ") : explainKind(error, words), fields };
}

/** Names a change that is not saved, such as `#42 (Assignee)`, and says why. */
export function explainUnsaved({ id, fields }: UnsavedChange, error: unknown, words: Words): string {
  const names = fields.map((field) => getFieldName(field, words)).join(", ");
  return words.failures.unsaved(names === "" ? `#${id}` : `#${id} (${names})`, explainError(error, words).text);
}

/** Explains a reason. Undefined for one that a newer server has. */
function explainReason(reason: Reason, { failures }: Words): string | undefined {
  const explain = (failures.reasons as Record<string, string | ((values: Reason) => string)>)[reason.code];
  if (explain === undefined) return undefined;
  const text = typeof explain === "string" ? explain : explain(reason);
  const meant = "meant" in reason && reason.meant !== undefined ? failures.meant(reason.meant) : "";
  return "part" in reason && reason.part !== undefined && reason.code !== "no_match"
    ? failures.part(reason.part, text + meant)
    : text + meant;
}

/** Explains a failure by its kind, or with the words of the server. */
function explainKind(error: unknown, { failures }: Words): string {
  if (!(error instanceof Error)) return String(error);
  const kind = error instanceof ToolError ? failures.kinds[error.failure?.code ?? ""] : undefined;
  return kind ?? failures.other(removeMarks(error.message, ""));
}

/** The fields that have another name in the page. */
const FIELDS: Readonly<Record<string, string>> = {
  ...{ add_tags: "tags", remove_tags: "tags", comment: "body", snoozed_until: "until", email: "customer" },
};

/** An item of a list is the list: `add_tags.0` is wrong in the field of the tags. */
function toField(name: string): string {
  const list = name.replace(/\.\d+$/, "");
  return FIELDS[list] ?? list;
}
