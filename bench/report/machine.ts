/** The machine that figures come from. */

import { cpus } from "node:os";

/** One fact a line: what doesn't change from run to run. */
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

/** When something is measured, and what else the machine does meanwhile. */
export function describeCircumstances(now = new Date()): string {
  const [load] = Deno.loadavg();
  return `Measured on ${now.toISOString().slice(0, 10)}, at a load of ${load!.toFixed(1)} before.`;
}
