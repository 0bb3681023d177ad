/** The memory of a running process, as Linux counts it (proc(5), "status"). */

/** In megabytes. */
export interface Memory {
  /** What it holds now. */
  resident: number;
  /** The most that it ever held. */
  peak: number;
}

/** Whether this system tells how much memory a process holds. */
export const CAN_READ_MEMORY: boolean = Deno.build.os === "linux";

/**
 * What a process holds.
 *
 * @throws {Deno.errors.NotFound} When it has ended.
 */
export async function readMemory(pid: number): Promise<Memory> {
  return parseMemory(await Deno.readTextFile(`/proc/${pid}/status`));
}

/**
 * Reads the text of such a file.
 *
 * @throws {Error} When it has no line of that name: the process has ended and only its exit code is left.
 */
export function parseMemory(status: string): Memory {
  const megabytes = (name: string) => {
    const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status);
    if (!line) throw new Error(`The process has no memory any more: ${name} is missing`);
    return Number(line[1]) * 1024 / 1e6;
  };
  return { resident: megabytes("VmRSS"), peak: megabytes("VmHWM") };
}
