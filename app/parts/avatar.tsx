/** A person beside the name. */

/** The person's initials in a circle, beside the name. */
export function Avatar({ name, kind = "team" }: { name: string; kind?: "team" | "customer" | "none" }) {
  return <span class={`avatar ${kind}`} aria-hidden="true">{getInitials(name)}</span>;
}

/** Gets at most two letters: of a name, or of the part of an address before the @. */
export function getInitials(name: string): string {
  const words = name.replace(/@.*$/, "").split(/[\s._-]+/).filter((word) => /\p{L}/u.test(word));
  const [first = "", last = ""] = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  const letters = [first, last].map((word) => [...word].find((letter) => /\p{L}/u.test(letter)) ?? "");
  return letters.join("").toUpperCase() || "?";
}
