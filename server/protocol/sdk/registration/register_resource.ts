/** Registers resources with the SDK's server. */

import { ResourceTemplate, type ServerContext } from "@modelcontextprotocol/server";
import { toShortLine } from "../../../../base/text/short_line.ts";
import type { ResourceDefinition } from "../../../definitions/mod.ts";
import { readResource } from "../../calls/mod.ts";
import { RPC_CODES, RpcError, toUriData } from "../../messages/mod.ts";
import type { RegistrationContext } from "../../server_options.ts";
import { toCompleter } from "./to_completer.ts";

type ResourceCompleters = Record<string, ReturnType<typeof toCompleter>>;

/** Registers a resource, or a template if its URI has variables. */
export function registerResource(resource: ResourceDefinition, context: RegistrationContext): void {
  const { name, uri } = resource;
  const metadata = toResourceMetadata(resource);
  const { desk, user } = context;
  const read = (url: URL, variables: Record<string, string>, { http }: ServerContext) =>
    readResource(resource, url.href, variables, { desk, user, authInfo: http?.authInfo });
  if (!uri.includes("{")) {
    context.mcp.registerResource(name, uri, metadata, (url, request) => read(url, {}, request));
    return;
  }
  const complete: ResourceCompleters = Object.create(null); // the SDK looks up names from outside
  for (const [variable, values] of Object.entries(resource.complete ?? {})) {
    complete[variable] = toCompleter(values, context);
  }
  const template = new ResourceTemplate(uri, { list: undefined, complete });
  context.mcp.registerResource(
    name,
    template,
    metadata,
    (url, variables, request) => read(url, decodeVariables(variables, url.href), request),
  );
}

/** The part of a resource that clients see beside its name and URI. */
export function toResourceMetadata({ title, description, mimeType }: ResourceDefinition) {
  return { title, description, ...mimeType !== undefined && { mimeType } };
}

/** @throws {RpcError} If the URI has bytes that are not UTF-8. */
export function decodeVariables(variables: Record<string, string | string[]>, uri: string): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, decodeURIComponent(String(value))]),
    );
  } catch {
    throw new RpcError(
      RPC_CODES.invalidParams,
      `Resource URI ${toShortLine(uri)} is invalid: its escapes are not UTF-8.`,
      {
        ...toUriData(uri),
        reason: "invalid_uri",
      },
    );
  }
}
