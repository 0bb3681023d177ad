/** The npm packages: one with a launcher, and one with the binary for each platform, which npm chooses by `os` and `cpu`. */

import { createTarGz, type Entry, readEntry, toTextEntry } from "./archive/mod.ts";
import { readDocuments } from "./documents.ts";
import type { Platform } from "./platforms.ts";
import { DESCRIPTION, formatJson, getServerName, NAME, type Release, writeFile } from "./release.ts";

/**
 * Writes the packages as tarballs. The launcher depends on the exact versions of the others, and on those alone that this
 * release has.
 *
 * @returns The names of the files.
 */
export async function writeNpmPackages(release: Release): Promise<string[]> {
  const launcher = [
    toTextEntry("package.json", formatJson(createLauncherManifest(release))),
    await readEntry("bin/support-mcp.js", new URL("npm/support-mcp.js", import.meta.url), 0o755),
  ];
  const files = [await writePackage(release, NAME, launcher)];
  for (const { platform, content } of release.binaries) {
    const entries = [
      toTextEntry("package.json", formatJson(createPlatformManifest(release, platform))),
      { path: `bin/${platform.executable}`, content, mode: 0o755 },
    ];
    files.push(await writePackage(release, `${NAME}-${platform.name}`, entries));
  }
  return files;
}

async function writePackage(release: Release, name: string, entries: readonly Entry[]): Promise<string> {
  const all = [...entries, ...await readDocuments()];
  const inside = all.map((entry) => ({ ...entry, path: `package/${entry.path}` }));
  return await writeFile(release, `npm/${name}-${release.version}.tgz`, await createTarGz(inside));
}

function createLauncherManifest(release: Release) {
  const packages = release.binaries.map(({ platform }) => [getPackageName(platform), release.version]);
  return {
    name: NAME,
    ...createCommonManifest(release),
    keywords: ["mcp", "model-context-protocol", "mcp-server", "support", "tickets", "help-desk"],
    mcpName: getServerName(release),
    bin: { [NAME]: "bin/support-mcp.js" },
    engines: { node: ">=18" },
    optionalDependencies: Object.fromEntries(packages),
  };
}

function createPlatformManifest(release: Release, platform: Platform) {
  const { os, cpu } = platform;
  return {
    name: getPackageName(platform),
    ...createCommonManifest(release),
    os: [os],
    cpu: [cpu],
    ...os === "linux" && { libc: ["glibc"] },
    preferUnplugged: true, // Yarn would keep the binary in a zip archive, where it cannot run
  };
}

function createCommonManifest({ version, repository }: Release) {
  return {
    version,
    description: DESCRIPTION,
    license: "MIT",
    repository: { type: "git", url: `git+${repository}.git` },
    homepage: `${repository}#readme`,
  };
}

function getPackageName({ name }: Platform): string {
  return `@${NAME}/${name}`;
}
