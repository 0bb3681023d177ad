/** The schema of the settings. A new setting is one more member here, in `SettingsDocument` and in the defaults. */

import * as z from "zod";
import { fitsCharacters } from "../../base/text/count_characters.ts";
import { toLanguageTag } from "../../base/text/language_tag.ts";
import { toOneLine } from "../../base/text/one_line.ts";
import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { DeskError } from "../errors.ts";
import { foldName, toNameKey } from "../names/mod.ts";
import { findVariableProblem } from "../replies/mod.ts";
import { parseEmailAddress } from "../rules/customers/mod.ts";
import { parseQuery } from "../search/query/mod.ts";
import { type SettingsDocument, TICKET_SORTS, type View, VIEW_SORTS } from "../settings.ts";
import { LIMITS } from "../ticket.ts";
import { businessHours, deadlines } from "./deadlines_schema.ts";
import { describeMembers } from "./describe_members.ts";
import { customField, fieldName, MAX_FIELDS } from "./fields_schema.ts";
import { intakeSource, limitMembers, webhook } from "./connections_schema.ts";

/** Decides which names are the same. */
interface NameRule {
  /** Returns what the spellings of a name have in common. Names are found in each of them. */
  toKey(name: string): string;
  /** The end of the message about two names that are the same. */
  rule: string;
}

/** Searches and reports find people's names in any of these spellings, so these cannot be two members. */
const MEMBER_NAMES: NameRule = {
  toKey: toNameKey,
  rule: ": case, width and accents do not count. Add something that does, such as a surname",
};

const MAX_DAYS = 3_650;
/** Less than the time for which approvals are kept. */
const MAX_APPROVAL_DAYS = 14;

/** Names that mean something else where an assignee is written. */
const RESERVED_NAMES = new Set(["me", "none", "unassigned", "null"]);

const DOMAIN = /^(?=.{1,253}$)[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?(?:\.[\p{L}\p{M}\p{N}-]+)+$/u;

/** A text on one line. */
const line = (what: string) =>
  z.string(`must be ${what}`).transform((text) => toOneLine(text).normalize("NFC")).pipe(
    z.string().min(1, `must be ${what}`).max(LIMITS.name, `is too long (limit ${LIMITS.name} characters)`),
  );

const memberName = line("a name").refine(
  (name) => !RESERVED_NAMES.has(name.toLowerCase()),
  "cannot be a name: it has another meaning where an assignee is written",
);

const domain = z.string().transform((text) => text.trim().toLowerCase().replace(/^@/, "")).pipe(
  z.string().regex(DOMAIN, "is not a domain such as acme.com"),
);

const address = z.string("must be an email address").transform((text, context) =>
  attempt(context, () => parseEmailAddress(text))
);

const query = z.string("must be a search query").transform((text) => text.trim());

const days = (least: number, most: number) => {
  const range = `must be a whole number of days from ${least} to ${most}`;
  return z.int(range).min(least, range).max(most, range);
};

const member = z.preprocess(
  (value) => value ?? {}, // `Ana:` without members in YAML
  describeMembers({ address: address.exactOptional(), away: z.boolean("must be true or false").exactOptional() }),
);

const viewName = line("a name").refine((name) => !name.includes('"'), "cannot have quotation marks in its name");

const view = describeMembers({
  query,
  sort: z.enum(VIEW_SORTS, `must be one of ${TICKET_SORTS.join(", ")}`).exactOptional(),
});

const replyBody = z.string("must be a text").transform((text) => text.trim().toWellFormed()).superRefine(
  (text, context) => {
    const tooLong = `is too long (limit ${LIMITS.comment} characters)`;
    const problem = text === ""
      ? "is empty"
      : fitsCharacters(text, LIMITS.comment)
      ? findVariableProblem(text)
      : tooLong;
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  },
);

const language = z.string("must be a language tag").transform((text, context) => {
  const tag = toLanguageTag(text);
  if (tag !== undefined) return tag;
  context.addIssue({ code: "custom", message: "is not a language tag such as de or pt-BR" });
  return z.NEVER;
});

const savedReply = describeMembers({
  title: line("a title").exactOptional(),
  body: replyBody,
  language: language.exactOptional(),
});

export const settingsSchema: z.ZodType<SettingsDocument> = describeMembers({
  team: listByName(memberName, member, "must list members by name", MEMBER_NAMES).exactOptional(),
  organizations: z.record(domain, line("the name of an organization"), "must list names by domain").exactOptional(),
  approval_days: days(1, MAX_APPROVAL_DAYS).exactOptional(),
  reopen_days: days(0, MAX_DAYS).exactOptional(),
  views: listByName(viewName, view, "must list views by name").superRefine(requireViews).exactOptional(),
  saved_replies: listByName(line("a name"), savedReply, "must list saved replies by name").exactOptional(),
  deadlines: deadlines.exactOptional(),
  business_hours: businessHours.exactOptional(),
  fields: listByName(fieldName, customField, "must list custom fields by name").refine(
    (fields) => Object.keys(fields).length <= MAX_FIELDS,
    `has more than ${MAX_FIELDS} fields`,
  ).exactOptional(),
  intake: listByName(line("a name"), intakeSource, "must list sources by name").superRefine(limitMembers)
    .exactOptional(),
  webhooks: listByName(line("a name"), webhook, "must list webhooks by name").superRefine(limitMembers)
    .exactOptional(),
});

/** Each query must be valid. Views may refer to others, but not in a cycle. */
function requireViews(views: Record<string, View>, context: z.RefinementCtx): void {
  for (const [name, { query }] of Object.entries(views)) {
    try {
      parseQuery(query, { views });
      parseQuery(`view:"${name}"`, { views });
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      context.addIssue({ code: "custom", path: [name, "query"], message: `is invalid: ${error.message}` });
    }
  }
}

/** Converts an error of the desk to a problem of the value. */
function attempt<T>(context: z.RefinementCtx, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    context.addIssue({ code: "custom", message: `is invalid: ${error.message}` });
    return z.NEVER;
  }
}

/**
 * Creates the schema of an object whose members have names. They are compared as they are written: the schema would replace one of
 * two that become the same.
 */
function listByName<Name extends z.ZodType<string>, Value extends z.ZodType>(
  name: Name,
  value: Value,
  message: string,
  { toKey, rule }: NameRule = { toKey: foldName, rule: "" },
) {
  const distinct = z.unknown().superRefine((items, context) => {
    if (isPlainObject(items)) requireDistinct(Object.keys(items), { toKey, rule }, context);
  });
  return distinct.pipe(z.record(name as z.ZodType<string, string>, value, message));
}

function requireDistinct(
  names: readonly string[],
  { toKey, rule }: NameRule,
  context: z.RefinementCtx,
): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = toKey(toOneLine(name));
    const other = seen.get(key);
    if (other !== undefined) {
      context.addIssue({ code: "custom", path: [name], message: `is the same name as ${other}${rule}` });
    }
    seen.set(key, name);
  }
}
