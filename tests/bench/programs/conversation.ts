/** A host that sends requests one after another, and responds to the server's like the benchmark. */

import { initialize, initialized, type Request } from "../../../bench/measurements/requests.ts";
import { respondTo } from "../../../bench/processes/host_responses.ts";
import { LineSplitter } from "../../../bench/processes/lines.ts";
import type { CommandLine } from "../../../bench/programs/program.ts";

// deno-lint-ignore no-explicit-any -- tests look into messages without a schema
type Message = any;

export class Conversation implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #messages: AsyncGenerator<Message, void>;

  private constructor({ program, args }: CommandLine) {
    this.#child = new Deno.Command(program, { args: [...args], stdin: "piped", stdout: "piped" }).spawn();
    this.#input = this.#child.stdin.getWriter();
    this.#messages = readMessages(this.#child.stdout);
  }

  /** Starts the server and completes the handshake. */
  static async with(server: CommandLine): Promise<Conversation> {
    const conversation = new Conversation(server);
    await conversation.ask(initialize);
    await conversation.#send(`${JSON.stringify(initialized)}\n`);
    return conversation;
  }

  /** Sends a request and returns its result. */
  async ask(request: Request): Promise<Message> {
    await this.#send(`${JSON.stringify({ jsonrpc: "2.0", id: 1, ...request })}\n`);
    for (;;) {
      const { done, value } = await this.#messages.next();
      if (done) throw new Error("The server ended without answering");
      if (value.method === undefined) return value.result;
      if (value.id !== undefined) await this.#send(respondTo(value));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#input.close();
    await this.#messages.return();
    await this.#child.status;
  }

  #send(text: string): Promise<void> {
    return this.#input.write(new TextEncoder().encode(text));
  }
}

async function* readMessages(output: ReadableStream<Uint8Array>): AsyncGenerator<Message, void> {
  const lines = new LineSplitter();
  for await (const chunk of output) {
    for (const line of lines.push(chunk)) yield JSON.parse(new TextDecoder().decode(line));
  }
}
