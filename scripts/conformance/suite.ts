/** Runs the official conformance suite, a separate program, and reads its results. */

import { join } from "node:path";

/** The side under test. */
export type Side = "server" | "client";

/** One run of the suite. */
export interface Run {
  side: Side;
  /** The column title in the report. */
  title: string;
  /** The suite's version. */
  version: string;
  /** The options that select scenarios. */
  selection: readonly string[];
}

/** The result of one scenario. */
export interface ScenarioResult {
  scenario: string;
  passed: number;
  /** The messages of failed checks. A warning counts as a failure. */
  failures: string[];
}

interface Check {
  id: string;
  status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  description: string;
  errorMessage?: string;
}

/** The timeout of a run, in milliseconds. */
const TIMEOUT = 180_000;
/** Printed by the suite after the last scenario. */
const END_MARK = "SUMMARY ===";
/** The name of a result folder: `server-` on that side, the scenario, and the time. */
const RESULT_FOLDER = /^(?:server-)?(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/;

/**
 * Runs scenarios of the suite.
 *
 * @param target The suite's options for the side under test.
 * @returns The results, sorted by scenario.
 * @throws {Error} If the suite itself fails or times out.
 */
export async function runSuite(
  { side, version, selection }: Run,
  target: readonly string[],
): Promise<ScenarioResult[]> {
  const folder = await Deno.makeTempDir({ prefix: "conformance-" });
  try {
    const program = `npm:@modelcontextprotocol/conformance@${version}`;
    const output = await runSuiteProgram(["--no-lock", program, side, ...target, ...selection, "-o", folder]);
    if (!output.includes(END_MARK)) throw new Error(`The conformance suite ${version} failed:\n${output}`);
    const results = await readResults(folder);
    return results.sort((one, other) => one.scenario < other.scenario ? -1 : 1);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function runSuiteProgram(args: readonly string[]): Promise<string> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    process.kill("SIGKILL");
  }, TIMEOUT);
  const { stdout, stderr } = await process.output();
  clearTimeout(timer);
  const text = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("\n");
  if (late) throw new Error(`The conformance suite timed out after ${TIMEOUT / 1000} seconds:\n${text}`);
  return text;
}

/** Results of a scenario with a slash in its name are one folder deeper. */
async function readResults(folder: string, group = ""): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const path = join(folder, name);
    const scenario = RESULT_FOLDER.exec(name)?.[1];
    if (scenario === undefined) results.push(...await readResults(path, `${name}/`));
    else results.push(toScenarioResult(group + scenario, await readChecks(path)));
  }
  return results;
}

async function readChecks(folder: string): Promise<Check[]> {
  return JSON.parse(await Deno.readTextFile(join(folder, "checks.json")));
}

/** Summarizes a scenario's checks. */
export function toScenarioResult(scenario: string, checks: readonly Check[]): ScenarioResult {
  const failed = checks.filter(({ status }) => status === "FAILURE" || status === "WARNING");
  return {
    scenario,
    passed: checks.filter(({ status }) => status === "SUCCESS").length,
    failures: failed.map(({ id, description, errorMessage }) => `${id}: ${errorMessage ?? description}`),
  };
}
