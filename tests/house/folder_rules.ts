/** Rules about folders: each room has one entrance, and no two rooms import each other. */

import type { Import } from "./import_graph.ts";
import { ENTRANCES } from "./import_rules.ts";

/** They use every part and no part uses them. Tests also import internals. */
const EXEMPT = ["tests/", "scripts/", "release/", "bench/"];

/**
 * Finds imports that enter a room past its `mod.ts`.
 *
 * @param files Every source file.
 * @returns Lines such as `store/demo.ts -> store/rules/tickets/claim.ts`.
 */
export function findSideEntrances(imports: readonly Import[], files: readonly string[]): string[] {
  const [known, rooms] = [new Set(files), new Set(files.filter(isEntrance).map(getFolder))];
  return imports
    .filter(({ from, to }) => isChecked(from) && known.has(to) && to !== getEntrance(from, to, rooms))
    .map(({ from, to }) => `${from} -> ${to}`);
}

/**
 * Returns the module that `from` may import to reach `to`: the `mod.ts` of the outermost room that holds only `to`, or an
 * inner one that import_rules.ts lists as an entrance of its part.
 */
function getEntrance(from: string, to: string, rooms: ReadonlySet<string>): string {
  if (ENTRANCES.has(to)) return to;
  const folders = listFolders(to).filter((folder) => rooms.has(folder) && !from.startsWith(`${folder}/`));
  return folders.length === 0 ? to : `${folders[0]}/mod.ts`;
}

/**
 * Finds pairs of rooms that import each other: two folders in the same folder, or a folder's own files (except its
 * `mod.ts`, which only exports) and a folder in it. Type imports count.
 *
 * @returns Lines such as `client/agent <-> client/terminal`, or `client/* <-> client/agent` for a folder's own files.
 */
export function findMutualImports(imports: readonly Import[], files: readonly string[]): string[] {
  const [known, arrows] = [new Set(files), new Set<string>()];
  for (const { from, to } of imports) {
    if (!isChecked(from) || !known.has(to) || isEntrance(from) || isEntrance(to) && isParent(to, from)) continue;
    const [one, other] = getRooms(from, to);
    if (one !== other) arrows.add(`${one} ${other}`);
  }
  const pairs = [...arrows].map((arrow) => arrow.split(" ") as [string, string]);
  return pairs
    .filter(([one, other]) => one < other && arrows.has(`${other} ${one}`))
    .map(([one, other]) => `${one} <-> ${other}`)
    .sort();
}

/** Returns the two rooms, side by side in their common folder, that hold the files. */
function getRooms(one: string, other: string): [string, string] {
  const [ones, others] = [one.split("/"), other.split("/")];
  let depth = 0;
  while (ones[depth] === others[depth] && depth < Math.min(ones.length, others.length) - 1) depth++;
  return [toRoom(ones, depth), toRoom(others, depth)];
}

function toRoom(parts: readonly string[], depth: number): string {
  return depth === parts.length - 1 ? [...parts.slice(0, depth), "*"].join("/") : parts.slice(0, depth + 1).join("/");
}

function isParent(entrance: string, file: string): boolean {
  return file.startsWith(`${getFolder(entrance)}/`);
}

function isEntrance(file: string): boolean {
  return file.endsWith("/mod.ts");
}

function isChecked(file: string): boolean {
  return file.includes("/") && !EXEMPT.some((folder) => file.startsWith(folder));
}

function getFolder(file: string): string {
  return file.slice(0, file.lastIndexOf("/"));
}

/** Lists the folders of a file, outermost first. */
function listFolders(file: string): string[] {
  const parts = file.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
