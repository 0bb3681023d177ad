// deno-lint-ignore-file no-console -- says why tests are skipped

/** Checks whether npm is on this machine, and says so if it is not. */
export async function hasNpm(): Promise<boolean> {
  try {
    return (await new Deno.Command("npm", { args: ["--version"], stdout: "null" }).output()).success;
  } catch {
    console.log("There is no npm: the tests with npm are skipped.");
    return false;
  }
}
