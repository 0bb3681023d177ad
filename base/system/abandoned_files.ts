/** Unfinished files of processes that ended before they could remove them. */

import process from "node:process";

/** Returns the path of a file that this process writes before it moves it to `path`. */
export function toPartialPath(path: string): string {
  return `${path}.part-${Deno.pid}`;
}

/** Removes the unfinished files for `path`, and those that SQLite keeps beside them, unless their process still runs. */
export async function removeAbandonedFiles(path: string): Promise<void> {
  const name = path.split(/[/\\]/).at(-1)!;
  const folder = path.slice(0, path.length - name.length);
  try {
    for await (const entry of Deno.readDir(folder || ".")) {
      if (!entry.isFile || !entry.name.startsWith(`${name}.part-`)) continue;
      const [, pid] = /^(\d+)(-wal|-shm|-journal|\.lock)?$/.exec(entry.name.slice(`${name}.part-`.length)) ?? [];
      if (pid !== undefined && !isRunning(Number(pid))) await Deno.remove(folder + entry.name);
    }
  } catch {
    // They only take space.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0); // sends nothing
    return true;
  } catch (error) {
    return Reflect.get(Object(error), "code") !== "ESRCH";
  }
}
