/** Adds a space to the name `__proto__`. Parsers drop a member of that name, and then no one could say that it is unknown. */
export function renamePrototypeMember(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!Object.hasOwn(members, "__proto__")) return members;
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name === "__proto__" ? `${name} ` : name, value]),
  );
}
