import assert from "node:assert/strict";
import { formatPath, getAt, parsePath, setAt } from "../../../commands/settings/paths.ts";

Deno.test("parsePath() reads JSON Pointers, with or without the first slash", () => {
  for (const text of ["team/Ana Berg/away", "/team/Ana Berg/away"]) {
    assert.deepEqual(parsePath(text), ["team", "Ana Berg", "away"]);
  }
  assert.deepEqual(parsePath("views/a~1b~0c"), ["views", "a/b~c"]);
  assert.equal(formatPath(["views", "a/b~c"]), "views/a~1b~0c");
});

Deno.test("parsePath() rejects empty parts and unknown settings", () => {
  assert.throws(() => parsePath("team//away"), { exitCode: 2, message: /^PATH is invalid: "team\/\/away"/ });
  assert.throws(() => parsePath("teem/Ana"), { exitCode: 2, message: /Did you mean team\?/ });
});

Deno.test("parsePath() rejects names of prototypes", () => {
  for (const name of ["__proto__", "constructor", "prototype"]) {
    for (const path of [name, `views/${name}`, `team/Ana/${name}`]) {
      const message = `PATH is invalid: "${path}". "${name}" cannot be a name. Use another one.`;
      assert.throws(() => parsePath(path), { exitCode: 2, message });
    }
  }
});

Deno.test("setAt() walks into own members only", () => {
  const team = setAt({ team: {} }, ["team", "toString", "away"], true);
  assert.equal(JSON.stringify(team), '{"team":{"toString":{"away":true}}}');
  assert.deepEqual(setAt({ team: {} }, ["team", "valueOf"], undefined), { team: {} });
});

Deno.test("setAt() adds, replaces and removes a value, and changes nothing else", () => {
  const document = { team: { Ana: { away: true }, Ben: {} }, reopen_days: 3 };
  assert.deepEqual(setAt({}, ["team", "Ana", "away"], true), { team: { Ana: { away: true } } });
  assert.deepEqual(setAt(document, ["team", "Ana", "away"], false), {
    ...document,
    team: { Ana: { away: false }, Ben: {} },
  });
  assert.deepEqual(setAt(document, ["team", "Ana", "away"], undefined), { ...document, team: { Ana: {}, Ben: {} } });
  assert.deepEqual(setAt(document, ["team", "Ben"], undefined), { ...document, team: { Ana: { away: true } } });
  assert.deepEqual(setAt(document, ["views", "mine"], undefined), document);
  assert.deepEqual(Object.keys(setAt(document, ["team", "Ana"], {}) as object), ["team", "reopen_days"]);
});

Deno.test("getAt() reads own members only", () => {
  assert.equal(getAt({ team: { Ana: { away: true } } }, ["team", "Ana", "away"]), true);
  for (const path of [["team", "Ben"], ["team", "toString"], ["team", "Ana", "away", "x"]]) {
    assert.equal(getAt({ team: { Ana: { away: true } } }, path), undefined);
  }
});
