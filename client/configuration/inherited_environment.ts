/** The environment variables that servers inherit from this program. */

import { KEY_VARIABLES } from "../models/mod.ts";

/** The variables without which programs do not run properly. None of them is meant to hold a secret. */
const ALLOWED: readonly string[] = [
  ...["PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TMP", "TEMP"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"],
];
/** The same on Windows, where programs also look for their folders and their shell in variables. */
const ALLOWED_ON_WINDOWS: readonly string[] = [
  ...["SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT"],
  ...["USERPROFILE", "HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA"],
  ...["PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432"],
];

/**
 * Returns the variables that a foreign server inherits: the path, the home folder, the locale, the temporary folder and the
 * proxies. Keys and tokens of other programs stay here; an entry in a configuration file names what else a server needs.
 *
 * @param environment The variables of this program.
 */
export function getForeignEnvironment(
  environment: Readonly<Record<string, string>> = Deno.env.toObject(),
  os: typeof Deno.build.os = Deno.build.os,
): Record<string, string> {
  const allowed = new Set(os === "windows" ? [...ALLOWED, ...ALLOWED_ON_WINDOWS] : ALLOWED);
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => allowed.has(toUpperCase(name, os)) || name.startsWith("LC_")),
  );
}

/** Windows ignores the case of all names. Elsewhere, only those of proxies are also written in lower case. */
function toUpperCase(name: string, os: typeof Deno.build.os): string {
  return os === "windows" || name.endsWith("_proxy") ? name.toUpperCase() : name;
}

/** Returns the variables that this program's own servers inherit: all except the keys of models and the settings of servers. */
export function getOwnEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Deno.env.toObject()).filter(([name]) =>
      !KEY_VARIABLES.includes(name) && !name.startsWith("SUPPORT_MCP_")
    ),
  );
}
