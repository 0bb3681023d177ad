/** The folders for a user's settings on each operating system. */

import { posix, win32 } from "node:path";
import { InstallError } from "./errors/mod.ts";

/** Environment variables, in the form of `Deno.env`. */
export interface Environment {
  get(name: string): string | undefined;
}

export interface UserFolders {
  home: string;
  /** The platform's folder for settings: `~/.config`, `~/Library/Application Support` or `%APPDATA%`. */
  settings: string;
  /** The same for programs that use `~/.config` on macOS too. */
  config: string;
  /** The same for programs that use `~/.config` on Windows too. */
  dotConfig: string;
  /** Goose's own folder, which differs between the platforms. */
  goose: string;
  /** Joins a path in the platform's way. */
  join(...parts: string[]): string;
  /** Returns the absolute path of the folder that an environment variable names. */
  getOverride(variable: string): string | undefined;
}

/**
 * Returns the folders of the current user.
 *
 * @throws {InstallError} If the environment does not name them.
 */
export function getUserFolders(env: Environment = Deno.env, os: string = Deno.build.os): UserFolders {
  if (os === "windows") {
    const home = requireVariable(env, "USERPROFILE");
    const settings = env.get("APPDATA") || win32.join(home, "AppData", "Roaming");
    const dotConfig = win32.join(home, ".config");
    const goose = win32.join(settings, "Block", "goose", "config");
    return {
      home,
      settings,
      config: settings,
      dotConfig,
      goose,
      join: win32.join,
      getOverride: createLookup(env, win32.resolve),
    };
  }
  const home = requireVariable(env, "HOME");
  const xdg = env.get("XDG_CONFIG_HOME");
  const config = xdg?.startsWith("/") ? xdg : posix.join(home, ".config"); // the specification says to ignore relative paths
  const settings = os === "darwin" ? posix.join(home, "Library", "Application Support") : config;
  return {
    home,
    settings,
    config,
    dotConfig: config,
    goose: posix.join(config, "goose"),
    join: posix.join,
    getOverride: createLookup(env, posix.resolve),
  };
}

function createLookup(env: Environment, resolve: (path: string) => string): UserFolders["getOverride"] {
  return (variable) => {
    const value = env.get(variable);
    return value ? resolve(value) : undefined;
  };
}

function requireVariable(env: Environment, name: string): string {
  const value = env.get(name);
  if (value) return value;
  throw new InstallError(
    `${name} is not set, so the settings of hosts cannot be found. Set it to your home folder, or name the file: ` +
      "support-mcp install HOST --config FILE.",
  );
}
