/** Runs a program that may start others, such as a host behind a shell script. */

import { concatBytes } from "../../base/bytes/concat_bytes.ts";
import { HAS_PROCESS_GROUPS, signalProcessGroup } from "../../base/system/process_group.ts";
import { settlesWithin } from "../../base/timing/settles_within.ts";

/** Time limit for the last output of an exited program, in milliseconds: its children may keep the pipes open. */
const OUTPUT_TIMEOUT = 1_000;

/** The end of a program. */
export interface ProgramEnd {
  success: boolean;
  /** True if the program was killed at the time limit. */
  isLate: boolean;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program to its end. Kills it at the time limit, with the programs that it has started.
 *
 * @param timeout In milliseconds.
 * @throws {Deno.errors.NotFound} If the program is not on the path.
 */
export async function runProgram(program: string, args: readonly string[], timeout: number): Promise<ProgramEnd> {
  const options = { stdin: "null", stdout: "piped", stderr: "piped", detached: HAS_PROCESS_GROUPS } as const;
  const child = new Deno.Command(program, { args: [...args], ...options }).spawn();
  const outputs = [collectOutput(child.stdout), collectOutput(child.stderr)];
  const isLate = !await settlesWithin(child.status, timeout);
  if (isLate) signalProcessGroup(child, "SIGKILL");
  await settlesWithin(Promise.all(outputs.map(({ ended }) => ended)), OUTPUT_TIMEOUT);
  const [stdout, stderr] = await Promise.all(outputs.map(({ stop }) => stop()));
  const { success } = await child.status;
  return { success: success && !isLate, isLate, stdout: stdout!, stderr: stderr! };
}

/** Reads a stream until it ends or is stopped. */
function collectOutput(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const readAll = async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
  };
  return {
    ended: readAll(),
    stop: async (): Promise<string> => {
      await reader.cancel();
      return new TextDecoder().decode(concatBytes(chunks));
    },
  };
}
