/** A release: one version of the program, its binaries, and where people get it. */

import { Buffer } from "node:buffer";
import { join } from "node:path";
import manifest from "../deno.json" with { type: "json" };
import { PROGRAM_MARK } from "../scripts/bundle/prepare_pages.ts";
import { findPlatform, type Platform, PLATFORMS } from "./platforms.ts";

export const NAME = "support-mcp";
/** The registry allows 100 characters. */
export const DESCRIPTION =
  "A complete support desk for AI hosts: tickets, customers, history and search, in one binary";

export interface Release {
  version: string;
  /** The web address of the repository, such as `https://github.com/OWNER/support-mcp`. */
  repository: string;
  /** The name of the image without its tag, such as `HOST/OWNER/support-mcp`; undefined if none is published. */
  image?: string;
  /** The folder of the packages. */
  out: string;
  binaries: readonly Binary[];
}

/** The compiled program of a platform. */
export interface Binary {
  platform: Platform;
  content: Uint8Array;
}

/**
 * Reads the options of a release, and the binaries in a folder: `support-mcp` of this platform, as `deno task compile` writes
 * it, and `support-mcp-PLATFORM` of any other.
 *
 * @throws {Error} If the repository is unknown or invalid, or there is no binary, or another program in its place.
 */
export async function openRelease(
  { repository, image, out, folder }: { repository?: string; image?: string; out: string; folder: string },
): Promise<Release> {
  if (!repository) throw new Error("--repository is missing, and Git has no remote origin. Give the repository's URL.");
  const binaries = await readBinaries(folder);
  if (binaries.length === 0) throw new Error(`${folder} has no binary. Run deno task compile first.`);
  return { version: manifest.version, repository: toWebAddress(repository), ...image && { image }, out, binaries };
}

/** Lists the platforms that a release has no binary for. */
export function listMissing({ binaries }: Release): Platform[] {
  return PLATFORMS.filter((platform) => !binaries.some((binary) => binary.platform === platform));
}

/** Returns the server's name in the registry: the repository's host in reverse, and its path. */
export function getServerName({ repository }: Release): string {
  const { hostname, pathname } = new URL(repository);
  const owner = pathname.split("/")[1]!;
  if (hostname === "github.com") return `io.github.${owner}/${NAME}`;
  return `${hostname.split(".").reverse().join(".")}/${NAME}`;
}

/** Returns the address of a file of this release. */
export function getDownload({ repository, version }: Release, file: string): string {
  return `${repository}/releases/download/v${version}/${file}`;
}

/** Writes a file into the release, and returns its name. */
export async function writeFile({ out }: Release, name: string, content: Uint8Array | string): Promise<string> {
  await Deno.mkdir(join(out, name, ".."), { recursive: true });
  await Deno.writeFile(join(out, name), typeof content === "string" ? new TextEncoder().encode(content) : content);
  return name;
}

/** Formats JSON as a file. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Turns `git@HOST:OWNER/NAME.git` and similar forms into a web address. */
function toWebAddress(repository: string): string {
  const address = repository.replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, "https://$1/").replace(/(?:\.git)?\/?$/, "");
  if (!/^https:\/\/[^/]+\/[^/]+\/[^/]+$/.test(address)) {
    const origin = "By default, it is RELEASE_REPOSITORY, or Git's remote origin.";
    throw new Error(`--repository is invalid: "${repository}". ${origin} Use the form https://HOST/OWNER/NAME.`);
  }
  return address;
}

async function readBinaries(folder: string): Promise<Binary[]> {
  const own = findPlatform(Deno.build.target);
  const binaries = await Promise.all(PLATFORMS.map(async (platform) => {
    const suffix = platform.os === "win32" ? ".exe" : "";
    const named = await readBinary(join(folder, `${NAME}-${platform.name}${suffix}`));
    const content = named ?? (platform === own ? await readBinary(join(folder, platform.executable)) : undefined);
    return content === undefined ? [] : [{ platform, content }];
  }));
  return binaries.flat();
}

/** @throws {Error} If the file does not contain the words by which installers recognize the program. */
async function readBinary(path: string): Promise<Uint8Array | undefined> {
  try {
    const content = await Deno.readFile(path);
    if (Buffer.from(content.buffer).includes(`${PROGRAM_MARK} `)) return content;
    throw new Error(`${path} is not this program, or an old one. Run deno task compile first.`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
