/** The documents that every package contains. */

import { PROJECT } from "../scripts/bundle/bundle.ts";
import { type Entry, readEntry } from "./archive/mod.ts";

const DOCUMENTS = ["LICENSE", "README.md", "THIRD_PARTY_NOTICES"];

/** Reads the license, the introduction and the notices of third-party software. */
export async function readDocuments(): Promise<Entry[]> {
  return await Promise.all(DOCUMENTS.map((name) => readEntry(name, new URL(name, PROJECT))));
}
