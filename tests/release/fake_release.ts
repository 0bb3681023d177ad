/** A release of a small program, for tests. */

import { join } from "node:path";
import { openRelease, type Release } from "../../release/release.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";

export const REPOSITORY = "https://github.com/example/support-mcp";

/**
 * A program for the shell in the place of the binary. `echo` repeats its arguments and its input, `exit N` ends with a code, and
 * `wait` prints the first signal that it receives.
 */
export function toProgram(version: string): string {
  return `#!/bin/sh
# Deno/2.9.6
# support-mcp program ${version}
case $1 in
  --version) echo ${version} ;;
  echo) shift; echo "$@"; cat ;;
  exit) exit "$2" ;;
  wait)
    trap 'echo TERM; exit 7' TERM
    trap 'echo HUP; trap - HUP; kill -HUP $$' HUP
    echo ready
    for _ in $(seq 400); do sleep 0.05; done
    ;;
esac
`;
}

/** A release in a folder that is removed at the end of a test. */
export class FakeRelease implements AsyncDisposable {
  private constructor(private readonly folder: TemporaryFolder, readonly release: Release) {}

  /** @param platforms Their programs, by file name; by default, this platform's. */
  static async create(
    platforms: readonly string[] = ["support-mcp"],
    options: { image?: string; program?: string } = {},
  ): Promise<FakeRelease> {
    const folder = await TemporaryFolder.create();
    await Deno.mkdir(folder.file("dist"));
    for (const name of platforms) {
      await Deno.writeTextFile(folder.file(`dist/${name}`), options.program ?? toProgram("0.1.0"));
    }
    const { image } = options;
    const out = folder.file("release");
    const places = { repository: REPOSITORY, out, folder: folder.file("dist") };
    return new FakeRelease(folder, await openRelease({ ...places, ...image !== undefined && { image } }));
  }

  /** Returns the path of a file of the release. */
  file(name: string): string {
    return join(this.release.out, name);
  }

  /** Reads a file of the release as JSON. */
  async readJson(name: string): Promise<Record<string, unknown>> {
    return JSON.parse(await Deno.readTextFile(this.file(name)));
  }

  /** Returns the path of a file beside the release. */
  place(name: string): string {
    return this.folder.file(name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }
}

/** Reads a file in a tar archive that is compressed with gzip. */
export async function readFromTar(archive: string, path: string): Promise<string> {
  const { stdout } = await new Deno.Command("tar", { args: ["-xzOf", archive, path] }).output();
  return new TextDecoder().decode(stdout);
}
