/** Checks for a placeholder such as `${user_config.db}`, which some hosts pass on for a setting that was left blank. */
export function isPlaceholder(text: string): boolean {
  return /^\s*\$\{[^{}]+\}\s*$/.test(text);
}
