/** Running a program to its end while looking at its memory. */

import type { CommandLine } from "../programs/program.ts";
import { CAN_READ_MEMORY, readMemory } from "./memory.ts";

export interface MeasuredRun {
  /** From start to end. */
  seconds: number;
  /** The most memory that it held; undefined where the system doesn't tell. */
  megabytes: number | undefined;
}

/** How often its memory is looked at: the most so far is counted by the system, so only the last moment is missed. */
const POLL_INTERVAL_MS = 25;

/**
 * Runs a program.
 *
 * @throws {Error} When it fails, with what it wrote to standard error.
 */
export async function measureRun({ program, args }: CommandLine): Promise<MeasuredRun> {
  const began = performance.now();
  const child = new Deno.Command(program, { args: [...args], stdin: "null", stdout: "null", stderr: "piped" }).spawn();
  let megabytes: number | undefined;
  const look = () => readMemory(child.pid).then(({ peak: highest }) => megabytes = highest, () => {}); // it may have ended
  const timer = CAN_READ_MEMORY ? setInterval(look, POLL_INTERVAL_MS) : undefined;
  const { success, stderr } = await child.output();
  const seconds = (performance.now() - began) / 1000;
  clearInterval(timer);
  if (!success) throw new Error(`${[program, ...args].join(" ")} failed:\n${new TextDecoder().decode(stderr)}`);
  return { seconds, megabytes };
}
