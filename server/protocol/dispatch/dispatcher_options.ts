/** The options of a dispatcher. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import type { HostDeclaration } from "../../../store/mod.ts";
import type { FastPath } from "../fast_path/mod.ts";
import type { PreparedResponses } from "../prepared/mod.ts";
import type { ConnectServer } from "./lazy_server.ts";

/** The engines, and when to load them. */
export interface EngineOptions {
  /** Undefined over stdio. */
  sessionId?: string;
  /** Loads our definitions. Returns undefined if the SDK's server answers everything. */
  loadFastPath: () => Promise<FastPath | undefined>;
  connectServer: ConnectServer;
  /** After this long without a message, loads what the next messages need. Never if undefined. */
  idleMs?: number | undefined;
}

export interface DispatcherOptions extends EngineOptions {
  /** Undefined if nothing was prepared, as when the program runs from source. */
  prepared?: PreparedResponses | undefined;
  /** Writes a message that belongs to no {@linkcode Reply}, or the responses to a batch. It reports its own failures. */
  write: (message: JSONRPCMessage | readonly JSONRPCMessage[]) => Promise<void>;
  /** Called when too many requests are pending, with a promise that resolves when there is room. Reading may slow down then. */
  onCrowded?: ((room: Promise<void>) => void) | undefined;
  /** Gets what the client declares about itself, once. */
  onClient?: ((client: HostDeclaration) => void) | undefined;
  /** Receives a sentence about each message that gets no response and has no effect, as MCP allows. */
  onIgnored?: ((reason: string) => void) | undefined;
  /** Closes the connection. */
  close: () => void;
  /** Receives errors that no response reports. */
  onerror?: ((error: Error) => void) | undefined;
}
