/** The software that the binary contains: npm packages, and what those have inlined. */

import { join } from "node:path";
import { PROJECT } from "../../scripts/bundle/bundle.ts";
import { runDeno } from "../../scripts/run_deno.ts";

/** An npm package in the binary. */
export interface Component {
  name: string;
  version: string;
  /** An SPDX expression. */
  license: string;
  /** The address of its source; undefined if its `package.json` has none. */
  repository?: string;
  /** The name of its author; undefined if its `package.json` has none. */
  author?: string;
  /** Its files, in the cache of packages. */
  folder: string;
}

/** The part of the output of `deno info --json` that is used. */
interface ModuleGraph {
  modules: { kind: string; npmPackage?: string }[];
  npmPackages: Record<string, NpmPackage>;
}

interface NpmPackage {
  name: string;
  version: string;
  dependencies: string[];
  registryUrl: string;
  /** Its files. Deno has it since 2.9. */
  localPath?: string;
}

/** A package that the binary contains, and the folder of its files. */
interface FoundPackage extends NpmPackage {
  folder: string;
}

/** The modules that the bundle starts from. */
const ENTRIES = ["main.ts", "scripts/sdk_platform.ts", "app/entries/host.ts", "app/entries/browser_en.ts"];

/** The comment in which a bundler names the package of inlined code, such as `//#region ../.pnpm/ajv@8.18.0/…`. */
const INLINED = /node_modules\/\.pnpm\/((?:@[^@/+]+\+)?[^@/+]+)@(\d[^_/(]*)/g;

/**
 * Lists the packages in the binary, by name and version. Packages that only tests and scripts use are not among them.
 *
 * @throws {Error} If a package is not in the cache and cannot be downloaded.
 */
export async function listComponents(): Promise<Component[]> {
  const packages = new Map<string, FoundPackage>();
  for (const entry of ENTRIES) await addPackages(entry, packages);
  for (const { name, version } of await findInlined([...packages.values()])) {
    if (!packages.has(`${name}@${version}`)) await addPackages(`npm:${name}@${version}`, packages, "--no-lock");
  }
  const components = await Promise.all([...packages.values()].map(readComponent));
  return components.sort((one, other) => toId(one) < toId(other) ? -1 : 1);
}

/** The name and version of a component, such as `zod@4.6.7`. */
export function toId({ name, version }: { name: string; version: string }): string {
  return `${name}@${version}`;
}

/** Adds the packages that a module reaches. A package that is given itself comes without its dependencies. */
async function addPackages(entry: string, found: Map<string, FoundPackage>, ...options: string[]): Promise<void> {
  await runDeno(["cache", "--quiet", ...options, entry], PROJECT);
  const { npmCache } = JSON.parse(await runDeno(["info", "--json"], PROJECT)) as { npmCache: string };
  const graph: ModuleGraph = JSON.parse(await runDeno(["info", "--json", ...options, entry], PROJECT));
  const waiting = graph.modules.flatMap(({ npmPackage }) => npmPackage ?? []);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const reached = graph.npmPackages[next]!;
    if (found.has(toId(reached))) continue;
    found.set(toId(reached), { ...reached, folder: reached.localPath ?? await findCacheFolder(npmCache, reached) });
    if (!entry.startsWith("npm:")) waiting.push(...reached.dependencies);
  }
}

/**
 * Returns the folder of a package in Deno's cache, for versions of Deno that do not name it.
 *
 * @param npmCache The folder of all packages.
 * @throws {Error} If it is not there.
 */
export async function findCacheFolder(
  npmCache: string,
  { name, version, registryUrl }: Pick<NpmPackage, "name" | "version" | "registryUrl">,
): Promise<string> {
  const folder = join(npmCache, new URL(registryUrl).hostname, name, version);
  if (await Deno.stat(folder).catch(() => null)) return folder;
  throw new Error(
    `${name}@${version} is not in ${folder}, where Deno ${Deno.version.deno} keeps packages. Use Deno 2.9 or newer.`,
  );
}

/** Finds the packages whose code is inside the files of others. */
async function findInlined(packages: readonly FoundPackage[]): Promise<{ name: string; version: string }[]> {
  const found = new Map<string, { name: string; version: string }>();
  for (const { folder } of packages) {
    for await (const source of readSources(folder)) {
      for (const [, name, version] of source.matchAll(INLINED)) {
        const inlined = { name: name!.replace("+", "/"), version: version! };
        found.set(toId(inlined), inlined);
      }
    }
  }
  return [...found.values()];
}

async function* readSources(folder: string): AsyncIterable<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* readSources(path);
    else if (/\.m?js$/.test(name)) yield await Deno.readTextFile(path);
  }
}

/** The parts of a `package.json` that are used. */
interface Manifest {
  license?: string;
  repository?: string | { url: string };
  author?: string | { name: string };
}

async function readComponent({ name, version, folder }: FoundPackage): Promise<Component> {
  const manifest = JSON.parse(await Deno.readTextFile(join(folder, "package.json")));
  const { license, repository, author } = manifest as Manifest;
  if (license === undefined) throw new Error(`${name}@${version} has no license in its package.json.`);
  const address = typeof repository === "string" ? repository : repository?.url;
  const person = typeof author === "string" ? author.replace(/ *[<(].*$/, "") : author?.name;
  return {
    name,
    version,
    license,
    folder,
    ...person && { author: person },
    ...address && { repository: toAddress(address) },
  };
}

/** Turns the forms of npm's `repository` into a web address. */
function toAddress(repository: string): string {
  const path = repository.match(/^(?:github:)?([\w.-]+\/[\w.-]+)$/)?.[1];
  if (path) return `https://github.com/${path}`;
  return repository.replace(/^git\+/, "").replace(/^(?:ssh|git|http):\/\/(?:git@)?/, "https://")
    .replace(/^git@([^:/]+):/, "https://$1/").replace(/\.git$/, "");
}
