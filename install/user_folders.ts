/** Where programs keep what belongs to a user, on each system. */

import { posix, win32 } from "node:path";
import { InstallError } from "./install_error.ts";

/** The environment variables, as `Deno.env` gives them. */
export interface Environment {
  get(name: string): string | undefined;
}

export interface UserFolders {
  home: string;
  /** Programs' settings, as the platform has it: `~/.config`, `~/Library/Application Support`, `%APPDATA%`. */
  settings: string;
  /** The same for programs that take `~/.config` on macOS too. */
  config: string;
  /** Puts a path together as the platform does. */
  join(...parts: string[]): string;
}

/**
 * The folders of the user who runs this.
 *
 * @throws {InstallError} When the environment doesn't say where they are.
 */
export function getUserFolders(env: Environment = Deno.env, os: string = Deno.build.os): UserFolders {
  if (os === "windows") {
    const home = requireVariable(env, "USERPROFILE");
    const settings = env.get("APPDATA") || win32.join(home, "AppData", "Roaming");
    return { home, settings, config: settings, join: win32.join };
  }
  const home = requireVariable(env, "HOME");
  const xdg = env.get("XDG_CONFIG_HOME");
  const config = xdg?.startsWith("/") ? xdg : posix.join(home, ".config"); // the specification has relative paths ignored
  const settings = os === "darwin" ? posix.join(home, "Library", "Application Support") : config;
  return { home, settings, config, join: posix.join };
}

function requireVariable(env: Environment, name: string): string {
  const value = env.get(name);
  if (value) return value;
  throw new InstallError(
    `There is no telling where hosts keep their settings, as ${name} isn't set: name the file with --config.`,
  );
}
