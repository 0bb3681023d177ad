/**
 * A program that answers each request at once with an empty result, and closes with one durable commit of one key: what
 * the pipes, JSON and the disk alone take.
 *
 * Usage: `echo STORE`
 *
 * @module
 */

import { Lines } from "../processes/lines.ts";

interface Message {
  id?: number;
  params?: { name?: string };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const output = Deno.stdout.writable.getWriter();
const lines = new Lines();
let store: Promise<Deno.Kv> | undefined;

for await (const chunk of Deno.stdin.readable) {
  const messages = lines.push(chunk).map((line) => JSON.parse(decoder.decode(line)) as Message);
  const [closes, others] = [messages.filter(isClose), messages.filter((message) => !isClose(message))];
  answer(others);
  for (const close of closes) commit(close).then(() => answer([close]));
}

function isClose({ params }: Message): boolean {
  return params?.name === "close_ticket_tool";
}

async function commit({ id }: Message): Promise<void> {
  store ??= Deno.openKv(Deno.args[0]);
  await (await store).set(["closed", id!], "now");
}

function answer(messages: readonly Message[]): void {
  const answers = messages.filter(({ id }) => id !== undefined).map(({ id }) => ({ jsonrpc: "2.0", id, result: {} }));
  if (answers.length === 0) return;
  output.write(encoder.encode(answers.map((answer) => `${JSON.stringify(answer)}\n`).join("")));
}
