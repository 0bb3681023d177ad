/** A host that writes to a real server over stdio, as fast as the server lets it. */

import type { Random } from "../create_random.ts";
import { getCommandLine, type StartOptions } from "../end_to_end/program.ts";
import { formatToolCall, HANDSHAKE } from "../end_to_end/protocol_lines.ts";
import { type Change, createMarks, type Ledger } from "./ledger.ts";

/** Calls without a response at one time. */
const IN_FLIGHT = 8;

export interface WriterOptions extends StartOptions {
  /** Unique in the round. */
  name: string;
  ledger: Ledger;
  random: Random;
  /** Asks for these changes only, instead of new ones. */
  changes?: readonly Change[];
  /** Starts the server in a shell, after these commands. */
  shell?: string;
  /** More flags of `serve`. */
  flags?: string[];
}

interface Response {
  id?: number;
  result?: { isError?: boolean; structuredContent?: { ticket?: { id?: string } } };
}

/** One server process, and what was asked of it. Disposing of it kills it. */
export class Writer implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #options: WriterOptions;
  readonly #nextMark: () => string;
  readonly #given: Change[] | undefined;
  readonly #pending = new Map<number, Change>();
  readonly #tickets: string[] = [];
  readonly #closed = new Set<string>();
  /** Settles when standard output has ended. */
  readonly #ended: Promise<void>;
  #lastId = 0;
  #isWriting = true;
  #isDeaf: Promise<void> | undefined;
  #change: PromiseWithResolvers<void> = Promise.withResolvers();
  /** The text on standard error so far. */
  errors = "";
  acknowledged = 0;
  refused = 0;

  constructor(db: string, options: WriterOptions) {
    this.#options = options;
    this.#nextMark = createMarks(options.name);
    this.#given = options.changes?.slice();
    this.#child = start(db, options);
    this.#input = this.#child.stdin.getWriter();
    this.#ended = this.#read();
    this.#readErrors();
    this.#send(HANDSHAKE);
    this.#fill();
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Waits for as many acknowledged changes, or for the end of the server. */
  waitFor(acknowledged: number): Promise<void> {
    return this.#waitUntil(() => this.acknowledged >= acknowledged);
  }

  /** Waits for as many errors, or for the end of the server. */
  waitForRefusals(refused: number): Promise<void> {
    return this.#waitUntil(() => this.refused >= refused);
  }

  /** Waits until everything has its response or the server has ended. Asks only for the changes that it was given. */
  async finish(): Promise<void> {
    this.#isWriting = this.#given !== undefined;
    await this.#waitUntil(() => this.#pending.size === 0);
  }

  /** Reads no responses until the promise settles, while it asks for more. */
  beDeaf(until: Promise<void>): void {
    this.#isDeaf = until;
    for (let count = 0; count < 20 * IN_FLIGHT; count++) this.#ask();
  }

  signal(signal: Deno.Signal): void {
    try {
      this.#child.kill(signal);
    } catch {
      // It has exited.
    }
  }

  /** Closes the server's input, as a host does that goes away. */
  async hangUp(): Promise<void> {
    this.#isWriting = false;
    await this.#input.close().catch(() => {});
  }

  /** Waits until the process has ended and everything it said is read. */
  async waitForEnd(): Promise<Deno.CommandStatus> {
    this.#isWriting = false;
    await this.#ended;
    return await this.#child.status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signal("SIGCONT");
    this.signal("SIGKILL");
    await this.waitForEnd();
    await this.#input.close().catch(() => {});
  }

  async #waitUntil(isReached: () => boolean): Promise<void> {
    let isEnded = false;
    this.#ended.then(() => isEnded = true);
    while (!isReached() && !isEnded) await Promise.race([this.#change.promise, this.#ended]);
  }

  #fill(): void {
    while (this.#isWriting && this.#pending.size < IN_FLIGHT && this.#ask());
  }

  /** @returns False if there is nothing left to ask for. */
  #ask(): boolean {
    const change = this.#given === undefined ? this.#createChange() : this.#given.shift();
    if (change === undefined) return false;
    this.#lastId++;
    this.#pending.set(this.#lastId, change);
    this.#options.ledger.note(change, "open");
    this.#send(formatToolCall(this.#lastId, change.tool, { ...change.args, idempotency_key: change.mark }));
    return true;
  }

  #createChange(): Change {
    const { random, name } = this.#options;
    const mark = this.#nextMark();
    const kind = random(10);
    const ticket_id = this.#tickets[random(Math.max(1, this.#tickets.length))];
    if (ticket_id === undefined || kind < 3) {
      const customer = `${name}-${random(5)}@example.com`;
      return { mark, tool: "create_ticket", args: { subject: `Printer ${mark}`, customer } };
    }
    if (kind < 5 && !this.#closed.has(ticket_id)) {
      this.#closed.add(ticket_id);
      return { mark, tool: "close_ticket_tool", args: { ticket_id, resolution: `Restarted ${mark}` } };
    }
    return { mark, tool: "add_comment", args: { ticket_id, body: `Looked at it ${mark}` } };
  }

  #send(text: string): void {
    this.#input.write(new TextEncoder().encode(text)).catch(() => {}); // it has exited
  }

  async #read(): Promise<void> {
    let rest = "";
    for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      await this.#isDeaf;
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      for (const line of lines) this.#receive(JSON.parse(line));
      this.#change.resolve();
      this.#change = Promise.withResolvers();
      this.#fill();
    }
  }

  #receive({ id, result }: Response): void {
    const change = id === undefined ? undefined : this.#pending.get(id);
    if (change === undefined) return;
    this.#pending.delete(id!);
    const isAcknowledged = result !== undefined && result.isError !== true;
    this.#options.ledger.note(change, isAcknowledged ? "acknowledged" : "refused");
    if (!isAcknowledged) return void this.refused++;
    this.acknowledged++;
    const ticket = result.structuredContent?.ticket?.id;
    if (change.tool === "create_ticket" && ticket !== undefined) this.#tickets.push(ticket);
  }

  async #readErrors(): Promise<void> {
    for await (const text of this.#child.stderr.pipeThrough(new TextDecoderStream())) this.errors += text;
  }
}

function start(db: string, { shell, flags = [], env, cwd }: WriterOptions): Deno.ChildProcess {
  const { program, args } = getCommandLine(["serve", "--db", db, ...flags]);
  const [command, words] = shell === undefined
    ? [program, args]
    : ["sh", ["-c", `${shell}; exec "$0" "$@"`, program, ...args]];
  const options = { ...env && { env }, ...cwd !== undefined && { cwd } };
  return new Deno.Command(command, { args: words, ...options, stdin: "piped", stdout: "piped", stderr: "piped" })
    .spawn();
}
