/**
 * A program that answers each request at once with an answer made beforehand, and closes with one durable commit of one key:
 * what the pipes, JSON, the disk and the bench's own client alone take.
 *
 * Usage: `echo STORE [PORT]`; with a PORT it serves HTTP.
 *
 * @module
 */

import { Lines } from "../processes/lines.ts";

interface Message {
  id?: number;
  method: string;
  params?: { name?: string; uri?: string };
}

/** As long as the real ones: a desk's list of 1,000 tickets, and a ticket. */
const LIST = contents(Array.from({ length: 1_000 }, (_, line) => `#${line} ${"x".repeat(90)}`).join("\n"));
const TICKET = contents("x".repeat(600));

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const [file, port] = Deno.args;
let store: Promise<Deno.Kv> | undefined;

if (port === undefined) await serveLines();
else Deno.serve({ hostname: "127.0.0.1", port: Number(port), onListen() {} }, respond);

async function serveLines(): Promise<void> {
  const output = Deno.stdout.writable.getWriter();
  const lines = new Lines();
  for await (const chunk of Deno.stdin.readable) {
    const messages = lines.push(chunk).map((line) => JSON.parse(decoder.decode(line)) as Message);
    const asked = messages.filter(({ id }) => id !== undefined);
    const now = asked.filter((message) => !isClose(message)).map(answerTo);
    if (now.length > 0) output.write(encoder.encode(now.join("")));
    for (const close of asked.filter(isClose)) {
      commit(close).then(() => output.write(encoder.encode(answerTo(close))));
    }
  }
}

async function respond(request: Request): Promise<Response> {
  const message = await request.json() as Message;
  if (message.id === undefined) return new Response(null, { status: 202 });
  if (isClose(message)) await commit(message);
  return new Response(answerTo(message), { headers: { "content-type": "application/json" } });
}

function isClose({ params }: Message): boolean {
  return params?.name === "close_ticket_tool";
}

/** Of hosts that have the same ids each, one closes what another closes: it is a commit all the same. */
async function commit({ id }: Message): Promise<void> {
  store ??= Deno.openKv(file);
  await (await store).set(["closed", id!], "now");
}

function answerTo({ id, method, params }: Message): string {
  const result = method !== "resources/read" ? "{}" : params?.uri === "ticket://list" ? LIST : TICKET;
  return `{"jsonrpc":"2.0","id":${id},"result":${result}}\n`;
}

function contents(text: string): string {
  return JSON.stringify({ contents: [{ uri: "ticket://", mimeType: "text/plain", text }] });
}
