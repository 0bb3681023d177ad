/** A lean JSON-RPC client over a program's standard input and output: it must not limit what it measures. */

import { initialize, initialized, type Request, serializeRequest } from "../measurements/requests.ts";
import type { CommandLine } from "../programs/program.ts";
import { respondTo } from "./host_responses.ts";
import { type Message, MessageSplitter } from "./messages.ts";

export interface LoadOptions {
  /** How many requests wait for their answers at any time. */
  inFlight: number;
  /** After these milliseconds no more requests are sent; without them the load ends with the requests. */
  milliseconds?: number;
}

export interface Load {
  responses: number;
  seconds: number;
}

/** As much as a pipe holds, and more. */
const BUFFER = 256 * 1024;

export class StdioClient implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #output: ReadableStreamBYOBReader;
  readonly #messages = new MessageSplitter();
  readonly #encoder = new TextEncoder();
  #buffer = new ArrayBuffer(BUFFER);
  #lastId = 0;

  /** Starts the program; what it writes to standard error shows on ours. */
  constructor({ program, args }: CommandLine) {
    this.#child = new Deno.Command(program, { args: [...args], stdin: "piped", stdout: "piped" }).spawn();
    this.#input = this.#child.stdin.getWriter();
    this.#output = this.#child.stdout.getReader({ mode: "byob" });
  }

  get pid(): number {
    return this.#child.pid;
  }

  async handshake(): Promise<void> {
    await this.request(initialize);
    this.#send(`${JSON.stringify(initialized)}\n`);
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
    return { responses: answered, seconds: (performance.now() - began) / 1000 };
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
      text += `${serializeRequest(value, ++this.#lastId)}\n`;
    }
    if (sent > 0) this.#send(text);
    return sent;
  }

  #send(text: string): void {
    this.#input.write(this.#encoder.encode(text)).catch(() => {}); // reading says that the program has ended
  }

  /** Waits for answers; the program's own questions are answered, and what else it has to say is passed over. */
  async #answers(): Promise<number> {
    const { done, value } = await this.#output.read(new Uint8Array(this.#buffer));
    if (done) throw new Error("The program ended without answering; see above what it wrote to standard error");
    const answers = this.#messages.push(value).filter((message) => this.#isAnswer(message)).length;
    this.#buffer = value.buffer as ArrayBuffer; // it went with the reading, and comes back with the bytes
    return answers;
  }

  #isAnswer(message: Message): boolean {
    if (message.kind === "failure") {
      throw new Error(`The program answered with a failure: ${message.text.slice(0, 500)}`);
    }
    if (message.kind === "question") this.#send(respondTo(message));
    return message.kind === "answer";
  }
}
