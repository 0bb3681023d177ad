/** Descriptions of clients: name, version and capabilities (MCP, schema, "Implementation", "ClientCapabilities"). */

import type { ClientCapabilities } from "@modelcontextprotocol/server";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";

/** Checks whether a host can show forms. `elicitation: {}` means forms (MCP, client/elicitation, "Capabilities"). */
export function supportsForms(elicitation: ClientCapabilities["elicitation"]): boolean {
  if (elicitation === undefined) return false;
  return "form" in elicitation || !("url" in elicitation);
}

/** Checks that a client's name and version are valid and that all its other members are text. */
export function isPlainImplementation(info: unknown): boolean {
  return isPlainObject(info) && "name" in info && "version" in info && !("icons" in info) &&
    Object.values(info).every((value) => typeof value === "string");
}

/** Checks that capabilities are certainly valid. The SDK judges all others. */
export function isPlainCapabilities(capabilities: unknown): boolean {
  return isPlainObject(capabilities) && Object.entries(capabilities).every(isPlainCapability);
}

/** Their members are objects with any content. */
const OPEN_CAPABILITIES = new Set(["experimental", "extensions"]);

function isPlainCapability([name, value]: [string, unknown]): boolean {
  if (OPEN_CAPABILITIES.has(name)) return isPlainObject(value) && Object.values(value).every(isPlainObject);
  return isCapabilityTree(value);
}

const SWITCHES = new Set(["listChanged", "applyDefaults"]);

/** Objects within objects, with the known switches as the only leaves. */
function isCapabilityTree(value: unknown): boolean {
  return isPlainObject(value) &&
    Object.entries(value).every(([name, member]) =>
      SWITCHES.has(name) ? typeof member === "boolean" : isCapabilityTree(member)
    );
}
