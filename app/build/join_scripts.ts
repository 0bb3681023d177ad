/** Turns modules that share others into scripts without imports. Each script runs after those before it. */

import { createHash } from "node:crypto";

/** The output of the bundler. */
export interface SplitModules {
  /** The modules of the scripts in the page, in the order in which they run. */
  page: readonly string[];
  /** The module of the script that is loaded later. */
  second: string;
  /** The modules that they share, by file name. These modules share others too. */
  shared: Readonly<Record<string, string>>;
  /** The style sheet that the second script adds. */
  style: string;
}

export interface JoinedScripts {
  page: readonly string[];
  /** Begins with the id, in a comment. */
  second: string;
  /** Changes with each of the scripts. */
  id: string;
}

const IMPORT = /import\{([^}]*)\}from"\.\/([\w.-]+)";/g;
const EXPORT = /export\{([^}]*)\};?\s*$/;

/**
 * Joins modules. A shared module is in the first script that needs it, and its exports become a member of `supportDesk`, from which
 * the others take them. The second script leaves its own exports in `supportDesk.part`.
 *
 * @throws {Error} If the modules have another form.
 */
export function joinScripts({ page, second, shared, style }: SplitModules): JoinedScripts {
  const join = new Joiner(shared);
  const scripts = page.map((module) => `(()=>{"use strict";globalThis.supportDesk??={};${join.add(module)}})();`);
  const [rest, exports] = takeExports(join.add(second));
  const addStyle = `const sheet=document.createElement("style");sheet.textContent=${JSON.stringify(style)};`;
  const later = `(()=>{"use strict";${addStyle}document.head.append(sheet);{${rest}supportDesk.part={${exports}}}})();`;
  const hash = createHash("sha256");
  for (const script of [...scripts, later]) {
    if (/(?:^|[;{}])(?:import|export)\b(?![(.:])/.test(script)) {
      throw new Error("The bundler's modules have an unknown form.");
    }
    hash.update(script);
  }
  const id = hash.digest("hex").slice(0, 16);
  return { page: scripts, second: `/*${id}*/${later}`, id };
}

/** Adds shared modules to the first script that needs them. */
class Joiner {
  /** The names of those that were added, as members of `supportDesk`. */
  readonly #members = new Map<string, string>();

  constructor(private readonly shared: Readonly<Record<string, string>>) {}

  /** Puts what a module needs in front of it, unless an earlier script has it. */
  add(module: string): string {
    const needed = [...module.matchAll(IMPORT)].map(([, , name]) => this.#addShared(name!));
    return needed.join("") + this.#takeImports(module);
  }

  #addShared(name: string): string {
    if (this.#members.has(name)) return "";
    const module = this.shared[name];
    if (module === undefined) throw new Error(`The bundler's modules import ${name}, which is missing.`);
    const needed = [...module.matchAll(IMPORT)].map(([, , other]) => this.#addShared(other!)).join("");
    const [body, members] = takeExports(this.#takeImports(module));
    const member = `s${this.#members.size}`;
    this.#members.set(name, member);
    return `${needed}supportDesk.${member}=(()=>{${body}return{${members}}})();`;
  }

  /** `import{a as b,c}from"./shared.js";` becomes `const{a:b,c}=supportDesk.s0;`. */
  #takeImports(module: string): string {
    return module.trim().replace(IMPORT, (_, names: string, file: string) => {
      const members = names.split(",").map((name) => name.split(" as ").join(":"));
      return `const{${members}}=supportDesk.${this.#members.get(file)};`;
    });
  }
}

/** Removes `export{a as b,c};` from the end. @returns The rest, and `b:a,c`. */
function takeExports(module: string): [rest: string, members: string] {
  const [all, names] = EXPORT.exec(module) ?? [];
  if (all === undefined) throw new Error("The bundler's module exports nothing.");
  const members = names!.split(",").map((name) => name.split(" as ").reverse().join(":")).join(",");
  return [module.slice(0, -all.length), members];
}
