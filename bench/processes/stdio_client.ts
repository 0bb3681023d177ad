/** A minimal JSON-RPC client over stdio, which must not limit what it measures. */

import { initialize, initialized, type Request, serializeRequest } from "../measurements/requests.ts";
import type { CommandLine } from "../programs/program.ts";
import { respondTo } from "./host_responses.ts";
import { type Message, MessageSplitter } from "./messages.ts";

export interface LoadOptions {
  /** The number of requests in flight. */
  inFlight: number;
  /** Stop sending after this time, in milliseconds. By default, all requests are sent. */
  milliseconds?: number;
}

export interface Load {
  responses: number;
  seconds: number;
}

/** More than a pipe can hold. */
const BUFFER = 256 * 1024;

export class StdioClient implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #output: ReadableStreamBYOBReader;
  readonly #messages = new MessageSplitter();
  readonly #encoder = new TextEncoder();
  #buffer = new ArrayBuffer(BUFFER);
  #lastId = 0;

  /** Starts the program; its standard error is shown on ours. */
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
   * Sends a request and waits for its response, without parsing it.
   *
   * @throws {Error} If the response is a failure, or the program ends without one.
   */
  async request(request: Request): Promise<void> {
    await this.load([request].values(), { inFlight: 1 });
  }

  /**
   * Sends requests and keeps `inFlight` of them waiting for their responses.
   *
   * @throws {Error} If a response is a failure, or the program ends before the last one.
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

  /** Closes the program's standard input and waits for its exit. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#input.close().catch(() => {}); // it may have exited already
    await this.#output.cancel();
    await this.#child.status;
  }

  /** @returns The number sent: fewer than `count` if there are no more. */
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
    this.#input.write(this.#encoder.encode(text)).catch(() => {}); // reading reports that the program has exited
  }

  /** Waits for responses. Responds to the program's own requests, and ignores notifications. */
  async #answers(): Promise<number> {
    const { done, value } = await this.#output.read(new Uint8Array(this.#buffer));
    if (done) throw new Error("The program exited without a response: see its standard error above");
    const answers = this.#messages.push(value).filter((message) => this.#isAnswer(message)).length;
    this.#buffer = value.buffer as ArrayBuffer; // the read transferred the buffer; it is returned with the bytes
    return answers;
  }

  #isAnswer(message: Message): boolean {
    if (message.kind === "failure") {
      throw new Error(`The program responded with a failure: ${message.text.slice(0, 500)}`);
    }
    if (message.kind === "question") this.#send(respondTo(message));
    return message.kind === "answer";
  }
}
