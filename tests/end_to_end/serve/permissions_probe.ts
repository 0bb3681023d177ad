/**
 * The program, with a probe inside: on SIGUSR2 it tries what a server must not be able to do, and prints the names of the
 * actions that succeeded as one line of JSON on standard error.
 */

import { main } from "../../../commands/command_line/mod.ts";
import { openTerminal } from "../../../commands/output/mod.ts";

const terminal = openTerminal();

/** Another program's socket, which is there before the permissions are given up. */
const socket = await Deno.makeTempFile({ suffix: ".sock" });
await Deno.remove(socket);
const listener = Deno.listen({ transport: "unix", path: socket });
globalThis.addEventListener("unload", () => listener.close());

const actions: Record<string, () => unknown> = {
  "run a program": () => new Deno.Command(Deno.execPath(), { args: ["--version"] }).output(),
  "load a library": () => Deno.dlopen("libc.so.6", {}),
  "import remote code": () => import(`https://localhost:${9}/remote.ts`),
  "read the environment": () => Deno.env.toObject(),
  "read system information": () => Deno.osRelease(),
  "open a connection": () => Deno.connect({ port: 65_000 }),
  "connect to a Unix socket": () => Deno.connect({ transport: "unix", path: socket }),
  "listen on a port": () => Deno.listen({ port: 0 }),
  "resolve a name": () => Deno.resolveDns("localhost", "A"),
  "write a file": () => Deno.writeTextFile(`/nowhere/${crypto.randomUUID()}`, ""),
};

Deno.addSignalListener("SIGUSR2", async () => {
  const allowed = [];
  for (const [name, act] of Object.entries(actions)) if (await isAllowed(act)) allowed.push(name);
  terminal.process.stderr.write(`allowed: ${JSON.stringify(allowed)}\n`);
});

/** Any other error than a refusal, such as of a network that is not there, means that it was allowed. */
async function isAllowed(act: () => unknown): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    return !(error instanceof Deno.errors.NotCapable || /Requires import access/.test(String(error)));
  }
}

Deno.exit(await main(Deno.args, terminal));
