/** The platforms that a release has packages for. */

/** A system and a processor, with the names that each tool uses for them. */
export interface Platform {
  /** Its name in our files, such as `linux-x64`. Node.js calls a machine the same. */
  name: string;
  /** The names of npm and of MCPB. */
  os: "linux" | "darwin" | "win32";
  cpu: "x64" | "arm64";
  /** The name of `deno compile --target`. */
  target: string;
  /** The name of the program's file. */
  executable: "support-mcp" | "support-mcp.exe";
}

export const PLATFORMS: readonly Platform[] = [
  toPlatform("linux", "x64", "x86_64-unknown-linux-gnu"),
  toPlatform("linux", "arm64", "aarch64-unknown-linux-gnu"),
  toPlatform("darwin", "x64", "x86_64-apple-darwin"),
  toPlatform("darwin", "arm64", "aarch64-apple-darwin"),
  toPlatform("win32", "x64", "x86_64-pc-windows-msvc"),
];

/** Finds the platform of a target; undefined if a release has no package for it. */
export function findPlatform(target: string): Platform | undefined {
  return PLATFORMS.find((platform) => platform.target === target);
}

function toPlatform(os: Platform["os"], cpu: Platform["cpu"], target: string): Platform {
  return { name: `${os}-${cpu}`, os, cpu, target, executable: os === "win32" ? "support-mcp.exe" : "support-mcp" };
}
