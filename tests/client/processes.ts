import { fileURLToPath } from "node:url";
import type { ServerCommand } from "../../client/transports/server_command.ts";
import { until } from "../until.ts";

/** One of the servers in `servers/`, by the name of its file, as a command. */
export function serverCommand(name: string, ...args: string[]): ServerCommand {
  const file = fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url));
  return { name, program: Deno.execPath(), args: ["run", "-A", file, ...args] };
}

/** The same as a command line. */
export function serverCommandLine(name: string, ...args: string[]): string {
  const command = serverCommand(name, ...args);
  return [command.program, ...command.args].map((word) => `'${word}'`).join(" ");
}

/** Waits until `count` processes have made their files in a folder; gives their ids. */
export async function waitForProcesses(folder: string, count: number): Promise<number[]> {
  const ids = () => Array.from(Deno.readDirSync(folder), ({ name }) => Number(name));
  await until(() => ids().length === count, `${count} processes start`);
  return ids();
}

/** Never aborted: nobody tells this program to end. */
export function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

/** Whether a process runs; one that ended, and that nobody has looked after yet, doesn't. */
export async function isRunning(id: number): Promise<boolean> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "stat=", "-p", String(id)] }).output();
  const state = new TextDecoder().decode(stdout).trim();
  return state !== "" && !state.startsWith("Z");
}
