import type { Actor } from "../../event.ts";

/** Formats an actor: `claude-ai 1.0`, or `claude-ai 1.0 for dana` if the host used dana's access token. */
export function formatActor({ name, version, on_behalf_of }: Actor): string {
  const host = version === null ? name : `${name} ${version}`;
  return on_behalf_of === undefined ? host : `${host} for ${on_behalf_of}`;
}
