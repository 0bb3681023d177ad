/** The memory of a running process, as Linux counts it (proc(5), "status"). */

/** In megabytes. */
export interface Memory {
  /** Current resident memory. */
  resident: number;
  /** Peak resident memory. */
  peak: number;
}

/** True if this system reports the memory of a process. */
export const CAN_READ_MEMORY: boolean = Deno.build.os === "linux";

/**
 * Reads the memory of a process.
 *
 * @throws {Deno.errors.NotFound} If it has exited.
 */
export async function readMemory(pid: number): Promise<Memory> {
  return parseMemory(await Deno.readTextFile(`/proc/${pid}/status`));
}

/**
 * Parses the text of the status file.
 *
 * @throws {Error} If a line is missing: the process has exited, and only its exit code is left.
 */
export function parseMemory(status: string): Memory {
  const megabytes = (name: string) => {
    const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status);
    if (!line) throw new Error(`Cannot read the memory of the process: ${name} is missing, so it has exited`);
    return Number(line[1]) * 1024 / 1e6;
  };
  return { resident: megabytes("VmRSS"), peak: megabytes("VmHWM") };
}
