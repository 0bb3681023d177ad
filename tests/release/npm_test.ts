import assert from "node:assert/strict";
import { writeNpmPackages } from "../../release/npm.ts";
import { findPlatform } from "../../release/platforms.ts";
import { hasNpm } from "./has_npm.ts";
import { FakeRelease, readFromTar } from "./fake_release.ts";
import { NpmRegistry } from "./npm_registry.ts";

const ALL = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"].map((name) => `support-mcp-${name}`);
const OWN = findPlatform(Deno.build.target)?.name;
/** The test's program is a script for the shell. */
const ignore = Deno.build.os === "windows" || OWN === undefined || !await hasNpm();

Deno.test("writeNpmPackages() makes the launcher depend on the exact versions of the platforms that are there", async () => {
  await using fake = await FakeRelease.create(["support-mcp-linux-x64", "support-mcp-win32-x64.exe"]);
  const [launcher, linux, windows] = await writeNpmPackages(fake.release);
  const manifest = await readManifest(fake.file(launcher!));
  assert.deepEqual(manifest.optionalDependencies, {
    "@support-mcp/linux-x64": "0.1.0",
    "@support-mcp/win32-x64": "0.1.0",
  });
  assert.equal(manifest.mcpName, "io.github.example/support-mcp");
  const { name, os, cpu, libc, version } = await readManifest(fake.file(linux!));
  assert.deepEqual([name, os, cpu, libc, version], ["@support-mcp/linux-x64", ["linux"], ["x64"], ["glibc"], "0.1.0"]);
  const other = await readManifest(fake.file(windows!));
  assert.deepEqual([other.os, other.libc], [["win32"], undefined]);
});

Deno.test({
  name: "npm installs the binary of this platform, and the launcher starts it, in a folder with a space",
  ignore,
  fn: async (t) => {
    await using project = await Project.install();
    assert.deepEqual(await project.listPlatforms(), [OWN]);

    await t.step("npx passes on arguments, input, output and the exit code", async () => {
      const { code, stdout, stderr } = await project.run("npx", ["support-mcp", "echo", "two words", "*"], "input\n");
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: "two words *\ninput\n", stderr: "" });
      assert.equal((await project.run("npx", ["support-mcp", "exit", "3"])).code, 3);
    });

    await t.step("the launcher passes signals on, and ends as the binary ended", async () => {
      assert.deepEqual(await project.interrupt("SIGTERM"), { code: 7, signal: null, stdout: "ready\nTERM\n" });
      assert.deepEqual(await project.interrupt("SIGHUP"), { code: 129, signal: "SIGHUP", stdout: "ready\nHUP\n" });
    });

    await t.step("the launcher names the supported platforms on any other", async () => {
      const other = 'Object.defineProperty(process, "platform", { value: "haiku" });';
      await Deno.writeTextFile(`${project.folder}/other.cjs`, other);
      const env = { NODE_OPTIONS: `--require "${project.folder}/other.cjs"` };
      const { code, stdout, stderr } = await project.run("node", ["node_modules/.bin/support-mcp", "serve"], "", env);
      assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
      assert.match(
        stderr,
        /0\.1\.0 has no package for haiku-\w+\. Supported: linux-x64, .* see https:\/\/github\.com\/ex/,
      );
    });

    await t.step("the launcher says that the working folder was deleted", async () => {
      const launcher = `${project.folder}/node_modules/support-mcp/bin/support-mcp.js`;
      const script = `mkdir gone && cd gone && rmdir ../gone && exec node '${launcher}' echo`;
      const { code, stdout, stderr } = await project.run("sh", ["-c", script]);
      assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
      assert.equal(
        stderr,
        "support-mcp: the working folder does not exist any more. Change to a folder that exists.\n",
      );
    });

    await t.step("the launcher says what to do about a binary that is not executable", async () => {
      const program = `${project.folder}/node_modules/@support-mcp/${OWN}/bin/support-mcp`;
      await Deno.chmod(program, 0o644);
      const { code, stderr } = await project.run("npx", ["support-mcp", "echo"]);
      assert.equal(code, 1);
      assert.match(stderr, /EACCES\. It must be executable: chmod \+x '\/.*\/bin\/support-mcp'\n$/);
    });
  },
});

Deno.test({
  name: "the launcher explains packages that were omitted, on standard error alone",
  ignore,
  fn: async () => {
    await using project = await Project.install(["--omit=optional"]);
    const { code, stdout, stderr } = await project.run("npx", ["support-mcp", "serve"]);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
    assert.match(
      stderr,
      /^support-mcp: the package @support-mcp\/\S+ is not installed\. .*--include=optional support-mcp@0/,
    );
  },
});

/** A project in which npm has installed the packages of a release from a registry. */
class Project implements AsyncDisposable {
  private constructor(
    private readonly fake: FakeRelease,
    readonly registry: NpmRegistry,
    readonly folder: string,
  ) {}

  static async install(options: readonly string[] = []): Promise<Project> {
    const fake = await FakeRelease.create(ALL);
    const registry = new NpmRegistry();
    for (const file of await writeNpmPackages(fake.release)) await registry.publish(fake.file(file));
    const project = new Project(fake, registry, fake.place("an empty folder"));
    await Deno.mkdir(project.folder);
    const { code, stderr } = await project.run("npm", [
      "install",
      "support-mcp",
      "--no-audit",
      "--no-fund",
      ...options,
    ]);
    assert.equal(code, 0, stderr);
    return project;
  }

  async listPlatforms(): Promise<string[]> {
    const entries = await Array.fromAsync(Deno.readDir(`${this.folder}/node_modules/@support-mcp`));
    return entries.map(({ name }) => name);
  }

  async run(program: string, args: readonly string[], input = "", env: Record<string, string> = {}) {
    const child = this.#spawn(program, args, env);
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input)).catch(() => {}); // it may have ended already
    await writer.close().catch(() => {});
    const { code, stdout, stderr } = await child.output();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  }

  /** Sends a signal to the launcher once the binary is ready for it. */
  async interrupt(signal: Deno.Signal) {
    const child = this.#spawn("node", ["node_modules/.bin/support-mcp", "wait"]);
    let stdout = "";
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      stdout += text;
      if (stdout === "ready\n") child.kill(signal);
    }
    await Promise.all([child.stdin.close(), child.stderr.cancel()]);
    const { code, signal: received } = await child.status;
    return { code, signal: received, stdout };
  }

  #spawn(program: string, args: readonly string[], env: Record<string, string> = {}): Deno.ChildProcess {
    return new Deno.Command(program, {
      args: [...args],
      cwd: this.folder,
      env: {
        PATH: Deno.env.get("PATH")!,
        HOME: this.fake.place("home"),
        npm_config_registry: this.registry.url,
        npm_config_update_notifier: "false",
        ...env,
      },
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.registry[Symbol.asyncDispose]();
    await this.fake[Symbol.asyncDispose]();
  }
}

async function readManifest(tarball: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFromTar(tarball, "package/package.json"));
}
