import assert from "node:assert/strict";
import { writeArchives } from "../../release/archives.ts";
import { writeChecksums } from "../../release/checksums.ts";
import { writeInstallers } from "../../release/installer.ts";
import { FakeRelease, REPOSITORY, toProgram } from "./fake_release.ts";
import { FileServer } from "./file_server.ts";
import { runInstaller } from "./run_installer.ts";

/** The installers are for one system each. */
const ignore = Deno.build.os === "windows";

Deno.test({
  name: "install.sh installs, installs again, upgrades and uninstalls",
  ignore,
  fn: async () => {
    await using fake = await publish("0.1.0");
    await using server = new FileServer(fake.release.out);
    const home = fake.place("a home");
    const from = ["--from", server.url];
    const first = await runInstaller(fake, home, from);
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^Installed support-mcp 0\.1\.0 in .*\/a home\/\.local\/bin\.\n.* is not in your PATH/);
    assert.match(first.stdout, /^Next: "[^"]*\/a home\/\.local\/bin\/support-mcp" install --help$/m);
    assert.match(first.stdout, /export PATH="[^"]*\/a home\/\.local\/bin:\$PATH"/);
    assert.match((await runInstaller(fake, home, from)).stdout, /^Installed support-mcp 0\.1\.0 in .* again\.$/m);

    await using later = await publish("0.2.0");
    await using laterServer = new FileServer(later.release.out);
    const upgraded = await runInstaller(later, home, ["--from", `${laterServer.url}/`]);
    assert.match(upgraded.stdout, /^Upgraded support-mcp from 0\.1\.0 to 0\.2\.0 in .*Restart your hosts\.$/m);
    assert.deepEqual(await listFolder(`${home}/.local/bin`), ["support-mcp"]);

    const removed = await runInstaller(fake, home, ["--uninstall"]);
    assert.match(removed.stdout, /^Removed .*support-mcp\. The desk is kept\.$/m);
    assert.deepEqual(await listFolder(`${home}/.local/bin`), []);
    const again = await runInstaller(fake, home, ["--uninstall"]);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /has no support-mcp\. If it is elsewhere, name the folder with --dir\./);
  },
});

Deno.test({
  name: "install.sh says nothing about a PATH that has the folder",
  ignore,
  fn: async () => {
    await using fake = await publish("0.1.0");
    await using server = new FileServer(fake.release.out);
    const bin = fake.place("bin");
    const env = { PATH: `${bin}:${Deno.env.get("PATH")}` };
    const { stdout } = await runInstaller(fake, fake.place("home"), ["--from", server.url, "--dir", bin], env);
    assert.match(stdout, /^Installed support-mcp 0\.1\.0 in .*\/bin\.\nNext: support-mcp install --help\n$/);
  },
});

for (
  const [what, change, message] of [
    ["has another sum", (_: string, content: Uint8Array) => content.with(100, content[100]! ^ 1), /instead of/],
    ["was cut off", (_: string, content: Uint8Array) => content.subarray(0, 500), /instead of .*Nothing was changed\./],
  ] as const
) {
  Deno.test({
    name: `install.sh keeps the installed program when the archive ${what}`,
    ignore,
    fn: async () => {
      await using fake = await publish("0.1.0");
      await using good = new FileServer(fake.release.out);
      const home = fake.place("home");
      await runInstaller(fake, home, ["--from", good.url]);
      await using later = await publish("0.2.0");
      await using bad = new FileServer(later.release.out, (path, content) => {
        return path.endsWith(".tar.gz") ? change(path, content) : undefined;
      });
      const { code, stderr, stdout } = await runInstaller(later, home, ["--from", bad.url]);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, message);
      const program = await new Deno.Command(`${home}/.local/bin/support-mcp`, { args: ["--version"] }).output();
      assert.equal(new TextDecoder().decode(program.stdout), "0.1.0\n");
    },
  });
}

Deno.test({
  name: "install.sh refuses an archive without a sum, a program that does not start, and a missing release",
  ignore,
  fn: async () => {
    await using fake = await publish("0.1.0");
    const home = fake.place("home");
    await using unsigned = new FileServer(fake.release.out, (path) => {
      return path === "/SHA256SUMS" ? new Uint8Array() : undefined;
    });
    assert.match(
      (await runInstaller(fake, home, ["--from", unsigned.url])).stderr,
      /SHA256SUMS has no sum for support-mcp-/,
    );
    assert.match(
      (await runInstaller(fake, home, ["--from", `${unsigned.url}/nothing`])).stderr,
      /could not be downloaded\./,
    );
    await using broken = await publish("0.1.0", "#!/bin/sh\n# Deno/2.9.6 support-mcp program 0.1.0\nexit 1\n");
    await using server = new FileServer(broken.release.out);
    assert.match(
      (await runInstaller(broken, home, ["--from", server.url])).stderr,
      /does not run on this system\. Nothing was/,
    );
    await assert.rejects(Deno.stat(`${home}/.local`), Deno.errors.NotFound);
  },
});

Deno.test({
  name: "an install.sh that was cut off while it was downloaded does nothing",
  ignore,
  fn: async () => {
    await using fake = await publish("0.1.0");
    await using server = new FileServer(fake.release.out);
    const script = await Deno.readTextFile(fake.file("install.sh"));
    assert.ok(script.includes(`REPOSITORY='${REPOSITORY}'`));
    const end = script.lastIndexOf("main ");
    for (const length of [Math.floor(end / 4), Math.floor(end / 2), end]) {
      await Deno.writeTextFile(fake.file("install.sh"), script.slice(0, length));
      const { stdout } = await runInstaller(fake, fake.place("home"), ["--from", server.url]);
      assert.equal(stdout, "");
    }
    await assert.rejects(Deno.stat(fake.place("home/.local")), Deno.errors.NotFound);
  },
});

Deno.test({
  name: "install.sh explains wrong usage",
  ignore,
  fn: async () => {
    await using fake = await publish("0.1.0");
    const unknown = await runInstaller(fake, fake.place("home"), ["--forced"]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /^install\.sh: unknown argument: --forced\n.*\n\n {2}--version VERSION/);
    assert.match((await runInstaller(fake, fake.place("home"), ["--dir"])).stderr, /--dir needs a value\./);
    assert.match((await runInstaller(fake, "", [])).stderr, /HOME is not set\. Name a folder with --dir\./);
  },
});

/** Makes a release with installers, whose program reports a version. */
async function publish(version: string, program = toProgram(version)): Promise<FakeRelease> {
  const fake = await FakeRelease.create(undefined, { program });
  await writeInstallers(fake.release);
  await writeChecksums(fake.release, await writeArchives(fake.release));
  return fake;
}

async function listFolder(path: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(path))).map(({ name }) => name);
}
