// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * Tries `support-mcp install` with real hosts: installs each from npm, adds the desk to an empty home, as a program and over
 * HTTP, and asks the host itself. Needs the compiled program, npm and a network.
 *
 * Usage: deno task try-hosts [HOST…]
 */

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { judgeListing } from "../commands/doctor/mod.ts";
import { type HostId, HOSTS } from "../install/mod.ts";
import { getTriedHosts, type TriedHost } from "./try_hosts/hosts.ts";
import { type HttpDesk, startHttpDesk } from "./try_hosts/http_desk.ts";
import { type ScriptedModel, startScriptedModel } from "./try_hosts/scripted_model.ts";

const BINARY = fileURLToPath(new URL("../dist/support-mcp", import.meta.url));

/** The answer of a host about the server. */
interface Verdict {
  text: string;
  isOk: boolean;
}

/** A folder with one host, a home and a project. */
class Machine {
  constructor(private readonly folder: string, private readonly host: TriedHost) {}

  get env(): Record<string, string> {
    const path = `${join(this.folder, "node_modules/.bin")}:${Deno.env.get("PATH")}`;
    return { HOME: join(this.folder, "home"), PATH: path, CI: "1", NO_COLOR: "1" };
  }

  async prepare(): Promise<void> {
    const { npm, home, folders } = this.host;
    await run("npm", ["install", "--no-audit", "--no-fund", "--prefix", this.folder, `${npm}@latest`]);
    for (const folder of [...folders, "project"]) await Deno.mkdir(join(this.env.HOME!, folder), { recursive: true });
    for (const [path, text] of Object.entries(home)) {
      await Deno.mkdir(dirname(join(this.env.HOME!, path)), { recursive: true });
      await Deno.writeTextFile(join(this.env.HOME!, path), text);
    }
  }

  /** Runs the host or our program in the project, with nothing of this machine's own user. */
  async run(program: string, args: readonly string[]): Promise<string> {
    const cwd = join(this.env.HOME!, "project");
    return await run(join(this.folder, "node_modules/.bin", program), args, { env: this.env, cwd });
  }

  async install(id: HostId, ...flags: string[]): Promise<void> {
    await run(BINARY, ["uninstall", id], { env: this.env });
    await run(BINARY, ["install", id, ...flags], { env: this.env });
  }

  async readVersion(): Promise<string> {
    return /\d+\.\d+\.\d+/.exec(await this.run(this.host.program, ["--version"]))?.[0] ?? "unknown";
  }
}

async function run(program: string, args: readonly string[], options: Deno.CommandOptions = {}): Promise<string> {
  const signal = AbortSignal.timeout(180_000);
  const command = new Deno.Command(program, {
    ...options,
    args: [...args],
    clearEnv: "env" in options,
    stdin: "null",
    signal,
  });
  const { stdout, stderr } = await command.output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

/** The verdicts on a program and on a server over HTTP. */
async function tryHost(id: HostId, host: TriedHost, desk: HttpDesk, model: ScriptedModel): Promise<boolean> {
  const folder = await Deno.makeTempDir({ prefix: "support-mcp-host-" });
  try {
    const machine = new Machine(folder, host);
    await machine.prepare();
    const name = `${HOSTS[id].name} ${await machine.readVersion()}`;
    await machine.install(id, "--demo");
    const program = report(`${name}, program`, await ask(id, host, machine, model));
    await machine.install(id, "--url", desk.url, "--header", `Authorization: Bearer ${desk.token}`);
    const http = report(`${name}, HTTP`, await ask(id, host, machine, model));
    return program && http;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function report(about: string, { text, isOk }: Verdict): boolean {
  console.log(`${isOk ? "ok    " : "failed"} ${about}: ${text}`);
  return isOk;
}

async function ask(id: HostId, host: TriedHost, machine: Machine, model: ScriptedModel): Promise<Verdict> {
  return host.chat === undefined ? await askForList(id, machine) : await askModel(host, machine, model);
}

async function askForList(id: HostId, machine: Machine): Promise<Verdict> {
  const [program, ...args] = HOSTS[id].listCommand!;
  const listing = { command: [program, ...args].join(" "), text: await machine.run(program, args) };
  const { kind, message } = judgeListing(listing, ["support-desk"], "its configuration")[0]!;
  return { text: message, isOk: kind === "ok" };
}

async function askModel(host: TriedHost, machine: Machine, model: ScriptedModel): Promise<Verdict> {
  model.offeredTools.clear();
  let output = "";
  for (const args of host.chat!(model.url)) output += await machine.run(host.program, args);
  const tool = [...model.offeredTools].find((name) => /close_ticket_tool/.test(name));
  if (tool !== undefined) return { text: `its model is offered ${tool}`, isOk: true };
  return { text: `its model is not offered our tools: ${output.trim().split("\n").at(-1)}`, isOk: false };
}

async function main(wanted: readonly string[]): Promise<void> {
  await using model = startScriptedModel();
  await using desk = await startHttpDesk(BINARY);
  let isOk = true;
  for (const [id, host] of Object.entries(getTriedHosts(model.url))) {
    if (wanted.length > 0 && !wanted.includes(id)) continue;
    isOk = await tryHost(id as HostId, host, desk, model) && isOk;
  }
  if (!isOk) Deno.exitCode = 1;
}

if (import.meta.main) await main(Deno.args);
