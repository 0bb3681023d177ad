/** Reading a host's first messages without the SDK: those that are plainly valid. All others are for the SDK to judge. */

import { isPlainObject } from "../../base/is_plain_object.ts";
import type { Implementation, RequestId } from "@modelcontextprotocol/server";

/** A request, or without an id a notification, that has nothing but what every one has. */
export interface PlainMessage {
  id: RequestId | undefined;
  method: string;
  params: Members;
}

type Members = Readonly<Record<string, unknown>>;

const MEMBERS = new Set(["jsonrpc", "id", "method", "params"]);

/** Reads a message (JSON-RPC 2.0, sections 4 and 4.1); undefined when it isn't plainly valid. */
export function parsePlainMessage(message: unknown): PlainMessage | undefined {
  if (!isPlainObject(message) || !hasOnlyMembers(message, MEMBERS)) return undefined;
  const { jsonrpc, id, method, params = {} } = message;
  if (jsonrpc !== "2.0" || typeof method !== "string" || !isPlainObject(params)) return undefined;
  return isId(id) ? { id, method, params } : undefined;
}

function isId(id: unknown): id is RequestId | undefined {
  return id === undefined || typeof id === "string" || Number.isSafeInteger(id);
}

/**
 * Whether parameters ask for nothing in particular. Some hosts send a progress token with every request (MCP,
 * basic/utilities/progress); what takes no time has no progress to tell.
 */
export function hasOnlyProgressToken(params: Members): boolean {
  const { _meta = {} } = params;
  return hasOnlyMembers(params, REQUEST_PARAMS) && isPlainObject(_meta) &&
    Object.entries(_meta).every(([name, value]) => name === "progressToken" && isId(value));
}

const REQUEST_PARAMS = new Set(["_meta"]);

interface PlainInitialize extends Members {
  protocolVersion: string;
  clientInfo: Implementation;
}

/** Whether the parameters of `initialize` are plainly valid (MCP, schema, "InitializeRequest"). */
export function isPlainInitialize(params: Members): params is PlainInitialize {
  const { protocolVersion, capabilities, clientInfo } = params;
  return typeof protocolVersion === "string" && isPlainCapabilities(capabilities) &&
    isPlainImplementation(clientInfo) &&
    hasOnlyMembers(params, INITIALIZE_PARAMS);
}

const INITIALIZE_PARAMS = new Set(["protocolVersion", "capabilities", "clientInfo"]);

/** All that a host says of itself is text, but for its icons. */
export function isPlainImplementation(info: unknown): boolean {
  return isPlainObject(info) && "name" in info && "version" in info && !("icons" in info) &&
    Object.values(info).every((value) => typeof value === "string");
}

/** What a host says that it can do, in members that are known. */
export function isPlainCapabilities(capabilities: unknown): boolean {
  return isPlainObject(capabilities) && Object.entries(capabilities).every(isPlainCapability);
}

/** These hold objects of which only their owners know what is in them. */
const OPEN_CAPABILITIES = new Set(["experimental", "extensions"]);

function isPlainCapability([name, value]: [string, unknown]): boolean {
  if (OPEN_CAPABILITIES.has(name)) return isPlainObject(value) && Object.values(value).every(isPlainObject);
  return isCapabilityTree(value);
}

const SWITCHES = new Set(["listChanged", "applyDefaults"]);

/** Objects in objects, with nothing in them at the end but the switches that there are. */
function isCapabilityTree(value: unknown): boolean {
  return isPlainObject(value) &&
    Object.entries(value).every(([name, member]) =>
      SWITCHES.has(name) ? typeof member === "boolean" : isCapabilityTree(member)
    );
}

/** Whether an object of JSON has no members but these. (In a loop, which makes no garbage: it is asked of every message.) */
export function hasOnlyMembers(members: Members, names: ReadonlySet<string>): boolean {
  for (const name in members) if (!names.has(name)) return false;
  return true;
}

/** Whether an object of JSON has no members. */
export function isEmpty(members: Members): boolean {
  return hasOnlyMembers(members, NO_MEMBERS);
}

const NO_MEMBERS: ReadonlySet<string> = new Set();
