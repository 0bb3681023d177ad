/** Locations of desks. */

import { resolve } from "node:path";
import { trimTrailing } from "../base/text/trim_trailing.ts";
import { DeskError } from "./errors.ts";

/** A path, `:memory:`, or the URL of a KV Connect server. */
export type DeskLocation = string;

/** A parsed {@linkcode DeskLocation}. */
export type ParsedLocation =
  | { kind: "file"; path: string }
  | { kind: "memory" }
  | { kind: "server"; url: string };

/** Environment variables, in the form of `Deno.env`. */
export interface Environment {
  get(name: string): string | undefined;
}

/** Parses a location. Expands a leading `~/`, because hosts start programs without a shell. */
export function parseLocation(location: DeskLocation, env: Environment = Deno.env): ParsedLocation {
  if (location === ":memory:") return { kind: "memory" };
  if (isServerUrl(location)) return { kind: "server", url: location };
  if (location.trim() === "") {
    throw new DeskError("unavailable", "The store's location is empty. Set --db to a file, a URL or :memory:.");
  }
  const home = env.get("HOME") ?? env.get("USERPROFILE");
  const path = home !== undefined && /^~[/\\]/.test(location) ? home + location.slice(1) : location;
  return { kind: "file", path };
}

/** Returns the `--db` with which another process reaches the store. Null for a store in memory. */
export function toSharedLocation(location: ParsedLocation): string | null {
  switch (location.kind) {
    case "memory":
      return null;
    case "server":
      return location.url;
    case "file":
      return resolve(location.path);
  }
}

/**
 * Formats the flag with which a command in a terminal reaches a store: ` --db LOCATION`, or nothing for the default.
 *
 * @param location A path or a URL.
 */
export function formatStoreFlag(location: string): string {
  return isDefault(location) ? "" : ` --db ${quoteArgument(location)}`;
}

function isDefault(location: string): boolean {
  try {
    return location === getDefaultLocation();
  } catch {
    return location === knownDefault; // the environment names no home folder, or may no longer be read
  }
}

function quoteArgument(text: string): string {
  return /^[\w./:@~\\-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Returns true for the URL of a KV Connect server. */
export function isServerUrl(location: DeskLocation): boolean {
  return /^https?:\/\//i.test(location);
}

/** The default location as it was last read from the environment, which a server may not read once its store is open. */
let knownDefault: DeskLocation | undefined;

/**
 * Returns the default location: `support-mcp/desk.db` in the platform's folder for application data (on Linux, see the
 * XDG Base Directory Specification).
 *
 * @throws {DeskError} `unavailable` if the environment does not name the home folder.
 */
export function getDefaultLocation(env: Environment = Deno.env, os: string = Deno.build.os): DeskLocation {
  const separator = os === "windows" ? "\\" : "/";
  const location = [getDataFolder(env, os), "support-mcp", "desk.db"].join(separator);
  if (env === Deno.env) knownDefault = location;
  return location;
}

function getDataFolder(env: Environment, os: string): string {
  if (os === "windows") return env.get("LOCALAPPDATA") || `${getRequiredFolder(env, "USERPROFILE")}\\AppData\\Local`;
  if (os === "darwin") return `${getRequiredFolder(env, "HOME")}/Library/Application Support`;
  const xdg = env.get("XDG_DATA_HOME");
  // The specification says to ignore relative paths.
  return xdg?.startsWith("/") ? trimTrailingSeparators(xdg) : `${getRequiredFolder(env, "HOME")}/.local/share`;
}

function getRequiredFolder(env: Environment, name: string): string {
  const value = env.get(name);
  if (value) return trimTrailingSeparators(value);
  throw new DeskError(
    "unavailable",
    `There is no location for the store, because ${name} is not set. Set --db or SUPPORT_MCP_DB to a file, or set ${name}.`,
  );
}

function trimTrailingSeparators(path: string): string {
  return trimTrailing(path, "/\\");
}
