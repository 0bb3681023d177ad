/**
 * A program that responds to each request at once with a response made beforehand, and to a change once it is stored,
 * without
 * any decision: the time that the pipes, JSON, the store, the disk and the benchmark's client need.
 *
 * Usage: `baseline STORE [PORT]`; with a PORT it serves HTTP.
 *
 * @module
 */

import { LineSplitter } from "../../processes/lines.ts";
import { BaselineDesk } from "./baseline_desk.ts";

interface Message {
  id?: number;
  method?: string;
  params?: { name?: string; uri?: string; arguments?: { ticket_id: string; resolution?: string; reason?: string } };
}

/** As long as real ones: a list of 1,000 tickets, and a ticket. */
const LIST = formatContents(Array.from({ length: 1_000 }, (_, line) => `#${line} ${"x".repeat(90)}`).join("\n"));
const TICKET = formatContents("x".repeat(600));

/** The requests of an escalation, as long as those of the article's server. */
const FORM = {
  type: "object",
  properties: { priority: { title: "Priority", type: "string" } },
  required: ["priority"],
};
const PRIORITY = { message: "Which priority? ".repeat(5), requestedSchema: FORM };
const SUMMARY = {
  messages: [{ role: "user", content: { type: "text", text: "Summarise this. ".repeat(10) } }],
  maxTokens: 128,
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const [file, port] = Deno.args;
let opened: Promise<BaselineDesk> | undefined;
const pendingRequests = new Map<number, () => void>();
let lastRequestId = 0;
let text = "";
let writing: Promise<void> | null = null;

if (port === undefined) await serveLines();
else Deno.serve({ hostname: "127.0.0.1", port: Number(port), onListen() {} }, respond);

async function serveLines(): Promise<void> {
  const lines = new LineSplitter();
  for await (const chunk of Deno.stdin.readable) {
    for (const line of lines.push(chunk)) receive(JSON.parse(decoder.decode(line)) as Message);
  }
}

function receive(message: Message): void {
  if (message.id === undefined) return;
  if (message.method === undefined) return pendingRequests.get(message.id)!();
  const change = applyChange(message, requestFromClient);
  if (change === undefined) write(formatResponse(message));
  else change.then(() => write(formatResponse(message)));
}

async function respond(request: Request): Promise<Response> {
  const message = await request.json() as Message;
  if (message.id === undefined) return new Response(null, { status: 202 });
  await applyChange(message, () => Promise.reject(new Error("Requests to the client are not supported over HTTP")));
  return new Response(formatResponse(message), { headers: { "content-type": "application/json" } });
}

/** Makes the change that a message requests. Returns undefined if it requests none. */
function applyChange({ params }: Message, ask: (method: string, params: unknown) => Promise<void>) {
  if (params?.name === "close_ticket_tool") return close(params.arguments!);
  if (params?.name === "escalate_ticket") return escalate(params.arguments!, ask);
}

async function close({ ticket_id, resolution }: { ticket_id: string; resolution?: string }): Promise<void> {
  await (await getDesk()).close(Number(ticket_id), resolution!);
}

async function escalate(
  { ticket_id, reason }: { ticket_id: string; reason?: string },
  ask: (method: string, params: unknown) => Promise<void>,
): Promise<void> {
  await ask("elicitation/create", PRIORITY);
  await ask("sampling/createMessage", SUMMARY);
  await (await getDesk()).escalate(Number(ticket_id), reason!, "Needs urgent review.");
}

/** Resolves when the host has responded. */
function requestFromClient(method: string, params: unknown): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  pendingRequests.set(++lastRequestId, resolve);
  write(`${JSON.stringify({ method, params, jsonrpc: "2.0", id: lastRequestId })}\n`);
  return promise;
}

function getDesk(): Promise<BaselineDesk> {
  return opened ??= BaselineDesk.open(file!);
}

/** Writes the text, together with what else is written until the pipe is free. */
function write(more: string): void {
  text += more;
  writing ??= writeAll();
}

async function writeAll(): Promise<void> {
  await Promise.resolve();
  while (text !== "") {
    let rest = encoder.encode(text);
    text = "";
    while (rest.length > 0) rest = rest.subarray(await Deno.stdout.write(rest));
  }
  writing = null;
}

function formatResponse({ id, method, params }: Message): string {
  const result = method !== "resources/read" ? "{}" : params?.uri === "ticket://list" ? LIST : TICKET;
  return `{"jsonrpc":"2.0","id":${id},"result":${result}}\n`;
}

function formatContents(text: string): string {
  return JSON.stringify({ contents: [{ uri: "ticket://", mimeType: "text/plain", text }] });
}
