// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * `deno task conformance`: runs the official conformance suite against our HTTP server and our client. It runs the current
 * release, and the preview that lists the requirements of MCP 2025-11-25 and 2026-07-28.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { EXPECTED_FAILURES } from "../tests/conformance/expected_failures.ts";
import { formatReport, formatSummary } from "./conformance/report.ts";
import { type Run, runSuite, type Side } from "./conformance/suite.ts";
import { findOutdated, judgeResults, type Verdict } from "./conformance/verdict.ts";

const RELEASE = "0.1.16";
const PREVIEW = "0.2.0-alpha.12";

const RUNS: readonly Run[] = [
  { side: "server", title: RELEASE, version: RELEASE, selection: ["--suite", "active"] },
  { side: "server", title: "2025-11-25", version: PREVIEW, selection: ["--requirements", "2025-11-25"] },
  { side: "server", title: "2026-07-28", version: PREVIEW, selection: ["--requirements", "2026-07-28"] },
  { side: "client", title: RELEASE, version: RELEASE, selection: ["--suite", "all"] },
  { side: "client", title: "2025-11-25", version: PREVIEW, selection: ["--requirements", "2025-11-25"] },
  { side: "client", title: "2026-07-28", version: PREVIEW, selection: ["--requirements", "2026-07-28"] },
];

/** A running server under test. */
class FixtureServer implements AsyncDisposable {
  private constructor(private readonly process: Deno.ChildProcess, readonly url: string) {}

  static async start(): Promise<FixtureServer> {
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--unstable-kv", getFixturePath("fixture_server.ts")],
      stdout: "piped",
    }).spawn();
    const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
    const { value } = await reader.read();
    if (value === undefined) throw new Error("The fixture server did not start.");
    return new FixtureServer(process, value.trim());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill();
    await this.process.status;
  }
}

async function runAll(): Promise<Verdict[]> {
  await using server = await FixtureServer.start();
  const targets: Record<Side, string[]> = {
    server: ["--url", server.url],
    client: ["--command", `${Deno.execPath()} run -A --unstable-kv ${getFixturePath("fixture_client.ts")}`],
  };
  const verdicts: Verdict[] = [];
  for (const run of RUNS) {
    const results = await runSuite(run, targets[run.side]);
    verdicts.push(...judgeResults(run, results, EXPECTED_FAILURES));
  }
  return verdicts;
}

function getFixturePath(name: string): string {
  return fileURLToPath(new URL(`../tests/conformance/${name}`, import.meta.url));
}

const began = performance.now();
const verdicts = await runAll();
const outdatedFailures = findOutdated(EXPECTED_FAILURES, verdicts);
console.log(formatReport(verdicts, EXPECTED_FAILURES));
for (const { side, scenario } of outdatedFailures) {
  console.log(`\nFAILED ${side} ${scenario}: passes now: remove it from expected_failures.ts`);
}
console.log(`\n${formatSummary(verdicts, outdatedFailures.length, (performance.now() - began) / 1000)}`);
Deno.exit(outdatedFailures.length > 0 || verdicts.some(({ outcome }) => outcome === "failed") ? 1 : 0);
