import assert from "node:assert/strict";
import { getForeignEnvironment, getOwnEnvironment } from "../../../client/configuration/inherited_environment.ts";
import { overrideVariables } from "../../override_variables.ts";

const SECRETS = {
  ANTHROPIC_API_KEY: "k",
  AWS_SECRET_ACCESS_KEY: "k",
  GITHUB_TOKEN: "t",
  DENO_KV_ACCESS_TOKEN: "t",
  SUPPORT_MCP_DB: "desk.db",
  PATHS: "x",
};

Deno.test("getForeignEnvironment() keeps the path, the home folder, the locale, temporary folders and proxies", () => {
  const kept = {
    PATH: "/bin",
    HOME: "/home/dana",
    LANG: "de_CH.UTF-8",
    LC_ALL: "C",
    TMPDIR: "/tmp",
    HTTPS_PROXY: "http://proxy:3128",
    https_proxy: "http://proxy:3128",
    no_proxy: "localhost",
  };
  assert.deepEqual(getForeignEnvironment({ ...kept, ...SECRETS }, "linux"), kept);
});

Deno.test("getForeignEnvironment() ignores the case of names on Windows only", () => {
  const environment = { Path: "C:\\bin", SystemRoot: "C:\\Windows", AppData: "C:\\data", ...SECRETS };
  assert.deepEqual(Object.keys(getForeignEnvironment(environment, "windows")), ["Path", "SystemRoot", "AppData"]);
  assert.deepEqual(getForeignEnvironment(environment, "linux"), {});
});

Deno.test("getOwnEnvironment() omits the keys of models and the settings of servers", () => {
  using _ = overrideVariables(SECRETS);
  const environment = getOwnEnvironment();
  assert.equal(environment.DENO_KV_ACCESS_TOKEN, "t");
  assert.deepEqual([environment.ANTHROPIC_API_KEY, environment.SUPPORT_MCP_DB], [undefined, undefined]);
});
