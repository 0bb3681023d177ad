/** Runs the official conformance suite, which is a program of its own, and reads what it found. */

import { join } from "node:path";

/** Which of the two is tested. */
export type Side = "server" | "client";

/** One run of the suite. */
export interface Run {
  side: Side;
  /** What the report calls it. */
  title: string;
  /** The suite's version. */
  version: string;
  /** Which of its scenarios. */
  selection: readonly string[];
}

/** What came of one scenario. */
export interface ScenarioResult {
  scenario: string;
  passed: number;
  /** What each failed check says; a warning counts as failed. */
  failures: string[];
}

interface Check {
  id: string;
  status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  description: string;
  errorMessage?: string;
}

/** How long one run may take, in milliseconds. */
const TIMEOUT = 180_000;
/** What it prints when every scenario was run. */
const END_MARK = "SUMMARY ===";
/** A result's folder is called after the side, where that is the server's, the scenario and the time. */
const RESULT_FOLDER = /^(?:server-)?(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/;

/**
 * Runs scenarios of the suite.
 *
 * @param target How the suite reaches what it tests: its options.
 * @returns The scenarios' results by name.
 * @throws {Error} When the suite itself fails or doesn't end.
 */
export async function runSuite(
  { side, version, selection }: Run,
  target: readonly string[],
): Promise<ScenarioResult[]> {
  const folder = await Deno.makeTempDir({ prefix: "conformance-" });
  try {
    const program = `npm:@modelcontextprotocol/conformance@${version}`;
    const output = await runSuiteProgram(["--no-lock", program, side, ...target, ...selection, "-o", folder]);
    if (!output.includes(END_MARK)) throw new Error(`The conformance suite ${version} broke off:\n${output}`);
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
  if (late) throw new Error(`The conformance suite did not end within ${TIMEOUT / 1000} seconds:\n${text}`);
  return text;
}

/** A scenario whose name has a slash has its results one folder deeper. */
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

/** Sums up a scenario's checks. */
export function toScenarioResult(scenario: string, checks: readonly Check[]): ScenarioResult {
  const failed = checks.filter(({ status }) => status === "FAILURE" || status === "WARNING");
  return {
    scenario,
    passed: checks.filter(({ status }) => status === "SUCCESS").length,
    failures: failed.map(({ id, description, errorMessage }) => `${id}: ${errorMessage ?? description}`),
  };
}
