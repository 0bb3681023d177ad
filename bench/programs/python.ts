/** Python, and environments with the packages that a program needs. */

import { dirname, join } from "node:path";

export interface Python {
  /** A path, or a name on `PATH`. */
  command: string;
  /** Such as `3.11.7`. */
  version: string;
}

/** No usable Python was found; the message says why. */
export class PythonUnusableError extends Error {}

/** The oldest version that the `mcp` package supports. */
const OLDEST = [3, 10] as const;

const WINDOWS = Deno.build.os === "windows";

/**
 * Finds the machine's Python, or the one that the variable `PYTHON` names.
 *
 * @throws {PythonUnusableError} If there is none, or it is too old.
 */
export async function findPython(
  command = Deno.env.get("PYTHON") ?? (WINDOWS ? "python" : "python3"),
): Promise<Python> {
  const version = await runPython(command, "-c", "import platform; print(platform.python_version())");
  if (isTooOld(version)) {
    throw new PythonUnusableError(`${command} is ${version}, and they need ${OLDEST.join(".")} or newer`);
  }
  return { command, version };
}

/** Returns whether a version, such as `3.9.18`, is too old for the programs. */
export function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/**
 * Returns the path of the Python in an environment that has the packages of some requirements files.
 *
 * @throws {PythonUnusableError} If it does not exist, or is for another Python or other requirements.
 */
export async function getInstalledPython(
  python: Python,
  requirements: readonly string[],
  folder: string,
): Promise<string> {
  if (await readTextIfExists(getLabelPath(folder)) === await createLabel(python, requirements)) {
    return getPythonPath(folder);
  }
  throw new PythonUnusableError(`their packages aren't in ${folder}: \`deno task bench\` puts them there`);
}

/**
 * Like the above, but creates the environment if it does not exist.
 *
 * @throws {PythonUnusableError} If it cannot be created.
 */
export async function installPython(
  python: Python,
  requirements: readonly string[],
  folder: string,
): Promise<string> {
  const [path, label] = [getPythonPath(folder), await createLabel(python, requirements)];
  if (await readTextIfExists(getLabelPath(folder)) === label) return path;
  await Deno.mkdir(dirname(folder), { recursive: true });
  await runPython(python.command, "-m", "venv", "--clear", folder);
  const files = requirements.flatMap((file) => ["--requirement", file]);
  await runPython(path, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...files);
  await Deno.writeTextFile(getLabelPath(folder), label);
  return path;
}

function getPythonPath(folder: string): string {
  return WINDOWS ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}

/** Written after everything is installed. */
function getLabelPath(folder: string): string {
  return join(folder, "installed.txt");
}

async function createLabel({ version }: Python, requirements: readonly string[]): Promise<string> {
  const texts = await Promise.all(requirements.map((file) => Deno.readTextFile(file)));
  return [version, ...texts].join("\n");
}

async function runPython(command: string, ...args: string[]): Promise<string> {
  const output = await runCommand(command, args);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  if (!output.success) {
    const lastWords = text(output.stderr).split("\n").at(-1);
    throw new PythonUnusableError(`${[command, ...args.slice(0, 3)].join(" ")} failed: ${lastWords}`);
  }
  return text(output.stdout);
}

async function runCommand(command: string, args: readonly string[]): Promise<Deno.CommandOutput> {
  try {
    return await new Deno.Command(command, { args: [...args], stdin: "null" }).output();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new PythonUnusableError(`there is no ${command} here`);
    throw error;
  }
}

async function readTextIfExists(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
