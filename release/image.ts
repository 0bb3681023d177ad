/** The container image, as an OCI archive (OCI image format 1.1): the binary, the libraries it needs, and nothing else. */

import { gzip } from "node:zlib";
import { promisify } from "node:util";
import { createTar, type Entry, readEntry, toTextEntry } from "./archive/mod.ts";
import { readDocuments } from "./documents.ts";
import { findPlatform } from "./platforms.ts";
import { type Binary, DESCRIPTION, getServerName, NAME, type Release, writeFile } from "./release.ts";

/** A user without a name on any system. */
const USER = 65532;
const LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
const CONFIG = "application/vnd.oci.image.config.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const PROCESSORS = { x64: "amd64", arm64: "arm64" } as const;
/** Folders in which container engines mount something, also where the file system is read-only. */
const MOUNT_POINTS = ["dev/", "etc/", "proc/", "run/", "sys/"];
/** An extension of Docker and Podman, with times in nanoseconds. It is for the default command. */
const HEALTH_CHECK = {
  Test: ["CMD", "/support-mcp", "__ready", "http://127.0.0.1:8080/readyz"],
  Interval: 30e9,
  Timeout: 5e9,
  StartPeriod: 5e9,
};
/** 2000-01-01, like the times in the layer. */
const CREATED = "2000-01-01T00:00:00Z";

/**
 * Writes the image of this platform. The libraries come from this system, so that an image of another platform has to be made
 * there.
 *
 * @returns The name of the file, or undefined if this is not Linux or the release has no binary for it.
 */
export async function writeImage(release: Release): Promise<string | undefined> {
  const binary = release.binaries.find(({ platform }) => platform === findPlatform(Deno.build.target));
  if (binary === undefined || binary.platform.os !== "linux") return undefined;
  const layer = createTar(await listFiles(binary));
  const blobs = await createBlobs(release, binary, layer);
  return await writeFile(release, `${NAME}-${binary.platform.name}.oci.tar`, createTar(blobs));
}

/** Lists the files of the image. */
async function listFiles({ content, platform }: Binary): Promise<Entry[]> {
  return [
    ...MOUNT_POINTS.map((path) => ({ path, content: new Uint8Array(), mode: 0o755 })),
    { path: "tmp/", content: new Uint8Array(), mode: 0o1777 },
    { path: "data/", content: new Uint8Array(), mode: 0o755, owner: USER },
    { path: platform.executable, content, mode: 0o755 },
    ...(await readDocuments()).map((entry) => ({ ...entry, path: `usr/share/doc/${NAME}/${entry.path}` })),
    ...await readLibraries(content),
  ];
}

/** Reads the libraries that a program is linked with, under the paths where it looks for them. */
async function readLibraries(program: Uint8Array): Promise<Entry[]> {
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeFile(file, program);
    const { stdout } = await new Deno.Command("ldd", { args: [file], stdin: "null" }).output();
    const paths = new TextDecoder().decode(stdout).match(/\/\S+/g) ?? [];
    return await Promise.all(paths.sort().map((path) => readEntry(path.slice(1), path, 0o755)));
  } finally {
    await Deno.remove(file);
  }
}

/** Creates the files of the archive: the layer, its configuration, the manifest and the index. */
async function createBlobs(release: Release, binary: Binary, layer: Uint8Array): Promise<Entry[]> {
  const compressed = await createBlob(LAYER, new Uint8Array(await promisify(gzip)(layer)));
  const config = await createBlob(CONFIG, toJson(createConfig(release, binary, await getDigest(layer))));
  const manifest = await createBlob(
    MANIFEST,
    toJson({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: config.descriptor,
      layers: [compressed.descriptor],
      annotations: createLabels(release),
    }),
  );
  const reference = { "org.opencontainers.image.ref.name": release.version };
  const index = { schemaVersion: 2, manifests: [{ ...manifest.descriptor, annotations: reference }] };
  return [
    toTextEntry("oci-layout", JSON.stringify({ imageLayoutVersion: "1.0.0" })),
    toTextEntry("index.json", JSON.stringify(index)),
    ...[manifest, config, compressed].map(({ entry }) => entry),
  ];
}

function createConfig(release: Release, { platform }: Binary, layer: string) {
  return {
    created: CREATED,
    architecture: PROCESSORS[platform.cpu],
    os: "linux",
    config: {
      User: `${USER}:${USER}`,
      Env: ["SUPPORT_MCP_DB=/data/desk.db"],
      Entrypoint: [`/${platform.executable}`],
      Cmd: ["serve", "--http", "0.0.0.0:8080"],
      ExposedPorts: { "8080/tcp": {} },
      Healthcheck: HEALTH_CHECK,
      Volumes: { "/data": {} },
      WorkingDir: "/data",
      Labels: createLabels(release),
    },
    rootfs: { type: "layers", diff_ids: [layer] },
    history: [{ created: CREATED, created_by: "deno task release:image" }],
  };
}

function createLabels(release: Release): Record<string, string> {
  return {
    "io.modelcontextprotocol.server.name": getServerName(release),
    "org.opencontainers.image.title": NAME,
    "org.opencontainers.image.description": DESCRIPTION,
    "org.opencontainers.image.version": release.version,
    "org.opencontainers.image.licenses": "MIT",
    "org.opencontainers.image.source": release.repository,
  };
}

async function createBlob(mediaType: string, content: Uint8Array) {
  const digest = await getDigest(content);
  const entry: Entry = { path: `blobs/${digest.replace(":", "/")}`, content, mode: 0o644 };
  return { descriptor: { mediaType, digest, size: content.length }, entry };
}

async function getDigest(content: Uint8Array): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", new Uint8Array(content));
  return `sha256:${new Uint8Array(sum).toHex()}`;
}

function toJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
