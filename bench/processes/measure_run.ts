/** Runs a program to its end and measures time and memory. */

import type { CommandLine } from "../programs/program.ts";
import { CAN_READ_MEMORY, readMemory } from "./memory.ts";

export interface MeasuredRun {
  /** Time from start to exit. */
  seconds: number;
  /** Peak memory; undefined if the system does not report it. */
  megabytes: number | undefined;
  /** Its standard error. */
  errors: string;
}

/**
 * The interval between reads of the memory, in milliseconds. The system keeps the peak, so only the last moment is
 * missed.
 */
const POLL_INTERVAL_MS = 25;

/**
 * Runs a program.
 *
 * @throws {Error} If it fails, with its standard error.
 */
export async function measureRun({ program, args }: CommandLine): Promise<MeasuredRun> {
  const began = performance.now();
  const child = new Deno.Command(program, { args: [...args], stdin: "null", stdout: "null", stderr: "piped" }).spawn();
  let megabytes: number | undefined;
  const look = () => readMemory(child.pid).then(({ peak: highest }) => megabytes = highest, () => {}); // it may have exited
  const timer = CAN_READ_MEMORY ? setInterval(look, POLL_INTERVAL_MS) : undefined;
  const { success, stderr } = await child.output();
  const seconds = (performance.now() - began) / 1000;
  clearInterval(timer);
  const errors = new TextDecoder().decode(stderr);
  if (!success) throw new Error(`${[program, ...args].join(" ")} failed:\n${errors}`);
  return { seconds, megabytes, errors };
}
