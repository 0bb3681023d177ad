/** The processes that hold locks on a file. Only Linux lists them (proc_locks(5)). */

import { toPrintableLine } from "../../../base/text/printable.ts";

/** In UTF-16 code units. Longer command lines are cut. */
const MAX_COMMAND_LENGTH = 60;

/** Finds the other processes that have locked the file in any way. SQLite holds a lock while it has a store open. */
export async function findLockHolders(path: string): Promise<number[]> {
  try {
    const { ino, dev } = await Deno.stat(path);
    const file = `${formatDevice(dev)}:${ino}`;
    const locks = (await Deno.readTextFile("/proc/locks")).split("\n").map((line) => line.trim().split(/\s+/));
    const holders = locks.filter((fields) => fields.includes(file)).map((fields) => Number(fields[4]));
    return [...new Set(holders)].filter((pid) => pid > 0 && pid !== Deno.pid);
  } catch {
    return []; // there is no such file, or the system has no such list
  }
}

/** Names processes for a message, such as `process 4711 (support-mcp serve)`. */
export async function describeProcesses(pids: readonly number[]): Promise<string> {
  return (await Promise.all(pids.map(describeProcess))).join(", ");
}

async function describeProcess(pid: number): Promise<string> {
  try {
    const [program = "", ...args] = (await Deno.readTextFile(`/proc/${pid}/cmdline`)).split("\0");
    const command = toPrintableLine([program.split("/").at(-1), ...args].join(" "));
    const shown = command.length > MAX_COMMAND_LENGTH ? `${command.slice(0, MAX_COMMAND_LENGTH)}…` : command;
    return `process ${pid} (${shown})`;
  } catch {
    return `process ${pid}`;
  }
}

/** Formats a device number as the kernel does: major and minor in hexadecimal. */
function formatDevice(dev: number): string {
  const [major, minor] = [(dev >> 8) & 0xfff, (dev & 0xff) | ((dev >> 12) & 0xfff00)];
  return [major, minor].map((part) => part.toString(16).padStart(2, "0")).join(":");
}
