import { parsePersonName, readParsedVariable } from "../values/mod.ts";

/** Users that stand for no person. */
const NO_PERSONS = ["root", "system", "administrator"];

/** Returns the name of the user that runs this program. Undefined if it is unknown, or of no person. */
export function getSystemUser(): string | undefined {
  for (const variable of Deno.build.os === "windows" ? ["USERNAME"] : ["USER", "LOGNAME"]) {
    const name = readParsedVariable(variable, parseOrNothing);
    if (name !== undefined) return NO_PERSONS.includes(name.toLowerCase()) ? undefined : name;
  }
  return undefined;
}

function parseOrNothing(text: string): string | undefined {
  try {
    return parsePersonName(text);
  } catch {
    return undefined;
  }
}
