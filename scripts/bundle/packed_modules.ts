/**
 * Modules that few runs need, compressed in the binary, which is read into memory as a whole whenever it starts. Each bundle
 * of them is one file. It is imported as a `data:` URL, so it can import only built-in modules.
 */

import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const LOADER = "load.js";

/** The module that loads a packed one. Its name in stack traces would otherwise be its whole text. */
const LOADER_TEXT = `export async function load(name){
const packed=new Blob([await Deno.readFile(new URL("./"+name+".gz",import.meta.url))]).stream();
const text=await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).text();
return import("data:text/javascript;base64,"+new TextEncoder().encode(text+"\\n//# sourceURL="+name).toBase64());
}
`;

/**
 * Packs a bundle of packages, and writes a module for each package that exports the same.
 *
 * @param directory The folder for all of these.
 * @param file The bundle in it, which exports each package under the name {@linkcode toExport} gives.
 */
export async function packPackages(directory: string, file: string, packages: readonly string[]): Promise<void> {
  const exported = await import(pathToFileURL(join(directory, file)).href);
  await pack(directory, file);
  const names = packages.map(toExport);
  const all = `import{load}from"./${LOADER}";\nexport const{${names}}=await load("${file}");\n`;
  await Deno.writeTextFile(join(directory, file), all);
  for (const name of packages) {
    const members = Object.keys(exported[toExport(name)]).filter((member) => member !== "default");
    const text = `import{${toExport(name)} as all}from"./${file}";\nexport const{${members}}=all;\n`;
    await Deno.writeTextFile(join(directory, `${basename(name)}.js`), text);
  }
}

/** Names a package as an export: letters, digits and underscores. */
export function toExport(name: string): string {
  return name.replaceAll(/\W/g, "_");
}

/** Packs the main module of a thread, and puts a module in its place that keeps messages until the thread is loaded. */
export async function packThread(directory: string, file: string): Promise<void> {
  await pack(directory, file);
  const text = `import{load}from"./${LOADER}";
const early=[];
self.onmessage=(event)=>early.push(event);
load("${file}").then(()=>early.forEach((event)=>self.onmessage(event)));
`;
  await Deno.writeTextFile(join(directory, file), text);
}

async function pack(directory: string, file: string): Promise<void> {
  const path = join(directory, file);
  const text = new Blob([await Deno.readFile(path)]).stream();
  await Deno.writeFile(`${path}.gz`, text.pipeThrough(new CompressionStream("gzip")));
  await Deno.writeTextFile(join(directory, LOADER), LOADER_TEXT);
}
