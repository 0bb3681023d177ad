import * as z from "zod";
import { findNearestMatch } from "../search/query/mod.ts";

/** Creates the schema of an object that takes these members and no others. */
export function describeMembers<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const names = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys!.map((key) => describeUnknown(key, names)).join(" ")
        : issue.input === undefined
        ? `is missing. Its members are ${names.join(", ")}`
        : `must have the members ${names.join(", ")}`,
  });
}

function describeUnknown(key: string, names: readonly string[]): string {
  const meant = findNearestMatch(key, names);
  return `has no member "${key.slice(0, 100)}"${meant ? ` (did you mean "${meant}"?)` : ""}. It has: ${
    names.join(", ")
  }.`;
}
