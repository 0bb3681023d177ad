/**
 * A recording's format: JSON lines in UTF-8, the first of them the header, the last the end where the run came to one.
 * docs/agent.md describes it for people.
 */

import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import * as z from "zod";

/** What the header names. A reader refuses a newer one; a number stays the same as long as older readers understand. */
export const FORMAT = "support-mcp-recording";
export const FORMAT_VERSION = 1;

/** Since the beginning of the run, in milliseconds. */
const at = z.number().nonnegative();
/** Counts from 1, in the order in which connections were opened. */
const connection = z.int().positive();
const json = z.record(z.string(), z.unknown());

export const header = z.object({
  kind: z.literal("header"),
  format: z.literal(FORMAT),
  version: z.int().positive(),
  /** The version of the program that recorded. */
  program: z.string(),
  /** ISO 8601, UTC. */
  started: z.string(),
  /** How the run was set up, in the agent's own terms; what it takes to run it again. */
  run: json,
});

/** A way to a server was opened. `stdio` and `perRequestStream` are what clients must know of it. */
const opened = z.object({
  kind: z.literal("opened"),
  at,
  connection,
  server: z.string(),
  stdio: z.boolean(),
  perRequestStream: z.boolean(),
});

/** No way to a server could be opened. */
const unreachable = z.object({
  kind: z.literal("unreachable"),
  at,
  server: z.string(),
  happened: z.string(),
  remarks: z.array(z.string()),
});

/** A message of MCP went one way or the other. */
const message = z.object({
  kind: z.literal("message"),
  at,
  connection,
  from: z.enum(["client", "server"]),
  message: z.custom<JSONRPCMessage>((value) => json.safeParse(value).success),
});

/** The message before it, from the client, could not be sent; `explained`: the message says why. */
const unsent = z.object({
  kind: z.literal("unsent"),
  at,
  connection,
  explained: z.boolean(),
  message: z.string(),
  /** The connection was lost with it; this and what else is known: older recordings are without. */
  lost: z.boolean().optional(),
  passing: z.boolean().optional(),
  untouched: z.boolean().optional(),
});

/** What was known of a server when something had failed. */
const diagnosis = z.object({
  kind: z.literal("diagnosis"),
  at,
  connection,
  end: z.string().optional(),
  remarks: z.array(z.string()),
});

const closed = z.object({ kind: z.literal("closed"), at, connection, by: z.enum(["client", "server"]) });

/** A model was asked; requests count from 1. */
const modelRequest = z.object({
  kind: z.literal("model request"),
  at,
  request: z.int().positive(),
  model: z.string(),
  body: json,
});
const modelAnswer = z.object({ kind: z.literal("model answer"), at, request: z.int().positive(), body: json });
const modelFailure = z.object({
  kind: z.literal("model failure"),
  at,
  request: z.int().positive(),
  message: z.string(),
  outlook: z.enum(["busy", "unreachable", "overlong", "hopeless"]),
  retryAfter: z.number().optional(),
});
/** Nobody waited for a model's answer any longer. */
const modelAbandoned = z.object({ kind: z.literal("model abandoned"), at, request: z.int().positive() });

/** Whether a person was at a terminal, where the run looked for one. */
const terminal = z.object({ kind: z.literal("terminal"), at, attended: z.boolean() });

/** The person at the terminal was spoken to; conversations count from 1. */
const conversation = z.object({
  kind: z.literal("conversation"),
  at,
  conversation: z.int().positive(),
  topic: z.string(),
});
const told = z.object({
  kind: z.literal("told"),
  at,
  conversation: z.int().positive(),
  title: z.string(),
  text: z.string(),
});
/** A question and its answer: a text, values of options, null for Escape. */
const asked = z.object({
  kind: z.literal("asked"),
  at,
  conversation: z.int().positive(),
  question: json,
  answer: z.union([z.string(), z.array(z.string()), z.null()]),
});
const interrupted = z.object({ kind: z.literal("interrupted"), at, conversation: z.int().positive() });

/** What the run showed: text of the demo, or an event of the agent. */
const shown = z.object({ kind: z.literal("shown"), at, text: z.string() });
const event = z.object({ kind: z.literal("event"), at, event: json });

/** The run came to its end. */
const end = z.object({
  kind: z.literal("end"),
  at,
  /** How often each secret was taken out, by its name. */
  removed: z.record(z.string(), z.int().positive()),
  /** Somebody stopped it. */
  stopped: z.boolean().optional(),
});

export const entry = z.discriminatedUnion("kind", [
  opened,
  unreachable,
  message,
  unsent,
  diagnosis,
  closed,
  modelRequest,
  modelAnswer,
  modelFailure,
  modelAbandoned,
  terminal,
  conversation,
  told,
  asked,
  interrupted,
  shown,
  event,
  end,
]);

export type Header = z.output<typeof header>;
export type Entry = z.output<typeof entry>;
export type EntryOf<Kind extends Entry["kind"]> = Extract<Entry, { kind: Kind }>;
