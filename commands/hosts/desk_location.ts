import type { ConfiguredProgram } from "../../install/mod.ts";
import { type DeskLocation, getDefaultLocation } from "../../store/mod.ts";
import { isPlaceholder } from "../values/mod.ts";

/** Returns the desk that a host's server works on, by its flags and variables. */
export function getDeskLocation({ args, env }: ConfiguredProgram): DeskLocation {
  const flag = args.indexOf("--db");
  const named = [flag === -1 ? undefined : args[flag + 1], env.SUPPORT_MCP_DB];
  const location = named.find((value) => value && !isPlaceholder(value));
  return location ?? (args.includes("--demo") ? ":memory:" : getDefaultLocation());
}
