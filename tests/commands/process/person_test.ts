import assert from "node:assert/strict";
import { DEFAULT_SETTINGS } from "../../../store/settings.ts";
import { getPerson, type LoginSource } from "../../../commands/process/person.ts";

const NO_TEAM = { read: () => Promise.resolve(DEFAULT_SETTINGS) };

function createSystem(variables: Record<string, string>, userName?: string): LoginSource {
  return {
    get: (variable) => variables[variable],
    readUserName: () => userName === undefined ? Promise.reject(new Error("No entry")) : Promise.resolve(userName),
  };
}

for (
  const [what, user, system, name] of [
    ["--user", " dana ", createSystem({ USER: "root" }, "root"), "dana"],
    ["USER", undefined, createSystem({ USER: "ana", LOGNAME: "bob" }), "ana"],
    ["LOGNAME", undefined, createSystem({ USER: " ", LOGNAME: "bob" }), "bob"],
    ["USERNAME", undefined, createSystem({ USERNAME: "cai" }), "cai"],
    ["the entry of the operating system", undefined, createSystem({}, "eve"), "eve"],
  ] as const
) {
  Deno.test(`getPerson() takes the name from ${what}`, async () => {
    assert.deepEqual(await getPerson(user, NO_TEAM, system), { kind: "person", name, version: null });
  });
}

Deno.test("getPerson() refuses to leave the person unknown", async () => {
  await assert.rejects(getPerson(undefined, NO_TEAM, createSystem({})), {
    name: "CommandError",
    exitCode: 2,
    message: "--user is required: the operating system has no name for this user. Set --user NAME or SUPPORT_MCP_USER.",
  });
  await assert.rejects(getPerson(" ", NO_TEAM, createSystem({ USER: "ana" })), {
    message: "--user is required: it must not be empty. Set --user NAME or SUPPORT_MCP_USER.",
  });
});

Deno.test("getPerson() spells the name as the team does, and takes it as it is if the settings cannot be read", async () => {
  const team = { read: () => Promise.resolve({ ...DEFAULT_SETTINGS, team: { "Ana Berg": {} } }) };
  assert.equal((await getPerson("ana berg", team)).name, "Ana Berg");
  assert.equal((await getPerson("ana", team)).name, "ana");
  assert.equal((await getPerson("ana", { read: () => Promise.reject(new Error("damaged")) })).name, "ana");
});
