/** The machine that figures come from. */

import { cpus } from "node:os";

/** One fact a line. */
export function machine(now = new Date()): string[] {
  const { total } = Deno.systemMemoryInfo();
  const processors = cpus();
  const [load] = Deno.loadavg();
  return [
    `${processors.length} × ${processors[0]?.model.trim() ?? "unknown processor"}`,
    `${Math.round(total / 2 ** 30)} GiB of memory`,
    `${Deno.build.os} ${Deno.osRelease()} (${Deno.build.arch})`,
    `Deno ${Deno.version.deno}`,
    `${now.toISOString().slice(0, 10)}, load at the start ${load!.toFixed(1)}`,
  ];
}
