import {
  deserializeMessage,
  type JSONRPCMessage,
  serializeMessage,
  type Transport,
} from "@modelcontextprotocol/client";
import type { DiagnosableTransport, Diagnosis } from "./diagnosis.ts";
import { LONGEST_MESSAGE } from "./longest_message.ts";
import type { ProcessEnd, ServerProcess } from "./server_process.ts";
import { settlesWithin } from "./settles_within.ts";

/** How long to wait, in milliseconds, for the rest of the output of a process that ended, and for the end of one without output. */
const LAST_WORDS = 500;
/** How many lines of its standard error are told. */
const LAST_LINES = 20;
/** How much of one line is told, in UTF-16 code units. */
const LONGEST_REMARK = 500;

/**
 * MCP over a child process's standard input and output (MCP, basic/transports, "stdio").
 *
 * The SDK's own transport tells neither how a process ended nor what it wrote that is no message, takes four seconds to
 * end a stubborn one, and leaves behind what that one has started.
 */
export class StdioTransport implements DiagnosableTransport {
  onclose?: Transport["onclose"];
  onerror?: Transport["onerror"];
  onmessage?: Transport["onmessage"];
  #complaints: string[] = [];

  constructor(readonly process: ServerProcess) {}

  /** The SDK takes a transport with these two for one over a child process: its negotiation of a revision depends on it. */
  get pid(): number {
    return this.process.id;
  }

  get stderr(): null {
    return null;
  }

  start(): Promise<void> {
    this.#receive();
    return Promise.resolve();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    try {
      await this.process.write(serializeMessage(message));
    } catch (error) {
      await settlesWithin(this.process.ended, LAST_WORDS); // so that whoever hears of the error can tell why
      throw error;
    }
  }

  close(): Promise<void> {
    return this.process.stop();
  }

  /** Tells how the process ended, and what it wrote last. */
  async diagnose(): Promise<Diagnosis> {
    const end = await settlesWithin(this.process.ended, LAST_WORDS) ? await this.process.ended : undefined;
    const remarks = [...this.#complaints, ...lastErrors(this.process.lastErrors)];
    return end === undefined || end.asked ? { remarks } : { end: inWords(end), remarks };
  }

  /** Receives to the end of the output; closed is the connection only once it can be known how the process ended. */
  async #receive(): Promise<void> {
    const reading = this.process.readOutput((line) => this.#receiveLine(line), LONGEST_MESSAGE)
      .catch((error) => this.#failReading(error));
    await Promise.race([reading, this.process.ended]);
    await settlesWithin(Promise.all([reading, this.process.ended]), LAST_WORDS);
    this.onclose?.();
  }

  #receiveLine(line: string): void {
    let message: JSONRPCMessage;
    try {
      message = deserializeMessage(line);
    } catch {
      // Many servers print a greeting: it only matters should the connection fail.
      this.#complaints = ["The server wrote to its standard output what is no message of MCP:", "  " + shortened(line)];
      return;
    }
    this.onmessage?.(message);
  }

  #failReading(error: Error): void {
    if (error instanceof RangeError) {
      this.#complaints = [`The server's standard output can't be read: ${error.message}.`];
    }
    this.onerror?.(error);
  }
}

function inWords({ code, signal }: ProcessEnd): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}

function lastErrors(text: string): string[] {
  const lines = text.trim().split(/\r?\n/).slice(-LAST_LINES);
  if (lines.join("") === "") return [];
  return ["The last lines of the server's standard error:", ...lines.map((line) => "  " + shortened(line))];
}

function shortened(line: string): string {
  return line.length > LONGEST_REMARK ? line.slice(0, LONGEST_REMARK) + "…" : line;
}
