#!/usr/bin/env node
// Starts the binary of this platform, which npm has installed as an optional dependency. Prints nothing on standard output.
// deno-lint-ignore-file no-console -- messages for the person who starts it
"use strict";

const { spawn } = require("node:child_process");
const { optionalDependencies, repository, version } = require("../package.json");

const platform = `${process.platform}-${process.arch}`;
const executable = process.platform === "win32" ? "support-mcp.exe" : "support-mcp";

function findProgram() {
  const name = `@support-mcp/${platform}`;
  if (!(name in optionalDependencies)) {
    const supported = Object.keys(optionalDependencies).map((key) => key.replace(/^.*\//, ""));
    fail(
      `support-mcp ${version} has no package for ${platform}. Supported: ${supported.join(", ")}. ` +
        `To compile it, see ${repository.url.replace(/^git\+|\.git$/g, "")}.`,
    );
  }
  try {
    return require.resolve(`${name}/bin/${executable}`);
  } catch {
    fail(
      `the package ${name} is not installed. On Linux, it needs glibc. If npm was told to omit optional packages, ` +
        `or installed them on another platform, run: npm install --include=optional support-mcp@${version}`,
    );
  }
}

/** The binary cannot start in a folder that was deleted, and would not say so. */
function assertFolder() {
  try {
    process.cwd();
  } catch {
    fail("the working folder does not exist any more. Change to a folder that exists.");
  }
}

function fail(message) {
  console.error(`support-mcp: ${message}`);
  process.exit(1);
}

assertFolder();

// The handlers come first: a signal in between would end this process alone.
const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"];
const forward = (signal) => child.kill(signal);
for (const signal of process.platform === "win32" ? [] : signals) process.on(signal, forward);

const program = findProgram();
const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
child.on("error", (error) => {
  const hint = error.code === "EACCES" ? ` It must be executable: chmod +x '${program}'` : "";
  fail(`the binary does not start: ${error.message}.${hint}`);
});
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code);
  process.removeListener(signal, forward);
  process.kill(process.pid, signal);
});
