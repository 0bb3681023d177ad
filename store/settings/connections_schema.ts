/** The schemas of what connects the desk with other programs: sources of messages, and webhooks. */

import * as z from "zod";
import { WEBHOOK_EVENTS } from "../webhook.ts";
import { describeMembers } from "./describe_members.ts";
import { secrets } from "./secrets_schema.ts";

const MAX_MESSAGES_PER_MINUTE = 10_000;
const RATE_PROBLEM = `must be a whole number from 1 to ${MAX_MESSAGES_PER_MINUTE.toLocaleString("en")}`;

/** Each request is compared with the secrets of every source, and each webhook reads the change stream. */
const MAX_MEMBERS = 20;

const MAX_URL_LENGTH = 2_000;

export const intakeSource = describeMembers({
  secrets,
  messages_per_minute: z.int(RATE_PROBLEM).min(1, RATE_PROBLEM).max(MAX_MESSAGES_PER_MINUTE, RATE_PROBLEM)
    .exactOptional(),
});

const url = z.string("must be a URL such as https://example.com/webhook").transform((text) => text.trim())
  .superRefine((text, context) => {
    const problem = findUrlProblem(text);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });

/** The messages do not repeat the URL, which can have a token. */
function findUrlProblem(text: string): string | undefined {
  const parsed = URL.parse(text);
  if (parsed === null || !["https:", "http:"].includes(parsed.protocol)) {
    return "must be a URL such as https://example.com/webhook";
  }
  if (text.length > MAX_URL_LENGTH) return `is too long (limit ${MAX_URL_LENGTH} characters)`;
  if (parsed.username !== "" || parsed.password !== "") return "must not have a user name or a password";
  return parsed.hash === "" ? undefined : "must not have a part after #";
}

const events = z.preprocess(
  (value) => typeof value === "string" ? value.split(",").map((name) => name.trim()) : value,
  z.array(
    z.enum(WEBHOOK_EVENTS, `must be one of ${WEBHOOK_EVENTS.join(", ")}`),
    "must be a list of events, such as created, closed",
  ).min(1, "needs an event. For all, omit it"),
).transform((names) => [...new Set(names)]);

export const webhook = describeMembers({
  url,
  secrets,
  events: events.exactOptional(),
  private_addresses: z.boolean("must be true or false").exactOptional(),
}).superRefine(({ url, private_addresses }, context) => {
  if (private_addresses === true || URL.parse(url)?.protocol !== "http:") return; // the URL has its own problem, if any
  const message = "must start with https:, unless private_addresses is true";
  context.addIssue({ code: "custom", path: ["url"], message });
});

export function limitMembers(members: Record<string, unknown>, context: z.RefinementCtx): void {
  if (Object.keys(members).length <= MAX_MEMBERS) return;
  context.addIssue({ code: "custom", message: `has too many members (limit ${MAX_MEMBERS})` });
}
