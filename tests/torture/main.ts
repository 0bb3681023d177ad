// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * Tortures the real program for a time: each round makes a desk, lets hosts write to it, and strikes. Every acknowledged
 * change must then be there exactly once, and the desk must have no damage.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { delay } from "../../base/timing/delay.ts";
import { createRandom } from "../create_random.ts";
import { FAULTS } from "./faults/mod.ts";
import { type Fault, Round, type RoundResult } from "./round.ts";

/** The time limit of a round, in milliseconds. Most take a few seconds. */
const TIMEOUT = 120_000;

/** The rounds of one fault. */
interface Row extends RoundResult {
  rounds: number;
  failures: number;
}

const USAGE = `usage: deno task torture [--seconds N] [--seed N] [--only FAULT]
Tortures the program for N seconds (default: 60), each fault at least once. SUPPORT_MCP_BINARY names a compiled program.
faults: ${FAULTS.map(({ name }) => name).join(", ")}`;

async function main(): Promise<number> {
  const options = { seconds: { type: "string" }, seed: { type: "string" }, only: { type: "string" } } as const;
  const { values } = parseArgs({ args: Deno.args, options });
  const { seconds = "60", seed = String(Date.now() % 100_000), only } = values;
  const faults = FAULTS.filter(({ name }) => only === undefined || name === only);
  if (faults.length === 0 || !(Number(seconds) > 0) || !Number.isSafeInteger(Number(seed))) {
    console.error(USAGE);
    return 2;
  }
  console.log(`seed ${seed}`);
  const { possible, obstacles } = await findPossible(faults);
  const rows = await torture(possible, Number(seconds), Number(seed));
  return report(rows, obstacles);
}

async function findPossible(faults: readonly Fault[]) {
  const all = await Promise.all(faults.map(async (fault) => ({ fault, obstacle: await fault.findObstacle?.() })));
  return {
    possible: all.flatMap(({ fault, obstacle }) => obstacle === undefined ? [fault] : []),
    obstacles: all.flatMap(({ fault, obstacle }) => obstacle === undefined ? [] : [`${fault.name}: ${obstacle}`]),
  };
}

/** Goes through the faults in turn until the time is over, each at least once. */
async function torture(faults: readonly Fault[], seconds: number, seed: number): Promise<Map<Fault, Row>> {
  const end = Date.now() + seconds * 1_000;
  const rows = new Map(faults.map((fault) => [fault, { rounds: 0, failures: 0, acknowledged: 0, unacknowledged: 0 }]));
  for (let turn = 0; turn < faults.length || Date.now() < end; turn++) {
    const fault = faults[turn % faults.length]!;
    const row = rows.get(fault)!;
    row.rounds++;
    await runRound(fault, seed + turn, row);
  }
  return rows;
}

async function runFault(fault: Fault, round: Round): Promise<RoundResult> {
  await fault.run(round);
  return await (fault.verify?.(round) ?? round.verify());
}

/** Fails after a time, so that a program that is stuck does not stop the torture. */
async function failAfter(milliseconds: number): Promise<never> {
  await delay(milliseconds, { persistent: false });
  throw new Error(`it is not over after ${milliseconds / 1_000} s`);
}

async function runRound(fault: Fault, seed: number, row: Row): Promise<void> {
  await using round = await Round.create(createRandom(seed));
  try {
    const { acknowledged, unacknowledged } = await Promise.race([runFault(fault, round), failAfter(TIMEOUT)]);
    row.acknowledged += acknowledged;
    row.unacknowledged += unacknowledged;
    console.log(`${fault.name}: ${acknowledged} acknowledged, ${unacknowledged} without, none lost`);
  } catch (error) {
    row.failures++;
    console.error(`FAILED ${fault.name} (--only "${fault.name}" --seed ${seed}): ${(error as Error).message}`);
  }
}

/** Prints a table, and ends as a run of `deno test` does. */
function report(rows: ReadonlyMap<Fault, Row>, obstacles: readonly string[]): number {
  console.log(`\n${"fault".padEnd(28)}  rounds  acknowledged  without  failed`);
  for (const [{ name }, { rounds, acknowledged, unacknowledged, failures }] of rows) {
    const cells = [pad(rounds, 6), pad(acknowledged, 12), pad(unacknowledged, 7), pad(failures, 6)];
    console.log([name.padEnd(28), ...cells].join("  "));
  }
  for (const obstacle of obstacles) console.log(`not tried: ${obstacle}`);
  const all = [...rows.values()];
  const failed = all.reduce((sum, { failures }) => sum + failures, 0);
  const passed = all.reduce((sum, { rounds }) => sum + rounds, 0) - failed;
  console.log(`\n${failed > 0 ? "FAILED" : "ok"} | ${passed} passed | ${failed} failed | ${obstacles.length} ignored`);
  return failed > 0 ? 1 : 0;
}

function pad(number: number, width: number): string {
  return String(number).padStart(width);
}

Deno.exit(await main());
