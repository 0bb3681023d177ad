import type { ClientCapabilities, JSONRPCRequest } from "@modelcontextprotocol/server";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import type { HostDeclaration } from "../../../store/mod.ts";
import { supportsApps } from "../../apps/mod.ts";
import { META_KEYS, supportsForms } from "../messages/mod.ts";

/** Reports what a client declares about itself, once. */
export class ClientWatch {
  /** False once there is nothing left to report. */
  isOpen: boolean;

  /** @param report Undefined if no one wants to know. */
  constructor(private readonly report: ((client: HostDeclaration) => void) | undefined) {
    this.isOpen = report !== undefined;
  }

  note(request: JSONRPCRequest): void {
    const client = readDeclaration(request);
    if (client === undefined) return;
    this.isOpen = false;
    this.report?.(client);
  }
}

/** Reads the handshake, or the metadata of a request (MCP 2026-07-28). Returns undefined if there is no declaration. */
export function readDeclaration({ method, params = {} }: JSONRPCRequest): HostDeclaration | undefined {
  if (method === "initialize") return toDeclaration(params.clientInfo, params.protocolVersion, params.capabilities);
  const meta = params._meta ?? {};
  const [info, protocol] = [meta[META_KEYS.clientInfo], meta[META_KEYS.protocolVersion]];
  return toDeclaration(info, protocol, meta[META_KEYS.clientCapabilities]);
}

function toDeclaration(info: unknown, protocol: unknown, capabilities: unknown): HostDeclaration | undefined {
  if (!isPlainObject(info) || typeof protocol !== "string" || !isPlainObject(capabilities)) return undefined;
  const { name, version } = info as { name?: unknown; version?: unknown };
  if (typeof name !== "string" || typeof version !== "string") return undefined;
  const { elicitation, roots, sampling } = capabilities as ClientCapabilities;
  return {
    name: toShortLine(name),
    version: toShortLine(version),
    protocol: toShortLine(protocol),
    asks: isPlainObject(elicitation) && supportsForms(elicitation),
    shares: isPlainObject(roots),
    samples: isPlainObject(sampling),
    shows: supportsApps(capabilities),
  };
}
