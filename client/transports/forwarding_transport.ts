import type { JSONRPCMessage, MessageExtraInfo, Transport, TransportSendOptions } from "@modelcontextprotocol/client";
import type { DiagnosableTransport, Diagnosis } from "./diagnosis.ts";

/** Passes everything on to another transport, and back. Subclasses look at messages, or change them. */
export abstract class ForwardingTransport implements DiagnosableTransport {
  onclose?: Transport["onclose"];
  onerror?: Transport["onerror"];
  onmessage?: Transport["onmessage"];
  readonly isStdio: boolean;
  readonly #transport: DiagnosableTransport;

  constructor(transport: DiagnosableTransport) {
    this.#transport = transport;
    this.isStdio = "pid" in transport && "stderr" in transport;
    // The SDK recognizes a stdio transport by these two members.
    if ("pid" in transport && "stderr" in transport) {
      Object.assign(this, { pid: transport.pid, stderr: transport.stderr });
    }
    transport.onmessage = (message, extra) => this.receive(message, extra);
    transport.onclose = () => this.ended();
    transport.onerror = (error) => this.onerror?.(error);
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

  send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    return this.#transport.send(message, options);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  async diagnose(): Promise<Diagnosis> {
    return await this.#transport.diagnose?.() ?? { remarks: [] };
  }

  /** Handles a message of the server. */
  protected receive(message: JSONRPCMessage, extra?: MessageExtraInfo): void {
    this.onmessage?.(message, extra);
  }

  /** Handles the end of the connection. */
  protected ended(): void {
    this.onclose?.();
  }
}
