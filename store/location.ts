/** Where a desk is kept. */

import { DeskError } from "./errors.ts";

/** A path, `:memory:`, or the URL of a KV Connect server. */
export type DeskLocation = string;

/** A {@linkcode DeskLocation} that was understood. */
export type ParsedLocation =
  | { kind: "file"; path: string }
  | { kind: "memory" }
  | { kind: "server"; url: string };

/** The environment variables, as `Deno.env` gives them. */
export interface Environment {
  get(name: string): string | undefined;
}

/** Tells a path from `:memory:` and from a URL. A leading `~/` is the home folder: hosts start programs without a shell. */
export function parseLocation(location: DeskLocation, env: Environment = Deno.env): ParsedLocation {
  if (location === ":memory:") return { kind: "memory" };
  if (isServerUrl(location)) return { kind: "server", url: location };
  if (location.trim() === "") {
    throw new DeskError("unavailable", "The store's location is empty: name a file, a URL or :memory: with --db.");
  }
  const home = env.get("HOME") ?? env.get("USERPROFILE");
  const path = home !== undefined && /^~[/\\]/.test(location) ? home + location.slice(1) : location;
  return { kind: "file", path };
}

/** Whether a location is a KV Connect server, and no file. */
export function isServerUrl(location: DeskLocation): boolean {
  return /^https?:\/\//i.test(location);
}

/**
 * The file of the desk where nobody names another: `support-mcp/desk.db` in the platform's folder for programs' data,
 * which on Linux the XDG Base Directory Specification names.
 *
 * @throws {DeskError} `unavailable` when the environment doesn't say where the home folder is.
 */
export function getDefaultLocation(env: Environment = Deno.env, os: string = Deno.build.os): DeskLocation {
  const separator = os === "windows" ? "\\" : "/";
  return [getDataFolder(env, os), "support-mcp", "desk.db"].join(separator);
}

function getDataFolder(env: Environment, os: string): string {
  if (os === "windows") return env.get("LOCALAPPDATA") || `${getRequiredFolder(env, "USERPROFILE")}\\AppData\\Local`;
  if (os === "darwin") return `${getRequiredFolder(env, "HOME")}/Library/Application Support`;
  const xdg = env.get("XDG_DATA_HOME");
  // The specification has relative paths ignored.
  return xdg?.startsWith("/") ? trimTrailingSeparators(xdg) : `${getRequiredFolder(env, "HOME")}/.local/share`;
}

function getRequiredFolder(env: Environment, name: string): string {
  const value = env.get(name);
  if (value) return trimTrailingSeparators(value);
  throw new DeskError("unavailable", `There is no place for the store, as ${name} isn't set: name a file with --db.`);
}

function trimTrailingSeparators(path: string): string {
  return path.replace(/[/\\]+$/, "");
}
