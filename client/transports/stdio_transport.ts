import {
  deserializeMessage,
  type JSONRPCMessage,
  serializeMessage,
  type Transport,
} from "@modelcontextprotocol/client";
import type { DiagnosableTransport, Diagnosis } from "./diagnosis.ts";
import { MAX_MESSAGE_LENGTH } from "./message_length.ts";
import type { ProcessExit, ServerProcess } from "./server_process.ts";
import { settlesWithin } from "../../base/settles_within.ts";

/** How long to wait, in milliseconds, for the rest of the output of a process that ended, and for the end of one without output. */
const EXIT_TIMEOUT = 500;
/** How many lines of its standard error are told. */
const MAX_STDERR_LINES = 20;
/** How much of one line is told, in UTF-16 code units. */
const MAX_REMARK_LENGTH = 500;

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
      await settlesWithin(this.process.exited, EXIT_TIMEOUT); // so that whoever hears of the error can tell why
      throw error;
    }
  }

  close(): Promise<void> {
    return this.process.stop();
  }

  /** Tells how the process ended, and what it wrote last. */
  async diagnose(): Promise<Diagnosis> {
    const end = await settlesWithin(this.process.exited, EXIT_TIMEOUT) ? await this.process.exited : undefined;
    const remarks = [...this.#complaints, ...formatStderr(this.process.stderr)];
    return end === undefined || end.asked ? { remarks } : { end: describeExit(end), remarks };
  }

  /** Receives to the end of the output; closed is the connection only once it can be known how the process ended. */
  async #receive(): Promise<void> {
    const reading = this.process.readOutput((line) => this.#receiveLine(line), MAX_MESSAGE_LENGTH)
      .catch((error) => this.#failReading(error));
    await Promise.race([reading, this.process.exited]);
    await settlesWithin(Promise.all([reading, this.process.exited]), EXIT_TIMEOUT);
    this.onclose?.();
  }

  #receiveLine(line: string): void {
    let message: JSONRPCMessage;
    try {
      message = deserializeMessage(line);
    } catch {
      // Many servers print a greeting: it only matters should the connection fail.
      this.#complaints = ["The server wrote to its standard output what is no message of MCP:", "  " + truncate(line)];
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

function describeExit({ code, signal }: ProcessExit): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}

function formatStderr(text: string): string[] {
  const lines = text.trim().split(/\r?\n/).slice(-MAX_STDERR_LINES);
  if (lines.join("") === "") return [];
  return ["The last lines of the server's standard error:", ...lines.map((line) => "  " + truncate(line))];
}

function truncate(line: string): string {
  return line.length > MAX_REMARK_LENGTH ? line.slice(0, MAX_REMARK_LENGTH) + "…" : line;
}
