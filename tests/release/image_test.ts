import assert from "node:assert/strict";
import { writeImage } from "../../release/image.ts";
import { getServerName } from "../../release/release.ts";
import { FakeRelease } from "./fake_release.ts";

interface Descriptor {
  digest: string;
  size: number;
}

Deno.test({
  name: "writeImage() writes an OCI archive whose parts fit together, for a user that is not root",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await using fake = await FakeRelease.create();
    const folder = fake.place("image");
    await extract(fake.file((await writeImage(fake.release))!), folder);
    const index = JSON.parse(await Deno.readTextFile(`${folder}/index.json`));
    const manifest = JSON.parse(await readBlob(folder, index.manifests[0]));
    const config = JSON.parse(await readBlob(folder, manifest.config));
    await readBlob(folder, manifest.layers[0]);
    assert.equal(config.config.User, "65532:65532");
    assert.deepEqual(config.config.Entrypoint, ["/support-mcp"]);
    assert.deepEqual(config.config.Healthcheck.Test.slice(0, 3), ["CMD", "/support-mcp", "__ready"]);
    assert.equal(config.config.Labels["io.modelcontextprotocol.server.name"], getServerName(fake.release));
    await extract(getBlob(folder, manifest.layers[0]), fake.place("root"));
    assert.deepEqual([...Deno.readDirSync(fake.place("root"))].map(({ name }) => name).sort(), [
      "data",
      "dev",
      "etc",
      "proc",
      "run",
      "support-mcp",
      "sys",
      "tmp",
      "usr",
    ]);
  },
});

Deno.test("writeImage() makes no image without a binary for this system", async () => {
  await using fake = await FakeRelease.create(["support-mcp-win32-x64.exe"]);
  assert.equal(await writeImage(fake.release), undefined);
});

/** Reads a part as text, and compares it with its size and its digest. */
async function readBlob(folder: string, descriptor: Descriptor): Promise<string> {
  const content = await Deno.readFile(getBlob(folder, descriptor));
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  assert.deepEqual({ digest: `sha256:${sum.toHex()}`, size: content.length }, {
    digest: descriptor.digest,
    size: descriptor.size,
  });
  return new TextDecoder().decode(content);
}

function getBlob(folder: string, { digest }: Descriptor): string {
  return `${folder}/blobs/${digest.replace(":", "/")}`;
}

async function extract(archive: string, folder: string): Promise<void> {
  await Deno.mkdir(folder);
  const { success } = await new Deno.Command("tar", { args: ["-xf", archive, "-C", folder] }).output();
  assert.ok(success);
}
