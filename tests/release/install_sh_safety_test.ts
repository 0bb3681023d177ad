import assert from "node:assert/strict";
import { writeArchives } from "../../release/archives.ts";
import { writeChecksums } from "../../release/checksums.ts";
import { writeInstallers } from "../../release/installer.ts";
import { PROGRAM_MARK } from "../../scripts/bundle/prepare_pages.ts";
import { FakeRelease, toProgram } from "./fake_release.ts";
import { FileServer } from "./file_server.ts";
import { runInstaller } from "./run_installer.ts";

/** The installers are for one system each. */
const ignore = Deno.build.os === "windows";

/** Prints when it is run. */
const STRANGER = '#!/bin/sh\necho ran >>"$0.log"\necho 9.9.9\n';

/** A home whose folder of programs has another `support-mcp`. */
async function createHome(fake: FakeRelease, program: string): Promise<{ home: string; bin: string }> {
  const [home, bin] = [fake.place("home"), fake.place("home/.local/bin")];
  await Deno.mkdir(bin, { recursive: true });
  await Deno.writeTextFile(`${bin}/support-mcp`, program, { mode: 0o755 });
  return { home, bin };
}

async function publish(version: string, program = toProgram(version)): Promise<FakeRelease> {
  const fake = await FakeRelease.create(undefined, { program });
  await writeInstallers(fake.release);
  await writeChecksums(fake.release, await writeArchives(fake.release));
  return fake;
}

async function listNames(path: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(path))).map(({ name }) => name).sort();
}

Deno.test({
  name: "install.sh neither runs, replaces nor removes another program of the name, unless --force is given",
  ignore,
  fn: async () => {
    await using fake = await publish("0.1.0");
    await using server = new FileServer(fake.release.out);
    const { home, bin } = await createHome(fake, STRANGER);
    for (const [args, action] of [[["--from", server.url], "replace"], [["--uninstall"], "remove"]] as const) {
      const { code, stdout, stderr } = await runInstaller(fake, home, args);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(
        stderr,
        /support-mcp is another program, or was not installed by this script\. Nothing was changed\./,
      );
      assert.match(stderr, new RegExp(`To ${action} it anyway, add --force\\.$`, "m"));
    }
    assert.equal(await Deno.readTextFile(`${bin}/support-mcp`), STRANGER);
    assert.deepEqual(await listNames(bin), ["support-mcp"], "it was not run");
    const forced = await runInstaller(fake, home, ["--from", server.url, "--force"]);
    assert.match(forced.stdout, /^Installed support-mcp 0\.1\.0 in /);
    await Deno.writeTextFile(`${bin}/support-mcp`, STRANGER);
    assert.match((await runInstaller(fake, home, ["--uninstall", "--force"])).stdout, /^Removed /);
    assert.deepEqual(await listNames(bin), []);
  },
});

Deno.test({
  name: "install.sh refuses a folder, a pipe, and links to them, at the place of the program",
  ignore,
  fn: async () => {
    await using fake = await publish("0.1.0");
    await using server = new FileServer(fake.release.out);
    for (const kind of ["folder", "pipe", "link"]) {
      const bin = fake.place(kind);
      await Deno.mkdir(bin);
      if (kind === "folder") await Deno.mkdir(`${bin}/support-mcp`);
      if (kind === "pipe") await new Deno.Command("mkfifo", { args: [`${bin}/support-mcp`] }).output();
      if (kind === "link") await Deno.symlink(fake.place("folder"), `${bin}/support-mcp`);
      for (const args of [["--from", server.url], ["--uninstall"]]) {
        const { code, stderr } = await runInstaller(fake, "/", [...args, "--dir", bin, "--force"]);
        assert.equal(code, 1);
        assert.match(stderr, /support-mcp is not a file\. Nothing was changed\. Move it away, or choose/);
      }
      assert.deepEqual(await listNames(bin), ["support-mcp"]);
    }
    const bin = fake.place("dangling");
    await Deno.mkdir(bin);
    await Deno.symlink(fake.place("nothing"), `${bin}/support-mcp`);
    assert.match(
      (await runInstaller(fake, "/", ["--from", server.url, "--dir", bin])).stderr,
      /support-mcp is another program/,
    );
  },
});

Deno.test({
  name: "install.sh upgrades a program that hangs, because it does not run it",
  ignore,
  fn: async () => {
    await using fake = await publish("0.2.0");
    await using server = new FileServer(fake.release.out);
    const { home } = await createHome(fake, `#!/bin/sh\n# ${PROGRAM_MARK} 0.1.0\nsleep 600\n`);
    const { stdout } = await runInstaller(fake, home, ["--from", server.url]);
    assert.match(stdout, /^Upgraded support-mcp from 0\.1\.0 to 0\.2\.0 in /);
  },
});

