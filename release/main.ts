// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * `deno task release`: turns the compiled program into packages.
 *
 *     deno task compile
 *     deno task release --repository https://github.com/OWNER/support-mcp
 *     deno task release:npm
 *
 * @module
 */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PROJECT } from "../scripts/bundle/bundle.ts";
import { writeArchives } from "./archives.ts";
import { writeChecksums } from "./checksums.ts";
import { listComponents } from "./software/components.ts";
import { writeFormula } from "./homebrew.ts";
import { writeImage } from "./image.ts";
import { writeInstallers } from "./installer.ts";
import { writeBundles } from "./mcpb.ts";
import { writeFlake } from "./nix.ts";
import { writeNpmPackages } from "./npm.ts";
import { writeRegistryEntry } from "./registry.ts";
import { listMissing, openRelease, type Release, writeFile } from "./release.ts";
import { writeSbom } from "./software/sbom.ts";

/** The parts of a release, in an order in which each finds the files whose sums it needs. */
const PARTS: Readonly<Record<string, (release: Release) => Promise<string[]>>> = {
  npm: writeNpmPackages,
  mcpb: writeBundles,
  registry: async (release) => [await writeRegistryEntry(release)],
  image: writeImages,
  installer: async (release) => {
    const archives = await writeArchives(release);
    const documents = [await writeFormula(release), await writeFlake(release), await writeSoftware(release)].flat();
    return [...archives, ...documents, ...await writeInstallers(release)];
  },
};

const OPTIONS = {
  repository: { type: "string" },
  image: { type: "string" },
  out: { type: "string" },
  binaries: { type: "string" },
  complete: { type: "boolean" },
} as const;

/**
 * Makes the parts of a release.
 *
 * @param args The names of parts (all of them if there are none), and options.
 * @returns The names of the files.
 * @throws {Error} If an option or a part is invalid, or `--complete` is set and a platform has no binary.
 */
export async function makeRelease(args: readonly string[]): Promise<string[]> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const unknown = positionals.find((part) => !Object.hasOwn(PARTS, part));
  if (unknown !== undefined) throw new Error(`"${unknown}" is no part of a release: ${Object.keys(PARTS).join(", ")}.`);
  const out = values.out ?? fileURLToPath(new URL("dist/release", PROJECT));
  const repository = values.repository ?? Deno.env.get("RELEASE_REPOSITORY") ?? await readOrigin();
  const image = values.image ?? Deno.env.get("RELEASE_IMAGE");
  const folder = values.binaries ?? fileURLToPath(new URL("dist", PROJECT));
  const release = await openRelease({ ...repository && { repository }, ...image && { image }, out, folder });
  reportMissing(release, folder, values.complete ?? false);
  const files = new Set<string>();
  for (const part of chooseParts(positionals)) {
    for (const file of await PARTS[part]!(release)) files.add(file);
  }
  return [...files, await writeChecksums(release, [...files])];
}

/** Returns the parts to make, in their order: all if none is named. The registry's entry needs the bundles. */
function chooseParts(named: readonly string[]): string[] {
  const isChosen = (part: string) => named.includes(part) || part === "mcpb" && named.includes("registry");
  return Object.keys(PARTS).filter((part) => named.length === 0 || isChosen(part));
}

function reportMissing(release: Release, folder: string, complete: boolean): void {
  const missing = listMissing(release).map(({ name }) => name);
  if (missing.length === 0) return;
  const problem = `${folder} has no binary for ${missing.join(", ")}`;
  if (complete) throw new Error(`${problem}. Copy it there as support-mcp-PLATFORM, or omit --complete.`);
  console.error(`${problem}: the release has no packages for it.`);
}

async function writeImages(release: Release): Promise<string[]> {
  const image = await writeImage(release);
  if (image !== undefined) return [image];
  console.error("The image was not made: that needs Linux, and a binary for it.");
  return [];
}

/** Writes the lists of the software in the binary. */
async function writeSoftware(release: Release): Promise<string[]> {
  const notices = await Deno.readFile(new URL("THIRD_PARTY_NOTICES", PROJECT));
  return [
    await writeFile(release, "THIRD_PARTY_NOTICES", notices),
    await writeSbom(release, await listComponents()),
  ];
}

/** Reads the address of the repository that this one was cloned from. */
async function readOrigin(): Promise<string | undefined> {
  const args = ["remote", "get-url", "origin"];
  const { success, stdout } = await new Deno.Command("git", { args, cwd: PROJECT, stderr: "null" }).output();
  return success ? new TextDecoder().decode(stdout).trim() : undefined;
}

if (import.meta.main) {
  try {
    const files = await makeRelease(Deno.args);
    const { out } = parseArgs({ args: Deno.args, options: OPTIONS, allowPositionals: true }).values;
    const folder = out ?? fileURLToPath(new URL("dist/release", PROJECT));
    for (const file of files) {
      const { size } = await Deno.stat(join(folder, file));
      console.log(`${(size / 1e6).toFixed(2).padStart(8)} MB  ${join(folder, file)}`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
