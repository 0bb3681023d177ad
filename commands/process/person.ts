import type { Actor } from "../../store/mod.ts";

/**
 * The person at the terminal, for the history.
 *
 * @param user The name that the command line or the environment gives (default: the login name).
 */
export function getPerson(user: string | undefined): Actor {
  return { kind: "person", name: user ?? getLoginName() ?? "unknown person", version: null };
}

/** Returns the login name; undefined if the environment does not have it. */
export function getLoginName(): string | undefined {
  return ["USER", "LOGNAME", "USERNAME"].map((name) => Deno.env.get(name)).find(Boolean);
}
