import { truncate } from "../../base/text/truncate.ts";
import { type JSONRPCMessage, serializeMessage, type Transport } from "@modelcontextprotocol/client";
import type { DiagnosableTransport, Diagnosis } from "./diagnosis.ts";
import { MAX_MESSAGE_LENGTH } from "./message_length.ts";
import { parseMessage } from "./parse_message.ts";
import type { ProcessExit, ServerProcess } from "./server_process.ts";
import { settlesWithin } from "../../base/timing/settles_within.ts";

/** Time limit for the last output of an exited process, and for the exit of one that closed its output, in milliseconds. */
const EXIT_TIMEOUT = 500;
/** Number of lines of standard error to report. */
const MAX_STDERR_LINES = 20;
/** Length limit of a reported line, in UTF-16 code units. */
const MAX_REMARK_LENGTH = 500;

/**
 * MCP over a child process's standard input and output (MCP, basic/transports, "stdio").
 *
 * The SDK's transport reports neither how a process ended nor the output that is not an MCP message, takes four seconds to
 * stop a stubborn process, and leaves its children running.
 */
export class StdioTransport implements DiagnosableTransport {
  onclose?: Transport["onclose"];
  onerror?: Transport["onerror"];
  onmessage?: Transport["onmessage"];
  #problems: string[] = [];

  constructor(readonly process: ServerProcess) {}

  /** The SDK recognizes a stdio transport by `pid` and `stderr`; its version negotiation depends on that. */
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
      await settlesWithin(this.process.exited, EXIT_TIMEOUT); // so that the error handler can diagnose it
      throw error;
    }
  }

  close(): Promise<void> {
    return this.process.stop();
  }

  /** Returns how the process ended and its last output. */
  async diagnose(): Promise<Diagnosis> {
    const end = await settlesWithin(this.process.exited, EXIT_TIMEOUT) ? await this.process.exited : undefined;
    const remarks = [...this.#problems, ...formatStderr(this.process.stderr)];
    return end === undefined || end.requested ? { remarks } : { end: describeExit(end), remarks };
  }

  /** Reads the output to its end. Closes the connection only when the exit of the process is known. */
  async #receive(): Promise<void> {
    const reading = this.process.readOutput((line) => this.#receiveLine(line), MAX_MESSAGE_LENGTH)
      .catch((error) => this.#handleReadError(error));
    await Promise.race([reading, this.process.exited]);
    await settlesWithin(Promise.all([reading, this.process.exited]), EXIT_TIMEOUT);
    this.onclose?.();
  }

  #receiveLine(line: string): void {
    let message: JSONRPCMessage;
    try {
      message = parseMessage(line);
    } catch {
      // Many servers print a greeting, which matters only if the connection fails.
      this.#problems = [
        "The server wrote text to standard output that is not an MCP message:",
        "  " + truncate(line, MAX_REMARK_LENGTH),
      ];
      return;
    }
    this.onmessage?.(message);
  }

  #handleReadError(error: Error): void {
    if (error instanceof RangeError) {
      this.#problems = [`Cannot read the server's standard output: ${error.message}.`];
    }
    this.onerror?.(error);
  }
}

function describeExit({ code, signal }: ProcessExit): string {
  return signal === null ? `exited with code ${code}` : `was terminated by ${signal}`;
}

function formatStderr(text: string): string[] {
  const lines = text.trim().split(/\r?\n/).slice(-MAX_STDERR_LINES);
  if (lines.join("") === "") return [];
  return [
    "Last lines of the server's standard error:",
    ...lines.map((line) => "  " + truncate(line, MAX_REMARK_LENGTH)),
  ];
}
