/** Asks a host for its servers, with its own command. */

import { toShortLine } from "../../base/text/short_line.ts";
import type { Finding } from "./finding.ts";
import { runProgram } from "./run_program.ts";

/** Hosts start every server before they answer. In milliseconds. */
const TIMEOUT = 15_000;

/** The command and what it printed, or why it failed. */
export type Listing = { command: string } & ({ text: string } | { problem: string });

/**
 * Runs the command with which a host lists its servers.
 *
 * @param command The program and its arguments.
 * @param timeout In milliseconds.
 * @returns Undefined if the host has no such command, or it is not on the path.
 */
export async function askHost(
  command: readonly [program: string, ...args: string[]] | undefined,
  timeout = TIMEOUT,
): Promise<Listing | undefined> {
  if (command === undefined) return undefined;
  const [program, ...args] = command;
  const shown = command.join(" ");
  try {
    const { success, isLate, stdout, stderr } = await runProgram(program, args, timeout);
    if (success) return { command: shown, text: `${stdout}\n${stderr}` }; // some list on standard error
    const reason = isLate ? `no answer within ${timeout / 1000} s` : findLine(stderr) || findLine(stdout);
    return { command: shown, problem: reason || "it printed nothing" };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    return { command: shown, problem: (error as Error).message };
  }
}

/**
 * Reports what the host says about each server.
 *
 * @param path The configuration that has the servers.
 */
export function judgeListing(
  listing: Listing | undefined,
  names: readonly string[],
  path: string,
): Omit<Finding, "subject">[] {
  if (listing === undefined) return [];
  const { command } = listing;
  if ("problem" in listing) {
    return [{ kind: "hint", message: `${command} failed: ${toShortLine(stripStyles(listing.problem))}` }];
  }
  const lines = stripStyles(listing.text).split("\n");
  return names.map((name) => {
    const line = lines.find((one) => one.split(/[\s:]+/).includes(name));
    if (line !== undefined) {
      return { kind: judgeLine(line), message: `${command} shows ${toShortLine(line.trim(), 200)}` };
    }
    const message = `${command} does not show ${name}, which is in ${path}. If the host reads another file, name it: ` +
      "support-mcp install HOST --config FILE.";
    return { kind: "failed", message };
  });
}

function judgeLine(line: string): Finding["kind"] {
  if (/\b(?:failed|error|disconnected|not connected)\b|[✗✘]/i.test(line)) return "failed";
  return /\b(?:disabled|pending|needs)\b/i.test(line) ? "hint" : "ok";
}

function findLine(text: string): string | undefined {
  return text.split("\n").map((line) => line.trim()).find((line) => line !== "");
}

/** Removes the escape sequences of colours. */
function stripStyles(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/\x1b\[[0-9;?]*[A-Za-z]/g, "");
}
