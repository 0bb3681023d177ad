/**
 * The format of a recording: JSON lines in UTF-8. The first line is the header; the last one is the end entry, unless the
 * run broke off. docs/agent.md documents it.
 */

import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import * as z from "zod";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import type { AgentEvent } from "../../agent/views/mod.ts";
import type { ModelRequest, ModelResponse } from "../../models/mod.ts";
import type { Question } from "../../terminal/dialog/mod.ts";

/** Format name and version in the header. Readers reject newer versions, so the version stays while old readers work. */
export const FORMAT = "support-mcp-recording";
export const FORMAT_VERSION = 1;

/** Milliseconds since the start of the run. */
const at = z.number().nonnegative();
/** Numbered from 1, in the order in which connections were opened. */
const connection = z.int().positive();
const json = z.record(z.string(), z.unknown());

export const header = z.object({
  kind: z.literal("header"),
  format: z.literal(FORMAT),
  version: z.int().positive(),
  /** The version of the recording program. */
  program: z.string(),
  /** ISO 8601, UTC. */
  started: z.string(),
  /** The setup of the run, which is needed to repeat it. */
  run: json,
});

/** A transport was opened. `stdio` and `perRequestStream` are properties that the SDK checks. */
const opened = z.object({
  kind: z.literal("opened"),
  at,
  connection,
  server: z.string(),
  stdio: z.boolean(),
  perRequestStream: z.boolean(),
});

/** A transport could not be opened. */
const unreachable = z.object({
  kind: z.literal("unreachable"),
  at,
  server: z.string(),
  happened: z.string(),
  remarks: z.array(z.string()),
});

/** An MCP message in either direction. */
const message = z.object({
  kind: z.literal("message"),
  at,
  connection,
  from: z.enum(["client", "server"]),
  message: z.custom<JSONRPCMessage>(isPlainObject),
});

/** The preceding message of the client could not be sent. `explained`: a `TransportError` says why. */
const unsent = z.object({
  kind: z.literal("unsent"),
  at,
  connection,
  explained: z.boolean(),
  message: z.string(),
  /** The connection was lost with it. Older recordings lack this and the next two members. */
  lost: z.boolean().optional(),
  passing: z.boolean().optional(),
  untouched: z.boolean().optional(),
  /** The server had forgotten the session, and a new one was started. Recordings of earlier versions lack it. */
  forgotten: z.boolean().optional(),
});

/** Facts about a server after a failure. */
const diagnosis = z.object({
  kind: z.literal("diagnosis"),
  at,
  connection,
  end: z.string().optional(),
  remarks: z.array(z.string()),
});

const closed = z.object({ kind: z.literal("closed"), at, connection, by: z.enum(["client", "server"]) });

/** A request to a model; numbered from 1. */
const modelRequest = z.object({
  kind: z.literal("model request"),
  at,
  request: z.int().positive(),
  model: z.string(),
  body: z.custom<ModelRequest>(isPlainObject),
});
const modelAnswer = z.object({
  kind: z.literal("model answer"),
  at,
  request: z.int().positive(),
  body: z.custom<ModelResponse>(isPlainObject),
});
const modelFailure = z.object({
  kind: z.literal("model failure"),
  at,
  request: z.int().positive(),
  message: z.string(),
  outlook: z.enum(["busy", "unreachable", "overlong", "hopeless"]),
  retryAfter: z.number().optional(),
});
/** The response of a model was no longer needed. */
const modelAbandoned = z.object({ kind: z.literal("model abandoned"), at, request: z.int().positive() });

/** The presence of a person at a terminal. Recorded if the run needed to know. */
const terminal = z.object({ kind: z.literal("terminal"), at, attended: z.boolean() });

/** The start of a conversation with the person; numbered from 1. */
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
/** A question with its answer: a text, the values of options, or null for Escape. */
const asked = z.object({
  kind: z.literal("asked"),
  at,
  conversation: z.int().positive(),
  question: z.custom<Question>(isPlainObject),
  answer: z.union([z.string(), z.array(z.string()), z.null()]),
});
const interrupted = z.object({ kind: z.literal("interrupted"), at, conversation: z.int().positive() });

/** Output of the run: text of the demo, or an event of the agent. */
const shown = z.object({ kind: z.literal("shown"), at, text: z.string() });
const event = z.object({ kind: z.literal("event"), at, event: z.custom<AgentEvent>(isPlainObject) });

/** The end of the run. */
const end = z.object({
  kind: z.literal("end"),
  at,
  /** Number of removals of each secret, by name. */
  removed: z.record(z.string(), z.int().positive()),
  /** The run was stopped. */
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
