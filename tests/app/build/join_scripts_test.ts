import assert from "node:assert/strict";
import { joinScripts } from "../../../app/build/mod.ts";

const SHARED = "var n=1;function e(){return n}var t=class{};export{e as a,t as b};";
const FIRST = 'import{a as o,b}from"./chunk-A.js";globalThis.said=[o(),typeof b];';
const SECOND = 'import{a as o}from"./chunk-A.js";function n(){return o()+1}export{n as next};';
const STYLE = { style: 'a{content:"\\201c"}' };

interface Global {
  said?: unknown;
  supportDesk?: { part?: { next(): number } };
  document?: unknown;
}

Deno.test("joinScripts() lets the second script use what the first one has", () => {
  const global = globalThis as Global;
  const { first, second, id } = joinScripts({ first: FIRST, second: SECOND, shared: SHARED, ...STYLE });
  const sheets: { textContent?: string }[] = [];
  global.document = { createElement: () => ({}), head: { append: (sheet: object) => sheets.push(sheet) } };
  try {
    Function(first)();
    assert.deepEqual(global.said, [1, "function"]);
    assert.equal(global.supportDesk!.part, undefined);
    Function(second)();
    assert.equal(global.supportDesk!.part!.next(), 2);
    assert.deepEqual(sheets, [{ textContent: STYLE.style }]);
    assert.ok(second.startsWith(`/*${id}*/`));
  } finally {
    delete global.document;
    delete global.supportDesk;
    delete global.said;
  }
});

Deno.test("joinScripts() gives another id when either script has changed", () => {
  const modules = { first: FIRST, second: SECOND, shared: SHARED, ...STYLE };
  const { id } = joinScripts(modules);
  assert.equal(joinScripts(modules).id, id);
  assert.notEqual(joinScripts({ ...modules, first: `${FIRST}1` }).id, id);
  assert.notEqual(joinScripts({ ...modules, style: "" }).id, id);
});

Deno.test("joinScripts() refuses modules of another form", () => {
  const other = 'import x from"./chunk-A.js";x();';
  assert.throws(() => joinScripts({ first: other, second: SECOND, shared: SHARED, ...STYLE }), /unknown form/);
  assert.throws(() => joinScripts({ first: FIRST, second: "1;", shared: SHARED, ...STYLE }), /exports nothing/);
});
