import type { JSONRPCMessage, MessageExtraInfo, TransportSendOptions } from "@modelcontextprotocol/client";
import { type DiagnosableTransport, type Diagnosis, ForwardingTransport } from "../../transports/mod.ts";
import { TransportError } from "../../errors/mod.ts";
import type { EntryOf } from "../format/mod.ts";
import type { RecordEntry } from "./record_entry.ts";

/** Wraps a transport and records its messages. */
export class RecordingTransport extends ForwardingTransport {
  readonly #connection: number;
  readonly #record: RecordEntry;
  #closing = false;

  /** @param connection The connection number. */
  constructor(transport: DiagnosableTransport, server: string, connection: number, record: RecordEntry) {
    super(transport);
    this.#connection = connection;
    this.#record = record;
    const { isStdio: stdio, hasPerRequestStream: perRequestStream } = this;
    record({ kind: "opened", connection, server, stdio, perRequestStream });
  }

  override async send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    const connection = this.#connection;
    this.#record({ kind: "message", connection, from: "client", message });
    try {
      await super.send(message, options);
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

  override close(): Promise<void> {
    this.#closing = true;
    return super.close();
  }

  override async diagnose(): Promise<Diagnosis> {
    const diagnosis = await super.diagnose();
    this.#record({ kind: "diagnosis", connection: this.#connection, ...diagnosis });
    return diagnosis;
  }

  protected override receive(message: JSONRPCMessage, extra?: MessageExtraInfo): void {
    this.#record({ kind: "message", connection: this.#connection, from: "server", message });
    super.receive(message, extra);
  }

  protected override ended(): void {
    this.#record({ kind: "closed", connection: this.#connection, by: this.#closing ? "client" : "server" });
    super.ended();
  }
}

/** Describes why a message could not be sent. */
function describeSendError(error: unknown): Omit<EntryOf<"unsent">, "kind" | "at" | "connection" | "lost"> {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof TransportError)) return { explained: false, message };
  const { temporary: passing, unprocessed: untouched, sessionExpired: forgotten } = error;
  return {
    explained: true,
    message,
    ...passing && { passing },
    ...untouched && { untouched },
    ...forgotten && { forgotten },
  };
}
