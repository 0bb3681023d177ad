/** A process that adds servers to a configuration, one after the other: `FILE HOST NAME…`. With `FILE` alone, it locks it. */

import { editConfig } from "../../install/files/config_file.ts";
import { withEditLock } from "../../install/files/edit_lock.ts";
import { addServers } from "../../install/host_configuration.ts";
import { type HostId, HOSTS } from "../../install/hosts.ts";

const [path, id, ...names] = Deno.args as [string, HostId?, ...string[]];
if (id === undefined) {
  await withEditLock(path, async () => {
    Deno.stdout.writeSync(new TextEncoder().encode("locked\n"));
    await new Promise((resume) => setTimeout(resume, 60_000));
  });
} else {
  for (const name of names) {
    await editConfig(path, (text) => {
      const configuration = { host: HOSTS[id], path, text, ours: "/opt/support-mcp" };
      return addServers(configuration, new Map([[name, { command: "/opt/support-mcp", args: ["serve"] }]]));
    });
  }
}
