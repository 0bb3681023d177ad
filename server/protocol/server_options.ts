/** The options of a server, for the fast path and for the SDK. */

import type { McpServer, RequestStateCodec } from "@modelcontextprotocol/server";
import type { Desk } from "../../store/mod.ts";
import type { ApprovalKeys } from "../apps/mod.ts";
import type { ServerDefinition } from "../definitions/mod.ts";
import type { RequestState } from "../elicitation/eras/mod.ts";
import type { ToolFilter } from "./tool_filter.ts";

export interface ServerOptions extends ToolFilter {
  definition: ServerDefinition;
  /** The names of all tools that are offered, if `definition` has only the tool of one request. */
  offered?: ReadonlySet<string>;
  /** May still be opening: requests that need it wait. */
  desk: Promise<Desk>;
  version: string;
  /** Carry out changes that need an approval without asking. */
  unattended?: boolean;
  /** The person that hosts act for, where no principal is known. */
  user?: string;
  /** The time limit of a sampling request, in milliseconds (default: 60 seconds). */
  samplingTimeout?: number;
  /** The folder in which tools may read and write files, instead of the client's roots. */
  files?: string;
  /** Signs the state of calls with elicitations, and the keys of approvals: at least 32 bytes, the same in every process that may continue them. */
  stateKey?: string;
  /** Receives errors that no response reports. */
  onerror?: (error: Error) => void;
  /** False lets the SDK answer every request. */
  fastPath?: boolean;
  /** Registers with the SDK what definitions can't express. */
  register?: (context: RegistrationContext) => void;
}

/** The SDK's server of one connection, and what its handlers use. */
export interface RegistrationContext {
  mcp: McpServer;
  /** Opens during the handshake. The first call that needs it waits. */
  desk: Promise<Desk>;
  unattended: boolean;
  user: string | undefined;
  samplingTimeout: number | undefined;
  files: string | undefined;
  /** The names of all tools that are offered. */
  offered: ReadonlySet<string>;
  /** Signs the state of calls with elicitations. */
  codec: RequestStateCodec<RequestState>;
  approvalKeys: ApprovalKeys;
}
