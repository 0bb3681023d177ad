/** Turns two modules that share a third one into two scripts. The first is in the page, the second is loaded later. */

import { createHash } from "node:crypto";

/** The output of the bundler. */
export interface SplitModules {
  first: string;
  second: string;
  shared: string;
  /** The style sheet that the second script adds. */
  style: string;
}

const IMPORT = /import\{([^}]*)\}from"\.\/[\w.-]+";/g;
const EXPORT = /export\{([^}]*)\};?\s*$/;

/**
 * Joins the first module with the shared one, whose exports become members of `supportDesk`. The second module takes them from
 * there, and leaves its own exports in `supportDesk.part`.
 *
 * @returns Both scripts. The second begins with its id, which changes with either of them.
 * @throws {Error} If the modules have another form.
 */
export function joinScripts(
  { first, second, shared, style }: SplitModules,
): { first: string; second: string; id: string } {
  const [body, members] = takeExports(shared);
  const whole = `globalThis.supportDesk=(()=>{${body}return{${members}}})();{${takeImports(first)}}`;
  const [rest, exports] = takeExports(takeImports(second));
  const addStyle = `const sheet=document.createElement("style");sheet.textContent=${JSON.stringify(style)};`;
  const later = `(()=>{"use strict";${addStyle}document.head.append(sheet);{${rest}supportDesk.part={${exports}}}})();`;
  const id = createHash("sha256").update(whole).update(later).digest("hex").slice(0, 16);
  for (const script of [whole, later]) {
    if (/(?:^|[;{}])(?:import|export)\b(?![(.:])/.test(script)) {
      throw new Error("The bundler's modules have an unknown form.");
    }
  }
  return { first: whole, second: `/*${id}*/${later}`, id };
}

/** `import{a as b,c}from"./shared.js";` becomes `const{a:b,c}=supportDesk;`. */
function takeImports(module: string): string {
  return module.trim().replace(IMPORT, (_, names) => `const{${toMembers(names)}}=supportDesk;`);
}

/** Removes `export{a as b,c};` from the end. @returns The rest, and `b:a,c`. */
function takeExports(module: string): [rest: string, members: string] {
  const [all, names] = EXPORT.exec(module) ?? [];
  if (all === undefined) throw new Error("The bundler's module exports nothing.");
  const members = names!.split(",").map((name) => name.split(" as ").reverse().join(":")).join(",");
  return [module.slice(0, -all.length), members];
}

function toMembers(names: string): string {
  return names.split(",").map((name) => name.split(" as ").join(":")).join(",");
}
