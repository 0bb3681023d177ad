/** A server with one tool that floods the client with one line, notifications, standard error, pages of tools, or requests. */
import { answerInitialize, readMessages, writeLine } from "../wire.ts";

type Flood = "line" | "notifications" | "errors" | "pages" | "questions";

const flood = Deno.args[0] as Flood;
const encoder = new TextEncoder();
/** The length of the line, in bytes. */
const LINE = 100_000_000;
const QUESTIONS = 2_000;

for await (const message of readMessages()) {
  if (message.method === "initialize") answerInitialize(message);
  else if (message.method === "notifications/initialized") start();
  else if (message.method === "tools/list") answer(message.id, tools());
  else if (message.method === "tools/call") use(message.id);
}

/** Writes endlessly, as fast as the pipe allows. */
function start(): void {
  const notification = { jsonrpc: "2.0", method: "notifications/message", params: { level: "info", data: "again" } };
  const text = flood === "notifications" ? JSON.stringify(notification) + "\n" : "an error, again\n";
  const stream = flood === "notifications" ? Deno.stdout : flood === "errors" ? Deno.stderr : undefined;
  if (stream !== undefined) setInterval(() => write(stream, text.repeat(5_000)), 1);
}

function tools() {
  const tool = { name: "flood", inputSchema: { type: "object" }, annotations: { readOnlyHint: true } };
  return { tools: [tool], ...flood === "pages" && { nextCursor: crypto.randomUUID() } };
}

function use(id: unknown): void {
  if (flood === "line") {
    const piece = "x".repeat(1_000_000);
    for (let written = 0; written < LINE; written += piece.length) write(Deno.stdout, piece);
    return;
  }
  if (flood === "questions") {
    const params = { messages: [{ role: "user", content: { type: "text", text: "Well?" } }], maxTokens: 10 };
    for (let question = 0; question < QUESTIONS; question++) {
      writeLine(
        JSON.stringify({ jsonrpc: "2.0", id: `question-${question}`, method: "sampling/createMessage", params }),
      );
    }
  }
  answer(id, { content: [{ type: "text", text: "flooded" }] });
}

function answer(id: unknown, result: unknown): void {
  writeLine(JSON.stringify({ jsonrpc: "2.0", id, result }));
}

function write(stream: typeof Deno.stdout | typeof Deno.stderr, text: string): void {
  for (let rest = encoder.encode(text); rest.length > 0;) rest = rest.subarray(stream.writeSync(rest));
}
