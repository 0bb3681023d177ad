/** The settings on the command line: paths, YAML and the editor. */

export {
  decodeText,
  formatChanged,
  formatDefaults,
  formatDocument,
  formatEvent,
  formatHeader,
  formatValue,
  parseText,
} from "./document.ts";
export { editText } from "./edit_text.ts";
export { useNewSettings } from "./new_settings.ts";
export { addDefault, getAt, parsePath, setAt } from "./paths.ts";
export { checkUsage, type SettingsAction, type SettingsFlags, type SettingsTask } from "./usage.ts";
