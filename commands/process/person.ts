import type { Actor, SettingsStore } from "../../store/mod.ts";
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
 * @param settings They have the team, which may spell the name in another case.
 * @throws {CommandError} If there is no name.
 */
export async function getPerson(
  user: string | undefined,
  settings: Pick<SettingsStore, "read">,
  system: LoginSource = SYSTEM,
): Promise<Actor> {
  const name = (user ?? await findLoginName(system))?.trim() ?? "";
  if (name !== "") {
    const { spellAsTeam } = await import("../../store/mod.ts"); // most commands never need it
    const spelled = await spellAsTeam(name, settings).catch(() => name); // damaged settings can be replaced by any name
    return { kind: "person", name: spelled, version: null };
  }
  const reason = user === undefined ? "the operating system has no name for this user" : "it must not be empty";
  throw new CommandError(`--user is required: ${reason}. Set --user NAME or SUPPORT_MCP_USER.`, 2);
}

async function findLoginName(system: LoginSource): Promise<string | undefined> {
  const name = ["USER", "LOGNAME", "USERNAME"].map((variable) => system.get(variable)?.trim()).find(Boolean);
  return name ?? await system.readUserName().catch(() => undefined);
}
