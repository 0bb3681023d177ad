const TEXT_TYPES =
  /^(text\/.*|message\/rfc822|application\/(json|jsonl|xml|yaml|toml|javascript)|.*\+(json|xml|yaml))$/;

/** Recognizes the media types of text files (RFC 6838). */
export function isTextual(mediaType: string): boolean {
  const [essence = ""] = mediaType.toLowerCase().split(";");
  return TEXT_TYPES.test(essence.trim());
}
