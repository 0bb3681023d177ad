import type { Actor } from "../../store/mod.ts";
import { CommandError } from "./command_error.ts";

/** The names that the operating system has for its user. */
export interface LoginSource {
  get(variable: string): string | undefined;
  /** @throws If the user has no entry. */
  readUserName(): Promise<string>;
}

const SYSTEM: LoginSource = {
  get: (variable) => Deno.env.get(variable),
  async readUserName() {
    const { userInfo } = await import("node:os"); // most commands never need it
    return userInfo().username;
  },
};

/**
 * Names the person at the terminal, for the history: who decides or changes something must be known.
 *
 * @param user The name that the command line or the environment gives (default: the login name).
 * @throws {CommandError} If there is no name.
 */
export async function getPerson(user: string | undefined, system: LoginSource = SYSTEM): Promise<Actor> {
  const name = (user ?? await findLoginName(system))?.trim() ?? "";
  if (name !== "") return { kind: "person", name, version: null };
  const reason = user === undefined ? "the operating system has no name for this user" : "it must not be empty";
  throw new CommandError(`--user is required: ${reason}. Set --user NAME or SUPPORT_MCP_USER.`, 2);
}

async function findLoginName(system: LoginSource): Promise<string | undefined> {
  const name = ["USER", "LOGNAME", "USERNAME"].map((variable) => system.get(variable)?.trim()).find(Boolean);
  return name ?? await system.readUserName().catch(() => undefined);
}
