/** The parameters of `initialize` (MCP, schema, "InitializeRequestParams"). */

import type { Implementation, JSONRPCErrorResponse } from "@modelcontextprotocol/server";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { isPlainCapabilities, isPlainImplementation } from "./capabilities.ts";
import { hasOnlyMembers } from "./messages.ts";
import type { Members } from "./normalize_message.ts";

interface PlainInitialize extends Members {
  protocolVersion: string;
  clientInfo: Implementation;
}

const MEMBERS = new Set(["protocolVersion", "capabilities", "clientInfo"]);

/** Checks that parameters are certainly valid and have no unknown members. The SDK judges all others. */
export function isPlainInitialize(params: Readonly<Members>): params is PlainInitialize {
  const { protocolVersion, capabilities, clientInfo } = params;
  return typeof protocolVersion === "string" && isPlainCapabilities(capabilities) &&
    isPlainImplementation(clientInfo) && hasOnlyMembers(params, MEMBERS);
}

/** Explains what is missing or has the wrong type. */
export function findInitializeProblem(params: Readonly<Members> = {}): string | undefined {
  const { protocolVersion, capabilities, clientInfo } = params;
  if (typeof protocolVersion !== "string") return describe("protocolVersion must be a string");
  if (!isPlainObject(capabilities)) return describe("capabilities must be an object");
  if (!isPlainObject(clientInfo)) return describe("clientInfo must be an object");
  if (typeof clientInfo.name !== "string") return describe("clientInfo.name must be a string");
  if (typeof clientInfo.version !== "string") return describe("clientInfo.version must be a string");
}

/** Initialization is the first interaction of a session (MCP, basic/lifecycle), so there is no second one. */
export const ALREADY_OPEN = "initialize opens a session, but this one is already open.";

const INVALID_PARAMS = /^Invalid params: ([^]+)\.$/;

/** Words an error of the SDK about these parameters like {@linkcode findInitializeProblem}. */
export function explainInitializeError(response: JSONRPCErrorResponse): JSONRPCErrorResponse {
  const problem = INVALID_PARAMS.exec(response.error.message)?.[1];
  if (problem === undefined) return response;
  return { ...response, error: { ...response.error, message: describe(problem) } };
}

function describe(problem: string): string {
  return `Invalid initialize: ${problem}. It takes protocolVersion, capabilities and clientInfo.`;
}
