import type { JSONRPCMessage, Transport, TransportSendOptions } from "@modelcontextprotocol/client";
import type { DiagnosableTransport, Diagnosis } from "../../transports/mod.ts";
import { TransportError } from "../../errors/mod.ts";
import type { EntryOf } from "../format/mod.ts";
import type { RecordEntry } from "./record_entry.ts";

/** Wraps a transport and records its messages. */
export class RecordingTransport implements DiagnosableTransport {
  onclose?: Transport["onclose"];
  onerror?: Transport["onerror"];
  onmessage?: Transport["onmessage"];
  readonly #transport: DiagnosableTransport;
  readonly #connection: number;
  readonly #record: RecordEntry;
  #closing = false;

  /** @param connection The connection number. */
  constructor(transport: DiagnosableTransport, server: string, connection: number, record: RecordEntry) {
    this.#transport = transport;
    this.#connection = connection;
    this.#record = record;
    const stdio = "pid" in transport && "stderr" in transport;
    // The SDK recognizes a stdio transport by these two members.
    if (stdio) Object.assign(this, { pid: transport.pid, stderr: transport.stderr });
    this.#listen();
    record({ kind: "opened", connection, server, stdio, perRequestStream: this.hasPerRequestStream });
  }

  get sessionId(): string | undefined {
    return this.#transport.sessionId;
  }

  get hasPerRequestStream(): boolean {
    return this.#transport.hasPerRequestStream ?? false;
  }

  get isDisconnected(): boolean {
    return this.#transport.isDisconnected ?? false;
  }

  setProtocolVersion(version: string): void {
    this.#transport.setProtocolVersion?.(version);
  }

  setSupportedProtocolVersions(versions: string[]): void {
    this.#transport.setSupportedProtocolVersions?.(versions);
  }

  start(): Promise<void> {
    return this.#transport.start();
  }

  async send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    const connection = this.#connection;
    this.#record({ kind: "message", connection, from: "client", message });
    try {
      await this.#transport.send(message, options);
    } catch (error) {
      this.#record({
        kind: "unsent",
        connection,
        ...describeSendError(error),
        ...this.isDisconnected && { lost: true },
      });
      throw error;
    }
  }

  close(): Promise<void> {
    this.#closing = true;
    return this.#transport.close();
  }

  async diagnose(): Promise<Diagnosis> {
    const diagnosis = await this.#transport.diagnose?.() ?? { remarks: [] };
    this.#record({ kind: "diagnosis", connection: this.#connection, ...diagnosis });
    return diagnosis;
  }

  #listen(): void {
    const connection = this.#connection;
    this.#transport.onmessage = (message, extra) => {
      this.#record({ kind: "message", connection, from: "server", message });
      this.onmessage?.(message, extra);
    };
    this.#transport.onclose = () => {
      this.#record({ kind: "closed", connection, by: this.#closing ? "client" : "server" });
      this.onclose?.();
    };
    this.#transport.onerror = (error) => this.onerror?.(error);
  }
}

/** Describes why a message could not be sent. */
function describeSendError(error: unknown): Omit<EntryOf<"unsent">, "kind" | "at" | "connection" | "lost"> {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof TransportError)) return { explained: false, message };
  const { temporary: passing, unprocessed: untouched } = error;
  return { explained: true, message, ...passing && { passing }, ...untouched && { untouched } };
}
