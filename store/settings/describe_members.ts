import * as z from "zod";
import { findNearestMatch } from "../search/query/mod.ts";

/** Creates the schema of an object that takes these members and no others. */
export function describeMembers<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const names = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? describeUnknown(issue.keys!, names)
        : issue.input === undefined
        ? `is missing. Its members are ${names.join(", ")}`
        : `must be an object. Its members are ${names.join(", ")}`,
  });
}

function describeUnknown(keys: readonly string[], names: readonly string[]): string {
  const unknown = keys.map((key) => {
    const meant = findNearestMatch(key, names);
    return `"${key.slice(0, 100)}"${meant ? ` (did you mean "${meant}"?)` : ""}`;
  });
  return `has no ${unknown.length === 1 ? "member" : "members"} ${unknown.join(", ")}. It has: ${names.join(", ")}.`;
}
