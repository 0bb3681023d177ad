/** Turns a name such as `CloseBraceExpected` into a phrase: `Close brace expected`. */
export function camelCaseToWords(name: string): string {
  return name.replaceAll(/(?<!^)[A-Z]/g, (letter) => " " + letter.toLowerCase());
}
