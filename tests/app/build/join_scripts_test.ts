import assert from "node:assert/strict";
import { joinScripts } from "../../../app/build/mod.ts";

const SHARED = {
  "chunk-A.js": "var n=1;function e(){return n}var t=class{};export{e as a,t as b};",
  "chunk-B.js": 'import{a}from"./chunk-A.js";function e(){return a()+10}export{e as a};',
  "chunk-C.js": 'import{a as u}from"./chunk-B.js";var n=()=>u()+100;export{n as a};',
};
const EARLY = 'import{a as o}from"./chunk-A.js";globalThis.said=[o()];';
const FIRST = 'import{a as o}from"./chunk-B.js";import{b}from"./chunk-A.js";globalThis.said.push(o(),typeof b);';
const SECOND = 'import{a as o}from"./chunk-C.js";function n(){return o()+1}export{n as next};';
const MODULES = { page: [EARLY, FIRST], second: SECOND, shared: SHARED, style: 'a{content:"\\201c"}' };

interface Global {
  said?: unknown;
  supportDesk?: { part?: { next(): number } };
  document?: unknown;
}

Deno.test("joinScripts() lets each script use what those before it have", () => {
  const global = globalThis as Global;
  const { page: [early, first], second, id } = joinScripts(MODULES);
  const sheets: { textContent?: string }[] = [];
  global.document = { createElement: () => ({}), head: { append: (sheet: object) => sheets.push(sheet) } };
  try {
    Function(early!)();
    assert.deepEqual(global.said, [1]);
    Function(first!)();
    assert.deepEqual(global.said, [1, 11, "function"]);
    assert.equal(global.supportDesk!.part, undefined);
    Function(second)();
    assert.equal(global.supportDesk!.part!.next(), 112);
    assert.deepEqual(sheets, [{ textContent: MODULES.style }]);
    assert.ok(second.startsWith(`/*${id}*/`));
  } finally {
    delete global.document;
    delete global.supportDesk;
    delete global.said;
  }
});

Deno.test("joinScripts() puts a shared module into the first script that needs it, and no other", () => {
  const { page: [early, first], second } = joinScripts(MODULES);
  const find = (text: string) => [early!, first!, second].map((script) => script.split(text).length - 1);
  assert.deepEqual([find("var n=1"), find("+10}"), find("+100")], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
});

Deno.test("joinScripts() gives another id when any script has changed", () => {
  const { id } = joinScripts(MODULES);
  assert.equal(joinScripts(MODULES).id, id);
  assert.notEqual(joinScripts({ ...MODULES, page: [`${EARLY}1`, FIRST] }).id, id);
  assert.notEqual(joinScripts({ ...MODULES, style: "" }).id, id);
});

Deno.test("joinScripts() refuses modules of another form", () => {
  const other = 'import x from"./chunk-A.js";x();';
  assert.throws(() => joinScripts({ ...MODULES, page: [other] }), /unknown form/);
  assert.throws(() => joinScripts({ ...MODULES, second: "1;" }), /exports nothing/);
  assert.throws(() => joinScripts({ ...MODULES, shared: {} }), /chunk-A.js, which is missing/);
});
