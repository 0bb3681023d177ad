import { type DiagnosableTransport, type ServerCommand, ServerProcess, StdioTransport } from "../transports/mod.ts";
import { getForeignEnvironment } from "./inherited_environment.ts";

/**
 * The action after a disconnect: none, restart the program (a few times in a run), or reconnect repeatedly.
 */
export const DISCONNECT_POLICIES = ["leave", "restart", "reconnect"] as const;
export type DisconnectPolicy = (typeof DISCONNECT_POLICIES)[number];

/** A server to connect to. */
export interface ServerSource {
  /** The name shown to people and models. */
  name: string;
  /**
   * The server itself marks every text that customers wrote, so that a model can take its results unchanged. No server does
   * so far; recordings of earlier versions say it of our own.
   */
  marksUntrustedText: boolean;
  /** The declarations of the server about its tools, such as `readOnlyHint`, are believed. */
  isTrusted: boolean;
  onDisconnect: DisconnectPolicy;
  /** Secrets that are sent to the server, by name. */
  secrets?: Readonly<Record<string, string>>;
  /**
   * Opens a transport, and starts the server if necessary.
   *
   * @param shutdown Cuts the connection when aborted.
   * @throws {ServerError} If that fails.
   */
  openTransport(shutdown: AbortSignal): DiagnosableTransport;
}

/**
 * Creates the source of a program that runs as a server. Unless the command sets an environment, the program inherits only
 * {@linkcode getForeignEnvironment}.
 */
export function createProcessSource(command: ServerCommand): ServerSource {
  const environment = command.environment ?? getForeignEnvironment();
  return {
    name: command.name,
    marksUntrustedText: false,
    isTrusted: false,
    onDisconnect: "restart",
    openTransport: (shutdown) => new StdioTransport(new ServerProcess({ ...command, environment }, shutdown)),
  };
}
