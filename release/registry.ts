/** `server.json`: the entry of this release in the MCP registry, schema 2025-12-11. */

import { readSum } from "./checksums.ts";
import { getBundle } from "./mcpb.ts";
import { DESCRIPTION, formatJson, getDownload, getServerName, NAME, type Release, writeFile } from "./release.ts";

const FILE = "server.json";
const SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";
const STDIO = { type: "stdio" };

/** Variables that a host may ask a person for. */
const VARIABLES = [
  { name: "SUPPORT_MCP_DB", description: "The path of the store, or the URL of a KV Connect server" },
  { name: "SUPPORT_MCP_READ_ONLY", description: "Expose only read-only tools", format: "boolean" },
];

/**
 * Writes the entry. The bundles have to be in the release already, because the entry has their sums.
 *
 * @returns The name of the file.
 */
export async function writeRegistryEntry(release: Release): Promise<string> {
  const { version, repository, image, binaries } = release;
  const bundles = await Promise.all(binaries.map(async ({ platform }) => {
    const file = getBundle(platform);
    const identifier = getDownload(release, file);
    return { registryType: "mcpb", identifier, version, fileSha256: await readSum(release, file), transport: STDIO };
  }));
  const entry = {
    $schema: SCHEMA,
    name: getServerName(release),
    title: "Support desk",
    description: DESCRIPTION,
    version,
    repository: { url: repository, source: getSource(repository) },
    packages: [createNpmPackage(version), ...bundles, ...image === undefined ? [] : [createImage(image, version)]],
  };
  return await writeFile(release, FILE, formatJson(entry));
}

function createNpmPackage(version: string) {
  return {
    registryType: "npm",
    identifier: NAME,
    version,
    runtimeHint: "npx",
    transport: STDIO,
    packageArguments: [{ type: "positional", value: "serve" }],
    environmentVariables: VARIABLES,
  };
}

function createImage(image: string, version: string) {
  return {
    registryType: "oci",
    identifier: `${image}:${version}`,
    runtimeHint: "docker",
    transport: STDIO,
    packageArguments: [{ type: "positional", value: "serve" }],
    environmentVariables: VARIABLES,
  };
}

/** The name of a code host, such as `github`. */
function getSource(repository: string): string {
  return new URL(repository).hostname.split(".").at(-2) ?? "git";
}
