/** The software bill of materials: everything in the binary, as CycloneDX 1.6. */

import type { Component } from "./components.ts";
import { DESCRIPTION, formatJson, getServerName, NAME, type Release, writeFile } from "../release.ts";

const FILE = `${NAME}.cdx.json`;

/** The text by which a binary's runtime introduces itself to servers. */
const USER_AGENT = /Deno\/(\d+\.\d+\.\d+)/;

/**
 * Writes the bill. It has neither a time nor a random number, so that two builds of a release are equal.
 *
 * @returns The name of the file.
 */
export async function writeSbom(release: Release, components: readonly Component[]): Promise<string> {
  const own = `${NAME}@${release.version}`;
  const parts = [createRuntime(release), ...components.map(createPart)];
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": own,
        name: NAME,
        version: release.version,
        description: DESCRIPTION,
        licenses: [{ license: { id: "MIT" } }],
        externalReferences: [{ type: "vcs", url: release.repository }],
        properties: [{ name: "mcp:server-name", value: getServerName(release) }],
      },
    },
    components: parts,
    dependencies: [{ ref: own, dependsOn: parts.map((part) => part["bom-ref"]) }],
  };
  return await writeFile(release, FILE, formatJson(bill));
}

/**
 * Reads the version of Deno in a binary.
 *
 * @throws {Error} If it has none.
 */
export function readRuntimeVersion(binary: Uint8Array): string {
  const version = USER_AGENT.exec(new TextDecoder("latin1").decode(binary))?.[1];
  if (version === undefined) throw new Error("The binary does not contain Deno. Compile it with deno task compile.");
  return version;
}

function createRuntime({ binaries }: Release) {
  const version = readRuntimeVersion(binaries[0]!.content);
  return {
    type: "platform",
    "bom-ref": `deno@${version}`,
    name: "deno",
    version,
    licenses: [{ license: { id: "MIT" } }],
    purl: `pkg:github/denoland/deno@v${version}`,
  };
}

function createPart({ name, version, license, repository }: Component) {
  return {
    type: "library",
    "bom-ref": `${name}@${version}`,
    name,
    version,
    licenses: [/[ ()]/.test(license) ? { expression: license } : { license: { id: license } }],
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
    ...repository && { externalReferences: [{ type: "vcs", url: repository }] },
  };
}
