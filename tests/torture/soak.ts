// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * Lets real servers work for a time, over stdio and HTTP, and measures what must stay flat: memory, open files, the
 * write-ahead log. Linux only.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { delay } from "../../base/timing/delay.ts";
import { computeMedian } from "../../bench/report/statistics.ts";
import { createRandom } from "../create_random.ts";
import { startHttpProgram } from "../end_to_end/http/http_hosts.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";
import { openSession, request } from "../server/transports/http/post.ts";
import { Ledger } from "./ledger.ts";
import { Writer } from "./writer.ts";

/** One measurement of a process and its store. */
interface Sample {
  /** Resident memory, in MB. */
  memory: number;
  files: number;
  /** The size of the write-ahead log, in MB. */
  log: number;
}

/** The growth that is noise, from the second quarter of the time to the last one. */
const LIMITS: Sample = { memory: 40, files: 10, log: 8 };

async function main(): Promise<number> {
  const { values } = parseArgs({ args: Deno.args, options: { seconds: { type: "string", default: "60" } } });
  const seconds = Number(values.seconds);
  if (!(seconds >= 10)) {
    console.error("usage: deno task soak [--seconds N], at least 10 (default: 60)");
    return 2;
  }
  if (Deno.build.os !== "linux") {
    console.log("not measured: it needs Linux\n\nok | 0 passed | 0 failed | 1 ignored");
    return 0;
  }
  const { samples, calls } = await soak(seconds);
  return report(samples, calls);
}

/** Runs a server over stdio that writes, and one over HTTP whose hosts come and go. */
async function soak(seconds: number) {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("desk.db");
  const end = Date.now() + seconds * 1_000;
  await using http = await startHttpProgram(["--db", db, "--max-rate", "0"]);
  await using writer = new Writer(db, { name: "soak", ledger: new Ledger(), random: createRandom(1) });
  const hosts = [1, 2, 3].map(() => comeAndGo(http.url, end));
  const samples: Record<string, Sample[]> = { stdio: [], http: [] };
  while (Date.now() < end) {
    await delay(500);
    samples.stdio!.push(await measure(writer.pid, db));
    samples.http!.push(await measure(http.running.pid, db));
  }
  const sessions = (await Promise.all(hosts)).reduce((sum, count) => sum + count, 0);
  await writer.finish();
  return { samples, calls: { writes: writer.acknowledged, sessions } };
}

/** Opens a session, reads, and closes it, again and again. @returns The number of sessions. */
async function comeAndGo(url: string, end: number): Promise<number> {
  let count = 0;
  for (; Date.now() < end; count++) {
    const headers = await openSession(url);
    await request(url, "tools/call", { name: "search_tickets", arguments: { query: "printer" } }, headers);
    await request(url, "resources/read", { uri: "ticket://list" }, headers);
    await (await fetch(url, { method: "DELETE", headers })).body?.cancel();
  }
  return count;
}

async function measure(pid: number, db: string): Promise<Sample> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  const files = await Array.fromAsync(Deno.readDir(`/proc/${pid}/fd`));
  const log = await Deno.stat(`${db}-wal`).then(({ size }) => size, () => 0);
  return { memory: Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1_024, files: files.length, log: log / 2 ** 20 };
}

function report(samples: Record<string, Sample[]>, calls: { writes: number; sessions: number }): number {
  console.log(`${calls.writes} writes over stdio, ${calls.sessions} sessions over HTTP`);
  console.log("server  measure   second quarter  last quarter");
  let failed = 0;
  let passed = 0;
  for (const [server, all] of Object.entries(samples)) {
    for (const measure of ["memory", "files", "log"] as const) {
      const values = all.map((sample) => sample[measure]);
      const [before, after] = [computeMedian(getQuarter(values, 1)), computeMedian(getQuarter(values, 3))];
      const isFlat = after - before <= LIMITS[measure];
      if (isFlat) passed++;
      else failed++;
      const cells = [
        server.padEnd(6),
        measure.padEnd(8),
        before.toFixed(1).padStart(14),
        after.toFixed(1).padStart(12),
      ];
      console.log(`${cells.join("  ")}${isFlat ? "" : "  GROWS"}`);
    }
  }
  console.log(`\n${failed > 0 ? "FAILED" : "ok"} | ${passed} passed | ${failed} failed | 0 ignored`);
  return failed > 0 ? 1 : 0;
}

function getQuarter(values: readonly number[], quarter: number): number[] {
  return values.slice(Math.floor(values.length * quarter / 4), Math.floor(values.length * (quarter + 1) / 4));
}

Deno.exit(await main());
