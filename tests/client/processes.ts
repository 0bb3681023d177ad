import { fileURLToPath } from "node:url";
import type { ServerCommand } from "../../client/transports/server_command.ts";
import { until } from "../until.ts";

/** Returns the command of a server in `servers/`, by file name. */
export function serverCommand(name: string, ...args: string[]): ServerCommand {
  const file = fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url));
  return { name, program: Deno.execPath(), args: ["run", "-A", file, ...args] };
}

/** Returns the same as a command line. */
export function serverCommandLine(name: string, ...args: string[]): string {
  const command = serverCommand(name, ...args);
  return [command.program, ...command.args].map((word) => `'${word}'`).join(" ");
}

/** Waits until `count` processes have created their files in a folder, and returns their IDs. */
export async function waitForProcesses(folder: string, count: number): Promise<number[]> {
  const ids = () => Array.from(Deno.readDirSync(folder), ({ name }) => Number(name));
  await until(() => ids().length === count, `${count} processes start`);
  return ids();
}

/** Returns a signal that is never aborted. */
export function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

/** Returns whether a process is running. A zombie is not. */
export async function isRunning(id: number): Promise<boolean> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "stat=", "-p", String(id)] }).output();
  const state = new TextDecoder().decode(stdout).trim();
  return state !== "" && !state.startsWith("Z");
}
