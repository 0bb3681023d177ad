/** A lean JSON-RPC client over a program's standard input and output: it must not limit what it measures. */

import type { Request } from "../measurements/requests.ts";
import type { CommandLine } from "../programs/program.ts";
import { Lines } from "./lines.ts";

export interface LoadOptions {
  /** How many requests wait for their answers at any time. */
  inFlight: number;
  /** After these milliseconds no more requests are sent; without them the load ends with the requests. */
  milliseconds?: number;
}

export interface Load {
  answered: number;
  seconds: number;
}

/** As hosts of today shake hands (MCP 2025-11-25, basic/lifecycle). */
const INITIALIZE: Request = {
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bench", version: "1.0.0" } },
};

export class JsonRpcClient implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #output: ReadableStreamDefaultReader<Uint8Array>;
  readonly #lines = new Lines();
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #lastId = 0;

  /** Starts the program; what it writes to standard error shows on ours. */
  constructor({ program, args }: CommandLine) {
    this.#child = new Deno.Command(program, { args: [...args], stdin: "piped", stdout: "piped" }).spawn();
    this.#input = this.#child.stdin.getWriter();
    this.#output = this.#child.stdout.getReader();
  }

  get pid(): number {
    return this.#child.pid;
  }

  async handshake(): Promise<void> {
    await this.request(INITIALIZE);
    this.#send(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
  }

  /**
   * Sends one request and waits for its answer, which it doesn't look into.
   *
   * @throws {Error} When the answer is a failure, or the program ends without one.
   */
  async request(request: Request): Promise<void> {
    await this.load([request].values(), { inFlight: 1 });
  }

  /**
   * Sends requests, each as soon as fewer than `inFlight` wait for their answers.
   *
   * @throws {Error} When an answer is a failure, or the program ends before the last one.
   */
  async load(requests: Iterator<Request>, { inFlight, milliseconds = Infinity }: LoadOptions): Promise<Load> {
    const began = performance.now();
    let waiting = this.#sendNext(requests, inFlight);
    let answered = 0;
    while (waiting > 0) {
      const answers = await this.#answers();
      answered += answers;
      waiting -= answers;
      if (performance.now() - began < milliseconds) waiting += this.#sendNext(requests, answers);
    }
    return { answered, seconds: (performance.now() - began) / 1000 };
  }

  /** Closes the program's standard input and waits until it has ended, as it must by then. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#input.close().catch(() => {}); // it may have ended already
    await this.#output.cancel();
    await this.#child.status;
  }

  /** @returns How many were sent: fewer than `count` when there are no more. */
  #sendNext(requests: Iterator<Request>, count: number): number {
    let text = "";
    let sent = 0;
    for (; sent < count; sent++) {
      const { done, value } = requests.next();
      if (done) break;
      text += `${JSON.stringify({ jsonrpc: "2.0", id: ++this.#lastId, ...value })}\n`;
    }
    if (sent > 0) this.#send(text);
    return sent;
  }

  #send(text: string): void {
    this.#input.write(this.#encoder.encode(text)).catch(() => {}); // reading says that the program has ended
  }

  /** Waits for answers; what else the program has to say is passed over. */
  async #answers(): Promise<number> {
    const { done, value } = await this.#output.read();
    if (done) throw new Error("The program ended without answering; see above what it wrote to standard error");
    const messages = this.#lines.push(value).map((line) => this.#decoder.decode(line));
    const answers = messages.filter(isAnswer);
    const failure = answers.find(isFailure);
    if (failure !== undefined) throw new Error(`The program answered with a failure: ${failure.slice(0, 500)}`);
    return answers.length;
  }
}

/** Whether the message's own members, those before the first object within it, have one of this name. Parsing it all would take too long. */
function hasMember(message: string, name: string): boolean {
  return message.slice(1, message.indexOf("{", 1) + 1 || undefined).includes(`"${name}":`);
}

function isAnswer(message: string): boolean {
  return !hasMember(message, "method");
}

/** Quotes inside of texts are escaped, so a text can't look like the member `isError`. */
function isFailure(message: string): boolean {
  return hasMember(message, "error") || message.includes('"isError":true');
}
