/** The machine that the figures are from. */

import { cpus } from "node:os";

/** Describes what does not change from run to run, one fact per line. */
export function describeMachine(): string[] {
  const { total } = Deno.systemMemoryInfo();
  const processors = cpus();
  return [
    `${processors.length} × ${processors[0]?.model.trim() ?? "unknown processor"}`,
    `${Math.round(total / 2 ** 30)} GiB of memory`,
    `${Deno.build.os} ${Deno.osRelease()} (${Deno.build.arch})`,
    `Deno ${Deno.version.deno}`,
  ];
}

/** Describes when something was measured, and how busy the machine was. */
export function describeCircumstances(now = new Date()): string {
  const [load] = Deno.loadavg();
  return `Measured on ${now.toISOString().slice(0, 10)}. Load average before the run: ${load!.toFixed(1)}.`;
}
