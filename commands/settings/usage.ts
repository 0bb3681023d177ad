import { CommandError } from "../process/mod.ts";

export type SettingsAction = "show" | "get" | "set" | "edit" | "check" | "import" | "export" | "history";

export interface SettingsFlags {
  db: string | undefined;
  user: string | undefined;
  json: boolean;
  force: boolean;
}

export interface SettingsTask {
  action: SettingsAction;
  /** A path or a file, and a value. */
  args: readonly string[];
}

/** The arguments of each action; those that may be missing in brackets. */
const ARGUMENTS: Readonly<Record<SettingsAction, readonly string[]>> = {
  show: [],
  get: ["PATH"],
  set: ["PATH", "VALUE"],
  edit: [],
  check: ["[FILE]"],
  import: ["FILE"],
  export: ["[FILE]"],
  history: [],
};

/** Rejects arguments and flags that have no effect. */
export function checkUsage({ action, args }: SettingsTask, { db, json, force }: SettingsFlags): void {
  const expected = ARGUMENTS[action];
  const missing = expected[args.length];
  const problem = db === ":memory:"
    ? "--db cannot be :memory:, because a store in memory is empty. Name another store."
    : missing !== undefined && !missing.startsWith("[")
    ? `${action} needs ${missing}: support-mcp settings ${[action, ...expected].join(" ")}`
    : args.length > expected.length
    ? `${action} takes ${
      expected.length === 0 ? "no arguments" : expected.join(" ")
    }. Put quotation marks around a value with spaces.`
    : json && !["show", "get", "history"].includes(action)
    ? "--json is only for show, get and history."
    : force && action !== "export"
    ? "--force is only for export."
    : undefined;
  if (problem !== undefined) throw new CommandError(problem, 2);
}
