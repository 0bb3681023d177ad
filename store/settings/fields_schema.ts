/** The schema of custom fields. */

import * as z from "zod";
import { toOneLine } from "../../base/text/one_line.ts";
import { NAME_FORM, RESERVED_NAMES } from "../fields/mod.ts";
import { FIELD_TYPES } from "../settings.ts";
import { LIMITS } from "../ticket.ts";
import { describeMembers } from "./describe_members.ts";

export const MAX_FIELDS = 30;
const MAX_CHOICES = 100;
/** In characters. */
const MAX_CHOICE = 100;

export const fieldName = z.string().transform((text) => text.normalize("NFC")).pipe(
  z.string().regex(
    NAME_FORM,
    "is not the name of a field: it needs 1 to 50 letters, digits, hyphens and underscores, a letter first",
  ).refine(
    (name) => !RESERVED_NAMES.has(name.toLowerCase()),
    "cannot be the name of a field: it has another meaning in tickets, files or reports. Use another one",
  ),
);

/** A text on one line. YAML has `1` and `true` for numbers and booleans. */
const choice = z.preprocess(
  (value) => typeof value === "number" || typeof value === "boolean" ? String(value) : value,
  z.string("must be a text").transform(toOneLine).pipe(
    z.string().min(1, "is empty").max(MAX_CHOICE, `is too long (limit ${MAX_CHOICE} characters)`),
  ),
);

const choices = z.array(choice, "must be a list of texts").min(1, "needs a choice").max(
  MAX_CHOICES,
  `has more than ${MAX_CHOICES} choices`,
).superRefine((all, context) => {
  const seen = new Set<string>();
  for (const [index, each] of all.entries()) {
    const form = each.toLowerCase();
    if (seen.has(form)) context.addIssue({ code: "custom", path: [index], message: `is there twice: ${each}` });
    seen.add(form);
  }
});

export const customField = describeMembers({
  type: z.enum(FIELD_TYPES, `must be one of ${FIELD_TYPES.join(", ")}`),
  choices: choices.exactOptional(),
  required: z.boolean("must be true or false").exactOptional(),
  description: z.string("must be a text").transform(toOneLine).pipe(
    z.string().max(LIMITS.name, `is too long (limit ${LIMITS.name} characters)`),
  ).exactOptional(),
}).superRefine(({ type, choices }, context) => {
  const problem = type === "choice" && choices === undefined
    ? "needs choices, such as [Free, Pro]"
    : type !== "choice" && choices !== undefined
    ? `cannot have choices, because its type is ${type}. Use type: choice`
    : undefined;
  if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
});