Deno.test({
  name: "install.sh gives up on a downloaded program that does not start in time",
  ignore,
  fn: async () => {
    const program = `#!/bin/sh\n# Deno/2.9.6 ${PROGRAM_MARK} 0.1.0\nexec sleep 600\n`;
    await using fake = await publish("0.1.0", program);
    await using server = new FileServer(fake.release.out);
    const script = await Deno.readTextFile(fake.file("install.sh"));
    await Deno.writeTextFile(fake.file("install.sh"), script.replace("START_LIMIT=30", "START_LIMIT=0.2"));
    const { code, stderr } = await runInstaller(fake, fake.place("home"), ["--from", server.url]);
    assert.equal(code, 1);
    assert.match(stderr, /the program does not run on this system\. Nothing was changed\.$/m);
  },
});

Deno.test({
  name: "install.sh takes a sum that is listed twice, and refuses two different ones",
  ignore,
  fn: async () => {
    await using fake = await publish("0.1.0");
    const sums = await Deno.readTextFile(fake.file("SHA256SUMS"));
    const other = sums.replaceAll(/^[0-9a-f]{64}/gm, "0".repeat(64));
    for (
      const [text, expected] of [[sums + sums, /^Installed/], [sums.replaceAll("\n", "\r\n"), /^Installed/]] as const
    ) {
      await using server = new FileServer(fake.release.out, (path) => encodeSums(path, text));
      assert.match((await runInstaller(fake, fake.place("home"), ["--from", server.url])).stdout, expected);
    }
    await using server = new FileServer(fake.release.out, (path) => encodeSums(path, sums + other));
    assert.match(
      (await runInstaller(fake, fake.place("home"), ["--from", server.url])).stderr,
      /SHA256SUMS has several sums for support-mcp-.*\. Nothing was changed\./,
    );
  },
});

function encodeSums(path: string, text: string): Uint8Array<ArrayBuffer> | undefined {
  return path === "/SHA256SUMS" ? new TextEncoder().encode(text) : undefined;
}

Deno.test({
  name: "install.sh refuses an archive that has a link or a folder in place of the program",
  ignore,
  fn: async () => {
    for (const kind of ["link", "folder"]) {
      await using fake = await publish("0.1.0");
      const [archive] = (await listNames(fake.release.out)).filter((name) => name.endsWith(".tar.gz"));
      const content = fake.place("content");
      await Deno.mkdir(content);
      if (kind === "link") await Deno.symlink("/bin/sh", `${content}/support-mcp`);
      else await Deno.mkdir(`${content}/support-mcp`);
      await new Deno.Command("tar", { args: ["-czf", fake.file(archive!), "-C", content, "support-mcp"] }).output();
      await writeChecksums(fake.release, [archive!]);
      await using server = new FileServer(fake.release.out);
      const { code, stderr } = await runInstaller(fake, fake.place("home"), ["--from", server.url]);
      assert.equal(code, 1);
      assert.match(stderr, /has no program, but something else of its name\. Nothing was changed\./);
      await assert.rejects(Deno.stat(fake.place("home/.local")), Deno.errors.NotFound);
    }
  },
});

Deno.test({
  name: "install.sh takes a relative folder, a slash at its end, and values after =",
  ignore,
  fn: async () => {
    await using fake = await publish("0.1.0");
    await using server = new FileServer(fake.release.out);
    const home = fake.place("home");
    await Deno.mkdir(home);
    const { stdout } = await runInstaller(fake, home, [`--from=${server.url}`, "--dir=./my bin/"], {}, home);
    assert.match(stdout, /^Installed support-mcp 0\.1\.0 in \/.*\/home\/my bin\.$/m);
    assert.match(stdout, /^ {2}export PATH="\/.*\/home\/my bin:\$PATH"$/m);
    assert.match((await runInstaller(fake, home, ["--dir="])).stderr, /--dir needs a value\./);
    const removed = await runInstaller(fake, home, ["--uninstall", "--dir", "my bin"], {}, home);
    assert.match(removed.stdout, /^Removed \/.*\/home\/my bin\/support-mcp\. The desk is kept\.$/m);
  },
});

Deno.test("install.sh and install.ps1 look for the words that the program contains", async () => {
  for (const [file, line] of [["install.sh", `MARK='${PROGRAM_MARK}'`], ["install.ps1", `$Mark = '${PROGRAM_MARK}'`]]) {
    const text = await Deno.readTextFile(new URL(`../../release/installer/${file}`, import.meta.url));
    assert.ok(text.split("\n").includes(line!), file);
  }
});

Deno.test({
  name: "install.sh installs from a working folder that was deleted",
  ignore,
  fn: async () => {
    // As Deno, the program does not start there.
    await using fake = await publish("0.1.0", toProgram("0.1.0").replace("\n", "\n/bin/pwd >&2 || exit 1\n"));
    await using server = new FileServer(fake.release.out);
    const bin = fake.place("bin");
    const script = `mkdir gone && cd gone && rmdir ../gone && exec sh '${fake.file("install.sh")}' "$@"`;
    const { stdout, stderr } = await new Deno.Command("sh", {
      args: ["-c", script, "sh", "--from", server.url, "--dir", bin],
      cwd: fake.release.out,
    }).output();
    assert.match(
      new TextDecoder().decode(stdout),
      /^Installed support-mcp 0\.1\.0 in /,
      new TextDecoder().decode(stderr),
    );
  },
});
